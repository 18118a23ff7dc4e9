"""After a change that touches much, what people look at comes first, and nothing of the rest is lost."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tmflow import bootstrap
from tmflow.model.concept import Kind, Status
from tmflow.services import rechecking, release_reading
from tmflow.services.glossaries import TermDraft
from tmflow.services.rechecking import Waiting
from tmflow.services.units import UnitService

OTHER = {
    "zh": "青岛物流中心启用\n2026年5月1日\n物流中心在青岛启用。\n",
    "en": "Logistics Center Opens in Qingdao\nMay 1, 2026\nThe logistics center opened in Qingdao.\n",
    "ru": "В Циндао открылся логистический центр\n1 мая 2026 г.\nЛогистический центр открылся в Циндао.\n",
}
DYING = """
import os, sys
from pathlib import Path
from tmflow import bootstrap
from tmflow.services.accounts import SYSTEM
from tmflow.storage.repositories.quality import Quality

services = bootstrap.build(Path(sys.argv[1]))
Quality.replace_some = lambda *_: os._exit(9)
services.quality.catch_up_with_all(SYSTEM, lambda *_: None)
"""


def wrong(views):
    return sorted(
        (view.release_id, view.position) for view in views if view.issue.check == "term_forbidden" and view.open
    )


@pytest.fixture
def two(put, draft):
    """Two releases that name a logistics centre: the old one in one sentence, the new one in two."""
    return draft, put(OTHER)


@pytest.fixture
def forbid(services, people, monkeypatch):
    """Forbids a rendering while so few units are checked at once that a job has to do it."""
    monkeypatch.setattr(rechecking, "AT_ONCE", 0)
    terms = [
        TermDraft(None, "zh", "物流中心"),
        TermDraft(None, "en", "logistics hub"),
        TermDraft(None, "en", "logistics center", Status.FORBIDDEN),
    ]
    return lambda: services.glossaries.save(people.owner, None, Kind.TERM, "", terms)


def test_a_release_that_is_opened_is_checked_before_the_job_comes(services, people, two, forbid):
    old, new = two
    forbid()
    assert services.quality.waiting(people.reader) == Waiting(3, 2)
    rows = services.units.rows(people.reader, old)
    assert wrong(view for row in rows for view in row.issues) == [(old, 4)]
    assert services.quality.waiting(people.reader) == Waiting(2, 1)
    steps = []
    assert services.quality.catch_up_with_all(people.editor, lambda *step: steps.append(step)) == 2
    assert steps == [(0, 0, ""), (0, 2, new), (2, 2, "")]
    assert wrong(services.quality.issues(people.reader)) == [(old, 4), (new, 1), (new, 2)]


@pytest.mark.parametrize("look", ["row", "help", "items", "issues"])
def test_every_look_at_a_release_sees_it_checked(services, people, two, forbid, look):
    old, _ = two
    unit = services.units.rows(people.reader, old)[3].unit
    forbid()
    looks = {
        "row": lambda: services.units.row(people.reader, unit.id).issues,
        "help": lambda: services.units.help(people.reader, unit.id, "en").issues,
        "items": lambda: [view for item in services.review.items(people.reader, old) for view in item.row.issues],
        "issues": lambda: services.quality.issues(people.reader, (old,)),
    }
    assert set(wrong(looks[look]())) == {(old, 4)}


def test_a_list_of_releases_is_checked_and_says_what_is_missing(services, people, two, forbid, monkeypatch):
    old, new = two
    forbid()
    monkeypatch.setattr(release_reading, "_PATIENCE_S", -1.0)
    waiting = {item.id: item.waiting_checks for item in services.releases.list(people.reader).items}
    assert waiting == {old: 1, new: 2}
    monkeypatch.undo()
    assert [item.waiting_checks for item in services.releases.list(people.reader).items] == [0, 0]
    assert services.quality.waiting(people.reader) == Waiting()


def test_a_process_that_dies_while_checking_leaves_the_work_to_the_next_one(services, people, workspace, two, forbid):
    old, new = two
    forbid()
    assert subprocess.run([sys.executable, "-c", DYING, str(workspace)], check=False, timeout=60).returncode == 9
    assert services.quality.waiting(people.reader) == Waiting(3, 2)
    assert bootstrap.worker(workspace).run_one()
    assert services.quality.waiting(people.reader) == Waiting()
    assert wrong(services.quality.issues(people.reader)) == [(old, 4), (new, 1), (new, 2)]


def test_two_processes_that_check_at_once_do_it_together(services, people, workspace, two, forbid):
    old, new = two
    forbid()
    both = [services, bootstrap.build(workspace)]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda one: one.quality.catch_up_with_all(people.editor, lambda *_: None), both))
    assert services.quality.waiting(people.reader) == Waiting()
    assert wrong(services.quality.issues(people.reader)) == [(old, 4), (new, 1), (new, 2)]


class Interrupted:
    """The house's checks, before the first of which somebody else does something."""

    def __init__(self, checker, act):
        self._checker = checker
        self._acts = [act]

    def check(self, units, languages, **rest):
        found = self._checker.check(units, languages, **rest)
        if self._acts:
            self._acts.pop()()
        return found


