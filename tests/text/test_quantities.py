"""Quantities by a table that a linguist can edit (quantities.tsv), and what holds for any text at all."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tmflow.text.numbers import compare, find

LANGUAGES = ["zh", "en", "ru"]


def value(text):
    if ".." in text:
        return tuple(value(end) for end in text.split(".."))
    try:
        return round(float(text), 6) if not text.startswith(("--", "-Q")) else text
    except ValueError:
        return text


def expectation(text):
    rows = [] if text == "-" else [part.split(" ") for part in text.split("; ")]
    out = []
    for kind, told, *unit in rows:
        if kind == "span":
            out.append(("range", tuple(told.split("..")), ""))
            continue
        read = told if kind == "date" else tuple(told.split("..")) if is_span(told) else value(told)
        out.append((kind, read, unit[0] if unit else ""))
    return sorted(out, key=str)


def is_span(told):
    return ".." in told and (
        told.startswith(("-", "Q", "T")) or ("-" in told) or told.split("..")[0] in {"2018", "2019", "2022"}
    )


def table():
    lines = (Path(__file__).parent / "quantities.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def key(quantity):
    told = quantity.value
    if isinstance(told, tuple):
        told = tuple(end if isinstance(end, str) else round(float(end), 6) for end in told)
    elif not isinstance(told, str):
        told = round(float(told), 6)
    return quantity.kind, told, quantity.unit


@pytest.mark.parametrize(("lang", "text", "expected"), table())
def test_table(lang, text, expected):
    assert sorted((key(q) for q in find(text, lang)), key=str) == expectation(expected)


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.text(
            alphabet="0123456789.,:-–/ 年月日万亿千百十一二三第至%元$ \n\ud800\x00\u00a0MayофквIXVмлн", max_size=80
        ),
    )
)
def test_any_text_gives_places_in_order(lang, text):
    found = find(text, lang)
    assert all(text[q.start : q.end] == q.text and q.text for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["1", "1 ", "1,", "1.1", "1-", "1/", "一", "十", "百万", "第", "翻", "至", "two ", "first ", "два ", "1 000 ", "2018, ", "May ",
     "мая ", "$", "V", "\ud800", "\x00", "上半年", "1st "],
)  # fmt: skip
def test_hostile_text_takes_linear_time(lang, text):
    began = time.perf_counter()
    find(text * (8_000 // len(text)), lang)
    assert time.perf_counter() - began < 60  # a hang, not a speed


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "lacks_b", "lacks_a"),
    [
        ("贸易额达2000亿美元", "zh", "trade reached 200 billion US dollars", "en", [], []),
        (
            "贸易额达2000亿美元",
            "zh",
            "trade reached 200 million US dollars",
            "en",
            ["2000亿美元"],
            ["200 million US dollars"],
        ),
        ("增长12.6%", "zh", "рост на 12,8 %", "ru", ["12.6%"], ["12,8 %"]),
        ("3000万元", "zh", "30 million dollars", "en", ["3000万元"], ["30 million dollars"]),
        ("双方举行会谈", "zh", "the two sides held talks", "en", [], []),
        ("4月9日晚9时30分", "zh", "at 9:30 p.m. on April 9", "en", [], []),
        ("4月9日", "zh", "8 апреля", "ru", ["4月9日"], ["8 апреля"]),
        ("三分之一", "zh", "a third of it", "en", [], []),
        ("第18次会议", "zh", "XVIII заседание", "ru", [], []),
        ("百余家企业", "zh", "more than 100 companies", "en", [], []),
        ("翻一番", "zh", "doubled", "en", [], []),
        ("20至30个", "zh", "20 to 40", "en", ["20至30"], ["20 to 40"]),
        ("历时90个月", "zh", "lasted 7.5 years", "en", [], []),
        ("48小时", "zh", "двое суток", "ru", [], []),
        ("高4000英尺", "zh", "высотой 1200 метров", "ru", [], []),
        ("身高6英尺6英寸", "zh", "198 cm tall", "en", [], []),
        ("气温30摄氏度", "zh", "86 degrees Fahrenheit", "en", [], []),
        ("72%和74%", "zh", "74 percent and 74 percent", "en", ["72%"], []),
        ("6米（18英尺）", "zh", "шесть метров", "ru", [], []),
        ("F-16战机", "zh", "F-18 fighters", "en", ["16"], ["18"]),
        ("19世纪", "zh", "in the 1800s", "en", [], []),
        ("12.04", "zh", "April 12", "en", [], []),
        ("12月24日", "zh", "December 14", "en", ["12月24日"], ["December 14"]),
        ("5个中心", "zh", "4 centers", "en", ["5"], ["4"]),
    ],
)
def test_compare(a, lang_a, b, lang_b, lacks_b, lacks_a):
    missing_in_b, missing_in_a = compare(a, lang_a, b, lang_b)
    assert ([q.text for q in missing_in_b], [q.text for q in missing_in_a]) == (lacks_b, lacks_a)


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(deadline=None)
@example("A\U00016130")  # a digit since Unicode 16
@given(st.text(max_size=60))
def test_a_text_agrees_with_itself(lang, text):
    assert compare(text, lang, text, lang) == ((), ())
