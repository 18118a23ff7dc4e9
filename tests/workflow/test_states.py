"""The ways between the states of a text."""

from __future__ import annotations

import pytest

from tmflow.model.errors import Blocked
from tmflow.model.unit import State
from tmflow.workflow.states import ORDER, Step, after, least

WAYS = [
    # step,        initial,      translated,   reviewed,     final        ("-": there is no such way)
    ("save",    "initial    translated translated translated"),
    ("confirm", "translated translated translated translated"),
    ("approve", "-          reviewed   -          -         "),
    ("return",  "-          initial    initial    -         "),
    ("reopen",  "-          -          translated translated"),
    ("publish", "-          -          final      final     "),
    ("revise",  "initial    translated translated translated"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "expected"), WAYS)
def test_ways(step, expected):
    for state, following in zip(ORDER, expected.split(), strict=True):
        if following == "-":
            with pytest.raises(Blocked) as blocked:
                after(state, Step(step))
            assert blocked.value.reasons == ("state",)
        else:
            assert after(state, Step(step)) == following


def test_every_step_is_in_the_table():
    assert [step for step, _ in WAYS] == [step.value for step in Step]


@pytest.mark.parametrize(
    ("states", "expected"),
    [([], State.INITIAL), (["final", "final"], State.FINAL), (["final", "translated", "reviewed"], State.TRANSLATED)],
)
def test_a_release_is_as_far_as_its_least_text(states, expected):
    assert least(State(state) for state in states) is expected
