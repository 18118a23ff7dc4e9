"""Writing what an import decided, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tmflow.glossary.merge import Result
from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.errors import Conflict, InputError
from tmflow.services.glossary_writing import Writer, new_term_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.glossary.merge import Cell, PlannedRow
    from tmflow.services.ports.glossary import TermState
    from tmflow.services.ports.unit_of_work import UnitOfWork

MINE: Final = "mine"
THEIRS: Final = "theirs"
SAME: Final = "same"
DIFFERENT: Final = "different"
_LONGEST_ID: Final = 40
_Choice = TypeVar("_Choice", Status, Kind)


class Applier:
    """Writes the rows of one import inside one transaction.

    `changes` collects `[term id, revision before (0: new), revision after]`, `concepts` the earlier kind of a changed
    concept and what it was confused with, nothing for a new one: what `undo_changes` needs.
    """

    def __init__(self, uow: UnitOfWork, author: str, at: str) -> None:
        self._uow = uow
        self._writer = Writer(uow, author, at)
        self._entries = {entry.id: entry for entry in uow.glossary.entries()}
        self._states: dict[str, TermState] = {}
        self._by_text: dict[tuple[str, str, str], TermState] = {}
        self._has_preferred: set[tuple[str, str]] = set()
        self._changed: list[TermState] = []
        self._used: set[str] = set()
        self.changes: list[list[Any]] = []
        self.concepts: dict[str, list[Any] | None] = {}

    def write(
        self, plan: Sequence[PlannedRow], decisions: Mapping[str, str], confused: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Write every row that changes something, and the grown lists of what must not be confused.

        Raises:
            InputError: an id is too long, or a decided status or kind is not known.
        """
        homes = {row.concept_id: row.alike for row in plan if decisions.get(row_key(row.number)) == SAME and row.alike}
        rows = [replace(row, concept_id=homes.get(row.concept_id, row.concept_id)) for row in plan]
        for state in self._uow.glossary.newest(row.concept_id for row in rows).values():
            self._know(state)
        self._used = set(self._states) | {row.term_id for row in rows}
        for row in rows:
            cells = {cell.name: _decided(row, cell, decisions) for cell in row.cells}
            if row.result in {Result.NEW, Result.DUPLICATE}:
                self._add(row, cells)
            elif row.result in {Result.MERGED, Result.CONFLICT}:
                self._change(row, cells)
        for concept_id, names in confused.items():
            entry = self._entries.get(homes.get(concept_id, concept_id))
            if entry is not None:
                self._put(replace(entry, confused_with=names))
        self._follow_kinds()
        self._uow.glossary.put_terms(self._changed)

    def _know(self, state: TermState) -> None:
        term = state.term
        self._states[term.id] = state
        self._by_text[term.concept_id, term.lang, term.text] = state
        if state.active and term.status is Status.PREFERRED:
            self._has_preferred.add((term.concept_id, term.lang))

    def _add(self, row: PlannedRow, cells: Mapping[str, str]) -> None:
        """Write a new term; a term that a duplicate's concept has already is passed over."""
        if row.concept_id not in self._entries:
            self._put_concept(row.concept_id, _chosen(Kind, cells.get("kind", Kind.TERM)))
        known = self._by_text.get((row.concept_id, row.lang, cells["term"]))
        if known is not None and known.active:
            return
        status = _chosen(Status, cells["status"]) if "status" in cells else self._status_of_new(row)
        number, before = (known.term.id, known.term.revision) if known else (row.term_id or self._new_id(row), 0)
        note, source = cells.get("note", ""), cells.get("source", "")
        self._store(Term(number, row.concept_id, row.lang, cells["term"], status, note, source, before + 1), before)

    def _change(self, row: PlannedRow, cells: Mapping[str, str]) -> None:
        state = self._states[row.term_id]
        text = cells.get("term", state.term.text)
        if not text:
            return  # it was taken out, and stays so
        if "kind" in cells:
            self._put_concept(row.concept_id, _chosen(Kind, cells["kind"]))
        term = replace(
            state.term,
            text=text,
            status=_chosen(Status, cells.get("status", state.term.status)),
            note=cells.get("note", state.term.note),
            source=cells.get("source", state.term.source),
        )
        if term != state.term or not state.active:
            self._store(replace(term, revision=term.revision + 1), state.term.revision)

    def _put_concept(self, concept_id: str, kind: Kind) -> None:
        if len(concept_id) > _LONGEST_ID:
            raise InputError(
                tr("a concept's id has at most {count} characters.", count=_LONGEST_ID), source=concept_id[:60]
            )
        before = self._entries.get(concept_id)
        if before is not None and before.kind is kind:
            return
        self._put(replace(before, kind=kind) if before else ConceptEntry(concept_id, kind))

    def _put(self, entry: ConceptEntry) -> None:
        """Store a concept's own values, and keep those that it had before the import."""
        before = self._entries.get(entry.id)
        self._uow.glossary.put_concept(entry)
        self._entries[entry.id] = entry
        self.concepts.setdefault(entry.id, [before.kind.value, *before.confused_with] if before else None)

    def _status_of_new(self, row: PlannedRow) -> Status:
        """Return preferred, or admitted where the concept has a preferred term in this language."""
        taken = (row.concept_id, row.lang) in self._has_preferred
        return Status.ADMITTED if taken else Status.PREFERRED

    def _new_id(self, row: PlannedRow) -> str:
        number = new_term_id(row.concept_id, row.lang, self._used)
        self._used.add(number)
        return number

    def _store(self, term: Term, before: int) -> None:
        state = self._writer.state(term, self._entries[term.concept_id].kind)
        self._know(state)
        self._changed.append(state)
        self.changes.append([term.id, before, term.revision])

    def _follow_kinds(self) -> None:
        """Give the other terms of a concept whose kind changed a new state with it."""
        for state in list(self._states.values()):
            term = state.term
            entry = self._entries.get(term.concept_id)
            if entry and entry.id in self.concepts and state.active and state.kind != entry.kind.value:
                self._store(replace(term, revision=term.revision + 1), term.revision)


