"""What the glossary knows already: terms that stand at a phrase's places, and renderings of its pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.candidates import chinese, english, russian
from tmflow.candidates.words import words
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.candidates.phrases import Phrase, Spot
    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import ConceptEntry, Mention

_LINKS: Final = {ZH: chinese.FUNCTION | frozenset("兼十百千万亿"), EN: english.LINKS, RU: russian.LINKS}
_LOOKED_AT: Final = 40
_MOSTLY: Final = 0.7


class Known:
    """The glossary's mentions in the archive, of one language.

    Args:
        texts: the texts of the archive's units.
        lang: their language.
        recognizer: finds the terms.
    """

    def __init__(self, texts: Sequence[str], lang: str, recognizer: Recognizer) -> None:
        self._texts, self._lang, self._recognizer = texts, lang, recognizer
        self._mentions: dict[int, tuple[Mention, ...]] = {}

    def mentions(self, unit: int) -> tuple[Mention, ...]:
        """The terms mentioned in a unit, nested ones too."""
        if unit not in self._mentions:
            self._mentions[unit] = self._recognizer.find(self._texts[unit], self._lang, nested=True)
        return self._mentions[unit]

    def covers(self, phrase: Phrase) -> bool:
        """Whether a phrase is a term that the glossary has, a piece of one, or terms beside each other."""
        spots = phrase.spots[:_LOOKED_AT]
        return sum(self._covered(spot) for spot in spots) > _MOSTLY * len(spots)

    def _covered(self, spot: Spot) -> bool:
        free = set(range(spot.start, spot.end))
        for mention in self.mentions(spot.unit):
            if mention.start < spot.start < mention.end or mention.start < spot.end < mention.end:
                return True
            free -= set(range(mention.start, mention.end))
        left = "".join(self._texts[spot.unit][at] if at in free else " " for at in range(spot.start, spot.end))
        return all(word.text.lower() in _LINKS[self._lang] for word in words(left, self._lang))

    def pieces(self, phrase: Phrase, entries: Mapping[str, ConceptEntry], lang: str) -> Mapping[str, frozenset[str]]:
        """The terms inside a phrase with the words (lower case) of their accepted renderings in `lang`."""
        spot = phrase.spots[0]
        found: dict[str, frozenset[str]] = {}
        for mention in self.mentions(spot.unit):
            entry = entries.get(mention.term.concept_id)
            if entry is None or mention.start < spot.start or mention.end > spot.end:
                continue
            rendered = (term.text for term in entry.in_language(lang) if term.status.accepted)
            found[mention.text] = frozenset(word.text.lower() for text in rendered for word in words(text, lang))
        return found
