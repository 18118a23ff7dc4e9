"""Imports of glossary files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from tmflow.storage.rows_glossary import import_of
from tmflow.storage.schema import glossary_import

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from tmflow.services.ports.glossary import ImportRecord
    from tmflow.services.ports.trail import Plain


class Imports:
    """The part of `services.ports.glossary.Glossary` that keeps imports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_import(self, record: ImportRecord) -> int:
        """Store an import and return its id."""
        made = self._connection.execute(
            insert(glossary_import)
            .values(
                name=record.name,
                state=record.state,
                account=record.account,
                at=record.at,
                rows=record.rows,
                changes=record.changes,
            )
            .returning(glossary_import.c.id)
        )
        return int(made.scalar_one())

    def get_import(self, import_id: int) -> ImportRecord | None:
        """Return an import."""
        row = self._connection.execute(select(glossary_import).where(glossary_import.c.id == import_id)).one_or_none()
        return import_of(row) if row is not None else None

    def imports(self, limit: int) -> tuple[ImportRecord, ...]:
        """Return the newest imports."""
        rows = self._connection.execute(select(glossary_import).order_by(glossary_import.c.id.desc()).limit(limit))
        return tuple(import_of(row) for row in rows)

    def set_import(
        self, import_id: int, state: str, *, changes: Mapping[str, Plain] | None = None, undone_at: str | None = None
    ) -> None:
        """Change an import's state."""
        values: dict[str, object] = {"state": state, "undone_at": undone_at}
        if changes is not None:
            values["changes"] = changes
        self._connection.execute(update(glossary_import).where(glossary_import.c.id == import_id).values(values))
