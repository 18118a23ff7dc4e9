"""How alike two sentences are, and how the difference is shown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.memory.fuzzy import compare, difference, key, score
from tmflow.model.match import DiffOp

SCORES = [
    # lang, remembered, at hand, lowest, highest
    ("en", "The port opened on Monday.", "The port opened on Monday.", 100, 100),
    ("en", "The port opened  on Monday. ", "The port opened on\u00a0Monday.", 100, 100),
    ("en", "Trade rose by 12.5 percent.", "Trade rose by 8 percent.", 99, 99),
    ("en", "The Port opened on Monday.", "The port opened on Monday.", 99, 99),
    ("en", "The delegation visited the port.", "The delegation visited the new port.", 75, 95),
    ("en", "The delegation visited the port.", "Prices of grain fell in August.", 0, 45),
    ("zh", "代表团参观了港口。", "代表团参观了港口。", 100, 100),
    ("zh", "进出口总额达2000亿元。", "进出口总额达3150亿元。", 99, 99),
    ("zh", "会议通过了二十三项决议。", "会议通过了十五项决议。", 99, 99),
    ("zh", "代表团参观了港口。", "代表团参观了新港口。", 80, 98),
    ("zh", "代表团参观了港口。", "粮食价格下跌。", 0, 30),
    ("ru", "Делегация посетила порт 5 мая.", "Делегация посетила порт 17 мая.", 99, 99),
    ("ru", "Приём прошёл в Циндао.", "Прием прошел в Циндао.", 99, 99),
    ("ru", "Делегация посетила порт.", "Делегация посетила порт и завод.", 55, 90),
    ("en", "", "Something.", 0, 0),
    ("en", "", "", 100, 100),
]


@pytest.mark.parametrize(("lang", "old", "new", "lowest", "highest"), SCORES)
def test_score(lang, old, new, lowest, highest):
    assert lowest <= score(old, new, lang) <= highest


def test_a_rank_word_costs_more_than_nothing_and_less_than_another_sentence():
    old = "会见了管委会主任。"
    assert score(old, "会见了管委会副主任。", "zh") > score(old, "会见了外国客人。", "zh")
    assert score(old, "会见了管委会副主任。", "zh") < 99


def test_the_note_says_what_lowered_the_score():
    assert compare(key("5 ships came.", "en"), key("7 ships came.", "en")).note == "numbers only"
    assert compare(key("Ships came.", "en"), key("ships came.", "en")).note == "form only"
    assert compare(key("Ships came.", "en"), key("Ships came.", "en")).note == ""


def shown(old, new, lang):
    marks = {DiffOp.EQUAL: "{}", DiffOp.DELETE: "[-{}-]", DiffOp.INSERT: "[+{}+]"}
    return "".join(marks[part.op].format(part.text) for part in difference(old, new, lang))


DIFFERENCES = [
    ("en", "He met the director.", "He met the deputy director.", "He met the [+deputy +]director."),
    ("en", "Trade rose 12.5%.", "Trade rose 8%.", "Trade rose [-12.5-][+8+]%."),
    ("en", "one two three", "uno dos three", "[-one two-][+uno dos+] three"),
    ("zh", "管委会主任", "管委会副主任", "管委会[+副+]主任"),
    ("zh", "二十三项", "十五项", "[-二十三-][+十五+]项"),
    ("ru", "в порту Циндао", "в портах Циндао", "в [-порту-][+портах+] Циндао"),
    ("ru", "21\u00a0000 тонн", "22\u00a0500 тонн", "[-21\u00a0000-][+22\u00a0500+] тонн"),
    ("en", "", "new", "[+new+]"),
    ("en", "same", "same", "same"),
    ("en", "", "", ""),
]


@pytest.mark.parametrize(("lang", "old", "new", "expected"), DIFFERENCES)
def test_difference(lang, old, new, expected):
    assert shown(old, new, lang) == expected


texts = st.text(alphabet=st.sampled_from("ab 12.,中文九十万Пя\u00a0\n-«»\ud800"), max_size=40) | st.text(max_size=40)
langs = st.sampled_from(["zh", "en", "ru"])


@given(texts, texts, langs)
def test_a_difference_holds_both_texts(old, new, lang):
    parts = difference(old, new, lang)
    assert "".join(part.text for part in parts if part.op is not DiffOp.INSERT) == old
    assert "".join(part.text for part in parts if part.op is not DiffOp.DELETE) == new
    assert all(part.text for part in parts)
    assert all(a.op is not b.op for a, b in pairwise(parts))


@given(texts, texts, langs)
@settings(max_examples=200)
def test_a_score_is_symmetric_and_in_range(a, b, lang):
    assert score(a, b, lang) == score(b, a, lang)
    assert 0 <= score(a, b, lang) <= 100
    assert score(a, a, lang) == 100


def test_a_whole_page_is_compared_in_time():
    page = "word 12 中 " * 60_000
    assert score(page, page + "end", "en") < 100
    assert shown(page, page + "end", "en").endswith("[+end+]")
