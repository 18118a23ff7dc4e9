"""Opening the database: SQLite in WAL mode, one writer at a time from the first statement on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT_S = 30
READ_ONLY = "tmflow_read_only"
"""Execution option of a connection that only reads: it begins deferred and never waits for a writer."""


def open_engine(address: str) -> Engine:
    """Return an engine for a SQLAlchemy address such as `sqlite:////var/lib/tmflow/tmflow.db`."""
    if not address.startswith("sqlite"):
        return create_engine(address, pool_pre_ping=True)
    engine = create_engine(
        address,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        json_deserializer=_from_json,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _from_json(written: str) -> Any:  # noqa: ANN401 - plain JSON of any shape
    # Most of it are empty lists: texts without inline codes, units that derive from nothing.
    return [] if written == "[]" else json.loads(written)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - whatever the driver hands over
    # The driver itself begins late and upgrades a read lock, which loses updates: we begin ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
