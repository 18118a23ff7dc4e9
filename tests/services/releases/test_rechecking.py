"""A change of the glossary shows at once in the releases that mention what changed, and only these are looked at."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.checks.registry import ALL, BY_ID
from tmflow.model.concept import Kind, Status
from tmflow.model.issue import DecisionKind, IssueType, Scope
from tmflow.services import rechecking
from tmflow.services.glossaries import TermDraft
from tmflow.services.ports.jobs import JobKind, JobState

LOGISTICS = [
    TermDraft(None, "zh", "物流中心"),
    TermDraft(None, "en", "logistics hub"),
    TermDraft(None, "en", "logistics center", Status.FORBIDDEN),
    TermDraft(None, "ru", "логистический центр"),
]
OTHER = {
    "zh": "青岛举行论坛\n2026年5月1日\n论坛在青岛举行。\n",
    "en": "Forum Held in Qingdao\nMay 1, 2026\nThe forum was held in Qingdao.\n",
    "ru": "В Циндао прошёл форум\n1 мая 2026 г.\nФорум прошёл в Циндао.\n",
}
WRONG = ("term_forbidden", "en", "logistics center")


@pytest.fixture
def logistics(services, people):
    """Stores the entry."""
    return lambda: services.glossaries.save(people.owner, None, Kind.TERM, "", LOGISTICS)


@pytest.fixture
def found(services, people):
    """What the stored issues of a release say."""

    def found(release_id):
        issues = [view.issue for view in services.quality.issues(people.reader, (release_id,))]
        return [(issue.check, issue.lang, issue.text) for issue in issues if issue.check.startswith("term_")]

    return found


def test_a_new_entry_an_edit_and_its_end_show_at_once(services, people, draft, found, logistics):
    assert found(draft) == []
    entry = logistics()
    assert found(draft) == [WRONG]
    wrong = next(term for term in entry.terms if term.status is Status.FORBIDDEN)
    services.glossaries.delete_term(people.owner, wrong.id, wrong.revision)
    assert WRONG not in found(draft)
    back = [TermDraft(None, "en", "logistics center", Status.ADMITTED)]
    services.glossaries.save(people.owner, entry.id, entry.kind, "", back)
    assert found(draft) == []


def test_an_import_and_its_undo_show_at_once(services, people, draft, found):
    rows = "concept_id,lang,term,status\nL,zh,物流中心,preferred\nL,en,logistics hub,preferred\nL,en,logistics center,forbidden\n"
    applied = services.glossaries.load_file(people.owner, "terms.csv", rows.encode())
    assert WRONG in found(draft)
    services.glossaries.undo(people.owner, applied.id)
    assert found(draft) == []


def test_only_units_that_mention_it_are_looked_at(services, people, office, draft, put, logistics, monkeypatch):
    put(OTHER)
    seen = []
    check = office.checker.check

    def watched(units, *arguments, only=None, **named):
        seen.append((units[0].release_id, [unit.position for unit in units if unit.id in only]))
        return check(units, *arguments, only=only, **named)

    monkeypatch.setattr(office.checker, "check", watched)
    logistics()
    rows = services.units.rows(people.reader, draft)
    assert seen == [(draft, [row.unit.position for row in rows if "物流中心" in row.unit.text("zh")])]


def test_what_other_checks_found_stays(services, people, draft, work, logistics):
    work.save(draft, 4, "en", "The delegation toured the the Tashkent logistics center.")
    before = {view.issue.check for view in services.quality.issues(people.reader, (draft,))}
    logistics()
    after = {view.issue.check for view in services.quality.issues(people.reader, (draft,))}
    assert "doubled_word" in before
    assert after == before | {"term_forbidden"}


def test_the_checks_that_follow_the_glossary_are_checks():
    terms = {check.id for check in ALL if check.type is IssueType.TERMINOLOGY}
    assert terms <= rechecking.OF_TERMS
    assert BY_ID.keys() >= rechecking.OF_TERMS | rechecking.OF_PEOPLE


def test_a_decision_about_a_rendering_outlives_the_changes(services, people, draft, logistics):
    entry = logistics()
    (view,) = services.quality.issues(people.editor, (draft,))
    services.quality.decide(people.editor, view.issue.unit_id, view.issue.key, DecisionKind.ACCEPT, Scope.EVERYWHERE)
    services.glossaries.save(
        people.owner, entry.id, entry.kind, "", [TermDraft(None, "ru", "логистический узел", Status.ADMITTED)]
    )
    (again,) = services.quality.issues(people.editor, (draft,))
    assert again.issue.key == view.issue.key
    assert not again.open


def test_much_takes_a_job_and_one_job_is_enough(workspace, services, people, draft, found, logistics, monkeypatch):
    monkeypatch.setattr(rechecking, "AT_ONCE", 0)
    logistics()
    freight = [
        TermDraft(None, "zh", "货物"),
        TermDraft(None, "en", "freight"),
        TermDraft(None, "en", "cargo", Status.FORBIDDEN),
    ]
    services.glossaries.save(people.owner, None, Kind.TERM, "", freight)
    assert services.quality.waiting(people.reader) == rechecking.Waiting(3, 1)
    waiting = [job for job in services.jobs.list(people.editor) if job.kind is JobKind.RECHECK]
    assert [job.state for job in waiting] == [JobState.WAITING]
    assert bootstrap.worker(workspace).run_one()
    (job,) = [job for job in services.jobs.list(people.editor) if job.kind is JobKind.RECHECK]
    assert (job.state, job.result) == (JobState.DONE, {"units": 3})
    assert set(found(draft)) == {WRONG, ("term_forbidden", "en", "cargo")}
    assert services.quality.catch_up(people.editor) == rechecking.CaughtUp()


def test_what_a_dead_process_left_undone_is_done_by_the_worker(
    workspace, services, people, draft, found, logistics, monkeypatch
):
    # A process that dies between the change and the checks: the change is stored, nothing was looked at.
    monkeypatch.setattr(services.glossaries._open, "follow", lambda: None)
    logistics()
    assert not services.quality.waiting(people.reader).found
    worker = bootstrap.worker(workspace)
    worker.stop.set()
    worker.run()
    assert services.quality.waiting(people.reader) == rechecking.Waiting()
    assert found(draft) == [WRONG]


def test_a_text_that_was_edited_is_found_by_its_new_words(services, people, draft, work, found):
    work.save(draft, 6, "en", "The two sides signed memoranda on drones.")
    terms = [TermDraft(None, "zh", "合作备忘录"), TermDraft(None, "en", "memorandum on drones", Status.FORBIDDEN)]
    services.glossaries.save(people.owner, None, Kind.TERM, "", terms)
    assert found(draft) == [("term_forbidden", "en", "memoranda on drones")]
    work.save(draft, 6, "en", "The two sides signed a memorandum of cooperation.")
    assert found(draft) == []
