"""Opening a file as a sheet of cells: the right sheet of a workbook, or separated text in any encoding."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.files.encoding import decode
from tmflow.files.limits import check_size
from tmflow.files.workbook import MAX_CELL, MAX_CELLS, CellKind, Sheet, SheetCell, open_workbook
from tmflow.files.workbook_parts import letter
from tmflow.files.zip import kind_of
from tmflow.i18n import tr
from tmflow.interchange.glossary_table.heads import understood
from tmflow.model.errors import InputError, TooLarge, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.files.workbook import Workbook

MAX_COLUMNS: Final = 256
"""Columns that are read; a term base with many languages and fields has some tens."""
_DELIMITERS: Final = "\t;,|"
_SEP_LINE: Final = re.compile(r"sep=(.)\s*")
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r")
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")
_LISTED: Final = 8


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet, the names of all sheets beside it, and what a person should know of the file."""

    sheet: Sheet
    sheets: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def open_source(data: bytes, source: str, sheet: str = "") -> Source:
    """Open a file; without `sheet` the first visible sheet whose headings are understood, else the first with text.

    Raises:
        UnreadableFile: empty, damaged, hostile, protected, or of another kind.
        TooLarge: over the limits of an upload, a workbook or a cell.
        InputError: there is no such sheet.
    """
    check_size(len(data), source)
    if kind_of(data) or source.lower().endswith(_WORKBOOKS):
        book = open_workbook(data, source)
        name = sheet or _chosen(book, source)
        read = book.sheet(name, max_columns=MAX_COLUMNS)
        if not read.rows:
            raise UnreadableFile(tr("there is no text in this sheet. Choose another one."), source=source, place=name)
        return Source(read, tuple(each.name for each in book.sheets), (*_about_book(book, name), *_about_sheet(read)))
    return Source(_separated(data, source))


def _chosen(book: Workbook, source: str) -> str:
    visible = [each.name for each in book.sheets if not each.hidden] or [each.name for each in book.sheets]
    heads = {name: book.head(name, max_columns=MAX_COLUMNS) for name in visible}
    for name, head in heads.items():
        if understood(head).layout is not None:
            return name
    filled = next((name for name, head in heads.items() if head.rows), None)
    if filled is None:
        raise UnreadableFile(tr("there is no sheet with text in this workbook."), source=source)
    return filled


def _about_book(book: Workbook, name: str) -> tuple[str, ...]:
    remarks = []
    others = [each for each in book.sheets if each.name != name]
    if others:
        listed = ", ".join(
            tr("{name} (hidden)", name=each.name) if each.hidden else each.name for each in others[:_LISTED]
        )
        remarks.append(tr("Only the sheet “{name}” was read, not: {others}.", name=name, others=listed))
    if any(each.hidden for each in book.sheets if each.name == name):
        remarks.append(tr("The sheet “{name}” is hidden; it was read because it was asked for.", name=name))
    if book.macros:
        remarks.append(tr("The workbook carries macros; they were neither run nor read."))
    if book.external_links:
        remarks.append(tr("The workbook has links to other files; they were not followed."))
    return tuple(remarks)


def _about_sheet(sheet: Sheet) -> tuple[str, ...]:
    remarks = []
    if sheet.filtered:
        remarks.append(tr("A filter is on; the rows that it hides were read too."))
    if sheet.hidden_rows:
        remarks.append(tr("Hidden rows were read too: {rows}.", rows=_runs(sheet.hidden_rows)))
    if sheet.hidden_columns:
        listed = ", ".join(sheet.hidden_columns[:_LISTED])
        remarks.append(tr("Hidden columns were read too: {columns}.", columns=listed))
    return tuple(remarks)


def _runs(numbers: Sequence[int]) -> str:
    """Return numbers as runs: `3, 5–9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_LISTED]]
    return ", ".join(texts) + (" …" if len(runs) > _LISTED else "")


def _separated(data: bytes, source: str) -> Sheet:
    text = decode(data, source).text.lstrip("\ufeff")
    skipped = 0
    named = _SEP_LINE.fullmatch(text.partition("\n")[0])
    if named:  # Excel's own way to say the separator
        text, skipped = text.partition("\n")[2], 1
    head = text.lstrip("\r\n").splitlines()[:1]
    delimiter = named[1] if named else max(_DELIMITERS, key=lambda sign: head[0].count(sign) if head else 0)
    rows = _rows(text, delimiter, source)
    width = max(map(len, rows), default=0)
    letters = [letter(column) for column in range(1, width + 1)]
    cells = tuple(
        tuple(_text_cell(row, column, f"{letters[column]}{number}", source) for column in range(width))
        for number, row in enumerate(rows, start=1 + skipped)
    )
    return Sheet("", (tuple(SheetCell("", CellKind.EMPTY, f"{each}1") for each in letters),) * skipped + cells)


def _rows(text: str, delimiter: str, source: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += max(len(row), 1)
            if len(row) > MAX_COLUMNS or cells > MAX_CELLS:
                raise TooLarge(
                    tr(
                        "this row has {columns} columns, and there are {cells} cells before it; at most {most} columns "
                        "and {limit} cells are read.",
                        columns=len(row),
                        cells=cells - 1,
                        most=MAX_COLUMNS,
                        limit=MAX_CELLS,
                    ),
                    source=source,
                    place=tr("row {number}", number=len(rows) + 1),
                )
            rows.append(row)
    except csv.Error as error:
        raise UnreadableFile(
            tr("the rows cannot be split into fields ({reason}). Save it as .xlsx.", reason=str(error)), source=source
        ) from error
    return rows


def _text_cell(row: Sequence[str], column: int, coordinate: str, source: str) -> SheetCell:
    text = row[column] if column < len(row) else ""
    if len(text) > MAX_CELL:
        raise InputError(
            tr("the cell has {size} characters; Excel keeps {limit}. Shorten it.", size=len(text), limit=MAX_CELL),
            source=source,
            place=coordinate,
        )
    # A spreadsheet that writes CSV safely puts an apostrophe before what would be a formula.
    if text[:1] == "'" and text[1:2] in _FORMULA_START and text[1:2]:
        text = text[1:]
    return SheetCell(text, CellKind.TEXT if text else CellKind.EMPTY, coordinate)
