"""The values of a version, and whether two of them say the same, in whatever unit or notation."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import DamerauLevenshtein

from tmflow.checks import rates
from tmflow.model.language import EN, RU, ZH
from tmflow.text import temperatures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit
    from tmflow.text.quantity import Quantity

_DOLLARS: Final = frozenset({"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD"})
_UNITED_STATES: Final = re.compile(r"US|U\.S\.|американск|США|美")
_LETTER_M: Final = re.compile(r"[\d.,]+ ?m")
_ENGLISH_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
SMALL: Final = 12
"""A bare count up to here is often written otherwise (both sides, a pair, a dozen) or left out by style."""
ROUNDING: Final = 0.06
"""Two values of which one says "about" are the same within this share."""
CONVERSION: Final = 0.01
"""Two values in different units are the same within this share (a mu is 666.67 square metres)."""
FOREIGN: Final = 0.05
"""A measure in feet or pounds and one in metres or kilograms are the same within this share: either was rounded."""
IMPERIAL: Final = frozenset("ft yd inch mi mi/h acre ft2 mi2 lb oz gal F".split())  # noqa: SIM905 - reads as a row
"""Units that translators turn into their readers' own, often in words (4000 ft: more than a kilometre)."""
CALENDAR: Final = 0.1
"""Six weeks are a month and a half, two weeks half a month."""

