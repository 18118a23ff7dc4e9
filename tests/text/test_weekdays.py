"""Days of the week: what is one, what day a date is, and how another one is written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.text import weekdays


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "周三、星期日、礼拜天", [2, 6, 6]),
        ("zh", "每周一次，一周三趟，周日均发运12列，本周一共3场", []),
        ("en", "On Monday and Tues., on Fridays, Black Friday, the Sunday Times", [0, 1]),
        ("ru", "в среду, во вторник, к пятнице, по понедельникам, в среде специалистов", [2, 1, 4]),
        ("de", "Montag", []),
    ],
)
def test_what_is_a_day_of_the_week(lang, text, found):
    assert [day.day for day in weekdays.find(text, lang)] == found


@pytest.mark.parametrize(
    ("iso", "release", "day"),
    [
        ("2021-06-09", "", 2),
        ("--06-09", "2021-06-08T10:00", 2),
        ("--01-05", "2021-12-28", 2),
        ("--12-30", "2022-01-04", 3),
        ("--06-09", "", None),
        ("--06-31", "2021-06-08", None),
        ("2021-06", "", None),
    ],
)
def test_the_day_of_a_date(iso, release, day):
    assert weekdays.of_date(iso, release) == day


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_the_calendar_agrees(date):
    assert weekdays.of_date(date.isoformat()) == date.weekday()


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
@pytest.mark.parametrize(
    "text", ["星期三", "周三", "Wednesday", "в среду", "к среде", "Во вторник", "до субботы", "воскресеньем"]
)
@pytest.mark.parametrize("day", range(7))
def test_another_day_is_read_as_that_day(lang, text, day):
    for found in weekdays.find(text, lang):
        written = text[: found.start] + weekdays.render(found, day, lang) + text[found.end :]
        assert [one.day for one in weekdays.find(written, lang)] in ([day], [])
