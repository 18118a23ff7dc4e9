"""The checks of form: suggestions mend, hostile text takes no longer than its length, habits are no slips."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow import checks
from tmflow.checks.check import Context
from tmflow.checks.registry import BY_ID
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.language import LANGUAGES
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant

FORM = (
    "punctuation",
    "quotes",
    "brackets",
    "spacing",
    "width",
    "number_format",
    "homoglyph",
    "control_character",
    "doubled_word",
    "yo",
    "end_mark",
    "sentence_case_title",
)
NOTHING = Recognizer(())
PIECES = [
    "\u00a0",
    "\u3000",
    *re.findall(
        r"\S+",
        "上合 示范区 青岛 举行 的 了 the port zone Qingdao April of and в зоне порт прошёл прошел еще ещё и Циндао "
        "2021 21,000 1.5 1,5 млн % ℃ № , . : ; ? ! ， 。 、 ； ： ？ ！ … ... —— — – - ( ) （ ） [ ] 【 】 “ ” ‘ ’ \" ' « » „ 《 》 "
        "１ Ａ ％ a о c с \u00ad \u200b \ufeff Ñ Ð â€™ Рџ · • ｡ 1) www.a.cn",
    ),
]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "", " ", "  "])), max_size=14).map(
    lambda parts: "".join(a + b for a, b in parts)
)


def unit_of(row):
    variants = {lang: Variant(lang, Segment(text)) for lang, text in row.items()}
    return TranslationUnit("u", "R", 1, variants=variants)


def found(check, row):
    unit = unit_of(row)
    return list(BY_ID[check].run(unit, Context((unit,), NOTHING, {})))


@pytest.mark.parametrize("check", FORM)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_suggestions_lead_to_a_text_that_is_right(check, data):
    row = {lang: data.draw(TEXTS, label=lang) for lang in LANGUAGES}
    longest = sum(map(len, row.values())) + 5
    for _ in range(longest):
        issues = [issue for issue in found(check, row) if issue.suggestion]
        if not issues:
            break
        issue = issues[0]
        text = row[issue.lang]
        assert text[issue.start : issue.end] == issue.text != issue.suggestion
        row[issue.lang] = text[: issue.start] + issue.suggestion + text[issue.end :]
    else:
        pytest.fail(f"the suggestions of {check} go in a circle: {row}")


HOSTILE = [
    "a",
    "а",
    "中",
    " ",
    "\u00a0",
    ".",
    ",",
    "。",
    "“",
    "”",
    '"',
    "(",
    ")",
    "（",
    "«",
    "1",
    "1,",
    "1 ",
    "a.A",
    "）)",
    "-",
    " - ",
    "А ",
    "的的",
]
HOSTILE += [
    "\u200b",
    "\ufffd",
    "Ð",
    "Рџ",
    "сc",
    "１",
    "ё",
    "е",
    "? ",
    "a)a",
    "…",
    "A,a",
    "ааа aaa ",
    "\u3000",
    "中 ",
    "5”",
]


@pytest.mark.parametrize("check", FORM)
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_no_time(check, piece):
    text = piece * (20_000 // len(piece))
    begin = time.perf_counter()
    found(check, dict.fromkeys(LANGUAGES, text))
    assert time.perf_counter() - begin < 20  # what grows with the square of the length takes minutes


def test_a_lone_mark_that_its_neighbour_closes_is_no_slip():
    first = {"en": "He said, “We will go on.", "zh": "他说：“我们将继续。"}
    last = {"en": "“And we will win.”", "zh": "我们会胜利。”"}
    units = tuple(
        TranslationUnit(f"u{n}", "R", n, variants={lang: Variant(lang, Segment(text)) for lang, text in row.items()})
        for n, row in enumerate((first, last, {"en": "It is “open."}), 1)
    )
    context = Context(units, NOTHING, {})
    alone = [issue for unit in units for issue in BY_ID["quotes"].run(unit, context)]
    assert [(issue.unit_id, issue.text) for issue in alone] == [("u3", "“")]


def test_a_key_stays_when_the_unit_moves_and_ends_with_its_text():
    row = {"en": "He visited the the port."}
    (issue,) = found("doubled_word", row)
    assert found("doubled_word", {**row, "zh": "访问港口。"})[0].key == issue.key
    assert found("doubled_word", {"en": "She visited the the port."})[0].key != issue.key


@pytest.mark.parametrize(
    ("row", "lang", "text"),
    [
        ({"zh": "占地15万平方米。", "en": "It covers 150 000 square meters."}, "en", "150 000"),
        ({"zh": "投资15亿元。", "en": "It cost 1,5 billion yuan."}, "en", "1,5"),
        ({"zh": "出口313,57亿元。", "en": "Exports: 31.357 billion yuan.", "ru": "31,357 млрд юаней."}, "zh", "313,57"),
        ({"zh": "运输21000吨。", "en": "It carried 21.000 tons."}, "en", "21.000"),
        ({"zh": "增长12.5%。", "en": "It grew 12,5 percent."}, "en", "12,5"),
    ],
)
def test_a_figure_in_another_language_s_form_is_one_issue(row, lang, text):
    unit = unit_of(row)
    issues = checks.run(Context((unit,), NOTHING, {}))
    assert [(issue.check, issue.lang, issue.text) for issue in issues] == [("number_format", lang, text)]


def test_a_wrong_figure_in_another_language_s_form_is_still_wrong():
    unit = unit_of({"zh": "增长53%。", "en": "It grew 35 %.", "ru": "Рост — 53\u00a0%."})
    issues = checks.run(Context((unit,), NOTHING, {}))
    assert {issue.check for issue in issues} == {"number_format", "percent_mismatch"}


def test_a_term_with_a_letter_of_another_script_is_not_missing_as_well():
    entry = ConceptEntry(
        "zone",
        Kind.ORGANISATION,
        (Term("z", "zone", "zh", "上合示范区", Status.PREFERRED), Term("e", "zone", "en", "SCODA", Status.PREFERRED)),
    )
    unit = unit_of({"zh": "上合示范区举行会议。", "en": "The SСODA held a meeting."})
    issues = checks.run(Context((unit,), Recognizer(entry.terms), {"zone": entry}))
    assert [(issue.check, issue.text) for issue in issues] == [("homoglyph", "SСODA")]
