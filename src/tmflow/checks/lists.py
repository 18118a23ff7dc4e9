"""Lists in running text: known items that stand side by side, and how many items a number word announces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.model.concept import Mention

AND_ZH: Final = r"以及|(?<![参给])与(?![会时])|(?<!以)及(?![时其格])|(?<![共平温饱缓柔总中])和(?![平谐解睦约服田])"
"""The words for "and", but where they are a part of a longer word."""
_AND: Final = {
    ZH: re.compile(AND_ZH),
    EN: re.compile(r"\s(?:and|or|as well as)\s|\s&\s"),
    RU: re.compile(r"\s(?:и|или|а также)\s"),
}
_BETWEEN: Final = {
    ZH: re.compile(r"(?:[、，]|和|与|及|以及)(?:[^、，。；：！？（）]{1,12}(?:[、，]|和|与|及|以及)){0,2}"),
    EN: re.compile(
        r"(?:,? (?:and|as well as) |, )(?:the )?(?:[^,.;:!?()]{1,30}(?:,? (?:and|as well as) |, )(?:the )?){0,2}"
    ),
    RU: re.compile(r"(?:, | и |, а также )(?:г\. )?(?:[^,.;:!?()]{1,30}(?:, | и |, а также )(?:г\. )?){0,2}"),
}
_DIGITS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "два": 2, "две": 2, "двух": 2, "двум": 2, "двумя": 2, "три": 3, "трёх": 3, "трех": 3, "трём": 3, "трем": 3,
    "тремя": 3, "четыре": 4, "четырёх": 4, "четырех": 4, "четырём": 4, "четырьмя": 4, "пять": 5, "пяти": 5, "пятью": 5,
    "шесть": 6, "шести": 6, "шестью": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9,
    "десять": 10, "десяти": 10,
}  # fmt: skip
_NUMBER: Final = "|".join(_WORDS)
_BEHIND: Final = {
    # 北京、上海和厦门三市; with 等 the list is only a part
    ZH: re.compile(
        r"(?P<list>[^，。；：！？（）“”《》、]{1,20}(?:、[^，。；：！？（）“”《》、]{1,20})+)(?<!等)"
        r"(?P<n>[两二三四五六七八九十])(?P<what>[国省市县区州地港企校院部门]|[大个家所座类项][\u4e00-\u9fff]{2}|[位名]\w{2})"
    ),
}
_BEFORE: Final = {
    ZH: re.compile(
        r"(?<![第\d十百千万])(?P<n>[两二三四五六七八九十])(?P<what>大[\u4e00-\u9fff]{2,6}|[个项类家座][\u4e00-\u9fff]{2,8})"
        r"(?:：|——|，即)(?P<list>[^，。；：！？（）“”]+(?:、[^，。；：！？（）“”、]+)+)(?=[。；]|$)"
    ),
    EN: re.compile(
        rf"\b(?P<n>{_NUMBER})(?P<what>(?: [\w-]+){{1,4}}s)(?:: | — |, namely )(?:the )?(?P<list>[^.;:()—–]+)"
        r"(?=[.;)]|$)",
        re.IGNORECASE,
    ),
    RU: re.compile(
        rf"\b(?P<n>{_NUMBER})(?P<what>(?: [\w-]+){{1,4}})(?:: |, а именно )(?P<list>[^.;:()—–]+)(?=[.;)]|$)",
        re.IGNORECASE,
    ),
}
_MARKS: Final = {ZH: "、", EN: (": ", " — ", ", namely "), RU: (": ", ", а именно ")}
"""Without one of these nothing is announced."""
_LONGEST: Final = {ZH: 16, EN: 60, RU: 70}
"""An item of more characters is a clause: then this is no list of names."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A number word at `[start, end)`, its `number`, and the list `[first, last)` of `least` to `most` items."""

    start: int
    end: int
    number: int
    first: int
    last: int
    least: int
    most: int


def announced(text: str, lang: str) -> Iterator[Announced]:
    """Yield the lists that a number word announces or sums up, however many items they have."""
    if not any(mark in text for mark in _MARKS.get(lang, ())):
        return
    for patterns in (_BEFORE, _BEHIND):
        pattern = patterns.get(lang)
        for match in pattern.finditer(text) if pattern else ():
            items = re.split("、" if lang == ZH else ", ", match["list"])
            parts = [part for item in items for part in _AND[lang].split(item)]
            if len(parts) < 2 or max(map(len, parts)) > _LONGEST[lang]:  # noqa: PLR2004 - one item is no list
                continue
            joined = [_AND[lang].search(f" {item}" if lang != ZH else item) for item in items]
            # "Russia, and China": the comma has counted the item; inside an item the word may belong to a name.
            counted = sum(1 for item, found in zip(items, joined, strict=True) if found and lang != ZH and _leads(item))
            inside = sum(len(_AND[lang].findall(item)) for item in items)
            if not inside and not counted and lang != ZH:
                continue
            word = match["n"].lower()
            # In Chinese the "and" stands between the last two items, where it is no part of a name.
            last_two = lang == ZH and inside == 1 and len(_AND[ZH].findall(items[-1])) == 1
            number = _DIGITS.get(word) or _WORDS[word]
            first, last = match.span("list")
            # "three things: the place and the law": what has no comma is two items.
            least = len(items) + (last_two or (len(items) == 1 and inside == 1))
            yield Announced(*match.span("n"), number, first, last, least, len(items) + inside)


def _leads(item: str) -> bool:
    return re.match(r"(?:and|or|и|или|а также) ", item) is not None


def runs(mentions: Sequence[Mention], text: str, lang: str) -> list[list[Mention]]:
    """The known items that stand side by side, with a comma or an "and" between; at most two others in between."""
    pattern = _BETWEEN.get(lang)
    found: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        last = found[-1][-1] if found else None
        if last and pattern and mention.start > last.end and pattern.fullmatch(text, last.end, mention.start):
            found[-1].append(mention)
        else:
            found.append([mention])
    return [run for run in found if len(run) > 1]
