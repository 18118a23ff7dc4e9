"""An index of terms for languages that write words apart: each term hangs on its rarest word.

Looking a text up costs one dictionary access a word; only where a term's rarest word stands are its other words
compared. Terms come and go one by one. Grammar is a plug-in: what forms of a word are, and what agrees in a phrase.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tmflow.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tmflow.model.concept import Term

HYPHENS: Final = frozenset("-\u2010\u2011")
_SOFT_GAP: Final = re.compile(r"(?:[ ]?[\"'·*]*[ \n]?[\"'·*]*|-|/)(?:(?:the|an|a) [\"']*)?")
_HARD_GAP: Final = re.compile(r"[ ]?[\"']*[ ]?(?:\.?[,:]?|\.|-{1,2})[ ]?[\"']*[ ]?(?:(?:the|an|a) [\"']*)?")
_LONGEST_GAP: Final = 9
_SAFE_LENGTH: Final = 4


@dataclass(slots=True)
class Words:
    """The words of a folded text; `ends` leave out what is no part of a mention (a possessive `'s`)."""

    surfaces: list[str]
    starts: list[int]
    ends: list[int]


def cut(pattern: re.Pattern[str], folded: str) -> Words:
    """Cut a text into the words that a pattern with one group matches.

    Where the words stand is summed up from the lengths of words and gaps: half of what a match object a word costs.
    """
    parts = pattern.split(folded)
    ends = list(accumulate(map(len, parts)))
    return Words(parts[1::2], ends[:-1:2], ends[1::2])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A term as its words; `keys[i]` are the base forms of word i, `hard[i]` tells of punctuation after it.

    `gaps[i]` is what the term itself has there. `grammar` is what the language's grammar noted about the term. `forms`
    are the forms that its entry tells, as words in lower case: a single one is all that it has.
    """

    term: Term
    surfaces: tuple[str, ...]
    lowered: tuple[str, ...]
    keys: tuple[frozenset[str], ...]
    hard: tuple[bool, ...]
    gaps: tuple[str, ...]
    grammar: object = None
    forms: frozenset[tuple[str, ...]] = frozenset()


class Grammar(Protocol):
    """What the index must know about a language."""

    def words(self, folded: str) -> Words:
        """Cut a folded text into words."""

    def keys(self, surface: str, /) -> frozenset[str]:
        """The base forms that this word form may belong to."""

    def note(self, folded: str, words: Words) -> object:
        """What `agrees` needs to know about a term."""

    def forms(self, term: Term) -> tuple[str, ...]:
        """The forms of a term that its entry tells; empty where the grammar has to know them."""

    def agrees(self, pattern: Pattern, surfaces: tuple[str, ...], before: str, after: str) -> bool:
        """Whether word forms whose base forms fit make a mention; `before` and `after` are the words around."""


class _Entry(NamedTuple):
    """A pattern in the bucket of one of its words: `anchor` is that word's place, `probe` where to look first."""

    pattern: Pattern
    anchor: int
    probe: int
    probe_keys: frozenset[str]


