"""The audit trail and the operations done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, or_, select

from tmflow.i18n import tr
from tmflow.model.errors import Refused
from tmflow.services.clock import now
from tmflow.services.ports.trail import Event
from tmflow.storage.schema import audit, operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from tmflow.model.account import Account
    from tmflow.services.ports.trail import Plain


class Trail:
    """Implements `tmflow.services.ports.trail.Trail`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, actor: Account, action: str, subject: str, detail: Mapping[str, Plain] | None = None) -> None:
        """Append an event with the present time."""
        self._connection.execute(
            insert(audit).values(at=now(), account=actor.name, action=action, subject=subject, detail=detail or {})
        )

    def events(self, subject: str, *, limit: int = 200) -> tuple[Event, ...]:
        """Return the newest events about `subject` and everything below it, newest first."""
        statement = (
            select(audit)
            .where(or_(audit.c.subject == subject, audit.c.subject.startswith(f"{subject}/", autoescape=True)))
            .order_by(audit.c.id.desc())
            .limit(limit)
        )
        return tuple(
            Event(row.id, row.at, row.account, row.action, row.subject, row.detail)
            for row in self._connection.execute(statement)
        )

    def latest(self) -> int:
        """Return the number of the newest event, 0 before the first."""
        return self._connection.execute(select(func.max(audit.c.id))).scalar() or 0

    def since(self, event_id: int) -> frozenset[str]:
        """Return the subjects of all events after this one."""
        statement = select(audit.c.subject).where(audit.c.id > event_id).distinct()
        return frozenset(self._connection.execute(statement).scalars())

    def operation(self, operation_id: str, actor: Account) -> Mapping[str, Plain] | None:
        """Return the stored result of an operation that `actor` has already done, or nothing."""
        row = self._connection.execute(select(operation).where(operation.c.id == operation_id)).first()
        if row is None:
            return None
        if row.account_id != actor.id:
            raise Refused(tr("This operation number was already used by another account: reload the page."))
        result: Mapping[str, Plain] = row.result
        return result

    def remember_operation(self, operation_id: str, actor: Account, result: Mapping[str, Plain]) -> None:
        """Store the result of an operation."""
        self._connection.execute(
            insert(operation).values(id=operation_id, account_id=actor.id, at=now(), result=dict(result))
        )
