"""Cheap looks at a text that tell which of the many patterns for figures and dates are worth trying on it.

Most sentences hold no month, no clock and no numeral. A pattern says what cannot be missing where it matches: one of
some words, one of some pieces of words, a short form like a figure before a colon. A `Table` looks for all of these
once and hands out the patterns that are left: of some forty for dates, two or three in a sentence with a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    import regex

T = TypeVar("T")
_DIGIT: Final = re.compile(r"\d")
_LAST_DIGIT: Final = re.compile(r".*\d", re.DOTALL)
_WORD: Final = re.compile(r"[a-zа-я]+")


_MARGIN: Final = 20
"""No form of `Needs.near` reaches farther from its figures."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a text must hold to be worth a try: one of `words`, one of `pieces`, what `form` finds, or `near` figures.

    Words and pieces are in small letters, with е for ё; Chinese has pieces only. `near` must find a figure in all that
    it matches: it is looked for between the first and the last figure of the text only.
    """

    words: frozenset[str] = frozenset()
    pieces: tuple[str, ...] = ()
    form: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None

    def met(self, clues: Clues) -> bool:
        """Whether the text holds what is needed."""
        return self.among(clues.words, clues)

    def among(self, words: frozenset[str], clues: Clues) -> bool:
        """Whether the text holds it, of whose words these count."""
        if self.words and not self.words.isdisjoint(words):
            return True
        if self.near and clues.figures and self.near.search(clues.figures):
            return True
        for piece in self.pieces:
            if piece in clues.text:
                return True
        return self.form is not None and self.form.search(clues.text) is not None


@dataclass(frozen=True, slots=True)
class Clues:
    """A text in small letters, the words of it (Latin and Russian), and its part with figures and what is near them."""

    text: str
    words: frozenset[str]
    figures: str


def clues(text: str) -> Clues:
    """Look at a text once."""
    lowered = text.lower()
    words = frozenset(_WORD.findall(lowered))
    first = _DIGIT.search(lowered)
    last = _LAST_DIGIT.match(lowered) if first else None
    if not first or not last:
        return Clues(lowered, words, "")
    return Clues(lowered, words, lowered[max(0, first.start() - _MARGIN) : last.end() + _MARGIN])


class Table(Generic[T]):
    """Patterns, each with what it needs; all of its needs must be met."""

    def __init__(self, rows: Iterable[tuple[T, tuple[Needs, ...]]]) -> None:
        """Number the needs, and note for each pattern which it has."""
        rows = tuple(rows)
        distinct = dict.fromkeys(needs for _, all_needs in rows for needs in all_needs)
        self._bits = {needs: 1 << n for n, needs in enumerate(distinct)}
        self._words = frozenset[str]().union(*(needs.words for needs in distinct))
        self._rows = [(row, sum({self._bits[needs] for needs in all_needs})) for row, all_needs in rows]
        self._worth: dict[int, tuple[T, ...]] = {}

    def worth(self, seen: Clues) -> tuple[T, ...]:
        """The patterns to try on a text, in their order; `seen` are its clues, or those of the text before masking."""
        words = seen.words & self._words
        met = 0
        for needs, bit in self._bits.items():
            if needs.among(words, seen):
                met |= bit
        found = self._worth.get(met)
        if found is None:
            found = self._worth[met] = tuple(row for row, needed in self._rows if needed & met == needed)
        return found


def starts(
    pattern: regex.Pattern[str], text: str, words: frozenset[str], token: re.Pattern[str]
) -> list[regex.Match[str]]:
    """Return the matches of a pattern that can only begin where `token` finds a digit or one of `words`."""
    found = []
    reach = 0
    for at in token.finditer(text):
        piece = at[0]
        if piece in words or piece[-1].isdigit() or piece.lower() in words:
            start = at.start()
            match = pattern.match(text, start) if start >= reach else None
            if match:
                found.append(match)
                reach = match.end()
    return found
