"""The XML parts of a workbook (ECMA-376, part 1, SpreadsheetML), each read as a stream: nothing is kept but the cells.

Namespaces are not looked at: the strict and the transitional form of the standard have different ones.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import struct
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Final, NamedTuple
from zipfile import BadZipFile

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from tmflow.files.xml import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zipfile import ZipFile

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
MOST: Final = 1_000_000
"""Cells that may be merged; rows and columns that may be hidden."""
BROKEN_CONTAINER: Final = (
    *(BadZipFile, zlib.error, struct.error),
    *(EOFError, NotImplementedError, OSError, RuntimeError),
)
BROKEN: Final = (*BROKEN_CONTAINER, KeyError, ValueError, IndexError, OverflowError, etree.LxmlError)
"""What damaged parts raise."""
_COORDINATE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE: Final = frozenset(("1", "true", "on"))


class CellKind(StrEnum):
    """What stands in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"


class SheetCell(NamedTuple):
    """A cell's text and kind; `coordinate` is `B7`, `merged` names the range that it is a part of.

    A number is written as short as it goes (`111`, `0.5`), a boolean `TRUE` or `FALSE`, a date in ISO form.
    """

    text: str
    kind: CellKind
    coordinate: str
    merged: str = ""


class Value(NamedTuple):
    """A cell's text and kind."""

    text: str
    kind: CellKind


@dataclass(slots=True)
class Grid:
    """What one sheet holds, by row and column from 1; only cells where something stands."""

    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merged: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False


class TooManyError(Exception):
    """More cells are merged than a sheet of the allowed size has."""


def letter(column: int) -> str:
    """Return a column's letters: 1 -> `A`, 28 -> `AB`."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(letters: str) -> int:
    """Return a column's number: `A` -> 1, `AB` -> 28."""
    column = 0
    for char in letters:
        column = column * 26 + ord(char) - 64
    return column


def relations(container: ZipFile) -> list[tuple[str, str, str]]:
    """Return id, kind (`worksheet`, `sharedStrings`, `styles`, ...) and part of what belongs to the workbook."""
    found = []
    for relation in _elements(container, "xl/_rels/workbook.xml.rels", ("Relationship",)):
        target = relation.get("Target") or ""
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found.append((relation.get("Id") or "", (relation.get("Type") or "").rpartition("/")[2], part))
    return found


def sheets(container: ZipFile) -> tuple[list[tuple[str, bool, str]], bool]:
    """Return name, hidden or not, and part of every sheet, and whether dates count from 1904."""
    targets = {identity: part for identity, kind, part in relations(container) if kind == "worksheet"}
    found, mac = [], False
    for element in _elements(container, "xl/workbook.xml", ("sheet", "workbookPr")):
        if local_name(element) == "workbookPr":
            mac = _on(element, "date1904")
            continue
        identity = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), None)
        if identity in targets:
            hidden = (element.get("state") or "visible") != "visible"
            found.append((str(element.get("name") or ""), hidden, targets[str(identity)]))
    return found, mac


def strings(container: ZipFile) -> list[str]:
    """Return the shared strings, without the readings that Japanese Excel keeps beside them."""
    part = _part(container, "sharedStrings")
    return [_rich(item) for item in _elements(container, part, ("si",))] if part else []


def date_styles(container: ZipFile) -> list[bool]:
    """Return for each cell style whether it shows a number as a date or a time."""
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    styles: list[bool] = []
    part = _part(container, "styles")
    for element in _elements(container, part, ("numFmt", "xf")) if part else ():
        if local_name(element) == "numFmt":
            codes[int(element.get("numFmtId") or 0)] = str(element.get("formatCode") or "")
        elif (parent := element.getparent()) is not None and local_name(parent) == "cellXfs":
            styles.append(bool(is_date_format(codes.get(int(element.get("numFmtId") or 0), "General"))))
    return styles


def _part(container: ZipFile, kind: str) -> str:
    """Return the part of a kind: as the workbook names it, else where every program puts it; empty if it has none."""
    named = (part for _, each, part in relations(container) if each == kind)
    return next((part for part in (*named, f"xl/{kind}.xml") if part in container.namelist()), "")


