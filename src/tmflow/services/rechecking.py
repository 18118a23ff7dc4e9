"""After a change of the glossary: the units that mention what changed are checked again, and no others.

The database remembers up to which revision of the glossary all issues are true. Whoever changes the glossary catches
up in the same call where few units are touched; a job does it where many are. What a process that died has left undone
is done with the next change, or when the worker starts.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.glossary.recognizer import Recognizer
from tmflow.glossary.traces import sought
from tmflow.i18n import tr
from tmflow.model.concept import Kind, Term
from tmflow.model.errors import NotFound, StorageError, TmflowError
from tmflow.model.language import LANGUAGES
from tmflow.services.accounts import SYSTEM
from tmflow.services.clock import now
from tmflow.services.ports.jobs import JobKind, JobState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from types import TracebackType
    from typing import Self

    from tmflow.services.office import Office
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
    from tmflow.services.ports.units import HeldText

    Step = Callable[[int, int, str], None]

OF_TERMS: Final = frozenset(
    {
        "abbreviation_unexpanded",
        "formulation",
        "missing_in_third",
        "rank_mismatch",
        "term_capitalisation",
        "term_confused",
        "term_deprecated",
        "term_forbidden",
        "term_missing",
    }
)
"""The checks that what the glossary says may change; what the others found stays."""
OF_PEOPLE: Final = frozenset({"name_drift", "name_mismatch", "name_order"})
"""Where a person or a title changed, these too: they read the whole release."""
AT_ONCE: Final = 300
"""So many units are checked while the person waits; more take a job."""
_ATTEMPTS: Final = 5
_log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How many units were checked again at once, and the job that does it where they are many (0: none)."""

    units: int = 0
    job: int = 0


@dataclass(frozen=True, slots=True)
class _Pending:
    """What is to be done: up to which revision, by release the units, and which checks; revision 0: nothing."""

    revision: int
    places: Mapping[str, set[str]]
    running: frozenset[str] = OF_TERMS

    @property
    def units(self) -> int:
        return sum(map(len, self.places.values()))


def catch_up(office: Office) -> CaughtUp:
    """Check again what the latest changes of the glossary touch, or ask for a job that does."""
    with _one_at_a_time:
        with office.open() as uow:
            pending = _pending(uow)
        if pending.units > AT_ONCE:
            return CaughtUp(job=_submit(office))
        if pending.revision:
            _check(office, pending, lambda *_: None)
    return CaughtUp(pending.units)


def catch_up_with_all(office: Office, step: Step) -> int:
    """Check again what changes of the glossary touch until nothing is left; return how many units that were.

    Args:
        office: the doors.
        step: is told how far it is: releases done, releases in all, the number of the present one.
    """
    units = 0
    while True:
        with office.open() as uow:
            pending = _pending(uow)
        if not pending.revision:
            return units
        _check(office, pending, step)
        units += pending.units


def _pending(uow: UnitOfWork) -> _Pending:
    revision, checked = uow.glossary.revision(), uow.quality.checked_glossary()
    if revision == checked:
        return _Pending(0, {})
    changed = uow.glossary.changed_since(checked)
    places: dict[str, set[str]] = {}
    for held in mentioning(uow, changed):
        places.setdefault(held.release_id, set()).add(held.unit_id)
    kinds = {state.entry.kind for state in uow.glossary.concepts(changed).values()} if places else set()
    people = not kinds.isdisjoint({Kind.PERSON, Kind.TITLE})
    return _Pending(revision, places, OF_TERMS | OF_PEOPLE if people else OF_TERMS)


def mentioning(uow: UnitOfWork, concept_ids: Iterable[str]) -> Iterable[HeldText]:
    """Yield the texts that mention a concept by any term that it has or ever had."""
    states = [state.term for each in concept_ids for state in uow.glossary.history(each)]
    written = {(term.lang, term.text, term.inflection, term.gender) for term in states}
    return holding(
        uow,
        [
            Term(f"{number}", "", lang, text, inflection=inflection, gender=gender)
            for number, (lang, text, inflection, gender) in enumerate(sorted(written))
        ],
    )


def holding(uow: UnitOfWork, terms: Collection[Term]) -> Iterable[HeldText]:
    """Yield the texts that mention one of these terms."""
    for lang in LANGUAGES:
        here = [term for term in terms if term.lang == lang]
        wanted = [groups for term in here if (groups := sought(term))]
        if wanted:
            recognizer = Recognizer(here)
            yield from (held for held in uow.units.holding(lang, wanted) if recognizer.find(held.text, lang))


def _submit(office: Office) -> int:
    """Return the job that waits for this work, or a new one."""
    with office.open(write=True) as uow:
        waiting = [job for job in uow.jobs.newest(50) if job.kind is JobKind.RECHECK and job.state is JobState.WAITING]
        number = waiting[0].id if waiting else uow.jobs.add(JobKind.RECHECK, {}, SYSTEM.id, now())
        uow.commit()
    return number


def _check(office: Office, pending: _Pending, step: Step) -> None:
    """Check units of several releases, and note that the glossary's revision is dealt with."""
    order = sorted(pending.places, reverse=True)
    for done, release_id in enumerate(order):
        step(done, len(order), release_id)
        _check_release(office, release_id, pending.places[release_id], pending.running)
    step(len(order), len(order), "")
    with office.open(write=True) as uow:
        uow.quality.set_checked_glossary(pending.revision)
        if order:
            uow.trail.record(SYSTEM, "recheck", "glossary", {"units": pending.units, "releases": len(order)})
        uow.commit()


def _check_release(office: Office, release_id: str, unit_ids: set[str], running: frozenset[str]) -> None:
    for _ in range(_ATTEMPTS):
        with office.open() as uow:
            try:
                record = uow.releases.get(release_id)
            except NotFound:
                return
            units = uow.units.of_release(release_id)
        touched = {unit.id for unit in units} & unit_ids
        found = office.checker.check(
            units, record.languages, source_lang=record.source_lang, date=record.date, only=touched, running=running
        )
        with office.open(write=True) as uow:
            if uow.units.of_release(release_id) != units:
                continue
            others = [issue for issue in uow.quality.of_units(touched) if issue.check not in running]
            uow.quality.replace(release_id, touched, [*others, *found])
            uow.commit()
        return
    raise StorageError(tr("Too many people change this release at the same time: try again."))


class FollowedFactory:
    """Opens units of work; after each that changed something `follow` is called, with nothing open any more.

    What `follow` cannot do for now is logged, not raised: the change itself has happened.
    """

    def __init__(self, inner: UnitOfWorkFactory) -> None:
        self._inner = inner
        self.follow: Callable[[], object] = lambda: None

    def __call__(self, *, write: bool = False) -> UnitOfWork:
        """Return a new unit of work."""
        opened = self._inner(write=write)
        return _Followed(opened, self) if write else opened  # type: ignore[return-value]  # passes everything on


class _Followed:
    """A writing unit of work that tells its factory when it was committed."""

    def __init__(self, inner: UnitOfWork, factory: FollowedFactory) -> None:
        self._inner = inner
        self._factory = factory
        self._committed = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def __enter__(self) -> Self:
        self._inner.__enter__()
        return self

    def commit(self) -> None:
        self._inner.commit()
        self._committed = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inner.__exit__(kind, error, trace)
        if self._committed and error is None:
            try:
                self._factory.follow()
            except TmflowError:
                _log.warning("checking again after a change of the glossary is put off", exc_info=True)
