"""What waits for an editor: the list, and one release's texts with what changed and what blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.errors import Conflict
from tmflow.model.issue import Severity
from tmflow.model.language import LANGUAGES, NAMES, ordered
from tmflow.model.match import DiffOp
from tmflow.ui.components import choices, errors, markup, words
from tmflow.ui.components.text import difference, escape
from tmflow.ui.views.review_side import side
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tmflow.model.account import Account
    from tmflow.model.release import Release
    from tmflow.model.unit import Variant
    from tmflow.services.container import Services
    from tmflow.services.views import ReviewItem, UnitRow
    from tmflow.ui.state import State

_SHOWN = 40


def waiting_count(services: Services, account: Account) -> int:
    """Return how many releases wait for an editor."""
    return len(services.review.waiting(account))


def page(services: Services, state: State) -> None:
    """Show the release that the address names, else what waits."""
    with errors.shown():
        if state.param("release"):
            _release(services, state, state.param("release"))
        else:
            _waiting(services, state)


def _waiting(services: Services, state: State) -> None:
    st.header(tr("Review"), anchor=False)
    options = {"": tr("All languages")} | {lang: NAMES[lang] for lang in LANGUAGES}
    lang = choices.one(state, "lang", tr("Language"), options)
    found = services.review.waiting(state.actor(), lang or None)
    if not found:
        st.info(tr("Nothing waits for you."), icon=":material/done_all:")
        return
    st.caption(tr("Releases that wait: {count}, the longest waiting first.", count=len(found)))
    for item in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            counts = " ".join(
                markup.chip(f"{NAMES.get(each, each)} {number}", "blue") for each, number in item.langs.items()
            )
            markup.show(
                f'<span class="mono">{markup.plain(item.release_id)}</span> &nbsp; ',
                f"<b>{markup.plain(item.title)}</b><br>",
                counts,
                " ",
                markup.muted(tr("changed {at}", at=markup.moment(item.updated_at))),
            )
            # Not a link: one to the page where it stands changes nothing in the address, and is lost with the next run.
            if st.button(tr("Review"), key=f"open-{item.release_id}", icon=":material/rate_review:"):
                _open(state, item.release_id)


def _open(state: State, release_id: str) -> None:
    state.set_param("release", release_id)
    st.rerun()


def _release(services: Services, state: State, release_id: str) -> None:
    actor = state.actor()
    release = services.releases.get(actor, release_id)
    items = services.review.items(actor, release_id)
    _head(services, state, actor, release, items)
    grid, right = st.columns([3.4, 1], gap="medium")
    with right:
        side(services, state, release, items)
    with grid:
        if not items:
            st.info(tr("Nothing in this release waits for an editor."), icon=":material/done_all:")
            return
        _grid(services, state, actor, release, items)


def _head(services: Services, state: State, actor: Account, release: Release, items: Sequence[ReviewItem]) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    version = release.versions.get(release.source_lang) or next(iter(release.versions.values()), None)
    with left:
        title = version.title.text if version else release.id
        markup.show(
            f'<b style="font-size:17px">{markup.spoken(title, release.source_lang)}</b><br>',
            f'<span class="mono">{markup.plain(release.id)}</span> ',
            markup.muted(tr("Texts that wait for a decision: {count}", count=len(items))),
        )
    with right, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if st.button(tr("All that waits"), icon=":material/arrow_back:", type="tertiary"):
            _open(state, "")
        st.page_link(
            state.page("editor"),
            label=tr("Open in the editor"),
            icon=":material/edit_note:",
            query_params={"release": release.id},
        )
        why = tr("Texts that wait for a decision: {count}", count=len(items)) if items else None
        if may(actor, Action.PUBLISH) and st.button(
            tr("Publish"), type="primary", key="publish", disabled=bool(items), help=why
        ):
            with errors.shown():
                services.releases.publish(state.actor(), release.id)
                state.go("release", release=release.id)


def _grid(services: Services, state: State, actor: Account, release: Release, items: Sequence[ReviewItem]) -> None:
    langs = ordered({item.lang for item in items})
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = choices.one(
            state,
            "show",
            tr("Which"),
            {"": tr("All that wait {count}", count=len(items))}
            | {lang: f"{NAMES.get(lang, lang)} {sum(item.lang == lang for item in items)}" for lang in langs},
        )
        for lang in langs:
            clean = sum(item.lang == lang and not item.blockers for item in items)
            if clean and may(actor, Action.APPROVE, lang):
                label = tr("Approve {count} without issues: {lang}", count=clean, lang=NAMES.get(lang, lang))
                if st.button(label, key=f"clean-{lang}", icon=":material/done_all:"):
                    _approve_clean(services, state, release.id, lang)
        st.html(
            '<div class="tm"><ins>'
            + markup.plain(tr("added"))
            + "</ins> <del>"
            + markup.plain(tr("removed"))
            + "</del></div>"
        )
    by_unit: dict[str, list[ReviewItem]] = {}
    for item in items:
        by_unit.setdefault(item.row.unit.id, []).append(item)
    units = [group for group in by_unit.values() if not shown or any(item.lang == shown for item in group)]
    limit = _SHOWN * (1 + state.get(f"review.more.{release.id}", 0))
    for group in units[:limit]:
        _unit(services, state, release, group)
    if len(units) > limit and st.button(tr("Show more ({count} left)", count=len(units) - limit)):
        state.put(f"review.more.{release.id}", state.get(f"review.more.{release.id}", 0) + 1)
        st.rerun()


def _approve_clean(services: Services, state: State, release_id: str, lang: str) -> None:
    with errors.shown():
        with st.spinner(tr("Approving…")):
            approved, left = services.review.approve_clean(state.actor(), release_id, lang)
        state.tell(tr("{approved} approved, {left} stay.", approved=approved, left=left))
        st.rerun()


def _unit(services: Services, state: State, release: Release, group: Sequence[ReviewItem]) -> None:
    """Show a unit: number, then each language; under a waiting text what can be done with it."""
    row = group[0].row
    waiting = {item.lang: item for item in group}
    with st.container(border=True):
        columns = st.columns([0.14, *(1 for _ in release.languages)], gap="small")
        with columns[0]:
            worst = min(
                (view.issue.severity for view in row.issues if view.open), key=list(Severity).index, default=None
            )
            mark = f"<br>{markup.mark(worst)}" if worst else ""
            markup.show(f'<span class="mono">{row.unit.position}</span>{mark}')
        for column, lang in zip(columns[1:], release.languages, strict=True):
            with column:
                _cell(services, state, row, lang, waiting.get(lang))


def _cell(services: Services, state: State, row: UnitRow, lang: str, item: ReviewItem | None) -> None:
    variant = row.unit.variants.get(lang)
    if variant is None or not variant.text.text:
        markup.show(markup.muted(tr("Empty")))
        return
    text = markup.spoken(variant.text.text, lang)
    if item is not None and any(part.op is not DiffOp.INSERT for part in item.difference):
        text = difference(item.difference, lang)
    elif item is not None:
        # Nothing was approved before: all of it is new, and marking every word would only hide it.
        text = f"{markup.chip(tr('new'), 'blue')} {text}"
    notes = "".join(
        f'<div class="tm-note {view.issue.severity.value}">{markup.mark(view.issue.severity)} '
        f"{markup.plain(view.issue.message)}</div>"
        for view in row.issues
        if view.open and view.issue.lang == lang
    )
    said = f"{variant.author or tr('somebody')}, {markup.moment(variant.at)}"
    if variant.source_changed:
        said += " · " + tr("source changed")
    blocked = ""
    if item is not None and item.blockers and may(state.actor(), Action.APPROVE, lang):
        why = "; ".join(words.blocker(code) for code in item.blockers)
        blocked = f" &nbsp; {markup.muted('🔒 ' + why)}"
    foot = f'<div style="margin-top:4px">{markup.state(variant.state, said)}{blocked}</div>'
    markup.show(f"<div>{text}</div>", notes, foot)
    if item is not None:
        _acts(services, state, item, variant)


def _acts(services: Services, state: State, item: ReviewItem, variant: Variant) -> None:
    actor = state.actor()
    if not may(actor, Action.APPROVE, item.lang):
        return
    unit_id, lang = item.row.unit.id, item.lang
    key = f"{unit_id}-{lang}"
    why = "; ".join(words.blocker(code) for code in item.blockers)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"):
        with st.popover(tr("Return…"), key=f"pop-return-{key}"), st.form(f"return-{key}", border=False):
            comment = st.text_area(tr("What is to be changed?"), key=f"comment-{key}", max_chars=2000)
            if st.form_submit_button(tr("Return with comment"), type="primary"):
                _carry(
                    state,
                    lambda: services.review.return_(
                        actor, unit_id, lang, version=variant.version, comment=comment or "", operation_id=str(uuid4())
                    ),
                )
        with st.popover(tr("Amend…"), key=f"pop-amend-{key}"), st.form(f"amend-{key}", border=False):
            text = st.text_area(tr("Text"), variant.text.text, key=f"text-{key}-{variant.version}", height=160)
            if st.form_submit_button(tr("Amend and sign"), type="primary"):
                _carry(
                    state,
                    lambda: services.review.approve(
                        actor, unit_id, lang, version=variant.version, operation_id=str(uuid4()), text=text or ""
                    ),
                )
        if st.button(tr("Approve"), key=f"approve-{key}", disabled=bool(item.blockers), help=escape(why) or None):
            _carry(
                state,
                lambda: services.review.approve(
                    actor, unit_id, lang, version=variant.version, operation_id=str(uuid4())
                ),
            )


def _carry(state: State, act: Callable[[], UnitRow]) -> None:
    """Do one decision; the page is drawn anew, so that it shows what is stored, whatever came of it."""
    with errors.shown():
        try:
            act()
        except Conflict:
            state.tell(tr("The text changed since you opened it: look at the newer difference and decide again."))
        st.rerun()
