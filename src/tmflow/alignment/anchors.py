"""Anchors: marks in a sentence that survive translation, as strings that are equal in every language.

Figures, Latin words in any script's text, and names by a skeleton of their consonants.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
_CYRILLIC_NAME: Final = re.compile(r"\b[А-ЯЁ][а-яё]{2,}")
_LATIN_NAME: Final = re.compile(r"\b[A-Z][a-z]{2,}")
_TOO_COMMON: Final = 0.5
_SHORTEST_SKELETON: Final = 3

_SOUNDS: Final = (
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("kh", "h"),
    ("zh", "z"),
    ("sh", "s"),
    ("ch", "c"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "k"),
    ("ts", "c"),
    ("x", "ks"),
    ("w", "v"),
    ("q", "k"),
    ("j", "z"),
)
_CYRILLIC: Final = str.maketrans(
    {
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "ж": "z",
        "з": "z",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "ф": "f",
        "х": "h",
        "ц": "c",
        "ч": "c",
        "ш": "s",
        "щ": "s",
        "й": "",
        "ь": "",
        "ъ": "",
        "а": "a",
        "е": "a",
        "ё": "a",
        "и": "a",
        "о": "a",
        "у": "a",
        "ы": "a",
        "э": "a",
        "ю": "a",
        "я": "a",
    }
)
_VOWELS: Final = str.maketrans(dict.fromkeys("aeiouy'’-", ""))


def of(text: str, lang: str) -> frozenset[str]:
    """Return the anchors of a sentence."""
    found = {f"#{match.replace(',', '.').strip('.')}" for match in _DIGITS.findall(text)}
    found.update(f"={word.lower()}" for word in _LATIN.findall(text))
    if lang == "ru":
        found.update(_skeletons(_CYRILLIC_NAME.findall(text)))
    elif lang == "en":
        found.update(_skeletons(_LATIN_NAME.findall(text)))
    return frozenset(found)


def _skeletons(names: Sequence[str]) -> set[str]:
    found = set()
    for name in names:
        plain = name.lower().translate(_CYRILLIC)
        for spelling, sound in _SOUNDS:
            plain = plain.replace(spelling, sound)
        bare = re.sub(r"(.)\1+", r"\1", plain.translate(_VOWELS).replace("h", "").replace("g", "k"))
        if len(bare) >= _SHORTEST_SKELETON:
            found.add(f"~{bare[:4]}")
    return found


def shared(x: Sequence[frozenset[str]], y: Sequence[frozenset[str]]) -> list[str]:
    """Return the anchors that both versions have, those left out that stand in most sentences of either."""
    in_x, in_y = (Counter(anchor for found in side for anchor in found) for side in (x, y))
    most_x, most_y = max(2.0, len(x) * _TOO_COMMON), max(2.0, len(y) * _TOO_COMMON)
    return sorted(a for a in in_x.keys() & in_y.keys() if in_x[a] <= most_x and in_y[a] <= most_y)
