"""What the memory keeps: snapshots of approved sentences, never changed, at most withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tmflow.model.match import MemoryUnit


@dataclass(frozen=True, slots=True)
class RememberedText:
    """A text and what it is found by: folded (`memory.fuzzy.fold`), its SHA-256, and the hash of the text before it."""

    text: str
    folded: str
    folded_hash: str
    context_hash: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A memory unit with what search needs beside it.

    `accepted` is false for a published page whose beads no person has looked at; `contexts` holds the hash of the text
    that stood before, by language.
    """

    unit: MemoryUnit
    accepted: bool
    contexts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A memory unit to be stored; `unit_id` is the translation unit it was approved in, or empty."""

    texts: Mapping[str, RememberedText]
    origin: str
    at: str
    author: str
    accepted: bool = True
    unit_id: str = ""


class Memories(Protocol):
    """The memory's units; what was withdrawn is neither found nor counted."""

    def add(self, snapshots: Sequence[Snapshot]) -> None:
        """Store snapshots."""
        ...

    def withdraw(self, *, unit_ids: Collection[str] = (), memory_ids: Collection[int] = ()) -> int:
        """Offer the snapshots of these translation units, and these memory units, no longer; return how many."""
        ...

    def get(self, memory_ids: Collection[int]) -> tuple[Remembered, ...]:
        """Return those of the given units that are still offered, the newest first."""
        ...

    def of_units(self, unit_ids: Collection[str]) -> Mapping[str, Remembered]:
        """Return what is remembered of the given translation units, by their id."""
        ...

    def equal(self, lang: str, folded_hashes: Collection[str]) -> tuple[int, ...]:
        """Return the ids of the units whose text in `lang` has one of these hashes."""
        ...

    def folded_texts(self, lang: str, after: int) -> tuple[tuple[int, str], ...]:
        """Return id and folded text of the units with a text in `lang` whose id is greater than `after`."""
        ...

    def plain_texts(self, lang: str, after: int) -> tuple[tuple[int, str], ...]:
        """Return id and text of the units with a text in `lang` whose id is greater than `after`."""
        ...

    def containing(
        self, queries: Mapping[str, str], after: tuple[int, str] | None, limit: int
    ) -> tuple[tuple[int, str], ...]:
        """Return `(id, lang)` of texts that hold the folded query of their language, the newest first.

        Args:
            queries: the folded query by language; other languages are not looked at.
            after: the last place of the page before.
            limit: how many at most.
        """
        ...

    def page(self, after: int, limit: int) -> tuple[MemoryUnit, ...]:
        """Return units whose id is greater than `after`, by id."""
        ...

    def counts(self) -> tuple[int, Mapping[str, int]]:
        """Return how many units there are, and how many have a text in each language."""
        ...
