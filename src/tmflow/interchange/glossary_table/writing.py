"""The way out: a workbook in either layout, text cells only, ready to work in.

Every cell is stored as text (`t="s"`), so nothing in it can be a live formula, whatever it begins with; the columns are
formatted as text, so that Excel makes no date of what the owner types.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tmflow.files.workbook import MAX_CELL
from tmflow.files.workbook_parts import escaped
from tmflow.files.xml import without_illegal
from tmflow.i18n import tr
from tmflow.interchange.glossary_table.columns import COLUMNS
from tmflow.interchange.glossary_table.wide import Reference, digest
from tmflow.model.concept import Form, Kind, Status
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from tmflow.model.concept import ConceptEntry, Term

SHEET: Final = "glossary"
_WIDTHS: Final = {
    "concept_id": 14,
    "term_id": 14,
    "base_rev": 9,
    "lang": 7,
    "term": 60,
    "status": 13,
    "kind": 14,
    "form": 8,
    "use_instead": 30,
    "case": 7,
    "gender": 8,
    "inflection": 18,
    "valid_from": 12,
    "valid_until": 12,
    "note": 40,
    "source": 40,
    "owner": 14,
    "concept_note": 40,
    "confused_with": 24,
    "concept_rev": 11,
    "ref": 9,
}
_WRAPPED: Final = frozenset(("term", "status", "use_instead", "note", "source", "concept_note"))
_QUIET: Final = frozenset(("term_id", "base_rev", "concept_rev", "ref"))
"""Columns for the way back, not for the owner's eyes."""
_CHOICES: Final = {
    "lang": LANGUAGES,
    "status": tuple(Status),
    "kind": tuple(Kind),
    "form": (Form.FULL.value, Form.SHORT.value),
    "case": ("yes", "no"),
    "gender": ("m", "f", "n", "pl"),
}
WIDE: Final = (
    *("concept_id", "kind"),
    *(f"{lang}{part}" for lang in LANGUAGES for part in ("", "_status")),
    *("owner", "concept_note", "confused_with", "concept_rev"),
    *(f"{lang}_ref" for lang in LANGUAGES),
)
_SPARE_ROWS: Final = 1_000
"""Rows that the drop-downs reach below the table, for what the owner will add."""


def write_terms(entries: Iterable[ConceptEntry]) -> bytes:
    """Return a workbook with one row a term.

    Raises:
        InputError: a text is longer than a cell can hold (32,767 characters); Excel would cut it in silence.
    """
    rows = (_term_row(entry, term) for entry in entries for term in entry.terms)
    return _workbook(COLUMNS, COLUMNS, rows)


def write_wide(entries: Iterable[ConceptEntry]) -> bytes:
    """Return a workbook with one row a concept; several terms stand on lines of one cell, each with its status.

    `zh_ref` and so on at the right name the stored terms in their order; who changes a term leaves them as they are.

    Raises:
        InputError: as `write_terms`; or a term has several lines.
    """
    kinds = ("concept_id", "kind", *("term", "status") * len(LANGUAGES), *WIDE[-7:-3], *("ref",) * len(LANGUAGES))
    return _workbook(WIDE, kinds, map(_wide_row, entries))


def _term_row(entry: ConceptEntry, term: Term) -> tuple[str, ...]:
    return (
        *(entry.id, term.id, str(term.revision), term.lang, term.text),
        *(term.status.value, entry.kind.value, term.form.value, term.use_instead),
        *("yes" if term.case else "", term.gender, term.inflection, term.valid_from, term.valid_until),
        *(term.note, term.source, entry.owner, entry.note, " ".join(entry.confused_with), str(entry.revision)),
    )


def _wide_row(entry: ConceptEntry) -> tuple[str, ...]:
    terms = [entry.in_language(lang) for lang in LANGUAGES]
    return (
        *(entry.id, entry.kind.value),
        *(text for found in terms for text in (_lines(t.text for t in found), _lines(t.status.value for t in found))),
        *(entry.owner, entry.note, " ".join(entry.confused_with), str(entry.revision)),
        # On one line, so that the row is no higher for it.
        *("; ".join(str(Reference(t.id, t.revision, digest(t.text))) for t in found) for found in terms),
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _workbook(headings: Sequence[str], kinds: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook; `kinds` names for each heading the column of `_WIDTHS` that it is like."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    if sheet is None:  # a new workbook has one sheet; the type allows none
        sheet = workbook.create_sheet()
    sheet.title = SHEET
    wrapped = Alignment(vertical="top", wrap_text=True)
    plain = Alignment(vertical="top")
    for column, (heading, kind) in enumerate(zip(headings, kinds, strict=True), start=1):
        cell = _write(sheet, 1, column, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EDF3")
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS[kind]
        dimension.number_format = "@"
        dimension.alignment = wrapped if kind in _WRAPPED else plain
    grey = Font(color="808080")
    last = 1
    for last, values in enumerate(rows, start=2):
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True), start=1):
            if value:
                cell = _write(sheet, last, column, value)
                cell.alignment = wrapped if kind in _WRAPPED else plain
                if kind in _QUIET:
                    cell.font = grey
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last}"
    _add_choices(sheet, kinds, last)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: str) -> Cell | MergedCell:
    if len(value) > MAX_CELL:
        raise InputError(
            tr("the text has {size} characters; a cell of Excel holds {limit}.", size=len(value), limit=MAX_CELL),
            source=SHEET,
            place=f"{get_column_letter(column)}{row}",
        )
    cell = sheet.cell(row, column)
    cell.value = escaped(without_illegal(value))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _add_choices(sheet: Worksheet, kinds: Sequence[str], last: int) -> None:
    """Add drop-downs, also for the rows that the owner will fill; a cell of several terms has several words."""
    for column, kind in enumerate(kinds, start=1):
        if kind in _CHOICES:
            letter = get_column_letter(column)
            strict = sheet.cell(1, column).value == kind
            choice = DataValidation(
                type="list", formula1=f'"{",".join(_CHOICES[kind])}"', allow_blank=True, showErrorMessage=strict
            )
            choice.add(f"{letter}2:{letter}{last + _SPARE_ROWS}")
            sheet.add_data_validation(choice)
