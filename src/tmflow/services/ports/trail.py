"""The audit trail, and the memory of operations that makes a repeated request harmless."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.account import Account

    Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
    """What JSON can hold."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit trail: who did what to which subject, and the particulars."""

    id: int
    at: str
    account: str
    action: str
    subject: str
    detail: Mapping[str, Plain]


class Trail(Protocol):
    """Append-only: there is no way to change or remove an event."""

    def record(self, actor: Account, action: str, subject: str, detail: Mapping[str, Plain] | None = None) -> None:
        """Append an event with the present time; `subject` names what was changed (`R-2026-0187/5`, `account:anna`)."""
        ...

    def events(self, subject: str, *, limit: int = 200) -> tuple[Event, ...]:
        """Return the newest events about `subject` and everything below it (`R-2026-0187` finds `R-2026-0187/5`)."""
        ...

    def latest(self) -> int:
        """Return the number of the newest event, 0 before the first: it grows with every change of anything."""
        ...

    def since(self, event_id: int) -> frozenset[str]:
        """Return the subjects of all events after this one."""
        ...

    def operation(self, operation_id: str, actor: Account) -> Mapping[str, Plain] | None:
        """Return the stored result of an operation that `actor` has already done, or nothing.

        Raises:
            Refused: the operation belongs to another account.
        """
        ...

    def remember_operation(self, operation_id: str, actor: Account, result: Mapping[str, Plain]) -> None:
        """Store the result of an operation, so that a repeated request answers with it and changes nothing."""
        ...
