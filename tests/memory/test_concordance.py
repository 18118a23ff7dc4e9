"""Where searched words stand in a remembered sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.memory import concordance


@pytest.mark.parametrize(
    ("lang", "query", "text", "found"),
    [
        ("zh", "示范", "上合示范区的示范", ["示范", "示范"]),
        ("zh", "SCODA", "在ＳＣＯＤＡ内", ["ＳＣＯＤＡ"]),
        ("en", "port  of qingdao", "the Port\u00a0of Qingdao", ["Port\u00a0of Qingdao"]),
        ("ru", "китай", "Кита\u0438\u0306 и китай", ["Кита\u0438\u0306", "китай"]),
        ("ru", "елка", "Ёлка", ["Ёлка"]),
        ("en", "f", "ﬁ", ["ﬁ"]),
        ("en", "s", "ß", ["ß"]),
        ("en", "", "text", []),
    ],
)
def test_found_words_are_those_of_the_text(lang, query, text, found):
    spans = concordance.find(text, concordance.prepare(query, lang), lang)
    assert [text[start:end] for start, end in spans] == found


@given(st.text(), st.text(max_size=3), st.sampled_from(["zh", "en", "ru"]))
def test_spans_lie_in_the_text_and_never_overlap(text, query, lang):
    at = 0
    for start, end in concordance.find(text, concordance.prepare(query, lang), lang):
        assert at <= start < end <= len(text)
        at = start
