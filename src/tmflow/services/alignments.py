"""Correcting alignments: merge, split, move, accept, align again, undo. Corrected beads outlive every later run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.alignment import corrections
from tmflow.i18n import tr
from tmflow.model.bitext import BeadOrigin, Bitext
from tmflow.model.errors import Blocked, Conflict, InputError, StorageError
from tmflow.model.unit import State
from tmflow.services.beads import Frame, rebuild
from tmflow.services.clock import now
from tmflow.services.storing import Replacement, remember_units, replace_units
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tmflow.model.account import Account
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office
    from tmflow.services.ports.releases import ReleaseRecord
    from tmflow.services.ports.unit_of_work import UnitOfWork

_ATTEMPTS: Final = 5
_UNDOABLE: Final = frozenset(("merge", "split", "move", "accept", "cross", "realign"))


class AlignmentService:
    """The alignment of one release, and people's corrections of it."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def bitext(self, actor: Account | None, release_id: str) -> Bitext:
        """Return the alignment; its `revision` goes with every correction."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            return uow.bitexts.get(release_id)

    def merge(self, actor: Account | None, release_id: str, revision: int, first: int, last: int) -> Bitext:
        """Make one bead of those from `first` to `last` (numbers from 0)."""
        return self._correct(actor, release_id, revision, "merge", lambda old: corrections.merge(old, first, last))

    def split(self, actor: Account | None, release_id: str, revision: int, bead: int, at: Mapping[str, int]) -> Bitext:
        """Make two beads of one: for each language, how many of its sentences stay in the first."""
        return self._correct(actor, release_id, revision, "split", lambda old: corrections.split(old, bead, at))

    def move(
        self, actor: Account | None, release_id: str, revision: int, lang: str, sentence: int, to_bead: int
    ) -> Bitext:
        """Move a sentence to another bead."""
        return self._correct(
            actor, release_id, revision, "move", lambda old: corrections.move(old, lang, sentence, to_bead)
        )

    def accept(self, actor: Account | None, release_id: str, revision: int, bead: int) -> Bitext:
        """Declare a bead right as it is."""
        return self._correct(actor, release_id, revision, "accept", lambda old: corrections.accept(old, bead))

    def cross(self, actor: Account | None, release_id: str, revision: int, offer: int) -> Bitext:
        """Link the sentences of an offer of `Bitext.moved` (its number from 0), across the beads between them.

        Raises:
            InputError: there is no such offer.
        """

        def operate(old: Bitext) -> Bitext:
            if not 0 <= offer < len(old.moved):
                raise InputError(
                    tr(
                        "There is no moved sentence {number}; there are {count}.",
                        number=offer + 1,
                        count=len(old.moved),
                    )
                )
            return corrections.join(old, old.moved[offer].members)

        return self._correct(actor, release_id, revision, "cross", operate)

    def accept_above(self, actor: Account | None, release_id: str, revision: int, confidence: float = 0.9) -> Bitext:
        """Declare every bead right whose confidence is at least `confidence` (0 to 1)."""

        def operate(old: Bitext) -> Bitext:
            new = old
            for number, bead in enumerate(old.beads):
                if bead.origin is BeadOrigin.AUTOMATIC and bead.confidence >= confidence:
                    new = corrections.accept(new, number)
            return new

        return self._correct(actor, release_id, revision, "accept", operate)

    def realign(self, actor: Account | None, release_id: str) -> Bitext:
        """Align again; beads that people made stay as they are.

        Raises:
            Conflict: somebody corrected the alignment while it was computed.
        """
        who = require(actor, Action.ALIGN)
        with self._office.open() as uow:
            old = uow.bitexts.get(release_id)
        filled = {lang: each for lang, each in old.sentences.items() if each}
        if len(filled) < 2:  # noqa: PLR2004 - it takes two to align
            return old
        new = self._office.aligner().align(filled, fixed=corrections.made_by_people(old), earlier=old.beads)
        return self._store(who, release_id, old, replace(new, revision=old.revision), "realign")

    def undo(self, actor: Account | None, release_id: str) -> Bitext:
        """Take the last correction back; units that nobody changed since come back as they were, with their approvals.

        Raises:
            Blocked: there is none (reason `nothing`), or another language or a revised text came since (`state`).
        """
        who = require(actor, Action.ALIGN)
        with self._office.open() as uow:
            current = uow.bitexts.get(release_id)
            earlier = uow.bitexts.last(release_id)
        if earlier is None:
            raise Blocked(tr("There is no correction to undo."), reasons=("nothing",))
        if earlier.action not in _UNDOABLE:
            raise Blocked(tr("The text was revised after the last correction."), reasons=("state",))
        target = replace(earlier.bitext, warnings=current.warnings, revision=current.revision)
        return self._store(
            who, release_id, current, target, "undo", undoes=earlier.bitext.revision, identities=earlier.unit_ids
        )

    def _correct(
        self,
        actor: Account | None,
        release_id: str,
        revision: int,
        action: str,
        operate: Callable[[Bitext], Bitext],
    ) -> Bitext:
        who = require(actor, Action.ALIGN)
        with self._office.open() as uow:
            old = uow.bitexts.get(release_id)
        if old.revision != revision:
            raise Conflict(tr("Somebody else corrected this alignment meanwhile."), current=old)
        return self._store(who, release_id, old, operate(old), action)

    def _store(
        self,
        who: Account,
        release_id: str,
        old: Bitext,
        new: Bitext,
        action: str,
        *,
        undoes: int | None = None,
        identities: tuple[str, ...] = (),
    ) -> Bitext:
        """Work the new units out and store them, once more if a text was saved meanwhile."""
        for _ in range(_ATTEMPTS):
            with self._office.open() as uow:
                record = uow.releases.get(release_id)
                units = uow.units.of_release(record.id)
                former = [uow.units.get(unit_id) for unit_id in identities]
            frame = _frame(record, who)
            after = rebuild(old, units, new, frame)
            if undoes is not None:
                after = _revived(after, units, former)
            replacement = self._replacement(units, after, old, new, frame)
            with self._office.open(write=True) as uow:
                if uow.bitexts.get(record.id).revision != old.revision:
                    raise Conflict(
                        tr("Somebody else corrected this alignment meanwhile."), current=uow.bitexts.get(record.id)
                    )
                if (uow.units.of_release(record.id), uow.releases.get(record.id).languages) != (
                    units,
                    record.languages,
                ):
                    continue
                if undoes is None:
                    uow.bitexts.remember(
                        record.id, old, [unit.id for unit in units], action=action, author=who.name, at=now()
                    )
                else:
                    uow.bitexts.mark_undone(record.id, undoes, now())
                revision = uow.bitexts.put(record.id, new)
                self._replace(uow, who, replacement, former, record)
                uow.trail.record(who, action, record.id, {"revision": revision, "beads": len(new.beads)})
                uow.commit()
            return replace(new, revision=revision)
        raise StorageError(tr("Too many people change this release at the same time: try again."))

    def _replace(
        self,
        uow: UnitOfWork,
        who: Account,
        replacement: Replacement,
        former: list[TranslationUnit],
        record: ReleaseRecord,
    ) -> None:
        """Store the units; former ones that come back are stored already and only take their place again."""
        active = {unit.id for unit in replacement.before}
        back = {unit.id for unit in replacement.after} & {unit.id for unit in former} - active
        uow.units.arrange([unit for unit in replacement.after if unit.id in back])
        revived = [unit for unit in former if unit.id in back]
        known = replace(replacement, before=(*replacement.before, *revived))
        replace_units(self._office, uow, who, known, release_id=record.id, source_lang=record.source_lang)
        remember_units(
            self._office,
            uow,
            replacement.after,
            record.source_lang,
            only=back - set(replacement.accepted),
            author=who.name,
            accepted=False,
        )

    def _replacement(
        self,
        units: tuple[TranslationUnit, ...],
        after: tuple[TranslationUnit, ...],
        old: Bitext,
        new: Bitext,
        frame: Frame,
    ) -> Replacement:
        stored = {unit.id for unit in units}
        looked_at = {unit.id for unit in after if unit.id not in stored}
        issues = self._office.checker.check(
            after, frame.languages, source_lang=frame.source_lang, date=frame.date, only=looked_at
        )
        by_hand = {unit.id for unit, bead in zip(units, old.beads, strict=True) if bead.origin is BeadOrigin.PERSON}
        sure = {unit.id for unit, bead in zip(after, new.beads, strict=True) if bead.origin is BeadOrigin.PERSON}
        return Replacement(units, after, issues, looked_at, sure - by_hand)


def _frame(record: ReleaseRecord, who: Account) -> Frame:
    return Frame(
        release_id=record.id,
        languages=record.languages,
        source_lang=record.source_lang,
        author=who.name,
        at=now(),
        published=record.state is State.FINAL,
        date=record.date,
    )


def _revived(
    after: tuple[TranslationUnit, ...], units: tuple[TranslationUnit, ...], former: list[TranslationUnit]
) -> tuple[TranslationUnit, ...]:
    """Return `after` with former units in the place of derived ones, where no text was changed meanwhile.

    Args:
        after: the units of the earlier beads, derived from what stands now.
        units: the units as they stand now.
        former: the units that the earlier beads were, in their order.
    """
    touched = {unit.id for unit in units if _touched(unit, former)}
    return tuple(
        unit
        if unit.id == before.id or touched & set(unit.derived_from)
        else replace(before, position=unit.position, kind=unit.kind, block=unit.block, confidence=unit.confidence)
        for unit, before in zip(after, former, strict=True)
    )


def _touched(unit: TranslationUnit, former: list[TranslationUnit]) -> bool:
    """Whether somebody wrote in a derived unit: in a text that it was made with, or in a language that it lacked."""
    had = {lang for origin in former if origin.id in unit.derived_from for lang in origin.variants}
    return any(each.version > 1 or lang not in had for lang, each in unit.variants.items())
