"""Terms put into the form of what stands in the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.glossary.recognizer import count
from tmflow.text.inflection import forms_agree, grammatical_form, inflect_like

LIKE = [
    ("Административный комитет", "Управленческого комитета", "Административного комитета"),
    ("Постоянный комитет", "Постоянные комитеты", "Постоянные комитеты"),
    ("Министерство торговли", "Министерством коммерции", "Министерством торговли"),
    ("Лю Цзяньцзюнь", "Лю Цзяньцзюна", "Лю Цзяньцзюня"),
    ("Си Цзиньпин", "Си Цзинпином", "Си Цзиньпином"),
    ("Чжан Синьчжу", "Чжаном Синьчжу", "Чжан Синьчжу"),
    ("Андрей Денисов", "Андреем Дениссовым", "Андреем Денисовым"),
    ("демонстрационная зона", "Пилотной зоной", "демонстрационной зоной"),
    ("заместитель директора", "вице-директором", "заместителем директора"),
    ("вице-мэр", "заместителя мэра", "вице-мэра"),
    ("Генеральный секретарь ШОС", "генсеку ШОС", "Генеральному секретарю ШОС"),
    ("«Один пояс, один путь»", "«Пояса и пути»", "«Одного пояса, одного пути»"),
    ("государство-член ШОС", "стран-членов ШОС", "государств-членов ШОС"),
    ("Чрезвычайный и Полномочный Посол", "послом", "Чрезвычайным и Полномочным Послом"),
    ("отношения", "связями", "отношениями"),
    ("новые производительные силы", "новых производственных сил", "новых производительных сил"),
    ("пять центров", "пятью центрами", "пятью центрами"),
    ("Китайская Народная Республика", "Китаем", "Китайской Народной Республикой"),
    ("Председатель КНР Си Цзиньпин", "Председателю Китая", "Председателю КНР Си Цзиньпину"),
    ("зона свободной торговли", "зоне вольной торговли", "зоне свободной торговли"),
    ("SCODA Administrative Committee", "SCODA Management Committees", "SCODA Administrative Committees"),
    ("Deputy Director of the Office", "Vice Directors of the Office", "Deputy Directors of the Office"),
    ("company", "firms", "companies"),
    ("Standing Committee", "permanent committee", "Standing Committee"),
    ("示范区管委会", "示范区管理委员会", "示范区管委会"),
]


@pytest.mark.parametrize(("term", "surface", "expected"), LIKE)
def test_a_term_takes_the_form_of_what_stands_there(term, surface, expected):
    assert inflect_like(term, surface) == expected


@pytest.mark.parametrize(("term", "expected"), [(row[0], row[2]) for row in LIKE if not row[0].isascii()])
def test_what_is_suggested_is_recognised(term, expected):
    lang = "ru" if "Ѐ" <= term.strip("«")[0] <= "ӿ" else "zh"
    assert count(term, f"({expected})", lang) == 1


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("Административного комитета", ("gent", "sing")),
        ("новым портам", ("datv", "plur")),
        ("с делегацией"[2:], ("ablt", "sing")),
        ("Лю Цзяньцзюню", ("datv", "sing")),
        ("", ("nomn", "sing")),
    ],
)
def test_the_form_of_a_phrase(phrase, form):
    assert grammatical_form(phrase) == form


@pytest.mark.parametrize(
    ("term", "surface", "agrees"),
    [
        ("Постоянный комитет", "Постоянного комитета", True),
        ("Постоянный комитет", "Постоянная комитета", False),
        ("Артём Фёдоров", "Артема Федорова", True),
        ("Мэн Циншэн", "Мэном Циншэном", False),
        ("Мэн Циншэн", "Мэн Циншэном", True),
        ("SCODA", "scoda", True),
    ],
)
def test_forms_agree(term, surface, agrees):
    assert forms_agree(term, surface) is agrees


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["", "zh", "en", "ru"]))
def test_any_text(term, surface, lang):
    assert isinstance(inflect_like(term, surface, lang), str)
    assert isinstance(forms_agree(term, surface), bool)
