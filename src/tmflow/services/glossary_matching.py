"""Which concept a row of a file means, where it has no id of ours: told by its terms, asked where that is not sure.

Terms that agree in two languages make the same concept; one alone makes a possible duplicate that a person decides
about (the comparison finds it), because "Director" is a title of many offices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.glossary.merge import folded
from tmflow.i18n import tr
from tmflow.interchange.glossary_table.templates import from_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from tmflow.interchange.glossary_xlsx import GlossaryRow
    from tmflow.model.concept import ConceptEntry

NEW: Final = "+"
"""How the id begins of a concept that has none yet; it gets one when the import is written."""
_SURE: Final = 2
"""Languages in which the terms must agree."""
_LISTED: Final = 8

_Form = tuple[str, str]
"""Language and folded text of a term."""


def identified(
    rows: Sequence[GlossaryRow], entries: Callable[[], Iterable[ConceptEntry]], known: Collection[str] = frozenset()
) -> tuple[tuple[GlossaryRow, ...], tuple[str, ...]]:
    """Return the rows, each with the id of its concept, and what a person should know.

    Args:
        rows: the rows of a file; those of one concept have its id, or one row number.
        entries: returns the glossary as it is; asked only where a row has no id of ours.
        known: the ids of all concepts there ever were; rows that name one of them mean it.
    """
    groups: defaultdict[str, list[GlossaryRow]] = defaultdict(list)
    for row in rows:
        groups[row.concept_id or f"{NEW}{row.row_number}"].append(row)
    strangers = {
        name: _forms(members)
        for name, members in groups.items()
        if name not in known and (name.startswith(NEW) or from_elsewhere(name))
    }
    if not strangers:
        return tuple(rows), ()
    homes, remarks = _homes(strangers, _owners((entry.id, _forms_of(entry)) for entry in entries()))
    within, more = _within(
        {name: forms for name, forms in strangers.items() if name.startswith(NEW) and name not in homes}
    )
    homes.update(within)
    named = (row.concept_id or f"{NEW}{row.row_number}" for row in rows)
    return (
        tuple(replace(row, concept_id=homes.get(name, name)) for row, name in zip(rows, named, strict=True)),
        (*remarks, *more),
    )


def _homes(
    strangers: Mapping[str, frozenset[_Form]], owners: Mapping[_Form, Sequence[str]]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the stored concepts that agree with unknown ones in two languages, where it is one."""
    homes: dict[str, str] = {}
    for name, forms in strangers.items():
        found = _agreeing(forms, owners)
        if len(found) == 1:
            homes[name] = found[0]
    named = len([name for name in homes if not name.startswith(NEW)])
    remarks = []
    if len(homes) > named:
        remarks.append(tr("Rows without an id that were recognised by their terms: {count}.", count=len(homes) - named))
    if named:
        remarks.append(
            tr("Entries with an id of another program that were recognised by their terms: {count}.", count=named)
        )
    return homes, tuple(remarks)


def _within(strangers: Mapping[str, frozenset[_Form]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the rows that are one concept with a row before them, and say which only share a term."""
    owners: defaultdict[_Form, list[str]] = defaultdict(list)
    homes: dict[str, str] = {}
    shared: list[str] = []
    for name, forms in strangers.items():
        found = _agreeing(forms, owners)
        if found:
            homes[name] = found[0]
        elif any(form in owners for form in forms):
            shared.append(name.removeprefix(NEW))
        for form in forms:
            owners[form].append(homes.get(name, name))
    if not shared:
        return homes, ()
    listed = ", ".join(shared[:_LISTED]) + (" …" if len(shared) > _LISTED else "")
    return homes, (
        tr(
            "Rows that share a term with a row above them, and become entries of their own: {rows}. "
            "Give them one concept_id if they are the same.",
            rows=listed,
        ),
    )


def _agreeing(forms: Iterable[_Form], owners: Mapping[_Form, Sequence[str]]) -> list[str]:
    """Return the concepts that share terms in at least two languages; only those that share most."""
    languages: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms:
        for owner in owners.get(form, ()):
            languages[owner].add(form[0])
    counts = Counter({owner: len(found) for owner, found in languages.items() if len(found) >= _SURE})
    most = max(counts.values(), default=0)
    return [owner for owner, count in counts.items() if count == most]


def _owners(concepts: Iterable[tuple[str, frozenset[_Form]]]) -> Mapping[_Form, Sequence[str]]:
    owners: defaultdict[_Form, list[str]] = defaultdict(list)
    for name, forms in concepts:
        for form in forms:
            owners[form].append(name)
    return owners


def _forms(rows: Iterable[GlossaryRow]) -> frozenset[_Form]:
    return frozenset((row.lang, folded(row.term, row.lang)) for row in rows if row.term)


def _forms_of(entry: ConceptEntry) -> frozenset[_Form]:
    return frozenset((term.lang, folded(term.text, term.lang)) for term in entry.terms)
