"""English numerals in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tmflow.text.quantity import Number

_ONES: Final = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS: Final = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"""
_TENTHS: Final = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"

CARDINALS: Final = (
    {"zero": 0}
    | {word: n for n, word in enumerate(_ONES.split(), 1)}
    | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
)
MAGNITUDES: Final = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
    "trillion": 10**12, "dozen": 12, "bn": 10**9, "mn": 10**6,
    "mln": 10**6, "bln": 10**9, "trn": 10**12, "m": 10**6,
    "k": 1000, "b": 10**9, "lakh": 100_000, "crore": 10**7,
}  # fmt: skip
ORDINALS: Final = (
    {word: n for n, word in enumerate(_ORDINALS.split(), 1)}
    | {word: 10 * n for n, word in enumerate(_TENTHS.split(), 2)}
    | {"hundredth": 100, "thousandth": 1000}
)
HALF: Final = Decimal("0.5")
_WORD: Final = re.compile(r"[a-z]+")


def value(text: str) -> tuple[Number, Number]:
    """Return the value of a numeral in words, and its last magnitude (1 without one).

    `two hundred and five`, `a hundred`, `half a million`, `one and a half`, `twenty-first`.
    """
    total: Number = 0
    section: Number = 0
    half: Number = 0
    scale = 1
    for word in _WORD.findall(text.lower()):
        if word in CARDINALS:
            section += CARDINALS[word]
        elif word in ORDINALS and ORDINALS[word] < MAGNITUDES["hundred"]:
            section += ORDINALS[word]
        elif word == "half":
            half = HALF
        elif word in {"hundred", "hundredth", "dozen"}:
            section = (section or half or 1) * MAGNITUDES[word.removesuffix("th")]
            half = 0 if section == half * MAGNITUDES[word.removesuffix("th")] else half
        elif word in MAGNITUDES or word == "thousandth":
            scale = MAGNITUDES[word.removesuffix("th")]
            total += (section + half or 1) * scale
            section = half = 0
    return total + section + half, scale
