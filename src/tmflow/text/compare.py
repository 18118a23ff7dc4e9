"""What two versions of a sentence say in figures, compared by value.

A check that cries wolf is switched off, so everything that translators may do is allowed: 200 billion is 2000亿, the
9th is 9日, 9:30 p.m. is 21:30, a third is 33 %, 4,000 feet are 1,200 metres, and small counts in words come and go
with the grammar.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text.conversions import converted
from tmflow.text.durations import duration
from tmflow.text.quantity import MAX_DIGITS, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SMALL: Final = 12
"""Counts in words up to this one are grammar as often as fact: both sides, the three of them, at first."""
_FIGURE: Final = regex.compile(r"\d+(?:[.,\x00]\d+)*")
_RUN: Final = regex.compile(r"\d+")
_RAW: Final = regex.compile(r"\d{2,}|(?<=[A-Za-z]-?)\d(?![\d.,])|(?<![\d.,])\d(?=[A-Za-z])")
"""Figures in names of models, telephone numbers and addresses: they stay as they are."""
_DROPPED: Final = regex.compile(r"(?i:covid|ковид|sars-cov)-?\d+|24/7|9/11|4x4")
"""Figures in names that translators replace by words: 新冠, круглосуточно."""
_PARTED: Final = regex.compile(r"\d{1,2}[:./]\d{2}(?:[:.,]\d{2})?|\d{1,2}/\d{1,2}")
_SCALED: Final = regex.compile(
    r"[十百千万亿兆]|hundred|thousand|million|billion|trillion|lakh|crore|bn|mn|тыс|тысяч|млн|млрд|трлн|милли|трилли"
    r"|m\b|k\b|b\b",
    regex.IGNORECASE,
)
_SHORT_SCALE: Final = regex.compile(r"\d\s?(?P<letter>[mkMK])$")
_GROUPED: Final = regex.compile(r"(?<=\d)[\s,](?=\d{3}(?!\d))")
_DOLLARS: Final = frozenset({"USD", "AUD", "CAD", "HKD", "SGD", "NZD"})
_HALF_DAY: Final = 12
_DAY: Final = 24
_BARE: Final = regex.compile(r"[百千万亿][余多]?")
_CENTURY: Final = 100
_FEW: Final = 300
"""More quantities than any paragraph holds: conversions are looked for among fewer, so that time stays linear."""
_SHORT_YEAR: Final = regex.compile(r"['’](\d\d)\b|(?<!\d)(\d\d)(?:\s?[年届]|-[йгм])")
_WHOLE: Final = regex.compile(r"\d{4}|--\d\d|\d{4}-\d\d|\d{4}s")
_RELATIVE: Final = regex.compile(
    r"[今去明前后本当同][年月]|上个?月|下个?月|年代末|本世纪|近年"
    r"|\b(?i:this|last|next|same|previous|past|current|coming|following)\s(?i:year|month|decade|century)"
    r"|\b(?i:a year (?:ago|earlier|later)|end of the (?:year|decade|century))"
    r"|\b(?i:эт|прошл|следующ|нынешн|текущ|предыдущ|минувш|будущ|т)\w{1,4}\s(?i:год|месяц|десятилет)"
    r"|\b(?i:год назад|годом ранее|конц\w+ (?:года|десятилетия))"
)
"""What a translator may write as a year or a month, and the other way round."""
_YEARS: Final = 1500
Scalars = frozenset[float]


@dataclass(frozen=True)
class Side:
    """One version: its text, its quantities, and every number that might be read in it, inside names and idioms too."""

    text: str
    quantities: tuple[Quantity, ...]
    read_all: Callable[[], Scalars]

    @cached_property
    def loose(self) -> Scalars:
        """Every number that might be read in the text."""
        return self.read_all()

    @cached_property
    def values(self) -> Scalars:
        """The numbers that the quantities are made of."""
        return frozenset(value for quantity in self.quantities for value in _scalars(quantity))

    @cached_property
    def clock(self) -> bool:
        """Whether a time of day is told."""
        return any(_is_clock(quantity) for quantity in self.quantities)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures that stand in the text without a magnitude word that changes what they say."""
        scaled = _cover(self.text, ((q.start, q.end) for q in self.quantities if _SCALED.search(q.text)))
        found = _FIGURE.finditer(_GROUPED.sub("\x00", self.text))
        return frozenset(m.group().rstrip(".,").replace("\x00", "") for m in found if not scaled[m.start()])

    @cached_property
    def runs(self) -> frozenset[str]:
        """The runs of digits."""
        return frozenset(match.group() for match in _RUN.finditer(self.text))

    @cached_property
    def anywhere(self) -> Scalars:
        """The numbers of the quantities and every other number that might be read."""
        return self.values | self.loose

    @cached_property
    def short_years(self) -> frozenset[str]:
        """Years in two digits: `'08`, `08年`, `08-й`."""
        return frozenset("".join(match.groups("")) for match in _SHORT_YEAR.finditer(self.text))

    @cached_property
    def few(self) -> tuple[Quantity, ...]:
        """The quantities to look through one by one; none in a text that is no sentence."""
        return self.quantities if len(self.quantities) <= _FEW else ()

    @cached_property
    def money(self) -> frozenset[tuple[float, str]]:
        """The amounts of money with their currencies."""
        return frozenset((value, q.unit) for q in self.quantities if q.kind == "money" for value in _scalars(q))

    @cached_property
    def durations(self) -> frozenset[tuple[str, float]]:
        """The lengths of time."""
        return frozenset(told for q in self.quantities if (told := duration(q, self.text)))

    @cached_property
    def years(self) -> bool:
        """Whether a year is told."""
        return any(value > _YEARS for q in self.quantities if q.kind in {"date", "range"} for value in _scalars(q))

    @cached_property
    def relative(self) -> bool:
        """Whether a year or a month is told from the day of the text (去年, next month, в этом году)."""
        return bool(_RELATIVE.search(self.text))

    @cached_property
    def told(self) -> int:
        """How many figures stand in the text."""
        return len(_RUN.findall(self.text))

    @cached_property
    def counted(self) -> Counter[float]:
        """How often each number is told in figures."""
        return Counter(value for q in self.quantities if _RUN.search(q.text) for value in _scalars(q))


