"""What a reader found, before it is told apart by language; and the making of clean segments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.model.segment import InlineCode, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.model.release import Block
    from tmflow.model.segment import CodeKind

_INVISIBLE: Final = frozenset("\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\ufffc")
_NO_BREAK: Final = frozenset("\u00a0\u202f")


NOTHING: Final = Segment("")


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as its reader saw it.

    `title` and `date` (ISO 8601) are set only where the page's markup says so; otherwise they are among the blocks.
    """

    blocks: tuple[Block, ...]
    title: Segment = NOTHING
    date: str = ""


def tidy(segment: Segment) -> Segment:
    """Return the segment with each run of white space as one blank, without invisible characters and empty codes.

    A no-break space that stands alone is kept: Russian and English typography puts it there.
    """
    chars: list[str] = []
    moved: list[int] = []
    text = segment.text
    for position, char in enumerate(text):
        moved.append(len(chars))
        if char in _INVISIBLE or (char < " " and not char.isspace()):
            continue
        if not char.isspace():
            chars.append(char)
        elif chars and chars[-1].isspace():
            chars[-1] = " "
        else:
            single = position + 1 == len(text) or not text[position + 1].isspace()
            chars.append(char if char in _NO_BREAK and single else " ")
    moved.append(len(chars))
    codes = tuple(
        replace(code, start=moved[code.start], end=moved[code.end])
        for code in segment.codes
        if moved[code.start] < moved[code.end]
    )
    return Segment("".join(chars), codes).strip()


class SegmentBuilder:
    """Collects text and inline codes in reading order; used by one reader for one block at a time."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._codes: list[InlineCode] = []
        self._open: list[tuple[CodeKind, str, int]] = []

    def add(self, text: str) -> None:
        """Append plain text."""
        self._parts.append(text)
        self._length += len(text)

    def start(self, kind: CodeKind, data: str = "") -> None:
        """Open an inline code; it stays open over `take` until `end`."""
        self._open.append((kind, data, self._length))

    def end(self) -> None:
        """Close the inline code that was opened last."""
        kind, data, start = self._open.pop()
        self._close(kind, data, start)

    def take(self) -> Segment:
        """Return what was collected, tidied, and begin anew; codes that are still open go on in the next segment."""
        for kind, data, start in self._open:
            self._close(kind, data, start)
        segment = tidy(Segment("".join(self._parts), tuple(merged(self._codes))))
        self._parts, self._length, self._codes = [], 0, []
        self._open = [(kind, data, 0) for kind, data, _ in self._open]
        return segment

    def _close(self, kind: CodeKind, data: str, start: int) -> None:
        if start < self._length:
            self._codes.append(InlineCode(kind, start, self._length, data))


def merged(codes: Iterable[InlineCode]) -> list[InlineCode]:
    """Return the codes in reading order, with neighbours of the same kind joined: Word cuts a bold phrase into runs."""
    kept: list[InlineCode] = []
    for code in sorted(codes, key=lambda item: (item.start, -item.end, item.kind)):
        last = next((i for i, other in enumerate(kept) if _continues(other, code)), None)
        if last is None:
            kept.append(code)
        else:
            kept[last] = replace(kept[last], end=max(kept[last].end, code.end))
    return kept


def _continues(first: InlineCode, second: InlineCode) -> bool:
    return first.kind is second.kind and first.data == second.data and first.end >= second.start
