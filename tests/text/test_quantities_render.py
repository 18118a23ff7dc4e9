"""What is rendered is printed in the house style, and read again as the same value."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.text.numbers import Quantity, find, render
from tmflow.text.render_units import NAMES

MONEY = ["USD", "CNY", "EUR", "RUB", "KZT", "GBP", "HKD", "BYN", "UZS", "KGS", "INR", "JPY", "CHF", "NGN"]
MEASURES = sorted(set(NAMES) - set(MONEY) - {"%", "KRW", "SGD", "AUD", "CAD", "PKR", "TJS"})

HOUSE = [
    (Quantity("money", 200_000_000_000, "USD", 0, 0, ""), "2000亿美元", "200 billion US dollars", "200\xa0млрд\xa0долларов"),
    (Quantity("percent", 15.6, "", 0, 0, ""), "15.6%", "15.6 percent", "15,6\xa0%"),
    (Quantity("quantity", 12_000, "t", 0, 0, ""), "1.2万吨", "12,000 tonnes", "12\xa0тыс.\xa0тонн"),
    (Quantity("quantity", 21, "t", 0, 0, ""), "21吨", "21 tonnes", "21\xa0тонна"),
    (Quantity("money", 2.5, "RUB", 0, 0, ""), "2.5卢布", "2.5 rubles", "2,5\xa0рубля"),
    (Quantity("ordinal", 18, "", 0, 0, ""), "第18", "18th", "18-й"),
    (Quantity("number", 1 / 3, "", 0, 0, ""), "三分之一", "one third", "одна треть"),
    (Quantity("number", 2, "x", 0, 0, ""), "2倍", "2-fold", "в\xa02\xa0раза"),
    (Quantity("date", "2018-06-10", "", 0, 0, ""), "2018年6月10日", "June 10, 2018", "10\xa0июня 2018\xa0года"),
    (Quantity("date", "--04-09", "", 0, 0, ""), "4月9日", "April 9", "9\xa0апреля"),
    (Quantity("date", "2021-Q1", "", 0, 0, ""), "2021年第一季度", "the first quarter of 2021", "первый квартал 2021\xa0года"),
    (Quantity("date", "T09:30", "", 0, 0, ""), "9时30分", "9:30 a.m.", "9:30"),
    (Quantity("range", ("2018-06-09", "2018-06-10"), "", 0, 0, ""), "2018年6月9日至10日", "June 9–10, 2018", "9–10\xa0июня 2018\xa0года"),
    (Quantity("range", (200_000, 300_000), "CNY", 0, 0, ""), "20万至30万元", "200,000 to 300,000 yuan", "от\xa0200\xa0тыс. до\xa0300\xa0тыс.\xa0юаней"),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "zh", "en", "ru"), HOUSE, ids=[row[1] for row in HOUSE])
def test_house_style(quantity, zh, en, ru):
    assert (render(quantity, "zh"), render(quantity, "en"), render(quantity, "ru")) == (zh, en, ru)


def amounts():
    whole = st.integers(1, 10**15)
    decimals = st.integers(1, 10**6).map(lambda n: float(Decimal(n) / 1000))
    return st.one_of(whole, st.sampled_from([10**n for n in range(15)]), decimals)


def plain(value):
    return int(value) if float(value).is_integer() else value


def dates():
    year, month, day = st.integers(1950, 2099), st.integers(1, 12), st.integers(1, 28)
    return st.one_of(
        st.builds("{:04d}-{:02d}-{:02d}".format, year, month, day),
        st.builds("--{:02d}-{:02d}".format, month, day),
        st.builds("{:04d}-{:02d}".format, year, month),
        year.map(lambda y: f"{y:04d}"),
        st.builds("{:04d}-{}".format, year, st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2"])),
        st.sampled_from(["Q1", "Q4", "H1", "H2", "1990s"]),
        st.builds("T{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59)),
    )


def quantities():
    value = amounts().map(plain)
    return st.one_of(
        st.builds(lambda v, u: Quantity("money", v, u, 0, 0, ""), value, st.sampled_from(MONEY)),
        st.builds(lambda v, u: Quantity("quantity", v, u, 0, 0, ""), value, st.sampled_from(MEASURES)),
        st.builds(lambda v: Quantity("percent", v, "", 0, 0, ""), value),
        st.builds(lambda v: Quantity("number", v, "", 0, 0, ""), value),
        st.builds(lambda v: Quantity("ordinal", v, "", 0, 0, ""), st.integers(1, 999)),
        st.builds(lambda v: Quantity("number", v, "x", 0, 0, ""), st.integers(2, 99)),
        dates().map(lambda v: Quantity("date", v, "", 0, 0, "")),
    )


def ranges():
    value = amounts().map(plain)
    unit = st.sampled_from(["", "CNY", "USD", "t", "km"])

    def ordered(a, b, u):
        return Quantity("range", (min(a, b), max(a, b) if a != b else a + 1), u, 0, 0, "")

    months = st.tuples(st.integers(1, 6), st.integers(7, 12))
    return st.one_of(
        st.builds(ordered, value, value, unit),
        months.map(lambda m: Quantity("range", (f"--{m[0]:02d}", f"--{m[1]:02d}"), "", 0, 0, "")),
        months.map(lambda m: Quantity("range", (f"2021-{m[0]:02d}", f"2021-{m[1]:02d}"), "", 0, 0, "")),
        months.map(lambda m: Quantity("range", (f"2021-05-{m[0]:02d}", f"2021-05-{m[1]:02d}"), "", 0, 0, "")),
        months.map(lambda m: Quantity("range", (f"--05-{m[0]:02d}", f"--05-{m[1]:02d}"), "", 0, 0, "")),
        months.map(lambda m: Quantity("range", (f"20{m[0]:02d}", f"20{m[1]:02d}"), "", 0, 0, "")),
        st.just(Quantity("range", ("2021-Q1", "2021-Q3"), "", 0, 0, "")),
        st.just(Quantity("range", ("Q1", "Q3"), "", 0, 0, "")),
    )


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
@settings(max_examples=200, deadline=None)
@given(quantity=st.one_of(quantities(), ranges()))
def test_what_is_rendered_is_found_again(lang, quantity):
    text = render(quantity, lang)
    found = [(q.kind, q.value, q.unit) for q in find(text, lang)]
    kind = quantity.kind
    assert found == [(kind, quantity.value, quantity.unit)], text
