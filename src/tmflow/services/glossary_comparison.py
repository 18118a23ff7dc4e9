"""What a file would change in the glossary, as rows that people can look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.glossary import merge
from tmflow.glossary.merge import FileRow, PlannedRow, Result
from tmflow.glossary.recognizer import Recognizer
from tmflow.i18n import tr
from tmflow.model.concept import Status
from tmflow.services.glossary_changes import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.interchange.glossary_xlsx import GlossaryRow
    from tmflow.model.concept import ConceptEntry
    from tmflow.services.ports.glossary import TermState
    from tmflow.services.ports.unit_of_work import UnitOfWork

_TO_DECIDE: Final = frozenset({Result.CONFLICT, Result.DUPLICATE})


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A cell that would change, or a row without a changed cell (`cell` is empty).

    Attributes:
        row_number: the row in the file, from 1 with the header.
        result: `unchanged`, `merged`, `conflict`, `new`, `duplicate` or `error`.
        concept_id: the concept that the row belongs to; for a duplicate the stored one that it is like.
        term_id: the stored term, empty for a new one.
        lang: the term's language.
        cell: the heading of the cell (`term`, `status`, `kind`, `note`, `source`), or empty.
        base: what the owner saw when it was exported.
        current: what is stored now.
        file: what the file says.
        current_author: who wrote what is stored now.
        current_at: when that was.
        message: what is wrong with the row, or what a reader should know.
        impact: approved sentences that would have an issue afterwards.
    """

    row_number: int
    result: str
    concept_id: str
    term_id: str
    lang: str
    cell: str = ""
    base: str = ""
    current: str = ""
    file: str = ""
    current_author: str = ""
    current_at: str = ""
    message: str = ""
    impact: int = 0

    @property
    def key(self) -> str:
        """What a decision names the row by: `17:status`, or `17:` for the whole row."""
        return row_key(self.row_number, self.cell if self.result == Result.CONFLICT else "")

    @property
    def to_decide(self) -> bool:
        """Whether a person has to decide before the import can be applied."""
        return self.result in _TO_DECIDE


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file's rows against what is stored now: the plan, and what is shown of it.

    `confused` has, for each concept whose list grows, everything that it must not be mixed up with.
    """

    plan: tuple[PlannedRow, ...]
    rows: tuple[PreviewRow, ...]
    confused: Mapping[str, tuple[str, ...]]


def file_rows(rows: Sequence[GlossaryRow]) -> tuple[FileRow, ...]:
    """Return the rows with the cells that the file speaks about.

    A column that is empty from top to bottom is taken as missing: nobody clears every note of a glossary.
    """
    notes, sources = any(row.note for row in rows), any(row.source for row in rows)
    found = []
    for row in rows:
        cells = {"term": row.term}
        if row.status is not None:
            cells["status"] = row.status.value
        if row.kind is not None:
            cells["kind"] = row.kind.value
        if notes:
            cells["note"] = row.note or ""
        if sources:
            cells["source"] = row.source or ""
        found.append(
            FileRow(row.row_number, row.concept_id, row.term_id, row.base_rev, row.lang, cells, row.confused_with or ())
        )
    return tuple(found)


def compare(uow: UnitOfWork, rows: Sequence[FileRow], *, with_impact: bool = False) -> Comparison:
    """Compare a file's rows with what is stored now; `with_impact` also looks through the memory."""
    states = {
        **uow.glossary.current(row.term_id for row in rows if row.term_id),
        **uow.glossary.newest(row.concept_id for row in rows),
    }
    entries = uow.glossary.entries()
    stored, rows = _stored(uow, rows, states, entries)
    plan = merge.plan(rows, stored)
    impact = _impact(uow, plan, states) if with_impact else {}
    shown = tuple(
        replace(row, impact=impact.get(row.term_id, 0) if row.cell in {"term", "status"} else 0)
        for planned in plan
        for row in _preview_rows(planned, states.get(planned.term_id))
    )
    confused = _confused(rows, plan, entries)
    return Comparison(plan, shown + _confusion_rows(rows, confused, entries), confused)


