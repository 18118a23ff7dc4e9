"""All services of one workspace, wired: what pages, routes and commands are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tmflow.services.accounts import AccountService
    from tmflow.services.alignments import AlignmentService
    from tmflow.services.candidates import CandidateService
    from tmflow.services.consistency import ConsistencyService
    from tmflow.services.exports import ExportService
    from tmflow.services.glossaries import GlossaryService
    from tmflow.services.jobs import JobService
    from tmflow.services.lexicons import LexiconService
    from tmflow.services.maintenance import MaintenanceService
    from tmflow.services.memories import MemoryService
    from tmflow.services.profiles import ProfileService
    from tmflow.services.quality import QualityService
    from tmflow.services.releases import ReleaseService
    from tmflow.services.reports import ReportService
    from tmflow.services.review import ReviewService
    from tmflow.services.units import UnitService


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, by area."""

    accounts: AccountService
    releases: ReleaseService
    alignments: AlignmentService
    units: UnitService
    review: ReviewService
    quality: QualityService
    consistency: ConsistencyService
    glossaries: GlossaryService
    memories: MemoryService
    reports: ReportService
    exports: ExportService
    jobs: JobService
    profiles: ProfileService
    lexicons: LexiconService
    candidates: CandidateService
    maintenance: MaintenanceService
