"""The office's own profiles of checks, and which profile is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select

from tmflow.services.ports.profiles import ProfileRecord
from tmflow.storage.schema import profile, setting

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_CHOSEN: Final = "checks.profiles"


class Profiles:
    """Implements `tmflow.services.ports.profiles.Profiles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def own(self) -> tuple[ProfileRecord, ...]:
        """Return the office's profiles by name."""
        return tuple(map(_record, self._connection.execute(select(profile).order_by(profile.c.name))))

    def get(self, name: str) -> ProfileRecord | None:
        """Return one of them."""
        row = self._connection.execute(select(profile).where(profile.c.name == name)).first()
        return _record(row) if row is not None else None

    def put(self, record: ProfileRecord, *, instead_of: str = "") -> None:
        """Store a profile in the place of the one that it replaces."""
        self._connection.execute(delete(profile).where(profile.c.name.in_({record.name, instead_of} - {""})))
        self._connection.execute(
            insert(profile).values(
                name=record.name,
                base=record.base,
                content=record.content,
                version=record.version,
                author=record.author,
                at=record.at,
            )
        )

    def remove(self, name: str) -> None:
        """Remove a profile."""
        self._connection.execute(delete(profile).where(profile.c.name == name))

    def chosen(self) -> tuple[str, str]:
        """Return the names of the profiles in force."""
        found = self._connection.execute(select(setting.c.value).where(setting.c.key == _CHOSEN)).scalar()
        return (str(found[0]), str(found[1])) if found else ("", "")

    def choose(self, in_work: str, published: str) -> None:
        """Put two profiles into force."""
        self._connection.execute(delete(setting).where(setting.c.key == _CHOSEN))
        self._connection.execute(insert(setting).values(key=_CHOSEN, value=[in_work, published]))


def _record(row: Row[Any]) -> ProfileRecord:
    return ProfileRecord(row.name, row.base, row.content, row.version, row.author, row.at)
