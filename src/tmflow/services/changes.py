"""How one unit is changed: computed and checked first, then written in one short transaction.

The texts are read, the change is worked out, and the checks run without a transaction. Then, as the only writer, the
unit is looked at again: if somebody changed it meanwhile, everything is worked out once more from what is stored now.
A request whose operation was already done changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.errors import Conflict, InputError, NotFound, Refused, StorageError
from tmflow.model.language import ordered
from tmflow.model.segment import Segment
from tmflow.model.unit import State, Variant
from tmflow.services.clock import now
from tmflow.services.rows import issue_views, mentions_of, rows_of
from tmflow.services.storing import remember_units
from tmflow.services.texts import carry_codes, cleaned, source_hash, text_hash
from tmflow.services.views import UnitRow
from tmflow.workflow.states import Step, after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.model.account import Account
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office
    from tmflow.services.ports.releases import ReleaseRecord
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.views import IssueView

_ATTEMPTS: Final = 10
_LONGEST_OPERATION: Final = 64


@dataclass(frozen=True, slots=True)
class Basis:
    """What a change is worked out from: the unit, its release as it stands, and the glossary's revision."""

    record: ReleaseRecord
    units: tuple[TranslationUnit, ...]
    unit: TranslationUnit
    glossary: int = 0

    @property
    def source_lang(self) -> str:
        """The language that the release was written in."""
        return self.record.source_lang

    def variant(self, lang: str) -> Variant:
        """Return the unit's variant in `lang`; an empty one of version 0 where there is none yet.

        Raises:
            NotFound: the release is not published in this language.
        """
        if lang not in self.record.languages:
            raise NotFound(tr("{release} has no {lang} version.", release=self.record.id, lang=lang))
        return self.unit.variants.get(lang) or empty_variant(lang)


@dataclass(frozen=True, slots=True)
class Change:
    """What a change writes: variants with their next version, which of them are new texts, and what the trail says.

    `approved` are languages whose newest revision reached the variant's state; `remember` puts the approved texts into
    the memory, `forget` takes what the memory offers of the unit back before; `comment` is kind, language and text of a
    comment to add.
    """

    written: Mapping[str, Variant]
    new_texts: frozenset[str] = frozenset()
    approved: frozenset[str] = frozenset()
    events: tuple[tuple[str, Mapping[str, Plain]], ...] = ()
    remember: bool = False
    forget: bool = False
    comment: tuple[str, str, str] | None = None

    def applied(self, unit: TranslationUnit) -> TranslationUnit:
        """Return the unit after the change."""
        return replace(unit, variants={**unit.variants, **self.written})


@dataclass(frozen=True, slots=True)
class _Outcome:
    basis: Basis
    change: Change
    issues: tuple[IssueView, ...] = field(default=())


def empty_variant(lang: str) -> Variant:
    """Return the variant of a language in which a unit has nothing yet."""
    return Variant(lang, Segment(""))


def expect_version(variant: Variant, version: int) -> None:
    """Raise Conflict, with what is stored, if the writer has read another version."""
    if variant.version != version:
        raise Conflict(tr("Somebody else changed this text meanwhile: nothing was overwritten."), current=variant)


def rewritten(basis: Basis, lang: str, text: Segment, *, author: str, origin: str, state: State) -> Change:
    """Return the change that puts a new text into one variant.

    A new source text makes the translations of the old one doubtful: they are marked and lose their approval.
    """
    at = now()
    stored = basis.variant(lang)
    variant = Variant(lang, text, state, stored.version + 1, author, at, origin, stored.source_changed)
    written = {lang: variant}
    if lang == basis.source_lang and text.text != stored.text.text:
        written |= {
            other: replace(each, state=after(each.state, Step.REVISE), version=each.version + 1, source_changed=True)
            for other, each in basis.unit.variants.items()
            if other != lang and each.text.text
        }
    return Change(written, new_texts=frozenset({lang}))


def typed(stored: Variant, text: str) -> Segment:
    """Return typed text as a segment with the codes of what stood there; InputError as `cleaned` says."""
    return carry_codes(stored.text, cleaned(text))


