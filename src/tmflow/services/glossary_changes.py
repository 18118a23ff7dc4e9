"""Writing what an import decided, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.glossary import cells
from tmflow.glossary.merge import Result
from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.errors import Conflict, InputError
from tmflow.services.glossary_matching import NEW
from tmflow.services.glossary_writing import Writer, new_concept_id, new_term_id
from tmflow.services.ports.glossary import ConceptState

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

Change = tuple[str, int, int]
"""An id, the revision before (0: new), the revision after."""


class Applier:
    """Writes the rows of one import inside one transaction.

    `changes` collects what became of terms, `concepts` of concepts: what `undo_changes` needs.
    """

    def __init__(self, uow: UnitOfWork, author: str, at: str) -> None:
        self._uow = uow
        self._writer = Writer(uow, author, at)
        self._author, self._at = author, at
        self._stored: dict[str, ConceptState] = {}
        self._entries: dict[str, ConceptEntry] = {}
        self._states: dict[str, TermState] = {}
        self._by_text: dict[tuple[str, str, str], TermState] = {}
        self._has_preferred: set[tuple[str, str]] = set()
        self._changed: list[TermState] = []
        self._used: set[str] = set()
        self.changes: list[Change] = []
        self.concepts: list[Change] = []

    def write(self, plan: Sequence[PlannedRow], decisions: Mapping[str, str]) -> None:
        """Write every row that changes something.

        Raises:
            InputError: an id is too long, or a decided value cannot stand in its cell.
        """
        homes = {row.concept_id: row.alike for row in plan if decisions.get(row_key(row.number)) == SAME and row.alike}
        named = {**self._named(plan), **homes}
        rows = [replace(row, concept_id=named.get(row.concept_id, row.concept_id)) for row in plan]
        for state in self._uow.glossary.newest(row.concept_id for row in rows).values():
            self._know(state)
        self._stored = dict(self._uow.glossary.concepts(row.concept_id for row in rows))
        self._entries = {number: state.entry for number, state in self._stored.items() if state.active}
        self._used = set(self._states) | {row.term_id for row in rows}
        for row, planned in zip(rows, plan, strict=True):
            if row.of_concept:
                self._change_concept(row, _values(row, decisions), adopted=planned.concept_id in homes)
        for row in rows:
            if row.of_concept:
                continue
            if row.result in {Result.NEW, Result.DUPLICATE}:
                self._add(row, _values(row, decisions))
            elif row.result in {Result.MERGED, Result.CONFLICT}:
                self._change(row, _values(row, decisions))
        self._put_concepts()
        self._uow.glossary.put_terms(self._changed)

    def _named(self, plan: Sequence[PlannedRow]) -> dict[str, str]:
        """Return ids for the concepts that have none yet, in the file's order."""
        prefix, _, first = new_concept_id(self._uow).rpartition("-")
        strangers = dict.fromkeys(row.concept_id for row in plan if row.concept_id.startswith(NEW))
        return {name: f"{prefix}-{number:04d}" for number, name in enumerate(strangers, start=int(first))}

    def _know(self, state: TermState) -> None:
        term = state.term
        self._states[term.id] = state
        self._by_text[term.concept_id, term.lang, term.text] = state
        if state.active and term.status is Status.PREFERRED:
            self._has_preferred.add((term.concept_id, term.lang))

    def _change_concept(self, row: PlannedRow, values: Mapping[str, str], *, adopted: bool) -> None:
        """Write a concept's own cells; one that took in a duplicate only gets what it lacks."""
        entry = self._entry(row.concept_id)
        if adopted:
            own = cells.of_concept(entry)
            values = {name: value for name, value in values.items() if not own[name]}
        self._entries[entry.id] = cells.with_concept_cells(entry, values)

    def _entry(self, concept_id: str) -> ConceptEntry:
        """Return a concept, a new one if it is not there."""
        if len(concept_id) > _LONGEST_ID:
            raise InputError(
                tr("a concept's id has at most {count} characters.", count=_LONGEST_ID), source=concept_id[:60]
            )
        before = self._stored.get(concept_id)
        return self._entries.setdefault(concept_id, before.entry if before else ConceptEntry(concept_id, Kind.TERM))

    def _put_concepts(self) -> None:
        """Store the concepts that are not what they were."""
        states = []
        for entry in self._entries.values():
            before = self._stored.get(entry.id)
            if before is not None and before.active and before.entry == entry:
                continue
            revision = before.entry.revision if before else 0
            states.append(ConceptState(replace(entry, revision=revision + 1), True, self._author, self._at))  # noqa: FBT003 - a field
            self.concepts.append((entry.id, revision, revision + 1))
        self._uow.glossary.put_concepts(states)

    def _add(self, row: PlannedRow, values: Mapping[str, str]) -> None:
        """Write a new term; a term that a duplicate's concept has already is passed over."""
        self._entry(row.concept_id)
        known = self._by_text.get((row.concept_id, row.lang, values["term"]))
        if known is not None and known.active:
            return
        number, before = (known.term.id, known.term.revision) if known else (row.term_id or self._new_id(row), 0)
        term = Term(number, row.concept_id, row.lang, "", self._status_of_new(row), revision=before + 1)
        self._store(cells.with_term_cells(term, values), before)

    def _change(self, row: PlannedRow, values: Mapping[str, str]) -> None:
        state = self._states[row.term_id]
        if not values.get("term", state.term.text):
            return  # it was taken out, and stays so
        term = cells.with_term_cells(state.term, values)
        if term != state.term or not state.active:
            self._entry(row.concept_id)
            self._store(replace(term, revision=term.revision + 1), state.term.revision)

    def _status_of_new(self, row: PlannedRow) -> Status:
        """Return preferred, or admitted where the concept has a preferred term in this language."""
        taken = (row.concept_id, row.lang) in self._has_preferred
        return Status.ADMITTED if taken else Status.PREFERRED

    def _new_id(self, row: PlannedRow) -> str:
        number = new_term_id(row.concept_id, row.lang, self._used)
        self._used.add(number)
        return number

    def _store(self, term: Term, before: int) -> None:
        state = self._writer.state(term)
        self._know(state)
        self._changed.append(state)
        self.changes.append((term.id, before, term.revision))


