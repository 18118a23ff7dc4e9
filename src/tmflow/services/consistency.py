"""Along one concept through all releases: which renderings, where, and mending them in the drafts."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from tmflow.checks.unwanted import decision_key
from tmflow.consistency.renderings import Finding, Place, PlacedUnit, collect
from tmflow.glossary.recognizer import Recognizer
from tmflow.i18n import tr
from tmflow.model.concept import Status
from tmflow.model.errors import InputError, NotFound, StorageError
from tmflow.model.issue import Decision, DecisionKind, Scope
from tmflow.model.language import ZH
from tmflow.model.unit import State
from tmflow.services.changes import Basis, Change, rewritten, typed
from tmflow.services.clock import now
from tmflow.services.quality import may_close_errors, put_decision
from tmflow.services.rechecking import holding
from tmflow.services.rows import decision_view
from tmflow.services.storing import Replacement, replace_units
from tmflow.services.texts import cleaned
from tmflow.text import inflection
from tmflow.text.normalize import for_comparison
from tmflow.workflow.roles import Action, require
from tmflow.workflow.states import Step, after

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tmflow.model.account import Account
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office
    from tmflow.services.ports.releases import ReleaseRecord
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.views import DecisionView

_ATTEMPTS: Final = 5
_EVERY_RELEASE: Final = 1_000_000
_FEW: Final = 100
"""After a change of more entries the whole archive is read anew."""
_NO_ERRORS: Final = ("term", "term_deprecated")
_TERM_CHECKS: Final = (*_NO_ERRORS, "term_forbidden")
"""The beginnings of keys under which a decision about a rendering holds: here, and for the checks that flag it."""


@dataclass(frozen=True, slots=True)
class RenderingPlace:
    """Where a rendering stands: `[start, end)` of the unit's text; `state` is that text's."""

    release_id: str
    date: str
    position: int
    unit: TranslationUnit
    lang: str
    start: int
    end: int
    text: str
    state: State


@dataclass(frozen=True, slots=True)
class FixedDrafts:
    """How many texts were changed, in which releases, and how many published ones stay as they are."""

    changed: int
    releases: tuple[str, ...]
    published: int


class ConsistencyService:
    """Renderings over the whole archive. A result is kept until a text or the glossary changes."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._seen: _Seen | None = None
        self._memo: _Memo | None = None

    def findings(self, actor: Account | None, *, drift_only: bool = False) -> tuple[Finding, ...]:
        """Return all renderings of every concept that occurs, by language, the harmful first.

        Args:
            actor: who asks.
            drift_only: only where a rendering is in use that the glossary does not accept.
        """
        require(actor, Action.READ)
        found = self._collected().findings
        return tuple(finding for finding in found if finding.drift) if drift_only else found

    def places(
        self, actor: Account | None, concept_id: str, lang: str, text: str | None = None
    ) -> tuple[RenderingPlace, ...]:
        """Return where a rendering stands (all of them, without `text`), newest release first.

        Raises:
            NotFound: the concept does not occur in this language.
        """
        require(actor, Action.READ)
        seen = self._collected()
        chosen = _places(_finding(seen.findings, concept_id, lang), lang, text)
        return tuple(
            RenderingPlace(
                place.release_id,
                place.date,
                place.position,
                unit := seen.units[place.unit_id],
                lang,
                place.start,
                place.end,
                place.text,
                unit.variants[lang].state,
            )
            for place in sorted(chosen, key=lambda each: (each.date, each.release_id), reverse=True)
        )

    def decisions(self, actor: Account | None, concept_id: str, lang: str) -> Mapping[str, DecisionView]:
        """Return the decisions that hold about renderings of a concept, by `rendering_name`."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            stored = uow.quality.decisions()
        ends = {f"{check}:{concept_id}:{lang}:" for check in _TERM_CHECKS}
        return {
            each.decision.key.split(":", 3)[3]: decision_view(each)
            for each in stored
            if each.decision.scope is Scope.EVERYWHERE and any(each.decision.key.startswith(end) for end in ends)
        }

    def decide(
        self,
        actor: Account | None,
        concept_id: str,
        lang: str,
        rendering: str,
        kind: DecisionKind,
        reason: str = "",
    ) -> tuple[DecisionView, ...]:
        """Decide about a rendering everywhere; it holds for the checks that flag it, too, and survives every run.

        What a translator decides never closes an error, not even when the rendering is forbidden later.

        Raises:
            InputError: a rendering is suppressed without a reason.
            PermissionDenied: the rendering is forbidden, and the actor may not close an error in this way.
        """
        who = require(actor, Action.DECIDE, lang)
        reason = cleaned(reason).strip()
        if kind is DecisionKind.SUPPRESS and not reason:
            raise InputError(tr("Say why this is not an issue."))
        compared = for_comparison(rendering, lang)
        checks: tuple[str, ...] = _TERM_CHECKS
        if not may_close_errors(who, lang, kind, term=True):
            if self._is_forbidden(concept_id, lang, compared):
                require(who, Action.SUPPRESS_ERROR, lang)
            checks = _NO_ERRORS
        with self._office.open(write=True) as uow:
            numbers = [
                put_decision(
                    uow,
                    who,
                    Decision(
                        decision_key(check, concept_id, lang, rendering),
                        kind,
                        Scope.EVERYWHERE,
                        "",
                        who.name,
                        now(),
                        reason,
                    ),
                )
                for check in checks
            ]
            detail = {"lang": lang, "rendering": rendering, "kind": kind.value}
            uow.trail.record(who, "decide", f"concept:{concept_id}", detail)
            uow.commit()
        with self._office.open() as uow:
            return tuple(decision_view(uow.quality.decision(number)) for number in numbers)

    def _is_forbidden(self, concept_id: str, lang: str, compared: str) -> bool:
        entry = self._office.terms.current_entries().get(concept_id)
        return entry is not None and any(
            term.status is Status.FORBIDDEN and for_comparison(term.text, lang) == compared
            for term in entry.in_language(lang)
        )

    def fix_in_drafts(self, actor: Account | None, concept_id: str, lang: str, old: str, new: str) -> FixedDrafts:
        """Put `new` for `old` in every text that is not published, in the case and number of what stands there.

        Approved texts that change wait for an editor again; all of it is one transaction, before which the changes are
        worked out and checked.

        Raises:
            InputError: `new` is empty.
            NotFound: the rendering does not stand anywhere.
        """
        who = require(actor, Action.TRANSLATE, lang)
        new = cleaned(new).strip()
        if not new:
            raise InputError(tr("Say which rendering is to stand there instead."))
        seen = self._collected()
        places: dict[str, dict[str, list[Place]]] = {}
        for place in _places(_finding(seen.findings, concept_id, lang), lang, old):
            places.setdefault(place.release_id, {}).setdefault(place.unit_id, []).append(place)
        mendings: dict[str, _Mending] = {}
        stale = set(places)
        for _ in range(_ATTEMPTS):
            mendings |= {each: self._mending(who, each, places[each], seen, lang, new) for each in sorted(stale)}
            changed = [mending for each in places if (mending := mendings[each]).texts]
            with self._office.open(write=True) as uow:
                stale = {
                    each.record.id
                    for each in changed
                    if uow.units.of_release(each.record.id) != each.replacement.before
                }
                if stale:
                    continue
                count = sum(each.texts for each in changed)
                detail: dict[str, Plain] = {"lang": lang, "old": old, "new": new, "texts": count}
                if changed:
                    self._write(uow, who, changed, f"concept:{concept_id}", detail)
                    uow.commit()
            published = sum(each.published for each in mendings.values())
            return FixedDrafts(count, tuple(each.record.id for each in changed), published)
        raise StorageError(tr("Too many people change these releases at the same time: try again."))

    def _mending(
        self, who: Account, release_id: str, places: Mapping[str, list[Place]], seen: _Seen, lang: str, new: str
    ) -> _Mending:
        """Work out the change of those texts of one release that still are what was looked at."""
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            units = uow.units.of_release(release_id)
        after_all = list(units)
        published = 0
        for number, unit in enumerate(units):
            if unit.id in places and unit.variants[lang].state is State.FINAL:
                published += len(places[unit.id])
            elif unit.id in places and unit.text(lang) == seen.units[unit.id].text(lang):
                basis = Basis(record, units, unit)
                after_all[number] = _mended(basis, places[unit.id], lang, new, who.name).applied(unit)
        touched = {unit.id for unit, before in zip(after_all, units, strict=True) if unit != before}
        found = []
        if touched:
            languages = record.languages
            found = self._office.checker.check(
                after_all, languages, source_lang=record.source_lang, date=record.date, only=touched
            )
        return _Mending(record, Replacement(units, after_all, found, touched), len(touched), published)

    def _write(
        self, uow: UnitOfWork, who: Account, mendings: Iterable[_Mending], subject: str, detail: Mapping[str, Plain]
    ) -> None:
        for each in mendings:
            uow.trail.record(who, "fix_in_drafts", each.record.id, {**detail, "texts": each.texts})
            replace_units(
                self._office,
                uow,
                who,
                each.replacement,
                release_id=each.record.id,
                source_lang=each.record.source_lang,
            )
        uow.trail.record(who, "fix_in_drafts", subject, detail)

    def _collected(self) -> _Seen:
        """Look at the archive again if anything changed: at the texts of releases that events speak of."""
        # The recognizer follows every change of the glossary; the entries are others after it.
        entries = self._office.terms.current_entries()
        recognizer = self._office.terms.current_recognizer()
        with self._lock:
            seen = self._seen
            with self._office.open() as uow:
                stamp = uow.trail.latest()
                if seen and seen.stamp == stamp and seen.entries is entries:
                    return seen
                archive = self._archive(uow, seen)
                if self._memo is None or seen is None or not self._memo.follow(uow, seen.entries, entries):
                    self._memo = _Memo(recognizer)
            placed = [each for units in archive.values() for each in units]
            findings = collect(placed, entries, self._memo)
            by_id = {each.unit.id: each.unit for each in placed}
            self._seen = _Seen(stamp, entries, archive, findings, by_id)
            return self._seen

    @staticmethod
    def _archive(uow: UnitOfWork, seen: _Seen | None) -> dict[str, tuple[PlacedUnit, ...]]:
        """Return the units of each release; those of releases that no event speaks of are known already."""
        if seen is None:
            records, _ = uow.releases.page(query="", state=None, after=None, limit=_EVERY_RELEASE)
            dates = {record.id: record.date[:10] for record in records}
            archive: dict[str, tuple[PlacedUnit, ...]] = {}
            for release_id, units in groupby(uow.units.all_active(), key=attrgetter("release_id")):
                archive[release_id] = tuple(_placed(unit, dates.get(release_id, "")) for unit in units)
            return archive
        archive = dict(seen.archive)
        for release_id in {subject.partition("/")[0] for subject in uow.trail.since(seen.stamp)}:
            if release_id.startswith("R-"):
                date = uow.releases.get(release_id).date[:10]
                archive[release_id] = tuple(_placed(unit, date) for unit in uow.units.of_release(release_id))
        return archive


@dataclass(frozen=True, slots=True)
class _Seen:
    """The last look at the archive, and what it was based on."""

    stamp: int
    entries: Mapping[str, ConceptEntry]
    archive: Mapping[str, tuple[PlacedUnit, ...]]
    findings: tuple[Finding, ...]
    units: Mapping[str, TranslationUnit]


@dataclass(frozen=True, slots=True)
class _Mending:
    """What would be changed in one release: how many texts, and how many places are published and stay."""

    record: ReleaseRecord
    replacement: Replacement
    texts: int
    published: int


class _Memo(Recognizer):
    """A recognizer that remembers what it found: between two looks at the archive few texts change."""

    def __init__(self, inner: Recognizer) -> None:
        super().__init__()
        self._inner = inner
        self._found: dict[tuple[str, str, bool], tuple[Mention, ...]] = {}

    def find(self, text: str, lang: str, *, nested: bool = False) -> tuple[Mention, ...]:
        """Return what the recognizer finds, found once for each text."""
        key = (text, lang, nested)
        if key not in self._found:
            self._found[key] = self._inner.find(text, lang, nested=nested)
        return self._found[key]

    def follow(self, uow: UnitOfWork, before: Mapping[str, ConceptEntry], after: Mapping[str, ConceptEntry]) -> bool:
        """Forget the texts that mention what changed in the glossary; false where too much did."""
        if before is after:
            return True
        # Entries that did not change are the same objects.
        changed = [each for each in before.keys() | after.keys() if before.get(each) is not after.get(each)]
        if len(changed) > _FEW:
            return False
        terms = [
            term for each in changed for entries in (before, after) if each in entries for term in entries[each].terms
        ]
        sought = [replace(term, id=str(number), case=False) for number, term in enumerate(terms)]
        for held in holding(uow, sought):
            for nested in (False, True):
                self._found.pop((held.text, held.lang, nested), None)
        return True


def _placed(unit: TranslationUnit, date: str) -> PlacedUnit:
    draft = any(variant.state is not State.FINAL for variant in unit.variants.values())
    return PlacedUnit(unit, unit.release_id, date, draft=draft)


def _finding(findings: Iterable[Finding], concept_id: str, lang: str) -> Finding:
    found = next((each for each in findings if each.concept_id == concept_id and each.lang == lang), None)
    if found is None:
        raise NotFound(tr("This concept does not occur in {lang}.", lang=lang))
    return found


def _places(finding: Finding, lang: str, text: str | None) -> list[Place]:
    """Return the places of one rendering: as the glossary writes it, or as it stands in the text."""
    if text is None:
        return [place for rendering in finding.renderings for place in rendering.places]
    wanted = for_comparison(text, lang).casefold()
    return [
        place
        for rendering in finding.renderings
        for place in rendering.places
        if wanted in {for_comparison(rendering.text, lang).casefold(), for_comparison(place.text, lang).casefold()}
    ]


def _mended(basis: Basis, places: Iterable[Place], lang: str, new: str, author: str) -> Change:
    stored = basis.variant(lang)
    text = stored.text.text
    for place in sorted(places, key=lambda each: each.start, reverse=True):
        written = new if lang == ZH else inflection.inflect_like(new, place.text, lang)
        text = text[: place.start] + written + text[place.end :]
    if text == stored.text.text:
        return Change({})
    state = after(stored.state, Step.SAVE)
    return rewritten(basis, lang, typed(stored, text), author=author, origin="fixed:consistency", state=state)