class WordIndex:
    """Terms of one language, found by word. See `Recognizer` for the use from several threads."""

    def __init__(self, lang: str, grammar: Grammar) -> None:
        self._lang = lang
        self._grammar = grammar
        self._entries: dict[str, _Entry] = {}
        self._frequency: Counter[str] = Counter()
        self._buckets: dict[str, tuple[_Entry, ...]] = {}
        self._seen: dict[str, tuple[_Entry, ...]] = {}

    def add(self, terms: Iterable[Term]) -> None:
        """Add terms whose ids are new; a term without any word is never found.

        Each term hangs on the word that is rarest among all terms so far, so that many at once are placed best.
        """
        patterns = [pattern for term in terms if (pattern := self._pattern(term))]
        for pattern in patterns:
            for keys in pattern.keys:
                self._frequency.update(keys)
        added: dict[str, list[_Entry]] = {}
        for pattern in patterns:
            entry = self._entry(pattern)
            self._entries[pattern.term.id] = entry
            for key in pattern.keys[entry.anchor]:
                added.setdefault(key, []).append(entry)
        for key, entries in added.items():
            self._buckets[key] = (*self._buckets.get(key, ()), *entries)
        self._seen = {}

    def _pattern(self, term: Term) -> Pattern | None:
        folded, _ = fold(term.text, self._lang)
        words = self._grammar.words(folded)
        if not words.surfaces:
            return None
        gaps = tuple(folded[end:start] for end, start in zip(words.ends, words.starts[1:], strict=False))
        told = [self._grammar.words(fold(form, self._lang)[0]).surfaces for form in self._grammar.forms(term)]
        forms = [form for form in told if len(form) == len(words.surfaces)]
        return Pattern(
            term,
            tuple(words.surfaces),
            tuple(surface.lower() for surface in words.surfaces),
            tuple(
                frozenset().union(*(self._grammar.keys(surface) for surface in standing))
                for standing in zip(words.surfaces, *forms, strict=True)
            ),
            tuple(any(char in ",.:-" for char in gap) for gap in gaps),
            gaps,
            self._grammar.note(folded, words),
            frozenset(tuple(surface.lower() for surface in form) for form in forms),
        )

    def _entry(self, pattern: Pattern) -> _Entry:
        costs = [
            (sum(map(self._frequency.__getitem__, keys)), -len(surface))
            for keys, surface in zip(pattern.keys, pattern.surfaces, strict=True)
        ]
        order = sorted(range(len(costs)), key=costs.__getitem__)
        probe = order[min(1, len(order) - 1)]
        return _Entry(pattern, order[0], probe - order[0], pattern.keys[probe])

    def discard(self, term_id: str) -> None:
        """Take a term out, if it is there."""
        entry = self._entries.pop(term_id, None)
        if entry is None:
            return
        for keys in entry.pattern.keys:
            self._frequency.subtract(keys)
        for key in entry.pattern.keys[entry.anchor]:
            left = tuple(other for other in self._buckets[key] if other is not entry)
            if left:
                self._buckets[key] = left
            else:
                del self._buckets[key]
        self._seen = {}

    def hits(self, text: str) -> Iterator[tuple[Term, int, int, bool]]:
        """Every mention of every term as `(term, start, end, agrees)` in the text as it came.

        What does not agree would be a mention if the grammar did (in English: if the capitals did).
        """
        folded, offsets = fold(text, self._lang)
        words = self._grammar.words(folded)
        surfaces = words.surfaces
        keys = self._grammar.keys
        size = len(surfaces)
        seen = self._seen
        for place, surface in enumerate(surfaces):
            entries = seen.get(surface)
            if entries is None:
                entries = seen[surface] = self._lookup(surface)
            for pattern, anchor, probe, probe_keys in entries:
                if probe:
                    beside = place + probe
                    if not 0 <= beside < size or probe_keys.isdisjoint(keys(surfaces[beside])):
                        continue
                first = place - anchor
                agrees = self._matches(pattern, folded, words, first)
                if agrees is None:
                    continue
                last = first + len(pattern.surfaces) - 1
                start, end = offsets[words.starts[first]], offsets[words.ends[last] - 1] + 1
                if not _inside_hyphenated(text, start, end):
                    yield pattern.term, start, end, agrees

    def _lookup(self, surface: str) -> tuple[_Entry, ...]:
        found = {
            entry.pattern.term.id: entry for key in self._grammar.keys(surface) for entry in self._buckets.get(key, ())
        }
        return tuple(found.values())

    def _matches(self, pattern: Pattern, folded: str, words: Words, first: int) -> bool | None:
        """Whether the words there are the term's and agree; None where other words stand there."""
        size = len(pattern.surfaces)
        if first < 0 or first + size > len(words.surfaces):
            return None
        surfaces = tuple(words.surfaces[first : first + size])
        if surfaces != pattern.surfaces:
            keys = self._grammar.keys
            for surface, wanted in zip(surfaces, pattern.keys, strict=True):
                if wanted.isdisjoint(keys(surface)):
                    return None
        for place in range(size - 1):
            gap = folded[words.ends[first + place] : words.starts[first + place + 1]]
            if (
                gap != " "
                and gap != pattern.gaps[place]
                and not _gap_fits(gap, hard=pattern.hard[place] or size >= _SAFE_LENGTH)
            ):
                return None
        if pattern.forms:
            told = tuple(surface.lower() for surface in surfaces) in pattern.forms
            if told or len(pattern.forms) == 1:
                return told
        before = words.surfaces[first - 1] if first else ""
        after = words.surfaces[first + size] if first + size < len(words.surfaces) else ""
        return self._grammar.agrees(pattern, surfaces, before, after)


def _gap_fits(gap: str, *, hard: bool) -> bool:
    if len(gap) > _LONGEST_GAP:
        return False
    if _SOFT_GAP.fullmatch(gap):
        return True
    return hard and _HARD_GAP.fullmatch(gap) is not None


def _inside_hyphenated(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` is only a part of a hyphenated word."""
    if start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum():
        return True
    return end + 1 < len(text) and text[end] in HYPHENS and text[end + 1].isalnum()
