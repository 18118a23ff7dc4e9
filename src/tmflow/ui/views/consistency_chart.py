"""Renderings of one concept by month, as bars. The table beside it names them, each with its colour."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import altair as alt
import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.consistency.renderings import Finding

# Each is seen at 3:1 or better on the surfaces of both themes.
_COLOURS: Final = ("#1a8499", "#b87614", "#7b8c9a", "#c8503a")
_MONTHS: Final = 12


def swatch(number: int) -> str:
    """Return the HTML of the square in a rendering's colour; all from the fourth on share one."""
    return f'<span style="color:{_COLOURS[min(number, len(_COLOURS) - 1)]}" aria-hidden="true">■</span> '


def by_month(finding: Finding) -> None:
    """Show how often each rendering was used, month by month; those from the fourth on together."""
    last = len(_COLOURS) - 1
    counts: Counter[tuple[str, int]] = Counter()
    for number, rendering in enumerate(finding.renderings):
        counts.update((place.date[:7], min(number, last)) for place in rendering.places if place.date)
    if not counts:
        st.caption(tr("No dated release."))
        return
    names = [rendering.text for rendering in finding.renderings[:last]]
    names += [tr("other")] if len(finding.renderings) > last else []
    data = [
        {"month": month, "rendering": names[number], "places": count, "order": number}
        for (month, number), count in counts.items()
    ]
    title = tr("{language} renderings by month", language=NAMES.get(finding.lang, finding.lang))
    chart = (
        alt.Chart({"values": data}, title=title)
        .mark_bar(size=14)
        .encode(
            x=alt.X(
                "month:O",
                title=None,
                scale=alt.Scale(domain=list(_months({month for month, _ in counts}))),
                axis=alt.Axis(labelAngle=-45, labelOverlap="greedy"),
            ),
            y=alt.Y("places:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "rendering:N",
                scale=alt.Scale(domain=names, range=list(_COLOURS[: len(names)])),
                legend=None,
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("month:O", title=tr("Month")),
                alt.Tooltip("rendering:N", title=tr("Rendering")),
                alt.Tooltip("places:Q", title=tr("Places")),
            ],
        )
        .properties(height=210)
    )
    st.altair_chart(chart, alt=title)


def _months(used: Iterable[str]) -> Iterable[str]:
    """Return the months of the axis, without a gap if the years between are few: `2025-11`, `2025-12`, `2026-01`."""
    known = sorted(used)
    first, final = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (known[0], known[-1]))
    if final - first > 2 * _MONTHS:
        return known
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(first, max(final, first + 5) + 1)]
