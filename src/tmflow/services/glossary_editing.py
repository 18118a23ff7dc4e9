"""Changing the glossary entry by entry: saving, proposing, deciding about proposals, going back.

Nobody overwrites what he has not seen: a change names the revision that it began with. What somebody else changed
meanwhile is merged cell by cell, and only where both changed the same cell the person is asked (`Conflict`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.glossary import cells
from tmflow.glossary.merge import Result, merge_cell
from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.errors import Conflict, InputError, NotFound, Refused
from tmflow.services.glossary_drafts import TermDraft, refuse, refuse_doubles
from tmflow.services.glossary_imports import GlossaryImports
from tmflow.services.glossary_writing import Writer, new_concept_id
from tmflow.services.texts import cleaned
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.account import Account
    from tmflow.services.ports.unit_of_work import UnitOfWork


class GlossaryEditing(GlossaryImports):
    """The part of the glossary's service that changes single entries."""

    def save(  # noqa: PLR0913 - an entry's values
        self,
        actor: Account | None,
        concept_id: str | None,
        kind: Kind,
        note: str,
        terms: Sequence[TermDraft],
        confused_with: Sequence[str] = (),
        *,
        owner: str | None = None,
        taken_out: Sequence[tuple[str, int]] = (),
        base_revision: int | None = None,
    ) -> ConceptEntry:
        """Store an entry, new without `concept_id`, in one act. Terms that are not named stay as they are.

        Args:
            actor: who saves.
            concept_id: the entry's id.
            kind: what it is.
            note: the entry's note.
            terms: terms that are new or changed.
            confused_with: ids of entries that must not be mixed up with this one.
            owner: who answers for the entry; by default whoever does, and of a new one the actor.
            taken_out: ids and seen revisions of terms to take out.
            base_revision: the revision of the entry's own values that the person saw; by default the present one.

        Raises:
            Conflict: something was changed otherwise meanwhile; `current` is the stored entry.
            InputError: a field holds what cannot stand there, the same term twice, no term at all.
            NotFound: there is no such entry or term (any more).
            PermissionDenied: the actor is no glossary owner.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        refuse(terms)
        with self._open(write=True) as uow:
            writer = Writer(uow, who.name, self._now())
            current = entry_of(uow, concept_id) if concept_id is not None else None
            own = {
                "kind": kind.value,
                "owner": (current.owner if current else who.name) if owner is None else owner.strip(),
                "concept_note": cleaned(note).strip(),
                "confused_with": " ".join(confused_with),
            }
            entry = _put_own(uow, writer, current, own, base_revision)
            stored = current or entry
            _take_out(writer, stored, taken_out)
            for draft in terms:
                _write(uow, writer, stored, draft)
            saved = entry_of(uow, entry.id)
            if not saved.terms:
                raise InputError(tr("An entry needs at least one term."))
            refuse_doubles(saved)
            uow.trail.record(who, "glossary.saved", f"concept:{entry.id}", {"terms": writer.written})
            uow.commit()
        return saved

    def propose(
        self,
        actor: Account | None,
        concept_id: str | None,
        kind: Kind,
        note: str,
        terms: Sequence[TermDraft],
    ) -> ConceptEntry:
        """Store proposals as drafts that an owner decides about: a new entry, or terms of one that exists.

        A draft that is there may be amended, which makes it wait again if it had been returned.

        Raises:
            Conflict: a draft was changed otherwise meanwhile; `current` is the stored entry.
            InputError: as `save`; or an existing term is named that is no draft, which only an owner may change.
            NotFound: there is no such entry (any more).
            PermissionDenied: the actor may not propose terms.
        """
        who = require(actor, Action.PROPOSE_TERM)
        drafts = tuple(replace(draft, status=Status.DRAFT) for draft in terms)
        refuse(drafts)
        if not drafts:
            raise InputError(tr("An entry needs at least one term."))
        with self._open(write=True) as uow:
            writer = Writer(uow, who.name, self._now())
            entry = entry_of(uow, concept_id) if concept_id is not None else None
            known = {term.id: term for term in entry.terms} if entry else {}
            if any(draft.term_id and not _is_draft(known.get(draft.term_id)) for draft in drafts):
                raise InputError(tr("A proposal brings new terms; a glossary owner changes those that are there."))
            if entry is None:
                entry = _put_own(uow, writer, None, {"kind": kind.value, "concept_note": cleaned(note).strip()}, None)
            for draft in drafts:
                _write(uow, writer, entry, draft)
            saved = entry_of(uow, entry.id)
            refuse_doubles(saved)
            uow.trail.record(who, "glossary.proposed", f"concept:{entry.id}", {"terms": writer.written})
            uow.commit()
        return saved

    def approve(
        self, actor: Account | None, seen: Sequence[tuple[str, int]], status: Status | None = None
    ) -> ConceptEntry:
        """Take drafts of one entry into the glossary: by default as preferred, or as admitted beside a preferred term.

        An entry that nobody answers for yet becomes the actor's.

        Args:
            actor: who approves.
            seen: ids and revisions of the drafts.
            status: what they become.

        Raises:
            Conflict: a term was changed meanwhile; `current` is the stored entry.
            NotFound: there is no such term (any more).
            PermissionDenied: the actor is no glossary owner.
            Refused: one is no draft (any more).
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        with self._open(write=True) as uow:
            if not seen:
                raise NotFound(tr("There is no proposal to approve."))
            writer = Writer(uow, who.name, self._now())
            for term_id, base_revision in seen:
                entry, term = _seen(uow, term_id, base_revision)
                _refuse_decided(term)
                writer.change(replace(term, status=status or status_of_new(entry, term.lang), returned=""))
            if not entry.owner:
                writer.put_concept(replace(entry, owner=who.name, revision=entry.revision + 1))
            uow.trail.record(who, "glossary.approved", f"concept:{entry.id}", {"terms": writer.written})
            uow.commit()
            return entry_of(uow, entry.id)

    def give_back(self, actor: Account | None, term_id: str, base_revision: int, reason: str) -> ConceptEntry:
        """Return a draft to who proposed it, with a reason; it stays a draft, and no longer waits.

        Raises:
            Conflict: the term was changed meanwhile; `current` is the stored entry.
            InputError: there is no reason.
            NotFound: there is no such term (any more).
            PermissionDenied: the actor is no glossary owner.
            Refused: it is no draft.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        why = cleaned(reason).strip()[: cells.LONGEST_NOTE]
        if not why:
            raise InputError(tr("Say why, so that whoever proposed it can do better."), source=tr("reason"))
        with self._open(write=True) as uow:
            entry, term = _seen(uow, term_id, base_revision)
            _refuse_decided(term)
            Writer(uow, who.name, self._now()).change(replace(term, returned=why))
            uow.trail.record(who, "glossary.returned", f"concept:{entry.id}", {"terms": [term_id], "reason": why})
            uow.commit()
            return entry_of(uow, entry.id)

    def restore(self, actor: Account | None, term_id: str, revision: int, base_revision: int) -> ConceptEntry:
        """Make a term again what it was at a revision, also one that was taken out; as a new revision.

        Raises:
            Conflict: the term was changed meanwhile; `current` is the stored entry.
            InputError: the entry has the same term under another id.
            NotFound: there is no such term, or no such revision.
            PermissionDenied: the actor is no glossary owner.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        with self._open(write=True) as uow:
            now = uow.glossary.current([term_id]).get(term_id)
            then = uow.glossary.states([(term_id, revision)]).get((term_id, revision))
            if now is None or then is None:
                raise NotFound(tr("There is no term {term} (any more).", term=term_id))
            concept_id = now.term.concept_id
            if now.term.revision != base_revision:
                raise Conflict(
                    tr("“{term}” was changed by somebody else meanwhile.", term=now.term.text),
                    current=next(iter(uow.glossary.entries([concept_id])), None),
                )
            writer = Writer(uow, who.name, self._now())
            home = uow.glossary.concepts([concept_id])[concept_id]
            if not home.active:
                writer.put_concept(replace(home.entry, revision=home.entry.revision + 1))
            writer.change(replace(then.term, revision=now.term.revision))
            saved = entry_of(uow, concept_id)
            refuse_doubles(saved)
            uow.trail.record(who, "glossary.restored", f"concept:{concept_id}", {"terms": [term_id], "to": revision})
            uow.commit()
        return saved

    def delete_term(self, actor: Account | None, term_id: str, base_revision: int) -> ConceptEntry | None:
        """Take a term out (its history stays); return the entry, or nothing when it was its last term.

        A draft may be withdrawn by everybody who may propose.

        Raises:
            Conflict: the term was changed meanwhile; `current` is the stored entry.
            NotFound: there is no such term (any more).
            PermissionDenied: the actor is no glossary owner.
        """
        who = require(actor, Action.PROPOSE_TERM)
        with self._open(write=True) as uow:
            entry, term = _seen(uow, term_id, base_revision)
            if not _is_draft(term):
                require(actor, Action.EDIT_GLOSSARY)
            writer = Writer(uow, who.name, self._now())
            writer.take_out(term)
            left = entry_of(uow, entry.id)
            if not left.terms:
                writer.take_out_concept(left)
            uow.trail.record(who, "glossary.term_deleted", f"concept:{entry.id}", {"terms": writer.written})
            uow.commit()
        return left if left.terms else None

    def delete_entry(self, actor: Account | None, concept_id: str, seen: Sequence[tuple[str, int]]) -> None:
        """Take an entry out with all its terms; its history stays, and the same terms bring it back.

        Args:
            actor: who takes it out.
            concept_id: the entry's id.
            seen: ids and revisions of its terms, as the person saw them.

        Raises:
            Conflict: a term was changed or added meanwhile; `current` is the stored entry.
            NotFound: there is no such entry (any more).
            PermissionDenied: the actor is no glossary owner.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        with self._open(write=True) as uow:
            entry = entry_of(uow, concept_id)
            if {(term.id, term.revision) for term in entry.terms} != set(seen):
                raise _changed_meanwhile(concept_id, entry)
            writer = Writer(uow, who.name, self._now())
            _take_out(writer, entry, seen)
            writer.take_out_concept(entry)
            uow.trail.record(who, "glossary.entry_deleted", f"concept:{concept_id}", {"terms": writer.written})
            uow.commit()


def entry_of(uow: UnitOfWork, concept_id: str) -> ConceptEntry:
    """Return an entry.

    Raises:
        NotFound: there is no such entry (any more).
    """
    found = uow.glossary.entries([concept_id])
    if not found:
        raise NotFound(tr("There is no glossary entry {concept} (any more).", concept=concept_id))
    return found[0]


def status_of_new(entry: ConceptEntry | None, lang: str) -> Status:
    """Return what a new term of an entry is by default: preferred, or admitted beside a preferred one."""
    taken = entry is not None and any(term.status is Status.PREFERRED for term in entry.in_language(lang))
    return Status.ADMITTED if taken else Status.PREFERRED


def _is_draft(term: Term | None) -> bool:
    return term is not None and term.status is Status.DRAFT


def _refuse_decided(term: Term) -> None:
    if not _is_draft(term):
        raise Refused(tr("“{term}” is no proposal any more.", term=term.text))


def _seen(uow: UnitOfWork, term_id: str, base_revision: int) -> tuple[ConceptEntry, Term]:
    """Return a term with its entry, if it is what the person saw."""
    state = uow.glossary.current([term_id]).get(term_id)
    if state is None or not state.active:
        raise NotFound(tr("There is no term {term} (any more).", term=term_id))
    entry = entry_of(uow, state.term.concept_id)
    if state.term.revision != base_revision:
        raise _changed_meanwhile(state.term.text, entry)
    return entry, state.term


def _changed_meanwhile(what: str, entry: ConceptEntry) -> Conflict:
    return Conflict(tr("“{term}” was changed by somebody else meanwhile.", term=what), current=entry)


def _put_own(
    uow: UnitOfWork, writer: Writer, current: ConceptEntry | None, own: Mapping[str, str], base_revision: int | None
) -> ConceptEntry:
    """Store an entry's own values, if they are new or changed, and return the entry."""
    if current is None:
        made = cells.with_concept_cells(ConceptEntry(new_concept_id(uow), Kind.TERM), own)
        writer.put_concept(made)
        return made
    wanted = own
    if base_revision is not None and base_revision != current.revision:
        key = (current.id, base_revision)
        seen = uow.glossary.concept_states([key]).get(key)
        base = cells.of_concept(seen.entry) if seen else None
        wanted = _merged(base, cells.of_concept(current), own, current.id, current)
    entry = cells.with_concept_cells(current, wanted)
    if entry != current:
        entry = replace(entry, revision=current.revision + 1)
        writer.put_concept(entry)
    return entry


