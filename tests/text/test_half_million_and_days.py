"""Numbers inside of Russian words, and days that are no hours."""

from __future__ import annotations

import pytest

from tmflow.text import numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("средний срок — 24 дня", [24]),
        ("за 3 дня до открытия", [3]),
        ("встреча в 3 дня", ["T15:00"]),
        ("в 3 часа дня", ["T15:00"]),
        ("достигнет полумиллиона тонн", [500_000]),
    ],
)
def test_what_is_read(text, found):
    assert [quantity.value for quantity in numbers.find(text, "ru")] == found


def test_the_number_that_opens_an_adjective_is_read_loosely():
    assert numbers.loose("самая младшая — пятнадцатилетняя школьница", "ru") == {15.0}
