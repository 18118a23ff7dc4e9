"""An index of Chinese terms: every hit on folded characters, no word segmenter.

Quotes, blanks, dashes and middle dots are left out of what is compared; a comma inside a hit must be in the term too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.model.concept import Term

_IGNORED: Final = re.compile(r"[\"'·\- *《》<>,、.:\[\]()]")
_HARD: Final = frozenset(",、.:;()[]")
_NOT_CHINA: Final = re.compile(r"(?:(?<=发展)|(?<=[其集高初空当心]))中国(?=[家际内有企产资库标土])")
"""Places where 中国 is two halves of other words (发展中国家, 其中国有企业)."""


def _skeleton(folded: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Lower-case characters without the ignored signs, and their offsets in the original."""
    lowered = folded.lower()
    if len(lowered) != len(folded):
        lowered = folded
    if not _IGNORED.search(lowered):
        return lowered, offsets
    kept = [place for place, char in enumerate(lowered) if not _IGNORED.match(char)]
    return "".join([lowered[place] for place in kept]), [offsets[place] for place in kept]


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    skeleton: str
    hard: bool


class ChineseIndex:
    """Terms of Chinese, found by their first two characters. See `Recognizer` for the use from several threads."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._buckets: dict[str, dict[int, dict[str, tuple[_Entry, ...]]]] = {}

    def add(self, term: Term) -> None:
        """Add a term whose id is new; a term without any character is never found."""
        folded, offsets = fold(term.text, "zh")
        skeleton, _ = _skeleton(folded, offsets)
        if not skeleton:
            return
        entry = _Entry(term, skeleton, any(char in _HARD for char in folded.strip("()[]")))
        head = self._buckets.setdefault(skeleton[:2], {}).setdefault(len(skeleton), {})
        head[skeleton] = (*head.get(skeleton, ()), entry)
        self._entries[term.id] = entry

    def discard(self, term_id: str) -> None:
        """Take a term out, if it is there."""
        entry = self._entries.pop(term_id, None)
        if entry is None:
            return
        skeleton = entry.skeleton
        lengths = self._buckets[skeleton[:2]]
        left = tuple(other for other in lengths[len(skeleton)][skeleton] if other is not entry)
        if left:
            lengths[len(skeleton)][skeleton] = left
        else:
            del lengths[len(skeleton)][skeleton]

    def hits(self, text: str) -> Iterator[tuple[Term, int, int]]:
        """Every mention of every term as `(term, start, end)` in the text as it came."""
        folded, offsets = fold(text, "zh")
        chars, places = _skeleton(folded, offsets)
        not_china = {offsets[match.start()] for match in _NOT_CHINA.finditer(folded)}
        buckets = self._buckets
        size = len(chars)
        for at in range(size):
            for head in (chars[at : at + 2], chars[at]) if at + 1 < size else (chars[at],):
                lengths = buckets.get(head)
                if lengths is None:
                    continue
                for length, terms in tuple(lengths.items()):
                    for entry in terms.get(chars[at : at + length], ()):
                        start, end = places[at], places[at + length - 1] + 1
                        if start not in not_china and _whole(text, start, end) and _unbroken(entry, text, start, end):
                            yield entry.term, start, end


def _is_latin(char: str) -> bool:
    return char.isalnum() and (char < "\u2e80" or "\uff00" <= char)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number is cut at the ends."""
    if start and _is_latin(text[start]) and _is_latin(text[start - 1]):
        return False
    return not (end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]))


def _unbroken(entry: _Entry, text: str, start: int, end: int) -> bool:
    """Whether the hit crosses no punctuation that the term has not."""
    if entry.hard or end - start == len(entry.skeleton):
        return True
    return _HARD.isdisjoint(fold(text[start:end], "zh")[0].strip("()[]"))
