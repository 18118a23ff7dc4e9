"""The sign of a temperature: 零下25摄氏度, −25 °C, 25 degrees below zero, 25 градусов мороза.

The sign is a part of the value only where a unit of temperature stands behind the figure. The ends of a range keep
their figures as they are: "minus 5 to 10 degrees" may mean either.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.text.quantity import Quantity

UNITS: Final = frozenset({"C", "F"})
"""Units of temperature."""
_SIGN: Final = r"(?<=^|[\s(（\[\p{Han}，、：:~～«“„\"])(?<!\d\s?)(?:[-－–]|−\s?)"
_BEFORE: Final = {
    "zh": regex.compile(rf"(?:零下|负)[约近达至到]{{0,2}}\s?$|{_SIGN}$"),
    "en": regex.compile(rf"\b(?i:minus|negative|sub-?zero\b[^.;:\d]{{0,30}})\s?$|{_SIGN}$"),
    "ru": regex.compile(rf"(?<!\w)(?i:минус|мороз(?:а|у|е|ом|ы|ов|ах)?(?:\s[^.;:\d]{{0,20}})?)\s$|{_SIGN}$"),
}
_BEHIND: Final = {
    "zh": regex.compile(r"以下(?<=零度以下)"),
    "en": regex.compile(r"\s(?i:below\s(?:zero|freezing))\b|\s(?i:of\sfrost)\b"),
    "ru": regex.compile(r"\s(?:по\s[Цц]ельсию\s)?(?i:мороза|ниже\sнуля)(?!\w)"),
}
_REACH: Final = 40
"""No sign in words stands farther from its figure."""


def signed(found: Iterable[Quantity], text: str, lang: str) -> list[Quantity]:
    """The quantities, temperatures below zero with their sign in value and text.

    Args:
        found: what was read, temperatures without their sign.
        text: the text that it was read in.
        lang: `zh`, `en` or `ru`.
    """
    return [_signed(one, text, lang) if one.unit in UNITS else one for one in found]


def _signed(one: Quantity, text: str, lang: str) -> Quantity:
    if isinstance(one.value, (str, tuple)) or one.value <= 0:
        return one
    window = max(0, one.start - _REACH)
    before = _BEFORE[lang].search(text[window : one.start])
    behind = _BEHIND[lang].match(text, one.end)
    inside = "零下" in one.text or "负" in one.text  # 摄氏零下25度
    if not (before or behind or inside):
        return one
    start = window + before.start() if before else one.start
    end = behind.end() if behind else one.end
    return replace(one, value=-one.value, start=start, end=end, text=text[start:end])
