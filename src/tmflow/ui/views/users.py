"""Accounts: who there is, their roles by language, passwords, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.account import ALL_LANGUAGES, Grant, Role
from tmflow.model.language import LANGUAGES
from tmflow.ui.components import choices, errors, markup, words
from tmflow.ui.components.text import escape
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.account import Account
    from tmflow.services.container import Services
    from tmflow.ui.state import State

_BY_LANGUAGE: Final = (Role.TRANSLATOR, Role.EDITOR)


def page(services: Services, state: State) -> None:
    """Show the page."""
    st.header(tr("Users"), anchor=False)
    with errors.shown():
        if not may(state.actor(), Action.MANAGE_ACCOUNTS):
            st.info(tr("Accounts are managed by an administrator."))
            return
        accounts = services.accounts.list(state.actor())
        left, right = st.columns([1.3, 2], gap="medium")
        with left:
            rows = [(each.name, _first(each), escape(words.roles(each) or tr("no role"))) for each in accounts]
            chosen = choices.listed(state, "name", tr("Accounts"), rows)
        with right:
            account = next(each for each in accounts if each.name == chosen)
            _account(services, state, account)
            with st.expander(tr("New account"), icon=":material/person_add:"), errors.shown():
                _new(services, state)


def _first(account: Account) -> str:
    closed = "" if account.active else f" :gray-badge[{tr('closed')}]"
    return f"**{escape(account.display_name)}** :gray[{escape(account.name)}]{closed}"


def _account(services: Services, state: State, account: Account) -> None:
    markup.show(
        f'<b style="font-size:17px">{markup.plain(account.display_name)}</b> &nbsp; ',
        f'<span class="mono">{markup.plain(account.name)}</span> &nbsp; ',
        markup.chip(tr("open") if account.active else tr("closed"), "green" if account.active else "gray"),
    )
    with errors.shown(), st.form(f"roles-{account.name}"):
        st.markdown(f"**{tr('Roles')}**")
        grants = _roles(account.name, account.grants)
        if st.form_submit_button(tr("Save the roles")):
            services.accounts.set_grants(state.actor(), account.name, grants)
            state.tell(tr("Saved."))
            st.rerun()
    with errors.shown(), st.form(f"password-{account.name}", clear_on_submit=True):
        password = st.text_input(
            tr("New password, 10 characters or more"), type="password", autocomplete="new-password"
        )
        if st.form_submit_button(tr("Set the password and end the sessions")):
            services.accounts.set_password(state.actor(), account.name, password or "")
            st.toast(tr("The password is set."))
    with errors.shown(), st.container(horizontal=True):
        if st.button(tr("End all sessions"), key=f"sessions-{account.name}"):
            ended = services.accounts.revoke_all(state.actor(), account.id)
            st.toast(tr("Sessions ended: {count}.", count=ended))
        label = tr("Close the account") if account.active else tr("Open the account again")
        if st.button(label, key=f"active-{account.name}"):
            services.accounts.set_active(state.actor(), account.name, active=not account.active)
            st.rerun()


def _roles(key: str, grants: frozenset[Grant]) -> set[Grant]:
    """Ask for the roles; a translator and an editor may have some languages only."""
    chosen: set[Grant] = set()
    for role in _BY_LANGUAGE:
        held = [grant.lang for grant in grants if grant.role is role]
        langs = list(LANGUAGES) if ALL_LANGUAGES in held else [lang for lang in LANGUAGES if lang in held]
        picked = st.pills(
            words.role(role),
            LANGUAGES,
            selection_mode="multi",
            default=langs,
            format_func=words.language,
            key=f"role-{key}-{role.value}-{'-'.join(sorted(held))}",
        )
        everywhere = len(picked) == len(LANGUAGES)
        chosen |= {Grant(role)} if everywhere else {Grant(role, lang) for lang in picked}
    for role in (Role.GLOSSARY_OWNER, Role.ADMINISTRATOR, Role.READER):
        held_now = any(grant.role is role for grant in grants)
        if st.checkbox(words.role(role), held_now, key=f"role-{key}-{role.value}-{held_now}"):
            chosen.add(Grant(role))
    return chosen


def _new(services: Services, state: State) -> None:
    with st.form("new-account", border=False):
        name = st.text_input(tr("Name to sign in with"), max_chars=60, autocomplete="off")
        shown = st.text_input(tr("Name that others see"), max_chars=100, autocomplete="off")
        password = st.text_input(tr("Password, 10 characters or more"), type="password", autocomplete="new-password")
        grants = _roles("+", frozenset())
        if st.form_submit_button(tr("Make the account"), type="primary"):
            added = services.accounts.add(state.actor(), name or "", shown or "", password or "", grants)
            choices.turn_to(state, "name", added.name)
            st.rerun()
