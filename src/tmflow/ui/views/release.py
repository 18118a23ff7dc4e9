"""One release: its texts side by side, its alignment to correct, what happened to it, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import NAMES
from tmflow.model.release import BlockKind
from tmflow.model.unit import State as UnitState
from tmflow.ui.components import choices, errors, markup
from tmflow.ui.views import release_alignment, release_files
from tmflow.ui.views.review_side import events
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.account import Account
    from tmflow.model.release import LanguageVersion, Release
    from tmflow.services.container import Services
    from tmflow.ui.state import State

_EVENTS = 200


def page(services: Services, state: State) -> None:
    """Show the release that the address names."""
    release_id = state.param("release").partition("/")[0]
    if not release_id:
        st.info(tr("No release is named. Open one from the list of releases."))
        st.page_link(state.page("releases"), label=tr("Releases"))
        return
    with errors.shown():
        actor = state.actor()
        release = services.releases.get(actor, release_id)
        _head(services, state, actor, release)
        tabs = {"": tr("Alignment"), "texts": tr("Texts"), "events": tr("Events")}
        chosen = choices.one(state, "tab", tr("View"), tabs)
        if chosen == "texts":
            _texts(services, state, actor, release)
        elif chosen == "events":
            events(services, state, release.id, _EVENTS)
        else:
            release_alignment.show(services, state, release)


def _head(services: Services, state: State, actor: Account, release: Release) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    version = release.versions.get(release.source_lang) or next(iter(release.versions.values()), None)
    with left:
        title = version.title.text if version else release.id
        markup.show(
            f'<b style="font-size:17px">{markup.spoken(title, release.source_lang)}</b><br>',
            f'<span class="mono">{markup.plain(release.id)}</span> &nbsp; ',
            markup.muted(markup.day(release.date)),
            " &nbsp; ",
            markup.state(UnitState(release.state)),
        )
    with right, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        for path, label in (("editor", tr("Editor")), ("review", tr("Review"))):
            st.page_link(state.page(path), label=label, query_params={"release": release.id})
        release_files.export(services, state, release)
        if may(actor, Action.PUBLISH) and release.state != UnitState.FINAL.value:
            ready = release.state == UnitState.REVIEWED.value
            why = None if ready else tr("Every text has to be approved first; Review says what is missing.")
            if st.button(tr("Publish"), type="primary", disabled=not ready, help=why):
                services.releases.publish(state.actor(), release.id)
                st.rerun()


def _texts(services: Services, state: State, actor: Account, release: Release) -> None:
    """Show the versions as they came, side by side, and take revised or further ones."""
    if may(actor, Action.IMPORT):
        release_files.bring(services, state, release)
    for column, lang in zip(st.columns(len(release.languages)), release.languages, strict=True):
        with column, st.container(border=True):
            version = release.versions.get(lang)
            st.markdown(f"**{NAMES.get(lang, lang)}**")
            if version is None:
                st.caption(tr("There is no version as a file: the text is written in the editor."))
            else:
                _version(version)


def _version(version: LanguageVersion) -> None:
    told = f"{version.source_name} · {markup.moment(version.date) or tr('no date')}"
    pieces = [
        f'<p style="font-weight:600">{markup.spoken(version.title.text, version.lang)}</p>',
        f"<p>{markup.muted(told)}</p>",
    ]
    for block in version.blocks:
        text = markup.spoken(block.segment.text, version.lang)
        if block.kind is BlockKind.HEADING:
            text = f"<b>{text}</b>"
        elif block.kind is BlockKind.LIST_ITEM:
            text = f"• {text}"
        elif block.kind in {BlockKind.TABLE_CELL, BlockKind.CAPTION}:
            text = f'<span class="tm-sub">{text}</span>'
        pieces.append(f"<p>{text}</p>")
    markup.show(*pieces)
