"""Roman numerals, as congresses, centuries and quarters are counted in Russian and English."""

from __future__ import annotations

from typing import Final

ROMAN: Final = r"(?:X{1,3}(?:IX|IV|V?I{0,3})|(?:IX|IV|VI{0,3}|I{1,3}))"
"""A pattern for I to XXXIX; higher ones do not count anything in a release."""
_VALUES: Final = {"I": 1, "V": 5, "X": 10}


def roman(text: str) -> int:
    """The value of a Roman numeral that `ROMAN` matches."""
    values = [_VALUES[char] for char in text]
    return sum(-v if any(v < later for later in values[n + 1 : n + 2]) else v for n, v in enumerate(values))
