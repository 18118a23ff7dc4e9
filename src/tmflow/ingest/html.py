"""Published HTML pages: MetInfo by its own places, every other site by the readable part that trafilatura finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import trafilatura

from tmflow.files.encoding import decode
from tmflow.files.xml import without_illegal
from tmflow.i18n import tr
from tmflow.ingest import dateline, markup, metinfo
from tmflow.ingest.draft import Draft, tidy
from tmflow.model.errors import UnreadableFile
from tmflow.model.segment import Segment

if TYPE_CHECKING:
    from lxml import etree

    from tmflow.model.release import Block

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml\b[^>]*?\?>")
_MARKUP: Final = re.compile(
    r"<\s*(?:!doctype|html|head|body|div|p|span|table|h[1-6]|br|article|section|title)\b", re.IGNORECASE
)
_NO_BREAK: Final = re.compile(r"(?<=[^\s>;&])(?:\u00a0|&nbsp;|&#160;|&#xa0;)(?=[^\s<&])", re.IGNORECASE)
"""A no-break space between words is the author's typography; trafilatura would make a plain one of it."""
_KEPT: Final = "\ue000"
"""Stands for it meanwhile: a character of private use, which no published text has."""
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
_LITTLE: Final = 120
"""Under this many characters of text the readable part is doubted, and the whole body is read instead."""
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
    root = markup.parse(text)
    return metinfo.read(root) or _any_site(root, text)


def _any_site(root: etree._Element, text: str) -> Draft:
    title = _title(root)
    body = _readable(text)
    whole = _whole(root)
    if _length(body) < _LITTLE and _length(whole) > _length(body):
        body = whole
    lines = [*_date_line(root, title.text, body), *body]
    return Draft(tuple(lines), title, _stated_date(root))


def _readable(text: str) -> tuple[Block, ...]:
    found = trafilatura.bare_extraction(
        _NO_BREAK.sub(_KEPT, text),
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return ()
    for item in body.iter():
        item.text = item.text and item.text.replace(_KEPT, "\u00a0")
        item.tail = item.tail and item.tail.replace(_KEPT, "\u00a0")
    return markup.blocks(body)


def _whole(root: etree._Element) -> tuple[Block, ...]:
    for path in _CONTENT:
        candidates = [markup.blocks(item) for item in markup.elements(root, path)]
        best = max(candidates, key=_length, default=())
        if _length(best) >= _LITTLE:
            return best
    body = root.find("body")
    return markup.blocks(body if body is not None else root)


def _length(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.segment.text) for block in blocks)


def _date_line(root: etree._Element, title: str, body: tuple[Block, ...]) -> list[Block]:
    """Find the date line that stands outside the readable part: the first one below the headline, else above it."""
    if any(dateline.parse(block.segment.text) for block in body[:5]):
        return []
    everything = root.find("body")
    blocks = markup.blocks(everything) if everything is not None else ()
    below = next((n for n, block in enumerate(blocks) if block.segment.text == title), 0)
    candidates = (*blocks[below:], *blocks[:below])
    return next(([block] for block in candidates if dateline.parse(block.segment.text)), [])


def _title(root: etree._Element) -> Segment:
    """Prefer the headline that the page's own title confirms, then its only headline, then the stated titles."""
    headlines = [tidy(Segment(markup.text_of(item))) for item in root.iter("h1")]
    headlines = [item for item in headlines if item.text]
    page = next((" ".join(markup.text_of(item).split()) for item in root.iter("title")), "")
    confirmed = next((item for item in headlines if item.text in page), None)
    if confirmed is not None or len(headlines) == 1:
        return confirmed or headlines[0]
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
