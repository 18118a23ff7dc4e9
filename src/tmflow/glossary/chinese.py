"""An index of Chinese terms: every hit on folded characters, no word segmenter.

Quotes, blanks, dashes and middle dots are left out of what is compared; a comma inside a hit must be in the term too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tmflow.model.concept import Term

_IGNORED: Final = frozenset("\"'·- *《》<>,、.:[]()")
_HARD: Final = frozenset(",、.:;()[]")
_NOT_CHINA: Final = re.compile(r"(?:(?<=发展)|(?<=[其集高初空当心]))中国(?=[家际内有企产资库标土])")
"""Places where 中国 is two halves of other words (发展中国家, 其中国有企业)."""
_OTHER_WORDS: Final = {
    ending: frozenset(characters)
    for ending, characters in {
        "大使": "馆级",
        "领事": "馆区",
        "公使": "馆衔",
        "参赞": "处衔",
        "代表": "团队处作性大会",
        "秘书": "长处",
        "书记": "处员",
        "主席": "团国令台",
        "总理": "府",
        "主任": "医",
        "会长": "国",
        "委员": "会长",
    }.items()
}
"""A term that ends like this is another word when one of these characters follows (驻华大使 in 驻华大使馆)."""
_NO_MINISTRY: Final = frozenset("门署分队")
"""What makes another word of a term in 部: 教育部门, 科技部署."""


def compared(folded: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Lower-case characters without the ignored signs, and their offsets in the original."""
    lowered = folded.lower()
    if len(lowered) != len(folded):
        lowered = folded
    if _IGNORED.isdisjoint(lowered):
        return lowered, offsets
    kept = [place for place, char in enumerate(lowered) if char not in _IGNORED]
    return "".join([lowered[place] for place in kept]), [offsets[place] for place in kept]


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    skeleton: str
    hard: bool
    latin: bool
    dotted: bool
    not_before: frozenset[str]


class ChineseIndex:
    """Terms of Chinese, found by their first two characters. See `Recognizer` for the use from several threads."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._buckets: dict[str, dict[int, dict[str, tuple[_Entry, ...]]]] = {}
        self._single: dict[str, tuple[_Entry, ...]] = {}

    def add(self, terms: Iterable[Term]) -> None:
        """Add terms whose ids are new; a term without any character is never found."""
        for term in terms:
            self._add(term)

    def _add(self, term: Term) -> None:
        folded, offsets = fold(term.text, "zh")
        skeleton, _ = compared(folded, offsets)
        if not skeleton:
            return
        hard = any(char in _HARD for char in folded.strip("()[]"))
        latin = _is_latin(skeleton[0]) or _is_latin(skeleton[-1])
        not_before = _NO_MINISTRY if skeleton[-1] == "部" else _OTHER_WORDS.get(skeleton[-2:], frozenset())
        entry = _Entry(term, skeleton, hard, latin, "·" in folded, not_before)
        bucket = self._bucket(skeleton)
        bucket[skeleton] = (*bucket.get(skeleton, ()), entry)
        self._entries[term.id] = entry

    def _bucket(self, skeleton: str) -> dict[str, tuple[_Entry, ...]]:
        if len(skeleton) == 1:
            return self._single
        return self._buckets.setdefault(skeleton[:2], {}).setdefault(len(skeleton), {})

    def discard(self, term_id: str) -> None:
        """Take a term out, if it is there."""
        entry = self._entries.pop(term_id, None)
        if entry is None:
            return
        bucket = self._bucket(entry.skeleton)
        left = tuple(other for other in bucket[entry.skeleton] if other is not entry)
        if left:
            bucket[entry.skeleton] = left
        else:
            del bucket[entry.skeleton]

    def hits(self, text: str) -> Iterator[tuple[Term, int, int, bool]]:
        """Every mention of every term as `(term, start, end, True)` in the text as it came."""
        folded, offsets = fold(text, "zh")
        chars, places = compared(folded, offsets)
        not_china = {offsets[match.start()] for match in _NOT_CHINA.finditer(folded)} if "中国" in folded else ()
        buckets = self._buckets
        for at in range(len(chars)):
            lengths = buckets.get(chars[at : at + 2])
            if lengths is None:
                continue
            for length, terms in tuple(lengths.items()):
                for entry in terms.get(chars[at : at + length], ()):
                    start, end = places[at], places[at + length - 1] + 1
                    if start not in not_china and _stands(entry, text, start, end):
                        yield entry.term, start, end, True
        if self._single:
            for at, char in enumerate(chars):
                for entry in self._single.get(char, ()):
                    if _stands(entry, text, places[at], places[at] + 1):
                        yield entry.term, places[at], places[at] + 1, True


def _is_latin(char: str) -> bool:
    return char.isalnum() and (char < "\u2e80" or char >= "\uff00")


def _stands(entry: _Entry, text: str, start: int, end: int) -> bool:
    """Whether the hit cuts no Latin word or number at its ends and crosses no punctuation that the term has not."""
    if entry.not_before and end < len(text) and text[end] in entry.not_before:
        return False
    if entry.latin:
        if start and _is_latin(text[start]) and _is_latin(text[start - 1]):
            return False
        if end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]):
            return False
    if entry.hard or end - start == len(entry.skeleton):
        return True
    between = fold(text[start:end], "zh")[0].strip("()[]")
    return _HARD.isdisjoint(between.replace(".", "") if entry.dotted else between)
