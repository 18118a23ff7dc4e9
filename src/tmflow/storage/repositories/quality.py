"""Issues and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, delete, exists, func, insert, or_, select, update

from tmflow.i18n import tr
from tmflow.model.errors import NotFound
from tmflow.model.issue import DecisionKind, Scope, Severity
from tmflow.storage.chunks import portions
from tmflow.storage.rows_units import decision_of, issue_of, issue_to_row
from tmflow.storage.schema import decision, issue, setting, unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from tmflow.model.issue import Decision, Issue
    from tmflow.services.ports.quality import StoredDecision

_CHECKED: Final = "checks.glossary_revision"
_MOST_KEYS: Final = 1_000
"""Values in one statement; for more, all decisions are read and chosen from."""
_DECIDED = exists().where(
    decision.c.key == issue.c.key,
    decision.c.revoked_at.is_(None),
    decision.c.kind != DecisionKind.FIXED.value,
    or_(
        decision.c.scope == Scope.EVERYWHERE.value,
        and_(decision.c.scope == Scope.RELEASE.value, decision.c.place == issue.c.release_id),
        and_(decision.c.scope == Scope.HERE.value, decision.c.place == issue.c.unit_id),
    ),
)


class Quality:
    """Implements `tmflow.services.ports.quality.Quality`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, release_id: str, unit_ids: Collection[str], issues: Sequence[Issue]) -> None:
        """Put `issues` in the place of everything that was stored for these units."""
        self._connection.execute(delete(issue).where(issue.c.unit_id.in_(unit_ids)))
        if issues:
            self._connection.execute(insert(issue), [issue_to_row(release_id, item) for item in issues])

    def replace_some(
        self, unit_ids: Collection[str], checks: Collection[str], issues: Iterable[tuple[str, Issue]]
    ) -> None:
        """Put `issues`, each with its release's number, in the place of what these checks found in these units."""
        for chunk in portions(sorted(unit_ids)):
            self._connection.execute(delete(issue).where(issue.c.unit_id.in_(chunk), issue.c.check.in_(checks)))
        rows = [issue_to_row(release_id, item) for release_id, item in issues]
        if rows:
            self._connection.execute(insert(issue), rows)

    def issues(self, release_ids: Collection[str] | None = None) -> tuple[tuple[str, Issue], ...]:
        """Return the issues of active units with their release's number, in reading order."""
        statement = select(issue).join(unit, unit.c.id == issue.c.unit_id).where(unit.c.active)
        if release_ids is not None:
            statement = statement.where(issue.c.release_id.in_(release_ids))
        statement = statement.order_by(issue.c.release_id, unit.c.position, issue.c.lang, issue.c.start, issue.c.id)
        return tuple((row.release_id, issue_of(row)) for row in self._connection.execute(statement))

    def of_units(self, unit_ids: Collection[str]) -> tuple[Issue, ...]:
        """Return the issues of these units."""
        statement = select(issue).where(issue.c.unit_id.in_(unit_ids)).order_by(issue.c.lang, issue.c.start, issue.c.id)
        return tuple(issue_of(row) for row in self._connection.execute(statement))

    def decide(self, taken: Decision) -> int:
        """Store a decision and return its number; an earlier one at the same place is revoked."""
        self._connection.execute(
            update(decision)
            .where(
                decision.c.key == taken.key,
                decision.c.scope == taken.scope.value,
                decision.c.place == taken.place,
                decision.c.revoked_at.is_(None),
            )
            .values(revoked_at=taken.at)
        )
        result = self._connection.execute(
            insert(decision)
            .values(
                key=taken.key,
                kind=taken.kind.value,
                scope=taken.scope.value,
                place=taken.place,
                author=taken.author,
                at=taken.at,
                reason=taken.reason,
            )
            .returning(decision.c.id)
        )
        return int(result.scalar_one())

    def decision(self, decision_id: int) -> StoredDecision:
        """Return a decision that holds, or raise NotFound."""
        row = self._connection.execute(
            select(decision).where(decision.c.id == decision_id, decision.c.revoked_at.is_(None))
        ).first()
        if row is None:
            raise NotFound(tr("This decision does not hold any more."))
        return decision_of(row)

    def decisions(self, keys: Collection[str] | None = None) -> tuple[StoredDecision, ...]:
        """Return the decisions that hold, about these keys or all."""
        statement = select(decision).where(decision.c.revoked_at.is_(None)).order_by(decision.c.id)
        if keys is not None and len(keys) <= _MOST_KEYS:
            statement = statement.where(decision.c.key.in_(keys))
        found = (decision_of(row) for row in self._connection.execute(statement))
        return tuple(stored for stored in found if keys is None or stored.decision.key in keys)

    def revoke(self, decision_id: int, at: str) -> None:
        """End a decision."""
        self._connection.execute(update(decision).where(decision.c.id == decision_id).values(revoked_at=at))

    def checked_glossary(self) -> int:
        """Return the revision of the glossary whose changes all issues follow, or are noted to follow."""
        found = self._connection.execute(select(setting.c.value).where(setting.c.key == _CHECKED)).scalar()
        return int(found or 0)

    def set_checked_glossary(self, revision: int) -> None:
        """Note that what changed up to this revision of the glossary was checked again, or noted."""
        self._connection.execute(delete(setting).where(setting.c.key == _CHECKED))
        self._connection.execute(insert(setting).values(key=_CHECKED, value=revision))

    def open_counts(self, release_ids: Collection[str] | None = None) -> dict[str, dict[Severity, int]]:
        """Return for each release how many undecided issues of which severity its active units have."""
        found: dict[str, dict[Severity, int]] = {}
        statement = (
            select(issue.c.release_id, issue.c.severity, func.count())
            .join(unit, unit.c.id == issue.c.unit_id)
            .where(unit.c.active, ~_DECIDED)
            .group_by(issue.c.release_id, issue.c.severity)
        )
        if release_ids is not None:
            statement = statement.where(issue.c.release_id.in_(release_ids))
        for release_id, severity, count in self._connection.execute(statement):
            found.setdefault(release_id, {})[Severity(severity)] = count
        return found
