"""Rank words and same titles, on tables: `titles.tsv` (a, b, same) and `ranks.tsv` (lang, text, span=kind|...)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.text.titles import ranks, same_title

HERE = Path(__file__).parent


def rows(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("a", "b", "same"), rows("titles.tsv"))
def test_same_title(a, b, same):
    assert same_title(a, b) is (same == "1")
    assert same_title(b, a) is (same == "1")


@pytest.mark.parametrize(("lang", "text", "expected"), rows("ranks.tsv"))
def test_ranks(lang, text, expected):
    found = ranks(text, lang)
    assert "|".join(f"{rank.text}={rank.kind}" for rank in found) == expected
    assert all(text[rank.start : rank.end] == rank.text for rank in found)


def test_other_languages_have_no_ranks():
    assert ranks("vice-président", "fr") == []
    assert not same_title("市长", "Mayor")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_a_title_is_itself_whatever_it_is(text):
    assert same_title(text, text)
    for lang in ("zh", "en", "ru"):
        assert all(0 <= rank.start < rank.end <= len(text) for rank in ranks(text, lang))
