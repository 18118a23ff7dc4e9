"""Backups. Restoring one is done offline, by `tmflow.bootstrap.restore`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tmflow.i18n import tr
from tmflow.model.errors import Refused
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from pathlib import Path

    from tmflow.model.account import Account
    from tmflow.services.ports.archive import Archive
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written: the file and its size in bytes."""

    path: Path
    size: int


class MaintenanceService:
    """Keeps the office's data safe.

    Args:
        open_unit_of_work: opens transactions.
        archive: copies the database.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory, archive: Archive) -> None:
        self._open = open_unit_of_work
        self._archive = archive

    def backup(self, actor: Account | None, path: Path, *, force: bool = False) -> Backup:
        """Write everything that cannot be made again into one file, while others go on working.

        Args:
            actor: who asks.
            path: the file to write.
            force: replace a file that is there.

        Raises:
            PermissionDenied: the actor is no administrator.
            Refused: the file is there already.
            StorageError: the file cannot be written; what was there before is untouched.
        """
        who = require(actor, Action.BACK_UP)
        if path.exists() and not force:
            raise Refused(tr("{path} is there already: choose another name, or replace it with --force.", path=path))
        size = self._archive.copy_to(path)
        with self._open(write=True) as uow:
            uow.trail.record(who, "backup.made", "backup", {"file": path.name, "bytes": size})
            uow.commit()
        return Backup(path, size)
