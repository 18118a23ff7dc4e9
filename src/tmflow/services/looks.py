"""The last look along the archive, brought up to date when somebody asks: what is little at once, what is much aside.

A look is kept in the process until a text or the glossary changes. Then only the releases that events speak of are
read, and only the texts that mention a changed term are searched. The first look of all, and what follows a large
change, takes a thread of its own; until it is done, the look before it is shown, and how far the new one is.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.consistency.register import Register
from tmflow.consistency.renderings import PlacedUnit
from tmflow.model.errors import TmflowError
from tmflow.model.unit import State
from tmflow.services.rechecking import touched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tmflow.consistency.renderings import Finding
    from tmflow.model.concept import ConceptEntry, Term
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office
    from tmflow.services.ports.unit_of_work import UnitOfWork

_EVERY_RELEASE: Final = 1_000_000
_FEW_ENTRIES: Final = 100
"""After a change of more entries the whole archive is searched anew."""
_FEW_RELEASES: Final = 50
_FEW_UNITS: Final = 1_500
"""So much is looked at while the person waits: about half a second."""
_PORTION: Final = 25
_BREATH_S: Final = 0.005
"""Between portions the thread lets those go first who wait for a page."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """What was found along the archive, and the glossary and the last event that it knew of."""

    stamp: int
    entries: Mapping[str, ConceptEntry]
    findings: tuple[Finding, ...]
    units: Mapping[str, TranslationUnit]


@dataclass(frozen=True, slots=True)
class UnderWay:
    """How far a new look is, in releases and units together; `first`: there is none yet to be shown."""

    done: int
    total: int
    first: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be read and searched; `whole`: everything, from nothing."""

    stamp: int
    entries: Mapping[str, ConceptEntry]
    dates: Mapping[str, str]
    units: Collection[str] = ()
    concepts: Collection[str] = ()
    whole: bool = False

    @property
    def little(self) -> bool:
        """Whether a person can wait for it."""
        return len(self.dates) <= _FEW_RELEASES and len(self.units) <= _FEW_UNITS


class Looks:
    """The last look, one for a process; safe to use from several threads."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._register = Register()
        self._look: Look | None = None
        self._thread: threading.Thread | None = None
        self._under_way: UnderWay | None = None

    def now(self) -> Look:
        """Return a look at the archive as it is, however long it takes."""
        with self._lock:
            look, plan = self._look, self._plan()
            if look is None or plan is not None:
                look = self._carry_out(plan or self._everything(), gently=False)
            return look

    def at_hand(self) -> Look | None:
        """Return a look at the archive as it is, or where that takes long the last one (None: there is none yet)."""
        if self._lock.acquire(blocking=False):
            try:
                plan = self._plan()
                if plan is not None and plan.little:
                    return self._carry_out(plan, gently=False)
                if plan is not None and (self._thread is None or not self._thread.is_alive()):
                    self._under_way = UnderWay(0, len(plan.dates) + len(plan.units), self._look is None)
                    self._thread = threading.Thread(target=self._aside, name="looking-along", daemon=True)
                    self._thread.start()
            finally:
                self._lock.release()
        return self._look

    def under_way(self) -> UnderWay | None:
        """Return how far a look is that is taken aside, if there is one."""
        return self._under_way

    def _aside(self) -> None:
        try:
            with self._lock:
                plan = self._plan()
                if plan is not None:
                    self._carry_out(plan, gently=True)
        except TmflowError:
            _log.warning("looking along the archive is put off", exc_info=True)
        finally:
            self._under_way = None

    def _plan(self) -> _Plan | None:
        """Return what has to be looked at, nothing where nothing changed."""
        look = self._look
        if look is None:
            return self._everything()
        entries = self._office.terms.current_entries()
        with self._office.open() as uow:
            stamp = uow.trail.latest()
            if stamp == look.stamp and entries is look.entries:
                return None
            # Entries that did not change are the same objects.
            before = look.entries
            ids = () if before is entries else before.keys() | entries.keys()
            changed = [each for each in ids if before.get(each) is not entries.get(each)]
            if len(changed) > _FEW_ENTRIES:
                return self._whole(uow, entries)
            subjects = {subject.partition("/")[0] for subject in uow.trail.since(look.stamp)}
            dates = {each: uow.releases.get(each).date[:10] for each in sorted(subjects) if each.startswith("R-")}
            units = touched(uow, _differing(before, entries, changed)) if changed else ()
        return _Plan(stamp, entries, dates, units, changed)

    def _everything(self) -> _Plan:
        entries = self._office.terms.current_entries()
        with self._office.open() as uow:
            return self._whole(uow, entries)

    @staticmethod
    def _whole(uow: UnitOfWork, entries: Mapping[str, ConceptEntry]) -> _Plan:
        records, _ = uow.releases.page(query="", state=None, after=None, limit=_EVERY_RELEASE)
        dates = {record.id: record.date[:10] for record in records}
        return _Plan(uow.trail.latest(), entries, dates, whole=True)

    def _carry_out(self, plan: _Plan, *, gently: bool) -> Look:
        recognizer = self._office.terms.current_recognizer()
        register = Register() if plan.whole else self._register
        total = len(plan.dates) + len(plan.units)
        done = 0
        for part in _parts(sorted(plan.dates)):
            with self._office.open() as uow:
                units = uow.units.of_releases(part)
            for release_id in part:
                placed = [_placed(unit, plan.dates[release_id]) for unit in units.get(release_id, ())]
                register.put_release(release_id, placed, recognizer)
            done += len(part)
            self._tell(done, total, gently=gently)
        for part in _parts(sorted(plan.units)):
            register.put_again(part, recognizer)
            done += len(part)
            self._tell(done, total, gently=gently)
        register.touch(plan.concepts)
        findings = register.findings(plan.entries)
        self._register = register
        units_by_id = {unit_id: placed.unit for unit_id, placed in register.units.items()}
        self._look = look = Look(plan.stamp, plan.entries, findings, units_by_id)
        return look

    def _tell(self, done: int, total: int, *, gently: bool) -> None:
        if gently:
            self._under_way = UnderWay(done, total, self._look is None)
            time.sleep(_BREATH_S)


def _differing(
    before: Mapping[str, ConceptEntry], after: Mapping[str, ConceptEntry], changed: Iterable[str]
) -> list[Term]:
    """Return the terms that only one of two glossaries has, or has so."""
    found: list[Term] = []
    for concept in changed:
        terms = [{term.id: term for term in each[concept].terms} if concept in each else {} for each in (before, after)]
        for one, other in (terms, terms[::-1]):
            found += [term for number, term in one.items() if not _stands_alike(term, other.get(number))]
    return found


def _stands_alike(term: Term, other: Term | None) -> bool:
    """Whether two states of a term are found at the same places: status and notes are looked up, not searched for."""
    return other is not None and (term.lang, term.text, term.case, term.gender, term.inflection, term.concept_id) == (
        other.lang,
        other.text,
        other.case,
        other.gender,
        other.inflection,
        other.concept_id,
    )


def _parts(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[first : first + _PORTION] for first in range(0, len(names), _PORTION))


def _placed(unit: TranslationUnit, date: str) -> PlacedUnit:
    draft = any(variant.state is not State.FINAL for variant in unit.variants.values())
    return PlacedUnit(unit, unit.release_id, date, draft=draft)
