"""The editor page: a release, sentence by sentence, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import NAMES, ordered
from tmflow.ui.components import errors, unit_editor
from tmflow.ui.components.text import escape

if TYPE_CHECKING:
    from tmflow.services.container import Services
    from tmflow.ui.state import State


def page(services: Services, state: State) -> None:
    """Show the release that the address names (`?release=R-2026-0187&unit=5`), or the releases to choose from."""
    release_id, _, position = state.param("release").partition("/")
    if not release_id:
        _choose(services, state)
        return
    with errors.shown():
        services.releases.get(state.actor(), release_id)
        unit_editor.mount(release_id, unit=state.param("unit", position), lang=state.param("lang"))


def _choose(services: Services, state: State) -> None:
    st.header(tr("Choose a release"))
    with errors.shown():
        found = services.releases.list(state.actor(), limit=50)
        if not found.items:
            st.info(tr("There is no release yet. Import one first."))
        for summary in found.items:
            lang = next(iter(ordered(summary.titles)), "")
            title = f"{summary.id} · {escape(summary.titles.get(lang, ''))} · {NAMES.get(lang, lang)}"
            if st.button(title, type="tertiary"):
                state.set_param("release", summary.id)
                st.rerun()
