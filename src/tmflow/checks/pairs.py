"""Marks that come in pairs (brackets, quotation marks): what is left without its partner, and whether that is wrong.

A quotation may run over several sentences, so a mark that is alone in its unit is looked for in the units around, and
one that the other versions leave open at the same place is no slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

_DEEPEST: Final = 20


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


def match(marks: Sequence[Mark], families: Mapping[str, str]) -> Reading:
    """Pair each closing mark with the last open one of its family, or else with the last open one.

    What is still open between the two has no partner. `families` names for each mark the kind that it belongs to.
    """
    pairs: list[tuple[Mark, Mark]] = []
    alone: list[Mark] = []
    stack: list[Mark] = []
    for mark in marks:
        if mark.opens:
            stack.append(mark)
        elif stack:
            like = [n for n in range(max(0, len(stack) - _DEEPEST), len(stack)) if _like(stack[n], mark, families)]
            place = like[-1] if like else len(stack) - 1
            alone += stack[place + 1 :]
            pairs.append((stack[place], mark))
            del stack[place:]
        else:
            alone.append(mark)
    return Reading(tuple(pairs), tuple(sorted([*alone, *stack], key=lambda mark: mark.place)))


def _like(opening: Mark, closing: Mark, families: Mapping[str, str]) -> bool:
    return families.get(opening.text) == families.get(closing.text)


def told(unit: TranslationUnit, context: Context, lang: str, read: Callable[[str, str], Reading]) -> bool:
    """Whether the units around, or a version whose pairs are whole, can tell that a mark was left out.

    A sentence by itself may be the beginning of what goes on in the next one.
    """
    if len(context.units) > 1:
        return True
    readings = (read(unit.text(other), other) for other in context.languages if other != lang)
    return any(reading.pairs and not reading.alone for reading in readings)


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

    One that is open is closed by the next lone closing mark, if no other lone one opens before; each paragraph of a
    long quotation may open it anew.
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
    return frozenset(found)
