"""What a file would change in the glossary, as rows that people can look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.glossary import cells, merge
from tmflow.glossary.merge import FileRow, PlannedRow, Result
from tmflow.i18n import tr
from tmflow.model.concept import Status, Term
from tmflow.services.glossary_changes import row_key
from tmflow.services.glossary_impact import units_made_wrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.interchange.glossary_xlsx import GlossaryRow
    from tmflow.services.ports.glossary import ConceptState, TermState
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
        cell: the heading of the cell (`term`, `status`, `kind`, `note`, ...), or empty.
        base: what the owner saw when it was exported.
        current: what is stored now.
        file: what the file says.
        current_author: who wrote what is stored now.
        current_at: when that was.
        message: what is wrong with the row, or what a reader should know.
        impact: approved units of the releases that would have an issue afterwards.
        part: where the term stands in a row that holds several (`C2`).
        entry: for a possible duplicate the concept as the file has it; its rows are decided about together.
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
    part: str = ""
    entry: str = ""

    @property
    def key(self) -> str:
        """What a decision names the row by: `17:status`, or `17:` for the whole row."""
        if self.result == Result.CONFLICT:
            return row_key(self.row_number, self.cell, self.part)
        return row_key(self.row_number)

    @property
    def to_decide(self) -> bool:
        """Whether a person has to decide before the import can be applied."""
        return self.result in _TO_DECIDE


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file against what is stored: the plan, what is shown of it, and how many approved units it would make wrong."""

    plan: tuple[PlannedRow, ...]
    rows: tuple[PreviewRow, ...]
    impact: int = 0


def file_rows(rows: Sequence[GlossaryRow]) -> tuple[FileRow, ...]:
    """Return the rows with the cells that the file speaks about.

    An empty cell empties the stored one only where the row says which revision it began with: who types a table of
    his own and leaves a column empty has said nothing about it.
    """
    return tuple(
        FileRow(
            number=row.row_number,
            concept_id=row.concept_id,
            term_id=row.term_id,
            base_rev=row.base_rev,
            lang=row.lang,
            cells={"term": row.term, **_said(_term_cells(row), known=row.base_rev is not None)},
            concept_cells=_said(_concept_cells(row), known=row.concept_rev is not None),
            concept_rev=row.concept_rev,
            part=row.part,
        )
        for row in rows
    )


def _said(found: Mapping[str, str | None], *, known: bool) -> dict[str, str]:
    return {name: value for name, value in found.items() if value or (known and value is not None)}


def _term_cells(row: GlossaryRow) -> dict[str, str | None]:
    return {
        "status": row.status.value if row.status else None,
        "form": row.form.value if row.form is not None else None,
        "use_instead": row.use_instead,
        "case": None if row.case is None else cells.YES if row.case else "",
        "gender": row.gender,
        "inflection": row.inflection,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "note": row.note,
        "source": row.source,
    }


def _concept_cells(row: GlossaryRow) -> dict[str, str | None]:
    return {
        "kind": row.kind.value if row.kind else None,
        "owner": row.owner,
        "concept_note": row.concept_note,
        "confused_with": None if row.confused_with is None else " ".join(row.confused_with),
    }


def compare(uow: UnitOfWork, rows: Sequence[FileRow], impact_by: Recognizer | None = None) -> Comparison:
    """Compare a file's rows with what is stored now; with the glossary's recognizer also with the approved units."""
    states = {
        **uow.glossary.current(row.term_id for row in rows if row.term_id),
        **uow.glossary.newest(row.concept_id for row in rows),
    }
    concepts = uow.glossary.concepts(row.concept_id for row in rows)
    plan = merge.plan(rows, _stored(uow, rows, states, concepts))
    impact = _impact(uow, plan, states, impact_by) if impact_by is not None else {}
    shown = tuple(
        replace(row, impact=len(impact[place])) if place in impact and row.cell in {"term", "status"} else row
        for place, planned in enumerate(plan)
        for row in (
            _concept_preview(planned, concepts.get(planned.concept_id))
            if planned.of_concept
            else _preview_rows(planned, states.get(planned.term_id))
        )
    )
    return Comparison(plan, shown, len(frozenset().union(*impact.values())))


