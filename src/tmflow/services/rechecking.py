"""After a change of the glossary: the units that mention what changed are checked again, and no others.

The database remembers up to which revision of the glossary the units that it touches are noted, and these units until
they are checked. Whoever changes the glossary notes them in the same call, and checks them where they are few; a job
does it where they are many, the newest release first. Who opens a release before the job has come to it has it checked
then: what people look at is always true, and lists say how much is still to be done. What a process that died has left
undone is done with the next look, the next change, or when the worker starts.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.glossary.recognizer import Recognizer
from tmflow.glossary.traces import sought
from tmflow.model.concept import Kind, Term
from tmflow.model.errors import TmflowError
from tmflow.model.language import LANGUAGES
from tmflow.services.accounts import SYSTEM
from tmflow.services.clock import now
from tmflow.services.ports.jobs import JobKind, JobState
from tmflow.services.ports.rechecks import Asked
from tmflow.services.ports.units import MOST_TERMS, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from tmflow.model.concept import Mention
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office
    from tmflow.services.ports.releases import ReleaseRecord
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
    from tmflow.services.ports.units import HeldText

    Step = Callable[[int, int, str], None]

OF_TERMS: Final = frozenset(
    {
        "abbreviation_unexpanded",
        "enumeration",
        "formulation",
        "homoglyph",
        "missing_in_third",
        "rank_mismatch",
        "term_capitalisation",
        "term_confused",
        "term_deprecated",
        "term_forbidden",
        "term_missing",
    }
)
"""The checks that what the glossary says may change, and the one that silences some of them; what others found stays.

