"""Write a quantity in the house style of a language: 2000亿美元, 200 billion US dollars, 200 млрд долларов."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from tmflow.text import render_dates
from tmflow.text.render_units import NAMES

if TYPE_CHECKING:
    from tmflow.text.quantity import Quantity, Single

NO_BREAK: Final = "\u00a0"
_MAGNITUDES: Final = {
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
    "ru": ((12, f"{NO_BREAK}трлн"), (9, f"{NO_BREAK}млрд"), (6, f"{NO_BREAK}млн"), (3, f"{NO_BREAK}тыс.")),
}
_DECIMALS: Final = {"zh": 4, "en": 3, "ru": 3}
"""More decimals behind a magnitude word are harder to read than the whole number."""
_TEN_THOUSAND: Final = 10_000
_ZH_DIGITS: Final = "零一二三四五六七八九"
_EN_ONES: Final = "zero one two three four five six seven eight nine".split()  # noqa: SIM905 - reads as a row
_EN_PARTS: Final = {3: "third", 6: "sixth", 7: "seventh", 9: "ninth"}
_RU_PARTS: Final = {
    3: ("треть", "трети"),
    6: ("шестая", "шестых"),
    7: ("седьмая", "седьмых"),
    9: ("девятая", "девятых"),
}
_RU_ONES: Final = {1: "одна", 2: "две", 3: "три", 4: "четыре", 5: "пять", 6: "шесть", 7: "семь", 8: "восемь"}
_FEW: Final = range(2, 5)
_TEENS: Final = range(11, 15)
_EXACT: Final = 1e-9
_BELOW_ZERO: Final = {"zh": "零下", "en": "minus ", "ru": "−"}
"""Only temperatures are below zero."""


def render(quantity: Quantity, lang: str) -> str:
    """Return a quantity as the press office prints it in `lang` (`zh`, `en` or `ru`).

    Chinese counts by 万 and 亿 and puts no blank before the unit; English groups by commas and spells out million and
    billion; Russian has a decimal comma and no-break spaces. What is written is found again by
    `tmflow.text.numbers.find` with the same value; only a bare day (`---09`) reads as an ordinal in English.

    Raises:
        KeyError: for a language or a unit that is not of the house.
    """
    value = quantity.value
    if isinstance(value, tuple):
        return _range(quantity, value[0], value[1], lang)
    if isinstance(value, str):
        return render_dates.moment(value, lang)
    if quantity.kind == "ordinal":
        return _ordinal(int(value), lang)
    if quantity.unit == "x":
        return _times(value, lang)
    part = _part(value, lang) if quantity.kind == "number" else ""
    if part:
        return part
    sign = _BELOW_ZERO[lang] if value < 0 else ""
    figure, large = number(abs(value), lang)
    return sign + figure + _unit(quantity, abs(value), lang, large=large)


def number(value: float, lang: str) -> tuple[str, bool]:
    """Return a number as it is printed, and whether it ends in a magnitude word."""
    exact = Decimal(str(value))
    for power, word in _MAGNITUDES[lang]:
        scaled = exact.scaleb(-power)
        enough = scaled >= (10 if word.endswith("тыс.") else 1)
        readable = scaled < _TEN_THOUSAND or word == _MAGNITUDES[lang][0][1]
        if enough and readable and -_exponent(scaled) <= (1 if word.endswith("тыс.") else _DECIMALS[lang]):
            return _plain(scaled, lang) + word, True
    return _plain(exact, lang), False


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0


def _plain(value: Decimal, lang: str) -> str:
    """Digits with the grouping and the decimal mark of the language; numbers of four digits are not grouped."""
    text = format(value.normalize(), "f")
    whole, _, decimals = text.partition(".")
    if lang != "zh" and value >= (_TEN_THOUSAND if lang == "ru" else 1000):
        whole = f"{int(whole):,}".replace(",", NO_BREAK if lang == "ru" else ",")
    mark = "," if lang == "ru" else "."
    return whole + (mark + decimals if decimals else "")


def _ordinal(value: int, lang: str) -> str:
    if lang == "zh":
        return f"第{value}"
    if lang == "ru":
        return f"{value}-й"
    ending = "th" if value % 100 in range(11, 14) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _times(value: float, lang: str) -> str:
    figure = number(value, lang)[0]
    return {"zh": f"{figure}倍", "en": f"{figure}-fold", "ru": f"в{NO_BREAK}{figure}{NO_BREAK}{_times_word(value)}"}[
        lang
    ]


def _times_word(value: float) -> str:
    """`В 5 раз`, `в 2 раза`, `в 1,5 раза`."""
    return "раз" if _plural(value) == "many" or value == 1 else "раза"


def _part(value: float, lang: str) -> str:
    """A fraction that has no end as a decimal: 三分之一, one third, одна треть."""
    part = Fraction(value).limit_denominator(9)
    if part.denominator not in _EN_PARTS or part.numerator > part.denominator or abs(part - Fraction(value)) > _EXACT:
        return ""
    above, below = part.numerator, part.denominator
    if lang == "zh":
        return f"{_ZH_DIGITS[below]}分之{_ZH_DIGITS[above]}"
    if lang == "ru":
        return f"{_RU_ONES[above]} {_RU_PARTS[below][above > 1]}"
    return f"{_EN_ONES[above]} {_EN_PARTS[below]}{'s' if above > 1 else ''}"


def _plural(value: float) -> str:
    """The Russian form after a number: `one` (1, 21), `few` (2 to 4, and decimals), `many`."""
    if value != int(value):
        return "few"
    last, teens = int(value) % 10, int(value) % 100
    if last == 1 and teens not in _TEENS:
        return "one"
    return "few" if last in _FEW and teens not in _TEENS else "many"


def _unit(quantity: Quantity, value: float, lang: str, *, large: bool) -> str:
    """The unit with what stands before it; after a magnitude word Russian wants the genitive plural."""
    key = "%" if quantity.kind == "percent" else quantity.unit
    if not key or quantity.kind == "number":
        return ""
    names = NAMES[key]
    if lang == "zh":
        return names["zh"][0]
    if lang == "en":
        forms = names["en"]
        return ("" if forms[0].startswith("°") else " ") + (forms[0] if value == 1 else forms[-1])
    forms = names["ru"]
    which = 2 if large else {"one": 0, "few": 1, "many": 2}[_plural(value)]
    return NO_BREAK + forms[which if len(forms) > 1 else 0]


def _range(quantity: Quantity, low: Single, high: Single, lang: str) -> str:
    if isinstance(low, str) or isinstance(high, str):
        return render_dates.span(str(low), str(high), lang)
    (first, first_large), second = number(low, lang), number(high, lang)
    if first_large != second[1]:
        first, second = _plain(Decimal(str(low)), lang), (_plain(Decimal(str(high)), lang), False)
    unit = NAMES.get("%" if quantity.kind == "percent" else quantity.unit)
    tail = _range_unit(quantity, high, lang, large=second[1]) if unit else ""
    if lang == "zh":
        return f"{first}至{second[0]}{tail}"
    if lang == "en":
        return f"{first} to {second[0]}{tail}"
    return f"от{NO_BREAK}{first} до{NO_BREAK}{second[0]}{tail}"


def _range_unit(quantity: Quantity, high: float, lang: str, *, large: bool) -> str:
    """A range takes the plural (in Russian the genitive plural, after decimals the singular)."""
    forms = NAMES[quantity.unit][lang]
    if lang == "zh":
        return forms[0]
    if lang == "en":
        return ("" if forms[0].startswith("°") else " ") + forms[-1]
    return NO_BREAK + (forms[0] if len(forms) == 1 else forms[2] if large or high == int(high) else forms[1])