def carry_out(
    office: Office,
    actor: Account,
    unit_id: str,
    operation_id: str,
    act: Sequence[str],
    work_out: Callable[[Basis], Change],
    *,
    allow: Callable[[Basis, Change, tuple[IssueView, ...]], None] | None = None,
) -> UnitRow:
    """Change a unit once, however often the request is repeated, and return its row.

    Args:
        office: the doors.
        actor: who does it; the caller has asked for the right.
        unit_id: the unit.
        operation_id: chosen by the caller for this one act, at most 64 characters.
        act: what is asked for: the same id with anything else is a mistake of the caller, and nothing is changed.
        work_out: returns the change for what is stored; raises what forbids it.
        allow: looks at the change and at the issues that it would leave; raises what forbids it.

    Raises:
        Conflict: the caller's version is not the stored one.
        Refused: the operation id was used for something else.
        NotFound: the unit does not exist or was replaced by an alignment change.
    """
    if not 0 < len(operation_id) <= _LONGEST_OPERATION:
        raise InputError(tr("An operation needs an id of 1 to {limit} characters.", limit=_LONGEST_OPERATION))
    operation = {"unit": unit_id, "act": text_hash("\x1f".join(act))}
    for _ in range(_ATTEMPTS):
        with office.open() as uow:
            if _done(uow, operation_id, actor, operation):
                break
            basis = _basis(office, uow, unit_id)
        outcome = _checked(office, basis, work_out(basis))
        if allow is not None:
            allow(basis, outcome.change, outcome.issues)
        with office.open(write=True) as uow:
            if _done(uow, operation_id, actor, operation):
                break
            if not _still_there(uow, basis):
                continue
            _write(office, uow, actor, outcome)
            uow.trail.remember_operation(operation_id, actor, operation)
            comments = len(uow.units.comments((unit_id,)))
            uow.commit()
        return _row(office, outcome, comments)
    else:
        raise StorageError(tr("Too many people change this sentence at the same time: try again."))
    recognizer = office.terms.current_recognizer()
    with office.open() as uow:
        unit = uow.units.get(unit_id)
        date = uow.releases.get(unit.release_id).date
        return rows_of(uow, (unit,), {unit.id: mentions_of(unit, recognizer, date)})[0]


def _done(uow: UnitOfWork, operation_id: str, actor: Account, operation: Mapping[str, str]) -> bool:
    result = uow.trail.operation(operation_id, actor)
    if result is not None and result != operation:
        raise Refused(tr("This operation number was already used for something else: reload the page."))
    return result is not None


def _basis(office: Office, uow: UnitOfWork, unit_id: str) -> Basis:
    unit = uow.units.get(unit_id)
    if unit.position == 0:
        raise NotFound(tr("This sentence was replaced when the alignment was changed: reload the release."))
    record, units = uow.releases.get(unit.release_id), office.recent.units(uow, unit.release_id)
    return Basis(record, units, unit, uow.glossary.revision())


def _still_there(uow: UnitOfWork, basis: Basis) -> bool:
    """Whether the unit is as it was: it may also have been replaced by a change of the alignment.

    And the glossary: who changed it meanwhile has looked for the units that it touches without seeing the new text.
    """
    return uow.units.get(basis.unit.id) == basis.unit and uow.glossary.revision() == basis.glossary


def _row(office: Office, outcome: _Outcome, comments: int) -> UnitRow:
    """Return the unit as it was written, which spares reading it again."""
    basis = outcome.basis
    unit = outcome.change.applied(basis.unit)
    unit = replace(unit, variants={lang: unit.variants[lang] for lang in ordered(unit.variants)})
    mentions = mentions_of(unit, office.terms.current_recognizer(), basis.record.date)
    return UnitRow(unit, outcome.issues, mentions, comments)


def _checked(office: Office, basis: Basis, change: Change) -> _Outcome:
    unit = change.applied(basis.unit)
    units = tuple(unit if item.id == unit.id else item for item in basis.units)
    record = basis.record
    found = office.checker.check(
        units, record.languages, source_lang=record.source_lang, date=record.date, only={unit.id}
    )
    with office.open() as uow:
        decisions = uow.quality.decisions({issue.key for issue in found}) if found else ()
    return _Outcome(basis, change, issue_views(unit, found, decisions))


def _write(office: Office, uow: UnitOfWork, actor: Account, outcome: _Outcome) -> None:
    basis, change = outcome.basis, outcome.change
    unit = change.applied(basis.unit)
    of_source = source_hash(unit, basis.source_lang)
    for lang, variant in change.written.items():
        source = "" if lang == basis.source_lang else of_source
        uow.units.write(unit.id, variant, source, revision=lang in change.new_texts)
        if lang in change.approved:
            uow.units.mark_approved(unit.id, lang, variant.state)
    uow.quality.replace(unit.release_id, (unit.id,), [view.issue for view in outcome.issues])
    if change.comment is not None:
        kind, lang, text = change.comment
        uow.units.comment(unit.id, lang, author=actor.name, at=now(), text=text, kind=kind)
    for action, detail in change.events:
        uow.trail.record(actor, action, f"{unit.release_id}/{unit.position}", {"unit": unit.id, **detail})
    if change.forget:
        office.memory.withdraw(uow, (unit.id,))
    if change.remember or change.forget:
        units = [unit if item.id == unit.id else item for item in basis.units]
        remember_units(
            office, uow, units, basis.source_lang, only={unit.id}, author=actor.name, accepted=change.remember
        )
    uow.releases.refresh(unit.release_id, now())
