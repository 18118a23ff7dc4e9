"""Write `glossaries/starter.xlsx` from `glossaries/starter.tsv`: `python scripts/make_glossary.py`.

The table is the source: one row a term, the concept's kind, the terms' status, a note for the person who decides, and
where the rendering is established. The workbook is the form in which owners exchange it; it comes out the same bytes on
every run.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

GLOSSARIES = Path(__file__).resolve().parent.parent / "glossaries"
WIDTHS = {
    "concept_id": 30,
    "term_id": 34,
    "term": 56,
    "use_instead": 34,
    "inflection": 16,
    "note": 44,
    "source": 60,
    "concept_note": 44,
    "confused_with": 34,
}
CHOICES = {
    "lang": ("zh", "en", "ru"),
    "status": ("preferred", "admitted", "deprecated", "forbidden", "draft"),
    "kind": (
        "person",
        "title",
        "organisation",
        "place",
        "event",
        "slogan",
        "formulation",
        "abbreviation",
        "term",
    ),
    "form": ("full", "short"),
    "case": ("yes",),
    "gender": ("m", "f", "n", "pl"),
}
"""Columns with a drop-down, and what may stand there."""

EMPTY = {"form", "case", "gender"}
"""Columns that most rows leave empty."""

MADE_AT = dt.datetime(2024, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""The workbook's creation time: fixed, and naive because the format knows no zones."""


def read_table() -> list[list[str]]:
    """Return the rows of the table, its head first."""
    with (GLOSSARIES / "starter.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def workbook(rows: list[list[str]]) -> bytes:
    """Return the rows as a workbook: every cell is text, the head is frozen, filtered, and has drop-downs."""
    book = Workbook()
    sheet = book.active
    sheet.title = "terms"
    head = rows[0]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value:
                cell = sheet.cell(number, column, value)
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column, name in enumerate(head, 1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 12)
        if name in CHOICES:
            choice = DataValidation(type="list", formula1=f'"{",".join(CHOICES[name])}"', allow_blank=name in EMPTY)
            choice.add(f"{letter}2:{letter}{len(rows) + 1000}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows)}"
    book.properties.creator = "Press Office"
    book.properties.created = MADE_AT
    buffer = io.BytesIO()
    book.save(buffer)
    return with_fixed_times(buffer.getvalue())


def with_fixed_times(data: bytes) -> bytes:
    """Return the workbook with every member's time, and the time of its last change, set to the same moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in sorted(old.namelist()):
            content = old.read(member)
            if member == "docProps/core.xml":
                content = fixed_modification(content)
            info = zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def fixed_modification(core: bytes) -> bytes:
    """Return the document properties with a fixed time of the last change."""
    head, _, rest = core.partition(b"<dcterms:modified")
    opening, _, rest = rest.partition(b">")
    _, _, rest = rest.partition(b"</dcterms:modified>")
    stamp = f"{MADE_AT.isoformat()}Z".encode()
    return head + b"<dcterms:modified" + opening + b">" + stamp + b"</dcterms:modified>" + rest


def main() -> None:
    """Write the workbook and say how much is in it."""
    rows = read_table()
    (GLOSSARIES / "starter.xlsx").write_bytes(workbook(rows))
    print(f"{len({row[0] for row in rows[1:]})} concepts, {len(rows) - 1} terms")


if __name__ == "__main__":
    main()
