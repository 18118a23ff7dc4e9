"""Roman numerals, as congresses, centuries and quarters are counted in Russian and English."""

from __future__ import annotations

from typing import Final

import regex

ROMAN: Final = r"(?:X{1,3}(?:IX|IV|V?I{0,3})|(?:IX|IV|VI{0,3}|I{1,3}))"
"""A pattern for I to XXXIX; higher ones do not count anything in a release."""
_ONES: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
SMALL: Final = frozenset(tens + ones for tens in ("", "x", "xx", "xxx") for ones in _ONES) - {""}
"""The numerals that `ROMAN` matches, in small letters."""
_ALONE: Final = regex.compile(r"(?<![\w-])(?=[IVXLC]{2,7}(?!\w))C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)")
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int:
    """The value of a Roman numeral that `ROMAN` matches."""
    values = [_VALUES[char] for char in text]
    return sum(-v if any(v < later for later in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


def romans(text: str) -> list[int]:
    """The values of all Roman numerals of at least two letters that stand alone in a text, up to CCCXCIX."""
    return [roman(match.group()) for match in _ALONE.finditer(text)]
