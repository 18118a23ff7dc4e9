"""Who may do what: every use case asks, and a refusal changes nothing."""

from __future__ import annotations

import pytest

from tmflow.model.errors import NotSignedIn, PermissionDenied
from tmflow.model.issue import DecisionKind, Scope

CASES = [
    # use case, accounts that are refused
    ("inspect", ["reader", "owner"]),
    ("store", ["reader", "owner"]),
    ("revise", ["reader", "owner"]),
    ("save english", ["reader", "owner", "russian_only"]),
    ("restore english", ["reader", "owner", "russian_only"]),
    ("comment", ["reader", "owner"]),
    ("approve", ["reader", "owner", "translator", "russian_only"]),
    ("approve clean", ["reader", "owner", "translator", "russian_only"]),
    ("return", ["reader", "owner", "translator"]),
    ("reopen", ["reader", "owner", "translator"]),
    ("publish", ["reader", "owner", "translator"]),
    ("fix", ["reader", "owner"]),
    ("check", ["reader"]),
    ("decide", ["reader"]),
    ("suppress error", ["reader", "translator", "owner"]),
    ("export unapproved", ["reader", "owner"]),
]


@pytest.fixture
def acts(services, draft, work, operation):
    """Every use case as a function of the actor; sentence 5 has an error."""
    row = work.save(draft, 5, "en", "The center handles 1.3 million tons of cargo every year.")
    unit, key = row.unit, row.issues[0].issue.key
    plan = services.releases.inspect(work.actor, [], texts=["上合示范区举办展览\n展览于3月开幕。"])
    version = plan.groups[0].versions[0].version
    return {
        "inspect": lambda who: services.releases.inspect(who, []),
        "store": lambda who: services.releases.store(who, plan.groups[0], plan.files, published=False),
        "start": lambda who: services.releases.start(who, version),
        "revise": lambda who: services.releases.revise(who, draft, version),
        "publish": lambda who: services.releases.publish(who, draft),
        "list": services.releases.list,
        "get": lambda who: services.releases.get(who, draft),
        "rows": lambda who: services.units.rows(who, draft),
        "help": lambda who: services.units.help(who, unit.id, "en"),
        "history": lambda who: services.units.history(who, unit.id, "en"),
        "save english": lambda who: services.units.save(
            who, unit.id, "en", "Text.", version=2, operation_id=operation()
        ),
        "restore english": lambda who: services.units.restore(who, unit.id, "en", 1, 2, operation()),
        "comment": lambda who: services.units.comment(who, unit.id, "en", "Note."),
        "approve": lambda who: services.review.approve(who, unit.id, "en", version=2, operation_id=operation()),
        "approve clean": lambda who: services.review.approve_clean(who, draft, "en"),
        "return": lambda who: services.review.return_(
            who, unit.id, "en", version=2, comment="No.", operation_id=operation()
        ),
        "reopen": lambda who: services.review.reopen(who, unit.id, "en", version=2, operation_id=operation()),
        "waiting": services.review.waiting,
        "issues": services.quality.issues,
        "check": lambda who: services.quality.check(who, draft),
        "fix": lambda who: services.quality.fix(who, unit.id, key, 2, operation()),
        "decide": lambda who: services.quality.decide(who, unit.id, key, DecisionKind.FIXED, Scope.HERE),
        "suppress error": lambda who: services.quality.decide(
            who, unit.id, key, DecisionKind.SUPPRESS, Scope.HERE, reason="Because."
        ),
        "export": lambda who: services.exports.export(who, draft, "xlsx"),
        "export unapproved": lambda who: services.exports.export(who, draft, "xlsx", include_unapproved=True),
        "progress": services.reports.progress,
        "effort": services.reports.effort,
    }


def test_who_is_refused_and_nothing_changes(services, people, draft, acts, trail):
    before = (services.units.rows(people.reader, draft), trail(draft))
    for case, refused in CASES:
        for who in refused:
            with pytest.raises(PermissionDenied):
                acts[case](getattr(people, who))
    assert (services.units.rows(people.reader, draft), trail(draft)) == before


def test_nobody_does_anything_without_signing_in(people, acts):
    for act in acts.values():
        with pytest.raises(NotSignedIn):
            act(None)
        with pytest.raises(NotSignedIn):
            act(people.gone)
