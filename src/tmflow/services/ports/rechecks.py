"""Units that a change of the glossary touched and that were not checked since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit to be checked again.

    Attributes:
        unit_id: the unit.
        release_id: its release.
        revision: the newest revision of the glossary that touched it.
        people: whether the checks of people are to look, too.
    """

    unit_id: str
    release_id: str
    revision: int
    people: bool


class Rechecks(Protocol):
    """The repository of work that changes of the glossary left to be done."""

    def ask(self, asked: Collection[Asked]) -> None:
        """Note units; one that is noted already keeps its place, with the newer revision and with people if either."""
        ...

    def of(self, release_ids: Collection[str]) -> tuple[Asked, ...]:
        """Return what is to be done in these releases."""
        ...

    def first(self, limit: int) -> tuple[str, ...]:
        """Return up to `limit` releases in which something is to be done, the newest first, as lists show them."""
        ...

    def counts(self, release_ids: Collection[str] | None = None) -> dict[str, int]:
        """Return how many units are to be checked in each of these releases, or in every one; none is left out as 0."""
        ...

    def done(self, asked: Iterable[Asked]) -> frozenset[str]:
        """Take away what was done, unless a newer change asked again; return the ids of the units taken away."""
        ...