def grid(
    stream: IO[bytes],
    shared: Sequence[str],
    dates: Sequence[bool],
    *,
    mac_dates: bool = False,
    last_row: int | None = None,
) -> Grid:
    """Read one sheet.

    Args:
        stream: the sheet's part.
        shared: the shared strings.
        dates: for each cell style, whether it is a date.
        mac_dates: whether dates count from 1904.
        last_row: stop behind this row.

    Raises:
        TooManyError: over a million merged cells.
        BROKEN: one of these, when the part is damaged.
    """
    reader = _Reader(shared, dates, mac_dates=mac_dates)
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=("{*}row", "{*}c", "{*}col", "{*}mergeCell", "{*}filterColumn"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        if event == "start":
            if local_name(element) == "row" and reader.begin_row(element) and last_row and reader.row > last_row:
                break
            continue
        reader.end(local_name(element), element)
        _forget(element)
    return reader.grid


class _Reader:
    """Collects one sheet; rows and cells without coordinates follow the one before."""

    def __init__(self, shared: Sequence[str], dates: Sequence[bool], *, mac_dates: bool) -> None:
        self.grid = Grid()
        self.row = 0
        self._column = 0
        self._shared = shared
        self._dates = dates
        self._epoch = CALENDAR_MAC_1904 if mac_dates else CALENDAR_WINDOWS_1900

    def begin_row(self, element: etree._Element) -> bool:
        given = element.get("r")
        self.row = int(given) if given else self.row + 1
        self._column = 0
        if not 1 <= self.row <= LAST_ROW:
            raise ValueError(given)
        if _on(element, "hidden"):
            self.grid.hidden_rows.append(self.row)
        return True

    def end(self, name: str, element: etree._Element) -> None:
        if name == "c":
            self._cell(element)
        elif name == "col" and _on(element, "hidden"):
            first, last = max(int(element.get("min") or 1), 1), min(int(element.get("max") or 0), LAST_COLUMN)
            self.grid.hidden_columns.update(range(first, last + 1))
        elif name == "mergeCell":
            self._merge(str(element.get("ref") or ""))
        elif name == "filterColumn":
            self.grid.filtered = True

    def _cell(self, element: etree._Element) -> None:
        given = element.get("r")
        if given:
            row, self._column = _place(str(given))
            if row != self.row:
                raise ValueError(given)
        else:
            self._column += 1
        value = self._value(element)
        if value.text or value.kind is CellKind.FORMULA:
            self.grid.cells[self.row, self._column] = value

    def _value(self, element: etree._Element) -> Value:
        text = ""
        for child in element:
            name = child.tag[-2:]  # `v`, `f`, `is`, behind the namespace's brace; comments are not read
            if name == "}v":
                text = child.text or ""
            elif name == "}f":
                return Value(f"={child.text or ''}", CellKind.FORMULA)
            elif name == "is":
                return Value(_rich(child), CellKind.TEXT)
        kind = element.get("t") or "n"
        if kind == "s" and text:
            return Value(self._shared[int(text)], CellKind.TEXT)
        if kind in {"s", "str", "inlineStr"}:
            return Value(unescaped(text), CellKind.TEXT)
        if not text.strip():
            return Value("", CellKind.EMPTY)
        return self._typed(kind, text, int(element.get("s") or 0))

    def _typed(self, kind: str, text: str, style: int) -> Value:
        """Return what is no text: a boolean, an error, a date, a number."""
        if kind == "b":
            return Value("TRUE" if text.strip().lower() in _TRUE else "FALSE", CellKind.BOOLEAN)
        if kind == "e":
            return Value(text, CellKind.ERROR)
        if kind == "d":
            return Value(text.removesuffix("T00:00:00"), CellKind.DATE)
        return self._number(text, is_date=0 <= style < len(self._dates) and self._dates[style])

    def _number(self, text: str, *, is_date: bool) -> Value:
        value = float(text)
        if is_date:
            try:
                moment = from_excel(value, self._epoch)
            except (OverflowError, ValueError):
                moment = None  # a number beyond the calendar, whatever its format says
            if moment is not None:
                day = isinstance(moment, dt.datetime) and moment.time() == dt.time()
                return Value(str(moment)[:10] if day else str(moment), CellKind.DATE)
        return Value(str(int(value)) if value.is_integer() else repr(value), CellKind.NUMBER)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        if (bottom - top + 1) * (right - left + 1) + len(self.grid.merged) > MOST:
            raise TooManyError
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.grid.merged[row, column] = reference


def unescaped(text: str) -> str:
    """Undo the escapes of ST_Xstring: `_x000D_` is a carriage return, `_x005F_` a low line."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """Escape what would be read as an escape: the words `_x0041_` become `_x005F_x0041_`."""
    return _ESCAPE.sub(lambda found: f"_x005F{found[0]}", text) if "_x" in text else text


def _place(coordinate: str) -> tuple[int, int]:
    found = _COORDINATE.fullmatch(coordinate)
    if found is None:
        raise ValueError(coordinate)
    row, column = int(found[2]), number(found[1])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(coordinate)
    return row, column


def _rich(item: etree._Element) -> str:
    """Return the text of a string item: its own, and that of its runs."""
    if len(item) == 1 and item[0].tag[-2:] == "}t":
        return unescaped(item[0].text or "")
    texts = []
    for child in item:
        name = local_name(child)
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            texts.extend(part.text or "" for part in child if local_name(part) == "t")
    return unescaped("".join(texts))


def _on(element: etree._Element, name: str) -> bool:
    return (element.get(name) or "").lower() in _TRUE


def _elements(container: ZipFile, part: str, names: Sequence[str]) -> Iterator[etree._Element]:
    """Yield the elements of these names as they end; what was yielded is forgotten."""
    with container.open(part) as stream:
        for _, element in etree.iterparse(
            stream,
            events=("end",),
            tag=tuple(f"{{*}}{name}" for name in names),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            yield element
            _forget(element)


def _forget(element: etree._Element) -> None:
    """Free an element and those before it; memory does not grow with the part."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)
