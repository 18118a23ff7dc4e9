"""Workbooks (.xlsx, .xlsm) as text cells: looked at before they are read, and read as a stream in bounded memory.

A cell says what it is (text, number, date, formula, error): a formula is seen behind its cached value, 007 written as
text stays 007, and rows that hold nothing but formatting cost nothing, however many they are.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.files import workbook_parts as parts
from tmflow.files.limits import MEBIBYTE, check_size
from tmflow.files.workbook_parts import CellKind, SheetCell, Value
from tmflow.files.zip import open_container
from tmflow.i18n import tr
from tmflow.model.errors import InputError, TooLarge, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zipfile import ZipFile

    from tmflow.files.workbook_parts import Grid

__all__ = ("MAX_CELL", "CellKind", "Sheet", "SheetCell", "SheetInfo", "Workbook", "first_sheet", "open_workbook")

MAX_WORKBOOK: Final = 32 * MEBIBYTE
"""Bytes that the parts of a workbook may have unpacked: about half a million cells of text."""
MAX_CELL: Final = 32_767
"""Characters that Excel keeps in a cell; a longer text would be cut without a word."""
MAX_CELLS: Final = 1_000_000
"""Cells between the first one and the last, empty ones included."""
MAX_TEXT: Final = 64 * MEBIBYTE
"""Characters of all cells together: one long text can be shared by half a million cells."""
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PEEKED_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet's name and whether it is hidden; `part` is where it stands in the container."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its rows; every row has the same number of cells, hidden rows and columns included.

    `hidden_rows` are row numbers from 1, `hidden_columns` letters, both only where something stands; `filtered` says
    that a filter is on.
    """

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    filtered: bool = False

    def place(self, cell: SheetCell) -> str:
        """Return how a person finds a cell: `Sheet1!B7`."""
        return f"{self.name}!{cell.coordinate}" if self.name else cell.coordinate


class Workbook:
    """An open workbook: which sheets it has, and their cells.

    Attributes:
        sheets: the sheets in their order, hidden ones too; sheets that are charts are left out.
        macros: whether it carries macros (they are never run nor read).
        external_links: whether its formulas name other files (they are never opened).
    """

    def __init__(self, container: ZipFile, source: str) -> None:
        self._container = container
        self._source = source
        names = set(container.namelist())
        self.macros = any(name.endswith("vbaProject.bin") for name in names)
        self.external_links = any(name.startswith("xl/externalLinks/") for name in names)
        try:
            found, self._mac_dates = parts.sheets(container)
            self._strings: Sequence[str] = parts.strings(container)
            self._dates = parts.date_styles(container)
        except parts.BROKEN as error:
            raise _contradiction(source) from error
        self.sheets = tuple(SheetInfo(*each) for each in found if each[2] in names)

    def sheet(self, name: str, *, max_columns: int) -> Sheet:
        """Return the cells of the sheet called `name`, down to the last row and column where something stands.

        Raises:
            InputError: there is no such sheet; a cell holds more characters than Excel keeps.
            TooLarge: over the limits: columns, cells, characters.
            UnreadableFile: its parts contradict each other.
        """
        grid = self._grid(name)
        _check_shape(grid, name, self._source, max_columns)
        _check_text(grid, name, self._source)
        return _sheet(name, grid)

    def head(self, name: str, *, max_columns: int) -> Sheet:
        """Return the first five rows of a sheet, cut to `max_columns`: enough to see its headings."""
        grid = self._grid(name, last_row=_PEEKED_ROWS)
        grid.cells = {place: cell for place, cell in grid.cells.items() if place[1] <= max_columns}
        return _sheet(name, grid)

    def _grid(self, name: str, last_row: int | None = None) -> Grid:
        info = next((each for each in self.sheets if each.name == name), None)
        if info is None:
            names = ", ".join(each.name for each in self.sheets)
            raise InputError(
                tr("there is no sheet “{name}”; there are: {names}.", name=name, names=names), source=self._source
            )
        try:
            with self._container.open(info.part) as stream:
                return parts.grid(stream, self._strings, self._dates, mac_dates=self._mac_dates, last_row=last_row)
        except parts.TooManyError as error:
            raise TooLarge(
                tr("more than {limit} cells are merged, or hidden. Split them.", limit=parts.MOST),
                source=self._source,
                place=name,
            ) from error
        except parts.BROKEN as error:
            raise _contradiction(self._source) from error


