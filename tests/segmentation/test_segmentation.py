"""Segmentation by tables in razdel notation that a linguist can edit, and what holds for any text."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.segmentation import RULES, spans, split

LANGUAGES = ["zh", "en", "ru"]
HERE = Path(__file__).parent


def table():
    for lang in LANGUAGES:
        for line in (HERE / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield lang, line


@pytest.mark.parametrize(("lang", "marked"), list(table()))
def test_table(lang, marked):
    text = marked.replace("| |", " ").replace("||", "")
    assert split(text, lang) == marked.replace("| |", "||").split("||")


def texts():
    marks = "。！？…“”‘’《》（）；：、.!?\"'«»()[]—–-,;: \n\t1２一a.A.Яя是г.\ud800\x00\u00a0"
    return st.one_of(st.text(alphabet=marks, max_size=200), st.text(max_size=200))


@pytest.mark.parametrize("lang", [*LANGUAGES, "fr"])
@settings(deadline=None)
@given(text=texts())
def test_segments_hold_everything_but_blanks_in_order(lang, text):
    found = spans(text, lang)
    assert all(span.start < span.end and span.rule for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(text[s.start : s.end] for s in found).split()) == "".join(text.split())
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in found)


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(deadline=None)
@given(text=texts())
def test_a_line_break_always_cuts(lang, text):
    assert not any("\n" in segment for segment in split(text, lang))


@pytest.mark.parametrize(("lang", "text"), [("zh", "他说。她说。"), ("en", "He said so. She left."), ("ru", "Он ушёл. Она осталась.")])  # fmt: skip
def test_the_deciding_rule_is_named(lang, text):
    names = {rule.__name__ for rule in RULES[lang]}
    first, second = spans(text, lang)
    assert first.rule in names
    assert second.rule == "text_end"


def test_a_lost_quote_does_not_swallow_the_page():
    page = "“The talks began. " + "They went on. " * 200 + "It ended.”"
    assert len(split(page, "en")) > 100


HOSTILE = ["." * 20_000, ". " * 10_000, "“" * 20_000, "“a.”" * 5_000, '"' * 20_000, "1. a " * 4_000, "(" * 10_000 + ")" * 10_000,
           "a" * 20_000, "\n" * 20_000, "Mr." * 6_000, "。" * 20_000, "\ud800. " * 6_000, "A. " * 6_000, "1)" * 9_000]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_linear_time(lang, text):
    began = time.perf_counter()
    split(text, lang)
    assert time.perf_counter() - began < 60  # a hang, not a speed
