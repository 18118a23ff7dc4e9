"""Small pieces of HTML for `st.html`: texts in their language, chips, tables. Everything put in is escaped here."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from tmflow.ui.components.marks import as_image, label, progress_svg, svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.model.issue import Severity
    from tmflow.model.unit import State

Colour = Literal["red", "orange", "green", "blue", "gray"]
_LONGEST_SHOWN: Final = 20_000
_FIGURE: Final = '<td class="num">'


def plain(text: object) -> str:
    """Return any value as escaped HTML text."""
    return html.escape(str(text))


def spoken(text: str, lang: str, spans: Iterable[tuple[int, int]] = (), *, tag: str = "span") -> str:
    """Return a text in its language, with spans (code points, not overlapping) highlighted."""
    pieces, left = [], 0
    for start, end in sorted(spans):
        if start < left or end <= start:
            continue
        pieces += [plain(text[left:start]), "<mark>", plain(text[start:end]), "</mark>"]
        left = end
    pieces.append(plain(text[left:_LONGEST_SHOWN]))
    return f'<{tag} lang="{plain(lang)}">{"".join(pieces)}</{tag}>'


def muted(text: object) -> str:
    """Return small grey text."""
    return f'<span class="tm-sub">{plain(text)}</span>'


def chip(text: object, colour: Colour = "gray") -> str:
    """Return a chip; its word carries the meaning, the colour only repeats it."""
    return f'<span class="tm-chip {colour}">{plain(text)}</span>'


def state(value: State | Severity, text: str = "") -> str:
    """Return the mark of a state or severity with its word, or with `text`."""
    return f'{mark(value)} <span class="tm-sub">{plain(text or label(value))}</span>'


def mark(value: State | Severity) -> str:
    """Return the mark of a state or severity; `st.html` lets no inline SVG through, so it is an image."""
    return f'<img src="{as_image(svg(value, 14))}" width="14" height="14" alt="{plain(label(value))}">'


def bar(counts: Mapping[str, int], width: int = 110) -> str:
    """Return a bar of states; `counts` is by state. Words have to stand beside it."""
    return f'<img src="{as_image(progress_svg(counts, width))}" width="{width}" height="16" alt="">'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; heads are plain, cells are HTML. A cell that begins with `<td` stands as it is."""
    lines = list(rows)
    figures = {place for row in lines[:1] for place, cell in enumerate(row) if cell.startswith(_FIGURE)}
    top = "".join(
        f'<th class="num">{plain(title)}</th>' if place in figures else f"<th>{plain(title)}</th>"
        for place, title in enumerate(head)
    )
    body = "".join(
        f"<tr>{''.join(cell if cell.startswith('<td') else f'<td>{cell}</td>' for cell in row)}</tr>" for row in lines
    )
    return f'<div class="tm"><table class="tm-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def number(value: object) -> str:
    """Return a cell for a figure."""
    return f"{_FIGURE}{plain(value)}</td>"


def show(*pieces: str) -> None:
    """Show pieces of HTML in the pages' type."""
    st.html(f'<div class="tm">{"".join(pieces)}</div>')


def day(at: str) -> str:
    """Return the date of an ISO 8601 moment or date, a dash for none."""
    return moment(at)[:10] or "—"


def moment(at: str) -> str:
    """Return a moment (ISO 8601, UTC) by the reader's clock, to the minute; a date stays a date."""
    if "T" not in at:
        return at
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return at
    if read.tzinfo is None:
        return f"{read:%Y-%m-%d %H:%M}"
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{read.astimezone(UTC).astimezone(zone):%Y-%m-%d %H:%M}"
