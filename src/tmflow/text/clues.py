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
_WORD: Final = re.compile(r"[a-zа-я]+")


_ALWAYS: Final = 1
_MARGIN: Final = 20
"""No form of `Needs.near` reaches farther from its figures."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a text must hold to be worth a try: one of `words`, one of `pieces`, what `form` finds, or `near` figures.

    Words and pieces are in small letters, with е for ё; Chinese has pieces only. `near` must find a figure in all that
    it matches: it is looked for between the first and the last figure of the text only. A need with words, or with
    `gate`, is looked for first: what only patterns with such a need ask for besides is left alone where it is not met.
    """

    words: frozenset[str] = frozenset()
    pieces: tuple[str, ...] = ()
    form: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    gate: bool = False

    def met(self, clues: Clues) -> bool:
        """Whether the text holds what is needed."""
        if not self.words.isdisjoint(clues.words):
            return True
        if self.near and clues.figures and self.near.search(clues.figures):
            return True
        if any(piece in clues.text for piece in self.pieces):
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
    lowered = small_letters(text)
    words = frozenset(_WORD.findall(lowered))
    return Clues(lowered, words, near_figures(lowered))


def near_figures(text: str) -> str:
    """The part of a text from its first to its last figure and what is near them; empty where it has none."""
    first = _DIGIT.search(text)
    last = _DIGIT.search(text[::-1]) if first else None
    if not first or not last:
        return ""
    return text[max(0, first.start() - _MARGIN) : len(text) - last.start() + _MARGIN]


class Table(Generic[T]):
    """Patterns, each with what it needs; all of its needs must be met."""

    def __init__(self, rows: Iterable[tuple[T, tuple[Needs, ...]]]) -> None:
        """Number the needs; the looks of all are laid out by kind, for this is done for every text."""
        rows = tuple(rows)
        distinct = tuple(dict.fromkeys(needs for _, all_needs in rows for needs in all_needs))
        bits = {needs: 2 << n for n, needs in enumerate(distinct)}
        self._words: dict[str, int] = {}
        for needs in distinct:
            self._words |= {word: self._words.get(word, 0) | bits[needs] for word in needs.words}
        given = {needs: _gates(needs, rows, bits) for needs in distinct}
        by_gate = sorted(distinct, key=lambda needs: not needs.gate)
        self._near = tuple((needs.near.search, bits[needs], given[needs]) for needs in by_gate if needs.near)
        self._forms = tuple((needs.form.search, bits[needs], given[needs]) for needs in by_gate if needs.form)
        self._pieces = tuple((piece, bits[needs]) for needs in distinct for piece in needs.pieces)
        self._rows = tuple((row, sum({bits[needs] for needs in all_needs})) for row, all_needs in rows)
        self._worth: dict[int, tuple[T, ...]] = {}

    def worth(self, seen: Clues) -> tuple[T, ...]:
        """The patterns to try on a text, in their order; `seen` are its clues, or those of the text before masking."""
        met = _ALWAYS
        for word in self._words.keys() & seen.words:
            met |= self._words[word]
        for piece, bit in self._pieces:
            if piece in seen.text:
                met |= bit
        if seen.figures:
            for search, bit, given in self._near:
                if met & given and not met & bit and search(seen.figures):
                    met |= bit
        for search, bit, given in self._forms:
            if met & given and not met & bit and search(seen.text):
                met |= bit
        found = self._worth.get(met)
        if found is None:
            found = self._worth[met] = tuple(row for row, needed in self._rows if needed & met == needed)
        return found


def _gates(needs: Needs, rows: Iterable[tuple[T, tuple[Needs, ...]]], bits: dict[Needs, int]) -> int:
    """The bits of which one must be met for these needs to matter."""
    found = 0
    for _, all_needs in rows:
        if needs in all_needs:
            gates = [bits[other] for other in all_needs if other != needs and (other.words or other.gate)]
            found |= sum(gates) if gates and not needs.gate else _ALWAYS
    return found


def small_letters(text: str) -> str:
    """The text in small letters, every character in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def starts(
    pattern: regex.Pattern[str], text: str, words: frozenset[str], token: re.Pattern[str]
) -> list[regex.Match[str]]:
    """Return the matches of a pattern that begin where `token` finds its group or one of `words` (in small letters)."""
    found = []
    reach = 0
    for at in token.finditer(small_letters(text)):
        if at.lastindex or at[0] in words:
            start = at.start()
            match = pattern.match(text, start) if start >= reach else None
            if match:
                found.append(match)
                reach = match.end()
    return found
