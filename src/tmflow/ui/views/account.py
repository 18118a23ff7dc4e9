"""The account at the right of the top bar: who is signed in, their password, signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.ui.components import errors, words
from tmflow.ui.components.text import escape

if TYPE_CHECKING:
    from tmflow.model.account import Account
    from tmflow.services.container import Services
    from tmflow.ui.state import State


def corner(services: Services, state: State, account: Account) -> None:
    """Show the account's name; it opens what an account can do for itself."""
    with st.container(key="account"), st.popover(escape(account.display_name), icon=":material/account_circle:"):
        st.markdown(f"**{escape(account.display_name)}**  \n{escape(words.roles(account))}")
        if st.button(tr("Sign out"), icon=":material/logout:", key="account-out"):
            state.sign_out()
            st.rerun()
        with st.expander(tr("Change the password")), errors.shown():
            _password(services, state, account)


def _password(services: Services, state: State, account: Account) -> None:
    with st.form("account-password", clear_on_submit=True, border=False):
        old = st.text_input(tr("Present password"), type="password", autocomplete="current-password")
        new = st.text_input(tr("New password, 10 characters or more"), type="password", autocomplete="new-password")
        again = st.text_input(tr("The new password again"), type="password", autocomplete="new-password")
        if not st.form_submit_button(tr("Change it, and sign in again")):
            return
    if new != again:
        st.error(tr("The two new passwords differ."))
        return
    # A session left open at a desk must not be enough to take an account over.
    services.accounts.sign_out(services.accounts.sign_in(account.name, old or "", "password change"))
    services.accounts.set_password(state.actor(), account.name, new or "")
    st.rerun()
