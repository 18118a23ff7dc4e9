"""The value model of numbers in a text, and what every language needs to read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

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
Number = Decimal | int
"""A value that is being read: whole ones are `int`, for most figures are, and `Decimal` costs three times as much."""
_FLAT: Final = tuple(
    zip("０１２３４５６７８９．，：％＄－／　\u00a0\u202f\u2009\u2007", "0123456789.,:%$-/     ", strict=True)
)


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


class Atom(NamedTuple):
    """A number without its unit: `value`, and `scale`, the last magnitude word in it (1 without one).

    `words` tells that it is written without digits, `approximate` that the numeral itself says so (20多).
    """

    start: int
    end: int
    value: Number
    scale: Number = 1
    words: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as it is written behind a number: `factor` turns it into `unit` (成 is 10 percent)."""

    pattern: str
    kind: Kind
    unit: str = ""
    factor: Number = 1


_SHORTEST_WORD: Final = 4
_FARTHEST: Final = 60
_NEXT_AMOUNT: Final = re.compile(r"[$€£¥₽]\s?\d")
"""A sign before the next amount is not the unit of this one."""


class Measures:
    """The units of one language; the longest spelling wins. `behind` finds the one that follows an offset.

    Forty spellings tried in turn behind every number were the dearest part of reading. So the units lie in a table by
    the character that they can begin with, and only these few are tried.
    """

    def __init__(self, measures: Iterable[Measure], *, gap: str, headlines: bool = False) -> None:
        """Lay out the units; `gap` is the pattern of the one character that may stand between a number and its unit.

        With `headlines` words of units may be written with capitals (200 Billion Yuan), symbols may not (5 M, 5 m).
        No pattern of a unit may begin by looking back or with a character of the gap.
        """
        self._measures = tuple(measures)
        self._table = self._laid_out(gap, 0)
        self._headlines = self._laid_out(gap, regex.IGNORECASE) if headlines else {}

    def _laid_out(self, gap: str, flags: int) -> dict[str, regex.Pattern[str]]:
        """By first character one pattern of all units that can begin with it, in their order."""
        compiled = [regex.compile(measure.pattern, flags) for measure in self._measures]
        spelt = {char for measure in self._measures for char in measure.pattern}
        table = {}
        for first in sorted(spelt | {char.upper() for char in spelt if len(char.upper()) == 1}):
            groups = [
                f"(?P<u{n}>{measure.pattern})"
                for n, measure in enumerate(self._measures)
                if compiled[n].match(first, partial=True)
            ]
            if groups:
                table[first] = regex.compile(rf"{gap}(?:{'|'.join(groups)})", flags)
        return table

    def behind(self, text: str, at: int) -> tuple[Measure, int] | None:
        """The unit that begins at `at`, and where it ends."""
        match = self._match(self._table, text, at)
        if not match and self._headlines:
            match = self._match(self._headlines, text, at)
            if match and match.end() - at < _SHORTEST_WORD:
                return None
        if not match or not match.lastgroup or _NEXT_AMOUNT.match(text, match.end() - 1):
            return None
        return self._measures[int(match.lastgroup[1:])], match.end()

    @staticmethod
    def _match(table: dict[str, regex.Pattern[str]], text: str, at: int) -> regex.Match[str] | None:
        pattern = table.get(text[at : at + 1]) or table.get(text[at + 1 : at + 2])
        return pattern.match(text, at, min(len(text), at + _FARTHEST)) if pattern else None


_TELEPHONE: Final = regex.compile(
    r"(?<![\d.,])(?<!\d\s)(?:\+\d{1,3}[\s-]?\(?\d{2,4}\)?|\(0\d{2,4}\)"
    r"|0[1-9]\d{1,3})(?:[\s-]\d{2,4}){1,3}(?![\d.,%])(?<=\d{2}[\s-]\d{2,4})"
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<=[话机线系：:.]\s?)1[3-9]\d{9}(?!\d)"
)
_MAY_BE_TELEPHONE: Final = re.compile(r"\+\d|0(?<!\d0)\d\d|1[3-9]\d{9}")


_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_DIGIT: Final = regex.compile(r"\d")


def flat(text: str) -> str:
    """Return the text with full-width digits and no-break spaces made plain, and telephone numbers masked.

    Every character keeps its place. Digits that Python cannot read (`regex` knows a newer Unicode; all of them stand
    beyond U+FFFF) are no digits any more.
    """
    if _ASTRAL.search(text):
        text = _DIGIT.sub(lambda match: match.group() if match.group().isdecimal() else "\ufffc", text)
    for char, replacement in _FLAT:  # four times as fast as `str.translate`: most texts hold two of them
        if char in text:
            text = text.replace(char, replacement)
    return mask_matches(_TELEPHONE, text) if _MAY_BE_TELEPHONE.search(text) else text


def too_long(digits: str) -> bool:
    """Whether a run of digits is an account or a serial number."""
    return len(digits) > MAX_DIGITS and sum(map(str.isdigit, digits)) > MAX_DIGITS


def number(digits: str) -> Number:
    """The value of figures with a decimal point, perhaps."""
    return int(digits) if len(digits) <= MAX_DIGITS and digits.isdecimal() else Decimal(digits)


def plain(value: Number) -> float:
    """A number as an int when it is whole, else as a float."""
    return value if isinstance(value, int) else int(value) if value == value.to_integral_value() else float(value)


def in_order(found: list[Quantity]) -> list[Quantity]:
    """The quantities in reading order."""
    if len(found) > 1:
        found.sort(key=lambda one: one.start)
    return found


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
