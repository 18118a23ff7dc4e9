"""English numerals in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import regex

_ONES: Final = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS: Final = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"""
_TENTHS: Final = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"

CARDINALS: Final = (
    {"zero": Decimal(0)}
    | {word: Decimal(n) for n, word in enumerate(_ONES.split(), 1)}
    | {word: Decimal(10 * n) for n, word in enumerate(_TENS.split(), 2)}
)
MAGNITUDES: Final = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10) ** 6, "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12, "dozen": Decimal(12), "bn": Decimal(10) ** 9, "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6, "bln": Decimal(10) ** 9, "trn": Decimal(10) ** 12, "m": Decimal(10) ** 6,
    "k": Decimal(1000), "b": Decimal(10) ** 9, "lakh": Decimal(100_000), "crore": Decimal(10) ** 7,
}  # fmt: skip
ORDINALS: Final = (
    {word: Decimal(n) for n, word in enumerate(_ORDINALS.split(), 1)}
    | {word: Decimal(10 * n) for n, word in enumerate(_TENTHS.split(), 2)}
    | {"hundredth": Decimal(100), "thousandth": Decimal(1000)}
)
_WORD: Final = regex.compile(r"[a-z]+")


def value(text: str) -> tuple[Decimal, Decimal]:
    """Return the value of a numeral in words, and its last magnitude (1 without one).

    `two hundred and five`, `a hundred`, `half a million`, `one and a half`, `twenty-first`.
    """
    total = section = Decimal(0)
    scale = Decimal(1)
    half = Decimal(0)
    for word in _WORD.findall(text.lower()):
        if word in CARDINALS:
            section += CARDINALS[word]
        elif word in ORDINALS and ORDINALS[word] < MAGNITUDES["hundred"]:
            section += ORDINALS[word]
        elif word == "half":
            half = Decimal("0.5")
        elif word in {"hundred", "hundredth", "dozen"}:
            section = (section or half or Decimal(1)) * MAGNITUDES[word.removesuffix("th")]
            half = Decimal(0) if section == half * MAGNITUDES[word.removesuffix("th")] else half
        elif word in MAGNITUDES or word == "thousandth":
            scale = MAGNITUDES[word.removesuffix("th")]
            total += (section + half or Decimal(1)) * scale
            section = half = Decimal(0)
    return total + section + half, scale
