"""Cheap looks at a text that tell which of the many patterns for figures and dates are worth trying on it.

Most sentences hold no month, no clock and no numeral. A pattern says what cannot be missing where it matches: a digit,
one of some words, one of some pieces of words. Looking for these costs a small part of trying the pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import regex

_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"[a-zа-я]+")


@dataclass(frozen=True, slots=True)
class Needs:
    """What a text must hold to be worth a try: a digit, if `digit`; one of `words`, or of `pieces`, if there are any.

    Words and pieces are in small letters, with е for ё; Chinese has pieces only. `form` is a last, cheap look.
    """

    digit: bool = False
    words: frozenset[str] = frozenset()
    pieces: tuple[str, ...] = ()
    form: re.Pattern[str] | None = None

    def met(self, clues: Clues) -> bool:
        """Whether the text holds what is needed."""
        if self.digit and not clues.digits:
            return False
        if not (self.words or self.pieces or self.form):
            return True
        if not self.words.isdisjoint(clues.words) or any(piece in clues.text for piece in self.pieces):
            return True
        return self.form is not None and self.form.search(clues.text) is not None


ANYTHING: Final = Needs()


@dataclass(frozen=True, slots=True)
class Clues:
    """A text in small letters, the words of it (Latin and Russian), and whether it has a digit."""

    text: str
    words: frozenset[str]
    digits: bool
    _known: dict[int, bool] = field(default_factory=dict, repr=False, compare=False)

    def allow(self, needs: Needs) -> bool:
        """Whether a pattern with these needs is worth a try; looked for once."""
        known = self._known.get(id(needs))
        if known is None:
            known = self._known[id(needs)] = needs.met(self)
        return known


def clues(text: str) -> Clues:
    """Look at a text once."""
    lowered = text.lower()
    return Clues(lowered, frozenset(_WORD.findall(lowered)), _DIGIT.search(text) is not None)


def starts(
    pattern: regex.Pattern[str], text: str, words: frozenset[str], token: re.Pattern[str]
) -> list[regex.Match[str]]:
    """Return the matches of a pattern that can only begin where `token` finds a digit or one of `words`."""
    found = []
    reach = 0
    for at in token.finditer(text):
        if at.start() < reach:
            continue
        piece = at.group()
        if piece[-1].isdigit() or piece.lower() in words:
            match = pattern.match(text, at.start())
            if match:
                found.append(match)
                reach = match.end()
    return found
