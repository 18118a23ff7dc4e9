"""Publishing: everything approved becomes final at once, or nothing does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.i18n import tr
from tmflow.model.errors import Blocked
from tmflow.model.issue import Severity
from tmflow.model.unit import State
from tmflow.services.clock import now
from tmflow.services.rechecking import settle
from tmflow.services.rows import rows_of
from tmflow.services.storing import remember_units
from tmflow.services.texts import wrote
from tmflow.workflow.states import APPROVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.model.account import Account
    from tmflow.model.unit import TranslationUnit, Variant
    from tmflow.services.office import Office
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.views import UnitRow


def publish(office: Office, who: Account, release_id: str) -> None:
    """Make every text of a release final, in one transaction.

    The source is signed with it; a source text that the editor typed takes another editor.

    Raises:
        Blocked: reasons `unreviewed`, `empty`, `open_error`, `own_revision`; nothing is changed.
    """
    settle(office, (release_id,))
    with office.open(write=True) as uow:
        record = uow.releases.get(release_id)
        units = uow.units.of_release(release_id)
        _refuse(rows_of(uow, units, {}), record.source_lang, who)
        after = [_final(uow, unit) for unit in units]
        remember_units(
            office,
            uow,
            after,
            record.source_lang,
            only={unit.id for unit, old in zip(after, units, strict=True) if unit != old},
            author=who.name,
            accepted=True,
        )
        uow.releases.refresh(release_id, now())
        uow.trail.record(who, "publish", release_id, {"units": len(units)})
        uow.commit()


def _refuse(rows: tuple[UnitRow, ...], source_lang: str, who: Account) -> None:
    places: dict[str, list[int]] = {}
    for row in rows:
        for reason in set(_reasons(row, source_lang, who)):
            places.setdefault(reason, []).append(row.unit.position)
    if not places:
        return
    sentences = {
        "unreviewed": tr("not approved"),
        "empty": tr("empty"),
        "open_error": tr("with an open error"),
        "own_revision": tr("source text of your own"),
    }
    order = [reason for reason in sentences if reason in places]
    shown = "; ".join(f"{sentences[reason]}: {_numbers(places[reason])}" for reason in order)
    raise Blocked(tr("The release cannot be published. Sentences {sentences}.", sentences=shown), reasons=tuple(order))


def _reasons(row: UnitRow, source_lang: str, who: Account) -> Iterator[str]:
    for lang, variant in row.unit.variants.items():
        if lang == source_lang:
            if variant.state not in APPROVED and wrote(who.name, variant) and variant.origin != "imported":
                yield "own_revision"
            if variant.state is State.INITIAL:
                yield "unreviewed"
        elif not variant.text.text:
            yield "empty"
        elif variant.state not in APPROVED:
            yield "unreviewed"
    if any(view.open and view.issue.severity is Severity.ERROR for view in row.issues):
        yield "open_error"


def _numbers(positions: list[int], shown: int = 8) -> str:
    numbers = ", ".join(str(position) for position in positions[:shown])
    return f"{numbers}, …" if len(positions) > shown else numbers


def _final(uow: UnitOfWork, unit: TranslationUnit) -> TranslationUnit:
    variants: dict[str, Variant] = {}
    for lang, variant in unit.variants.items():
        variants[lang] = variant
        if variant.state is not State.FINAL:
            variants[lang] = replace(variant, state=State.FINAL, version=variant.version + 1)
            uow.units.write(unit.id, variants[lang], "", revision=False)
            uow.units.mark_approved(unit.id, lang, State.FINAL)
    return replace(unit, variants=variants)
