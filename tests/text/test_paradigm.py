"""Russian terms whose entry tells how they decline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.text.inflection import inflect_like
from tmflow.text.paradigm import CASES, case_forms

# term, inflection, gender: genitive, dative, accusative, instrumental, prepositional
PARADIGMS = [
    ("Далянь", "Даляня", "", "Даляня Даляню Далянь Далянем Даляне"),
    ("порт Далянь", "порта Далянь", "", "порта_Далянь порту_Далянь порт_Далянь портом_Далянь порте_Далянь"),
    ("Сиань", "indeclinable", "", "Сиань Сиань Сиань Сиань Сиань"),
    ("Северный порт", "Северного порта", "", "Северного_порта Северному_порту Северный_порт Северным_портом Северном_порте"),
    ("Жибек", "", "f", "Жибек Жибек Жибек Жибек Жибек"),
    ("Сучжуань", "", "f", "Сучжуани Сучжуани Сучжуань Сучжуанью Сучжуани"),
    ("Цзинань", "", "m", "Цзинаня Цзинаню Цзинань Цзинанем Цзинане"),
    ("Тэтэшка", "", "f", "Тэтэшки Тэтэшке Тэтэшку Тэтэшкой Тэтэшке"),
    ("Алатавы", "Алатавов", "", "Алатавов Алатавам Алатавы Алатавами Алатавах"),
    ("Бишбармия", "Бишбармии", "", "Бишбармии Бишбармии Бишбармию Бишбармией Бишбармии"),
    ("Кеменгерец", "Кеменгерца", "", "Кеменгерца Кеменгерцу Кеменгерца Кеменгерцем Кеменгерце"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "inflection", "gender", "expected"), PARADIGMS, ids=[row[0] for row in PARADIGMS])
def test_the_cases_follow_from_what_the_entry_tells(term, inflection, gender, expected):
    found = case_forms(term, inflection, gender)
    told = [found[case] for case in CASES[1:] if case in found]
    assert told == [form.replace("_", " ") for form in expected.split()]


@pytest.mark.parametrize(
    ("term", "inflection", "gender"),
    [
        ("директор", "", "m"),
        ("ШОС", "", "f"),
        ("порт", "порта Циндао", ""),
        ("Циндао", "", ""),
        ("порт Циндао", "", "m"),
    ],
)
def test_nothing_is_told_where_nothing_is_known_or_the_dictionary_knows_better(term, inflection, gender):
    assert case_forms(term, inflection, gender) == {}


@pytest.mark.parametrize(
    ("term", "surface", "inflection", "expected"),
    [
        ("Далянь", "Пекином", "Даляня", "Далянем"),
        ("Сиань", "Пекине", "indeclinable", "Сиань"),
        ("порт Далянь", "города", "порта Далянь", "порта Далянь"),
    ],
)
def test_a_suggestion_stands_in_the_case_of_what_it_replaces(term, surface, inflection, expected):
    assert inflect_like(term, surface, "ru", inflection=inflection) == expected


words = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -", max_size=12)


@given(words, words, st.sampled_from(["", "m", "f", "n", "pl"]))
def test_any_hint_is_survived_and_the_base_form_stays(term, inflection, gender):
    found = case_forms(term, inflection, gender)
    assert set(found) <= set(CASES)
    assert found.get("nomn", term) == term
