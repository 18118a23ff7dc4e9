"""The editor page: a release, sentence by sentence, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.ui.components import errors, unit_editor

if TYPE_CHECKING:
    from tmflow.services.container import Services
    from tmflow.ui.state import State


def page(services: Services, state: State) -> None:
    """Show the release that the address names: `?release=R-2026-0187&unit=5`, also `?release=R-2026-0187/5`."""
    release_id, _, position = state.param("release").partition("/")
    if not release_id:
        st.info(tr("No release is named. Open one from the list of releases."))
        return
    with errors.shown():
        services.releases.get(state.actor(), release_id)
        unit_editor.mount(release_id, unit=state.param("unit", position), lang=state.param("lang"))