def differences(a: Side, b: Side) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """Return what `b` lacks of `a`, and what `a` lacks of `b`."""
    in_a, in_b = missing(a, b), missing(b, a)
    if not in_b and a.told > b.told:
        in_a = tuple(q for q in in_a if not _small_count(q))
    if not in_a and b.told > a.told:
        in_b = tuple(q for q in in_b if not _small_count(q))
    return (in_a, in_b) if in_a or in_b else _taken_for_another(a, b)


def _small_count(quantity: Quantity) -> bool:
    """A count that a translator may have put into a word of another kind, if fewer figures stand on the other side."""
    countable = quantity.kind in {"number", "ordinal"} and quantity.unit == ""
    return countable and isinstance(quantity.value, (int, float)) and quantity.value <= SMALL


def missing(ours: Side, theirs: Side) -> tuple[Quantity, ...]:
    """Return those of our quantities whose values the other version does not have, and figures that it has lost."""
    gone = [q for q in ours.quantities if _is_missing(q, ours, theirs)]
    gone += (q for q in _raw(ours) if q.text not in theirs.runs and q.value not in theirs.loose)
    return tuple(sorted(gone, key=lambda q: q.start))


def _is_missing(quantity: Quantity, ours: Side, theirs: Side) -> bool:
    if _optional(quantity) or _verbatim(quantity, theirs.figures) or converted(quantity, theirs.few):
        return False
    if quantity.kind == "date" and _WHOLE.fullmatch(str(quantity.value)) and theirs.relative and not theirs.years:
        return False
    if duration(quantity, ours.text) in theirs.durations or _part_of_height(quantity, ours, theirs):
        return False
    one = 1 if _counts(quantity) else None  # 1 comes and goes with the article
    absent = [v for v in _scalars(quantity) if v != one and not _near(v, theirs.values, quantity, theirs)]
    if not absent:
        return _other_currency(quantity, theirs.money)
    if all(_near(value, theirs.loose, quantity, theirs) for value in absent) or _in_parts(quantity, theirs):
        return False
    return not _said_twice(quantity, ours, theirs)


def _part_of_height(quantity: Quantity, ours: Side, theirs: Side) -> bool:
    """`6 feet 6 inches`, of which the other version makes 198 cm."""
    if quantity.unit not in {"ft", "inch"}:
        return False
    return any(converted(other, ours.few) for other in theirs.few if other.unit in {"m", "cm"})


def _in_parts(quantity: Quantity, theirs: Side) -> bool:
    """`3:35` is 3分35秒, `12.04` may be April 12: each figure stands there by itself."""
    if not _PARTED.fullmatch(quantity.text):
        return any(_PARTED.fullmatch(other.text) and _holds(other, quantity) for other in theirs.few)
    return all(float(figure) in theirs.anywhere for figure in _RUN.findall(quantity.text))


def _holds(other: Quantity, quantity: Quantity) -> bool:
    figures = {float(figure) for figure in _RUN.findall(other.text)}
    return figures.issuperset(_scalars(quantity))


def _said_twice(quantity: Quantity, ours: Side, theirs: Side) -> bool:
    """`6 metres (18 feet)`: the same measure for readers of another system, whom the other version does not have."""
    if any(other.unit == quantity.unit for other in theirs.few):
        return False
    twins = [q for q in ours.few if q != quantity and converted(quantity, (q,), roughly=True)]
    return any(value in theirs.values for twin in twins for value in _scalars(twin))


