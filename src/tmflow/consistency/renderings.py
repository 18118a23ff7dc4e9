"""One concept, all its renderings: which, how often, in which releases, since when.

Inflected forms of a term are one rendering. A mention inside the mention of a longer term belongs to that one. Where
the source names a concept and a version has none of its listed terms, the place is counted as unlisted: by reference
("the Area"), by a rendering that the glossary does not know, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tmflow.model.concept import Kind, Status
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import ConceptEntry, Mention, Term
    from tmflow.model.unit import TranslationUnit


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit in its release: `date` is the release's, ISO 8601 or empty; `draft` tells that it can still be changed."""

    unit: TranslationUnit
    release_id: str
    date: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rendering stands: `[start, end)` of the unit's text in `lang`."""

    release_id: str
    unit_id: str
    position: int
    date: str
    draft: bool
    lang: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """One term of a concept in use; `first` and `last` are the dates of the first and last release with it."""

    term: Term
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """The term as the glossary writes it."""
        return self.term.text

    @property
    def status(self) -> Status:
        """Its status in the glossary."""
        return self.term.status

    @property
    def wrong(self) -> tuple[Place, ...]:
        """The places where the glossary does not accept it at the date of the release."""
        return tuple(place for place in self.places if not self.term.accepted_at(place.date))

    @property
    def count(self) -> int:
        """How often it stands in the archive."""
        return len(self.places)

    @property
    def releases(self) -> tuple[str, ...]:
        """The releases in which it stands, by id."""
        return tuple(sorted({place.release_id for place in self.places}))

    @property
    def first(self) -> str:
        """The date of the first dated release with it, or empty."""
        return min((place.date for place in self.places if place.date), default="")

    @property
    def last(self) -> str:
        """The date of the last dated release with it, or empty."""
        return max((place.date for place in self.places if place.date), default="")


@dataclass(frozen=True, slots=True)
class Finding:
    """All renderings of one concept in one language, frequent ones first."""

    concept_id: str
    kind: Kind
    lang: str
    renderings: tuple[Rendering, ...]
    preferred: str
    unlisted: tuple[Place, ...] = field(default=())

    @property
    def drift(self) -> bool:
        """Whether a rendering is in use that the glossary does not accept."""
        return any(rendering.wrong for rendering in self.renderings)

    @property
    def harm(self) -> int:
        """How urgent it is, 0 to 100: the share and number of wrong places, drafts (still to be mended) twice."""
        wrong = [place for rendering in self.renderings for place in rendering.wrong]
        total = sum(rendering.count for rendering in self.renderings)
        if not wrong:
            return 0
        weight = sum(2 if place.draft else 1 for place in wrong)
        share = len(wrong) / total
        grave = 20 if self.kind in {Kind.TITLE, Kind.PERSON, Kind.ORGANISATION} else 0
        return min(100, round(30 * share + grave + 10 * min(weight, 5)))


def collect(
    units: Iterable[PlacedUnit],
    entries: Mapping[str, ConceptEntry],
    recognizer: Recognizer,
    *,
    source_lang: str = "zh",
    only: str | None = None,
) -> tuple[Finding, ...]:
    """Return a finding for each concept and language that occurs, the harmful first, then by frequency.

    Args:
        units: the archive, in any order.
        entries: the glossary by concept id.
        recognizer: all its terms.
        source_lang: the language whose mentions the unlisted places are counted against.
        only: a concept's id, to look at that one alone.
    """
    found: dict[tuple[str, str], dict[str, tuple[Term, list[Place]]]] = {}
    unlisted: dict[tuple[str, str], list[Place]] = {}
    for placed in units:
        mentions = {
            lang: _wanted(recognizer.find(placed.unit.text(lang), lang), entries, only)
            for lang in LANGUAGES
            if placed.unit.text(lang)
        }
        for lang, here in mentions.items():
            for mention in here:
                key = (mention.term.concept_id, lang)
                of_term = found.setdefault(key, {}).setdefault(mention.term.id, (mention.term, []))
                of_term[1].append(_place(placed, lang, mention.start, mention.end, mention.text))
        named = {mention.term.concept_id for mention in mentions.get(source_lang, ())}
        for lang, here in mentions.items():
            inner = (
                {m.term.concept_id for m in recognizer.find(placed.unit.text(lang), lang, nested=True)}
                if named
                else set()
            )
            for concept in named - inner - {m.term.concept_id for m in here}:
                unlisted.setdefault((concept, lang), []).append(_place(placed, lang, 0, 0, ""))
    findings = [
        _finding(entries[concept], lang, found.get((concept, lang), {}), unlisted.get((concept, lang), []))
        for concept, lang in sorted(found.keys() | unlisted.keys())
    ]
    return tuple(sorted(findings, key=lambda f: (-f.harm, -sum(r.count for r in f.renderings), f.concept_id, f.lang)))


def _wanted(mentions: Iterable[Mention], entries: Mapping[str, ConceptEntry], only: str | None) -> list[Mention]:
    """The mentions to count, one a place and concept: of two terms of one concept the one that is written there."""
    best: dict[tuple[str, int, int], Mention] = {}
    for mention in mentions:
        concept = mention.term.concept_id
        if concept in entries and only in {None, concept}:
            key = (concept, mention.start, mention.end)
            if key not in best or _fitness(mention) > _fitness(best[key]):
                best[key] = mention
    return list(best.values())


def _fitness(mention: Mention) -> tuple[bool, bool, bool]:
    term = mention.term
    return term.text == mention.text, term.status is Status.PREFERRED, term.status.accepted


def _place(placed: PlacedUnit, lang: str, start: int, end: int, text: str) -> Place:
    unit = placed.unit
    return Place(placed.release_id, unit.id, unit.position, placed.date, placed.draft, lang, start, end, text)


def _finding(
    entry: ConceptEntry, lang: str, terms: Mapping[str, tuple[Term, list[Place]]], unlisted: list[Place]
) -> Finding:
    renderings = sorted(
        (Rendering(term, tuple(places)) for term, places in terms.values()), key=lambda r: (-r.count, r.text)
    )
    preferred = entry.preferred(lang)
    return Finding(entry.id, entry.kind, lang, tuple(renderings), preferred.text if preferred else "", tuple(unlisted))