def _take_out(writer: Writer, entry: ConceptEntry, gone: Sequence[tuple[str, int]]) -> None:
    known = {term.id: term for term in entry.terms}
    for term_id, seen in gone:
        term = known.get(term_id)
        if term is None:
            continue  # somebody took it out before
        if term.revision != seen:
            raise _changed_meanwhile(term.text, entry)
        writer.take_out(term)


def _write(uow: UnitOfWork, writer: Writer, entry: ConceptEntry, draft: TermDraft) -> None:
    """Write one draft, if it changes something; `entry` is as it was stored before."""
    values = draft.cells()
    if draft.term_id is None:
        writer.add(cells.with_term_cells(Term("", entry.id, draft.lang, "", draft.status), values))
        return
    before = next((term for term in entry.terms if term.id == draft.term_id), None)
    if before is None:
        raise NotFound(tr("There is no term {term} in this entry (any more).", term=draft.term_id))
    if draft.lang != before.lang:
        raise InputError(tr("A term keeps its language; add a new one instead."), source=before.text)
    if draft.base_revision != before.revision:
        key = (before.id, draft.base_revision)
        seen = uow.glossary.states([key]).get(key)
        base = cells.of_term(seen.term) if seen else None
        values = _merged(base, cells.of_term(before), values, before.text, entry)
    after = cells.with_term_cells(before, values)
    if after != before:
        writer.change(replace(after, returned=""))


def _merged(
    base: Mapping[str, str] | None,
    current: Mapping[str, str],
    wanted: Mapping[str, str],
    what: str,
    entry: ConceptEntry,
) -> dict[str, str]:
    """Return the cells with both sides' changes.

    Raises:
        Conflict: both changed the same cell.
    """
    merged = {
        name: merge_cell(name, base[name] if base else None, current[name], value) for name, value in wanted.items()
    }
    if any(cell.result is Result.CONFLICT for cell in merged.values()):
        raise _changed_meanwhile(what, entry)
    return {name: cell.value for name, cell in merged.items()}
