"""Lengths of time beside numbers, in one unit: 90个月 is seven and a half years, 48 hours are two days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from tmflow.text.quantity import Quantity

_UNITS: Final = (
    (r"分钟|[- ]?(?i:minutes?|mins?)\b|[- ]минут|[- ]мин\b", "short", 1),
    (r"个?(?:小时|钟头)|[- ]?(?i:hours?|hrs?)\b|[- ]час", "short", 60),
    (r"[天日](?!元)|[- ]?(?i:days?)\b|[- ](?:дн|день|сут)", "short", 1_440),
    (r"个?(?:星期|周)(?![年末])|[- ]?(?i:weeks?)\b|[- ]недел", "short", 10_080),
    (r"个月|[- ]?(?i:months?)\b|[- ](?:месяц|мес\b)", "long", 1),
    (r"年(?![代级])|周年|[- ]?(?i:years?)\b|[- ](?:год|лет|г\.)", "long", 12),
    (r"[- ]?(?i:decades?)\b|[- ]десятилети", "long", 120),
)
_UNIT: Final = regex.compile(
    r"[余多\s\u00a0]{0,2}(?:" + "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _, _) in enumerate(_UNITS)) + ")"
)


def duration(quantity: Quantity, text: str) -> tuple[str, float] | None:
    """The length of time that a number counts: `("short", minutes)` or `("long", months)`; nothing for other counts."""
    if quantity.kind != "number" or quantity.unit or not isinstance(quantity.value, (int, float)):
        return None
    match = _UNIT.match(text, quantity.end, quantity.end + 16)
    if not match or not match.lastgroup:
        return None
    _, scale, factor = _UNITS[int(match.lastgroup[1:])]
    return scale, round(quantity.value * factor, 3)
