"""A trace misses no mention: what the recognizer finds in a text, its trace holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.glossary.recognizer import count
from tmflow.glossary.traces import sought, trace
from tmflow.model.concept import Term

CASES = Path(__file__).parent


def rows(lang):
    lines = (CASES / f"terms_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    return [(lang, *line.split("\t")[:3]) for line in lines if line and not line.startswith("# ")]


def held(term, text, lang):
    found = trace(text, lang)
    wanted = sought(Term("t", "c", lang, term))
    return bool(wanted) and all(any(piece in found for piece in group) for group in wanted)


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_every_mention_of_the_recognizers_cases_leaves_a_trace(lang):
    missed = [(term, text) for _, term, text, wanted in rows(lang) if int(wanted) and not held(term, text, lang)]
    assert missed == []


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_most_texts_without_a_mention_leave_none_of_another_term(lang):
    cases = [row for row in rows(lang) if int(row[3])]
    pairs = [(first[1], other[2]) for first, other in zip(cases, cases[7:], strict=False)]
    strangers = [(term, text) for term, text in pairs if not count(term, text, lang)]
    assert sum(held(term, text, lang) for term, text in strangers) < len(strangers) / 10


WORDS = {
    "zh": [
        "上合",
        "示范区",
        "上合示范區",
        "管委会",
        "“十四五”",
        "规划",
        "中国",
        "·",
        " ",
        "，",
        "TEU",
        "ＴＥＵ",
        "《",
        "》",
    ],
    "en": [
        "Committee",
        "committees",
        "the",
        "SCO",
        "SCO's",
        "colour",
        "color",
        "U.S.",
        "centre",
        "Centers",
        "&",
        "and",
        "-",
    ],
    "ru": [
        "комитет",
        "Комитетом",
        "ШОС",
        "Лю",
        "Цзяньчжоу",
        "Цзяньчжоу",
        "Иванова",
        "Иванов",
        "ё",
        "нового",
        "и",
        "&",
        "-",
    ],
}


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(["zh", "en", "ru"]))
def test_a_mention_leaves_a_trace(data, lang):
    pieces = st.lists(st.sampled_from(WORDS[lang]), min_size=1, max_size=4)
    joint = "" if lang == "zh" else " "
    term = joint.join(data.draw(pieces))
    text = joint.join(
        [*data.draw(pieces), data.draw(st.sampled_from([term, term.lower(), term.upper(), ""])), *data.draw(pieces)]
    )
    if count(term, text, lang):
        assert held(term, text, lang)


def test_other_languages_leave_nothing():
    assert trace("Guten Tag", "de") == ""
    assert sought(Term("t", "c", "de", "Guten Tag")) == ()
    assert sought(Term("t", "c", "ru", "—")) == ()


def test_a_term_is_sought_in_the_forms_that_its_entry_tells():
    term = Term("t", "c", "ru", "Тэтэшка", inflection="Тэтэшекы")
    found = trace("К югу от Тэтэшекы", "ru")
    assert all(any(piece in found for piece in group) for group in sought(term))
