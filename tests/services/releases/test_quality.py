"""Issues, fixes and decisions."""

from __future__ import annotations

import pytest

from tmflow.model.errors import Conflict, InputError, NotFound, Refused
from tmflow.model.issue import DecisionKind, Scope

WRONG = "The center handles 1.3 million tons of cargo every year."


def open_issues(services, people, release_id):
    return [view for view in services.quality.issues(people.reader, [release_id]) if view.open]


def test_an_issue_says_where_and_what(services, people, draft, work):
    work.save(draft, 5, "en", WRONG)
    view = services.quality.issues(people.reader)[0]
    assert (view.release_id, view.position, view.segment_text, view.decision) == (draft, 5, WRONG, None)
    issue = view.issue
    assert WRONG[issue.start : issue.end] == issue.text


def test_a_fix_is_a_revision_that_names_its_check(services, people, draft, work, operation):
    row = work.save(draft, 5, "en", WRONG)
    issue = row.issues[0].issue
    fixed = services.quality.fix(people.translator, row.unit.id, issue.key, 2, "fix-once")
    variant = fixed.unit.variants["en"]
    assert variant.text.text == WRONG.replace(issue.text, issue.suggestion)
    assert variant.origin == f"fixed:{issue.check}"
    assert fixed.issues == ()
    again = services.quality.fix(people.translator, row.unit.id, issue.key, 2, "fix-once")
    assert again.unit == fixed.unit
    with pytest.raises(NotFound):
        services.quality.fix(people.translator, row.unit.id, issue.key, 3, operation())


def test_a_fix_of_what_changed_is_a_conflict(services, people, draft, work, operation):
    row = work.save(draft, 5, "en", WRONG)
    with pytest.raises(Conflict):
        services.quality.fix(people.translator, row.unit.id, row.issues[0].issue.key, 1, operation())


def test_a_missing_term_without_a_place_is_for_a_person(services, people, draft, work, operation):
    row = work.save(draft, 2, "en", "A delegation visited Tashkent on March 12.")
    issue = row.issues[0].issue
    assert issue.start == issue.end
    with pytest.raises(Refused):
        services.quality.fix(people.translator, row.unit.id, issue.key, 2, operation())


DECISIONS = [
    # kind, scope, open after it in this release
    (DecisionKind.SUPPRESS, Scope.HERE, 0),
    (DecisionKind.ACCEPT, Scope.RELEASE, 0),
    (DecisionKind.DIFFERENT, Scope.EVERYWHERE, 0),
    (DecisionKind.FIXED, Scope.HERE, 1),
]


@pytest.mark.parametrize(("kind", "scope", "left"), DECISIONS)
def test_a_decision_survives_a_new_run_and_can_be_revoked(services, people, draft, work, kind, scope, left):
    row = work.save(draft, 5, "en", WRONG)
    made = services.quality.decide(
        people.editor, row.unit.id, row.issues[0].issue.key, kind, scope, reason="As the partner counts."
    )
    services.quality.check(people.editor, draft)
    assert len(open_issues(services, people, draft)) == left
    assert sum(services.releases.list(people.reader).items[0].issues.values()) == left
    services.quality.revoke(people.editor, made.id)
    assert len(open_issues(services, people, draft)) == 1
    with pytest.raises(NotFound):
        services.quality.revoke(people.editor, made.id)


def test_a_decision_about_a_value_reopens_when_the_text_changes(services, people, draft, work):
    row = work.save(draft, 5, "en", WRONG)
    services.quality.decide(
        people.editor, row.unit.id, row.issues[0].issue.key, DecisionKind.SUPPRESS, Scope.HERE, reason="So be it."
    )
    work.save(draft, 5, "en", WRONG.replace("1.3", "1.4"))
    assert len(open_issues(services, people, draft)) == 1


def test_suppressing_takes_a_reason(services, people, draft, work):
    row = work.save(draft, 5, "en", WRONG)
    with pytest.raises(InputError):
        services.quality.decide(people.editor, row.unit.id, row.issues[0].issue.key, DecisionKind.SUPPRESS, Scope.HERE)


def test_deciding_about_nothing(services, people, draft, work):
    with pytest.raises(NotFound):
        services.quality.decide(
            people.editor, work.row(draft, 1).unit.id, "no:such:key", DecisionKind.ACCEPT, Scope.HERE
        )


def test_unknown_releases_have_no_issues(services, people):
    with pytest.raises(NotFound):
        services.quality.issues(people.reader, ["R-1999-0001"])
