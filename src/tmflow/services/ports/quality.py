"""Issues that checks found, and decisions that people made about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tmflow.model.issue import Decision, Issue, Severity


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision and the number by which it can be revoked."""

    id: int
    decision: Decision


class Quality(Protocol):
    """The repository of issues and decisions."""

    def replace(self, release_id: str, unit_ids: Collection[str], issues: Sequence[Issue]) -> None:
        """Put `issues` in the place of everything that was stored for these units."""
        ...

    def replace_some(
        self, unit_ids: Collection[str], checks: Collection[str], issues: Iterable[tuple[str, Issue]]
    ) -> None:
        """Put `issues`, each with its release's number, in the place of what these checks found in these units."""
        ...

    def issues(self, release_ids: Collection[str] | None = None) -> tuple[tuple[str, Issue], ...]:
        """Return the issues of active units with their release's number, in reading order; of all without `ids`."""
        ...

    def of_units(self, unit_ids: Collection[str]) -> tuple[Issue, ...]:
        """Return the issues of these units."""
        ...

    def decide(self, decision: Decision) -> int:
        """Store a decision and return its number; an earlier one with the same key, scope and place is revoked."""
        ...

    def decision(self, decision_id: int) -> StoredDecision:
        """Return a decision that holds.

        Raises:
            NotFound: there is none of this number, or it was revoked.
        """
        ...

    def decisions(self, keys: Collection[str] | None = None) -> tuple[StoredDecision, ...]:
        """Return the decisions that hold, about these keys or all."""
        ...

    def revoke(self, decision_id: int, at: str) -> None:
        """End a decision; what it was about is open again."""
        ...

    def checked_glossary(self) -> int:
        """Return the revision of the glossary whose changes all issues follow, or are noted to follow (`rechecks`)."""
        ...

    def set_checked_glossary(self, revision: int) -> None:
        """Note that what changed up to this revision of the glossary was checked again, or noted in `rechecks`."""
        ...

    def open_counts(self, release_ids: Collection[str] | None = None) -> dict[str, dict[Severity, int]]:
        """Return for each release (of all by default) how many undecided issues of which severity it has."""
        ...
