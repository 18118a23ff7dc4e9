"""The value model of numbers in a text, and what every language needs to read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["number", "ordinal", "money", "percent", "quantity", "date", "range"]
Single = float | str
Value = Single | tuple[Single, Single]

MASK: Final = "\x00"
"""Stands for each character of what has been read already, so that no later pattern runs over it."""
MAX_DIGITS: Final = 18
"""More digits in a row are an account or a serial number, no quantity."""
_FLAT: Final = str.maketrans("０１２３４５６７８９．，：％＄－／　\u00a0\u202f\u2009\u2007", "0123456789.,:%$-/     ")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and where it stands.

    `kind` is `number`, `ordinal`, `money`, `percent`, `quantity` (with a unit of measure), `date` or `range`.
    `value` is a number; for a date a text in ISO 8601 as far as the text tells (`2018-06-10`, `--04-09`, `--04`,
    `---09`, `2024`, `1990s`, `2021-Q1`, `Q1`, `2021-H1`, `H1`, `T09:30`, `T20:41:19`); for a range a pair of these.
    A percentage is written as such: 15.6 for 15.6 %.
    `unit` is an ISO 4217 code (money), an SI-like symbol (`t`, `m2`, `km2`, `TEU`, ...), `x` (times) or empty.
    `text` is `[start, end)` of what was read (code points); `approximate` is set by words like 约, over, около.
    """

    kind: Kind
    value: Value
    unit: str
    start: int
    end: int
    text: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """A number without its unit: `value`, and `scale`, the last magnitude word in it (1 without one).

    `words` tells that it is written without digits, `approximate` that the numeral itself says so (20多).
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    words: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as it is written behind a number: `factor` turns it into `unit` (成 is 10 percent)."""

    pattern: str
    kind: Kind
    unit: str = ""
    factor: Decimal = Decimal(1)


_SHORTEST_WORD: Final = 4
_NEXT_AMOUNT: Final = regex.compile(r"[$€£¥₽]\s?\d")
"""A sign before the next amount is not the unit of this one."""


class Measures:
    """The units of one language; the longest spelling wins. `behind` finds the one that follows an offset."""

    def __init__(self, measures: Iterable[Measure], *, gap: str, flags: int = 0, headlines: bool = False) -> None:
        """Compile the units; `gap` is the pattern of what may stand between a number and its unit.

        With `headlines` words of units may be written with capitals (200 Billion Yuan), symbols may not (5 M, 5 m).
        """
        self._measures = tuple(measures)
        groups = "|".join(f"(?P<u{n}>{measure.pattern})" for n, measure in enumerate(self._measures))
        self._pattern = regex.compile(rf"{gap}(?:{groups})", flags)
        self._headline = regex.compile(rf"{gap}(?:{groups})", flags | regex.IGNORECASE) if headlines else None

    def behind(self, text: str, at: int) -> tuple[Measure, int] | None:
        """The unit that begins at `at`, and where it ends."""
        window = min(len(text), at + 60)
        match = self._pattern.match(text, at, window)
        if not match and self._headline:
            match = self._headline.match(text, at, window)
            if match and match.end() - at < _SHORTEST_WORD:
                return None
        if not match or not match.lastgroup or _NEXT_AMOUNT.match(text, match.end() - 1):
            return None
        return self._measures[int(match.lastgroup[1:])], match.end()


_TELEPHONE: Final = regex.compile(
    r"(?<![\d.,])(?<!\d\s)(?:\+\d{1,3}[\s-]?\(?\d{2,4}\)?|\(0\d{2,4}\)"
    r"|0[1-9]\d{1,3})(?:[\s-]\d{2,4}){1,3}(?![\d.,%])(?<=\d{2}[\s-]\d{2,4})"
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<=[话机线系：:.]\s?)1[3-9]\d{9}(?!\d)"
)


def flat(text: str) -> str:
    """Return the text with full-width digits and no-break spaces made plain, and telephone numbers masked.

    Every character keeps its place.
    """
    return mask_matches(_TELEPHONE, text.translate(_FLAT))


def too_long(digits: str) -> bool:
    """Whether a run of digits is an account or a serial number."""
    return sum(map(str.isdigit, digits)) > MAX_DIGITS


def plain(value: Decimal) -> float:
    """A number as an int when it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with the spans (in order, apart) masked; every other character keeps its place."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], MASK * (end - start))
        at = end
    return "".join((*parts, text[at:]))


def mask_matches(pattern: regex.Pattern[str], text: str) -> str:
    """Return the text with all matches of a pattern masked."""
    return mask(text, (m.span() for m in pattern.finditer(text)))
