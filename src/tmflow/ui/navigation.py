"""The pages, in the order of the top bar, and who sees which. Rights are asked in the services; this only hides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.ui import theme
from tmflow.ui.state import State
from tmflow.ui.views import (
    account as account_view,
)
from tmflow.ui.views import (
    consistency,
    editor,
    glossary,
    importing,
    memory,
    profiles,
    release,
    releases,
    reports,
    review,
    signed_out,
    users,
)
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmflow.model.account import Account
    from tmflow.services.container import Services

    View = Callable[[Services, State], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the application.

    Args:
        path: its address, `/path`.
        title: gives the words in the bar, in the interface language of the run.
        view: draws it.
        hidden: reached by links only, not from the bar.
        seen_by: whether an account sees it.
        count: how many things wait there, shown beside the title; None to show nothing.
    """

    path: str
    title: Callable[[], str]
    view: View
    hidden: bool = False
    seen_by: Callable[[Account], bool] = lambda _account: True
    count: Callable[[Services, Account], int] | None = None


# The first entry is where people arrive.
ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("releases", lambda: tr("Releases"), releases.page),
    Entry("release", lambda: tr("Release"), release.page, hidden=True),
    Entry("editor", lambda: tr("Editor"), editor.page, hidden=True),
    Entry("review", lambda: tr("Review"), review.page, count=review.waiting_count),
    Entry("consistency", lambda: tr("Consistency"), consistency.page, count=consistency.drift_count),
    Entry("glossary", lambda: tr("Glossary"), glossary.page),
    Entry("memory", lambda: tr("Memory"), memory.page),
    Entry("import", lambda: tr("Import"), importing.page, seen_by=lambda account: may(account, Action.IMPORT)),
    Entry("reports", lambda: tr("Reports"), reports.page),
    Entry("checks", lambda: tr("Checks"), profiles.page, seen_by=lambda account: may(account, Action.MANAGE_PROFILES)),
    Entry("users", lambda: tr("Users"), users.page, seen_by=lambda account: may(account, Action.MANAGE_ACCOUNTS)),
)

# A count costs a query: it is asked anew after this many seconds.
_COUNT_KEPT: Final = 15.0


def run(services: Services) -> None:
    """Run the page that the address names, or say that nobody is signed in."""
    st.set_page_config(
        page_title="tmflow", page_icon=theme.asset("icon.svg"), layout="wide", initial_sidebar_state="collapsed"
    )
    st.logo(theme.asset("logo.svg"), size="small")
    theme.style()
    state = State(services.accounts)
    account = state.account()
    if account is None:
        st.navigation([st.Page(signed_out.page, title=tr("Signed out"))], position="hidden").run()
        return
    seen = [entry for entry in ENTRIES if entry.seen_by(account)]
    for entry in seen:
        state.pages[entry.path] = st.Page(
            partial(entry.view, services, state),
            title=_title(entry, services, state, account),
            url_path=entry.path,
            default=entry is seen[0],
            visibility="hidden" if entry.hidden else "visible",
        )
    chosen = st.navigation(list(state.pages.values()), position="top")
    account_view.corner(services, state, account)
    for sentence in state.told():
        st.toast(sentence)
    chosen.run()


def _title(entry: Entry, services: Services, state: State, account: Account) -> str:
    if entry.count is None:
        return entry.title()
    waiting = state.kept(f"count.{entry.path}", _COUNT_KEPT, partial(entry.count, services, account))
    return f"{entry.title()} ({waiting})" if waiting else entry.title()
