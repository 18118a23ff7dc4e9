"""Rows of the glossary to the model and back: terms and concepts as columns, and as the JSON of their histories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tmflow.model.concept import ConceptEntry, Form, Kind, Status, Term
from tmflow.services.ports.glossary import ConceptState, ImportRecord, TermState
from tmflow.storage.schema import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Row

_PLAIN: Final = ("note", "source", "use_instead", "gender", "inflection", "valid_from", "valid_until", "returned")
"""The texts of a term that are stored as they are."""
_STATUS: Final = {status.value: status for status in Status}
_FORM: Final = {form.value: form for form in Form}


def term_values(each: Term) -> dict[str, object]:
    """Return a term's values as columns, without its id and revision."""
    return {
        "concept_id": each.concept_id,
        "lang": each.lang,
        "text": each.text,
        "status": each.status.value,
        "form": each.form.value,
        "case": each.case,
        **{name: getattr(each, name) for name in _PLAIN},
    }


def _term_of(term_id: str, revision: int, values: Mapping[str, Any]) -> Term:
    """Return the term of stored values; a field that an older state lacks was not known then."""
    return Term(
        id=term_id,
        concept_id=values["concept_id"],
        lang=values["lang"],
        text=values["text"],
        status=Status(values["status"]),
        revision=revision,
        form=Form(values.get("form", "")),
        case=bool(values.get("case", False)),
        **{name: values.get(name, "") for name in _PLAIN},
    )


TERM_COLUMNS: Final = tuple(
    term.c[name]
    for name in (
        "id",
        "concept_id",
        "lang",
        "text",
        "status",
        "note",
        "source",
        "revision",
        "form",
        "use_instead",
        "case",
        "gender",
        "inflection",
        "valid_from",
        "valid_until",
        "returned",
    )
)
"""The columns of `term` in the order of the fields of `Term`."""


def terms_of(rows: Iterable[Sequence[Any]]) -> Iterator[Term]:
    """Yield the terms of rows of `TERM_COLUMNS`; this is done for every term of the glossary."""
    for number, concept, lang, text, status, note, source, revision, form, *others in rows:
        yield Term(number, concept, lang, text, _STATUS[status], note, source, revision, _FORM[form], *others)


def term_of(row: Row[Any]) -> Term:
    """Return the term of a row."""
    return _term_of(row.id, row.revision, row._asdict())


def state_of(row: Row[Any]) -> TermState:
    """Return the past state of a row of `term_history`."""
    return TermState(
        _term_of(row.term_id, row.revision, row.values), bool(row.values["active"]), str(row.author), str(row.at)
    )


def state_json(state: TermState) -> dict[str, object]:
    """Return the values of a row of `term_history`."""
    return {**term_values(state.term), "active": state.active}


def concept_values(entry: ConceptEntry) -> dict[str, object]:
    """Return a concept's own values as columns, without its id and revision."""
    return {
        "kind": entry.kind.value,
        "note": entry.note,
        "confused_with": list(entry.confused_with),
        "owner": entry.owner,
    }


def _concept_of(
    concept_id: str, revision: int, values: Mapping[str, Any], terms: tuple[Term, ...] = ()
) -> ConceptEntry:
    return ConceptEntry(
        id=concept_id,
        kind=Kind(values["kind"]),
        terms=terms,
        note=values["note"],
        confused_with=tuple(values["confused_with"]),
        owner=values["owner"],
        revision=revision,
    )


def concept_of(row: Row[Any], terms: tuple[Term, ...] = ()) -> ConceptEntry:
    """Return the concept of a row."""
    return _concept_of(row.id, row.revision, row._asdict(), terms)


def concept_state_of(row: Row[Any]) -> ConceptState:
    """Return the past state of a row of `concept_history`."""
    values = row.values
    return ConceptState(
        _concept_of(row.concept_id, row.revision, values), bool(values["active"]), str(row.author), str(row.at)
    )


def concept_json(entry: ConceptEntry, *, active: bool) -> dict[str, object]:
    """Return the values of a row of `concept_history`."""
    return {**concept_values(entry), "active": active}


def import_of(row: Row[Any]) -> ImportRecord:
    """Return an import."""
    return ImportRecord(row.id, row.name, row.state, row.account, row.at, row.rows, row.changes, row.undone_at)
