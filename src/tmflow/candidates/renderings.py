"""What a Chinese phrase became in another language: phrases that keep its company, weighed by what their words mean.

Two phrases that stand in the same units belong together (Dice's coefficient); of several that do, the one whose words
explain the characters and are explained by them: by the association tables of the aligner, by the glossary, by sound.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment.tokens import tokens
from tmflow.candidates import english, russian
from tmflow.candidates.words import words
from tmflow.model.language import EN, ZH
from tmflow.text import names, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.alignment.lexicon import PairTable
    from tmflow.candidates.phrases import Phrase

_CONSIDERED: Final = 30
_TOGETHER: Final = 0.34
_EMPTY: Final = english.LINKS | russian.LINKS | {"a", "an", "г"}
_STRONG: Final = 0.25
"""An association probability from which on a word counts as explained altogether."""
_OTHER_RANK: Final = 0.7
"""What a fit is worth where one says deputy and the other does not."""

_SPELT: Final = 4
"""Letters of a word at least that characters must spell."""

_ALIKE: Final = 0.7
"""A name that sounds as much like it is the same one, where both keep company."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A phrase that renders another: `dice` by the company they keep, `fit` by their words, both 0 to 1."""

    phrase: Phrase
    dice: float
    fit: float

    @property
    def score(self) -> float:
        """Both together: company counts for more the oftener it was kept."""
        often = len(self.phrase.units)
        return 0.5 * self.fit + 0.4 * self.dice * often / (often + 1) + 0.1 * self.phrase.whole


class Renderings:
    """Finds the renderings of phrases among the phrases of one other language.

    Args:
        phrases: those of the other language.
        table: word associations between Chinese and that language.
    """

    def __init__(self, phrases: Sequence[Phrase], table: PairTable) -> None:
        self._phrases = phrases
        self._lang = phrases[0].lang if phrases else EN
        self._table = table
        self._rows: dict[tuple[int, int], dict[int, float]] = {}
        self._by_unit: dict[int, list[int]] = {}
        for number, phrase in enumerate(phrases):
            for unit in phrase.units:
                self._by_unit.setdefault(unit, []).append(number)

    def best(self, phrase: Phrase, known: Mapping[str, frozenset[str]]) -> list[Rendering]:
        """Return what may render a Chinese phrase, best first.

        Args:
            phrase: the Chinese phrase.
            known: pieces of it that the glossary knows, each with the words (lower case) of its accepted terms.
        """
        together = Counter(number for unit in phrase.units for number in self._by_unit.get(unit, ()))
        scored = sorted(
            ((2 * both / (len(phrase.units) + len(self._phrases[n].units)), n) for n, both in together.items()),
            reverse=True,
        )
        found = [
            Rendering(self._phrases[n], dice, self._fit(phrase.text, self._phrases[n].text, known))
            for dice, n in scored[:_CONSIDERED]
            if dice >= _TOGETHER
        ]
        return sorted(found, key=lambda rendering: (-rendering.score, rendering.phrase.text))

    def _fit(self, chinese: str, other: str, known: Mapping[str, frozenset[str]]) -> float:
        """The harmonic mean of how much of each phrase the other explains, 0 to 1."""
        theirs = [word.text.lower() for word in words(other, self._lang) if word.key and word.key not in _EMPTY]
        if not theirs:
            return 0.0
        if len(theirs) == 1 and other[:1].isupper() and names.likeness(chinese, ZH, other, self._lang) >= _ALIKE:
            return 1.0
        strength = np.array([self._strengths(chinese, word, known) for word in theirs])
        of_other, of_chinese = strength.max(axis=1).mean(), strength.max(axis=0).mean()
        if not of_chinese or not of_other:
            return 0.0
        same_rank = _rank_words(chinese, ZH) == _rank_words(other, self._lang)
        return float(2 * of_chinese * of_other / (of_chinese + of_other)) * (1.0 if same_rank else _OTHER_RANK)

    def _strengths(self, chinese: str, word: str, known: Mapping[str, frozenset[str]]) -> list[float]:
        """How well a word is explained by each character: by association, by the glossary, by sound."""
        found = [0.0] * len(chinese)
        for at in range(len(chinese)):
            for token in (chinese[at], chinese[at : at + 2]):
                value = self._associated(token, word)
                for place in range(at, at + len(token)):
                    found[place] = max(found[place], value)
        pieces = [piece for piece, rendered in known.items() if word in rendered and piece in chinese]
        spans = [range(chinese.find(piece), chinese.find(piece) + len(piece)) for piece in pieces]
        for place in chain(*spans, _sounded(chinese, word, self._lang)):
            found[place] = 1.0
        return found

    def _associated(self, token: str, word: str) -> float:
        stem = _stem(word)
        value = max(self._probability(0, token, stem), self._probability(1, stem, token))
        return min(1.0, value / _STRONG)

    def _probability(self, side: int, source: str, target: str) -> float:
        """t(target | source); side 0 leads from Chinese."""
        number, wanted = self._table.ids[side].get(source), self._table.ids[1 - side].get(target)
        if number is None or wanted is None:
            return 0.0
        if (side, number) not in self._rows:
            rows = self._table.directions[side]
            begin, end = int(rows.start[number]), int(rows.start[number + 1])
            pairs = zip(rows.target[begin:end].tolist(), rows.probability[begin:end].tolist(), strict=True)
            self._rows[side, number] = dict(pairs)
        return self._rows[side, number].get(wanted, 0.0)


@lru_cache(maxsize=50_000)
def _rank_words(text: str, lang: str) -> tuple[str, ...]:
    return tuple(sorted(rank.kind for rank in titles.ranks(text, lang)))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return next(iter(tokens(word)), "")


def _sounded(chinese: str, word: str, lang: str) -> Iterable[int]:
    """The places of the characters that a word spells: 青岛 of Qingdao, Циндао, Циндаоский."""
    for size in (4, 3, 2):
        for at in range(len(chinese) - size + 1):
            spelt = _spelt(chinese[at : at + size], lang)
            if len(spelt) >= _SPELT and word.replace("ё", "е").startswith(spelt):
                return range(at, at + size)
    return ()


@lru_cache(maxsize=50_000)
def _spelt(chinese: str, lang: str) -> str:
    written = names.pinyin_name(chinese) if lang == EN else names.palladius(chinese)
    return "".join(char for char in written.lower().replace("ё", "е") if char.isalpha())