def _stored(
    uow: UnitOfWork,
    rows: Sequence[FileRow],
    states: Mapping[str, TermState],
    concepts: Mapping[str, ConceptState],
) -> merge.Stored:
    """Return what the rows are compared with."""
    terms = {
        number: merge.StoredTerm(
            state.term.concept_id,
            number,
            state.term.lang,
            state.term.revision,
            cells.of_term(state.term),
            active=state.active,
        )
        for number, state in states.items()
    }
    own = {
        number: merge.StoredConcept(state.entry.revision, cells.of_concept(state.entry))
        for number, state in concepts.items()
    }
    wanted = ((row.term_id, row.base_rev) for row in rows if row.term_id and row.base_rev is not None)
    bases = {key: cells.of_term(state.term) for key, state in uow.glossary.states(wanted).items()}
    seen = ((row.concept_id, row.concept_rev) for row in rows if row.concept_rev is not None)
    concept_bases = {key: cells.of_concept(state.entry) for key, state in uow.glossary.concept_states(seen).items()}
    alike: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in uow.glossary.entries():
        for term in entry.terms:
            form = (term.lang, merge.folded(term.text, term.lang))
            alike[form] = (*alike.get(form, ()), entry.id)
    return merge.Stored(terms, own, bases, concept_bases, alike)


def _concept_preview(planned: PlannedRow, state: ConceptState | None) -> Iterator[PreviewRow]:
    """Show what becomes of a stored concept's own cells; those of a new one are seen with its terms."""
    row = PreviewRow(planned.number, planned.result, planned.concept_id, "", "", message=planned.message)
    if planned.result is Result.ERROR:
        yield row
    elif state is not None:
        for cell in planned.cells:
            yield replace(
                row,
                result=cell.result,
                cell=cell.name,
                base=cell.base,
                current=cell.current,
                file=cell.file,
                current_author=state.author,
                current_at=state.at,
            )


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
        part=planned.part,
        entry=planned.concept_id if planned.alike else "",
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


def _impact(
    uow: UnitOfWork, plan: Sequence[PlannedRow], states: Mapping[str, TermState], recognizer: Recognizer
) -> dict[int, frozenset[str]]:
    """Return the approved units that hold a rendering that is not accepted afterwards, by place in the plan."""
    falling = {place: term for place, planned in enumerate(plan) if (term := _falling(planned, states)) is not None}
    if not falling:
        return {}
    stored = uow.glossary.entries({term.concept_id for term in falling.values()})
    naming = [term for entry in stored for term in entry.terms]
    for planned in plan:
        text = next((cell.file for cell in planned.cells if cell.name == "term"), "")
        if text and not planned.of_concept and not planned.term_id:
            naming.append(Term("", planned.concept_id, planned.lang, text))
    return units_made_wrong(uow, falling, naming, recognizer)


def _falling(planned: PlannedRow, states: Mapping[str, TermState]) -> Term | None:
    """Return the rendering that a row makes wrong: one that it replaces or forbids, or a new one that it forbids."""
    if planned.of_concept or planned.result is Result.ERROR:
        return None
    files = {cell.name: cell.file for cell in planned.cells}
    refused = "status" in files and not Status(files["status"]).accepted
    state = states.get(planned.term_id)
    if state is None:
        return Term("", planned.concept_id, planned.lang, files["term"]) if refused and files.get("term") else None
    if not state.active or not state.term.status.accepted:
        return None
    renamed = merge.folded(files.get("term", state.term.text), planned.lang) != merge.folded(
        state.term.text, planned.lang
    )
    return state.term if renamed or refused else None
