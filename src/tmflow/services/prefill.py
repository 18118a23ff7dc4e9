"""Drafts from the memory for texts that nobody has translated yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.model.segment import Segment
from tmflow.model.unit import State, TranslationUnit, Variant
from tmflow.services.texts import context_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tmflow.model.account import Account
    from tmflow.services.beads import Frame
    from tmflow.services.ports.outside import Memory

_EXACT: Final = 100


def prefilled(
    memory: Memory,
    actor: Account,
    units: Sequence[TranslationUnit],
    frame: Frame,
    *,
    only: Collection[str] | None = None,
) -> tuple[TranslationUnit, ...]:
    """Return the units with every empty text filled for which the memory has an exact match.

    What is filled in stays initial, with its origin (`tm 100`, `tm 101`), until a translator confirms it.

    Args:
        memory: the translation memory.
        actor: who asks.
        units: the units of a release, by position.
        frame: the release.
        only: the ids of the units to fill; all by default.
    """
    return tuple(
        _filled(memory, actor, unit, units, frame) if only is None or unit.id in only else unit for unit in units
    )


def _filled(
    memory: Memory, actor: Account, unit: TranslationUnit, units: Sequence[TranslationUnit], frame: Frame
) -> TranslationUnit:
    source = unit.text(frame.source_lang)
    empty = [lang for lang, each in unit.variants.items() if not each.text.text and lang != frame.source_lang]
    if not source or not empty:
        return unit
    context = context_of(units, unit).get(frame.source_lang)
    variants = dict(unit.variants)
    for lang in empty:
        matches = memory.search(actor, source, frame.source_lang, lang, limit=1, context=context, minimum=_EXACT)
        if matches and matches[0].score >= _EXACT:
            stored = variants[lang]
            variants[lang] = Variant(
                lang,
                Segment(matches[0].target),
                State.INITIAL,
                stored.version + 1,
                frame.author,
                frame.at,
                f"tm {matches[0].score}",
            )
    return replace(unit, variants=variants)
