"""What a page remembers between runs, and who is looking: the only user of `st.session_state` and `st.query_params`.

Pages keep what a link should carry (the release, a filter) in the address, and everything else here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.errors import NotSignedIn

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import Page

    from tmflow.model.account import Account
    from tmflow.services.accounts import AccountService

T = TypeVar("T")

# The same cookie as in `tmflow.web.cookies`; pages stand beside the web room and may not import it.
_COOKIE: Final = "tmflow_session"
_PREFIX: Final = "tmflow."


@dataclass(frozen=True, slots=True)
class State:
    """The state of one browser tab.

    Args:
        accounts: who is signed in.
        pages: the pages that this account sees, by their address.
    """

    accounts: AccountService
    pages: dict[str, Page] = field(default_factory=dict)

    def account(self) -> Account | None:
        """Return who is signed in, asked from the database on every call, so that a revoked session ends at once."""
        token = self.token
        return self.accounts.resolve(token) if token else None

    def actor(self) -> Account:
        """Return who is signed in; call it anew for every service call, in fragments and callbacks too.

        Raises:
            NotSignedIn: the session has ended; `tmflow.ui.components.errors.shown` turns it into a sentence.
        """
        account = self.account()
        if account is None:
            raise NotSignedIn(tr("Your session has ended. Sign in again."))
        return account

    def later(self, make: Callable[[Account | None], bytes]) -> Callable[[], bytes]:
        """Return a download that is made when it is asked for: outside any run, where no cookie can be read.

        Who is signed in is asked at that moment, so that a revoked session gets nothing.
        """
        token = self.token
        return lambda: make(self.accounts.resolve(token))

    @property
    def token(self) -> str:
        """The token of the session, from the cookie that the browser sent when it opened this page."""
        return st.context.cookies.get(_COOKIE, "")

    def page(self, path: str) -> Page:
        """Return a page by its address, for `st.page_link(state.page("editor"), query_params={...})`."""
        return self.pages[path]

    def go(self, path: str, **params: str) -> NoReturn:
        """Open another page, with parameters in its address."""
        st.switch_page(self.pages[path], query_params=params)

    def sign_out(self) -> None:
        """End the session."""
        self.accounts.sign_out(self.token)

    def param(self, name: str, default: str = "") -> str:
        """Return a parameter of the address."""
        return st.query_params.get(name, default)

    def set_param(self, name: str, value: str) -> None:
        """Put a parameter into the address; an empty value takes it out."""
        if value == self.param(name):
            return
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)

    def get(self, key: str, default: T) -> T:
        """Return what was remembered under `key` in this tab; `default` is of the same kind."""
        value: T = st.session_state.get(_PREFIX + key, default)
        return value

    def put(self, key: str, value: object) -> None:
        """Remember `value` under `key` in this tab."""
        st.session_state[_PREFIX + key] = value

    def forget(self, key: str) -> None:
        """Forget what was remembered under `key`."""
        st.session_state.pop(_PREFIX + key, None)

    def tell(self, sentence: str) -> None:
        """Say something (Markdown) with the next run: what is shown right before `st.rerun` would be gone with it."""
        self.put("told", [*self.get("told", []), sentence])

    def told(self) -> list[str]:
        """Return what is to be said now, once."""
        sentences: list[str] = self.get("told", [])
        self.forget("told")
        return sentences

    def kept(self, key: str, seconds: float, make: Callable[[], T]) -> T:
        """Return what `make` gave at most `seconds` ago in this tab, else make it now."""
        known: tuple[float, T] | None = self.get(key, None)
        if known is not None and time.monotonic() - known[0] <= seconds:
            return known[1]
        value = make()
        self.put(key, (time.monotonic(), value))
        return value
