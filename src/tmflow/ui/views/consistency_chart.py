"""Renderings of one concept by month, as bars."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import NAMES

if TYPE_CHECKING:
    from tmflow.consistency.renderings import Finding

_NAMED = 3
_COLOURS = ["#0c6071", "#d08a1e", "#7b8c9a", "#b0341c"]


def by_month(finding: Finding) -> None:
    """Show how often each rendering was used, month by month; the rarer ones together."""
    counts: Counter[tuple[str, str]] = Counter()
    names = [rendering.text for rendering in finding.renderings[:_NAMED]]
    for number, rendering in enumerate(finding.renderings):
        name = rendering.text if number < _NAMED else tr("other")
        counts.update((place.date[:7], name) for place in rendering.places if place.date)
    if not counts:
        st.caption(tr("No dated release."))
        return
    data = [
        {"month": month, "rendering": name, "places": count, "order": [*names, tr("other")].index(name)}
        for (month, name), count in counts.items()
    ]
    title = tr("{language} renderings by month", language=NAMES.get(finding.lang, finding.lang))
    chart = (
        alt.Chart({"values": data}, title=title)
        .mark_bar()
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=-45)),
            y=alt.Y("places:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "rendering:N",
                title=None,
                scale=alt.Scale(
                    domain=[*names, tr("other")][: len({row["rendering"] for row in data})], range=_COLOURS
                ),
                legend=alt.Legend(orient="bottom", columns=1, labelLimit=320),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("month:O", title=tr("Month")),
                alt.Tooltip("rendering:N", title=tr("Rendering")),
                alt.Tooltip("places:Q", title=tr("Places")),
            ],
        )
        .properties(height=230)
    )
    st.altair_chart(chart, alt=title)
