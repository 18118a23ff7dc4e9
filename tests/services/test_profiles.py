"""Profiles of checks: who makes them, what is in force, and that the releases follow."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.checks.profile import Weight
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.model.errors import Conflict, InputError, NotFound, PermissionDenied, Refused
from tmflow.model.issue import DecisionKind, Scope, Severity
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft
from tmflow.services.ports.jobs import JobKind, JobState
from tmflow.services.views import Upload

ADMIN = Account(1, "admin", "Admin", frozenset({Grant(Role.ADMINISTRATOR)}))
EDITOR = Account(2, "chenhao", "Chen Hao", frozenset({Grant(Role.EDITOR)}))
OWNER = Account(3, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
TEXTS = {
    "zh": "窗口投入运行\n2026年3月12日\n窗口首日办理业务47笔。物流中心同日启用。\n",
    "en": "Window Opens\nMarch 12, 2026\nOn its first day, the window handled 74 cases. The logistics center opened the same day.\n",
    "ru": "Окно начало работу\n12 марта 2026 г.\nВ первый день окно приняло 47 обращений. Логистический центр открылся в тот же день.\n",
}


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def services(workspace):
    return bootstrap.build(workspace)


@pytest.fixture
def profiles(services):
    return services.profiles


@pytest.fixture
def put(services):
    """Imports the release and returns its number."""

    def put(*, published=False):
        plan = services.releases.inspect(
            SYSTEM, [Upload(f"{lang}.txt", each.encode(), "w") for lang, each in TEXTS.items()]
        )
        return services.releases.store(SYSTEM, plan.groups[0], plan.files, published=published).id

    return put


@pytest.fixture
def severities(services):
    """The stored severities of a release by check."""
    return lambda release: {v.issue.check: v.issue.severity for v in services.quality.issues(EDITOR, (release,))}


def test_the_shipped_ones_are_there_and_cannot_be_changed(profiles):
    listed = profiles.list(EDITOR)
    assert [(view.name, view.own, view.in_work, view.published) for view in listed] == [
        ("default", False, True, False),
        ("strict", False, False, False),
        ("quiet", False, False, True),
    ]
    for act in (
        lambda: profiles.save(ADMIN, "quiet", 0, {"empty": None}),
        lambda: profiles.rename(ADMIN, "quiet", 0, "calm"),
        lambda: profiles.reset(ADMIN, "quiet", 0),
        lambda: profiles.remove(ADMIN, "quiet", 0),
    ):
        with pytest.raises(Refused):
            act()


def test_an_own_profile_is_copied_changed_renamed_reset_and_removed(profiles):
    view = profiles.copy(ADMIN, "quiet", " Our profile ")
    assert (view.name, view.own, view.base, view.version) == ("Our profile", True, "quiet", 1)
    choices = {"number_mismatch": Weight.MINOR, "empty": None}
    view = profiles.save(ADMIN, "Our profile", 1, choices, floor=Weight.MINOR)
    rows = {row.id: row for row in profiles.get(EDITOR, "Our profile").checks}
    assert (rows["number_mismatch"].own, rows["number_mismatch"].chosen) == (Weight.MAJOR, Weight.MINOR)
    assert rows["empty"].chosen is None
    assert all(row.what.endswith(".") for row in rows.values())
    profiles.save(ADMIN, "Our profile", 2, {"empty": Weight.MAJOR})
    profile = profiles.named(EDITOR, "Our profile")
    assert profile.runs("empty")
    assert profile.weights["number_mismatch"] is Weight.MINOR
    assert (profile.floor, profile.shown_from) == (Weight.MINOR, Weight.MINOR)
    profiles.rename(ADMIN, "Our profile", 3, "House")
    with pytest.raises(NotFound):
        profiles.named(EDITOR, "Our profile")
    profiles.reset(ADMIN, "House", 4)
    assert profiles.named(EDITOR, "House").weights == profiles.named(EDITOR, "quiet").weights
    profiles.remove(ADMIN, "House", 5)
    assert len(profiles.list(EDITOR)) == 3


def test_what_cannot_be(profiles):
    profiles.copy(ADMIN, "default", "ours")
    for name in ("", "  ", "ours", "quiet", "x" * 61):
        with pytest.raises(InputError):
            profiles.copy(ADMIN, "default", name)
    with pytest.raises(InputError):
        profiles.save(ADMIN, "ours", 1, {"no_such": None})
    with pytest.raises(NotFound):
        profiles.copy(ADMIN, "nobody's", "mine")
    with pytest.raises(NotFound):
        profiles.activate(ADMIN, "nobody's")
    profiles.save(ADMIN, "ours", 1, {"yo": None})
    with pytest.raises(Conflict) as refused:
        profiles.save(ADMIN, "ours", 1, {"yo": Weight.MAJOR})
    assert refused.value.current.version == 2
    profiles.activate(ADMIN, "ours")
    with pytest.raises(Refused):
        profiles.remove(ADMIN, "ours", 2)


@pytest.mark.parametrize("actor", [EDITOR, OWNER])
def test_only_an_administrator_changes_them(profiles, actor):
    profiles.copy(ADMIN, "default", "ours")
    for act in (
        lambda: profiles.copy(actor, "default", "mine"),
        lambda: profiles.save(actor, "ours", 1, {}),
        lambda: profiles.activate(actor, "strict"),
        lambda: profiles.remove(actor, "ours", 1),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_profile_in_force_reaches_the_releases_by_a_job(workspace, services, profiles, put, severities):
    release = put()
    assert severities(release)["number_mismatch"] is Severity.ERROR
    profiles.copy(ADMIN, "default", "ours")
    profiles.save(ADMIN, "ours", 1, {"number_mismatch": Weight.MINOR})
    assert [job.kind for job in services.jobs.list(EDITOR)] == []
    job = profiles.activate(ADMIN, "ours")
    assert profiles.activate(ADMIN, "ours") == 0
    assert bootstrap.worker(workspace).run_one()
    assert services.jobs.get(EDITOR, job).state is JobState.DONE
    assert severities(release)["number_mismatch"] is Severity.WARNING
    profiles.save(ADMIN, "ours", 2, {"number_mismatch": None})
    profiles.save(ADMIN, "ours", 3, {"yo": None})
    assert [job.kind for job in services.jobs.list(EDITOR) if job.state is JobState.WAITING] == [JobKind.CHECK_ALL]
    assert bootstrap.worker(workspace).run_one()
    assert "number_mismatch" not in severities(release)
    events = {event.action for event in _events(services, "profile:ours")}
    assert events == {"profile.copied", "profile.saved", "profile.activated"}


def _events(services, subject):
    with services.quality._office.open() as uow:
        return uow.trail.events(subject)


def test_published_releases_have_a_profile_of_their_own(services, profiles, put, severities):
    profiles.copy(ADMIN, "quiet", "archive")
    profiles.save(ADMIN, "archive", 1, {"number_mismatch": Weight.MINOR})
    profiles.activate(ADMIN, "default", "archive")
    assert severities(put(published=True))["number_mismatch"] is Severity.WARNING
    assert services.profiles.in_force().name == "default"


def test_a_critical_rendering_is_closed_by_editors_alone(services, profiles, put):
    terms = [
        TermDraft(None, "zh", "物流中心"),
        TermDraft(None, "en", "logistics hub"),
        TermDraft(None, "en", "logistics center", Status.FORBIDDEN),
    ]
    services.glossaries.save(OWNER, None, Kind.TERM, "", terms)
    release = put()
    profiles.copy(ADMIN, "default", "ours")
    profiles.save(ADMIN, "ours", 1, {"term_forbidden": Weight.CRITICAL})
    profiles.activate(ADMIN, "ours")
    services.quality.check(EDITOR, release)
    issue = next(v.issue for v in services.quality.issues(EDITOR, (release,)) if v.issue.check == "term_forbidden")
    assert issue.severity is Severity.ERROR
    with pytest.raises(PermissionDenied):
        services.quality.decide(OWNER, issue.unit_id, issue.key, DecisionKind.ACCEPT, Scope.HERE)
    services.quality.decide(EDITOR, issue.unit_id, issue.key, DecisionKind.ACCEPT, Scope.HERE)
