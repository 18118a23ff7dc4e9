"""Which checks run and how severe each is: the shipped profiles, the office's own, and the two that are in force."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import described
from tmflow.checks.profile import (
    DEFAULT,
    LONGEST_NAME,
    PUBLISHED,
    SHIPPED,
    Profile,
    Weight,
    own_weight,
    parse,
    shipped,
    written,
)
from tmflow.checks.registry import ALL, BY_ID
from tmflow.i18n import tr
from tmflow.model.errors import Conflict, InputError, NotFound, Refused
from tmflow.services import clock
from tmflow.services.accounts import SYSTEM
from tmflow.services.ports.jobs import JobKind, JobState
from tmflow.services.ports.profiles import ProfileRecord
from tmflow.services.texts import cleaned
from tmflow.workflow.roles import Action, require

__all__ = ["CheckChoice", "ProfileDetail", "ProfileService", "ProfileView", "Weight", "seen_with"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tmflow.model.account import Account
    from tmflow.model.issue import IssueType
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
    from tmflow.services.views import IssueView

_NEWEST_JOBS: Final = 50


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A profile in the list: `own` is made by the office, `version` what a change of it names."""

    name: str
    own: bool
    base: str
    version: int
    in_work: bool
    published: bool


@dataclass(frozen=True, slots=True)
class CheckChoice:
    """A check in a profile: what it does, its own weight, and what the profile says; nothing: it is off."""

    id: str
    what: str
    type: IssueType
    own: Weight
    chosen: Weight | None


@dataclass(frozen=True, slots=True)
class ProfileDetail:
    """A profile with all checks, in the order of the house."""

    view: ProfileView
    profile: Profile
    checks: tuple[CheckChoice, ...]


