"""What a tab shows when its session has ended while it was open; the gate sends everybody else to the sign-in page."""

from __future__ import annotations

import streamlit as st

from tmflow.i18n import tr
from tmflow.ui.components import errors


def page() -> None:
    """Show the page."""
    st.header(tr("You are signed out"))
    st.write(tr("Your session has ended. Text that was not saved yet waits on this computer until you sign in again."))
    errors.sign_in_link()
