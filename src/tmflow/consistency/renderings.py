"""One concept, all its renderings: which, how often, in which releases, since when.

Inflected forms of a term are one rendering. A mention inside the mention of a longer term belongs to that one. Where
the source names a concept and a version has none of its listed terms, the place is counted as unlisted: by reference
("the Area"), by a rendering that the glossary does not know, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tmflow.model.concept import Kind

if TYPE_CHECKING:
    from tmflow.model.concept import Status, Term
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
        if self.status.accepted:
            return ()
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
