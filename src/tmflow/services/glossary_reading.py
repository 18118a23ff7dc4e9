"""A glossary file as entries, for checking texts without a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.interchange import glossary_xlsx
from tmflow.model.concept import ConceptEntry, Kind, Status, Term

if TYPE_CHECKING:
    from tmflow.interchange.glossary_xlsx import GlossaryRow


def entries_of(name: str, data: bytes) -> tuple[ConceptEntry, ...]:
    """Return the entries of a glossary file (.xlsx or .csv), in the file's order; rows without a term are left out.

    A term without a status is preferred when it is the first of its concept in its language, else admitted.

    Raises:
        InputError: the file cannot be read, with sheet and cell.
    """
    terms: dict[str, list[Term]] = {}
    kinds: dict[str, Kind] = {}
    links: dict[str, dict[str, None]] = {}
    for row in glossary_xlsx.parse(data, name):
        if row.term:
            members = terms.setdefault(row.concept_id, [])
            members.append(_term(row, members))
            kinds.setdefault(row.concept_id, row.kind or Kind.TERM)
        links.setdefault(row.concept_id, {}).update(dict.fromkeys(row.confused_with or ()))
    return tuple(
        ConceptEntry(concept, kinds[concept], tuple(members), confused_with=tuple(links[concept]))
        for concept, members in terms.items()
    )


def _term(row: GlossaryRow, before: list[Term]) -> Term:
    first = all(term.lang != row.lang for term in before)
    status = row.status or (Status.PREFERRED if first else Status.ADMITTED)
    number = row.term_id or f"{row.concept_id}.{row.lang}.{len(before) + 1}"
    return Term(number, row.concept_id, row.lang, row.term, status, row.note or "", row.source or "")
