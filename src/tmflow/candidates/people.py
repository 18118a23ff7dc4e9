"""People whom the archive names and the glossary does not: their names in the three languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from tmflow.candidates import russian
from tmflow.candidates.phrases import Phrase, Spot
from tmflow.model.language import EN, RU, ZH
from tmflow.text import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.candidates.archive import DatedUnit
    from tmflow.text.names import PersonMention

_OFFERED: Final = 3
_ALIKE: Final = 0.75
_CAPITALS: Final = regex.compile(r"\p{Lu}[\p{L}’'-]+(?:[ \u00a0]\p{Lu}[\p{L}’'-]+){1,3}")
"""Two to four words with capitals: what a foreign name may be."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person: where the Chinese name stands, and the names in the other languages, the commonest first."""

    phrase: Phrase
    renderings: Mapping[str, tuple[str, ...]]


def spans(archive: Sequence[DatedUnit]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """The names of people in the Chinese texts: `[start, end)` by unit."""
    return {
        unit: tuple((mention.start, mention.end) for mention in names.find_people(placed.unit.text(ZH), ZH))
        for unit, placed in enumerate(archive)
    }


def touched(phrase: Phrase, people: Mapping[int, tuple[tuple[int, int], ...]]) -> bool:
    """Whether a phrase is a person's name, holds one or lies in one, at half of its places or more."""
    spots = phrase.spots[:20]
    hits = sum(any(start < spot.end and spot.start < end for start, end in people.get(spot.unit, ())) for spot in spots)
    return 2 * hits >= len(spots)


def collect(archive: Sequence[DatedUnit], *, fewest: int = 2) -> list[Person]:
    """Return the people whose Chinese name stands `fewest` times or more, with what the other versions call them."""
    spots: dict[str, list[Spot]] = {}
    called: dict[str, dict[str, Counter[str]]] = {}
    for unit, placed in enumerate(archive):
        for mention in names.find_people(placed.unit.text(ZH), ZH):
            spots.setdefault(mention.text, []).append(Spot(unit, mention.start, mention.end))
            for lang in (EN, RU):
                counts = called.setdefault(mention.text, {}).setdefault(lang, Counter())
                counts.update(_renderings(placed.unit.text(lang), lang, mention))
    return [
        Person(
            Phrase(ZH, name, len(name), tuple(found), frozenset(spot.unit for spot in found)),
            {lang: tuple(text for text, _ in called[name][lang].most_common(_OFFERED)) for lang in (EN, RU)},
        )
        for name, found in spots.items()
        if len(found) >= fewest
    ]


def _renderings(text: str, lang: str, person: PersonMention) -> Iterator[str]:
    """What a text in another language calls a person: found by the key of a Chinese name, by the sound of others."""
    if person.key:
        for mention in names.find_people(text, lang):
            if mention.key == person.key:
                yield f"{mention.surname} {mention.given}".strip()
        return
    runs = _CAPITALS.findall(text)
    best = max(runs, key=lambda run: names.likeness(person.text, ZH, run, lang), default="")
    if best and names.likeness(person.text, ZH, best, lang) >= _ALIKE:
        yield russian.dictionary_form([best]) if lang == RU else best