def undo_changes(uow: UnitOfWork, terms: Sequence[Change], concepts: Sequence[Change], author: str, at: str) -> int:
    """Bring back what an `Applier` changed, as new revisions; return how many terms that are.

    Raises:
        Conflict: a term or a concept was changed after the import; `current` names them.
    """
    current = uow.glossary.current(number for number, _, _ in terms)
    entries = uow.glossary.concepts(number for number, _, _ in concepts)
    later = tuple(current[number].term.text for number, _, after in terms if current[number].term.revision != after)
    later += tuple(number for number, _, after in concepts if entries[number].entry.revision != after)
    if later:
        raise Conflict(
            tr("These terms were changed after the import: {terms}.", terms=", ".join(later[:10])), current=later
        )
    writer = Writer(uow, author, at)
    back = []
    past = uow.glossary.states((number, before) for number, before, _ in terms if before)
    for number, before, after in terms:
        state = past.get((number, before), current[number])
        active = before > 0 and state.active
        back.append(writer.state(replace(state.term, revision=after + 1), active=active))
    uow.glossary.put_terms(back)
    old = uow.glossary.concept_states((number, before) for number, before, _ in concepts if before)
    for number, before, after in concepts:
        was = old.get((number, before))
        entry = was.entry if was else entries[number].entry
        writer.put_concept(replace(entry, revision=after + 1), active=was is not None and was.active)
    _take_out_empty(uow, writer, {state.term.concept_id for state in back})
    return len(terms)


def _take_out_empty(uow: UnitOfWork, writer: Writer, concept_ids: set[str]) -> None:
    for entry in uow.glossary.entries(concept_ids):
        if not entry.terms:
            writer.take_out_concept(entry)


def _values(row: PlannedRow, decisions: Mapping[str, str]) -> dict[str, str]:
    return {cell.name: _decided(row, cell, decisions) for cell in row.cells}


def row_key(number: int, cell: str = "", part: str = "") -> str:
    """Return what a decision names a row by: `17:status` for a conflict in one cell, `17:` for a whole row.

    Where a row of the file holds several terms, `part` tells their cells apart: `17C2:status`.
    """
    return f"{number}{part}:{cell}"


def _decided(row: PlannedRow, cell: Cell, decisions: Mapping[str, str]) -> str:
    """Return the value that a cell gets: the merged one, or what a person chose."""
    if cell.result is not Result.CONFLICT:
        return cell.value
    decision = decisions.get(row_key(row.number, cell.name, row.part), THEIRS)
    return {MINE: cell.file, THEIRS: cell.current}.get(decision, decision.strip())
