"""The list of releases, where people arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import ordered
from tmflow.ui.components import errors
from tmflow.ui.components.text import escape

if TYPE_CHECKING:
    from tmflow.services.container import Services
    from tmflow.ui.state import State


def page(services: Services, state: State) -> None:
    """Show the newest releases, each with the way into the editor."""
    st.header(tr("Releases"))
    with errors.shown():
        found = services.releases.list(state.actor(), limit=100)
        if not found.items:
            st.info(tr("There is no release yet. Import one first."))
        for summary in found.items:
            lang = next(iter(ordered(summary.titles)), "")
            title = escape(f"{summary.id} · {summary.titles.get(lang, '')}")
            st.page_link(state.page("editor"), label=title, query_params={"release": summary.id})
