"""Lists of any words in running text, item by item: what stands between commas and around the last "and".

The first and the last item have no mark of their own on the outer side: of them only the words next to the list count.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tmflow.checks.lists import AND_ZH
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[int, int]

_MARKS: Final = {ZH: "、和与及", EN: (" and ", " or "), RU: (" и ", " или ")}
"""Without one of these there is no list."""
_REGION: Final = {
    ZH: re.compile(r"[^，。；：！？\n（）()]+"),
    EN: re.compile(r"(?:[^.;:()“”\"—–!?\n]|(?<=\d)\.(?=\d)|(?<=\b[A-Z])\.)+"),
    RU: re.compile(r"(?:[^.;:()«»\"—–!?\n]|(?<=\d)\.(?=\d)|(?<=\b[А-ЯЁг])\.)+"),
}
"""Where a list may be: no mark of a clause inside, but the point of an initial or of a decimal."""
_AND: Final = {EN: re.compile(r",? (?:and|or|as well as) "), RU: re.compile(r",? (?:и|или|а также) ")}
_COMMA: Final = re.compile(r", (?!(?:and|or|и|или|а также) )")
_CHINESE: Final = re.compile(rf"、|{AND_ZH}")
_WORD: Final = re.compile(r"\S+")
_LONGEST: Final = {ZH: 16, EN: 7, RU: 6}
"""Characters, in the other languages words, of an item between two marks; a longer one is a clause."""
_OUTER: Final = {ZH: 8, EN: 4, RU: 4}
"""Characters or words that count of the first and of the last item."""


@lru_cache(maxsize=1_024)
def series(text: str, lang: str) -> tuple[tuple[Place, ...], ...]:
    """Return the places of the items of each list of two items and more, in reading order; lists may overlap."""
    if not any(mark in text for mark in _MARKS.get(lang, ())):
        return ()
    read = _chinese if lang == ZH else _spaced
    regions = [match.span() for match in _REGION[lang].finditer(text)]
    return tuple(tuple(found) for region in regions for found in read(text, lang, *region))


def _chinese(text: str, lang: str, start: int, end: int) -> list[list[Place]]:
    groups: list[list[Place]] = []
    for match in _CHINESE.finditer(text, start, end):
        if groups and 1 < match.start() - groups[-1][-1][1] <= _LONGEST[lang]:
            groups[-1].append(match.span())
        else:
            groups.append([match.span()])
    reach = _OUTER[lang]
    return [_items(group, max(start, group[0][0] - reach), min(end, group[-1][1] + reach)) for group in groups]


def _spaced(text: str, lang: str, start: int, end: int) -> list[list[Place]]:
    found = []
    joints = [match.span() for match in _AND[lang].finditer(text, start, end)]
    for number, joint in enumerate(joints):
        left = joints[number - 1][1] if number else start
        right = joints[number + 1][0] if number + 1 < len(joints) else end
        comma = text.find(",", joint[1], right)
        marks = [joint]
        begin = left
        for match in reversed(list(_COMMA.finditer(text, left, joint[0]))):
            if len(_WORD.findall(text, match.end(), marks[0][0])) > _LONGEST[lang]:
                begin = match.end()
                break
            marks.insert(0, match.span())
        before = [word.start() for word in _WORD.finditer(text, begin, marks[0][0])][-_OUTER[lang] :]
        behind = [word.end() for word in _WORD.finditer(text, joint[1], right if comma < 0 else comma)][: _OUTER[lang]]
        if before and behind:
            found.append(_items(marks, before[0], behind[-1]))
    return found


def _items(marks: Sequence[Place], start: int, end: int) -> list[Place]:
    starts = [start, *(mark[1] for mark in marks)]
    ends = [*(mark[0] for mark in marks), end]
    return [(first, last) for first, last in zip(starts, ends, strict=True) if first < last]