def _stored(
    uow: UnitOfWork, rows: Sequence[FileRow], states: Mapping[str, TermState], entries: Sequence[ConceptEntry]
) -> tuple[merge.Stored, Sequence[FileRow]]:
    """Return what the rows are compared with, and the rows without the notes that are their concepts' own."""
    terms = {
        number: merge.StoredTerm(
            state.term.concept_id, number, state.term.lang, state.term.revision, _cells(state), active=state.active
        )
        for number, state in states.items()
    }
    wanted = ((row.term_id, row.base_rev) for row in rows if row.term_id and row.base_rev is not None)
    bases = {key: _cells(state) for key, state in uow.glossary.states(wanted).items()}
    alike: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in entries:
        for term in entry.terms:
            form = (term.lang, merge.folded(term.text, term.lang))
            alike[form] = (*alike.get(form, ()), entry.id)
    own_notes = {
        (entry.terms[0].id, entry.note) for entry in entries if entry.note and entry.terms and not entry.terms[0].note
    }
    # The export shows a concept's note with its first term; coming back unchanged it is no note of that term.
    plain = [
        replace(row, cells={**row.cells, "note": ""}) if (row.term_id, row.cells.get("note")) in own_notes else row
        for row in rows
    ]
    return merge.Stored(terms, uow.glossary.concept_ids(), bases, alike), plain


def _confused(
    rows: Sequence[FileRow], plan: Sequence[PlannedRow], entries: Sequence[ConceptEntry]
) -> dict[str, tuple[str, ...]]:
    """Return the lists that grow: what a file leaves out stays, as a missing row deletes nothing."""
    stored = {entry.id: entry.confused_with for entry in entries}
    wrong = {planned.number for planned in plan if planned.result is Result.ERROR}
    grown: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.number not in wrong and row.confused_with:
            known = grown.get(row.concept_id, stored.get(row.concept_id, ()))
            grown[row.concept_id] = tuple(
                dict.fromkeys((*known, *(name for name in row.confused_with if name != row.concept_id)))
            )
    return {concept: names for concept, names in grown.items() if names != stored.get(concept, ())}


def _confusion_rows(
    rows: Sequence[FileRow], confused: Mapping[str, tuple[str, ...]], entries: Sequence[ConceptEntry]
) -> tuple[PreviewRow, ...]:
    """Show the lists of stored concepts that grow, at the first row that says so."""
    stored = {entry.id: " ".join(entry.confused_with) for entry in entries}
    first = {row.concept_id: row for row in reversed(rows) if row.confused_with}
    return tuple(
        PreviewRow(
            first[concept].number,
            Result.MERGED,
            concept,
            first[concept].term_id,
            first[concept].lang,
            "confused_with",
            base=stored[concept],
            current=stored[concept],
            file=" ".join(names),
        )
        for concept, names in confused.items()
        if concept in stored
    )


def _cells(state: TermState) -> dict[str, str]:
    term = state.term
    return {
        "term": term.text,
        "status": term.status.value,
        "kind": state.kind,
        "note": term.note,
        "source": term.source,
    }


def _preview_rows(planned: PlannedRow, state: TermState | None) -> Iterator[PreviewRow]:
    author, at = (state.author, state.at) if state else ("", "")
    row = PreviewRow(
        planned.number,
        planned.result,
        planned.alike or planned.concept_id,
        planned.term_id,
        planned.lang,
        current_author=author,
        current_at=at,
        message=planned.message,
    )
    if state is None and planned.cells:
        text = next(cell.file for cell in planned.cells if cell.name == "term")
        message = tr("the entry {concept} has this term already.", concept=planned.alike) if planned.alike else ""
        yield replace(row, cell="term", file=text, message=message)
        return
    for cell in planned.cells:
        yield replace(row, result=cell.result, cell=cell.name, base=cell.base, current=cell.current, file=cell.file)
    if not planned.cells:
        text = state.term.text if state else ""
        yield replace(row, current=text, file=text if planned.result is Result.UNCHANGED else "")


def _impact(uow: UnitOfWork, plan: Sequence[PlannedRow], states: Mapping[str, TermState]) -> dict[str, int]:
    """Return how many remembered sentences hold a rendering that would no longer be accepted, by term id."""
    falling = {planned.term_id: states[planned.term_id].term for planned in plan if _falls(planned, states)}
    recognizer = Recognizer(falling.values())
    counts = dict.fromkeys(falling, 0)
    for lang in {term.lang for term in falling.values()}:
        for _, text in uow.memories.plain_texts(lang, 0):
            for number in {mention.term.id for mention in recognizer.find(text, lang, nested=True)}:
                counts[number] += 1
    return counts


def _falls(planned: PlannedRow, states: Mapping[str, TermState]) -> bool:
    """Whether the file replaces the text of an accepted term, or takes its acceptance away."""
    state = states.get(planned.term_id)
    if state is None or not state.active or not state.term.status.accepted:
        return False
    files = {cell.name: cell.file for cell in planned.cells}
    return "term" in files or ("status" in files and not Status(files["status"]).accepted)
