"""What figures tell beyond their values: points or percent, how often, and whether a conversion is right."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.checks.items import Item, items
from tmflow.i18n import tr
from tmflow.model.language import EN, ZH
from tmflow.text import frequencies, numbers
from tmflow.text.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`wrong` (None: left out) stands in `lang` instead of what the `right` items of the other versions say.

    `message` is what a person is told, `suggestion` what is offered; both are worked out from the items where they are
    not given.
    """

    check: str
    lang: str
    wrong: Item | None
    right: tuple[Item, ...]
    message: str = ""
    suggestion: str | None = None


Told = tuple[frozenset[float], Item]
"""What may be meant, and where it stands."""
_POINTS: Final = re.compile(r"百分点|基点|percentage[\s-]points?|basis\spoints?|\bbps?\b|пункт|п\.\s?п\.")
_SIGNS_OF_POINTS: Final = ("百分点", "基点", "point", "bp", "пункт", "п.п", "п. п", "п.\u00a0п")
"""One of them is in every text that tells points: a cheap look, as most units tell none."""
_CONVERTED: Final = re.compile(r"\s?[(（](?:(?:约合?|合|即|相当于|about|around|or|roughly|около|примерно|или|это)\s?)?")
"""What opens a conversion: 1500亩（100公顷）, 1,500 mu (about 100 hectares)."""
_CLOSED: Final = re.compile(r"\s?[)）]")
_ROUNDED: Final = 1.2
"""A conversion told in round figures is right within this factor."""
_TEN_POWER: Final = 0.03
"""How far (in powers of ten) a slip may be from a whole power: 3 % of rounding beside it, and a bit."""


def slips(unit: TranslationUnit, context: Context) -> Iterator[Disagreement]:
    """Yield the slips of a unit; each is sure, for it is told by two versions or by arithmetic."""
    yield from _points(unit, context)
    yield from _frequencies(unit, context)
    for lang in context.filled(unit):
        yield from _conversions(unit, context, lang)


def _odd(told: Mapping[str, Told], filled: Sequence[str]) -> Iterator[tuple[str, Item, tuple[Item, ...]]]:
    """The version that says otherwise than two others, or the translation that says otherwise than the source."""
    if len(told) != len(filled):
        return
    for lang, (ways, item) in told.items():
        others = [told[other] for other in told if other != lang]
        shared = frozenset[float].intersection(*(each for each, _ in others)) if others else ways
        sure = len(others) > 1 or lang != filled[0]
        if sure and shared and all(ways.isdisjoint(each) for each, _ in others):
            yield lang, item, tuple(right for _, right in others)


def _points(unit: TranslationUnit, context: Context) -> Iterator[Disagreement]:
    """2.1 percentage points are no 2.1 percent."""
    filled = context.filled(unit)
    if not any(sign in unit.text(lang) for lang in filled for sign in _SIGNS_OF_POINTS):
        return
    by_value: dict[float | str, dict[str, dict[bool, Item]]] = {}
    for lang in filled:
        for item in items(unit, context, lang):
            if item.quantity.kind == "percent":
                ways = by_value.setdefault(item.value, {}).setdefault(lang, {})
                ways[_POINTS.search(item.quantity.text) is not None] = item
    for versions in by_value.values():
        if any(len(ways) > 1 for ways in versions.values()):
            continue
        told = {lang: (frozenset(ways), next(iter(ways.values()))) for lang, ways in versions.items()}
        for lang, wrong, right in _odd(told, filled):
            suggestion = _as_points(right[0].quantity, lang) if _POINTS.search(right[0].quantity.text) else None
            yield Disagreement("percent_mismatch", lang, wrong, right, suggestion=suggestion)


def _as_points(quantity: Quantity, lang: str) -> str:
    """The value in percentage points; empty in Russian, where the case decides the form."""
    figure = numbers.render(Quantity("number", quantity.value, "", 0, 0, ""), lang)
    if lang == ZH:
        return f"{figure}个百分点"
    return f"{figure} percentage point{'' if quantity.value == 1 else 's'}" if lang == EN else ""


def _frequencies(unit: TranslationUnit, context: Context) -> Iterator[Disagreement]:
    """Every six months is not once a year; only where each version tells one frequency."""
    filled = context.filled(unit)
    told: dict[str, Told] = {}
    for lang in filled:
        text = unit.text(lang)
        found = frequencies.find(text, lang)
        if len({one.meant for one in found}) != 1:
            return
        one = found[0]
        quantity = Quantity("number", one.months, "mo", one.start, one.end, one.text)
        told[lang] = one.meant, Item(lang, quantity, "frequency", one.months, "mo", one.months)
    for lang, wrong, right in _odd(told, filled):
        yield Disagreement("number_mismatch", lang, wrong, right, suggestion="")


def _conversions(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Disagreement]:
    """1500 mu are 100 hectares: what stands in brackets behind a measure, in another unit, must be as much."""
    text = unit.text(lang)
    if "(" not in text and "（" not in text:
        return
    found = items(unit, context, lang)
    for told, added in itertools.pairwise(found):
        between = text[told.quantity.end : added.start]
        if (
            not _CONVERTED.fullmatch(between)
            or not _CLOSED.match(text, added.quantity.end)
            or not _convertible(told, added)
        ):
            continue
        factor = max(float(told.value), float(added.value)) / min(float(told.value), float(added.value))
        if factor <= _ROUNDED:
            continue
        powers = math.log10(factor)
        slipped = abs(powers - round(powers)) <= _TEN_POWER
        message = tr("{text} does not equal {said}", text=added.quantity.text, said=told.quantity.text)
        yield Disagreement(
            "magnitude" if slipped else "number_mismatch", lang, added, (told,), message, _converted(told, added, lang)
        )


def _convertible(told: Item, added: Item) -> bool:
    return (
        told.unit == added.unit != ""
        and told.quantity.unit != added.quantity.unit
        and {told.quantity.kind, added.quantity.kind} == {"quantity"}
        and bool(told.value)
        and bool(added.value)
    )


def _converted(told: Item, added: Item, lang: str) -> str:
    """The measure in the unit of the conversion, where it comes out whole."""
    each = float(added.value) / float(added.written)
    value = round(float(told.value) / each, 6)
    exact = Quantity("quantity", int(value), added.quantity.unit, 0, 0, "") if value.is_integer() else None
    return numbers.render(exact, lang) if exact else ""
