"""What an entry tells the recognizer: its own capitals, and how a Russian term declines."""

from __future__ import annotations

import pytest

from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import Term

CAPITALS = [
    # term, language, text, what is found
    ("Area", "en", "The Area and an area; AREA.", ["Area"]),
    ("Area", "en", "the Areas of the zone", ["Areas"]),
    ("area", "en", "Area by area, the Area grew. Area!", ["Area", "area", "Area"]),
    ("the Belt", "en", "the Belt, the belt", ["Belt"]),
    ("IT", "en", "It is IT.", ["IT"]),
    ("Зона", "ru", "В Зоне и в зоне", ["Зоне"]),
    ("Пояс и путь", "ru", "«Поясу и пути», Пояс и Путь", ["Поясу и пути"]),
    ("зона", "ru", "Зона есть зона, а не Зона", ["Зона", "зона"]),
    ("APEC会议", "zh", "APEC会议，apec会议", ["APEC会议"]),
    ("会议", "zh", "会议", ["会议"]),
    ("U.S.", "en", "us and US and U.S.", ["US", "U.S."]),
]


@pytest.mark.parametrize(("term", "lang", "text", "expected"), CAPITALS)
def test_a_term_with_case_has_its_own_capitals(term, lang, text, expected):
    recognizer = Recognizer([Term("t", "c", lang, term, case=True)])
    assert [mention.text for mention in recognizer.find(text, lang)] == expected


DECLENSION = [
    # term, inflection, gender, text, what is found
    ("Далянь", "Даляня", "", "Из Даляня в Далянь, в Даляне, с Далянем", ["Даляня", "Далянь", "Даляне", "Далянем"]),
    ("Мэри", "indeclinable", "", "Мэри, Мэрю, МЭРИ", ["Мэри", "МЭРИ"]),
    ("Жибек", "", "f", "Жибек и Жибека", ["Жибек"]),
    ("Жибек", "", "m", "Жибек и Жибека", ["Жибек", "Жибека"]),
    ("порт Далянь", "порта Далянь", "", "в порту Далянь и порта Далянь", ["порту Далянь", "порта Далянь"]),
    ("директор", "директора", "", "директора и директоров", ["директора", "директоров"]),
]


@pytest.mark.parametrize(("term", "inflection", "gender", "text", "expected"), DECLENSION)
def test_a_russian_term_declines_as_its_entry_tells(term, inflection, gender, text, expected):
    recognizer = Recognizer([Term("t", "c", "ru", term, inflection=inflection, gender=gender)])
    assert [mention.text for mention in recognizer.find(text, "ru")] == expected


def test_a_hinted_term_is_taken_out_again():
    recognizer = Recognizer([Term("t", "c", "ru", "Далянь", inflection="Даляня")])
    recognizer.discard("t")
    assert recognizer.find("В Даляне", "ru") == ()
