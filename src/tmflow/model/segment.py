"""Text with inline codes. Codes stand beside the text (stand-off), so that every rule works on plain characters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class CodeKind(StrEnum):
    """What an inline code does to the characters it spans."""

    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"


@dataclass(frozen=True, slots=True)
class InlineCode:
    """A paired code over `text[start:end]` (offsets in code points, `start < end`); `data` is a link's address."""

    kind: CodeKind
    start: int
    end: int
    data: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and the codes inside it; equality is of both."""

    text: str
    codes: tuple[InlineCode, ...] = ()

    def slice(self, start: int, end: int) -> Segment:
        """Return `text[start:end]` with the codes clipped to it and moved to the new origin."""
        kept = (
            replace(code, start=max(code.start, start) - start, end=min(code.end, end) - start)
            for code in self.codes
            if code.start < end and code.end > start
        )
        return Segment(self.text[start:end], tuple(kept))

    def strip(self) -> Segment:
        """Return the segment without blanks at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, start + len(self.text.strip()))

    def join(self, other: Segment, separator: str = "") -> Segment:
        """Return this segment, `separator` and `other` as one."""
        shift = len(self.text) + len(separator)
        moved = tuple(replace(code, start=code.start + shift, end=code.end + shift) for code in other.codes)
        return Segment(self.text + separator + other.text, self.codes + moved)
