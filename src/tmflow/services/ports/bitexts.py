"""Alignments and their history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.bitext import Bitext


@dataclass(frozen=True, slots=True)
class Earlier:
    """An alignment as it was before `action`; `unit_ids` are the units that its beads were, in the same order."""

    bitext: Bitext
    unit_ids: tuple[str, ...]
    action: str
    author: str
    at: str


class Bitexts(Protocol):
    """The repository of alignments: one current for each release, and every earlier one."""

    def get(self, release_id: str) -> Bitext:
        """Return the current alignment; its `revision` grows with each change.

        Raises:
            NotFound: the release does not exist.
        """
        ...

    def put(self, release_id: str, bitext: Bitext) -> int:
        """Store the current alignment and return its new revision; `bitext.revision` is not looked at."""
        ...

    def remember(
        self, release_id: str, bitext: Bitext, unit_ids: Sequence[str], *, action: str, author: str, at: str
    ) -> None:
        """Keep an alignment that `action` is about to replace."""
        ...

    def last(self, release_id: str) -> Earlier | None:
        """Return the alignment before the latest action that was not undone, or nothing."""
        ...

    def mark_undone(self, release_id: str, revision: int, at: str) -> None:
        """Note that the action which replaced alignment `revision` was undone."""
        ...
