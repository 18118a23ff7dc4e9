"""The list of releases, where people arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.issue import Severity
from tmflow.model.language import LANGUAGES, NAMES, ordered
from tmflow.model.unit import State as UnitState
from tmflow.ui.components import choices, errors, marks, markup
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.elements.lib.column_types import ButtonColumnResult, ColumnConfig

    from tmflow.model.account import Account
    from tmflow.services.container import Services
    from tmflow.services.views import ReleaseSummary
    from tmflow.ui.state import State

_ROW: Final = 50
_PAGE: Final = 100
_CLICK: Final = "release-clicked"


def page(services: Services, state: State) -> None:
    """Show the newest releases, each with the way to what is to be done next."""
    with errors.shown():
        actor = state.actor()
        counts = services.reports.progress(actor).releases
        _head(state, actor, counts)
        if not sum(counts.values()):
            _empty(state, actor)
            return
        wanted, query = _filters(state, counts)
        pages = max(1, int(state.param("pages")) if state.param("pages").isdecimal() else 1)
        found = services.releases.list(actor, query=query, state=wanted or None, limit=min(_PAGE * pages, 10 * _PAGE))
        if not found.items:
            st.info(tr("No release fits this filter."))
            return
        _table(state, actor, found.items)
        if found.next and pages < 10 and st.button(tr("Show more")):  # noqa: PLR2004 - a thousand rows
            state.set_param("pages", str(pages + 1))
            st.rerun()


def _head(state: State, actor: Account, counts: Mapping[str, int]) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left, st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(tr("Releases"), width="content", anchor=False)
        final = counts.get(UnitState.FINAL.value, 0)
        st.caption(tr("{open} open · {final} published", open=sum(counts.values()) - final, final=final))
    if may(actor, Action.IMPORT):
        with right, st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(tr("New release"), icon=":material/add:"):
                state.go("import", tab="text")
            if st.button(tr("Import"), icon=":material/upload:", type="primary", shortcut="Alt+I"):
                state.go("import")


def _empty(state: State, actor: Account) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(tr("No releases yet"), anchor=False)
        st.write(
            tr(
                "Import a published release in two or three languages, and its sentences fill the translation memory. "
                "Or start one in Chinese."
            )
        )
        if may(actor, Action.IMPORT) and st.button(tr("Import a release"), type="primary"):
            state.go("import")


def _filters(state: State, counts: Mapping[str, int]) -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="center"):
        options = {"": f"{tr('All')} {sum(counts.values())}"}
        options |= {each.value: f"{marks.label(each)} {counts.get(each.value, 0)}" for each in UnitState}
        wanted = choices.one(state, "state", tr("State"), options)
        with st.container(width=320):
            query = choices.search(state, "q", tr("Title in any language, number"))
        legend = " &nbsp; ".join(markup.state(each) for each in UnitState)
        st.html(f'<div class="tm" style="text-align:right">{legend}</div>')
    return wanted, query


def _table(state: State, actor: Account, items: tuple[ReleaseSummary, ...]) -> None:
    """Show the rows; a button in each, and a selected row offers every way."""
    with st.container(key="release-ways", horizontal=True, vertical_alignment="center", height=40, border=False):
        ways = st.empty()
    clicked = state.clicked(_CLICK)
    if clicked is not None and clicked < len(items):
        _go(state, actor, items[clicked])
    event = st.dataframe(
        _columns(actor, items),
        column_config=_config(),
        hide_index=True,
        row_height=_ROW,
        height=min(_ROW * len(items) + 40, 640),
        on_select="rerun",
        selection_mode="single-row",
        key="releases",
        placeholder="",
        alt=tr("Releases with the state of each language and open issues"),
    )
    rows = event["selection"]["rows"]
    with ways.container(horizontal=True, vertical_alignment="center"):
        if rows and rows[0] < len(items):
            _ways(state, items[rows[0]])
        else:
            st.caption(tr("Select a row to open it, to review it or to look at its alignment."))


def _ways(state: State, item: ReleaseSummary) -> None:
    st.markdown(f"**{item.id}**", width="content")
    for path, label, icon in (
        ("editor", tr("Open in the editor"), ":material/edit_note:"),
        ("review", tr("Review"), ":material/rate_review:"),
        ("release", tr("Release and alignment"), ":material/link:"),
    ):
        if path in state.pages:
            st.page_link(state.page(path), label=label, icon=icon, query_params={"release": item.id})


def _next_step(actor: Account, item: ReleaseSummary) -> tuple[str, str]:
    """Return the page and the words for what the reader would most likely do next with a release."""
    waiting = any(states.get(UnitState.TRANSLATED) for states in item.progress.values())
    if item.state == UnitState.FINAL.value:
        return "editor", tr("Open")
    if item.state == UnitState.REVIEWED.value and may(actor, Action.PUBLISH):
        return "release", tr("Publish")
    if waiting and may(actor, Action.APPROVE):
        return "review", tr("Review")
    if item.doubtful_beads and may(actor, Action.ALIGN):
        return "release", tr("Align")
    return "editor", tr("Continue") if may(actor, Action.TRANSLATE) else tr("Open")


def _go(state: State, actor: Account, item: ReleaseSummary) -> None:
    path, _ = _next_step(actor, item)
    state.go(path, release=item.id)


def _columns(actor: Account, items: tuple[ReleaseSummary, ...]) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {
        "number": [item.id for item in items],
        "title": [_titles(item) for item in items],
    }
    for lang in LANGUAGES:
        columns[f"{lang}-bar"] = [_bar(item, lang) for item in items]
        columns[lang] = [_progress(item, lang) for item in items]
    columns["issues"] = [_issues(item) for item in items]
    columns["date"] = [markup.day(item.date) for item in items]
    columns["next"] = [_next_step(actor, item)[1] for item in items]
    return columns


def _config() -> dict[str, ColumnConfig | ButtonColumnResult | str | None]:
    column = st.column_config
    config: dict[str, ColumnConfig | ButtonColumnResult | str | None] = {
        "number": column.TextColumn(tr("Number"), width=104),
        "title": column.TextColumn(tr("Title"), width=380),
        "issues": column.TextColumn(tr("Open issues"), width=120),
        "date": column.TextColumn(tr("Date"), width=92),
        "next": column.ButtonColumn("", width=90, key=_CLICK),
    }
    for lang in LANGUAGES:
        config[f"{lang}-bar"] = column.ImageColumn(NAMES[lang], width=100)
        config[lang] = column.TextColumn("", width=104)
    return config


def _titles(item: ReleaseSummary) -> str:
    langs = ordered(item.titles)
    first = next((lang for lang in (item.source_lang, *langs) if item.titles.get(lang)), "")
    second = next((lang for lang in ("en", *langs) if lang != first and item.titles.get(lang)), "")
    return "\n".join(item.titles[lang] for lang in (first, second) if lang)


def _bar(item: ReleaseSummary, lang: str) -> str | None:
    states = item.progress.get(lang)
    return marks.as_image(marks.progress_svg({each.value: count for each, count in states.items()})) if states else None


def _progress(item: ReleaseSummary, lang: str) -> str:
    states = item.progress.get(lang)
    if not states:
        return tr("missing")
    total = sum(states.values())
    for value in UnitState:
        if states.get(value) == total:
            return f"{total} {marks.label(value)}"
    reviewed = states.get(UnitState.REVIEWED, 0) + states.get(UnitState.FINAL, 0)
    if states.get(UnitState.INITIAL):
        return tr("{done} of {count} done", done=total - states[UnitState.INITIAL], count=total)
    return tr("{done} of {count} reviewed", done=reviewed, count=total)


def _issues(item: ReleaseSummary) -> str:
    shapes = {Severity.ERROR: "⯃", Severity.WARNING: "△", Severity.INFO: "○"}
    lines = "  ".join(f"{shapes[each]} {item.issues[each]}" for each in Severity if item.issues.get(each))
    doubtful = tr("{count} doubtful links", count=item.doubtful_beads) if item.doubtful_beads else ""
    return "\n".join(part for part in (lines, doubtful) if part) or tr("none")
