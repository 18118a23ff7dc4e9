"""Telling apart the languages of one text: by block, by line, by sentence, or by runs of one script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.model.language import LANGUAGES, ordered
from tmflow.text import script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tmflow.model.segment import Segment

FOREIGN: Final = "foreign"
"""Letters of a language that the house does not publish in."""
NEUTRAL: Final = ""
"""No letters at all: figures, rules."""

_HANZI_WEIGHT: Final = 3
_OWN_VERSION: Final = 0.2
"""A language that has this part of the largest one's text is a version; less is a banner, a name or a quotation."""
_FOREIGN_SHARE: Final = 0.2
_MIXED: Final = 0.2
_LOOKED_AT: Final = 60
_SENTENCE_ENDS: Final = re.compile(
    r"[。！？!?…][”’」』》）)\"»]*|\.[”’\"»)]*(?=\s|[\u4e00-\u9fff\u0400-\u04ff])|\s[/|｜]\s|\t"
)
_SCRIPTS: Final = (
    ("zh", re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("en", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)


def of_block(text: str) -> str:
    """Return `zh`, `en`, `ru`, FOREIGN, or NEUTRAL for a text without letters; a longer one by statistics too."""
    lang = script.identify(text)
    if lang in LANGUAGES:
        return lang
    return FOREIGN if any(script.shares(text).values()) else NEUTRAL


def of_blocks(texts: Sequence[str]) -> list[str]:
    """Return the language of each text as `of_block` does, but ask letter statistics about the longest ones only.

    The others are told by their script: a few dozen paragraphs show whether a page is in French, and a page with ten
    thousand is not looked at for minutes.
    """
    longest = set(sorted(range(len(texts)), key=lambda number: -len(texts[number]))[:_LOOKED_AT])
    return [of_block(text) if number in longest else _by_script(text) for number, text in enumerate(texts)]


def _by_script(text: str) -> str:
    shares = script.shares(text)
    lang = max(shares, key=lambda key: shares[key])
    if not shares[lang]:
        return NEUTRAL
    return lang if lang in LANGUAGES else FOREIGN


def weight(text: str) -> int:
    """Return how much a text says, in letters of an alphabet (a Chinese character counts as three)."""
    return sum(_HANZI_WEIGHT if "\u3400" <= char <= "\u9fff" else char.isalpha() for char in text)


def versions_in(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], bool]:
    """Tell which languages have a version of their own among blocks given as (language, text).

    Returns:
        The languages in house order, and whether so much is in a language the house does not know that the file is
        not one of its releases.
    """
    weights: dict[str, int] = {}
    for lang, text in texts:
        if lang != NEUTRAL:
            weights[lang] = weights.get(lang, 0) + weight(text)
    foreign = weights.pop(FOREIGN, 0)
    largest = max(weights.values(), default=0)
    found = ordered(lang for lang, value in weights.items() if value and value >= _OWN_VERSION * largest)
    return found, foreign > _FOREIGN_SHARE * (largest + foreign) and foreign > 0


def mixed(text: str) -> bool:
    """Whether two languages of the house have a large share in this text."""
    shares = sorted((script.shares(text)[lang] for lang in LANGUAGES), reverse=True)
    return shares[1] >= _MIXED * (shares[0] or 1.0) and shares[1] > 0


def pieces(segment: Segment) -> tuple[tuple[str, Segment], ...]:
    """Cut a block in which languages take turns into (language, piece), neighbours of one language joined.

    Cuts fall after sentence ends and at slashes; if these do not separate the languages and every script forms one
    unbroken run (a headline in three languages on one line), between the runs. One piece means: not cut.
    """
    found = _joined(segment, _sentence_cuts(segment.text))
    if any(mixed(piece.text) for _, piece in found):
        by_run = _joined(segment, _run_cuts(segment.text))
        if len(by_run) > len(found):
            found = by_run
    return found


def _sentence_cuts(text: str) -> list[int]:
    return [found.end() for found in _SENTENCE_ENDS.finditer(text)]


def _run_cuts(text: str) -> list[int]:
    """Return the places where the script changes, or nothing when a script comes back later."""
    cuts: list[int] = []
    seen: list[str] = []
    for position, char in enumerate(text):
        name = next((name for name, pattern in _SCRIPTS if pattern.match(char)), "")
        if not name or (seen and seen[-1] == name):
            continue
        if name in seen:
            return []
        if seen:
            cuts.append(position)
        seen.append(name)
    return cuts


def _joined(segment: Segment, cuts: Sequence[int]) -> tuple[tuple[str, Segment], ...]:
    found: list[tuple[str, int, int]] = []
    start = 0
    for end in (*cuts, len(segment.text)):
        text = segment.text[start:end]
        if not text.strip():
            continue
        lang = of_block(text)
        if found and lang in {NEUTRAL, FOREIGN, found[-1][0]}:
            found[-1] = (found[-1][0], found[-1][1], end)
        elif found and found[-1][0] == NEUTRAL:
            found[-1] = (lang, found[-1][1], end)
        else:
            found.append((lang, start, end))
        start = end
    return tuple((lang, _without_slash(segment.slice(start, end))) for lang, start, end in found)


def _without_slash(segment: Segment) -> Segment:
    stripped = segment.strip()
    end = len(stripped.text.rstrip(" /|｜\t"))
    return stripped.slice(0, end) if end else stripped
