"""Along one concept through all releases."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.consistency.register import Register
from tmflow.model.concept import Kind, Status
from tmflow.model.errors import NotFound, PermissionDenied, StorageError
from tmflow.model.issue import DecisionKind
from tmflow.model.unit import State
from tmflow.services import looks
from tmflow.services.glossaries import TermDraft


@pytest.fixture
def drifting(draft, work, put, texts):
    """The house's own name is given up in one published and in one drafted release."""
    work.save(draft, 2, "en", "A delegation of the SCO Demo Area visited Tashkent on March 12.")
    work.approve(draft, 2, "en")
    old = {lang: text.replace("2026", "2024").replace("Tashkent", "Astana") for lang, text in texts.items()}
    old["zh"] = old["zh"].replace("塔什干", "阿斯塔纳")
    old["ru"] = old["ru"].replace("Ташкент", "Астан")
    old["en"] = old["en"].replace("the SCODA", "the SCO Demo Area")
    return put(old, published=True)


def finding(services, people):
    return services.consistency.findings(people.reader, drift_only=True)[0]


def test_renderings_with_counts_releases_and_dates(services, people, draft, drifting):
    found = finding(services, people)
    assert (found.lang, found.preferred) == ("en", "SCODA")
    assert [(each.text, each.count, each.releases, each.first, each.last) for each in found.renderings] == [
        ("SCO Demo Area", 2, (drifting, draft), "2024-03-12", "2026-03-12"),
        ("SCODA", 2, (drifting, draft), "2024-03-12", "2026-03-12"),
    ]


def test_places_newest_first(services, people, draft, drifting):
    concept = finding(services, people).concept_id
    places = services.consistency.places(people.reader, concept, "en", "SCO Demo Area")
    assert [(place.release_id, place.position, place.text, place.state) for place in places] == [
        (draft, 2, "SCO Demo Area", State.REVIEWED),
        (drifting, 2, "SCO Demo Area", State.FINAL),
    ]
    with pytest.raises(NotFound):
        services.consistency.places(people.reader, "no such concept", "en")


def test_mending_changes_drafts_only_and_takes_their_approval(services, people, draft, drifting, work):
    concept = finding(services, people).concept_id
    fixed = services.consistency.fix_in_drafts(people.translator, concept, "en", "SCO Demo Area", "SCODA")
    assert (fixed.changed, fixed.releases, fixed.published) == (1, (draft,), 1)
    variant = work.variant(draft, 2, "en")
    assert variant.text.text == "A delegation of the SCODA visited Tashkent on March 12."
    assert (variant.state, variant.origin) == (State.TRANSLATED, "fixed:consistency")
    assert "SCO Demo Area" in work.variant(drifting, 2, "en").text.text
    assert services.quality.issues(people.reader, [draft]) == ()
    assert finding(services, people).renderings[-1].count == 1


def test_a_decision_holds_for_the_checks_too(services, people, draft, drifting):
    assert [view.open for view in services.quality.issues(people.reader)] == [True, True]
    concept = finding(services, people).concept_id
    with pytest.raises(PermissionDenied):
        services.consistency.decide(people.reader, concept, "en", "SCO Demo Area", DecisionKind.ACCEPT)
    services.consistency.decide(people.owner, concept, "en", "SCO Demo Area", DecisionKind.ACCEPT)
    for release_id in (draft, drifting):
        services.quality.check(people.owner, release_id)
    assert [view.open for view in services.quality.issues(people.reader)] == [False, False]
    decided = services.consistency.decisions(people.reader, concept, "en")
    assert [(key, view.kind, view.author) for key, view in decided.items()] == [("SCO Demo Area", "accept", "sunhui")]
    with pytest.raises(PermissionDenied):
        services.consistency.revoke(people.translator, concept, "en", "SCO Demo Area")
    services.consistency.revoke(people.owner, concept, "en", "SCO Demo Area")
    assert services.consistency.decisions(people.reader, concept, "en") == {}
    assert [view.open for view in services.quality.issues(people.reader)] == [True, True]
    with pytest.raises(NotFound):
        services.consistency.revoke(people.owner, concept, "en", "SCO Demo Area")


CHANGES = [
    [TermDraft("C-0001.en.2", "en", "SCO Demo Area", Status.ADMITTED, base_revision=1)],
    [TermDraft("C-0001.en.1", "en", "the SCODA", base_revision=1), TermDraft(None, "en", "SCO Demonstration Area")],
    [TermDraft(None, "en", "SCODA Delegation"), TermDraft(None, "ru", "делегация Демонстрационной зоны ШОС")],
    [TermDraft("C-0001.en.2", "en", "SCODA", Status.FORBIDDEN, base_revision=1, case=True),
     TermDraft("C-0001.en.1", "en", "Scoda", base_revision=1)],
]  # fmt: skip


@pytest.mark.usefixtures("drifting")
@pytest.mark.parametrize("drafts", CHANGES)
def test_after_a_change_of_the_glossary_the_result_is_that_of_a_fresh_look(services, people, workspace, drafts):
    services.consistency.findings(people.reader)
    services.glossaries.save(people.owner, "C-0001", Kind.ORGANISATION, "", drafts)
    services.glossaries.save(people.owner, None, Kind.PLACE, "", [TermDraft(None, "en", "Tashkent")])
    after = services.consistency.findings(people.reader)
    assert after == bootstrap.build(workspace).consistency.findings(people.reader)
    assert {"C-0001", "C-0002"} <= {finding.concept_id for finding in after}
    services.glossaries.delete_term(people.owner, "C-0002.en.1", 1)
    assert "C-0002" not in {finding.concept_id for finding in services.consistency.findings(people.reader)}


@pytest.mark.usefixtures("drifting")
def test_what_takes_long_is_looked_at_aside_and_the_last_look_is_shown(services, people, monkeypatch):
    monkeypatch.setattr(looks, "_FEW_RELEASES", -1)
    assert services.consistency.findings(people.reader, at_hand=True) == ()
    first = services.consistency.findings(people.reader)
    services.consistency._looks._thread.join()
    assert services.consistency.under_way(people.reader) is None
    assert first
    assert services.consistency.findings(people.reader, at_hand=True) is first
    services.glossaries.save(people.owner, None, Kind.PLACE, "", [TermDraft(None, "en", "Tashkent")])
    assert services.consistency.findings(people.reader, at_hand=True) is first
    services.consistency._looks._thread.join()
    after = services.consistency.findings(people.reader, at_hand=True)
    assert {finding.concept_id for finding in after} - {finding.concept_id for finding in first} == {"C-0002"}
    assert after == services.consistency.findings(people.reader)


@pytest.mark.usefixtures("drifting")
def test_a_look_that_fails_aside_is_taken_again(services, people, monkeypatch):
    monkeypatch.setattr(looks, "_FEW_RELEASES", -1)
    with monkeypatch.context() as broken:
        broken.setattr(Register, "findings", lambda *_: (_ for _ in ()).throw(StorageError("busy")))
        assert services.consistency.findings(people.reader, at_hand=True) == ()
        services.consistency._looks._thread.join()
    assert services.consistency.under_way(people.reader) is None
    assert services.consistency.findings(people.reader)
