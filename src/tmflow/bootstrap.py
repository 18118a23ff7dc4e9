"""The one place that picks implementations and wires them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tmflow.alignment.similarity import UniversalSentenceEncoder
from tmflow.config import workspace as places
from tmflow.services.accounts import AccountService
from tmflow.services.container import Services
from tmflow.services.glossaries import GlossaryService
from tmflow.services.glossary_cache import GlossaryCache
from tmflow.services.meaning import Vectors
from tmflow.services.memories import MemoryService
from tmflow.services.passwords import Passwords
from tmflow.storage.engine import open_engine
from tmflow.storage.migrations import migrate
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

if TYPE_CHECKING:
    from pathlib import Path

    from tmflow.alignment.similarity import Similarity


def build(workspace: Path | None = None, *, address: str | None = None) -> Services:
    """Open a workspace, make it if it is missing, and return its services.

    Args:
        workspace: its folder; `TMFLOW_WORKSPACE`, else `./workspace`, when left out.
        address: the SQLAlchemy address of the database; `TMFLOW_DATABASE`, else the workspace's SQLite file.

    Raises:
        StorageError: the workspace cannot be made or opened, or was made by a newer tmflow.
    """
    place = places.resolve(workspace)
    place.make()
    engine = open_engine(address or places.database_address(place))
    migrate(engine)
    open_unit_of_work = SqlUnitOfWorkFactory(engine)
    return Services(
        accounts=AccountService(open_unit_of_work, Passwords()),
        glossaries=GlossaryService(open_unit_of_work, GlossaryCache(open_unit_of_work)),
        memories=MemoryService(open_unit_of_work, Vectors(_encoder)),
    )


@cache
def _encoder() -> Similarity:
    return UniversalSentenceEncoder()
