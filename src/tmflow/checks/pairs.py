"""Marks that come in pairs (brackets, quotation marks): what is left without its partner, and whether that is wrong.

A quotation may run over several sentences, so a mark that is alone in its unit is looked for in the units around, and
one that the other versions leave open at the same place is no slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a pair at `place` in its text; `opens` tells which half it is."""

    place: int
    text: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The pairs of a text, and the marks that stand alone."""

    pairs: tuple[tuple[Mark, Mark], ...] = ()
    alone: tuple[Mark, ...] = ()

    @property
    def balance(self) -> tuple[int, int]:
        """How many closing and how many opening marks stand alone."""
        opening = sum(mark.opens for mark in self.alone)
        return len(self.alone) - opening, opening


def match(marks: Sequence[Mark]) -> Reading:
    """Pair each closing mark with the last open one, whatever their kinds: which kinds may meet is asked later."""
    pairs: list[tuple[Mark, Mark]] = []
    alone: list[Mark] = []
    stack: list[Mark] = []
    for mark in marks:
        if mark.opens:
            stack.append(mark)
        elif stack:
            pairs.append((stack.pop(), mark))
        else:
            alone.append(mark)
    return Reading(tuple(pairs), (*alone, *stack))


def unpaired(
    unit: TranslationUnit, context: Context, lang: str, name: str, read: Callable[[str, str], Reading]
) -> tuple[Mark, ...]:
    """The marks of the unit's text that have no partner in it, in the version, or in what the other versions do.

    Args:
        unit: the unit.
        context: its release.
        lang: the version.
        name: names `read` among what is kept.
        read: reads a text in a language.
    """
    reading = read(unit.text(lang), lang)
    if not reading.alone:
        return ()
    for other in context.languages:
        if other != lang and unit.text(other) and read(unit.text(other), other).balance == reading.balance:
            return ()
    known = context.once(("pairs", name, lang), lambda: _resolved(context, lang, read))
    return tuple(mark for mark in reading.alone if (unit.id, mark.place) not in known)


def _resolved(context: Context, lang: str, read: Callable[[str, str], Reading]) -> frozenset[tuple[str, int]]:
    """The marks that find their partner in another unit.

    One that is open is closed by the next lone closing mark, unless a whole pair of the same kind comes between; each
    paragraph of a long quotation may open it anew.
    """
    found: set[tuple[str, int]] = set()
    pending: list[tuple[str, Mark]] = []
    for unit in context.units:
        text = unit.text(lang)
        reading = read(text, lang) if text else Reading()
        for mark in reading.alone:
            mine = (unit.id, mark)
            if not mark.opens and pending:
                found.update((owner, opening.place) for owner, opening in (*pending, mine))
                pending = []
            elif mark.opens:
                again = pending and pending[-1][1].text == mark.text and not text[: mark.place].strip()
                pending = [*pending, mine] if again else [mine]
        if pending and any(pair[0].text == pending[-1][1].text for pair in reading.pairs) and pending[-1][0] != unit.id:
            pending = []
    return frozenset(found)
