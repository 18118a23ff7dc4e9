"""Excel: the review table of a release, and the beads of a bitext. Every cell is stored as text, never as a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from tmflow.files.workbook import MAX_CELL
from tmflow.files.xml import without_illegal
from tmflow.i18n import tr
from tmflow.interchange import beads
from tmflow.interchange.docx import state_name
from tmflow.model.language import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from tmflow.model.bitext import Bitext
    from tmflow.model.release import Release
    from tmflow.model.unit import TranslationUnit

_NARROW: Final = 12
_WIDE: Final = 60
_SHEET_NAME_LENGTH: Final = 31


def serialize_review(release: Release, units: Sequence[TranslationUnit], languages: Sequence[str]) -> bytes:
    """Return a workbook with a row a unit: number, id, then text and state of each language, and room for a comment."""
    header = [
        "#",
        tr("unit"),
        *(part for lang in languages for part in (NAMES.get(lang, lang), tr("state"))),
        tr("comment"),
    ]
    widths = [6, _NARROW, *(width for _ in languages for width in (_WIDE, _NARROW)), _WIDE // 2]
    lines = (_unit(unit, languages) for unit in sorted(units, key=lambda unit: unit.position))
    return _workbook(release.id, header, widths, lines)


def serialize_bitext(bitext: Bitext) -> bytes:
    """Return a workbook with a header of language codes and a bead a row."""
    columns = beads.languages(bitext)
    return _workbook("beads", list(columns), [_WIDE] * len(columns), beads.rows(bitext))


def _unit(unit: TranslationUnit, languages: Sequence[str]) -> list[str]:
    line = [str(unit.position), unit.id]
    for lang in languages:
        variant = unit.variants.get(lang)
        line += [variant.text.text, state_name(variant.state)] if variant else ["", ""]
    return [*line, ""]


def _workbook(title: str, header: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[str]]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    if sheet is None:  # a new workbook has one sheet; the type allows none
        sheet = workbook.create_sheet()
    sheet.title = "".join("_" if char in "[]:*?/\\" else char for char in title)[:_SHEET_NAME_LENGTH] or "tmflow"
    _write(sheet, 1, header)
    for column, width in enumerate(widths, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.cell(1, column).fill = PatternFill("solid", fgColor="E8EDF3")
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = 1
    for last, line in enumerate(lines, start=2):
        _write(sheet, last, line)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{last}"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _write(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.value = without_illegal(value)[:MAX_CELL]
        cell.data_type = "s"
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
