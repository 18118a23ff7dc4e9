"""One transaction on one connection, and the repositories that work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from tmflow.i18n import tr
from tmflow.model.errors import InputError, StorageError, TmflowError
from tmflow.storage.engine import READ_ONLY
from tmflow.storage.repositories.accounts import Accounts
from tmflow.storage.repositories.bitexts import Bitexts
from tmflow.storage.repositories.candidates import Candidates
from tmflow.storage.repositories.glossary import Glossary
from tmflow.storage.repositories.jobs import Jobs
from tmflow.storage.repositories.memories import Memories
from tmflow.storage.repositories.profiles import Profiles
from tmflow.storage.repositories.quality import Quality
from tmflow.storage.repositories.rechecks import Rechecks
from tmflow.storage.repositories.releases import Releases
from tmflow.storage.repositories.trail import Trail
from tmflow.storage.repositories.units import Units

if TYPE_CHECKING:
    from types import TracebackType

    from sqlalchemy import Connection, Engine


class SqlUnitOfWork:
    """Implements `tmflow.services.ports.unit_of_work.UnitOfWork` on a SQLAlchemy engine."""

    def __init__(self, engine: Engine, *, write: bool) -> None:
        self._engine = engine
        self._write = write
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        """Open the connection and begin: immediately as the writer, or as a reader."""
        try:
            connection = self._engine.connect()
            if not self._write:
                connection = connection.execution_options(**{READ_ONLY: True})
            connection.begin()
        except SQLAlchemyError as error:
            raise explained(error) from error
        self._connection = connection
        self.releases = Releases(connection)
        self.bitexts = Bitexts(connection)
        self.units = Units(connection)
        self.quality = Quality(connection)
        self.rechecks = Rechecks(connection)
        self.trail = Trail(connection)
        self.accounts = Accounts(connection)
        self.memories = Memories(connection)
        self.jobs = Jobs(connection)
        self.profiles = Profiles(connection)
        self.glossary = Glossary(connection)
        self.candidates = Candidates(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed, close, and put database errors into words."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if isinstance(error, SQLAlchemyError):
            raise explained(error) from error
        if isinstance(error, UnicodeEncodeError | OverflowError):
            # The driver itself refuses a lone surrogate and an integer of more than 64 bits.
            raise InputError(tr("This holds broken characters, or a number that is far too large.")) from error

    def commit(self) -> None:
        """Make the transaction permanent; the block must not write after it."""
        if self._connection is not None:
            self._connection.commit()


class SqlUnitOfWorkFactory:
    """Implements `tmflow.services.ports.unit_of_work.UnitOfWorkFactory`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, *, write: bool = False) -> SqlUnitOfWork:
        """Return a new unit of work."""
        return SqlUnitOfWork(self._engine, write=write)


def explained(error: SQLAlchemyError) -> TmflowError:
    """Return the error that says what a person can do about it."""
    detail = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    low = detail.lower()
    if "is full" in low or "disk i/o" in low:
        return StorageError(tr("The disk is full: nothing was changed. Make room and try again."))
    if "locked" in low:
        return StorageError(tr("The database is busy with another program: nothing was changed. Try again."))
    if "malformed" in low or "not a database" in low:
        return StorageError(tr("The database file is damaged: restore the last backup (tmflow restore FILE)."))
    if "readonly" in low or "unable to open" in low:
        return StorageError(tr("The database file cannot be written: check the rights of the workspace folder."))
    if isinstance(error, IntegrityError):
        return StorageError(tr("The database refused the change, nothing was stored: {detail}", detail=detail))
    return StorageError(tr("The database does not answer, nothing was changed: {detail}", detail=detail))
