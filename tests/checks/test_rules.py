"""The office's own rules: what a file may hold, and what is refused, by line."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.checks import rules
from tmflow.checks.check import Context
from tmflow.checks.registry import BY_ID
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.errors import InputError
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant

GOOD = """
[[rule]]
lang = "en"
words = ["export"]
message = "No."
"""


def applied(text, found, lang="en", date=""):
    unit = TranslationUnit("u", "R", 1, variants={lang: Variant(lang, Segment(text))})
    return list(BY_ID["style_rule"].run(unit, Context((unit,), Recognizer(()), {}, date=date, rules=found)))


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[[rule]]\nlang = 'en'\nwords = [", "line 3|last line", "no TOML"),
        ('[[rule]]\nlang = "en"\npattern = "\\d"\nmessage = "No."', "line 3", "single quotes"),
        ("rules = 1", "mine.toml", "rules"),
        ("rule = 1", "mine.toml", r"\[\[rule\]\]"),
        ("[rule]\nlang = 'en'", "mine.toml", r"\[\[rule\]\]"),
        (GOOD + "colour = 1", "line 2", "colour"),
        (GOOD + GOOD.replace("en", "fr"), "line 7", "zh, en, ru"),
        ("[[rule]]\nlang = 'en'\nwords = ['a']", "line 1", "message"),
        ("[[rule]]\nlang = 'en'\nmessage = 'No.'", "line 1", "words"),
        (GOOD + "pattern = 'a'", "line 2", "either"),
        ("\n\n[[rule]]\nlang = 'en'\npattern = '(a'\nmessage = 'No.'", "line 3", "cannot be read"),
        ("[[rule]]\nlang = 'en'\npattern = 'a*'\nmessage = 'No.'", "line 1", "empty text"),
        ("[[rule]]\nlang = 'en'\npattern = '(a+)+$'\nmessage = 'No.'", "line 1", "too long"),
        ("[[rule]]\nlang = 'en'\npattern = '(a)b'\nreplacement = '\\2'\nmessage = 'No.'", "line 1", "group “2”"),
        ("[[rule]]\nlang = 'en'\npattern = 'ab'\nreplacement = 'c\\d'\nmessage = 'No.'", "line 1", "backslash"),
        (GOOD + "severity = 'error'", "line 2", "warning"),
        (GOOD + "from = '2021-13-01'", "line 2", "day"),
        (GOOD + "case = 'yes'", "line 2", "true or false"),
        (GOOD + "unless = [1]", "line 2", "unless"),
        (GOOD + "id = 1", "line 2", "id"),
        (GOOD + "id = 'a'" + GOOD + "id = 'a'", "line 7", "“a”"),
        ("a = " + "[" * 5000, "mine.toml", "TOML|deeply"),
    ],
)
def test_what_cannot_be_used_is_refused_by_line(text, where, what):
    with pytest.raises(InputError, match=what) as refused:
        rules.parse(text, "mine.toml")
    assert str(refused.value).startswith("mine.toml")
    assert any(place in str(refused.value) for place in where.split("|"))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(InputError):
        rules.parse(text, "mine.toml")


@pytest.mark.parametrize(
    ("date", "count"), [("", 1), ("2021-10-31", 0), ("2021-11-01", 1), ("2021-11-30T10:00:00", 1), ("2021-12-01", 0)]
)
def test_a_rule_holds_in_its_days(date, count):
    found = rules.parse(GOOD + "from = 2021-11-01\nuntil = 2021-11-30", "mine.toml")
    assert len(applied("The export grew.", found, date=date)) == count


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("export, Export and EXPORT", 3),
        ("exports exporter re-export export-led non‑export", 0),
        ("“export” (export) export’s", 2),
        ("", 0),
    ],
)
def test_words_are_whole(text, hits):
    assert len(applied(text, rules.parse(GOOD, "mine.toml"))) == hits


def test_a_pattern_that_runs_away_is_given_up_and_says_so():
    pattern = r"(x+x+)+y"
    found = rules.Rules((rules.Rule("slow", ("en",), rules.regex.compile(pattern), "No."),))
    begin = time.perf_counter()
    (issue,) = applied("x" * 2_000, found)
    assert time.perf_counter() - begin < 5
    assert "slow" in issue.message


def test_the_shipped_rules_are_read_and_mend():
    found = rules.shipped()
    assert {lang for rule in found.all for lang in rule.langs} == {"zh", "en", "ru"}
    for lang, wrong, right in (
        ("zh", "截止目前，班列开行100列。", "截至目前，班列开行100列。"),
        ("en", "The Goverment agreed.", "The Government agreed."),
        ("ru", "В течении трёх лет товарооборот вырос.", "В течение трёх лет товарооборот вырос."),
        ("ru", "По окончанию встречи подписан договор.", "По окончании встречи подписан договор."),
    ):
        (issue,) = applied(wrong, found, lang)
        assert wrong[: issue.start] + issue.suggestion + wrong[issue.end :] == right
    for lang, fine in (
        ("zh", "报名截止时间为4月9日，账户报道作为例子，帐篷已备齐。"),
        ("en", "The government’s committee on the environment met; nothing occurred."),
        ("ru", "Меры по завершению работ; согласно приказу, в течении реки, в следствии по делу."),
    ):
        assert applied(fine, found, lang) == []


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\b([Gg])over?ment(s|al)?\b", ["ment"]),
        (r"abc|def", []),
        (r"(?i)abc", []),
        (r"[abc]def", ["def"]),
        (r"abc?de*fg{2}hi", []),
        (r"ab(c|d(e))+fg", ["ab"]),
        (r"截止(?=目前|今)", ["截止"]),
        (r"\w+ \d\.", []),
    ],
)
def test_the_piece_that_a_pattern_needs(pattern, pieces):
    assert list(rules._pieces(pattern)) == pieces


ALPHABET = st.text("abAB -.", max_size=12)


@given(ALPHABET, st.lists(st.text("abAB -", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=3))
def test_a_rule_that_finds_something_is_concerned(text, words):
    found = rules.parse(f"[[rule]]\nlang = 'en'\nwords = {words!r}\nmessage = 'No.'", "mine.toml")
    selection = found.of("en", "")
    assert selection.concerned(text) or not list(found.all[0].find(text))
