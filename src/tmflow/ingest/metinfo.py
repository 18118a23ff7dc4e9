"""Pages of the MetInfo content system, as the house itself publishes: title, info line and editor have fixed places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.ingest import dateline, markup
from tmflow.ingest.draft import Draft
from tmflow.model.segment import Segment

if TYPE_CHECKING:
    from lxml import etree

_CLASS: Final = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_TITLE: Final = f"//section[{_CLASS.format('details-title')}]//h1"
_INFO: Final = f".//*[{_CLASS.format('info')}]"
_EDITOR: Final = f".//*[{_CLASS.format('met-editor')}]"


def read(root: etree._Element) -> Draft | None:
    """Return the draft of a MetInfo page, or None if the page is of another system."""
    titles = markup.elements(root, _TITLE)
    editors = _nearest(titles[0], _EDITOR) if titles else []
    if not editors:
        return None
    heads = markup.blocks(titles[0])
    title = heads[0].segment if heads else Segment("")
    body = next((found for editor in editors if (found := markup.blocks(editor))), ())
    return Draft(body, title, _date(titles[0]))


def _date(title: etree._Element) -> str:
    for info in _nearest(title, _INFO):
        found = dateline.find(" ".join(" ".join(map(str, info.itertext())).split()))
        if found:
            return found.date
    return ""


def _nearest(title: etree._Element, path: str) -> list[etree._Element]:
    """Return what stands nearest to the title, in page order: the site's footer may hold such elements of its own."""
    return next((found for around in title.iterancestors() if (found := markup.elements(around, path))), [])