_DURATIONS: Final = {
    ZH: re.compile(
        r"\s?(?:(?P<mo>个月)|(?P<cent>个?世纪)|(?P<a>周年|年(?![代级度]))|(?P<wk>周(?!年)|个?星期)|(?P<d>天|个?工作日)|(?P<h>个?小时))"
    ),
    EN: re.compile(
        r"[ \u00a0-](?:(?:working|business|calendar|full|whole|consecutive)[ \u00a0-])?"
        r"(?:(?P<a>years?)|(?P<dec>decades?)|(?P<cent>century|centuries)"
        r"|(?P<mo>months?)|(?P<wk>weeks?)|(?P<d>days?)|(?P<h>hours?))\b",
        re.IGNORECASE,
    ),
    RU: re.compile(
        r"[ \u00a0-](?:(?:рабоч|календарн|полн|цел)[а-я]{2,3}[ \u00a0])?"
        r"(?:(?P<a>лет|год(?:а|ов|у|ам)?|летн\w+)|(?P<dec>десятилети\w+)"
        r"|(?P<cent>столети\w+|век(?:а|ов|ам|ами|ах))|(?P<mo>месяц\w*|месячн\w+)"
        r"|(?P<wk>недел\w+)|(?P<d>дн[еяю]\w*|день)|(?P<h>час(?:а|ов|у|ам)?))\b",
        re.IGNORECASE,
    ),
}
_MONTHS: Final = re.compile(r"(?P<year>\d{4}|-)-(?P<from>\d\d) (?:\d{4}|-)-(?P<to>\d\d)")
_SPANS: Final = {"0106": "H1", "0712": "H2", "0103": "Q1", "0406": "Q2", "0709": "Q3", "1012": "Q4"}
_DIGIT: Final = re.compile(r"\d")
_CLOCK: Final = re.compile(r"T(\d\d):(\d\d)(?::\d\d)?")
_HALF_TOLD: Final = re.compile(r"[ap]\.?\s?m\b|morning|night|noon|[早晨]|上午|утр|ноч", re.IGNORECASE)
HALF_A_DAY: Final = 12
"""Hours between 7:40 and 7:40 p.m."""
_WITH_SECONDS: Final = re.compile(r"T(\d\d):(\d\d):(\d\d)")
_PERCENT: Final = re.compile(r"[%％]|percent|per cent|процент|百分")
_OUT_OF: Final = {
    EN: re.compile(r" (?:out )?of (?:every |each )?| in (?:every )?"),
    RU: re.compile(r"[ \u00a0]из(?:[ \u00a0]каждых)?[ \u00a0]"),
}
_CURRENCY: Final = re.compile(r"(?!TEU)[A-Z]{3}")
"""An ISO 4217 code; a twenty-foot equivalent unit is none."""
_CANONICAL: Final[dict[str, tuple[str, float]]] = {
    "mu": ("m2", 2000 / 3),
    "ha": ("m2", 10_000),
    "km2": ("m2", 1_000_000),
    "m": ("m", 1),
    "km": ("m", 1000),
    "ft": ("m", 0.3048),
    "km/h": ("km/h", 1),
    "mi/h": ("km/h", 1.609344),
    "cm": ("m", 0.01),
    "mm": ("m", 0.001),
    "yd": ("m", 0.9144),
    "inch": ("m", 0.0254),
    "nmi": ("m", 1852),
    "acre": ("m2", 4046.86),
    "ft2": ("m2", 0.0929),
    "mi2": ("m2", 2_589_988),
    "li": ("m", 500),
    "mi": ("m", 1609.344),
    "kg": ("kg", 1),
    "g": ("kg", 0.001),
    "jin": ("kg", 0.5),
    "t": ("kg", 1000),
    "d": ("a", 1 / 365.25),
    "wk": ("a", 7 / 365.25),
    "h": ("h", 1),
    "min": ("h", 1 / 60),
    "mo": ("a", 1 / 12),
    "a": ("a", 1),
    "dec": ("a", 10),
    "cent": ("a", 100),
    "x": ("x", 1),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One value in one version; the ends of a range are two items.

    `group` says what it may be compared with; `value` is in the base unit, `written` as it stands in the text; `per` is
    the area in square metres by which a rate is told (a mu, a hectare), 0 for what is no rate.
    """

    lang: str
    quantity: Quantity
    group: str
    value: float | str
    unit: str
    written: float | str
    per: float = 0.0

    @property
    def start(self) -> int:
        """Where the quantity begins in its version."""
        return self.quantity.start

    @property
    def key(self) -> tuple[str, float | str, str, float]:
        """What it says: two items with one key are the same."""
        return self.group, self.value, self.unit, self.per


def items(unit: TranslationUnit, context: Context, lang: str) -> list[Item]:
    """The values of a version, ranges taken apart."""
    text = unit.text(lang)
    return context.of_text("items", lang, text, lambda: _items(text, context.quantities(unit, lang), lang))


def _items(text: str, quantities: list[Quantity], lang: str) -> list[Item]:
    found = [_item(text, lang, quantity, end) for quantity in quantities for end in _ends(quantity)]
    if quantities and rates.worth_a_look(text, lang):
        areas = [rates.area_of(text, lang, item.start, item.quantity.end) for item in found]
        found = [replace(item, per=area) if area else item for item, area in zip(found, areas, strict=True)]
    return found + _shares(text, quantities, lang) + [part for item in found for part in _clock_parts(item)]


def _item(text: str, lang: str, quantity: Quantity, written: float | str) -> Item:
    group = _group(quantity, written)
    if group != "number" or isinstance(written, str):
        return Item(lang, quantity, group, written, quantity.unit, written)
    end = quantity.end
    if text.startswith("个半", end):  # 两个半星期: the finder stops at the measure word
        written, end = written + 0.5, end + 2
    unit = quantity.unit or ("a" if quantity.text.endswith("年半") else _duration(text, end, lang))
    base, factor = _CANONICAL.get(unit, (unit, 1.0))
    return Item(lang, quantity, group, written * factor, base, written)


def _ends(quantity: Quantity) -> tuple[float | str, ...]:
    """The ends of a range; January to June is the first half of the year, in whatever way it is said."""
    if not isinstance(quantity.value, tuple):
        return (quantity.value,)
    first, last = quantity.value
    if isinstance(first, str) and isinstance(last, str):
        match = _MONTHS.fullmatch(f"{first} {last}")
        span = _SPANS.get(match.group("from") + match.group("to")) if match else None
        if match and span:
            return (f"{match.group('year')}-{span}" if match.group("year") != "-" else span,)
    return (first, last)


def _shares(text: str, quantities: list[Quantity], lang: str) -> list[Item]:
    """Seven out of every ten are 70 percent as well."""
    pattern = _OUT_OF.get(lang)
    return [
        Item(lang, part, "percent", 100 * part.value / whole.value, "%", 100 * part.value / whole.value)
        for part, whole in itertools.pairwise(quantities)
        if pattern is not None
        and pattern.fullmatch(text, part.end, whole.start)
        and isinstance(part.value, (int, float))
        and isinstance(whole.value, (int, float))
        and whole.value in {5, 10, 100}
    ]


def _clock_parts(item: Item) -> Iterator[Item]:
    """2:11:48 may be a time of two hours, eleven minutes and 48 seconds, which other versions spell out."""
    match = _WITH_SECONDS.fullmatch(item.value) if isinstance(item.value, str) else None
    if match:
        hours, minutes, seconds = map(int, match.groups())
        yield replace(item, group="number", value=hours, unit="h", written=hours)
        yield from (replace(item, group="number", value=part, unit="", written=part) for part in (minutes, seconds))


def _duration(text: str, end: int, lang: str) -> str:
    """The unit of time behind a number: 30 months are two and a half years."""
    match = _DURATIONS[lang].match(text, end) if lang in _DURATIONS else None
    return str(match.lastgroup) if match else ""


def _group(quantity: Quantity, value: float | str) -> str:
    if isinstance(value, str):
        return "date"
    if quantity.kind in {"money", "percent", "ordinal"}:
        return quantity.kind
    if quantity.kind == "range" and _PERCENT.search(quantity.text):
        return "percent"
    if quantity.kind == "range" and _CURRENCY.fullmatch(quantity.unit):
        return "money"
    return "number"


def same(a: Item, b: Item, *, rounded: bool = True) -> bool:
    """Whether two items say the same value; with `rounded`, also where one says "about" and is near the other."""
    if isinstance(a.value, str) or isinstance(b.value, str):  # only dates are texts
        return _same_date(a, b)
    if a.key == b.key or not _may_be_same(a, b):
        return a.key == b.key
    if {a.group, b.group} == {"percent", "number"} and "x" not in {a.unit, b.unit}:
        return a.value == b.value or _of_a_thousand(a, b)
    if a.per and b.per and a.per != b.per:
        return abs(a.value / a.per - b.value / b.per) <= CONVERSION * max(abs(a.value / a.per), abs(b.value / b.per))
    without_unit = (not (a.unit and b.unit) or {a.unit, b.unit} == {"m", "km/h"}) and a.written == b.written
    if a.value == b.value or without_unit or _sign_unsure(a, b) or not other_readings(a).isdisjoint(other_readings(b)):
        return True
    return abs(a.value - b.value) <= _tolerance(a, b, rounded=rounded) * max(abs(a.value), abs(b.value))


def _sign_unsure(a: Item, b: Item) -> bool:
    """Whether two are alike but for a sign that a temperature without unit, or in a range, is not read with."""
    units = {a.unit, b.unit}
    return (
        not units.isdisjoint(temperatures.UNITS)
        and (not units <= temperatures.UNITS or "range" in {a.quantity.kind, b.quantity.kind})
        and not isinstance(a.value, str)
        and a.value != b.value
        and abs(a.value) == abs(float(b.value))
    )


def _may_be_same(a: Item, b: Item) -> bool:
    """Whether the classes allow it: the currencies agree, and the third is not three (but 第7部分 is section 7)."""
    if a.group == b.group == "money":
        return _same_currency(a, b)
    if (a.group == "ordinal") == (b.group == "ordinal"):
        return True
    if any(isinstance(item.value, str) or abs(item.value) > SMALL for item in (a, b)):
        return True
    return all(_DIGIT.search(item.quantity.text) for item in (a, b))


def _tolerance(a: Item, b: Item, *, rounded: bool) -> float:
    about = rounded and (a.quantity.approximate or b.quantity.approximate) and not _as_exact(a, b)
    tolerance = ROUNDING if about else 1e-9
    if a.unit != b.unit or a.written == b.written:
        return tolerance
    if a.unit == "a":
        factors = [float(item.value) / float(item.written) for item in (a, b) if item.written]
        return max(tolerance, CALENDAR) if max(factors) > min(factors) * 1.001 else tolerance
    if a.quantity.unit == b.quantity.unit:
        return tolerance
    foreign = (a.quantity.unit in IMPERIAL) != (b.quantity.unit in IMPERIAL)
    return max(tolerance, FOREIGN if foreign else CONVERSION)


def _as_exact(a: Item, b: Item) -> bool:
    """Whether two values are told alike, to as many digits: one of 68.5 and 65.8 is a slip, whatever stands before."""
    digits = {len(_digits(item)) for item in (a, b)}
    return a.unit == b.unit and len(digits) == 1 and digits != {1}


def _of_a_thousand(a: Item, b: Item) -> bool:
    """千分之三 is a number of 0.003 and 0.3 percent."""
    percent, number = (a, b) if a.group == "percent" else (b, a)
    return 0 < float(number.value) < 1 and abs(float(number.value) * 100 - float(percent.value)) < 1e-9  # noqa: PLR2004


def _same_currency(a: Item, b: Item) -> bool:
    """Whether the currencies agree; a bare dollar may be any of them."""
    if a.unit == b.unit or not a.unit or not b.unit:
        return True
    if not {a.unit, b.unit} <= _DOLLARS:
        return False
    return any(item.unit == "USD" and not _UNITED_STATES.search(item.quantity.text) for item in (a, b))


def other_readings(item: Item) -> frozenset[float]:
    """The values an item may have: 137m is metres or millions, and 6,000 in Russian is an English six thousand."""
    return frozenset() if isinstance(item.value, str) else _readings(item.lang, item.quantity.text, item.value)


@lru_cache(maxsize=20_000)
def _readings(lang: str, text: str, value: float) -> frozenset[float]:
    values = {value}
    if lang == EN and _LETTER_M.fullmatch(text.strip()):
        values.add(value / 1_000_000)
    if lang == RU and _ENGLISH_THOUSANDS.match(text.strip()):
        values.add(value * 1000)
    return frozenset(values)


def _same_date(a: Item, b: Item) -> bool:
    if a.group != b.group:
        date, number = (a, b) if a.group == "date" else (b, a)
        return str(date.value).lstrip("-").split("-", maxsplit=1)[0] == f"{number.value:g}"
    return _dates_agree(str(a.value), str(b.value)) or _half_a_day_apart(a, b)


def _half_a_day_apart(a: Item, b: Item) -> bool:
    """Whether 7:40, without a word of morning or evening, may be the 19:40 of the other."""
    early, late = sorted((a, b), key=lambda item: str(item.value))
    first, last = _CLOCK.fullmatch(str(early.value)), _CLOCK.fullmatch(str(late.value))
    if not first or not last or first[2] != last[2] or int(last[1]) - int(first[1]) != HALF_A_DAY:
        return False
    told = early.quantity.text
    return not told.startswith("0") and not _HALF_TOLD.search(told)


def _dates_agree(a: str, b: str) -> bool:
    """Dates agree when no part that both have differs: `2023-12-31` with `--12-31`, `--12` and `2023`."""
    if a == b:
        return True
    first, second = date_parts(a), date_parts(b)
    shared = first.keys() & second.keys()
    return bool(shared) and all(first[part] == second[part] for part in shared)


def date_parts(date: str) -> dict[str, str]:
    """The parts of an ISO 8601 date that it states, by name: year, month (or quarter, half), day, time."""
    if date.startswith("T") or not date:
        return {"time": date[:6]}
    day, _, time = date.partition("T")
    parts: dict[str, str] = {"time": f"T{time[:5]}"} if time else {}
    if day.startswith("---"):
        return {**parts, "day": day[3:]}
    fields = day[2:].split("-") if day.startswith("--") else day.split("-")
    names = ("month", "day") if day.startswith("--") else ("year", "month", "day")
    if fields[0][:1] in {"Q", "H"}:
        names = ("month", "day")
    return {**parts, **dict(zip(names, fields, strict=False))}


def _digits(item: Item) -> str:
    return str(item.value) if isinstance(item.value, str) else f"{item.value:.12g}".replace(".", "").strip("0")


def distance(a: Item, b: Item) -> int:
    """How many digits differ between two values."""
    return int(DamerauLevenshtein.distance(_digits(a), _digits(b)))


def is_magnitude(a: Item, b: Item) -> bool:
    """Whether two values differ by a power of ten only: 3.86 billion and 386 million."""
    if isinstance(a.value, str) or isinstance(b.value, str) or not a.value or not b.value or a.value == b.value:
        return False
    large = max(abs(a.value), abs(b.value)) >= 1000  # noqa: PLR2004 - below, 1 and 10 are counts, not slips
    return large and _digits(a) == _digits(b)
