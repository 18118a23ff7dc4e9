"""What the calendar does not have."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.text import impossible

ROWS = [
    ("zh", "6月31日开幕，2024年2月29日、2023年2月29日", ["6月31日", "2023年2月29日"]),
    ("zh", "六月三十一日，十二月三十一日", ["六月三十一日"]),
    ("zh", "2023年13月，13个月，4月31家企业", ["2023年13月"]),
    ("zh", "6月18日至16日，6月28日至7月3日，2023—2021年，2019年至2023年", ["6月18日至16日", "2023—2021年"]),
    ("zh", "24时30分，上午9:75，24:00，以25:21获胜", ["24时30分", "9:75"]),
    (
        "en",
        "On June 31; February 29, 2023; February 29, 2024; 31 April 2023",
        ["June 31", "February 29, 2023", "31 April 2023"],
    ),
    ("en", "In April 31 companies registered. By November 30 all had.", []),
    ("en", "June 18–16, May 30-31, in 2023–2021, from 2023 to 2021.", ["June 18–16", "2023–2021", "from 2023 to 2021"]),
    ("en", "GB 2260-2007, won 25:21, at 24:30, 12/25/2023, 25/13/2023", ["24:30", "25/13/2023"]),
    ("ru", "31 июня, 29 февраля 2023 года, 29 февраля 2024 года, 30 апреля", ["31 июня", "29 февраля 2023 года"]),
    ("ru", "с 18 по 16 июня, 25–30 мая, в 2023–2021 годах, ГОСТ 2023-2021", ["18 по 16 июня", "2023–2021"]),
    ("ru", "в 24:30, со счётом 25:21, 31.04.2023, 12.13.2023", ["24:30", "31.04.2023", "12.13.2023"]),
    ("de", "31. Juni", []),
]


@pytest.mark.parametrize(("lang", "text", "found"), ROWS)
def test_what_cannot_be(lang, text, found):
    assert [one.text for one in impossible.find(text, lang)] == found


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 31))
def test_a_day_is_impossible_where_the_calendar_has_none(year, month, day):
    there = day <= calendar.monthrange(year, month)[1]
    names = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    for lang, text in (
        ("zh", f"{year}年{month}月{day}日"),
        ("en", f"{calendar.month_name[month]} {day}, {year}"),
        ("ru", f"{day} {names[month - 1]} {year} года"),
    ):
        assert bool(impossible.find(text, lang)) is not there
    assert impossible.iso_exists(f"{year}-{month:02d}-{day:02d}") is there
