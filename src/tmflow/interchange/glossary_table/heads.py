"""Understanding a table by its headings: which layout, whose table, and what each column is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.interchange.glossary_table import templates
from tmflow.interchange.glossary_table.columns import (
    COLUMNS,
    CONCEPT_COLUMNS,
    FLAGS,
    REQUIRED,
    TERM_COLUMNS,
    WIDE_COLUMNS,
    field_in_language,
    field_of,
)
from tmflow.interchange.glossary_table.model import ColumnUse, Layout, TableHead, Template
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.files.workbook import Sheet, SheetCell

_HEADER_ROWS: Final = 5
_SAMPLE: Final = 60
_FOR_ALL: Final = ("status", "source", "form", "valid_from", "valid_until")
"""Columns without a language that, in the wide layout, speak of every term of the row."""
TERM_FIELDS: Final = (*COLUMNS, *FLAGS)
WIDE_FIELDS: Final = (
    *CONCEPT_COLUMNS,
    *_FOR_ALL,
    *(f"{field}:{lang}" for lang in LANGUAGES for field in (*WIDE_COLUMNS, *FLAGS)),
)


def understood(sheet: Sheet) -> TableHead:
    """Return how the headings in the first rows of a sheet are understood; `layout` is nothing where they are not."""
    best: TableHead | None = None
    for number, row in enumerate(sheet.rows[:_HEADER_ROWS]):
        head = _row(sheet, number, row)
        if head.layout is not None:
            return head
        if best is None or _known(head) > _known(best):
            best = head
    return best or TableHead(None, Template.PLAIN, (), 0, sheet.name)


def mapped(sheet: Sheet, mapping: Mapping[str, str], source: str) -> TableHead:
    """Return a head as a person has it: `mapping` has a field for column letters; the others stay as understood.

    Raises:
        InputError: a field is not known, or the columns make neither of the two layouts.
    """
    head = understood(sheet)
    columns = tuple(
        ColumnUse(each.letter, each.heading, mapping.get(each.letter, each.field), each.sample) for each in head.columns
    )
    fields = [each.field for each in columns if each.field]
    for field in fields:
        if field not in TERM_FIELDS and field not in WIDE_FIELDS:
            raise InputError(tr("there is no column “{field}”.", field=field), source=source)
    layout = _layout(fields)
    if layout is None:
        raise InputError(missing(fields), source=source, place=sheet.name)
    return TableHead(layout, head.template, _fitting(columns, layout), head.header_row, sheet.name)


def refuse_doubles(head: TableHead, sheet: Sheet, source: str) -> None:
    """Refuse a column that stands twice, where that has no meaning.

    Raises:
        InputError: with the second one's place.
    """
    seen: set[str] = set()
    cells = sheet.rows[head.header_row]
    for use, cell in zip(head.columns, (cell for cell in cells if cell.text.strip()), strict=True):
        alone = head.layout is Layout.TERMS or use.field in {"concept_id", "kind", "owner", "concept_rev"}
        if use.field and alone and use.field in seen:
            raise InputError(
                tr("the heading “{heading}” stands twice. Keep one of the columns.", heading=cell.text),
                source=source,
                place=sheet.place(cell),
            )
        seen.add(use.field)


def missing(fields: Sequence[str]) -> str:
    """Return what a table lacks to be understood, for people."""
    lacking = ", ".join(column for column in REQUIRED if column not in fields)
    return tr(
        "the heading {missing} is missing. The first row must name concept_id, lang and term, or have a column a "
        "language (zh, en, ru).",
        missing=lacking,
    )


def _row(sheet: Sheet, number: int, row: Sequence[SheetCell]) -> TableHead:
    headings = [cell.text for cell in row]
    template = templates.recognised(headings)
    fields = _term_fields(headings, template)
    layout = _layout(fields)
    if layout is None:
        wide = _wide_fields(headings, template)
        layout = _layout([field for field in wide if field])
        fields = wide if layout else fields
    columns = tuple(
        ColumnUse(_letter(cell), cell.text.strip(), field, _sample(sheet, number, position))
        for position, (cell, field) in enumerate(zip(row, fields, strict=True))
        if cell.text.strip()
    )
    return TableHead(layout, template, columns, number, sheet.name)


def _layout(fields: Sequence[str]) -> Layout | None:
    if all(column in fields for column in REQUIRED):
        return Layout.TERMS
    languages = {lang for name, _, lang in (field.partition(":") for field in fields) if name in TERM_COLUMNS and lang}
    if len(languages) > 1 or (languages and "concept_id" in fields):
        return Layout.WIDE
    return None


def _fitting(columns: Sequence[ColumnUse], layout: Layout) -> tuple[ColumnUse, ...]:
    """Leave out what has no meaning in a layout."""
    known = TERM_FIELDS if layout is Layout.TERMS else WIDE_FIELDS
    return tuple(
        each if each.field in known else ColumnUse(each.letter, each.heading, "", each.sample) for each in columns
    )


def _term_fields(headings: Sequence[str], template: Template) -> list[str]:
    fields = []
    for heading in headings:
        own = templates.field_in(template, heading)
        field = field_of(heading) if own is None else own
        fields.append(field if field in TERM_FIELDS else "")
    return fields


def _wide_fields(headings: Sequence[str], template: Template) -> list[str]:
    """Return the field of each heading; one without a language belongs to the language before it, or to the concept."""
    named = [_named(heading, template) for heading in headings]
    last = max((place for place, (field, lang) in enumerate(named) if lang and field in TERM_COLUMNS), default=-1)
    again = {field for field, count in Counter(field for field, lang in named if not lang).items() if count > 1}
    fields, before = [], ""
    for place, (field, lang) in enumerate(named):
        before = lang if field in TERM_COLUMNS and lang else before
        bound = before and (place < last or field in again or template is Template.MEMOQ)
        fields.append(_wide_field(field, lang or (before if bound else ""), named=bool(lang)))
    return fields


def _named(heading: str, template: Template) -> tuple[str, str]:
    own = templates.field_in(template, heading)
    if own is not None:
        field, _, lang = own.partition(":")
        return field, lang
    field, lang = field_in_language(heading)
    return (field, lang) if field else (field_of(heading), "")


def _wide_field(field: str, lang: str, *, named: bool) -> str:
    if field in CONCEPT_COLUMNS and (not lang or field == "concept_id"):
        return field
    if lang:
        if not named:  # a comment or a definition that follows a language is a note of its terms
            field = {"concept_note": "note", "synonym": "term"}.get(field, field)
        found = f"{field}:{lang}"
        return found if found in WIDE_FIELDS else ""
    field = "concept_note" if field == "note" else field
    return field if field in WIDE_FIELDS else ""


def _known(head: TableHead) -> int:
    return sum(bool(each.field) for each in head.columns)


def _letter(cell: SheetCell) -> str:
    return cell.coordinate.rstrip("0123456789")


def _sample(sheet: Sheet, header: int, position: int) -> str:
    texts = (row[position].text.strip() for row in sheet.rows[header + 1 :])
    return next((text[:_SAMPLE] for text in texts if text), "")
