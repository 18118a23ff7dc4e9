"""Where a sentence may end: the marks, what stands around them, and the quotes and brackets they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDERS: Final = ".!?…。！？｡．‽"
CLOSERS: Final = "\"'”’»›)]}）］】」』》〉＂＇"
_WINDOW: Final = 80
"""No rule looks further than this many characters back or ahead, so that any text is read in linear time."""

LONGEST_PAIR: Final = 1_000
"""Quotes and brackets that hold more than this are taken for a slip: a lost quote must not swallow a page."""

_MARKS: Final = regex.compile(
    rf"(?:(?:\.(?:[ \u00a0]\.){{2,}}|[{regex.escape(ENDERS)}])[{regex.escape(CLOSERS)}]*)+|[\n\r\u2028\u2029\f\v]+"
)
_PAIRED: Final = regex.compile(r"[\"“”„«»‹›()\[\]（）［］【】「」『』《》〈〉‘’\n]")
_OPEN: Final = dict(zip("“„«‹([（［【「『《〈‘", "”“»›)]）］】」』》〉’", strict=True))
_CLOSE: Final = {close: frozenset(o for o, c in _OPEN.items() if c == close) for close in _OPEN.values()}


class Verdict(Enum):
    """What a rule says about a place."""

    BREAK = "break"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Place:
    """A possible end of a sentence.

    `start` and `end` are the offsets of the marks with the quotes and brackets they close; `segment` is where the
    segment began that would end here; `before` and `after` are what stands before the marks and after them (a window);
    `quote` is the offset of the quote or bracket that the marks close, or -1.
    """

    text: str
    start: int
    end: int
    segment: int
    quote: int
    before: str
    after: str

    @property
    def marks(self) -> str:
        """The marks with the quotes and brackets after them."""
        return self.text[self.start : self.end]

    @property
    def spaced(self) -> bool:
        """Whether a blank or the text's end follows the marks."""
        return self.end >= len(self.text) or self.text[self.end].isspace()

    @property
    def next(self) -> str:
        """What follows, without the blanks before it."""
        return self.after.lstrip()

    @property
    def word(self) -> str:
        """The run without blanks that ends at the marks."""
        return self.before.rsplit(None, 1)[-1] if self.before and not self.before[-1].isspace() else ""

    @property
    def opening(self) -> str:
        """The beginning of the segment that would end here, at most a window's length."""
        return self.text[self.segment : min(self.start, self.segment + _WINDOW)]

    @property
    def lead_in(self) -> str:
        """The last character before the quote that the marks close, blanks left out; empty at the segment's start."""
        if self.quote < 0:
            return ""
        return self.text[max(self.segment, self.quote - _WINDOW) : self.quote].rstrip()[-1:]


def pairs(text: str) -> dict[int, int]:
    """Return the quotes and brackets that are closed in their line: offset of the closing one -> of the opening one."""
    found: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for match in _PAIRED.finditer(text):
        char, at = match.group(), match.start()
        if char == "\n":
            stack.clear()
            waiting.clear()
            continue
        if char == '"':
            role = _straight(text, at, is_open=bool(waiting.get('"')))
            openers = frozenset('"') if role == "close" else frozenset()
        else:
            openers = frozenset(o for o in _CLOSE.get(char, ()) if waiting.get(o))
            if char == "’" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha():
                continue
        if openers:
            while stack:
                opener, opened = stack.pop()
                waiting[opener] -= 1
                if opener in openers:
                    found[at] = opened
                    break
        elif char == '"' or char in _OPEN:
            stack.append((char, at))
            waiting[char] = waiting.get(char, 0) + 1
    return found


def _straight(text: str, at: int, *, is_open: bool) -> str:
    """Whether a straight quote opens or closes, by the blanks around it; without blanks it closes what is open."""
    before = text[at - 1 : at] if at else " "
    after = text[at + 1 : at + 2] or " "
    if before.isspace() and not after.isspace():
        return "open"
    return "close" if is_open else "open"


def places(text: str) -> Iterator[tuple[int, int, bool, int]]:
    """Yield the marks in order: start, end, whether they stand in quotes or brackets, the quote they close or -1."""
    closed = pairs(text)
    outer = _outermost(closed)
    openings = set(closed.values())
    at = 0
    for match in _MARKS.finditer(text):
        start, end = match.span()
        for offset in range(start + 1, end):
            if offset in openings:
                end = offset
                break
        while at < len(outer) and outer[at][1] < end:
            at += 1
        inside = at < len(outer) and outer[at][0] < end
        quotes = [closed[offset] for offset in range(start, end) if offset in closed]
        yield start, end, inside, min(quotes, default=-1)


def _outermost(closed: dict[int, int]) -> list[tuple[int, int]]:
    """The pairs that lie in no other pair, as (opening, closing), in order."""
    kept: list[tuple[int, int]] = []
    for opened, close in sorted((opened, close) for close, opened in closed.items()):
        if close - opened > LONGEST_PAIR:
            continue
        if not kept or opened > kept[-1][1]:
            kept.append((opened, close))
    return kept


def make(text: str, start: int, end: int, segment: int, quote: int) -> Place:
    """Return the place with its windows cut."""
    before = text[max(segment, start - _WINDOW) : start]
    return Place(text, start, end, segment, quote, before, text[end : end + _WINDOW])
