"""Choices that the address keeps: tabs, filters, and the list at the left of a page."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.ui.state import State


def one(state: State, name: str, label: str, options: Mapping[str, str], *, of: str = "") -> str:
    """Show a row of choices and return the chosen one; the first is the default and leaves no trace in the address.

    Args:
        state: the tab's state.
        name: the parameter in the address.
        label: what is chosen, for readers of the screen.
        options: the words by their value.
        of: what the choice is about, where it begins anew with each of them.
    """
    values = list(options)
    current = state.param(name)
    chosen = st.segmented_control(
        label,
        values,
        default=current if current in options else values[0],
        required=True,
        format_func=lambda value: options[value],
        key=f"choice-{name}-{of}-{state.get(f'turn.{name}', 0)}",
        label_visibility="collapsed",
    )
    state.set_param(name, "" if chosen == values[0] else chosen)
    return chosen


def select(state: State, name: str, label: str, options: Mapping[str, str]) -> str:
    """Show a choice among many as a list that opens; otherwise as `one`."""
    values = list(options)
    current = state.param(name)
    chosen = st.selectbox(
        label,
        values,
        index=values.index(current) if current in options else 0,
        format_func=lambda value: options[value],
        key=f"select-{name}-{state.get(f'turn.{name}', 0)}",
        label_visibility="collapsed",
    )
    state.set_param(name, "" if chosen == values[0] else chosen)
    return chosen


def search(state: State, name: str, label: str) -> str:
    """Show a field to search in, and return what was typed."""
    typed = st.text_input(
        label,
        value=state.param(name),
        placeholder=label,
        max_chars=500,
        type="search",
        icon=":material/search:",
        key=f"search-{name}",
        label_visibility="collapsed",
    )
    found = (typed or "").strip()
    state.set_param(name, found)
    return found


def listed(state: State, name: str, label: str, rows: Sequence[tuple[str, str, str]]) -> str:
    """Show the list at the left of a page and return the chosen row's id, kept in the address; `rows` is not empty.

    Args:
        state: the tab's state.
        name: the parameter in the address.
        label: what is listed, for readers of the screen.
        rows: id, first line and second line of each row, as Markdown.
    """
    values = [row[0] for row in rows]
    lines = {row[0]: row for row in rows}
    current = state.param(name)
    index = values.index(current) if current in lines else 0
    # Another list is another widget, and so is one in which a link chose: each begins at what the address says.
    content = hashlib.sha256("\n".join(values).encode()).hexdigest()[:8]
    # It grows with its rows, up to what the window has room for (pages.css), and scrolls then.
    with st.container(border=True, key=f"list-{name}", gap=None):
        chosen = st.radio(
            label,
            values,
            index=index,
            format_func=lambda value: lines[value][1],
            captions=[row[2] for row in rows],
            key=f"listed-{name}-{content}-{state.get(f'turn.{name}', 0)}",
            label_visibility="collapsed",
            width="stretch",
        )
    state.set_param(name, chosen)
    return chosen


def turn_to(state: State, name: str, value: str) -> None:
    """Choose a row of a list, or one of `one` or `select`, from elsewhere on its page, with the next run."""
    state.set_param(name, value)
    state.put(f"turn.{name}", state.get(f"turn.{name}", 0) + 1)
