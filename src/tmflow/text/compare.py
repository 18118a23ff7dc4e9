"""What two versions of a sentence say in figures, compared by value.

A check that cries wolf is switched off, so everything that translators may do is allowed: 200 billion is 2000亿, the
9th is 9日, 9:30 p.m. is 21:30, a third is 33 %, and small counts in words come and go with the grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tmflow.text.quantity import Quantity

SMALL: Final = 12
"""Counts in words up to this one are grammar as often as fact: both sides, the three of them, at first."""
_FIGURE: Final = regex.compile(r"\d+(?:[.,\x00]\d+)*")
_SCALED: Final = regex.compile(
    r"[十百千万亿兆]|hundred|thousand|million|billion|trillion|bn|mn|тыс|тысяч|млн|млрд|трлн|милли|трилли|m\b|k\b|b\b"
)
_GROUPED: Final = regex.compile(r"(?<=\d)[\s,](?=\d{3}(?!\d))")
_DOLLARS: Final = frozenset({"USD", "AUD", "CAD", "HKD", "SGD", "NZD"})
_HALF_DAY: Final = 12
_METRIC: Final = {
    ("ft", 0.3048), ("yd", 0.9144), ("inch", 2.54), ("inch", 25.4), ("mi", 1.609), ("lb", 0.4536), ("nmi", 1.852),
    ("mu", 1 / 15), ("mu", 666.7),
}  # fmt: skip
_CONVERSIONS: Final = _METRIC | {
    ("m", 1 / 0.3048), ("m", 1 / 0.9144), ("cm", 1 / 2.54), ("mm", 1 / 25.4), ("km", 1 / 1.609), ("kg", 1 / 0.4536),
    ("km", 1 / 1.852), ("ha", 15.0), ("m2", 1 / 666.7), ("kg", 0.001), ("t", 1000.0), ("km", 1000.0), ("m", 0.001),
    ("m2", 0.0001), ("ha", 10_000.0), ("ha", 0.01), ("km2", 100.0), ("kW", 0.001), ("MW", 1000.0), ("MW", 0.001),
    ("GW", 1000.0),
}  # fmt: skip
"""What one unit is worth in the other one that a translator may write instead."""
_ROUNDED: Final = 0.04
_BARE: Final = regex.compile(r"[百千万亿][余多]?")
Scalars = frozenset[float]


def missing(
    ours: Sequence[Quantity], theirs: Sequence[Quantity], other: str, loose: Callable[[], Scalars]
) -> tuple[Quantity, ...]:
    """Return those of `ours` whose values the other version does not have.

    Args:
        ours: the quantities of this version.
        theirs: the quantities of the other version.
        other: the other version's text.
        loose: gives every number that might be read in the other version, those inside names and idioms too.
    """
    values = frozenset(value for quantity in theirs for value in _scalars(quantity))
    currencies = {
        (value, quantity.unit) for quantity in theirs if quantity.kind == "money" for value in _scalars(quantity)
    }
    figures = _figures(other, theirs)
    gone: list[Quantity] = []
    for quantity in ours:
        if _optional(quantity) or _verbatim(quantity, figures) or _converted(quantity, values):
            continue
        absent = [value for value in _scalars(quantity) if not _near(value, values, quantity)]
        if (absent and not all(_near(value, loose(), quantity) for value in absent)) or (
            not absent and _other_currency(quantity, currencies)
        ):
            gone.append(quantity)
    return tuple(gone)


def _converted(quantity: Quantity, values: Iterable[float]) -> bool:
    """Whether the other version has this measure in the units of the other system, rounded as translators do."""
    if quantity.kind != "quantity" or not isinstance(quantity.value, (int, float)):
        return False
    return any(
        abs(value - quantity.value * factor) <= _ROUNDED * value
        for unit, factor in _CONVERSIONS
        if unit == quantity.unit
        for value in values
    )


def _scalars(quantity: Quantity) -> list[float]:
    """The numbers a quantity is made of: year, month and day of a date, both ends of a range."""
    parts = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    scalars: list[float] = []
    for part in parts:
        if isinstance(part, str):
            scalars += _date_scalars(part)
        else:
            scalars.append(round(float(part), 6))
    return scalars


def _date_scalars(iso: str) -> list[float]:
    if iso.startswith("T"):
        hour, minute = iso[1:].split(":")[:2]
        return [int(hour) % _HALF_DAY + int(minute) / 100]
    return [float(number) for number in regex.findall(r"\d+", iso)]


def _optional(quantity: Quantity) -> bool:
    """A small count in words, a half, a month or a part of the year without a figure of its own."""
    if regex.search(r"\d", quantity.text):
        return quantity.value == 1
    if _BARE.fullmatch(quantity.text):
        return True
    small = (
        isinstance(quantity.value, (int, float)) and quantity.value <= SMALL and quantity.kind in {"number", "ordinal"}
    )
    return small or quantity.kind in {"date", "range"}


def _figures(text: str, quantities: Iterable[Quantity]) -> frozenset[str]:
    """The figures that stand in a text without a magnitude word that changes what they say."""
    scaled = [(q.start, q.end) for q in quantities if _SCALED.search(q.text)]
    found = (m for m in _FIGURE.finditer(_GROUPED.sub("\x00", text)))
    return frozenset(
        m.group().rstrip(".,").replace("\x00", "") for m in found if not any(s <= m.start() < e for s, e in scaled)
    )


def _verbatim(quantity: Quantity, figures: frozenset[str]) -> bool:
    """Whether the same figures stand in the other version as they are."""
    if _SCALED.search(quantity.text):
        return False
    own = [m.group().rstrip(".,") for m in _FIGURE.finditer(_GROUPED.sub("", quantity.text))]
    return bool(own) and all(figure in figures or figure.replace(",", ".") in figures for figure in own)


def _near(value: float, values: Iterable[float], quantity: Quantity) -> bool:
    """Whether a value is there, as itself or as its usual other form (30 % and three tenths, 2x and 200 %)."""
    forms = {value}
    if quantity.kind == "percent":
        forms |= {round(value / 100, 6), round(value / 100 + 1, 6)}
    elif isinstance(quantity.value, (int, float)) and (value < 1 or quantity.unit == "x"):
        forms |= {round(value * 100, 6), round((value - 1) * 100, 6), value - 1, value + 1}
    return any(form in values for form in forms) if isinstance(values, frozenset) else bool(forms & set(values))


def _other_currency(quantity: Quantity, currencies: set[tuple[float, str]]) -> bool:
    """Whether the other version has this amount in other money only."""
    if quantity.kind != "money":
        return False
    family = _DOLLARS if quantity.unit in _DOLLARS else frozenset({quantity.unit})
    for value in _scalars(quantity):
        codes = {code for amount, code in currencies if amount == value}
        if codes and not codes & family:
            return True
    return False
