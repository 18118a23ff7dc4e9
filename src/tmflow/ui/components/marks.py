"""States and severities as shapes: colour is never the only signal.

Each mark is an inline SVG, as markup for `st.html` and as a data address for the image column of a table.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.issue import Severity
from tmflow.model.unit import State

if TYPE_CHECKING:
    from collections.abc import Mapping

_TICK: Final = '<path d="M5.2 8.2l2 2 3.7-4.1" fill="none" stroke="#fff" stroke-width="1.7"/>'
_SHAPES: Final[dict[State | Severity, tuple[str, str]]] = {
    State.INITIAL: ("#7f8b96", '<circle cx="8" cy="8" r="5.5" fill="none" stroke="{c}" stroke-dasharray="2.4 2.2"/>'),
    State.TRANSLATED: (
        "#3f74c4",
        '<circle cx="8" cy="8" r="5.5" fill="none" stroke="{c}"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="{c}"/>',
    ),
    State.REVIEWED: ("#2b8a54", '<circle cx="8" cy="8" r="6.2" fill="{c}"/>' + _TICK),
    State.FINAL: ("#6b7986", '<rect x="2" y="2" width="12" height="12" rx="2.5" fill="{c}"/>' + _TICK),
    Severity.ERROR: (
        "#c53a31",
        (
            '<path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z" fill="none" stroke="{c}" '
            'stroke-width="1.5"/>'
            '<path d="M8 4.8v3.8M8 11v.1" stroke="{c}" stroke-width="1.5" stroke-linecap="round"/>'
        ),
    ),
    Severity.WARNING: (
        "#a86c0a",
        (
            '<path d="M8 2.2l6.2 11.2H1.8z" fill="none" stroke="{c}" stroke-width="1.5" stroke-linejoin="round"/>'
            '<path d="M8 6.4v3.2M8 11.4v.1" stroke="{c}" stroke-width="1.5" stroke-linecap="round"/>'
        ),
    ),
    Severity.INFO: (
        "#3f74c4",
        (
            '<circle cx="8" cy="8" r="6" fill="none" stroke="{c}" stroke-width="1.5"/>'
            '<path d="M8 7.4v3.4M8 5.2v.1" stroke="{c}" stroke-width="1.5" stroke-linecap="round"/>'
        ),
    ),
}
_BAR: Final = {
    State.FINAL: "#6b7986",
    State.REVIEWED: "#2b8a54",
    State.TRANSLATED: "#84a7dc",
    State.INITIAL: "#cdd5da",
}
_BADGES: Final[dict[State | Severity, Literal["red", "orange", "blue", "green", "gray"]]] = {
    State.INITIAL: "gray",
    State.TRANSLATED: "blue",
    State.REVIEWED: "green",
    State.FINAL: "gray",
    Severity.ERROR: "red",
    Severity.WARNING: "orange",
    Severity.INFO: "blue",
}


def label(value: State | Severity) -> str:
    """Return the word for a state or a severity."""
    return {
        State.INITIAL: tr("initial"),
        State.TRANSLATED: tr("translated"),
        State.REVIEWED: tr("reviewed"),
        State.FINAL: tr("final"),
        Severity.ERROR: tr("error"),
        Severity.WARNING: tr("warning"),
        Severity.INFO: tr("info"),
    }[value]


def svg(value: State | Severity, size: int = 16) -> str:
    """Return the mark as SVG markup."""
    colour, shape = _SHAPES[value]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 16 16" role="img" '
        f'aria-label="{label(value)}">{shape.format(c=colour)}</svg>'
    )


def progress_svg(counts: Mapping[str, int], width: int = 120) -> str:
    """Return a bar of states, approved first, as SVG markup; `counts` is by state."""
    total = sum(counts.values()) or 1
    left, parts = 0.0, []
    for state, colour in _BAR.items():
        share = width * counts.get(state.value, 0) / total
        if share:
            parts.append(f'<rect x="{left:.1f}" y="5" width="{share:.1f}" height="6" fill="{colour}"/>')
        left += share
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="16">{"".join(parts)}</svg>'


def as_image(markup: str) -> str:
    """Return SVG markup as a data address, for `st.column_config.ImageColumn`."""
    return "data:image/svg+xml;base64," + base64.b64encode(markup.encode()).decode("ascii")


def badge(value: State | Severity, text: str | None = None) -> None:
    """Show a state or a severity as a chip, with its word or with `text`."""
    st.badge(text or label(value), color=_BADGES[value])
