"""Term candidates: looking for them in the archive, and taking them into the glossary with one act."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.candidates.archive import DatedUnit
from tmflow.candidates.discover import discover
from tmflow.glossary import cells
from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Status, Term
from tmflow.model.errors import InputError, NotFound, Refused
from tmflow.services import clock
from tmflow.services.glossary_drafts import TermDraft, refuse, refuse_doubles
from tmflow.services.glossary_editing import entry_of
from tmflow.services.glossary_writing import Writer, new_concept_id
from tmflow.services.paging import Page, bounded, page_of
from tmflow.services.ports.candidates import CandidateRecord, CandidateState
from tmflow.workflow.roles import Action, may, require

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tmflow.alignment.lexicon import Lexicon
    from tmflow.candidates.discover import Candidate
    from tmflow.model.account import Account
    from tmflow.model.concept import Kind
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.outside import Terms
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory

__all__ = ["CandidateRecord", "CandidateService", "CandidateState", "Found"]

_EVERY_RELEASE: Final = 1_000_000
_STEPS: Final = ("zh", "en", "ru")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search of the archive gave: units looked at, and candidates that are open now."""

    units: int
    candidates: int


class CandidateService:
    """Searches the archive for terms that the glossary lacks, and keeps what people say of them.

    Args:
        open_unit_of_work: opens transactions.
        terms: the glossary as it stands.
        lexicon: gives the word associations of the workspace.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory, terms: Terms, lexicon: Callable[[], Lexicon]) -> None:
        self._open = open_unit_of_work
        self._terms = terms
        self._lexicon = lexicon

    def find(self, actor: Account | None, step: Callable[[int, int, str], None] | None = None) -> Found:
        """Search the whole archive anew; what people decided about candidates stays.

        Args:
            actor: who asks.
            step: told before each language `(done, total, language)`; may raise to stop, and nothing has changed.

        Raises:
            PermissionDenied: the actor may not propose terms.
        """
        who = require(actor, Action.PROPOSE_TERM)

        def told(lang: str) -> None:
            if step is not None:
                step(_STEPS.index(lang), len(_STEPS), lang)

        with self._open() as uow:
            records, _ = uow.releases.page(query="", state=None, after=None, limit=_EVERY_RELEASE)
            dates = {record.id: record.date[:10] for record in records}
            archive = [DatedUnit(unit, dates.get(unit.release_id, "")) for unit in uow.units.all_active()]
        entries, recognizer = self._terms.current_entries(), self._terms.current_recognizer()
        found = discover(archive, entries, recognizer, self._lexicon(), step=told)
        with self._open(write=True) as uow:
            count = uow.candidates.replace_open(found, clock.now())
            uow.trail.record(who, "candidates.found", "candidates", {"units": len(archive), "open": count})
            uow.commit()
        return Found(len(archive), count)

    def list(
        self,
        actor: Account | None,
        *,
        state: CandidateState = CandidateState.OPEN,
        after: str | None = None,
        limit: int = 100,
    ) -> Page[CandidateRecord]:
        """Return a page of candidates, what is worth most first; `after` is the cursor of the page before."""
        require(actor, Action.READ)
        size = bounded(limit)
        with self._open() as uow:
            rows = uow.candidates.listed(state, after=_key(after), limit=size + 1)
        return page_of(rows, size, lambda row: f"{row.candidate.score!r}:{row.candidate.id}")

    def get(self, actor: Account | None, candidate_id: str) -> CandidateRecord:
        """Return a candidate.

        Raises:
            NotFound: there is none of this id (any more).
        """
        require(actor, Action.READ)
        with self._open() as uow:
            return uow.candidates.get(candidate_id)

    def units(self, actor: Account | None, record: CandidateRecord) -> tuple[TranslationUnit, ...]:
        """Return the units in which a candidate was found, as they read now; those that are gone are left out."""
        require(actor, Action.READ)
        found: list[TranslationUnit] = []
        with self._open() as uow:
            for place in record.candidate.places:
                with contextlib.suppress(NotFound):
                    found.append(uow.units.get(place.unit_id))
        return tuple(unit for unit in found if unit.position)

    def counts(self, actor: Account | None) -> Mapping[CandidateState, int]:
        """Return how many candidates are open, accepted and dismissed."""
        require(actor, Action.READ)
        with self._open() as uow:
            return uow.candidates.counts()

    def fitting(self, actor: Account | None, record: CandidateRecord) -> ConceptEntry | None:
        """Return the entry that has the best rendering of a candidate already: it may be another term of the same."""
        require(actor, Action.READ)
        entries, recognizer = self._terms.current_entries(), self._terms.current_recognizer()
        for lang, found in record.candidate.renderings.items():
            for mention in recognizer.find(found[0][0], lang) if found else ():
                entry = entries.get(mention.term.concept_id)
                if mention.text == found[0][0] and mention.term.status.accepted and entry is not None:
                    return entry
        return None

    def accept(
        self,
        actor: Account | None,
        candidate_id: str,
        kind: Kind,
        terms: Mapping[str, str],
        concept_id: str | None = None,
    ) -> ConceptEntry:
        """Make a candidate an entry, or terms of one: preferred ones if a glossary owner does it, drafts otherwise.

        Args:
            actor: who accepts.
            candidate_id: the candidate.
            kind: what the new entry is.
            terms: the terms by language; an empty text is left out.
            concept_id: the entry that gets the terms it lacks, instead of a new one.

        Raises:
            InputError: there is no term, or one that cannot stand there.
            NotFound: the candidate or the entry is not there (any more).
            PermissionDenied: the actor may not propose terms.
            Refused: somebody has decided about this candidate meanwhile.
        """
        who = require(actor, Action.PROPOSE_TERM)
        owner = may(who, Action.EDIT_GLOSSARY)
        status = Status.PREFERRED if owner else Status.DRAFT
        source = tr("found in the archive")
        drafts = [
            TermDraft(None, lang, text.strip(), status, source=source) for lang, text in terms.items() if text.strip()
        ]
        refuse(drafts)
        with self._open(write=True) as uow:
            record = uow.candidates.get(candidate_id)
            _refuse_decided(record)
            writer = Writer(uow, who.name, clock.now())
            if concept_id is None:
                entry = ConceptEntry(new_concept_id(uow), kind, owner=who.name if owner else "")
                writer.put_concept(entry)
            else:
                entry = entry_of(uow, concept_id)
                drafts = _lacking(entry, drafts, owner=owner)
            if not drafts:
                raise InputError(tr("There is no term that this entry lacks."))
            for draft in drafts:
                writer.add(cells.with_term_cells(Term("", entry.id, draft.lang, "", draft.status), draft.cells()))
            saved = entry_of(uow, entry.id)
            refuse_doubles(saved)
            uow.candidates.decide(
                CandidateRecord(
                    record.candidate, CandidateState.ACCEPTED, entry.id, tuple(writer.written), who.name, clock.now()
                )
            )
            uow.trail.record(who, "candidates.accepted", f"concept:{entry.id}", {"terms": writer.written})
            uow.commit()
        return saved

    def dismiss(self, actor: Account | None, candidate_id: str) -> None:
        """Say that a candidate is no term; it does not come back.

        Raises:
            NotFound: there is no such candidate (any more).
            PermissionDenied: the actor may not propose terms.
            Refused: somebody has decided about it meanwhile.
        """
        who = require(actor, Action.PROPOSE_TERM)
        with self._open(write=True) as uow:
            record = uow.candidates.get(candidate_id)
            _refuse_decided(record)
            _put(uow, who, record.candidate, CandidateState.DISMISSED)

    def reopen(self, actor: Account | None, candidate_id: str) -> None:
        """Take a decision back: a dismissed candidate is open again; of an accepted one the new terms go again.

        Raises:
            NotFound: there is no such candidate (any more).
            PermissionDenied: another person accepted it, and the actor is no glossary owner.
            Refused: its entry was changed since, which only its owner can take back.
        """
        who = require(actor, Action.PROPOSE_TERM)
        with self._open(write=True) as uow:
            record = uow.candidates.get(candidate_id)
            if record.state is CandidateState.ACCEPTED:
                if record.author != who.name:
                    require(who, Action.EDIT_GLOSSARY)
                _take_back(uow, Writer(uow, who.name, clock.now()), record)
            _put(uow, who, record.candidate, CandidateState.OPEN)


def _put(uow: UnitOfWork, who: Account, candidate: Candidate, state: CandidateState) -> None:
    uow.candidates.decide(CandidateRecord(candidate, state, "", (), who.name, clock.now()))
    uow.trail.record(who, f"candidates.{state.value}", f"candidate:{candidate.id}", {})
    uow.commit()


def _key(cursor: str | None) -> tuple[float, str] | None:
    if cursor is None:
        return None
    score, _, last = cursor.partition(":")
    try:
        return float(score), last
    except ValueError as error:
        raise InputError(tr("“{cursor}” is no place in this list.", cursor=cursor)) from error


def _refuse_decided(record: CandidateRecord) -> None:
    if record.state is not CandidateState.OPEN:
        raise Refused(tr("{name} has decided about “{term}” already.", name=record.author, term=record.candidate.text))


def _lacking(entry: ConceptEntry, drafts: list[TermDraft], *, owner: bool) -> list[TermDraft]:
    """The drafts that an entry lacks: beside a preferred term they are admitted ones."""
    known = {(term.lang, term.text) for term in entry.terms}
    found = [draft for draft in drafts if (draft.lang, draft.text) not in known]
    if not owner:
        return found
    return [
        replace(draft, status=Status.ADMITTED) if entry.preferred(draft.lang) is not None else draft for draft in found
    ]


def _take_back(uow: UnitOfWork, writer: Writer, record: CandidateRecord) -> None:
    """Take out the terms that came with a candidate, and their entry if nothing else is in it."""
    entry = next(iter(uow.glossary.entries([record.concept_id])), None)
    if entry is None:
        return
    for term in entry.terms:
        if term.id not in record.term_ids:
            continue
        if term.revision != 1:
            raise Refused(tr("“{term}” was changed since: take it out in the glossary.", term=term.text))
        writer.take_out(term)
    left = next(iter(uow.glossary.entries([entry.id])), None)
    if left is not None and not left.terms:
        writer.take_out_concept(left)
