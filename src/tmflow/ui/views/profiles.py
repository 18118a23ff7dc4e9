"""Profiles of checks: which run, how severe each is, and which profile is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.services.jobs import JobKind
from tmflow.services.profiles import Weight
from tmflow.ui.components import choices, errors, markup, words
from tmflow.ui.components.text import escape
from tmflow.ui.views import jobs
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.services.container import Services
    from tmflow.services.profiles import CheckChoice, ProfileDetail, ProfileView
    from tmflow.ui.state import State

_OFF: Final = "off"
_LEVELS: Final = (_OFF, *(weight.value for weight in Weight))


def page(services: Services, state: State) -> None:
    """Show the page."""
    st.header(tr("Checks"), anchor=False)
    with errors.shown():
        if not may(state.actor(), Action.MANAGE_PROFILES):
            st.info(tr("Profiles of checks are managed by an administrator."))
            return
        fault = services.profiles.style_fault(state.actor())
        if fault:
            said = tr("The office’s rules of style cannot be used as they are written; those before hold on.")
            st.warning(f"{said}\n\n{escape(fault)}", icon=":material/warning:")
        listed = services.profiles.list(state.actor())
        left, right = st.columns([1.1, 2.6], gap="medium")
        with left:
            _in_force(services, state, listed)
            rows = [(each.name, _name(each), escape(_marks(each))) for each in listed]
            chosen = choices.listed(state, "profile", tr("Profiles"), rows)
            jobs.watch(services, state, {JobKind.CHECK_ALL})
        with right:
            detail = services.profiles.get(state.actor(), chosen or listed[0].name)
            _acts(services, state, detail.view)
            _checks(services, state, detail)


def _name(view: ProfileView) -> str:
    return f"**{escape(view.name)}**"


def _marks(view: ProfileView) -> str:
    marks = [tr("from {base}", base=view.base) if view.own else tr("shipped")]
    marks += [tr("in force for texts in work")] if view.in_work else []
    marks += [tr("in force for published texts")] if view.published else []
    return " · ".join(marks)


def _in_force(services: Services, state: State, listed: tuple[ProfileView, ...]) -> None:
    names = [view.name for view in listed]
    now = (next(v.name for v in listed if v.in_work), next(v.name for v in listed if v.published))
    with errors.shown(), st.form(f"in-force-{now}"):
        in_work = st.selectbox(tr("Profile for texts in work"), names, names.index(now[0]))
        published = st.selectbox(tr("Profile for published texts"), names, names.index(now[1]))
        if st.form_submit_button(tr("Put into force")):
            changed = services.profiles.activate(state.actor(), in_work, published)
            state.tell(tr("All releases are checked again.") if changed else tr("These profiles are in force already."))
            st.rerun()


def _acts(services: Services, state: State, view: ProfileView) -> None:
    with errors.shown(), st.container(horizontal=True, vertical_alignment="bottom"):
        new = st.text_input(tr("New name"), max_chars=60, key=f"new-{view.name}-{view.version}", autocomplete="off")
        if st.button(tr("Copy"), key=f"copy-{view.name}"):
            _turn_to(state, services.profiles.copy(state.actor(), view.name, new))
        if view.own and st.button(tr("Rename"), key=f"rename-{view.name}"):
            _turn_to(state, services.profiles.rename(state.actor(), view.name, view.version, new))
        if view.own and st.button(tr("Back to “{name}”", name=view.base), key=f"reset-{view.name}"):
            _turn_to(state, services.profiles.reset(state.actor(), view.name, view.version))
        if view.own and not (view.in_work or view.published) and st.button(tr("Remove"), key=f"remove-{view.name}"):
            services.profiles.remove(state.actor(), view.name, view.version)
            choices.turn_to(state, "profile", view.base)
            st.rerun()


def _turn_to(state: State, view: ProfileView) -> None:
    choices.turn_to(state, "profile", view.name)
    state.tell(tr("Saved."))
    st.rerun()


def _checks(services: Services, state: State, detail: ProfileDetail) -> None:
    view = detail.view
    if not view.own:
        st.caption(tr("This profile came with the house: make a copy and change that."))
    with errors.shown(), st.form(f"checks-{view.name}-{view.version}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            floor = _level(tr("Nothing weighs less than"), detail.profile.floor, "floor", own=view.own)
            shown_from = _level(tr("Shown from"), detail.profile.shown_from, "shown-from", own=view.own)
            at_top = view.own and st.form_submit_button(tr("Save"), type="primary", key="save-top")
        chosen = {row.id: _check(row, own=view.own) for row in detail.checks}
        at_end = view.own and st.form_submit_button(tr("Save"), type="primary", key="save-end")
        if at_top or at_end:
            changed = {row.id: chosen[row.id] for row in detail.checks if chosen[row.id] is not row.chosen}
            services.profiles.save(state.actor(), view.name, view.version, changed, floor=floor, shown_from=shown_from)
            state.tell(tr("Saved."))
            st.rerun()


def _level(label: str, weight: Weight, key: str, *, own: bool) -> Weight:
    levels = list(Weight)
    return st.selectbox(label, levels, levels.index(weight), format_func=words.weight, disabled=not own, key=key)


def _check(row: CheckChoice, *, own: bool) -> Weight | None:
    """Ask how severe a check is, beside what it does."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        changed = markup.chip(tr("changed"), "blue") if row.chosen is not row.own else ""
        markup.show(
            f'<span class="mono">{markup.plain(row.id)}</span> {changed}<br>',
            markup.muted(row.what.replace("`", "")),
        )
    with right:
        now = row.chosen.value if row.chosen else _OFF
        level = st.selectbox(
            row.id,
            _LEVELS,
            _LEVELS.index(now),
            format_func=words.weight,
            label_visibility="collapsed",
            disabled=not own,
            key=f"weight-{row.id}-{now}",
        )
    return None if level == _OFF else Weight(level)