def undo_changes(
    uow: UnitOfWork,
    changes: Sequence[Sequence[Any]],
    concepts: Mapping[str, Sequence[Any] | None],
    author: str,
    at: str,
) -> int:
    """Bring back what an `Applier` changed, as new revisions; return how many terms that are.

    Raises:
        Conflict: a term was changed after the import; `current` names these terms.
    """
    current = uow.glossary.current(number for number, _, _ in changes)
    later = tuple(current[number].term.text for number, _, after in changes if current[number].term.revision != after)
    if later:
        raise Conflict(
            tr("These terms were changed after the import: {terms}.", terms=", ".join(later[:10])), current=later
        )
    writer = Writer(uow, author, at)
    back: list[TermState] = []
    entries = {entry.id: entry for entry in uow.glossary.entries(concepts)}
    for concept_id, before in concepts.items():
        if before is not None and concept_id in entries:
            kind, *names = before
            uow.glossary.put_concept(replace(entries[concept_id], kind=Kind(kind), confused_with=tuple(names)))
    past = uow.glossary.states((number, before) for number, before, _ in changes if before)
    for number, before, after in changes:
        state = past.get((number, before), current[number])
        active = before > 0 and state.active
        back.append(writer.state(replace(state.term, revision=after + 1), Kind(state.kind), active=active))
    uow.glossary.put_terms(back)
    for entry in uow.glossary.entries(concepts):
        if not entry.terms:
            uow.glossary.put_concept(entry, active=False)
    return len(changes)


def row_key(number: int, cell: str = "") -> str:
    """Return what a decision names a row by: `17:status` for a conflict in one cell, `17:` for a whole row."""
    return f"{number}:{cell}"


def _decided(row: PlannedRow, cell: Cell, decisions: Mapping[str, str]) -> str:
    """Return the value that a cell gets: the merged one, or what a person chose."""
    if cell.result is not Result.CONFLICT:
        return cell.value
    decision = decisions.get(row_key(row.number, cell.name), THEIRS)
    return {MINE: cell.file, THEIRS: cell.current}.get(decision, decision.strip())


def _chosen(choices: type[_Choice], text: str) -> _Choice:
    try:
        return choices(text)
    except ValueError as error:
        raise InputError(
            tr("“{text}” is not known here. Expected one of {expected}.", text=text, expected=", ".join(choices))
        ) from error
