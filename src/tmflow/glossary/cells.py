"""A term and a concept as named cells, as files and forms have them, and back; and what may stand in each cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Form, Kind, Status, Term
from tmflow.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

TERM_CELLS: Final = (
    "term",
    "status",
    "form",
    "use_instead",
    "case",
    "gender",
    "inflection",
    "valid_from",
    "valid_until",
    "note",
    "source",
)
"""The cells of a term that can change, by the headings of the file."""
CONCEPT_CELLS: Final = ("kind", "owner", "concept_note", "confused_with")
"""The cells of a concept's own values; every row of the concept shows them."""

LONGEST_TERM: Final = 1_000
LONGEST_NOTE: Final = 10_000
_LONGEST_OWNER: Final = 100
_LONGEST_INFLECTION: Final = 200
GENDERS: Final = ("", "m", "f", "n", "pl")
YES: Final = "yes"
_CHOICES: Final[dict[str, Collection[str]]] = {
    "status": tuple(Status),
    "kind": tuple(Kind),
    "form": tuple(Form),
    "gender": GENDERS,
    "case": ("", YES),
}
_LENGTHS: Final = {
    "term": LONGEST_TERM,
    "use_instead": LONGEST_TERM,
    "inflection": _LONGEST_INFLECTION,
    "owner": _LONGEST_OWNER,
    "note": LONGEST_NOTE,
    "source": LONGEST_NOTE,
    "concept_note": LONGEST_NOTE,
}
_ONE_LINE: Final = frozenset(("term", "use_instead", "inflection", "owner"))


def of_term(term: Term) -> dict[str, str]:
    """Return a term's cells; all of `TERM_CELLS`."""
    return {
        "term": term.text,
        "status": term.status.value,
        "form": term.form.value,
        "use_instead": term.use_instead,
        "case": YES if term.case else "",
        "gender": term.gender,
        "inflection": term.inflection,
        "valid_from": term.valid_from,
        "valid_until": term.valid_until,
        "note": term.note,
        "source": term.source,
    }


def with_term_cells(term: Term, cells: Mapping[str, str]) -> Term:
    """Return a term with some of its cells written anew.

    Raises:
        InputError: a cell holds what cannot stand there (`source` is its name), or the validity ends before it begins.
    """
    _refuse(cells)
    value = {**of_term(term), **cells}
    changed = replace(
        term,
        text=value["term"],
        status=Status(value["status"]),
        form=Form(value["form"]),
        use_instead=value["use_instead"],
        case=value["case"] == YES,
        gender=value["gender"],
        inflection=value["inflection"],
        valid_from=value["valid_from"],
        valid_until=value["valid_until"],
        note=value["note"],
        source=value["source"],
        returned=term.returned if value["status"] == Status.DRAFT else "",
    )
    if changed.valid_until and changed.valid_until <= changed.valid_from:
        raise InputError(tr("The last day must come after the first."), source="valid_until", place=changed.text)
    return changed


def of_concept(entry: ConceptEntry) -> dict[str, str]:
    """Return the cells of a concept's own values; all of `CONCEPT_CELLS`."""
    return {
        "kind": entry.kind.value,
        "owner": entry.owner,
        "concept_note": entry.note,
        "confused_with": " ".join(entry.confused_with),
    }


def with_concept_cells(entry: ConceptEntry, cells: Mapping[str, str]) -> ConceptEntry:
    """Return a concept with some of its own cells written anew.

    Raises:
        InputError: a cell holds what cannot stand there (`source` is its name).
    """
    _refuse(cells)
    value = {**of_concept(entry), **cells}
    return replace(
        entry,
        kind=Kind(value["kind"]),
        owner=value["owner"],
        note=value["concept_note"],
        confused_with=tuple(dict.fromkeys(name for name in value["confused_with"].split() if name != entry.id)),
    )


def _refuse(cells: Mapping[str, str]) -> None:
    for name, value in cells.items():
        message = problem(name, value)
        if message:
            raise InputError(message, source=name)


def problem(name: str, value: str) -> str:
    """Return what is wrong with a cell's value, or nothing."""
    choices = _CHOICES.get(name)
    if choices is not None and value not in choices:
        expected = ", ".join(each for each in choices if each)
        return tr("“{text}” is not known here. Expected one of {expected}.", text=value[:50], expected=expected)
    if name == "term" and not value:
        return tr("A term is one line of 1 to {count} characters.", count=LONGEST_TERM)
    if name in {"valid_from", "valid_until"} and value and not _is_date(value):
        return tr("“{text}” is no date. Expected year, month and day, as in 2021-11-01.", text=value[:50])
    longest = _LENGTHS.get(name)
    if longest is not None and len(value) > longest:
        return tr("This text has {size} characters; here {limit} are allowed.", size=len(value), limit=longest)
    if name in _ONE_LINE and "\n" in value:
        return tr("This must be one line.")
    return ""


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
