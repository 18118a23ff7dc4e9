"""Word: the finished release, and the table in which a reviewer reads three languages side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from tmflow.i18n import tr
from tmflow.interchange import assemble, office
from tmflow.interchange.assemble import Table
from tmflow.model.language import NAMES
from tmflow.model.release import BlockKind
from tmflow.model.segment import CodeKind, InlineCode, Segment
from tmflow.model.unit import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.release import Release
    from tmflow.model.unit import TranslationUnit

_STYLES: Final = {
    BlockKind.HEADING: "Heading 2",
    BlockKind.LIST_ITEM: "List Bullet",
    BlockKind.CAPTION: "Caption",
}
_INDENT: Final = Cm(0.85)
_NUMBER_WIDTH: Final = Cm(1.2)
_TEXT_WIDTH: Final = 24.5
"""Centimetres between the margins of an A4 sheet on its side, less the column of numbers."""
_REVIEW_SIZE: Final = 9.5


def state_name(state: State) -> str:
    """Return how a state is called in front of people."""
    return {
        State.INITIAL: tr("initial"),
        State.TRANSLATED: tr("translated"),
        State.REVIEWED: tr("reviewed"),
        State.FINAL: tr("final"),
    }[state]


def serialize_release(release: Release, units: Sequence[TranslationUnit], lang: str) -> bytes:
    """Return the finished release in `lang`: title, date, paragraphs, lists, tables, captions, bold and links kept.

    The caller has left out what is not approved; a missing text leaves no empty paragraph.
    """
    title, body = assemble.title_and_body(assemble.paragraphs(release, units, lang))
    document = office.new_document(title.text, lang, assemble.release_date(release, lang))
    if title.text:
        heading = document.add_paragraph(style="Title")
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        office.write(heading, title)
    date = assemble.date_in_words(assemble.release_date(release, lang), lang)
    if date:
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        office.write(line, Segment(date))
    for item in assemble.flow(body):
        if isinstance(item, Table):
            _add_table(document, item)
            continue
        paragraph = document.add_paragraph(style=_STYLES.get(item.kind))
        if lang == "zh" and item.kind is BlockKind.PARAGRAPH:
            paragraph.paragraph_format.first_line_indent = _INDENT
        office.write(paragraph, item.segment)
    return office.to_bytes(document)


def serialize_review(release: Release, units: Sequence[TranslationUnit], languages: Sequence[str]) -> bytes:
    """Return a table with a row a unit and a column a language, each text with its state and author below it."""
    document = office.new_document(tr("Review of {release}", release=release.id), languages[0] if languages else "en")
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    office.write(document.add_paragraph(style="Heading 2"), Segment(tr("Review of {release}", release=release.id)))
    table = document.add_table(rows=1, cols=1 + len(languages))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    header = table.rows[0]
    _repeat_as_header(header)
    for cell, text in zip(header.cells, ("#", *(NAMES.get(lang, lang) for lang in languages)), strict=True):
        bold = (InlineCode(CodeKind.BOLD, 0, len(text)),)
        office.write(cell.paragraphs[0], Segment(text, bold), size=_REVIEW_SIZE)
    for unit in sorted(units, key=lambda unit: unit.position):
        _add_unit(table, unit, languages)
    width = Cm(_TEXT_WIDTH / max(1, len(languages)))
    for row in table.rows:
        row.cells[0].width = _NUMBER_WIDTH
        for cell in row.cells[1:]:
            cell.width = width
    return office.to_bytes(document)


def _add_unit(table: Any, unit: TranslationUnit, languages: Sequence[str]) -> None:  # noqa: ANN401 - python-docx
    cells = table.add_row().cells
    office.write(cells[0].paragraphs[0], Segment(str(unit.position)), size=_REVIEW_SIZE)
    for cell, lang in zip(cells[1:], languages, strict=True):
        variant = unit.variants.get(lang)
        if variant is None:
            continue
        office.write(cell.paragraphs[0], variant.text, size=_REVIEW_SIZE)
        for run in cell.paragraphs[0].runs:
            office.mark_language(run, lang)
        note = " · ".join(part for part in (state_name(variant.state), variant.author) if part)
        italic = (InlineCode(CodeKind.ITALIC, 0, len(note)),)
        office.write(cell.add_paragraph(), Segment(note, italic), size=_REVIEW_SIZE - 2)


def _add_table(document: Any, table: Table) -> None:  # noqa: ANN401 - python-docx
    rows, columns = table.size
    made = document.add_table(rows=rows, cols=columns)
    made.style = "Table Grid"
    for (row, column), segments in table.cells.items():
        cell = made.cell(row, column)
        for number, segment in enumerate(segments):
            office.write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), segment)
    document.add_paragraph()


def _repeat_as_header(row: Any) -> None:  # noqa: ANN401 - python-docx
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way to w:tblHeader
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)
