"""A term that asks for its own capitals: Area (the zone) is no area, and AREA of a headline is neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tmflow.model.concept import Term

_WORD: Final = re.compile(r"[^\W_]+")
_ARTICLES: Final = frozenset(("the", "a", "an"))
_BEGINNING: Final = re.compile(r"(?:\A|[.!?…:。！？：\n])[\s\"'«“„‘(\[—–-]*\Z")


def same_capitals(term: Term, text: str, start: int, end: int) -> bool:
    """Whether what stands at `[start, end)` has the term's capitals; a sentence may begin with one of its own."""
    wanted, found = _words(term.text), _words(text[start:end])
    if len(wanted) != len(found):
        wanted, found = ["".join(wanted)], ["".join(found)]
    for place, (right, written) in enumerate(zip(wanted, found, strict=True)):
        begins = place == 0 and _BEGINNING.search(text, 0, start) is not None
        for at, (one, other) in enumerate(zip(right, written, strict=False)):
            if one.isupper() != other.isupper() and not (begins and at == 0 and other.isupper()):
                return False
    return True


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in _ARTICLES]
