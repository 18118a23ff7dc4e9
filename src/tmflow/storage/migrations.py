"""Numbered steps from one schema to the next, each applied and recorded in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, insert, inspect, select, update
from sqlalchemy.schema import CreateColumn

from tmflow.glossary.traces import trace
from tmflow.i18n import tr
from tmflow.model.errors import StorageError
from tmflow.storage.schema import metadata, migration, variant

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

    Steps = tuple[tuple[int, str, Callable[[Connection], None]], ...]

_PORTION: Final = 5_000
"""Texts that are rewritten at a time."""


def _first_tables(connection: Connection) -> None:
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        # The trail is append-only for every program that opens the file, not only for ours.
        for action in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER audit_no_{action.lower()} BEFORE {action} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )


def _complete(connection: Connection) -> None:
    """Add every table and column that the schema has and an older database lacks; new columns have a server default."""
    metadata.create_all(connection)
    found = inspect(connection)
    prepare = connection.dialect.identifier_preparer
    for table in metadata.sorted_tables:
        there = {column["name"] for column in found.get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                written = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {prepare.format_table(table)} ADD COLUMN {written}")


def _trace_texts(connection: Connection) -> None:
    """Derive the trace of every text that has none yet."""
    _complete(connection)
    missing = select(variant.c.unit_id, variant.c.lang, variant.c.text).where(variant.c.trace.is_(None)).limit(_PORTION)
    change = (
        update(variant)
        .where(variant.c.unit_id == bindparam("unit"), variant.c.lang == bindparam("language"))
        .values(trace=bindparam("found"))
    )
    while rows := connection.execute(missing).all():
        found = [{"unit": row.unit_id, "language": row.lang, "found": trace(row.text, row.lang)} for row in rows]
        connection.execute(change, found)


MIGRATIONS: Steps = (
    (1, "first tables", _first_tables),
    (2, "glossary fields, issue types, moved sentences, profiles", _complete),
    (3, "traces of terms in texts", _trace_texts),
    (4, "sentences to be checked again", _complete),
)


def migrate(engine: Engine, steps: Steps = MIGRATIONS) -> None:
    """Bring the database to the newest schema: all missing steps in one transaction, or none.

    Raises:
        StorageError: the database was written by a newer tmflow.
    """
    newest = steps[-1][0]
    with engine.begin() as connection:
        current = 0
        if inspect(connection).has_table("migration"):
            current = connection.execute(select(func.max(migration.c.number))).scalar() or 0
        if current > newest:
            raise StorageError(
                tr("This workspace was made by a newer tmflow (schema {current}); update tmflow.", current=current)
            )
        for number, name, step in steps:
            if number > current:
                step(connection)
                at = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute(insert(migration).values(number=number, name=name, at=at))
