"""The folder in which an office's data lies.

workspace/
    tmflow.db       the database: everything that cannot be made again
    logs/           the program's log, JSON lines
    cache/          derived files (vectors, indexes, the learnt lexicon), left out of backups
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.errors import NotFound, StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "TMFLOW_WORKSPACE"
DATABASE_VARIABLE: Final = "TMFLOW_DATABASE"
DEFAULT: Final = "workspace"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of a workspace and the places inside it."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "tmflow.db"

    @property
    def logs(self) -> Path:
        """The folder of the logs."""
        return self.root / "logs"

    @property
    def cache(self) -> Path:
        """The folder of what can be derived again."""
        return self.root / "cache"

    @property
    def lexicon(self) -> Path:
        """The folder of word associations learnt from approved texts."""
        return self.cache / "lexicon"

    @property
    def style(self) -> Path:
        """The office's own rules of style."""
        return self.root / "style.toml"

    @property
    def exists(self) -> bool:
        """Whether somebody has made it."""
        return self.database.is_file()

    def make(self) -> None:
        """Make the folders that are missing.

        Raises:
            StorageError: the folder cannot be made or written.
        """
        try:
            for folder in (self.root, self.logs, self.cache):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError(
                tr("The workspace {path} cannot be made: {reason}.", path=self.root, reason=error.strerror)
            ) from error

    def require(self) -> None:
        """Make sure that it exists.

        Raises:
            NotFound: nobody has made it.
        """
        if not self.exists:
            raise NotFound(
                tr(
                    "There is no workspace in {path}. Name yours with --workspace or {variable}, "
                    "or make one with `tmflow import` or `tmflow setup`.",
                    path=self.root,
                    variable=VARIABLE,
                )
            )


def resolve(given: Path | None = None, environ: Mapping[str, str] | None = None) -> Workspace:
    """Return the workspace that is meant: `given`, else `TMFLOW_WORKSPACE`, else `./workspace`."""
    named = given or (environ if environ is not None else os.environ).get(VARIABLE) or DEFAULT
    return Workspace(Path(named).expanduser().absolute())


def database_address(workspace: Workspace, environ: Mapping[str, str] | None = None) -> str:
    """Return the SQLAlchemy address of the database: `TMFLOW_DATABASE`, else the workspace's SQLite file."""
    given = (environ if environ is not None else os.environ).get(DATABASE_VARIABLE)
    return given or own_address(workspace)


def own_address(workspace: Workspace) -> str:
    """Return the SQLAlchemy address of the SQLite file inside a workspace."""
    return f"sqlite:///{workspace.database}"
