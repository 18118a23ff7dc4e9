"""HTML (and trafilatura's kin of TEI) to blocks: paragraphs, headings, list items, cells, captions, inline codes."""

from __future__ import annotations

from typing import Final

import lxml.html
from lxml import etree

from tmflow.ingest.draft import SegmentBuilder
from tmflow.model.release import Block, BlockKind
from tmflow.model.segment import CodeKind

_SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "svg",
        "canvas",
        "nav",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "map",
        "audio",
        "video",
        "rt",
        "rp",
        "del",
        "s",
        "strike",
        "footer",
        "graphic",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "header",
        "hr",
        "html",
        "legend",
        "main",
        "ol",
        "p",
        "pre",
        "quote",
        "section",
        "summary",
        "tbody",
        "tfoot",
        "thead",
        "ul",
        "list",
    ]
)
_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), BlockKind.HEADING),
    **dict.fromkeys(("li", "item"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
}
_CODES: Final = {
    **dict.fromkeys(("b", "strong"), CodeKind.BOLD),
    **dict.fromkeys(("i", "em"), CodeKind.ITALIC),
    "sup": CodeKind.SUPERSCRIPT,
    "sub": CodeKind.SUBSCRIPT,
}
_RENDERED: Final = {"#b": CodeKind.BOLD, "#i": CodeKind.ITALIC}
_CELLS: Final = frozenset(("td", "th", "cell"))
_CAPTION_CLASSES: Final = ("caption", "pic-title", "img-title", "picinfo", "photo-desc")
_CAPTION_LONGEST: Final = 160


def parse(html: str) -> etree._Element:
    """Return the root of an HTML text; faults are repaired as a browser would, nothing is fetched."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return lxml.html.document_fromstring(html.encode("utf-8", errors="replace"), parser=parser)


def blocks(element: etree._Element) -> tuple[Block, ...]:
    """Return the blocks inside `element` in reading order.

    Skipped are scripts, forms, navigation, footers, what is hidden or struck out, pictures and their alternative text.
    """
    walk = _Walk()
    walk.inside(element, BlockKind.PARAGRAPH)
    walk.flush(BlockKind.PARAGRAPH)
    return tuple(walk.found)


def text_of(element: etree._Element) -> str:
    """Return all characters inside an element."""
    return "".join(str(piece) for piece in element.itertext())


def elements(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath expression selects."""
    found = element.xpath(path)
    return [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []  # noqa: SLF001 - lxml's only name for its type


class _Walk:
    """One pass over one tree; keeps the block that is being collected."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._builder = SegmentBuilder()
        self._tables = 0
        self._cell: tuple[int, int, int] | None = None
        self._after_picture = False

    def flush(self, kind: BlockKind) -> None:
        segment = self._builder.take()
        if not segment.text:
            return
        if self._cell is not None:
            table, row, column = self._cell
            self.found.append(Block(BlockKind.TABLE_CELL, segment, table, row, column))
        else:
            self.found.append(Block(kind, segment))
        self._after_picture = False

    def inside(self, element: etree._Element, kind: BlockKind) -> None:
        self._builder.add(element.text or "")
        for child in element:
            self._child(child, kind)
            self._builder.add(child.tail or "")

    def _child(self, child: etree._Element, kind: BlockKind) -> None:
        tag = child.tag.lower() if isinstance(child.tag, str) else ""
        if tag in {"img", "graphic"}:
            self._after_picture = True
        if not tag or tag in _SKIPPED or _hidden(child):
            return
        if tag in {"br", "lb"}:
            self.flush(kind)
        elif tag == "table" and not _is_layout(child):
            self.flush(kind)
            self._table(child)
        elif tag in _KINDS or tag in _BLOCKS or tag in _CELLS or tag in {"table", "tr", "row"}:
            self._block(child, tag, kind)
        else:
            self._inline(child, tag, kind)

    def _block(self, child: etree._Element, tag: str, kind: BlockKind) -> None:
        self.flush(kind)
        own = _KINDS.get(tag, kind)
        if tag in {"p", "div"} and own is BlockKind.PARAGRAPH and self._is_caption(child):
            own = BlockKind.CAPTION
        before = len(self.found)
        after_picture = self._after_picture
        self.inside(child, own)
        self.flush(own)
        if len(self.found) == before:
            self._after_picture = self._after_picture or after_picture

    def _is_caption(self, child: etree._Element) -> bool:
        if any(name in (child.get("class") or "").lower() for name in _CAPTION_CLASSES):
            return True
        text = text_of(child).strip()
        centred = "center" in (child.get("style") or "").lower() or (child.get("align") or "").lower() == "center"
        return self._after_picture and centred and 0 < len(text) <= _CAPTION_LONGEST

    def _inline(self, child: etree._Element, tag: str, kind: BlockKind) -> None:
        code, data = _CODES.get(tag), ""
        if tag == "hi":
            code = _RENDERED.get(child.get("rend") or "")
        elif tag in {"a", "ref"}:
            data = _address(child.get("href") or child.get("target") or "")
            code = CodeKind.LINK if data else None
        elif tag in {"span", "font"} and _is_bold(child):
            code = CodeKind.BOLD
        if code is None:
            self.inside(child, kind)
            return
        self._builder.start(code, data)
        self.inside(child, kind)
        self._builder.end()

    def _table(self, table: etree._Element) -> None:
        number, self._tables = self._tables, self._tables + 1
        covered: set[tuple[int, int]] = set()
        for caption in table.iterchildren("caption"):
            self._block(caption, "caption", BlockKind.CAPTION)
        for row, line in enumerate(line for line in table.iter("tr", "row") if _own_table(line) is table):
            column = 0
            for cell in (child for child in line if child.tag in _CELLS):
                while (row, column) in covered:
                    column += 1
                self._cell = (number, row, column)
                self.inside(cell, BlockKind.TABLE_CELL)
                self.flush(BlockKind.TABLE_CELL)
                self._cell = None
                wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
                covered |= {(row + down, column + right) for down in range(high) for right in range(wide)}
                column += wide


def _own_table(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("table"), None)


def _is_layout(table: etree._Element) -> bool:
    """A table with one column or with a table inside only places things on the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    widths = [sum(1 for cell in line if cell.tag in _CELLS) for line in table.iter("tr", "row")]
    return max(widths, default=0) < 2  # noqa: PLR2004 - two cells side by side make a table


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or ""
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() and len(value) < 5 else 1  # noqa: PLR2004 - digits


def _hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _is_bold(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return any(f"font-weight:{value}" in style for value in ("bold", "600", "700", "800", "900"))


def _address(href: str) -> str:
    """Keep what leads somewhere outside the page; never a script."""
    href = href.strip()
    return href if href.lower().startswith(("http://", "https://", "mailto:", "/", "../", "./")) else ""
