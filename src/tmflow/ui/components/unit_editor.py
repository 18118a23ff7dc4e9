"""The unit editor: mounts the packaged component, which reads and writes through REST by itself.

It is mounted with a constant key and constant data, so that a rerun of the page never touches what somebody types.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from tmflow.ui.components.editor_strings import strings

NAME: Final = "tmflow.editor"


def mount(release_id: str, *, unit: str = "", lang: str = "") -> None:
    """Show the editor of a release.

    Args:
        release_id: the release's number.
        unit: the position of the unit to select, as in `R-2026-0187/5`; empty for the first.
        lang: the language to edit; empty for the first one that the account may edit.
    """
    component = st.components.v2.component(NAME, js="main.js", css="editor.css")
    component(
        key=f"editor-{release_id}",
        data={"release": release_id, "rest": "/v1", "unit": unit, "lang": lang, "strings": strings()},
    )