What lexicon and encoder judge stays, too, until the sentence changes: a term is one of many anchors there.
"""
OF_PEOPLE: Final = frozenset({"name_drift", "name_mismatch", "name_order"})
"""Where a person or a title changed, these too: they read the whole release."""
AT_ONCE: Final = 100
"""So many units are checked while the person waits; more take a job."""
FEW: Final = 5
"""What so many changed entries touch is looked for while the person waits; for more (an import) the job looks."""
_RELEASES: Final = 20
"""Releases that are read, checked and written together."""
_RELEASES_OF_A_LIST: Final = 5
"""And where somebody waits for a list, so that it is not long behind its time."""
_ATTEMPTS: Final = 5
_log = logging.getLogger(__name__)
_one_at_a_time = threading.RLock()


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How many units were checked again at once, and the job that does it where they are many (0: none)."""

    units: int = 0
    job: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is still to be checked again after a change of the glossary; `found`: all of what it touches is known."""

    units: int = 0
    releases: int = 0
    found: bool = True

    def __bool__(self) -> bool:
        """Whether anything is to be done."""
        return self.units > 0 or not self.found


def waiting(office: Office) -> Waiting:
    """Return how much is still to be checked again."""
    with office.open() as uow:
        counts = uow.rechecks.counts()
        return Waiting(sum(counts.values()), len(counts), _is_noted(uow))


def catch_up(office: Office) -> CaughtUp:
    """Check again what the latest changes of the glossary touch, or ask for a job that does."""
    with _one_at_a_time:
        if not _note(office, most=FEW):
            return CaughtUp(job=_submit(office))
        left = waiting(office)
        if left.units > AT_ONCE:
            return CaughtUp(job=_submit(office))
        return CaughtUp(_work_off(office) if left else 0)


def catch_up_with_all(office: Office, step: Step) -> int:
    """Check again what changes of the glossary touch until nothing is left; return how many units that were.

    Args:
        office: the doors.
        step: is told how far it is: units done, units in all, the number of the release that is next.
    """
    step(0, 0, "")
    _note(office)
    return _work_off(office, step)


def settle(office: Office, release_ids: Collection[str], *, seconds: float | None = None) -> None:
    """Check first what is about to be looked at, before the job comes to it.

    What cannot be done for now (a database that is busy) is left to the job.

    Args:
        office: the doors.
        release_ids: the releases, in the order in which they are shown.
        seconds: no more is begun after so many; what is left shows in `waiting`. By default all of it is done.
    """
    end = None if seconds is None else time.monotonic() + seconds
    try:
        with office.open() as uow:
            left, found = uow.rechecks.counts(release_ids), _is_noted(uow)
        if found and not left:
            return
        with _one_at_a_time:
            if not _note(office, most=FEW):
                if end is not None:
                    return
                _ask_all(office, release_ids)
            with office.open() as uow:
                left = uow.rechecks.counts(release_ids)
            order = [each for each in release_ids if each in left]
            for first in range(0, len(order), _RELEASES_OF_A_LIST):
                if end is not None and time.monotonic() > end:
                    return
                _work(office, order[first : first + _RELEASES_OF_A_LIST])
    except TmflowError:
        _log.warning("checking again before a look is put off", exc_info=True)


def _is_noted(uow: UnitOfWork) -> bool:
    return uow.glossary.revision() == uow.quality.checked_glossary()


def _note(office: Office, *, most: int | None = None) -> bool:
    """Note the units that changes of the glossary touch, to be checked again.

    Returns:
        Whether all are noted; false where more than `most` entries changed, which takes long.
    """
    while True:
        with office.open() as uow:
            revision, checked = uow.glossary.revision(), uow.quality.checked_glossary()
            if revision == checked:
                return True
            changed = uow.glossary.changed_since(checked)
            if most is not None and len(changed) > most:
                return False
            ever = [state.term for each in changed for state in uow.glossary.history(each)]
            units = touched(uow, ever)
            kinds = {state.entry.kind for state in uow.glossary.concepts(changed).values()} if units else set()
        people = not kinds.isdisjoint({Kind.PERSON, Kind.TITLE})
        with office.open(write=True) as uow:
            if uow.quality.checked_glossary() != checked:
                continue  # Another process was faster; there may be more to note now.
            uow.rechecks.ask([Asked(unit, release, revision, people) for unit, release in units.items()])
            uow.quality.set_checked_glossary(revision)
            if units:
                detail = {"units": len(units), "releases": len(set(units.values()))}
                uow.trail.record(SYSTEM, "recheck", "glossary", detail)
            uow.commit()


def _ask_all(office: Office, release_ids: Collection[str]) -> None:
    """Note every unit of some releases: what an import touches is not known yet, and they are to be looked at now."""
    with office.open(write=True) as uow:
        revision = uow.glossary.revision()
        units = (unit for found in uow.units.of_releases(release_ids).values() for unit in found)
        uow.rechecks.ask([Asked(unit.id, unit.release_id, revision, people=True) for unit in units])
        uow.commit()


def _submit(office: Office) -> int:
    """Return the job that waits for this work, or a new one."""
    with office.open(write=True) as uow:
        waits = [job for job in uow.jobs.newest(50) if job.kind is JobKind.RECHECK and job.state is JobState.WAITING]
        number = waits[0].id if waits else uow.jobs.add(JobKind.RECHECK, {}, SYSTEM.id, now())
        uow.commit()
    return number


def _work_off(office: Office, step: Step = lambda *_: None) -> int:
    """Do all that is noted, the newest releases first; return how many units that were."""
    done = 0
    while True:
        with office.open() as uow:
            releases = uow.rechecks.first(_RELEASES)
            left = sum(uow.rechecks.counts().values())
        step(done, done + left, releases[0] if releases else "")
        if not releases:
            return done
        done += _work(office, releases)


def _work(office: Office, release_ids: Collection[str]) -> int:
    """Check what is noted in some releases, and write it in one transaction; return how many units that were.

    A release that somebody changed meanwhile is read again; what a newer change of the glossary asked for stays noted.
    """
    done = 0
    for _ in range(_ATTEMPTS):
        with office.open() as uow:
            asked: dict[str, list[Asked]] = {}
            for each in uow.rechecks.of(release_ids):
                asked.setdefault(each.release_id, []).append(each)
            units = uow.units.of_releases(asked)
            records = [uow.releases.get(each) for each in asked]
        found = {record.id: _found(office, record, units.get(record.id, ()), asked[record.id]) for record in records}
        with office.open(write=True) as uow:
            stamps = uow.units.stamps(asked)
            same = [each for each in asked if stamps.get(each, frozenset()) == _stamps(units.get(each, ()))]
            gone = uow.rechecks.done(each for release in same for each in asked[release])
            for running in {_running(each) for each in asked.values()}:
                here = [release for release in same if _running(asked[release]) == running]
                ids = {each.unit_id for release in here for each in asked[release]} & gone
                issues = [(release, issue) for release in here for issue in found[release] if issue.unit_id in ids]
                uow.quality.replace_some(ids, running, issues)
            uow.commit()
        done += len(gone)
        release_ids = asked.keys() - set(same)
        if not release_ids:
            break
    return done


def _running(asked: Iterable[Asked]) -> frozenset[str]:
    return OF_TERMS | OF_PEOPLE if any(each.people for each in asked) else OF_TERMS


def _found(
    office: Office, record: ReleaseRecord, units: Sequence[TranslationUnit], asked: Sequence[Asked]
) -> list[Issue]:
    touched = {unit.id for unit in units} & {each.unit_id for each in asked}
    return office.checker.check(
        units,
        record.languages,
        source_lang=record.source_lang,
        date=record.date,
        only=touched,
        running=_running(asked),
    )


def _stamps(units: Iterable[TranslationUnit]) -> frozenset[Stamp]:
    """Return what `Units.stamps` says of a release as long as it has these units."""
    texts = {
        Stamp(unit.id, unit.position, each.lang, each.version) for unit in units for each in unit.variants.values()
    }
    return frozenset(texts | {Stamp(unit.id, unit.position, None, None) for unit in units if not unit.variants})


def touched(uow: UnitOfWork, terms: Iterable[Term]) -> dict[str, str]:
    """Return the units that may mention one of these terms, in whatever capitals, each with its release.

    A text whose trace holds all of a term of one word, or of a Chinese one, is taken as a mention without another look:
    of a word that stands everywhere this is the quicker way, and a unit too many is only checked for nothing.
    """
    written = {(term.lang, term.text, term.inflection, term.gender) for term in terms}
    wanted = [
        Term(f"{number}", "", lang, text, inflection=inflection, gender=gender)
        for number, (lang, text, inflection, gender) in enumerate(sorted(written))
    ]
    whole: dict[str, list[tuple[tuple[str, ...], ...]]] = {}
    others: list[Term] = []
    for term in wanted:
        groups = sought(term)
        if len(groups) == 1 and len(whole.setdefault(term.lang, [])) < MOST_TERMS:
            whole[term.lang].append(groups)
        elif groups:
            others.append(term)
    found = uow.units.tracing(whole) if whole else {}
    found.update((held.unit_id, held.release_id) for held in holding(uow, others, known=found))
    return found


def holding(uow: UnitOfWork, terms: Collection[Term], *, known: Container[str] = ()) -> Iterable[HeldText]:
    """Yield the texts that mention one of these terms; those of `known` units are not looked at."""
    return (held for held, _ in mentions(uow, terms, known=known))


def mentions(
    uow: UnitOfWork, terms: Collection[Term], *, known: Container[str] = (), nested: bool = False
) -> Iterator[tuple[HeldText, tuple[Mention, ...]]]:
    """Like `holding`, with what each text mentions; `nested`: terms inside longer ones too."""
    for lang in LANGUAGES:
        here = [term for term in terms if term.lang == lang]
        wanted = [groups for term in here if (groups := sought(term))]
        if wanted:
            recognizer = Recognizer(here)
            for held in uow.units.holding(lang, wanted):
                found = () if held.unit_id in known else recognizer.find(held.text, lang, nested=nested)
                if found:
                    yield held, found


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
