"""Reports: how far the work is, and how much was changed between the first draft and the approved text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from tmflow.i18n import tr
from tmflow.model.issue import Severity
from tmflow.model.language import NAMES, ordered
from tmflow.model.unit import State as UnitState
from tmflow.ui.components import choices, errors, marks, markup
from tmflow.ui.components.text import escape
from tmflow.ui.views import jobs

if TYPE_CHECKING:
    from tmflow.services.container import Services
    from tmflow.services.reports import Effort, Progress
    from tmflow.ui.state import State

_COLOURS = {
    UnitState.FINAL: "#6b7986",
    UnitState.REVIEWED: "#2b8a54",
    UnitState.TRANSLATED: "#84a7dc",
    UnitState.INITIAL: "#cdd5da",
}


def page(services: Services, state: State) -> None:
    """Show the page."""
    st.header(tr("Reports"), anchor=False)
    with errors.shown():
        tabs = {"": tr("Progress"), "effort": tr("Editing effort"), "jobs": tr("Long work")}
        chosen = choices.one(state, "tab", tr("Report"), tabs)
        if chosen == "jobs":
            jobs.show(services, state)
        elif chosen == "effort":
            _effort(services, state)
        else:
            _progress(services.reports.progress(state.actor()))


def _progress(progress: Progress) -> None:
    with st.container(horizontal=True):
        for each in UnitState:
            st.metric(
                tr("Releases, {state}", state=marks.label(each)), progress.releases.get(each.value, 0), border=True
            )
        for severity in Severity:
            label = tr("Open issues, {severity}", severity=marks.label(severity))
            st.metric(label, progress.issues.get(severity.value, 0), border=True)
    if not progress.texts:
        st.info(tr("There is no release yet."))
        return
    langs = ordered(progress.texts)
    data = [
        {"lang": NAMES.get(lang, lang), "state": marks.label(each), "texts": count, "order": number}
        for lang in langs
        for number, each in enumerate(reversed(UnitState))
        if (count := progress.texts[lang].get(each.value, 0))
    ]
    domain = [marks.label(each) for each in reversed(UnitState)]
    bars = (
        alt.Chart({"values": data})
        .mark_bar()
        .encode(
            x=alt.X("texts:Q", title=tr("Texts")),
            y=alt.Y("lang:N", title=None, sort=[NAMES.get(lang, lang) for lang in langs]),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=domain, range=[_COLOURS[each] for each in reversed(UnitState)]),
                legend=alt.Legend(orient="top"),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("lang:N", title=tr("Language")),
                alt.Tooltip("state:N", title=tr("State")),
                alt.Tooltip("texts:Q", title=tr("Texts")),
            ],
        )
        .properties(height=alt.Step(34))
    )
    st.altair_chart(bars, alt=tr("Texts by language and state"))
    rows = [
        (
            f'<td class="head">{markup.plain(NAMES.get(lang, lang))}</td>',
            *(markup.number(progress.texts[lang].get(each.value, 0)) for each in UnitState),
            markup.number(sum(progress.texts[lang].values())),
        )
        for lang in langs
    ]
    st.html(markup.table([tr("Language"), *(marks.label(each) for each in UnitState), tr("all")], rows))


def _effort(services: Services, state: State) -> None:
    query = choices.search(state, "release", tr("Number of a release; all without one"))
    with st.spinner(tr("Counting…")):
        found = services.reports.effort(state.actor(), query or None)
    if not found:
        st.info(tr("Nothing was approved here yet: the effort is counted from approved texts."))
        return
    st.caption(
        tr(
            "chrF of the first drafts against the approved texts: 100 where nothing was changed. TER: edits per "
            "approved word in percent. The figures help to plan; a wrong surname still scores high."
        )
    )
    st.html(markup.table(_heads(), [_line(item) for item in found]))
    for signature in sorted({part for item in found for part in (item.signature, item.ter_signature) if part}):
        st.caption(escape(signature))


def _heads() -> list[str]:
    return [tr("Release"), tr("Language"), tr("Segments"), tr("Changed"), "chrF", "TER, %", tr("Segments with TER")]


def _line(item: Effort) -> list[str]:
    return [
        f'<span class="mono">{markup.plain(item.release_id)}</span>',
        markup.plain(NAMES.get(item.lang, item.lang)),
        markup.number(item.segments),
        markup.number(item.changed),
        markup.number(f"{item.score:.2f}"),
        markup.number("—" if item.ter is None else f"{item.ter:.2f}"),
        markup.number(item.ter_segments),
    ]
