"""Along one concept through all releases: which renderings, where, and mending them in the drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.checks.unwanted import decision_key
from tmflow.i18n import tr
from tmflow.model.concept import Status
from tmflow.model.errors import InputError, NotFound, StorageError
from tmflow.model.issue import Decision, DecisionKind, Scope
from tmflow.model.language import ZH
from tmflow.model.unit import State
from tmflow.services.changes import Basis, Change, rewritten, typed
from tmflow.services.clock import now
from tmflow.services.looks import Look, Looks, UnderWay
from tmflow.services.quality import may_close_errors, put_decision, require_revoking
from tmflow.services.rows import decision_view
from tmflow.services.storing import Replacement, replace_units
from tmflow.services.texts import cleaned
from tmflow.text import inflection
from tmflow.text.normalize import for_comparison
from tmflow.workflow.roles import Action, require
from tmflow.workflow.states import Step, after

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tmflow.consistency.renderings import Finding, Place
    from tmflow.model.account import Account
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office
    from tmflow.services.ports.releases import ReleaseRecord
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.views import DecisionView

_ATTEMPTS: Final = 5
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
        self._looks = Looks(office)

    def findings(
        self, actor: Account | None, *, drift_only: bool = False, at_hand: bool = False
    ) -> tuple[Finding, ...]:
        """Return all renderings of every concept that occurs, by language, the harmful first.

        Args:
            actor: who asks.
            drift_only: only where a rendering is in use that the glossary does not accept.
            at_hand: return what was found last (nothing before the first look) where it takes long to look anew; this
                is then done aside, and `under_way` tells how far it is.
        """
        require(actor, Action.READ)
        look = self._looks.at_hand() if at_hand else self._looks.now()
        found = look.findings if look else ()
        return tuple(finding for finding in found if finding.drift) if drift_only else found

    def under_way(self, actor: Account | None) -> UnderWay | None:
        """Return how far a look along the archive is that is taken aside; None where what is at hand is true."""
        require(actor, Action.READ)
        return self._looks.under_way()

    def places(
        self, actor: Account | None, concept_id: str, lang: str, text: str | None = None
    ) -> tuple[RenderingPlace, ...]:
        """Return where a rendering stands (all of them, without `text`), newest release first.

        Raises:
            NotFound: the concept does not occur in this language.
        """
        require(actor, Action.READ)
        seen = self._looks.at_hand() or self._looks.now()
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

    def revoke(self, actor: Account | None, concept_id: str, lang: str, rendering: str) -> None:
        """End what was decided about a rendering everywhere: where it stands, the issues are open again.

        Raises:
            NotFound: nothing is decided about it (any more).
            PermissionDenied: somebody else decided, and the actor is neither an editor nor a glossary owner.
        """
        who = require(actor, Action.DECIDE, lang)
        keys = {decision_key(check, concept_id, lang, rendering) for check in _TERM_CHECKS}
        with self._office.open(write=True) as uow:
            held = [each for each in uow.quality.decisions(keys) if each.decision.scope is Scope.EVERYWHERE]
            if not held:
                raise NotFound(tr("There is no such decision any more."))
            for each in held:
                require_revoking(who, each.decision)
                uow.quality.revoke(each.id, now())
            uow.trail.record(who, "revoke", f"concept:{concept_id}", {"lang": lang, "rendering": rendering})
            uow.commit()

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
        seen = self._looks.now()
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
        self, who: Account, release_id: str, places: Mapping[str, list[Place]], seen: Look, lang: str, new: str
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


@dataclass(frozen=True, slots=True)
class _Mending:
    """What would be changed in one release: how many texts, and how many places are published and stay."""

    record: ReleaseRecord
    replacement: Replacement
    texts: int
    published: int


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
