"""A glossary file as entries, for checking texts without a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.glossary import cells, merge
from tmflow.interchange import glossary_xlsx
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.errors import InputError
from tmflow.services.glossary_comparison import file_rows
from tmflow.services.glossary_matching import identified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.glossary.merge import FileRow

_EMPTY = merge.Stored({}, {}, {}, {}, {})


def entries_of(name: str, data: bytes) -> tuple[ConceptEntry, ...]:
    """Return the entries of a glossary file (.xlsx or .csv), in the file's order; rows without a term are left out.

    A term without a status is preferred when it is the first of its concept in its language, else admitted.

    Raises:
        InputError: the file cannot be read, with sheet and cell; or a cell holds what cannot stand there, with its row.
    """
    read, _ = identified(glossary_xlsx.parse(data, name), tuple)
    rows = [row for row in file_rows(read) if row.cells["term"]]
    plan = merge.plan(rows, _EMPTY)
    wrong = next((row for row in plan if row.result is merge.Result.ERROR), None)
    if wrong is not None:
        raise InputError(wrong.message, source=name, place=str(wrong.number))
    own: dict[str, dict[str, str]] = {}
    for planned in plan:
        if planned.of_concept:
            own.setdefault(planned.concept_id, {}).update({cell.name: cell.value for cell in planned.cells})
    members: dict[str, list[FileRow]] = {}
    for row in rows:
        members.setdefault(row.concept_id, []).append(row)
    return tuple(
        cells.with_concept_cells(ConceptEntry(concept, Kind.TERM, _terms(found)), own.get(concept, {}))
        for concept, found in members.items()
    )


def _terms(rows: Sequence[FileRow]) -> tuple[Term, ...]:
    terms: list[Term] = []
    for row in rows:
        first = all(term.lang != row.lang for term in terms)
        number = row.term_id or f"{row.concept_id}.{row.lang}.{len(terms) + 1}"
        status = Status.PREFERRED if first else Status.ADMITTED
        terms.append(cells.with_term_cells(Term(number, row.concept_id, row.lang, "", status), row.cells))
    return tuple(terms)
