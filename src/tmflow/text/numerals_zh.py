"""Chinese numerals: digits, characters, and both mixed (1亿6000万)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from tmflow.text.quantity import Number, number

DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3,
}  # fmt: skip
SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS: Final = {"万": 10_000, "亿": 100_000_000, "兆": 10**12}
_PART: Final = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\d]")


def small(text: str) -> int:
    """The value of a numeral in either kind of digits: `十二`, `12`, `三十一`; 0 for an empty text."""
    return int(value(text)[0]) if text else 0


def value(text: str) -> tuple[Number, Number]:
    """Return the value of a numeral, and its last large unit (1 without one).

    `两千亿`, `1亿6000万`, `二〇一八`, `三点五`, `1.2万亿`; the words 余 多 来 几 inside are passed over.
    """
    if text.isdecimal():
        return number(text), 1
    whole, _, fraction = text.partition("点")
    total, scale = _whole(whole)
    if fraction:
        digits = "".join(str(DIGITS[char]) for char in fraction if char in DIGITS)
        rest = "".join(char for char in fraction if char in LARGE_UNITS)
        total += Decimal(f"0.{digits}")
        for unit in rest:
            total *= LARGE_UNITS[unit]
            scale = LARGE_UNITS[unit]
    return total, scale


def _whole(text: str) -> tuple[Number, Number]:
    if len(text) > 1 and all(char in DIGITS for char in text):
        return number("".join(str(DIGITS[char]) for char in text)), 1
    high: Number = 0
    middle: Number = 0
    section: Number = 0
    current: Number | None = None
    scale = last = 1
    for part in _PART.findall(text):
        if part in SMALL_UNITS:
            section += (1 if current is None else current) * SMALL_UNITS[part]
            current, last = None, SMALL_UNITS[part]
        elif part == "万":
            middle += (section + (current or 0) or 1) * LARGE_UNITS[part]
            section, current, scale, last = 0, None, LARGE_UNITS[part], LARGE_UNITS[part]
        elif part in LARGE_UNITS:
            high += (middle + section + (current or 0) or 1) * LARGE_UNITS[part]
            middle = section = 0
            scale *= LARGE_UNITS[part]
            current, last = None, LARGE_UNITS[part]
        elif part in DIGITS:
            current = DIGITS[part]
            last = 1 if not current else last
        elif part[0].isdigit():
            current, last = number(part.replace(",", "")), 1
    if current is not None and text[-1:] in DIGITS and last > 10:  # noqa: PLR2004 - 三万五 is 35,000, 十五 is 15
        current *= last // 10
    return high + middle + section + (current or 0), scale
