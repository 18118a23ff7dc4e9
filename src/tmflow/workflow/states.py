"""The states of a variant (XLIFF 2) and the ways between them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.errors import Blocked
from tmflow.model.unit import State

if TYPE_CHECKING:
    from collections.abc import Iterable

APPROVED: Final = frozenset({State.REVIEWED, State.FINAL})
"""States of text that may leave the house and that the memory remembers."""

ORDER: Final = (State.INITIAL, State.TRANSLATED, State.REVIEWED, State.FINAL)


class Step(StrEnum):
    """What people do to a variant's state; `revise` is a source that changed under a translation."""

    SAVE = "save"
    CONFIRM = "confirm"
    APPROVE = "approve"
    RETURN = "return"
    REOPEN = "reopen"
    PUBLISH = "publish"
    REVISE = "revise"


_NEXT: Final[dict[Step, dict[State, State]]] = {
    # Saving without confirming leaves a first draft a draft; an approved text that is touched needs approval again.
    Step.SAVE: {
        State.INITIAL: State.INITIAL,
        State.TRANSLATED: State.TRANSLATED,
        State.REVIEWED: State.TRANSLATED,
        State.FINAL: State.TRANSLATED,
    },
    Step.CONFIRM: {
        State.INITIAL: State.TRANSLATED,
        State.TRANSLATED: State.TRANSLATED,
        State.REVIEWED: State.TRANSLATED,
        State.FINAL: State.TRANSLATED,
    },
    Step.APPROVE: {State.TRANSLATED: State.REVIEWED},
    Step.RETURN: {State.TRANSLATED: State.INITIAL, State.REVIEWED: State.INITIAL},
    Step.REOPEN: {State.REVIEWED: State.TRANSLATED, State.FINAL: State.TRANSLATED},
    Step.PUBLISH: {State.REVIEWED: State.FINAL, State.FINAL: State.FINAL},
    Step.REVISE: {
        State.INITIAL: State.INITIAL,
        State.TRANSLATED: State.TRANSLATED,
        State.REVIEWED: State.TRANSLATED,
        State.FINAL: State.TRANSLATED,
    },
}


def after(state: State, step: Step) -> State:
    """Return the state that `step` leads to from `state`.

    Raises:
        Blocked: there is no such way (reason `state`).
    """
    following = _NEXT[step].get(state)
    if following is None:
        raise Blocked(
            tr("A text that is {state} cannot take this step ({step}).", state=state.value, step=step.value),
            reasons=("state",),
        )
    return following


def least(states: Iterable[State]) -> State:
    """Return the least advanced of `states`: what a whole release counts as; `initial` when there is none."""
    return min(states, key=ORDER.index, default=State.INITIAL)
