"""What comes again in the archive and could be a term: where it stands, and how it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.candidates import chinese, english, russian
from tmflow.candidates.repeats import repeated
from tmflow.candidates.words import Word, words
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_LONGEST: Final = {ZH: 16, EN: 9, RU: 8}
_LOOKED_AT: Final = 20
_TRIMMED: Final[dict[str, Callable[[Sequence[Word]], slice]]] = {
    ZH: chinese.trimmed,
    EN: english.trimmed,
    RU: russian.trimmed,
}
_WRITTEN: Final[dict[str, Callable[[Sequence[str]], str]]] = {
    ZH: lambda surfaces: surfaces[0],
    EN: english.dictionary_form,
    RU: russian.dictionary_form,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a phrase stands: `[start, end)` in the text of the archive's unit number `unit`."""

    unit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that come again together: `text` in its dictionary form, `size` in words (characters in Chinese).

    `whole` is false where they nearly always stand in one longer phrase.
    """

    lang: str
    text: str
    size: int
    spots: tuple[Spot, ...]
    units: frozenset[int]
    whole: bool = True


def collect(texts: Sequence[str], lang: str, *, fewest: int = 2, pieces: bool = False) -> list[Phrase]:
    """Return the phrases of one language that stand in the archive `fewest` times or more.

    Args:
        texts: the texts of the archive's units in order; an empty one where a unit has none in this language.
        lang: `zh`, `en` or `ru`.
        fewest: how often a phrase must stand.
        pieces: whether to give phrases too that stand in a longer one nearly always.
    """
    sequence: list[int] = []
    places: list[tuple[int, Word]] = []
    numbers: dict[str, int] = {}
    for unit, text in enumerate(texts):
        for word in (*words(text, lang), Word(len(text), len(text), "", "")):
            sequence.append(numbers.setdefault(word.key, len(numbers)) if word.key else -1)
            places.append((unit, word))
    found: dict[tuple[str, ...], set[Spot]] = {}
    whole: set[tuple[str, ...]] = set()
    for run in repeated(sequence, longest=_LONGEST[lang], fewest=fewest):
        first = [word for _, word in places[run.starts[0] : run.starts[0] + run.length]]
        kept = range(run.length)[_TRIMMED[lang](first)]
        if not kept or (not run.whole and (not pieces or len(kept) < run.length)):
            continue
        key = tuple(first[n].key for n in kept)
        spots = found.setdefault(key, set())
        if run.whole:
            whole.add(key)
        for start in run.starts.tolist():
            unit, begin = places[start + kept[0]]
            spots.add(Spot(unit, begin.start, places[start + kept[-1]][1].end))
    phrases = (_phrase(texts, lang, len(key), spots, whole=key in whole) for key, spots in found.items())
    return [phrase for phrase in phrases if lang != ZH or not _broken(texts, phrase)]


def _broken(texts: Sequence[str], phrase: Phrase) -> bool:
    """Whether the edges of a Chinese phrase lie inside words, at half of its places or more."""
    hits = 0
    for spot in phrase.spots[:_LOOKED_AT]:
        text = texts[spot.unit]
        before, after = text[spot.start - 1 : spot.start] if spot.start else "", text[spot.end : spot.end + 1]
        hits += chinese.splits_word(before, text[spot.start : spot.end], after)
    return 2 * hits >= min(len(phrase.spots), _LOOKED_AT)


def _phrase(texts: Sequence[str], lang: str, size: int, spots: Iterable[Spot], *, whole: bool) -> Phrase:
    ordered = tuple(sorted(spots, key=lambda spot: (spot.unit, spot.start)))
    surfaces = Counter(texts[spot.unit][spot.start : spot.end] for spot in ordered)
    written = _WRITTEN[lang]([surface for surface, _ in surfaces.most_common()])
    return Phrase(lang, written, size, ordered, frozenset(spot.unit for spot in ordered), whole)