def open_workbook(data: bytes, source: str) -> Workbook:
    """Open a workbook after its size and its parts were looked at.

    Raises:
        UnreadableFile: not a workbook, of another program or an older kind, truncated, protected, damaged, or empty.
        TooLarge: over the limits of an upload or of a workbook's unpacked size.
    """
    check_size(len(data), source)
    _refuse_others(data, source)
    container = open_container(data, source, expected=".xlsx", requires="xl/workbook.xml", max_unpacked=MAX_WORKBOOK)
    book = Workbook(container, source)
    if not book.sheets:
        raise _without_text(source)
    return book


def first_sheet(data: bytes, source: str, *, max_columns: int) -> Sheet:
    """Read the first visible sheet that holds anything.

    Raises:
        UnreadableFile: not a workbook, truncated, protected, damaged, or empty.
        TooLarge: over the limits: unpacked size, rows, columns.
        InputError: a cell holds more characters than Excel keeps.
    """
    book = open_workbook(data, source)
    visible = [each for each in book.sheets if not each.hidden] or book.sheets
    for each in visible:
        sheet = book.sheet(each.name, max_columns=max_columns)
        if sheet.rows:
            return sheet
    raise _without_text(source)


def _sheet(name: str, grid: Grid) -> Sheet:
    rows = max((row for row, _ in grid.cells), default=0)
    letters = [parts.letter(column) for column in range(1, max((column for _, column in grid.cells), default=0) + 1)]
    nothing, found, merged = Value("", CellKind.EMPTY), grid.cells, grid.merged
    lines = tuple(
        tuple(
            SheetCell(*found.get((row, column), nothing), f"{letter}{row}", merged.get((row, column), ""))
            for column, letter in enumerate(letters, start=1)
        )
        for row in range(1, rows + 1)
    )
    hidden_columns = tuple(letter for column, letter in enumerate(letters, start=1) if column in grid.hidden_columns)
    return Sheet(name, lines, tuple(row for row in grid.hidden_rows if row <= rows), hidden_columns, grid.filtered)


def _check_shape(grid: Grid, name: str, source: str, max_columns: int) -> None:
    width = max((column for _, column in grid.cells), default=0)
    height = max((row for row, _ in grid.cells), default=0)
    if width > max_columns:
        raise TooLarge(
            tr(
                "there is something in column {column}; at most {limit} columns are read. Delete what is not needed.",
                column=parts.letter(width),
                limit=max_columns,
            ),
            source=source,
            place=name,
        )
    if width * height > MAX_CELLS:
        raise TooLarge(
            tr(
                "it reaches to row {row}: that makes more than {limit} cells. Delete what is far below the table.",
                row=height,
                limit=MAX_CELLS,
            ),
            source=source,
            place=name,
        )


def _check_text(grid: Grid, name: str, source: str) -> None:
    total = 0
    for (row, column), (text, _) in grid.cells.items():
        total += len(text)
        if len(text) > MAX_CELL:
            raise InputError(
                tr("the cell has {size} characters; Excel keeps {limit}. Shorten it.", size=len(text), limit=MAX_CELL),
                source=source,
                place=f"{name}!{parts.letter(column)}{row}",
            )
    if total > MAX_TEXT:
        raise TooLarge(
            tr(
                "its cells hold {size} million characters together; at most {limit} million are read.",
                size=total // 1_000_000,
                limit=MAX_TEXT // 1_000_000,
            ),
            source=source,
            place=name,
        )


def _refuse_others(data: bytes, source: str) -> None:
    """Say plainly what it is, where people call a file of another kind a workbook."""
    if data.startswith(_OLD_EXCEL):
        if _ENCRYPTED in data:
            raise UnreadableFile(tr("the workbook is protected by a password. Save it without one."), source=source)
        raise UnreadableFile(
            tr("this is a workbook of Excel 97-2003 (.xls). Open it and save it as .xlsx."), source=source
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = set(container.namelist())
    except parts.BROKEN_CONTAINER:
        return  # said by `open_container`, with the reason
    for part, what in (
        ("content.xml", "LibreOffice (.ods)"),
        ("xl/workbook.bin", "Excel, binary (.xlsb)"),
        ("Index/Document.iwa", "Numbers"),
        ("word/document.xml", "Word (.docx)"),
    ):
        if part in names and "xl/workbook.xml" not in names:
            raise UnreadableFile(
                tr("this is a file of {program}. Open it there and save it as .xlsx.", program=what), source=source
            )


def _contradiction(source: str) -> UnreadableFile:
    return UnreadableFile(
        tr("Excel's parts in it contradict each other. Open it in Excel and save it again."), source=source
    )


def _without_text(source: str) -> UnreadableFile:
    return UnreadableFile(tr("there is no sheet with text in this workbook."), source=source)
