"""The glossary as a table that its owner edits: .xlsx out, .xlsx or .csv in, one row a term or one row a concept.

What is written is read back by this module with nothing lost; what Excel, LibreOffice or a hand has changed is
normalised and said in the remarks, never guessed in silence. Tables that people and other programs made are understood
by their headings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.i18n import tr
from tmflow.interchange.glossary_table import heads, templates, terms, wide, writing
from tmflow.interchange.glossary_table.cells import Cells
from tmflow.interchange.glossary_table.columns import COLUMNS, REQUIRED
from tmflow.interchange.glossary_table.heads import TERM_FIELDS, WIDE_FIELDS
from tmflow.interchange.glossary_table.model import (
    ColumnUse,
    GlossaryRow,
    GlossaryTable,
    Layout,
    TableHead,
    Template,
)
from tmflow.interchange.glossary_table.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tmflow.interchange.glossary_table.sources import Source
    from tmflow.model.concept import ConceptEntry

__all__ = (
    "COLUMNS",
    "REQUIRED",
    "TERM_FIELDS",
    "WIDE_FIELDS",
    "ColumnUse",
    "GlossaryRow",
    "GlossaryTable",
    "Layout",
    "TableHead",
    "Template",
    "head",
    "parse",
    "read",
    "serialize",
)


def serialize(entries: Iterable[ConceptEntry], layout: Layout = Layout.TERMS) -> bytes:
    """Return an .xlsx workbook: a frozen header with a filter, drop-downs, text cells only.

    Raises:
        InputError: a text is longer than a cell can hold (32,767 characters); Excel would cut it in silence.
    """
    return writing.write_wide(entries) if layout is Layout.WIDE else writing.write_terms(entries)


def parse(data: bytes, source: str) -> tuple[GlossaryRow, ...]:
    """Return the terms of a table; see `read`."""
    return read(data, source).rows


def read(data: bytes, source: str, *, sheet: str = "", mapping: Mapping[str, str] | None = None) -> GlossaryTable:
    """Read a glossary table: .xlsx, or .csv/.tsv in UTF-8, UTF-16, GB18030 or CP1251 with `;`, `,`, `|` or tab.

    Headings are found in the first five rows in any case and order, in English, Chinese, Russian or German. A row whose
    cells are all empty is passed over; a row without a term is kept in the one-row-a-term layout.

    Args:
        data: the file.
        source: its name, for messages.
        sheet: which sheet to read; by default the first visible one whose headings are understood.
        mapping: what a person says that columns are: a field (`TERM_FIELDS`, `WIDE_FIELDS`, or empty for "leave out")
            by column letter.

    Raises:
        UnreadableFile: empty, damaged, hostile, or of another kind.
        TooLarge: over the limits of an upload or of a workbook.
        InputError: the headings tell no layout, or one is doubled; cells hold what cannot be used: a formula, a date, a
            number, an unknown word, a merged range. The first one's sheet and cell (`glossary!E7`) is the place.
    """
    opened = open_source(data, source, sheet)
    understood = heads.mapped(opened.sheet, mapping or {}, source)
    heads.refuse_doubles(understood, opened.sheet, source)
    cells = Cells(opened.sheet, source)
    start = understood.header_row + 1
    lines = [
        (number, row)
        for number, row in enumerate(opened.sheet.rows[start:], start=start + 1)
        if any(cell.text.strip() for cell in row)
    ]
    if understood.layout is Layout.WIDE:
        rows = tuple(wide.read(lines, understood.columns, cells, understood.template))
    else:
        places = {use.field: _position(use.letter) for use in understood.columns if use.field}
        rows = tuple(terms.read(lines, places, cells, understood.template))
    cells.check()
    return GlossaryTable(
        rows,
        understood.layout or Layout.TERMS,
        understood.template,
        understood.columns,
        opened.sheet.name,
        opened.sheets,
        (*opened.remarks, *_about(understood), *cells.gathered()),
    )


def head(data: bytes, source: str, *, sheet: str = "") -> TableHead:
    """Return how the columns would be understood, also where that is not enough to read the table.

    Raises:
        UnreadableFile: empty, damaged, hostile, or of another kind.
        TooLarge: over the limits of an upload or of a workbook.
        InputError: there is no such sheet.
    """
    opened: Source = open_source(data, source, sheet)
    found = heads.understood(opened.sheet)
    return TableHead(found.layout, found.template, found.columns, found.header_row, opened.sheet.name, opened.sheets)


def _about(understood: TableHead) -> tuple[str, ...]:
    remarks = []
    name = templates.NAMES.get(understood.template)
    if name and understood.template is not Template.TMFLOW:
        remarks.append(tr("The table was recognised as an export of {program}.", program=name))
    left_out = [f"{use.letter} ({use.heading[:30]})" for use in understood.columns if not use.field]
    if left_out:
        remarks.append(tr("These columns are left out: {columns}.", columns=", ".join(left_out[:20])))
    return tuple(remarks)


def _position(letter: str) -> int:
    column = 0
    for char in letter:
        column = column * 26 + ord(char) - 64
    return column - 1
