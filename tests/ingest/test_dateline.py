from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.ingest import dateline

LINES = [
    ("2021-04-16 20:41:19 admin source: share:", "en", "2021-04-16T20:41:19"),
    ("2021-05-31 13:20:56  admin  source:  share:", "en", "2021-05-31T13:20:56"),
    ("2021年4月16日 20:41 来源：青岛日报", "zh", "2021-04-16T20:41"),
    ("来源：青岛日报 作者：李明 发布时间：2021-04-16 08:00 浏览次数：123", "zh", "2021-04-16T08:00"),
    ("2021年04月16日", "zh", "2021-04-16"),
    ("2021 年 4 月 16 日", "zh", "2021-04-16"),
    ("二〇二一年四月十六日", "zh", "2021-04-16"),
    ("二○二一年十二月三十一日", "zh", "2021-12-31"),
    ("二〇二一年十月二十日", "zh", "2021-10-20"),
    ("二〇二一年一二月二一日", "zh", "2021-12-21"),
    ("16.04.2021 20:41", "ru", "2021-04-16T20:41"),
    ("20:41, 16.04.2021", "ru", "2021-04-16T20:41"),
    ("16 апреля 2021 года, 20:41", "ru", "2021-04-16T20:41"),
    ("16 апреля 2021 г. в 20:41", "ru", "2021-04-16T20:41"),
    ("Циндао, 16 апреля 2021 г.", "ru", "2021-04-16"),
    ("Дата публикации: 16.04.2021 Источник: Синьхуа", "ru", "2021-04-16"),
    ("08:07.06/07/2021", "ru", "2021-07-06T08:07"),
    ("08:07.06/07/2021", "en", "2021-07-06T08:07"),
    ("06/07/2021", "en", "2021"),
    ("06/07/2021", "ru", "2021-07-06"),
    ("04/16/2021", "en", "2021-04-16"),
    ("April 16, 2021", "en", "2021-04-16"),
    ("Apr. 16, 2021 | By: Li Ming | Source: Xinhua", "en", "2021-04-16"),
    ("Published: 16 April 2021 at 20:41 | Views: 12", "en", "2021-04-16T20:41"),
    ("2021/04/16", "zh", "2021-04-16"),
    ("16 2021-04", "en", "2021-04-16"),
    ("04-16 2021", "en", "2021-04-16"),
]
SENTENCES = [
    "On April 9, 2021, Liu Jianjun talked with the ambassador.",
    "QINGDAO, April 16, 2021 (Xinhua) -- The forum opened.",
    "2021年4月16日，刘建军会见了大使",
    "2021年4月16日上午论坛开幕",
    "Встреча прошла 16 апреля 2021 года в Циндао",
    "Opened on 16.04.2021",
    "2021-13-45",
    "31.02.2021",
    "二〇二一年四月十十日",
    "二〇二一年十一月三十一日",
    "二〇二一年〇月四日",
    "313.57",
    "12345678",
    "",
]


@pytest.mark.parametrize(("line", "lang", "date"), LINES)
def test_date_lines(line, lang, date):
    assert dateline.parse(line, lang) == date


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_and_impossible_days_are_no_date_lines(line):
    assert dateline.parse(line) == ""


@pytest.mark.parametrize(
    ("line", "is_note"),
    [
        ("来源：青岛日报 作者：李明", True),
        ("Source: share:", True),
        ("Источник: Синьхуа", True),
        ("The forum opened.", False),
        ("成果", False),
    ],
)
def test_notes_without_a_date(line, is_note):
    assert dateline.is_note(line) is is_note


@given(st.dates(dt.date(1990, 1, 1), dt.date(2089, 12, 31)), st.times())
def test_every_stamp_of_the_house_comes_back(day, time):
    stamp = f"{day}T{time:%H:%M:%S}"
    assert dateline.parse(f"{stamp.replace('T', ' ')} admin source: share:") == stamp


@given(st.text(max_size=200))
def test_any_line_is_answered(line):
    date = dateline.parse(line)
    assert date == "" or date[:4].isdigit()
