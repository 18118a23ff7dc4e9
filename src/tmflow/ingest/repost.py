"""Recognising a repost: the same text under another address, with another date, other chrome or other white space."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tmflow.model.release import LanguageVersion

_NOT_TEXT: Final = re.compile(r"[\W_]+")
_FIGURES: Final = re.compile(r"\d+")
_SHINGLE: Final = 8
_SAME: Final = 0.95
"""Share of common shingles: above it only a line of chrome or a headline differs."""


def fingerprint(version: LanguageVersion) -> str:
    """Return a hash (SHA-256, hex) of the letters and digits of title and body, whatever stands between them."""
    return hashlib.sha256(f"{version.lang}\n{_letters(version.text)}".encode()).hexdigest()


def same_release(first: LanguageVersion, second: LanguageVersion) -> bool:
    """Whether both are the same text in the same language, but for chrome and white space.

    A weekly report that differs in its figures only is another release: the figures of the body must be the same.
    """
    if first.lang != second.lang:
        return False
    one, two = _letters(first.text), _letters(second.text)
    if one == two:
        return True
    if _figures(first) != _figures(second):
        return False
    common, total = _overlap(_shingles(one), _shingles(two))
    return total > 0 and common >= _SAME * total


def _letters(text: str) -> str:
    return _NOT_TEXT.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _figures(version: LanguageVersion) -> list[str]:
    return _FIGURES.findall(unicodedata.normalize("NFKC", " ".join(version.paragraphs)))


def _shingles(text: str) -> set[str]:
    return {text[start : start + _SHINGLE] for start in range(max(1, len(text) - _SHINGLE + 1))}


def _overlap(one: set[str], two: set[str]) -> tuple[int, int]:
    return len(one & two), max(len(one), len(two))