def _taken_for_another(a: Side, b: Side) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """As many numbers in figures on both sides, and one of them another: 72 % became the 74 that stands beside it."""
    only_a, only_b = a.counted - b.counted, b.counted - a.counted
    if only_a.total() != 1 or only_b.total() != 1:
        return (), ()
    (value,), (other,) = only_a, only_b
    if value not in b.counted or other not in a.counted or min(value, other) <= 1:
        return (), ()
    return _holding(a, value), _holding(b, other)


def _holding(side: Side, value: float) -> tuple[Quantity, ...]:
    return tuple(q for q in side.quantities if value in _scalars(q) and _RUN.search(q.text))[-1:]


def _raw(side: Side) -> Iterator[Quantity]:
    """Figures that no quantity covers: `F-16`, a telephone number, what stands in an address."""
    dropped = (match.span() for match in _DROPPED.finditer(side.text))
    covered = _cover(side.text, (*((q.start, q.end) for q in side.quantities), *dropped))
    for match in _RAW.finditer(side.text):
        start, end = match.span()
        known = match.group().isdecimal()  # `regex` knows digits of a newer Unicode than Python reads
        if known and end - start <= MAX_DIGITS * 2 and not any(covered[start:end]):
            yield Quantity("number", int(match.group()), "", start, end, match.group())


def _cover(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """A mark for every character that lies in one of the spans."""
    marks = bytearray(len(text))
    for start, end in spans:
        marks[start:end] = b"\x01" * (end - start)
    return marks


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


def _counts(quantity: Quantity) -> bool:
    """Whether it is a plain number or a range of them, no measure and no date."""
    dated = isinstance(quantity.value, tuple) and isinstance(quantity.value[0], str)
    return quantity.kind in {"number", "ordinal", "range"} and not quantity.unit and not dated


def _is_clock(quantity: Quantity) -> bool:
    first = quantity.value[0] if isinstance(quantity.value, tuple) else quantity.value
    return isinstance(first, str) and first.startswith("T")


def _optional(quantity: Quantity) -> bool:
    """A small count in words, a half, a month or a part of the year without a figure of its own."""
    if _RUN.search(quantity.text):
        return quantity.value == 1 and _counts(quantity)
    if _BARE.fullmatch(quantity.text):
        return True
    small = (
        isinstance(quantity.value, (int, float)) and quantity.value <= SMALL and quantity.kind in {"number", "ordinal"}
    )
    return small or quantity.kind in {"date", "range"}


def _verbatim(quantity: Quantity, figures: frozenset[str]) -> bool:
    """Whether the same figures stand in the other version as they are."""
    if _SCALED.search(quantity.text):
        return False
    own = [m.group().rstrip(".,") for m in _FIGURE.finditer(_GROUPED.sub("", quantity.text))]
    return bool(own) and all(figure in figures or figure.replace(",", ".") in figures for figure in own)


def _near(value: float, values: Scalars, quantity: Quantity, theirs: Side) -> bool:
    """Whether a value is there, as itself or as its usual other form (30 % and three tenths, 2x and 200 %)."""
    if quantity.kind in {"date", "range"} and value > _YEARS and f"{int(value) % _CENTURY:02d}" in theirs.short_years:
        return True
    return any(form in values for form in _forms(value, quantity, theirs))


def _forms(value: float, quantity: Quantity, theirs: Side) -> Iterator[float]:
    yield value
    kind = quantity.kind
    if kind == "percent":
        yield from (round(value / 100, 6), round(value / 100 + 1, 6))
    elif kind in {"number", "ordinal"} and (value < 1 or quantity.unit == "x"):
        yield from (round(value * 100, 6), round((value - 1) * 100, 6), value - 1, value + 1)
    elif kind == "ordinal":
        yield (value - 1) * _CENTURY  # the 19th century, the 1800s
    elif kind == "date" and str(quantity.value).endswith("00s"):
        yield value / _CENTURY + 1
    scale = _SHORT_SCALE.search(quantity.text)
    if scale and not quantity.unit:
        yield value / (1000 if scale.group("letter") in "kK" else 1_000_000)
    if _is_clock(quantity):
        yield value + _HALF_DAY
    elif theirs.clock and _HALF_DAY < value <= _DAY:
        yield value - _HALF_DAY


def _other_currency(quantity: Quantity, currencies: Iterable[tuple[float, str]]) -> bool:
    """Whether the other version has this amount in other money only."""
    if quantity.kind != "money":
        return False
    family = _DOLLARS if quantity.unit in _DOLLARS else frozenset({quantity.unit})
    for value in _scalars(quantity):
        codes = {code for amount, code in currencies if amount == value}
        if codes and not codes & family:
            return True
    return False
