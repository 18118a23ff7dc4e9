"""Word files: the parts of the package that hold text, styles and link targets.

Tracked insertions are read as text and deletions left out (what the document says when all changes are accepted); text
boxes follow the paragraph that anchors them; drawings that are stored twice (`mc:AlternateContent`) are read once.
python-docx is not asked here: it leaves out the insertions and the boxes, and refuses a file whose picture is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.files import xml
from tmflow.files.zip import open_container
from tmflow.ingest import plain
from tmflow.ingest.draft import Draft, SegmentBuilder
from tmflow.model.release import Block, BlockKind
from tmflow.model.segment import CodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zipfile import ZipFile

    from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE: Final = frozenset(
    _W + name
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "rt", "commentReference")
)
_CHARACTERS: Final = {
    _W + "tab": " ",
    _W + "noBreakHyphen": "\u2011",
    _W + "softHyphen": "",
}
_SUPERSCRIPTS: Final = {"superscript": CodeKind.SUPERSCRIPT, "subscript": CodeKind.SUBSCRIPT}
_OFF: Final = frozenset(("0", "false", "off", "none"))
_LIST_STYLE: Final = re.compile(r"^list|列表|^список|маркированный|нумерованный", re.IGNORECASE)
_HEADING_STYLE: Final = re.compile(r"^(?:heading|标题|заголовок)\s*\d", re.IGNORECASE)
_TITLE_STYLE: Final = re.compile(r"^(?:title|标题|название|заголовок)$", re.IGNORECASE)
_CAPTION_STYLE: Final = re.compile(r"^(?:caption|题注|название объекта|подпись)", re.IGNORECASE)


def read(data: bytes, name: str) -> Draft:
    """Read a .docx file.

    Raises:
        UnreadableFile: not a Word file (a renamed picture, a .doc), truncated, protected, or damaged.
        TooLarge: it would unpack to more than the stated limit.
    """
    with open_container(data, name, expected=".docx", requires="word/document.xml") as container:
        root = xml.parse(container.read("word/document.xml"), name)
        walk = _Walk(_styles(container, name), _targets(container, name))
    body = root.find(_W + "body")
    return Draft(tuple(walk.blocks(body)) if body is not None else ())


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    numbered: bool


def _styles(container: ZipFile, name: str) -> Mapping[str, _Style]:
    if "word/styles.xml" not in container.namelist():
        return {}
    root = xml.parse(container.read("word/styles.xml"), name)
    return {
        item.get(_W + "styleId") or "": _Style(
            _value(item, "name"), _value(item, "basedOn"), item.find(f"{_W}pPr/{_W}numPr") is not None
        )
        for item in root.iter(_W + "style")
    }


def _targets(container: ZipFile, name: str) -> Mapping[str, str]:
    """Return the address of each external hyperlink by its relationship id."""
    part = "word/_rels/document.xml.rels"
    if part not in container.namelist():
        return {}
    root = xml.parse(container.read(part), name)
    return {
        item.get("Id") or "": item.get("Target") or ""
        for item in root
        if item.get("TargetMode") == "External" and (item.get("Type") or "").endswith("/hyperlink")
    }


class _Walk:
    """One pass over one document."""

    def __init__(self, styles: Mapping[str, _Style], targets: Mapping[str, str]) -> None:
        self._styles = styles
        self._targets = targets
        self._tables = 0
        self._boxes: list[etree._Element] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the blocks of a body, a cell, a text box or a content control."""
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag in {
                _W + "sdt",
                _W + "sdtContent",
                _W + "ins",
                _W + "moveTo",
                _W + "customXml",
                _W + "smartTag",
            }:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        kind = self._kind(paragraph)
        builder = SegmentBuilder()
        outer, self._boxes = self._boxes, []
        for piece in self._pieces(paragraph, builder):
            if piece:
                yield from _block(kind, builder)
        yield from _block(kind, builder)
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            yield from self.blocks(box)

    def _pieces(self, parent: etree._Element, builder: SegmentBuilder) -> Iterator[bool]:
        """Fill the builder; yield True at each line break, which ends a block."""
        for child in parent:
            tag = child.tag
            if tag == _W + "t" or tag in _CHARACTERS:
                builder.add(_CHARACTERS.get(tag, child.text or ""))
            elif tag in {_W + "br", _W + "cr"}:
                yield True
            elif tag == _W + "txbxContent":
                self._boxes.append(child)
            elif isinstance(tag, str) and tag not in _GONE:
                yield from self._container(child, builder)

    def _container(self, element: etree._Element, builder: SegmentBuilder) -> Iterator[bool]:
        if element.tag == _W + "r":
            yield from self._run(element, builder)
        elif element.tag == _W + "hyperlink":
            yield from self._link(element, builder)
        elif element.tag == _MC + "AlternateContent":
            chosen = element.find(_MC + "Choice")
            chosen = chosen if chosen is not None else element.find(_MC + "Fallback")
            yield from self._pieces(chosen, builder) if chosen is not None else ()
        else:
            yield from self._pieces(element, builder)

    def _run(self, run: etree._Element, builder: SegmentBuilder) -> Iterator[bool]:
        codes = _codes(run.find(_W + "rPr"))
        for code in codes:
            builder.start(code)
        yield from self._pieces(run, builder)
        for _ in codes:
            builder.end()

    def _link(self, link: etree._Element, builder: SegmentBuilder) -> Iterator[bool]:
        address = self._targets.get(link.get(_R + "id") or "", "")
        if not address.lower().startswith(("http://", "https://", "mailto:")):
            yield from self._pieces(link, builder)
            return
        builder.start(CodeKind.LINK, address)
        yield from self._pieces(link, builder)
        builder.end()

    def _kind(self, paragraph: etree._Element) -> BlockKind:
        properties = paragraph.find(_W + "pPr")
        styles = list(self._ancestry(_value(properties, "pStyle")))
        for pattern, kind in (
            (_TITLE_STYLE, BlockKind.TITLE),
            (_HEADING_STYLE, BlockKind.HEADING),
            (_CAPTION_STYLE, BlockKind.CAPTION),
            (_LIST_STYLE, BlockKind.LIST_ITEM),
        ):
            if any(pattern.search(style.name) for style in styles):
                return kind
        numbered = properties is not None and properties.find(_W + "numPr") is not None
        return BlockKind.LIST_ITEM if numbered or any(style.numbered for style in styles) else BlockKind.PARAGRAPH

    def _ancestry(self, style_id: str) -> Iterator[_Style]:
        """Yield a style and those it is based on; a circle of styles ends after ten."""
        for _ in range(10):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = [row for row in table.iter(_W + "tr") if next(row.iterancestors(_W + "tbl"), None) is table]
        widest = max((len(row.findall(_W + "tc")) for row in rows), default=0)
        if widest < 2 or table.find(f".//{_W}tc/{_W}tbl") is not None:  # noqa: PLR2004 - two cells side by side
            for cell in (cell for row in rows for cell in row.findall(_W + "tc")):
                yield from self.blocks(cell)
            return
        number, self._tables = self._tables, self._tables + 1
        for row_number, row in enumerate(rows):
            column = 0
            for cell in row.iter(_W + "tc"):
                properties = cell.find(_W + "tcPr")
                merge = properties.find(_W + "vMerge") if properties is not None else None
                if merge is None or merge.get(_W + "val") == "restart":
                    for block in self.blocks(cell):
                        yield Block(BlockKind.TABLE_CELL, block.segment, number, row_number, column)
                span = _value(properties, "gridSpan")
                column += min(int(span), 100) if span.isascii() and span.isdigit() else 1


def _block(kind: BlockKind, builder: SegmentBuilder) -> Iterator[Block]:
    segment = builder.take()
    if not segment.text:
        return
    found = plain.kind_of(segment.text) if kind is BlockKind.PARAGRAPH else kind
    yield Block(found, segment)


def _codes(properties: etree._Element | None) -> list[CodeKind]:
    if properties is None:
        return []
    found = [
        kind
        for name, kind in (("b", CodeKind.BOLD), ("i", CodeKind.ITALIC))
        if (item := properties.find(_W + name)) is not None and (item.get(_W + "val") or "1").lower() not in _OFF
    ]
    raised = _SUPERSCRIPTS.get(_value(properties, "vertAlign"))
    return [*found, raised] if raised else found


def _value(properties: etree._Element | None, name: str) -> str:
    item = properties.find(_W + name) if properties is not None else None
    return (item.get(_W + "val") or "") if item is not None else ""