def test_a_sentence_that_changes_meanwhile_is_read_again(services, people, office, two, forbid, work):
    old, new = two
    forbid()
    mend = lambda: work.save(old, 4, "en", "The delegation toured the Tashkent logistics hub.")  # noqa: E731 - an act
    opened = UnitService(replace(office, checker=Interrupted(office.checker, mend)))
    opened.rows(people.reader, old)
    assert wrong(services.quality.issues(people.reader)) == []
    assert wrong(services.quality.issues(people.reader, (new,))) == [(new, 1), (new, 2)]


def test_a_change_of_the_glossary_meanwhile_asks_again(services, people, office, two, forbid):
    old, _ = two
    entry = forbid()
    term = next(each for each in entry.terms if each.status is Status.FORBIDDEN)
    take_out = lambda: services.glossaries.delete_term(people.owner, term.id, term.revision)  # noqa: E731 - an act
    UnitService(replace(office, checker=Interrupted(office.checker, take_out))).rows(people.reader, old)
    assert services.quality.waiting(people.reader).units == 3
    services.quality.catch_up_with_all(people.editor, lambda *_: None)
    assert wrong(services.quality.issues(people.reader)) == []


def test_of_an_import_the_job_finds_what_it_touches_and_an_opened_release_does_not_wait(
    services, people, two, monkeypatch
):
    old, new = two
    monkeypatch.setattr(rechecking, "FEW", 0)
    rows = "concept_id,lang,term,status\nL,zh,物流中心,preferred\nL,en,logistics hub,preferred\nL,en,logistics center,forbidden\n"
    services.glossaries.load_file(people.owner, "terms.csv", rows.encode())
    assert services.quality.waiting(people.reader) == Waiting(found=False)
    assert services.releases.list(people.reader).items
    assert wrong(services.quality.issues(people.reader, (old,))) == [(old, 4)]
    assert wrong(services.quality.issues(people.reader)) == [(old, 4)]
    services.quality.catch_up_with_all(people.editor, lambda *_: None)
    assert services.quality.waiting(people.reader) == Waiting()
    assert wrong(services.quality.issues(people.reader)) == [(old, 4), (new, 1), (new, 2)]


def test_what_is_checked_again_is_what_a_full_run_finds(services, people, two, work):
    old, new = two
    work.save(old, 4, "en", "The delegation toured Tashkent.")
    work.save(old, 3, "ru", "Делегация Демонстрационной зоны ШOС посетила Ташкент 12 марта.")
    terms = [
        TermDraft(None, "zh", "物流中心"),
        TermDraft(None, "en", "logistics hub"),
        TermDraft(None, "en", "logistics center", Status.DEPRECATED),
        TermDraft(None, "ru", "логистический узел"),
    ]
    services.glossaries.save(people.owner, None, Kind.ORGANISATION, "", terms)
    services.glossaries.save(
        people.owner, None, Kind.TERM, "", [TermDraft(None, "zh", "塔什干"), TermDraft(None, "en", "Tashkent city")]
    )
    for release_id in (old, new):
        again = services.quality.issues(people.reader, (release_id,))
        assert again
        assert set(services.quality.check(people.editor, release_id)) == set(again)
