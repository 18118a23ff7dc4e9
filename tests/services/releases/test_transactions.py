"""How use cases use transactions: one at a time in a thread, and nothing slow inside one that writes."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tmflow.model.concept import Kind
from tmflow.model.issue import DecisionKind, Scope
from tmflow.services.alignments import AlignmentService
from tmflow.services.checking import HouseChecker
from tmflow.services.consistency import ConsistencyService
from tmflow.services.exports import ExportService
from tmflow.services.glossaries import GlossaryService, TermDraft
from tmflow.services.glossary_cache import GlossaryCache
from tmflow.services.memories import MemoryService
from tmflow.services.quality import QualityService
from tmflow.services.releases import ReleaseService
from tmflow.services.reports import ReportService
from tmflow.services.review import ReviewService
from tmflow.services.units import UnitService


class OneAtATime:
    """Opens transactions, and refuses a second one while the same thread has one open.

    Whoever holds a connection and waits for another one waits for ever, once as many do so as there are connections.
    """

    def __init__(self, open_unit_of_work):
        self._open = open_unit_of_work
        self._inside = threading.local()

    def __call__(self, *, write=False):
        assert not getattr(self._inside, "open", False), "a transaction is open in this thread already"
        return self._watched(self._open(write=write))

    def _watched(self, uow):
        inside = self._inside

        class Watched(type(uow)):
            def __enter__(self):
                inside.open = True
                return super().__enter__()

            def __exit__(self, *error):
                inside.open = False
                return super().__exit__(*error)

        uow.__class__ = Watched
        return uow


@pytest.fixture
def alone(office):
    open_ = OneAtATime(office.open)
    glossaries = GlossaryService(open_, GlossaryCache(open_))
    return replace(
        office,
        open=open_,
        terms=glossaries,
        memory=MemoryService(open_, office.memory._meaning),
        checker=HouseChecker(glossaries),
    )


def test_no_use_case_opens_a_second_transaction_inside_one(alone, people, draft, texts, operation):
    releases, units, review = ReleaseService(alone), UnitService(alone), ReviewService(alone)
    alignments, quality, consistency = AlignmentService(alone), QualityService(alone), ConsistencyService(alone)
    unit = units.rows(people.reader, draft)[1].unit
    row = units.save(
        people.translator,
        unit.id,
        "en",
        "The SCO Demo Area delegation visited Tashkent on March 12.",
        version=1,
        operation_id=operation(),
    )
    units.locate(people.reader, f"{draft}/2")
    units.help(people.reader, unit.id, "en")
    units.comment(people.translator, unit.id, "en", "Look.")
    found = consistency.findings(people.reader, drift_only=True)[0]
    consistency.places(people.reader, found.concept_id, "en")
    quality.decide(people.editor, unit.id, row.issues[0].issue.key, DecisionKind.DIFFERENT, Scope.HERE)
    quality.check(people.editor, draft)
    consistency.decide(people.editor, found.concept_id, "en", "SCO Demo Area", DecisionKind.ACCEPT)
    consistency.fix_in_drafts(people.translator, found.concept_id, "en", "SCO Demo Area", "SCODA")
    alignments.merge(people.translator, draft, 1, 4, 5)
    alignments.undo(people.translator, draft)
    alignments.realign(people.translator, draft)
    plan = releases.inspect(people.translator, [], texts=[texts["zh"].replace("合作", "友好合作")])
    releases.revise(people.translator, draft, plan.groups[0].versions[0].version)
    review.waiting(people.editor)
    for lang in ("en", "ru"):
        review.items(people.editor, draft)
        review.approve_clean(people.editor, draft, lang)
    releases.publish(people.editor, draft)
    ExportService(alone).export(people.reader, draft, "xlsx")
    ReportService(alone).effort(people.reader)
    alone.terms.save(people.owner, None, Kind.TERM, "", [TermDraft(None, "en", "memorandum")])
    alone.terms.load_file(people.owner, "glossary.xlsx", alone.terms.export(people.owner))
    alone.memory.export_tmx(people.reader)
