"""What the Word exports share: fonts for both scripts, language marks, runs with inline codes, links."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import docx as python_docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tmflow.files.xml import without_illegal
from tmflow.interchange import assemble
from tmflow.model.segment import CodeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.segment import InlineCode, Segment

LATIN: Final = "Times New Roman"
BODY_CJK: Final = "宋体"
TITLE_CJK: Final = "黑体"
"""The faces of Chinese office documents (GB/T 9704 has the same families): every Word and LibreOffice maps them."""
_TAGS: Final = {"zh": "zh-CN", "en": "en-US", "ru": "ru-RU"}
_STYLES: Final = (
    # name, size in points, bold, Chinese face
    ("Normal", 12, None, BODY_CJK),
    ("Title", 18, True, TITLE_CJK),
    ("Heading 2", 13, True, TITLE_CJK),
    ("List Bullet", 12, None, BODY_CJK),
    ("Caption", 10, False, BODY_CJK),
)
_BLACK: Final = RGBColor(0, 0, 0)


def new_document(title: str, lang: str, date: str = "") -> Any:  # noqa: ANN401 - python-docx ships no types
    """Return an empty document whose styles name a face for Latin, Cyrillic and Chinese characters.

    Args:
        title: what the document's properties call it.
        lang: the language of its text.
        date: ISO 8601; without one the properties keep the day of python-docx's own template.
    """
    document = python_docx.Document()
    for name, size, bold, cjk in _STYLES:
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.bold = bold
        style.font.italic = False
        style.font.color.rgb = _BLACK
        set_fonts(style.element.get_or_add_rPr(), cjk)
    _set_language(document.styles["Normal"].element.get_or_add_rPr(), lang)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)  # A4: python-docx begins with the American letter
    section.left_margin = section.right_margin = Cm(2.6)
    properties = document.core_properties
    properties.title, properties.language = without_illegal(title)[:255], _TAGS.get(lang, lang)
    properties.author, properties.comments = "tmflow", ""
    with contextlib.suppress(ValueError):
        properties.created = properties.modified = dt.datetime.fromisoformat(date)
    return document


def set_fonts(properties: Any, cjk: str) -> None:  # noqa: ANN401 - an element of python-docx
    """Name the faces in run properties; without `eastAsia` Word takes any face for Chinese."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, face in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", cjk)):
        fonts.set(qn(f"w:{name}"), face)


def write(paragraph: Any, segment: Segment, *, size: float | None = None) -> None:  # noqa: ANN401 - python-docx
    """Append a segment to a paragraph, with bold, italic, raised and lowered text and links kept."""
    for text, codes in assemble.runs(segment):
        address = next((code.data for code in codes if code.kind is CodeKind.LINK), "")
        run = paragraph.add_run(without_illegal(text))
        _format(run, codes, size)
        if address.lower().startswith(("http://", "https://", "mailto:")):
            _make_link(paragraph, run, address)


def _format(run: Any, codes: Sequence[InlineCode], size: float | None) -> None:  # noqa: ANN401 - python-docx
    kinds = {code.kind for code in codes}
    if CodeKind.BOLD in kinds:
        run.bold = True
    if CodeKind.ITALIC in kinds:
        run.italic = True
    if CodeKind.SUPERSCRIPT in kinds:
        run.font.superscript = True
    elif CodeKind.SUBSCRIPT in kinds:
        run.font.subscript = True
    if size is not None:
        run.font.size = Pt(size)


def _make_link(paragraph: Any, run: Any, address: str) -> None:  # noqa: ANN401 - python-docx
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    paragraph._p.append(link)  # noqa: SLF001 - python-docx has no public way to a hyperlink
    link.append(run._r)  # noqa: SLF001 - likewise


def mark_language(run: Any, lang: str) -> None:  # noqa: ANN401 - python-docx
    """State a run's language, so that Word checks spelling and breaks lines by its rules."""
    _set_language(run._r.get_or_add_rPr(), lang)  # noqa: SLF001 - python-docx has no public way to w:lang


def to_bytes(document: Any) -> bytes:  # noqa: ANN401 - python-docx
    """Return the document as a .docx file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_language(properties: Any, lang: str) -> None:  # noqa: ANN401 - python-docx
    element = properties.find(qn("w:lang"))
    if element is None:
        element = OxmlElement("w:lang")
        properties.append(element)
    tag = _TAGS.get(lang, lang)
    element.set(qn("w:eastAsia"), "zh-CN")
    element.set(qn("w:val"), tag if lang != "zh" else "en-US")
