"""The first sheet of an .xlsx workbook as text cells, after its size and shape were looked at.

openpyxl reads it, because only it tells a formula, a date and a number from text and knows the merged cells; calamine
is faster, but turns 111 into 111.0 and an uncached formula into nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from tmflow.files.limits import MEBIBYTE, check_size
from tmflow.files.zip import open_container
from tmflow.i18n import tr
from tmflow.model.errors import InputError, TooLarge, UnreadableFile

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

MAX_WORKBOOK: Final = 32 * MEBIBYTE
"""Bytes that the parts of a workbook may have unpacked: about half a million cells of text."""
MAX_CELL: Final = 32_767
"""Characters that Excel keeps in a cell; a longer text would be cut without a word."""
MAX_CELLS: Final = 1_000_000
"""Cells between the first one and the last, empty ones included."""


class CellKind(StrEnum):
    """What stands in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's text and kind; `coordinate` is `B7`, `merged` names the range that it is a part of."""

    text: str
    kind: CellKind
    coordinate: str
    merged: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its rows; every row has the same number of cells, hidden rows and columns included."""

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]

    def place(self, cell: SheetCell) -> str:
        """Return how a person finds a cell: `Sheet1!B7`."""
        return f"{self.name}!{cell.coordinate}"


def first_sheet(data: bytes, source: str, *, max_columns: int) -> Sheet:
    """Read the first visible sheet that holds anything.

    Raises:
        UnreadableFile: not a workbook, truncated, protected, damaged, or empty.
        TooLarge: over the limits: unpacked size, rows, columns.
        InputError: a cell holds more characters than Excel keeps.
    """
    check_size(len(data), source)
    open_container(data, source, expected=".xlsx", requires="xl/workbook.xml", max_unpacked=MAX_WORKBOOK).close()
    with warnings.catch_warnings():
        # openpyxl warns of extensions that it leaves out (conditional formats, validations): none of them holds text.
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        except (
            *(KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError),
            *(BadZipFile, InvalidFileException, etree.LxmlError, SyntaxError),
        ) as error:
            raise UnreadableFile(
                tr("Excel's parts in it contradict each other. Open it in Excel and save it again."), source=source
            ) from error
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or workbook.worksheets
    chosen = next((sheet for sheet in sheets if sheet.max_row > 1 or sheet["A1"].value is not None), None)
    if chosen is None:
        raise UnreadableFile(tr("there is no sheet with text in this workbook."), source=source)
    _check_shape(chosen, source, max_columns)
    merged = _merged(chosen, source)
    rows = tuple(
        tuple(_cell(cell, merged.get((row, column), ""), chosen.title, source) for column, cell in enumerate(line, 1))
        for row, line in enumerate(chosen.iter_rows(min_row=1, min_col=1), 1)
    )
    return Sheet(chosen.title, rows)


def _check_shape(sheet: Worksheet, source: str, max_columns: int) -> None:
    if sheet.max_column > max_columns:
        raise TooLarge(
            tr(
                "there is something in column {column}; at most {limit} columns are read. Delete what is not needed.",
                column=get_column_letter(sheet.max_column),
                limit=max_columns,
            ),
            source=source,
            place=sheet.title,
        )
    if sheet.max_row * sheet.max_column > MAX_CELLS:
        raise TooLarge(
            tr(
                "it reaches to row {row}: that makes more than {limit} cells. Delete what is far below the table.",
                row=sheet.max_row,
                limit=MAX_CELLS,
            ),
            source=source,
            place=sheet.title,
        )


def _merged(sheet: Worksheet, source: str) -> dict[tuple[int, int], str]:
    """Return for each merged cell, by row and column from 1, the range it is a part of."""
    areas = list(sheet.merged_cells.ranges)
    if sum(area.size["rows"] * area.size["columns"] for area in areas) > MAX_CELLS:
        raise TooLarge(
            tr("more than {limit} cells are merged. Split them.", limit=MAX_CELLS), source=source, place=sheet.title
        )
    return {
        (row, column): str(area)
        for area in areas
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _cell(cell: Cell | MergedCell, merged: str, sheet: str, source: str) -> SheetCell:
    value = cell.value
    coordinate = cell.coordinate
    if value is None:
        return SheetCell("", CellKind.EMPTY, coordinate, merged)
    if cell.data_type == "f":
        return SheetCell(str(getattr(value, "text", value)), CellKind.FORMULA, coordinate, merged)
    if cell.data_type == "e":
        return SheetCell(str(value), CellKind.ERROR, coordinate, merged)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        midnight = isinstance(value, dt.datetime) and value.time() == dt.time()
        return SheetCell(str(value)[:10] if midnight else str(value), CellKind.DATE, coordinate, merged)
    if isinstance(value, bool | int | float):
        return SheetCell(_number(value), CellKind.NUMBER, coordinate, merged)
    text = str(value)
    if len(text) > MAX_CELL:
        raise InputError(
            tr("the cell has {size} characters; Excel keeps {limit}. Shorten it.", size=len(text), limit=MAX_CELL),
            source=source,
            place=f"{sheet}!{coordinate}",
        )
    return SheetCell(text, CellKind.TEXT, coordinate, merged)


def _number(value: float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
