"""Dates as far as a text tells them, and the pairing of two dates to a span of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from tmflow.text.clues import Table
from tmflow.text.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import regex

    from tmflow.text.clues import Clues, Needs

LAST_MONTH: Final = 12
LAST_DAY: Final = 31
LAST_HOUR: Final = 24
LAST_MINUTE: Final = 59
NOON: Final = 12


class Moment(NamedTuple):
    """A date or a time of day, of which any part may be missing (0, or empty).

    `period` is `Q1` to `Q4`, `H1` or `H2`, or for a decade `1990s`; `clock` is `09:30` or `20:41:19`.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    period: str = ""
    clock: str = ""

    @property
    def iso(self) -> str:
        """ISO 8601 as far as the text tells; see `Quantity`."""
        if self.clock:
            return f"T{self.clock}"
        year = f"{self.year:04d}" if self.year else ""
        if self.period:
            return f"{year}-{self.period}" if year else self.period
        if self.month and self.day:
            return f"{year or '-'}-{self.month:02d}-{self.day:02d}"
        if self.month:
            return f"{year or '-'}-{self.month:02d}"
        return f"---{self.day:02d}" if self.day else year


class Dated(NamedTuple):
    """A moment, or a span of two, at `[start, end)`."""

    start: int
    end: int
    first: Moment
    last: Moment | None = None


Read = Callable[["regex.Match[str]"], "Dated | None"]
"""Turns a match into what it says; nothing when the numbers cannot be a date."""


class Pattern:
    """A way to write a date, how to read it, and what a text must hold to be worth the try."""

    __slots__ = ("needs", "pattern", "read")

    def __init__(self, pattern: regex.Pattern[str], read: Read, *needs: Needs) -> None:
        """Note the three; all of the needs must be met."""
        self.pattern = pattern
        self.read = read
        self.needs = needs


def table(patterns: Iterable[Pattern]) -> Table[Pattern]:
    """Lay out the patterns of a language; earlier ones come first where two overlap."""
    return Table((pattern, pattern.needs) for pattern in patterns)


def valid(moment: Moment) -> bool:
    """Whether month and day exist."""
    return moment.month <= LAST_MONTH and moment.day <= LAST_DAY


def clock(hour: int, minute: int, second: int | None = None, *, afternoon: bool = False) -> str:
    """Return `HH:MM` or `HH:MM:SS`, or nothing when there is no such time; hours run to 24."""
    if afternoon and hour < NOON:
        hour += NOON
    if hour > LAST_HOUR or minute > LAST_MINUTE or (second or 0) > LAST_MINUTE:
        return ""
    return f"{hour:02d}:{minute:02d}" + ("" if second is None else f":{second:02d}")


def scan(text: str, patterns: Table[Pattern], seen: Clues) -> list[Dated]:
    """Return what the patterns find, earlier patterns first where two overlap, in reading order.

    `seen` are the clues of the text, or of one that it was made from by masking.
    """
    found: list[Dated] = []
    taken = bytearray(len(text))
    for pattern in patterns.worth(seen):
        for match in pattern.pattern.finditer(text):
            if taken[match.start()] or taken[match.end() - 1]:
                continue
            dated = pattern.read(match)
            if dated and not any(taken[dated.start : dated.end]):
                taken[dated.start : dated.end] = b"\x01" * (dated.end - dated.start)
                found.append(dated)
    if len(found) > 1:
        found.sort(key=lambda dated: dated.start)
    return found


def paired(text: str, found: Sequence[Dated], joint: regex.Pattern[str]) -> Iterator[Dated]:
    """Yield the dates, two with a joint between them as one span; each gets from the other what it leaves out."""
    at = 0
    while at < len(found):
        first = found[at]
        second = found[at + 1] if at + 1 < len(found) else None
        if second and not first.last and not second.last and joint.fullmatch(text[first.end : second.start]):
            low, high = _complete(first.first, second.first)
            if _alike(low, high):
                yield Dated(first.start, second.end, low, high)
                at += 2
                continue
        yield first
        at += 1


def _complete(low: Moment, high: Moment) -> tuple[Moment, Moment]:
    """Fill the parts that only one end of a span tells: `6月9日至10日`, `June 9-10, 2018`."""
    if high.day and not high.month:
        high = high._replace(month=low.month)
    if low.day and not low.month:
        low = low._replace(month=high.month)
    if not high.year and (high.month or high.period):
        high = high._replace(year=low.year)
    if not low.year and (low.month or low.period):
        low = low._replace(year=high.year)
    return low, high


def _alike(low: Moment, high: Moment) -> bool:
    """Whether both ends are told to the same part."""
    return [bool(part) for part in (low.year, low.month, low.day, low.period[:1], low.clock)] == [
        bool(part) for part in (high.year, high.month, high.day, high.period[:1], high.clock)
    ]


def quantity(dated: Dated, original: str) -> Quantity:
    """The date or the span as a quantity."""
    text = original[dated.start : dated.end]
    if dated.last:
        return Quantity("range", (dated.first.iso, dated.last.iso), "", dated.start, dated.end, text)
    return Quantity("date", dated.first.iso, "", dated.start, dated.end, text)
