"""The glossary: concept entries, each with terms in several languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a concept is."""

    PERSON = "person"
    TITLE = "title"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    SLOGAN = "slogan"
    FORMULATION = "formulation"
    ABBREVIATION = "abbreviation"
    TERM = "term"


class Status(StrEnum):
    """TBX administrative status of a term; a draft is a proposal that no owner has approved."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"
    DRAFT = "draft"

    @property
    def accepted(self) -> bool:
        """Whether a rendering of this status is right in a release."""
        return self is not Status.DEPRECATED and self is not Status.FORBIDDEN


_WRITTEN: Final = {Status.PREFERRED: 0, Status.ADMITTED: 1, Status.DRAFT: 2}
"""The statuses of terms that may be written, the first choice first."""


class Form(StrEnum):
    """Whether a term is the full form of its concept or a short one; the two are tied by concept and language."""

    ANY = ""
    FULL = "full"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one concept in one language; `revision` grows by one with each change.

    `use_instead` is the term to write in the place of this one where it is not the preferred one. `case` asks for the
    capitals as they are written here. `gender` (`m`, `f`, `n`, `pl` or empty) and `inflection` (`indeclinable`, or the
    genitive, e.g. `Шанхая`) help where a Russian word is read or written wrongly without. `[valid_from, valid_until)`
    are ISO dates or empty: outside of them the status does not hold yet, or any more. `returned` is why an owner gave
    a draft back to who proposed it; empty while it waits.
    """

    id: str
    concept_id: str
    lang: str
    text: str
    status: Status = Status.PREFERRED
    note: str = ""
    source: str = ""
    revision: int = 1
    form: Form = Form.ANY
    use_instead: str = ""
    case: bool = False
    gender: str = ""
    inflection: str = ""
    valid_from: str = ""
    valid_until: str = ""
    returned: str = ""

    @property
    def waiting(self) -> bool:
        """Whether it is a proposal that nobody has decided about."""
        return self.status is Status.DRAFT and not self.returned

    def holds(self, date: str) -> bool:
        """Whether the term's status is in force on an ISO date; always, where the date is not known."""
        return not date or (self.valid_from <= date and (not self.valid_until or date < self.valid_until))

    def accepted_at(self, date: str) -> bool:
        """Whether the rendering is right in a release of an ISO date: a status that is not in force forbids nothing."""
        return self.status.accepted or not self.holds(date)


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """A concept and its terms, preferred ones first in each language.

    `confused_with` names concepts that must not be mixed up with this one. `owner` is the account name, or the office,
    that answers for the entry. `revision` grows by one with each change of the entry's own values (not of its terms).
    """

    id: str
    kind: Kind
    terms: tuple[Term, ...] = ()
    note: str = ""
    confused_with: tuple[str, ...] = ()
    owner: str = ""
    revision: int = 1

    def in_language(self, lang: str) -> tuple[Term, ...]:
        """The terms in `lang`."""
        return tuple(term for term in self.terms if term.lang == lang)

    def preferred(self, lang: str, date: str = "") -> Term | None:
        """The term to write in a release of an ISO date: preferred, else admitted, else a draft, else nothing.

        Only terms that are in force then; where the date is not known, rather one whose validity has no end.
        """
        fit = [term for term in self.terms if term.lang == lang and term.status in _WRITTEN and term.holds(date)]
        return min(fit, key=lambda term: (_WRITTEN[term.status], not date and bool(term.valid_until)), default=None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text at `[start, end)` (code points); `text` is what stands there."""

    term: Term
    start: int
    end: int
    text: str
