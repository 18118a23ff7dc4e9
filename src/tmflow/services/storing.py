"""What every use case that makes or replaces units does inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tmflow.model.unit import State
from tmflow.services.clock import now
from tmflow.services.texts import context_of, source_hash
from tmflow.workflow.states import APPROVED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tmflow.model.account import Account
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit, Variant
    from tmflow.services.office import Office
    from tmflow.services.ports.unit_of_work import UnitOfWork


def add_units(uow: UnitOfWork, units: Sequence[TranslationUnit], source_lang: str) -> None:
    """Store new units, each with the first revision of its texts."""
    uow.units.add(units, [source_hash(unit, source_lang) for unit in units])


def remember_units(
    office: Office,
    uow: UnitOfWork,
    units: Sequence[TranslationUnit],
    source_lang: str,
    *,
    only: Collection[str],
    author: str,
    accepted: bool,
) -> None:
    """Put the approved texts of some units of a release into the memory, each with its source.

    Args:
        office: the doors.
        uow: the caller's transaction.
        units: all units of the release: a unit's context is the one before it.
        source_lang: the language of the sources.
        only: the ids of the units to remember.
        author: who answers for it.
        accepted: whether a person has looked at the beads; texts that an editor has approved say so by themselves.
    """
    for unit in units:
        kept = {
            lang: variant
            for lang, variant in unit.variants.items()
            if variant.text.text and (lang == source_lang or variant.state in APPROVED)
        }
        if unit.id in only and source_lang in kept and len(kept) > 1:
            snapshot = replace(unit, variants=kept)
            sure = accepted or any(_signed(each) for each in kept.values())
            office.memory.add_approved(uow, snapshot, context=context_of(units, unit), author=author, accepted=sure)


def _signed(variant: Variant) -> bool:
    return variant.state in APPROVED and not (variant.state is State.FINAL and variant.origin == "imported")


@dataclass(frozen=True, slots=True)
class Replacement:
    """The units of a release in the place of others.

    Args:
        before: the active units that it was worked out from.
        after: the new active units; those of `before` that are among them stay, with their changed variants.
        issues: what the checks found in the units `reconsidered`.
        reconsidered: the ids of units whose issues are replaced.
        accepted: the ids of units whose beads a person has made or accepted.
    """

    before: Sequence[TranslationUnit]
    after: Sequence[TranslationUnit]
    issues: Sequence[Issue]
    reconsidered: Collection[str]
    accepted: Collection[str] = ()

    @property
    def added(self) -> tuple[TranslationUnit, ...]:
        """The units that are new."""
        stored = {unit.id for unit in self.before}
        return tuple(unit for unit in self.after if unit.id not in stored)


def replace_units(
    office: Office, uow: UnitOfWork, actor: Account, replacement: Replacement, *, release_id: str, source_lang: str
) -> None:
    """Make `replacement` true in the caller's transaction, in which the release still has the units it began with."""
    stored = {unit.id: unit for unit in replacement.before}
    added = replacement.added
    kept = [unit for unit in replacement.after if unit.id in stored]
    retired = stored.keys() - {unit.id for unit in kept}
    if retired:
        uow.units.retire(retired)
        office.memory.withdraw(uow, retired)
    uow.units.arrange(kept)
    add_units(uow, added, source_lang)
    for unit in kept:
        _write_changed(uow, stored[unit.id], unit, source_lang)
    uow.quality.replace(release_id, {*replacement.reconsidered, *retired}, replacement.issues)
    accepted = set(replacement.accepted)
    others = {unit.id for unit in added} - accepted
    for only, sure in ((accepted, True), (others, False)):
        if only:
            remember_units(office, uow, replacement.after, source_lang, only=only, author=actor.name, accepted=sure)
    uow.releases.refresh(release_id, now())


def _write_changed(uow: UnitOfWork, before: TranslationUnit, unit: TranslationUnit, source_lang: str) -> None:
    of_source = source_hash(unit, source_lang)
    for lang, variant in unit.variants.items():
        old = before.variants.get(lang)
        if variant != old:
            new_text = bool(variant.text.text) if old is None else variant.text != old.text
            uow.units.write(unit.id, variant, "" if lang == source_lang else of_source, revision=new_text)