class ProfileService:
    """Profiles of one workspace.

    Args:
        open_unit_of_work: opens transactions.
        now: the present moment, as `clock.now` writes it.
        style_fault: tells why the office's file of style rules cannot be used, nothing where it can.
    """

    def __init__(
        self,
        open_unit_of_work: UnitOfWorkFactory,
        now: Callable[[], str] = clock.now,
        style_fault: Callable[[], str] = str,
    ) -> None:
        self._open = open_unit_of_work
        self._now = now
        self._style_fault = style_fault
        self._lock = threading.Lock()
        self._parsed: dict[tuple[str, int], Profile] = {}

    # ------------------------------------------------------------ reading

    def style_fault(self, actor: Account | None) -> str:
        """Return why the office's rules of style cannot be used as they are written; those before hold meanwhile."""
        require(actor, Action.MANAGE_PROFILES)
        return self._style_fault()

    def in_force(self, *, published: bool = False) -> Profile:
        """Return the profile for texts in work, or for published ones; the caller has asked for the right to read."""
        with self._open() as uow:
            name = _chosen(uow)[int(published)]
            return self._profile(uow, name)

    def named(self, actor: Account | None, name: str) -> Profile:
        """Return a profile.

        Raises:
            NotFound: there is none of this name.
        """
        require(actor, Action.READ)
        with self._open() as uow:
            return self._profile(uow, name)

    def list(self, actor: Account | None) -> tuple[ProfileView, ...]:
        """Return the shipped profiles, then the office's own by name."""
        require(actor, Action.READ)
        with self._open() as uow:
            own = uow.profiles.own()
            chosen = _chosen(uow)
        found = [_view(name, chosen) for name in SHIPPED]
        return (*found, *(_view(each.name, chosen, each) for each in own))

    def get(self, actor: Account | None, name: str) -> ProfileDetail:
        """Return a profile with every check, also those that are off.

        Raises:
            NotFound: there is none of this name.
        """
        require(actor, Action.READ)
        with self._open() as uow:
            profile = self._profile(uow, name)
            view = _view(name, _chosen(uow), uow.profiles.get(name))
        rows = tuple(
            CheckChoice(
                check.id,
                described(check),
                check.type,
                own_weight(check),
                profile.weights.get(check.id, own_weight(check)) if profile.runs(check.id) else None,
            )
            for check in ALL
        )
        return ProfileDetail(view, profile, rows)

    def _profile(self, uow: UnitOfWork, name: str) -> Profile:
        if name in SHIPPED:
            return shipped(name)
        record = uow.profiles.get(name)
        if record is None:
            raise NotFound(tr("There is no profile “{name}”.", name=name))
        key = (record.content, record.version)
        with self._lock:
            if key not in self._parsed:
                self._parsed = {key: _readable(record)}
            return replace(self._parsed[key], name=name)

    # ------------------------------------------------------------ changing

    def copy(self, actor: Account | None, name: str, new: str) -> ProfileView:
        """Make a profile of the office's own from another one.

        Raises:
            InputError: the new name is empty, too long or taken.
            NotFound: there is no such profile.
            PermissionDenied: the actor does not manage profiles.
        """
        who = require(actor, Action.MANAGE_PROFILES)
        with self._open(write=True) as uow:
            profile = self._profile(uow, name)
            wanted = _free(uow, new)
            stored = uow.profiles.get(name)
            record = ProfileRecord(wanted, stored.base if stored else name, written(profile), 1, who.name, self._now())
            uow.profiles.put(record)
            uow.trail.record(who, "profile.copied", f"profile:{wanted}", {"from": name})
            view = _view(wanted, _chosen(uow), record)
            uow.commit()
        return view

    def save(
        self,
        actor: Account | None,
        name: str,
        version: int,
        choices: Mapping[str, Weight | None],
        *,
        floor: Weight | None = None,
        shown_from: Weight | None = None,
    ) -> ProfileView:
        """Store the choices of a profile of the office's own; if it is in force, all releases are checked again.

        Args:
            actor: who changes it.
            name: the profile.
            version: the version that the actor has read.
            choices: by check its weight, or nothing to switch it off; a check that is not named stays as it is.
            floor: what weighs less is raised to this; unchanged when left out.
            shown_from: what weighs less is left out; unchanged when left out.

        Raises:
            Conflict: it was changed meanwhile; `current` is its view.
            InputError: there is no such check.
            NotFound: there is no such profile.
            PermissionDenied: the actor does not manage profiles.
            Refused: it came with the house.
        """
        who = require(actor, Action.MANAGE_PROFILES)
        unknown = sorted(choices.keys() - BY_ID.keys())
        if unknown:
            raise InputError(tr("There is no check “{check}”.", check=unknown[0]))
        with self._open(write=True) as uow:
            record = _own(uow, name, version)
            old = _readable(record)
            changed = Profile(
                name,
                frozenset(check for check in BY_ID if check in old.off and check not in choices)
                | frozenset(check for check, weight in choices.items() if weight is None),
                _weights(old, choices),
                floor or old.floor,
                shown_from or old.shown_from,
            )
            if changed != replace(old, name=name):
                record = self._store(uow, who, record, written(changed))
            view = _view(name, _chosen(uow), record)
            uow.commit()
        return view

    def reset(self, actor: Account | None, name: str, version: int) -> ProfileView:
        """Bring a profile of the office's own back to the shipped one that it was made from; errors as `save`."""
        who = require(actor, Action.MANAGE_PROFILES)
        with self._open(write=True) as uow:
            record = _own(uow, name, version)
            record = self._store(uow, who, record, written(shipped(record.base)))
            view = _view(name, _chosen(uow), record)
            uow.commit()
        return view

    def rename(self, actor: Account | None, name: str, version: int, new: str) -> ProfileView:
        """Give a profile of the office's own another name; errors as `save` and `copy`."""
        who = require(actor, Action.MANAGE_PROFILES)
        with self._open(write=True) as uow:
            record = _own(uow, name, version)
            wanted = _free(uow, new)
            moved = replace(record, name=wanted, version=version + 1, author=who.name, at=self._now())
            uow.profiles.put(moved, instead_of=name)
            chosen = _chosen(uow)
            if name in chosen:
                in_work, published = (wanted if each == name else each for each in chosen)
                uow.profiles.choose(in_work, published)
            uow.trail.record(who, "profile.renamed", f"profile:{wanted}", {"from": name})
            view = _view(wanted, _chosen(uow), moved)
            uow.commit()
        return view

    def remove(self, actor: Account | None, name: str, version: int) -> None:
        """Remove a profile of the office's own that is not in force; errors as `save`."""
        who = require(actor, Action.MANAGE_PROFILES)
        with self._open(write=True) as uow:
            _own(uow, name, version)
            if name in _chosen(uow):
                raise Refused(tr("“{name}” is in force: put another profile into force first.", name=name))
            uow.profiles.remove(name)
            uow.trail.record(who, "profile.removed", f"profile:{name}")
            uow.commit()

    def activate(self, actor: Account | None, in_work: str, published: str | None = None) -> int:
        """Put profiles into force, and return the job that checks all releases again (0 where nothing changes).

        Args:
            actor: who does it.
            in_work: the profile for texts that are not published.
            published: the profile for releases that are published in every language; unchanged when left out.

        Raises:
            NotFound: there is no such profile.
            PermissionDenied: the actor does not manage profiles.
        """
        who = require(actor, Action.MANAGE_PROFILES)
        with self._open(write=True) as uow:
            before = _chosen(uow)
            after = (in_work, before[1] if published is None else published)
            for name in after:
                self._profile(uow, name)
            if after == before:
                return 0
            uow.profiles.choose(*after)
            detail = {"in_work": after[0], "published": after[1]}
            uow.trail.record(who, "profile.activated", f"profile:{in_work}", detail)
            job = self._check_all(uow)
            uow.commit()
        return job

    def _store(self, uow: UnitOfWork, who: Account, record: ProfileRecord, content: str) -> ProfileRecord:
        changed = replace(record, content=content, version=record.version + 1, author=who.name, at=self._now())
        uow.profiles.put(changed)
        uow.trail.record(who, "profile.saved", f"profile:{record.name}", {"version": changed.version})
        if record.name in _chosen(uow):
            self._check_all(uow)
        return changed

    def _check_all(self, uow: UnitOfWork) -> int:
        """Ask for all checks again, unless that waits already."""
        waiting = (job for job in uow.jobs.newest(_NEWEST_JOBS) if job.kind is JobKind.CHECK_ALL)
        known = next((job.id for job in waiting if job.state is JobState.WAITING), 0)
        return known or uow.jobs.add(JobKind.CHECK_ALL, {}, SYSTEM.id, self._now())


