"""A line that says what is still under way behind a page, kept up to date, and the page drawn anew when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.ui.components import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmflow.services.container import Services
    from tmflow.ui.state import State

_LOOK_AGAIN_S: Final = 2.0


def rechecks(services: Services, state: State) -> None:
    """Say how much is still to be checked again after a change of the glossary; nothing where nothing is."""
    _kept_up(lambda: _rechecks(services, state))


def look(services: Services, state: State) -> None:
    """Say how far a look along the archive is, and that what stands here is the one before it."""
    _kept_up(lambda: _look(services, state))


def _kept_up(words: Callable[[], str]) -> None:
    said = words()
    if said:
        st.fragment(_line, run_every=_LOOK_AGAIN_S)(words)


def _line(words: Callable[[], str]) -> None:
    with errors.shown():
        said = words()
        if not said:
            st.rerun()
        st.caption(said)


def _rechecks(services: Services, state: State) -> str:
    waiting = services.quality.waiting(state.actor())
    if not waiting:
        return ""
    if not waiting.found:
        return tr(
            "The glossary changed: which sentences this touches is being looked up. What you open is checked at once."
        )
    return tr(
        "The glossary changed. Still to be checked: sentences {units}, releases {releases}. What you open is checked "
        "at once.",
        units=waiting.units,
        releases=waiting.releases,
    )


def _look(services: Services, state: State) -> str:
    under_way = services.consistency.under_way(state.actor())
    if under_way is None:
        return ""
    share = 100 * under_way.done // max(1, under_way.total)
    if under_way.first:
        return tr("Looking through all releases for the first time since the start: {share} %", share=share)
    return tr("Looking through all releases again: {share} %. Until then this is what was found before.", share=share)
