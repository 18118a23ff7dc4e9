"""Key-set pages: a list that grows while it is read neither skips nor repeats a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

LARGEST: Final = 1_000
"""The most rows that one page holds, whatever is asked for."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list; `next` is the cursor to ask for the following ones, or nothing at the end."""

    items: tuple[T, ...]
    next: str | None = None


def page_of(rows: Sequence[T], limit: int, cursor: Callable[[T], str]) -> Page[T]:
    """Return the first `limit` of `rows`; the caller has asked the store for one row more than it shows.

    Args:
        rows: up to `limit + 1` rows in the list's order.
        limit: how many rows a page shows, from `bounded`.
        cursor: the key of a row after which the next page begins.
    """
    shown = tuple(rows[:limit])
    return Page(shown, cursor(shown[-1]) if len(rows) > limit and shown else None)


def bounded(limit: int) -> int:
    """Return `limit` kept between 1 and the largest page."""
    return max(1, min(limit, LARGEST))
