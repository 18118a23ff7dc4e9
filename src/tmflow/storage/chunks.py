"""Values in portions: SQLite and PostgreSQL both limit how many one statement takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_T = TypeVar("_T")
PORTION: Final = 400


def portions(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield up to 400 values at a time."""
    for start in range(0, len(values), PORTION):
        yield values[start : start + PORTION]
