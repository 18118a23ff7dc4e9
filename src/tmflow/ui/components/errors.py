"""How an expected error is shown: one clear sentence in place, and the page goes on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.errors import Blocked, NotSignedIn, TmflowError
from tmflow.ui.components.text import escape

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def shown() -> Iterator[None]:
    """Run a block; an error of the house becomes a message at this place instead of a broken page.

    with shown():
        services.glossaries.apply(state.actor(), preview.id, decisions)
    """
    try:
        yield
    except TmflowError as error:
        show(error)


def show(error: TmflowError) -> None:
    """Show an error."""
    if isinstance(error, NotSignedIn):
        st.warning(escape(str(error)), icon=":material/lock:")
        sign_in_link()
        return
    reasons = [reason.replace("_", " ") for reason in error.reasons] if isinstance(error, Blocked) else []
    sentence = escape(str(error))
    if reasons:
        sentence += "\n\n" + "\n".join(f"- {escape(reason)}" for reason in reasons)
    st.error(sentence, icon=":material/error:")


def sign_in_link() -> None:
    """Offer the way to the sign-in page, in the same tab."""
    label = tr("Sign in")
    st.html(f'<a href="/signin" target="_self">{label}</a>')