def seen_with(views: Iterable[IssueView], profile: Profile) -> tuple[IssueView, ...]:
    """Return issues that have their own severities as a profile weighs them; those that it does not show are left."""
    weighed = (
        (view, profile.weigh(view.issue, BY_ID[view.issue.check].severity))
        for view in views
        if profile.runs(view.issue.check)
    )
    return tuple(replace(view, issue=issue) for view, issue in weighed if issue is not None)


def _chosen(uow: UnitOfWork) -> tuple[str, str]:
    in_work, published = uow.profiles.chosen()
    return in_work or DEFAULT.name, published or PUBLISHED


def _view(name: str, chosen: tuple[str, str], record: ProfileRecord | None = None) -> ProfileView:
    return ProfileView(
        name,
        own=record is not None,
        base=record.base if record else name,
        version=record.version if record else 0,
        in_work=name == chosen[0],
        published=name == chosen[1],
    )


def _own(uow: UnitOfWork, name: str, version: int) -> ProfileRecord:
    """Return a profile that the office may change, if it is as it was read."""
    if name in SHIPPED:
        raise Refused(tr("“{name}” came with the house: make a copy and change that.", name=name))
    record = uow.profiles.get(name)
    if record is None:
        raise NotFound(tr("There is no profile “{name}”.", name=name))
    if record.version != version:
        current = _view(name, _chosen(uow), record)
        raise Conflict(tr("“{name}” was changed by somebody else meanwhile.", name=name), current=current)
    return record


def _free(uow: UnitOfWork, name: str) -> str:
    wanted = cleaned(name).strip()
    if not wanted or len(wanted) > LONGEST_NAME:
        raise InputError(tr("A profile needs a name of 1 to {limit} characters.", limit=LONGEST_NAME))
    if wanted in SHIPPED or uow.profiles.get(wanted) is not None:
        raise InputError(tr("There is a profile “{name}” already.", name=wanted))
    return wanted


def _readable(record: ProfileRecord) -> Profile:
    """Return what was stored; of a check that is gone since, nothing is left."""
    kept = [line for line in record.content.splitlines() if not _gone(line)]
    return parse("\n".join(kept), record.name)


def _gone(line: str) -> bool:
    key, equals, _ = line.partition(" = ")
    return bool(equals) and key not in {"floor", "shown_from"} and key not in BY_ID


def _weights(old: Profile, choices: Mapping[str, Weight | None]) -> dict[str, Weight]:
    """The weights that differ from the checks' own."""
    wanted = {**old.weights, **choices}
    return {
        check: weight
        for check, weight in wanted.items()
        if weight is not None and weight is not own_weight(BY_ID[check])
    }
