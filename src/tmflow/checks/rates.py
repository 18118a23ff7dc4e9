"""Rates by area: 3,600 yuan a mu is 54,000 yuan a hectare, and never 3,600 yuan a hectare."""

from __future__ import annotations

import re
from typing import Final

_MU: Final = 2000 / 3
_HECTARE: Final = 10_000.0
_ACRE: Final = 4046.86
_AREAS: Final = {"mu": _MU, "ha": _HECTARE, "ac": _ACRE}
_WORTH: Final = {
    "zh": re.compile(r"亩|公顷"),
    "en": re.compile(r"\b(?:mu|hectares?|ha|acres?)\b"),
    "ru": re.compile(r"\b(?:му|гектар\w*|га)\b"),
}
"""Without one of these no rate by area is told."""
_BEFORE: Final = {
    "zh": re.compile(r"(?:每|一)(?:(?P<mu>亩)|(?P<ha>公顷))[^，。；、亩顷]{0,10}$|(?P<mu_>亩)均[^，。；、]{0,10}$"),
    "en": re.compile(
        r"\b(?:per|each|every)[ -](?:(?P<mu>mu)|(?P<ha>hectare|ha)|(?P<ac>acre))\b[^,.;]{0,40}$", re.IGNORECASE
    ),
    "ru": re.compile(
        r"\b(?:с|на|за|в)[ \u00a0](?:кажд\w+[ \u00a0]|одного[ \u00a0]|один[ \u00a0])?"
        r"(?:(?P<mu>му)|(?P<ha>гектара?|га))\b[^,.;]{0,40}$",
        re.IGNORECASE,
    ),
}
_BEHIND: Final = {
    "zh": re.compile(r"(?:[/每](?:(?P<mu>亩)|(?P<ha>公顷)))"),
    "en": re.compile(r"\s?(?:per |an? |/ ?|for (?:each|every) )(?:(?P<mu>mu)|(?P<ha>hectare|ha)|(?P<ac>acre))\b"),
    "ru": re.compile(
        r"\s?(?:/ ?|(?:с|на|за|в)[ \u00a0](?:кажд\w+[ \u00a0]|одного[ \u00a0]|один[ \u00a0])?)"
        r"(?:(?P<mu>му)|(?P<ha>гектара?|га))\b"
    ),
}
_LOOK_BACK: Final = 60


def worth_a_look(text: str, lang: str) -> bool:
    """Whether a text may tell a rate by area."""
    pattern = _WORTH.get(lang)
    return pattern is not None and pattern.search(text) is not None


def area_of(text: str, lang: str, start: int, end: int) -> float:
    """The square metres by which the value at `[start, end)` is told (a mu, a hectare, an acre); 0 for no rate."""
    match = _BEHIND[lang].match(text, end) or _BEFORE[lang].search(text[max(0, start - _LOOK_BACK) : start])
    return _AREAS[match.lastgroup.rstrip("_")] if match and match.lastgroup else 0.0
