"""Brackets and quotes at the ends of a term belong to its mention: （齐鲁号）, («Цилу»), “五大中心”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tmflow.model.concept import Term

_OPENING: Final = frozenset("(（[［«“„‘\"'《〈「『")
_CLOSING: Final = frozenset(")）]］»”’\"'》〉」』")


def with_marks(term: Term, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened over as many opening and closing marks as the term itself has at its ends."""
    if not term.text[-1:].isalnum():
        for char in reversed(term.text):
            if char.isalnum() or end >= len(text) or text[end] not in _CLOSING:
                break
            end += 1
    if not term.text[:1].isalnum():
        for char in term.text:
            if char.isalnum() or start == 0 or text[start - 1] not in _OPENING:
                break
            start -= 1
    return start, end
