"""Items of a list that opens the text: each is a segment, unless semicolons or commas join them to one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROMANS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_CHINESE: Final = "一二三四五六七八九十"
_BULLETS: Final = "•·●▪■◆⁃‣◦○*"


def _arabic(label: str) -> int:
    return int(label)


def _letter(label: str) -> int:
    return ord(label.lower()) - 96


def _roman(label: str) -> int:
    return _ROMANS.index(label.lower()) + 1


def _cyrillic(label: str) -> int:
    return "абвгдежзиклмнопрстуфхцчшщэюя".index(label) + 1


def _chinese(label: str) -> int:
    tens, _, ones = label.rpartition("十")
    if "十" not in label:
        return _CHINESE.index(label) + 1
    return (_CHINESE.index(tens) + 1 if tens else 1) * 10 + (_CHINESE.index(ones) + 1 if ones else 0)


_N: Final = r"\d{1,2}"
_Z: Final = f"[{_CHINESE}]{{1,3}}"
_STYLES: Final[tuple[tuple[regex.Pattern[str], Callable[[str], int]], ...]] = tuple(
    (regex.compile(rf"(?<![^\s。；;.!?！？])(?:{pattern})"), value)
    for pattern, value in (
        (rf"[{_BULLETS}]\s?({_N})[.)]\s?", _arabic),
        (rf"({_N})\.\)\s", _arabic),
        (rf"({_N})\)\s?", _arabic),
        (rf"\(({_N})\)\s?", _arabic),
        (rf"（({_N})）", _arabic),
        (rf"（({_Z})）", _chinese),
        (rf"({_Z})、", _chinese),
        (rf"({_N})[.．、](?!\d)\s?", _arabic),
        (r"(i{1,3}|iv|vi{0,3}|ix|x)[.)]\s", _roman),
        (r"(I{1,3}|IV|VI{0,3}|IX|X)[.)]\s", _roman),
        (r"([a-z])[.)]\s", _letter),
        (r"([A-Z])[.)]\s", _letter),
        (r"([а-я])[)]\s", _cyrillic),
    )
)
_BULLET: Final = regex.compile(rf"(?<!\S)[{_BULLETS}]\s")
_SHORTEST: Final = 6
"""Letters nearer than this are the initials of a name (J. K. Smith)."""
_LONGEST: Final = 2_000
"""How far ahead the next item of a list may begin."""


def markers(text: str, begin: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the item markers of the list that is the line `[begin, end)`; none outside a list.

    Only the first one is returned when semicolons or commas make one sentence of the items.
    """
    for pattern, value in _STYLES:
        found = pattern.match(text, begin, end)
        if found and value is _roman and _roman(found.group(1)) > 1 and len(found.group(1)) == 1:
            continue  # v. and x. are letters unless a list has come so far
        if found and (label := _number(value, found.group(1))) is not None:
            rest = tuple(_follow(text, pattern, value, found.end(), end, label))
            return (found.span(), *_free(text, rest))
    bullet = _BULLET.match(text, begin, end)
    if bullet:
        return (bullet.span(), *_free(text, tuple(m.span() for m in _BULLET.finditer(text, bullet.end(), end))))
    return ()


def _number(value: Callable[[str], int], label: str) -> int | None:
    try:
        return value(label)
    except ValueError:
        return None


def _follow(
    text: str, pattern: regex.Pattern[str], value: Callable[[str], int], at: int, end: int, label: int
) -> Iterator[tuple[int, int]]:
    """The markers that count on from `label`, one by one."""
    for match in pattern.finditer(text, at, end):
        if match.start() - at > _LONGEST:
            return
        initials = value in {_letter, _roman} and match.start() - at < _SHORTEST
        if _number(value, match.group(1)) == label + 1 and not initials:
            label += 1
            at = match.end()
            yield match.span()


def _free(text: str, found: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Nothing when a semicolon or a comma stands before an item: then the list is one sentence."""
    joined = any(text[max(0, at - 8) : at].rstrip()[-1:] in set(";；,，、") for at, _ in found)
    return () if joined else found
