"""What is kept of a release between two saves is compared with the database each time."""

from __future__ import annotations

import pytest

from tmflow.model.concept import Kind, Status
from tmflow.services import changes
from tmflow.services.glossaries import TermDraft
from tmflow.services.recent import Recent


@pytest.fixture
def recent(office, draft):
    """The units of the draft as they are kept, after one look."""
    kept = Recent()
    with office.open() as uow:
        kept.units(uow, draft)
    return kept


def act(name, services, people, draft, work):
    acts = {
        "save": lambda: work.save(draft, 3, "en", "Another text."),
        "approve": lambda: work.approve(draft, 3, "en"),
        "source": lambda: work.save(draft, 3, "zh", "另一句话。"),
        "merge": lambda: services.alignments.merge(people.translator, draft, 1, 4, 5),
        "nothing": lambda: None,
    }
    acts[name]()


@pytest.mark.parametrize("name", ["save", "approve", "source", "merge", "nothing"])
def test_after_every_act_the_kept_units_are_those_that_are_stored(services, people, office, draft, work, recent, name):
    with office.open() as uow:
        before = uow.units.of_release(draft)
    act(name, services, people, draft, work)
    with office.open() as uow:
        stored = uow.units.of_release(draft)
        assert recent.units(uow, draft) == stored
        assert uow.units.of_release(draft, before) == stored
    assert (stored == before) == (name == "nothing")


def test_what_did_not_change_is_not_read_again(office, draft, work, recent):
    with office.open() as uow:
        before = recent.units(uow, draft)
    work.save(draft, 3, "en", "Another text.")
    with office.open() as uow:
        after = recent.units(uow, draft)
    assert [one is other for one, other in zip(before, after, strict=True)] == [n != 2 for n in range(len(before))]


def test_only_the_last_releases_are_kept(office, draft, recent):
    with office.open() as uow:
        first = recent.units(uow, draft)
        for number in range(20):
            assert recent.units(uow, f"R-2026-{number + 100:04d}") == ()
        assert recent.units(uow, draft)[0] is not first[0]


def test_a_save_that_a_change_of_the_glossary_overtakes_knows_it(services, people, draft, work, monkeypatch):
    checked = changes._checked
    acts = [
        lambda: services.glossaries.save(
            people.owner,
            None,
            Kind.TERM,
            "",
            [TermDraft(None, "zh", "合作备忘录"), TermDraft(None, "en", "paper on drones", Status.FORBIDDEN)],
        )
    ]

    def overtaken(*arguments):
        outcome = checked(*arguments)
        if acts:
            acts.pop()()
        return outcome

    monkeypatch.setattr(changes, "_checked", overtaken)
    row = work.save(draft, 6, "en", "The two sides signed a paper on drones.")
    assert [view.issue.check for view in row.issues] == ["term_forbidden"]
    assert work.row(draft, 6).issues == row.issues
