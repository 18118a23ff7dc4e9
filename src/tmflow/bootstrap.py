"""The one place that picks implementations and wires them."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from tmflow.alignment.house import HouseAligner
from tmflow.alignment.lexicon import Lexicon
from tmflow.config import workspace as places
from tmflow.config.encoder import encoder
from tmflow.config.style import StyleFile
from tmflow.i18n import tr
from tmflow.jobs.worker import Worker
from tmflow.model.errors import Unavailable
from tmflow.services.accounts import AccountService
from tmflow.services.alignments import AlignmentService
from tmflow.services.candidates import CandidateService
from tmflow.services.checking import HouseChecker
from tmflow.services.consistency import ConsistencyService
from tmflow.services.container import Services
from tmflow.services.evidence import HouseEvidence
from tmflow.services.exports import ExportService
from tmflow.services.glossaries import GlossaryService
from tmflow.services.glossary_cache import GlossaryCache
from tmflow.services.jobs import JobService
from tmflow.services.lexicons import LexiconService
from tmflow.services.maintenance import MaintenanceService
from tmflow.services.meaning import Vectors
from tmflow.services.memories import MemoryService
from tmflow.services.office import Office
from tmflow.services.passwords import Passwords
from tmflow.services.profiles import ProfileService
from tmflow.services.quality import QualityService
from tmflow.services.rechecking import FollowedFactory, catch_up
from tmflow.services.releases import ReleaseService
from tmflow.services.reports import ReportService
from tmflow.services.review import ReviewService
from tmflow.services.units import UnitService
from tmflow.storage import archive
from tmflow.storage.engine import open_engine
from tmflow.storage.migrations import migrate
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory, explained

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tmflow.alignment.similarity import Similarity
    from tmflow.config.workspace import Workspace


def build(workspace: Path | None = None, *, address: str | None = None) -> Services:
    """Open a workspace, make it if it is missing, and return its services.

    Args:
        workspace: its folder; `TMFLOW_WORKSPACE`, else `./workspace`, when left out.
        address: the SQLAlchemy address of the database; `TMFLOW_DATABASE`, else the workspace's SQLite file.

    Raises:
        StorageError: the workspace cannot be made or opened, or was made by a newer tmflow.
    """
    return _services(_open(workspace, address), places.resolve(workspace))


def worker(workspace: Path | None = None, *, address: str | None = None) -> Worker:
    """Open a workspace like `build`, and return the worker that does its long work."""
    engine = _open(workspace, address)
    return Worker(_services(engine, places.resolve(workspace)), SqlUnitOfWorkFactory(engine))


def restore(backup: Path, workspace: Path | None = None, *, force: bool = False) -> Path | None:
    """Bring a workspace back to what a backup holds; return where its earlier database was kept, if there was one.

    Raises:
        Refused: there is a workspace already, and no `force`.
        StorageError: it cannot be written; nothing was changed.
        Unavailable: the database is not the workspace's own file.
        UnreadableFile: the backup is missing, damaged, or no backup.
    """
    place = places.resolve(workspace)
    place.make()
    if places.database_address(place) != places.own_address(place):
        raise Unavailable(tr("This database is a server's: restore it with its own tools, such as pg_restore."))
    kept = archive.restore(place.database, backup, force=force)
    # What was derived from the earlier database would be wrong for this one.
    shutil.rmtree(place.cache, ignore_errors=True)
    _open(workspace, None).dispose()
    return kept


def _open(workspace: Path | None, address: str | None) -> Engine:
    place = places.resolve(workspace)
    place.make()
    engine = open_engine(address or places.database_address(place))
    try:
        migrate(engine)
    except SQLAlchemyError as error:
        raise explained(error) from error
    return engine


def _services(engine: Engine, place: Workspace) -> Services:
    open_unit_of_work = SqlUnitOfWorkFactory(engine)
    house = HouseAligner(encoder(), place.lexicon)
    glossary_work = FollowedFactory(open_unit_of_work)
    glossaries = GlossaryService(glossary_work, GlossaryCache(open_unit_of_work))
    memories = MemoryService(open_unit_of_work, Vectors(lambda: _similarity(house)))
    style = StyleFile(place.style)
    profiles = ProfileService(open_unit_of_work, style_fault=style.fault)
    checker = HouseChecker(glossaries, profiles.in_force, HouseEvidence(house), style)
    office = Office(open_unit_of_work, glossaries, memories, checker, house)
    glossary_work.follow = partial(catch_up, office)
    database = engine.url.database if engine.url.get_backend_name() == "sqlite" else None
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
        jobs=JobService(open_unit_of_work),
        profiles=profiles,
        lexicons=LexiconService(open_unit_of_work, house),
        candidates=CandidateService(open_unit_of_work, glossaries, lambda: house().lexicon or Lexicon()),
        maintenance=MaintenanceService(open_unit_of_work, archive.SqliteArchive(Path(database) if database else None)),
    )


def _similarity(house: HouseAligner) -> Similarity:
    """Return the aligner's encoder: one model and one cache of vectors for the whole process."""
    similarity = house().similarity
    if similarity is None:
        raise Unavailable(tr("Searching by meaning needs an encoder; none is set."))
    return similarity
