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
_INFO: Final = f"//*[{_CLASS.format('info')}]"
_EDITOR: Final = f"//*[{_CLASS.format('met-editor')}]"


def read(root: etree._Element) -> Draft | None:
    """Return the draft of a MetInfo page, or None if the page is of another system."""
    editors = markup.elements(root, _EDITOR)
    titles = markup.elements(root, _TITLE)
    if not editors or not titles:
        return None
    heads = markup.blocks(titles[0])
    title = heads[0].segment if heads else Segment("")
    body = tuple(block for editor in editors for block in markup.blocks(editor))
    return Draft(body, title, _date(root))


def _date(root: etree._Element) -> str:
    for info in markup.elements(root, _INFO):
        found = dateline.find(" ".join(" ".join(map(str, info.itertext())).split()))
        if found:
            return found.date
    return ""
