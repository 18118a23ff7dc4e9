"""Backup and restore of the SQLite file by SQLite's own online backup, which is safe beside running programs."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tmflow.i18n import tr
from tmflow.model.errors import Refused, StorageError, Unavailable, UnreadableFile
from tmflow.storage.engine import BUSY_TIMEOUT_S
from tmflow.storage.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


class SqliteArchive:
    """Implements `services.ports.archive.Archive`.

    Args:
        database: the SQLite file, nothing where the database is a server's.
    """

    def __init__(self, database: Path | None) -> None:
        self._database = database

    def copy_to(self, path: Path) -> int:
        """Write a consistent copy of the database into one new file and return its size in bytes."""
        if self._database is None:
            raise Unavailable(tr("This database is a server's: back it up with its own tools, such as pg_dump."))
        part = _part_beside(path)
        try:
            with _explained(path), closing(_open(self._database)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
                # One file, that any program may open without its side files.
                copy.execute("PRAGMA journal_mode = DELETE")
                _check(copy, path)
            with _explained(path):
                _write_through(part)
                part.replace(path)
                return path.stat().st_size
        finally:
            part.unlink(missing_ok=True)


def restore(database: Path, backup: Path, *, force: bool = False) -> Path | None:
    """Replace the content of a workspace's database by that of a backup, in one transaction; then end all sessions.

    Args:
        database: the workspace's SQLite file; made when it is missing.
        backup: what `SqliteArchive.copy_to` wrote.
        force: replace a database that is there; it is kept beside it.

    Returns:
        Where the earlier database was kept, or nothing when there was none.

    Raises:
        Refused: there is a database already, and no `force`.
        StorageError: the disk is full, or the database is in use; nothing was changed.
        UnreadableFile: the file is missing, damaged, no backup of tmflow, a newer one's, or the database itself.
    """
    _check_backup(backup)
    kept = None
    if database.exists():
        if backup.samefile(database):
            raise UnreadableFile(tr("this is the workspace's own database, no backup of it."), source=str(backup))
        if not force:
            raise Refused(
                tr("There is a workspace in {path} already: restore elsewhere, or add --force.", path=database.parent)
            )
        kept = _free_name(database)
        SqliteArchive(database).copy_to(kept)
    with _explained(database), closing(_open(backup)) as source, closing(sqlite3.connect(database)) as target:
        target.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
        source.backup(target)
        # A session that was ended after the backup must not begin again: everybody signs in anew.
        target.execute("DELETE FROM session")
        target.commit()
    return kept


def _check_backup(backup: Path) -> None:
    if not backup.is_file():
        raise UnreadableFile(tr("there is no such file."), source=str(backup))
    try:
        with closing(_open(backup)) as connection:
            _check(connection, backup)
            row = connection.execute("SELECT max(number) FROM migration").fetchone()
    except (sqlite3.DatabaseError, StorageError) as error:
        raise UnreadableFile(tr("this is no backup of tmflow, or it is damaged."), source=str(backup)) from error
    if (row[0] or 0) > MIGRATIONS[-1][0]:
        raise UnreadableFile(tr("it was made by a newer tmflow; update tmflow first."), source=str(backup))


def _open(path: Path) -> sqlite3.Connection:
    # By its address, so that a missing file is an error and not an empty database.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise StorageError(tr("{path} is damaged: {detail}", path=path, detail=found))


def _part_beside(path: Path) -> Path:
    """Make an empty file in the same folder, that only this account may read."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise StorageError(tr("{path} cannot be written: {reason}.", path=path, reason=error.strerror)) from error
    os.close(handle)
    return Path(name)


def _write_through(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _free_name(database: Path) -> Path:
    names = (database.with_name(f"{database.stem}.before-restore-{number}.db") for number in range(1, 10_000))
    return next(name for name in names if not name.exists())


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the database or the disk says into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(tr("{path}: nothing was changed: {reason}.", path=path, reason=error)) from error
    except OSError as error:
        raise StorageError(tr("{path} cannot be written: {reason}.", path=path, reason=error.strerror)) from error
