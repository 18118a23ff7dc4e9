"""Quantities in a text: numbers, money, percentages, measures, ordinals, dates and ranges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tmflow.text import compare as comparing
from tmflow.text import numbers_en, numbers_ru, numbers_zh, temperatures
from tmflow.text.quantity import Quantity
from tmflow.text.render import render

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Quantity", "compare", "find", "loose", "render"]

_READERS: Final[dict[str, ModuleType]] = {"zh": numbers_zh, "en": numbers_en, "ru": numbers_ru}


def find(text: str, lang: str) -> list[Quantity]:
    """Return the quantities of a text in reading order; none in a language that is not of the house.

    Digits and words, inflected numerals, 万 and млрд, dates, times, quarters, ranges, multiples; silent on names and
    idioms (一带一路, one of the). See `Quantity` for the values. Times say what it became: 增长1倍, doubled and вдвое
    are 2. Temperatures below zero are negative. Approximate words (约, over, около) leave
    the value as it is written and set `approximate`.

    Args:
        text: any text, as stored (not normalised).
        lang: `zh`, `en` or `ru`.
    """
    reader = _READERS.get(lang)
    found: list[Quantity] = reader.find(text) if reader else []
    return temperatures.signed(found, text, lang) if any(one.unit in temperatures.UNITS for one in found) else found


def compare(a: str, lang_a: str, b: str, lang_b: str) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """Compare what two versions of a sentence say in figures.

    Returns:
        The quantities of `a` that `b` lacks, and those of `b` that `a` lacks. Equal values in other words or units of
        counting, figures that stand in both as they are, and small counts in words are never reported.
    """
    sides = (
        comparing.Side(text, tuple(find(text, lang)), partial(loose, text, lang))
        for text, lang in ((a, lang_a), (b, lang_b))
    )
    return comparing.differences(*sides)


def loose(text: str, lang: str) -> frozenset[float]:
    """Every number that might be read in a text, also inside names and idioms."""
    reader = _READERS.get(lang)
    return frozenset(reader.loose(text)) if reader else frozenset()
