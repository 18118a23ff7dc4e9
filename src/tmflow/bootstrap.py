"""The one place that picks implementations and wires them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.alignment import aligner
from tmflow.config import workspace as places
from tmflow.i18n import tr
from tmflow.model.errors import Unavailable
from tmflow.services.accounts import AccountService
from tmflow.services.alignments import AlignmentService
from tmflow.services.checking import HouseChecker
from tmflow.services.consistency import ConsistencyService
from tmflow.services.container import Services
from tmflow.services.exports import ExportService
from tmflow.services.glossaries import GlossaryService
from tmflow.services.glossary_cache import GlossaryCache
from tmflow.services.meaning import Vectors
from tmflow.services.memories import MemoryService
from tmflow.services.office import Office
from tmflow.services.passwords import Passwords
from tmflow.services.quality import QualityService
from tmflow.services.releases import ReleaseService
from tmflow.services.reports import ReportService
from tmflow.services.review import ReviewService
from tmflow.services.units import UnitService
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
    glossaries = GlossaryService(open_unit_of_work, GlossaryCache(open_unit_of_work))
    memories = MemoryService(open_unit_of_work, Vectors(_encoder))
    office = Office(open_unit_of_work, glossaries, memories, HouseChecker(glossaries), aligner.default)
    return Services(
        accounts=AccountService(open_unit_of_work, Passwords()),
        releases=ReleaseService(office),
        alignments=AlignmentService(office),
        units=UnitService(office),
        review=ReviewService(office),
        quality=QualityService(office),
        consistency=ConsistencyService(office),
        glossaries=glossaries,
        memories=memories,
        reports=ReportService(office),
        exports=ExportService(office),
    )


def _encoder() -> Similarity:
    """Return the aligner's encoder: one model and one cache of vectors for the whole process."""
    similarity = aligner.default().similarity
    if similarity is None:  # the default always has one; another may not
        raise Unavailable(tr("Searching by meaning needs an encoder; none is set."))
    return similarity
