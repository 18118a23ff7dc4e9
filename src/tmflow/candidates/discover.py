"""Terms worth an entry: the whole way from an aligned archive to a ranked list."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.alignment import training
from tmflow.alignment.lexicon import merged
from tmflow.candidates import chinese, english, people
from tmflow.candidates.known import Known
from tmflow.candidates.phrases import Phrase, collect
from tmflow.candidates.renderings import Rendering, Renderings
from tmflow.model.concept import Kind
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tmflow.alignment.lexicon import Lexicon, PairTable
    from tmflow.candidates.archive import DatedUnit
    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import ConceptEntry

_SURE: Final = 0.4
_OFFERED: Final = 3
_PLACES: Final = 5
_WORD: Final = 0.6
"""What a common word is worth beside a name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit where the candidate stands."""

    release_id: str
    unit_id: str
    position: int
    date: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term worth an entry.

    `renderings` holds for each other language what the term became, best first, each with its score (0 to 1); `count`
    is how often the Chinese term stands in the archive, `releases` in how many releases, `first` and `last` the dates
    of the earliest and the latest of them (ISO 8601, or empty); `score` (0 to 1) ranks.
    """

    id: str
    text: str
    kind: Kind
    renderings: Mapping[str, tuple[tuple[str, float], ...]]
    count: int
    releases: int
    first: str
    last: str
    places: tuple[Place, ...]
    score: float


def identifier(text: str) -> str:
    """The id of a candidate: the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def discover(
    archive: Sequence[DatedUnit],
    entries: Mapping[str, ConceptEntry],
    recognizer: Recognizer,
    lexicon: Lexicon,
    *,
    fewest: int = 2,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[Candidate, ...]:
    """Return the terms of an archive that its glossary lacks, what is worth most first.

    Args:
        archive: aligned units; those without a Chinese text give nothing.
        entries: the glossary's entries by id.
        recognizer: all their terms.
        lexicon: association tables between the languages.
        fewest: how often a term must stand.
        step: told the language that is looked at next; may raise to stop.
    """
    phrases: dict[str, list[Phrase]] = {}
    known: dict[str, Known] = {}
    for lang in (ZH, EN, RU):
        step(lang)
        texts = [placed.unit.text(lang) for placed in archive]
        known[lang] = Known(texts, lang, recognizer)
        phrases[lang] = collect(texts, lang, fewest=fewest, pieces=lang != ZH)
    named = people.collect(archive, fewest=fewest)
    found = [_person(archive, person) for person in named if not known[ZH].covers(person.phrase)]
    spans = people.spans(archive)
    open_phrases = [
        phrase for phrase in phrases[ZH] if not known[ZH].covers(phrase) and not people.touched(phrase, spans)
    ]
    renderings = {lang: Renderings(phrases[lang], _table(archive, entries, lexicon, lang)) for lang in (EN, RU)}
    for phrase in open_phrases:
        best = {
            lang: _better(renderings[lang].best(phrase, known[ZH].pieces(phrase, entries, lang))) for lang in (EN, RU)
        }
        if any(best.values()):
            found.append(_candidate(archive, phrase, best))
    return tuple(sorted(_without_pieces(found), key=lambda each: (-each.score, each.text)))


def _table(archive: Sequence[DatedUnit], entries: Mapping[str, ConceptEntry], lexicon: Lexicon, lang: str) -> PairTable:
    """What is known of Chinese and another language, with what the archive and the glossary teach besides."""

    def rows() -> Iterator[tuple[str, str]]:
        for placed in archive:
            if placed.unit.text(ZH) and placed.unit.text(lang):
                yield placed.unit.text(ZH), placed.unit.text(lang)
        for entry in entries.values():
            chinese_terms, others = (
                [term.text for term in entry.in_language(each) if term.status.accepted] for each in (ZH, lang)
            )
            for term in chinese_terms[:1]:
                yield from ((term, other) for other in others)

    own, shipped = training.learn(rows), lexicon.pair(ZH, lang)
    return own if shipped is None else merged(shipped, own)


def _better(found: Iterable[Rendering]) -> tuple[tuple[str, float], ...]:
    return tuple((each.phrase.text, round(each.score, 3)) for each in list(found)[:_OFFERED] if each.score >= _SURE)


def _candidate(
    archive: Sequence[DatedUnit], phrase: Phrase, renderings: Mapping[str, tuple[tuple[str, float], ...]]
) -> Candidate:
    kind = chinese.kind(phrase.text)
    trust = sum(found[0][1] for found in renderings.values() if found) / len(renderings)
    return _placed(archive, phrase, kind, renderings, trust)


def _person(archive: Sequence[DatedUnit], person: people.Person) -> Candidate:
    renderings = {lang: tuple((text, 1.0) for text in found) for lang, found in person.renderings.items()}
    return _placed(archive, person.phrase, Kind.PERSON, renderings, 1.0)


def _placed(
    archive: Sequence[DatedUnit],
    phrase: Phrase,
    kind: Kind,
    renderings: Mapping[str, tuple[tuple[str, float], ...]],
    trust: float,
) -> Candidate:
    placed = [archive[unit] for unit in sorted(phrase.units)]
    dates = sorted({each.date for each in placed if each.date})
    releases = len({each.unit.release_id for each in placed})
    often = 1 - 1 / (1 + math.log2(len(phrase.spots)) * math.log2(1 + phrase.size) * math.sqrt(releases))
    return Candidate(
        id=identifier(phrase.text),
        text=phrase.text,
        kind=kind,
        renderings=renderings,
        count=len(phrase.spots),
        releases=releases,
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        places=tuple(
            Place(each.unit.release_id, each.unit.id, each.unit.position, each.date) for each in placed[:_PLACES]
        ),
        score=round(trust * often * (1.0 if _is_name(kind, renderings) else _WORD), 4),
    )


def _place(placed: DatedUnit) -> Place:
    return Place(placed.unit.release_id, placed.unit.id, placed.unit.position, placed.date)


def _is_name(kind: Kind, renderings: Mapping[str, tuple[tuple[str, float], ...]]) -> bool:
    """Whether a term names something: English writes it with capitals."""
    found = renderings.get(EN, ())
    return english.is_name(found[0][0]) if found else kind is not Kind.TERM


def _without_pieces(found: Iterable[Candidate]) -> Iterable[Candidate]:
    """Drop a candidate with the same renderings as a longer or better one that holds it: it is a piece."""
    kept: list[Candidate] = []
    for each in sorted(found, key=lambda candidate: (-candidate.score, -len(candidate.text))):
        first = {lang: found[0][0] for lang, found in each.renderings.items() if found}
        if any(
            (each.text in other.text or other.text in each.text)
            and any(found and found[0][0] == first.get(lang) for lang, found in other.renderings.items())
            for other in kept
        ):
            continue
        kept.append(each)
    return kept
