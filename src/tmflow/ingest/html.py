"""Published HTML pages: MetInfo by its own places, every other site by the readable part that trafilatura finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import trafilatura
from lxml import etree

from tmflow.files.encoding import decode
from tmflow.files.xml import without_illegal
from tmflow.i18n import tr
from tmflow.ingest import chrome, dateline, languages, markup, metinfo
from tmflow.ingest.draft import Draft, tidy
from tmflow.model.errors import UnreadableFile
from tmflow.model.release import BlockKind
from tmflow.model.segment import CodeKind, Segment

if TYPE_CHECKING:
    from tmflow.model.release import Block

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml\b[^>]*?\?>")
_MARKUP: Final = re.compile(
    r"<\s*(?:!doctype|html|head|body|div|p|span|table|h[1-6]|br|article|section|title)\b", re.IGNORECASE
)
_SITE_NAME: Final = re.compile(r"\s*[_|｜]\s*|\s+[-–—·]\s+|-(?=[^-]{1,40}$)")
_DATE_NAMES: Final = frozenset(
    (
        "pubdate",
        "publishdate",
        "publish_date",
        "article:published_time",
        "og:published_time",
        "date",
        "dc.date",
        "datepublished",
    )
)
_LITTLE: Final = 60
"""With fewer letters than this the readable part is doubted, and the page's own marks of its content are followed."""
_EVIDENCE: Final = 8
"""A block with fewer letters may stand anywhere on the page."""
_WINDOW: Final = 20_000
_LEAD: Final = 4
"""So many headings, captions and date lines just above the readable part belong to it."""
_LINKED: Final = 0.9
_CONTENT: Final = (
    "//article",
    "//main",
    "//*[@role='main']",
    "//*[@id='content' or @id='article' or @id='zoom' or @id='Zoom']",
    "//*[contains(@class,'article-content') or contains(@class,'TRS_Editor') or contains(@class,'content')]",
)


def read(data: bytes, name: str) -> Draft:
    """Read an HTML page.

    Raises:
        UnreadableFile: no markup in it, in no plausible encoding, or cut off inside a character.
    """
    found = _CHARSET.search(data[:8192])
    text = decode(data, name, declared=found.group(1).decode("ascii") if found else None).text
    text = without_illegal(_XML_DECLARATION.sub("", text.lstrip("\ufeff")))
    if not _MARKUP.search(text):
        raise UnreadableFile(
            tr("the name says HTML, but there is no markup in it. Rename it to .txt if it is plain text."), source=name
        )
    try:
        root = markup.parse(text)
    except etree.ParserError as error:
        raise UnreadableFile(
            tr("there is no page in it, only the start of one. Save the page again."), source=name
        ) from error
    return metinfo.read(root) or _any_site(root, text)


def _any_site(root: etree._Element, text: str) -> Draft:
    title = _title(root)
    everything = markup.blocks(_body(root))
    extracted = trafilatura.extract(text, include_comments=False, include_tables=True) or ""
    body = _readable(everything, extracted, title.text)
    if sum(map(_letter_count, body)) < _LITTLE:
        body = _marked(root) or everything
    return Draft((*_date_line(everything, title.text, body), *body), title, _stated_date(root))


def _body(root: etree._Element) -> etree._Element:
    body = root.find("body")
    return body if body is not None else root


def _readable(everything: tuple[Block, ...], extracted: str, title: str) -> tuple[Block, ...]:
    """Return the part of the page that trafilatura calls its text, as our own blocks.

    trafilatura knows where the text of a page is, but flattens headings, captions and lines inside it; so its text only
    says where the first and the last block are, and what stands between them is kept, but for lists of links.
    """
    wanted = _letters(extracted)
    found: list[int] = []
    position = 0
    for number, block in enumerate(everything):
        key = _letters(block.segment.text)
        place = wanted.find(key, position, position + len(key) + _WINDOW) if len(key) >= _EVIDENCE else -1
        if place >= 0:
            found.append(number)
            position = place + len(key)
    if not found:
        return ()
    first = found[0]
    while first > max(0, found[0] - _LEAD) and _leads(everything[first - 1]):
        if everything[first].segment.text == title:
            break
        first -= 1
    matched = set(found)
    inside = range(first, found[-1] + 1)
    return tuple(everything[number] for number in inside if number in matched or not _only_links(everything[number]))


def _leads(block: Block) -> bool:
    kind = block.kind in {BlockKind.HEADING, BlockKind.CAPTION}
    return kind or bool(dateline.parse(block.segment.text)) or chrome.is_chrome(block.segment.text)


def _only_links(block: Block) -> bool:
    linked = sum(code.end - code.start for code in block.segment.codes if code.kind is CodeKind.LINK)
    return linked >= _LINKED * len(block.segment.text)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _letter_count(block: Block) -> int:
    return languages.weight(block.segment.text)


def _marked(root: etree._Element) -> tuple[Block, ...]:
    for path in _CONTENT:
        candidates = [markup.blocks(item) for item in markup.elements(root, path)]
        best = max(candidates, key=lambda blocks: sum(map(_letter_count, blocks)), default=())
        if sum(map(_letter_count, best)) >= _LITTLE:
            return best
    return ()


def _date_line(everything: tuple[Block, ...], title: str, body: tuple[Block, ...]) -> list[Block]:
    """Find the date line that stands outside the readable part: the first one below the headline, else above it."""
    if any(dateline.parse(block.segment.text) for block in body[:5]):
        return []
    below = next((n for n, block in enumerate(everything) if block.segment.text == title), 0)
    candidates = (*everything[below:], *everything[:below])
    return next(([block] for block in candidates if dateline.parse(block.segment.text)), [])


def _title(root: etree._Element) -> Segment:
    """Prefer the headline that the page's own title confirms, then its only headline, then the stated titles."""
    headlines = [tidy(Segment(markup.text_of(item))) for item in root.iter("h1")]
    headlines = [item for item in headlines if item.text]
    page = next((" ".join(markup.text_of(item).split()) for item in root.iter("title")), "")
    confirmed = next((item for item in headlines if item.text in page), None)
    if confirmed is not None or len(headlines) == 1:
        return confirmed or headlines[0]
    if len({languages.of_block(item.text) for item in headlines}) > 1:
        return Segment("")  # each language has its own headline, among the blocks
    stated = next((item.get("content") or "" for item in root.iter("meta") if item.get("property") == "og:title"), "")
    return tidy(Segment(stated.strip() or _without_site(page)))


def _without_site(page: str) -> str:
    return _SITE_NAME.split(page, maxsplit=1)[0]


def _stated_date(root: etree._Element) -> str:
    for item in root.iter("meta"):
        key = (item.get("name") or item.get("property") or item.get("itemprop") or "").lower()
        found = dateline.find((item.get("content") or "").replace("T", " ")) if key in _DATE_NAMES else None
        if found:
            return found.date
    for item in root.iter("time"):
        found = dateline.find((item.get("datetime") or "").replace("T", " "))
        if found:
            return found.date
    return ""
