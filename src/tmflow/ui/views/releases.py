"""The list of releases, where people arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.issue import Severity
from tmflow.model.language import LANGUAGES, NAMES, ordered
from tmflow.model.unit import State as UnitState
from tmflow.ui.components import choices, errors, marks, markup, pending
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from tmflow.model.account import Account
    from tmflow.services.container import Services
    from tmflow.services.views import ReleaseSummary
    from tmflow.ui.state import State

_PAGE: Final = 50
_MOST: Final = 20


def page(services: Services, state: State) -> None:
    """Show the newest releases, each with the way to what is to be done next."""
    with errors.shown():
        actor = state.actor()
        counts = services.releases.counts(actor)
        _head(state, actor, counts)
        if not sum(counts.values()):
            _empty(state, actor)
            return
        wanted, query = _filters(state, counts)
        pages = max(1, int(state.param("pages")) if state.param("pages").isdecimal() else 1)
        found = services.releases.list(actor, query=query, state=wanted or None, limit=_PAGE * min(pages, _MOST))
        if not found.items:
            st.info(tr("No release fits this filter."))
            return
        pending.rechecks(services, state)
        _table(state, actor, found.items)
        if found.next and pages < _MOST and st.button(tr("Show more")):
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
    """Show the rows: number and title are links, a button leads to the next step."""
    with st.container(key="releases", gap=None):
        heads = [tr("Number"), tr("Title"), *(NAMES[lang] for lang in LANGUAGES), tr("Open issues"), tr("Date")]
        cells = "".join(f"<span>{markup.plain(head)}</span>" for head in heads)
        _line(f'<div class="tm-release head">{cells}</div>')
        for item in items:
            path, label = _next_step(actor, item)
            with _line(_row(item)):
                st.page_link(state.page(path), label=label, query_params={"release": item.id}, width="stretch")


def _line(markup_of_row: str) -> DeltaGenerator:
    left, right = st.columns([12, 1], vertical_alignment="center", gap="small")
    left.html(f'<div class="tm">{markup_of_row}</div>')
    return right


def _row(item: ReleaseSummary) -> str:
    first, *others = _titles(item)
    editor, release = (f"/{path}?release={markup.plain(item.id)}" for path in ("editor", "release"))
    second = f'<div class="line tm-sub" style="font-size:13px">{others[0]}</div>' if others else ""
    return (
        '<div class="tm-release">'
        f'<a class="mono" href="{release}" target="_self">{markup.plain(item.id)}</a>'
        f'<div><a href="{editor}" target="_self"><div class="line title">{first}</div>{second}</a></div>'
        + "".join(f"<div>{_language(item, lang)}</div>" for lang in LANGUAGES)
        + f"<div>{_issues(item)}</div><div>{markup.plain(markup.day(item.date))}</div></div>"
    )


def _next_step(actor: Account, item: ReleaseSummary) -> tuple[str, str]:
    """Return the page and the words for what the reader would most likely do next with a release."""
    waiting = any(states.get(UnitState.TRANSLATED) for states in item.progress.values())
    if item.state == UnitState.REVIEWED.value and may(actor, Action.PUBLISH):
        return "release", tr("Publish")
    if item.doubtful_beads and may(actor, Action.ALIGN):
        return "release", tr("Align")
    if item.state == UnitState.FINAL.value:
        return "editor", tr("Open")
    if waiting and may(actor, Action.APPROVE):
        return "review", tr("Review")
    return "editor", tr("Continue") if may(actor, Action.TRANSLATE) else tr("Open")


def _titles(item: ReleaseSummary) -> list[str]:
    """Return the title in the source language and in another one, English first, as HTML."""
    langs = ordered(item.titles)
    order = dict.fromkeys((item.source_lang, "en", *langs))
    found = [markup.spoken(item.titles[lang], lang) for lang in order if item.titles.get(lang)]
    return found[:2] or [markup.plain(item.id)]


def _language(item: ReleaseSummary, lang: str) -> str:
    states = item.progress.get(lang)
    if not states:
        return f'{markup.mark(Severity.WARNING)} <span class="tm-sub">{markup.plain(tr("missing"))}</span>'
    counts = {each.value: count for each, count in states.items()}
    return f"{markup.bar(counts)}<br>{markup.muted(_progress(states))}"


def _progress(states: Mapping[UnitState, int]) -> str:
    total = sum(states.values())
    for value in UnitState:
        if states.get(value) == total:
            return f"{total} {marks.label(value)}"
    if states.get(UnitState.INITIAL):
        return tr("{done} of {count} done", done=total - states[UnitState.INITIAL], count=total)
    reviewed = states.get(UnitState.REVIEWED, 0) + states.get(UnitState.FINAL, 0)
    return tr("{done} of {count} reviewed", done=reviewed, count=total)


def _issues(item: ReleaseSummary) -> str:
    counted = " &nbsp;".join(f"{markup.mark(each)} {item.issues[each]}" for each in Severity if item.issues.get(each))
    doubtful = tr("doubtful links: {count}", count=item.doubtful_beads) if item.doubtful_beads else ""
    waiting = tr("to be checked again: {count}", count=item.waiting_checks) if item.waiting_checks else ""
    parts = [part for part in (counted, *(markup.muted(each) for each in (doubtful, waiting) if each)) if part]
    return "<br>".join(parts) or markup.muted(tr("none"))
