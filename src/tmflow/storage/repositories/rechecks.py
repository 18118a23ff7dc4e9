"""Units that are to be checked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from tmflow.services.ports.rechecks import Asked
from tmflow.storage.chunks import portions
from tmflow.storage.schema import recheck, release

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection


class Rechecks:
    """Implements `tmflow.services.ports.rechecks.Rechecks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, asked: Collection[Asked]) -> None:
        """Note units; one that is noted already keeps its place, with the newer revision and with people if either."""
        wanted = {each.unit_id: each for each in asked}
        rows = self._connection.execute(select(recheck.c.unit_id, recheck.c.people))
        noted = {row.unit_id: row.people for row in rows}
        for chunk in portions(sorted(noted.keys() & wanted.keys())):
            self._connection.execute(delete(recheck).where(recheck.c.unit_id.in_(chunk)))
        if wanted:
            new = [
                {
                    "unit_id": each.unit_id,
                    "release_id": each.release_id,
                    "revision": each.revision,
                    "people": each.people or noted.get(each.unit_id, False),
                }
                for each in wanted.values()
            ]
            self._connection.execute(insert(recheck), new)

    def of(self, release_ids: Collection[str]) -> tuple[Asked, ...]:
        """Return what is to be done in these releases."""
        found: list[Asked] = []
        for chunk in portions(sorted(release_ids)):
            rows = self._connection.execute(select(recheck).where(recheck.c.release_id.in_(chunk)))
            found += (Asked(row.unit_id, row.release_id, row.revision, row.people) for row in rows)
        return tuple(found)

    def first(self, limit: int) -> tuple[str, ...]:
        """Return up to `limit` releases in which something is to be done, the newest first."""
        statement = (
            select(release.c.id)
            .where(release.c.id.in_(select(recheck.c.release_id)))
            .order_by(release.c.date.desc(), release.c.id.desc())
            .limit(limit)
        )
        return tuple(self._connection.execute(statement).scalars())

    def counts(self, release_ids: Collection[str] | None = None) -> dict[str, int]:
        """Return how many units are to be checked in each of these releases, or in every one."""
        statement = select(recheck.c.release_id, func.count()).group_by(recheck.c.release_id)
        if release_ids is None:
            return {row[0]: row[1] for row in self._connection.execute(statement)}
        found: dict[str, int] = {}
        for chunk in portions(sorted(release_ids)):
            rows = self._connection.execute(statement.where(recheck.c.release_id.in_(chunk)))
            found.update((row[0], row[1]) for row in rows)
        return found

    def done(self, asked: Iterable[Asked]) -> frozenset[str]:
        """Take away what was done, unless a newer change asked again; return the ids of the units taken away."""
        by_revision: dict[int, list[str]] = {}
        for each in asked:
            by_revision.setdefault(each.revision, []).append(each.unit_id)
        gone: set[str] = set()
        for revision, unit_ids in by_revision.items():
            for chunk in portions(sorted(unit_ids)):
                statement = (
                    delete(recheck)
                    .where(recheck.c.unit_id.in_(chunk), recheck.c.revision == revision)
                    .returning(recheck.c.unit_id)
                )
                gone.update(self._connection.execute(statement).scalars())
        return frozenset(gone)
