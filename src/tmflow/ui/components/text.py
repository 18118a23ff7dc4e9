"""Text of others inside Streamlit's Markdown and inside HTML: always escaped, always with its language."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from tmflow.model.match import DiffOp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.model.match import DiffPart

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])")


def escape(text: str) -> str:
    """Return `text` so that Streamlit's Markdown shows it as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def spoken(text: str, lang: str) -> str:
    """Return HTML for `text` in its language, for `st.html`: the language picks font and leading."""
    return f'<span lang="{html.escape(lang)}">{html.escape(text)}</span>'


def difference(parts: Iterable[DiffPart], lang: str) -> str:
    """Return HTML for a difference: insertions underlined, deletions struck (boxed in Chinese)."""
    tags = {DiffOp.INSERT: "ins", DiffOp.DELETE: "del"}
    pieces = [
        f"<{tags[part.op]}>{html.escape(part.text)}</{tags[part.op]}>" if part.op in tags else html.escape(part.text)
        for part in parts
    ]
    return f'<span lang="{html.escape(lang)}">{"".join(pieces)}</span>'
