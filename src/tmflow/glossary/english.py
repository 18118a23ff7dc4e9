"""English word forms for the recognizer: number, possessive, article, British and American spelling, capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.glossary.words import Words, cut
from tmflow.text.english import base_forms

if TYPE_CHECKING:
    from tmflow.glossary.words import Pattern
    from tmflow.model.concept import Term

_WORD: Final = re.compile(r"([^\W_]+(?:'[^\W_]+)*|&)")
_DOTTED: Final = re.compile(r"((?<![^\W_])(?:[A-Za-z]\. ?){1,5}[A-Za-z]\.|[^\W_]+(?:'[^\W_]+)*|&)")
_TWO_DOTS: Final = re.compile(r"\.(?<=[A-Za-z]\.) ?[A-Za-z]\.")
"""Where no abbreviation with dots can stand, as in most texts, words are cut at a third of the price."""
_POSSESSIVES: Final = frozenset({"'s", "'S"})
_ARTICLES: Final = frozenset({"the", "The", "a", "an", "An"})


class EnglishGrammar:
    """English for the word index."""

    def words(self, folded: str) -> Words:
        """Words without articles; dotted abbreviations (`U.S.`) are one word; `ends` leave out a possessive `'s`."""
        words = cut(_DOTTED if _TWO_DOTS.search(folded) else _WORD, folded)
        if not _ARTICLES.isdisjoint(words.surfaces):
            kept = [place for place, surface in enumerate(words.surfaces) if surface not in _ARTICLES]
            words = Words(
                [words.surfaces[place] for place in kept],
                [words.starts[place] for place in kept],
                [words.ends[place] for place in kept],
            )
        if "'" in folded:
            for place, surface in enumerate(words.surfaces):
                if surface[-2:] in _POSSESSIVES:
                    words.ends[place] -= 2
        return words

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

    def agrees(self, pattern: Pattern, surfaces: tuple[str, ...], before: str, after: str) -> bool:
        """A capital in the term wants a capital at the same place of the text's word."""
        del before, after
        if surfaces == pattern.surfaces:
            return True
        capitals = pattern.grammar
        if not isinstance(capitals, tuple):
            return False
        for places, surface in zip(capitals, surfaces, strict=True):
            if places:
                plain = surface.replace(".", "").replace(" ", "")
                if any(place < len(plain) and not plain[place].isupper() for place in places):
                    return False
        return True
