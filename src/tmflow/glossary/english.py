"""English word forms for the recognizer: number, possessive, article, British and American spelling, capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.glossary.words import Words
from tmflow.text.english import base_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.glossary.words import Pattern
    from tmflow.model.concept import Term

_WORD: Final = re.compile(r"(?<![^\W_])(?:[A-Za-z]\. ?){1,5}[A-Za-z]\.|[^\W_]+(?:'[^\W_]+)*|&")
_POSSESSIVES: Final = frozenset({"'s", "'S"})
_ARTICLES: Final = frozenset({"the", "The", "a", "an", "An"})


class EnglishGrammar:
    """English for the word index."""

    def words(self, folded: str) -> Words:
        """Words without articles; dotted abbreviations (`U.S.`) are one word; `ends` leave out a possessive `'s`."""
        found = [match for match in _WORD.finditer(folded) if match.group() not in _ARTICLES]
        surfaces = [match.group() for match in found]
        ends = [match.end() for match in found]
        if "'" in folded:
            for place, surface in enumerate(surfaces):
                if surface[-2:] in _POSSESSIVES:
                    ends[place] -= 2
        return Words(surfaces, [match.start() for match in found], ends)

    keys = staticmethod(base_forms)

    def note(self, folded: str, words: Words) -> object:
        """For each word the places of its capitals."""
        del folded
        return tuple(
            tuple(place for place, char in enumerate(surface.replace(".", "").replace(" ", "")) if char.isupper())
            for surface in words.surfaces
        )

    def forms(self, term: Term) -> tuple[str, ...]:
        """None: an English term needs no hints."""
        del term
        return ()

    def agrees(self, pattern: Pattern, surfaces: Sequence[str], before: str, after: str) -> bool:
        """A capital in the term wants a capital at the same place of the text's word."""
        del before, after
        capitals = pattern.grammar
        if not isinstance(capitals, tuple):
            return False
        for places, surface in zip(capitals, surfaces, strict=True):
            if places:
                plain = surface.replace(".", "").replace(" ", "")
                if any(place < len(plain) and not plain[place].isupper() for place in places):
                    return False
        return True
