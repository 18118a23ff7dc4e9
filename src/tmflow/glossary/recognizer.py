"""All mentions of all terms in a text, in whatever form the text writes them.

What counts as a mention: any number, grammatical case and spelling (US and UK, е and ё, traditional characters, full
width, other quotes, hyphens, dashes, blanks, `&`). What does not: abbreviated, shortened and inverted forms, and a
part of a hyphenated word. A capital in an English term wants a capital in the text; in Russian it does not. A term
with `case` wants every letter as it is written; `inflection` and `gender` tell how a Russian term declines.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from tmflow.glossary.capitals import same_capitals
from tmflow.glossary.chinese import ChineseIndex
from tmflow.glossary.english import EnglishGrammar
from tmflow.glossary.marks import with_marks
from tmflow.glossary.russian import RussianGrammar
from tmflow.glossary.words import WordIndex
from tmflow.model.concept import Mention, Term
from tmflow.model.language import EN, RU, ZH
from tmflow.text.normalize import behind_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_Hit = tuple[Term, int, int]


class _Index(Protocol):
    def add(self, terms: Iterable[Term]) -> None: ...

    def discard(self, term_id: str) -> None: ...

    def hits(self, text: str) -> Iterator[tuple[Term, int, int, bool]]: ...


class Recognizer:
    """Finds the terms of a glossary in texts; made for 100,000 terms and more.

    Any number of threads may call `find` at once. `add` and `discard` may be called meanwhile from any thread: they
    take a lock among themselves, and a search under way sees a changed term or does not, never half of it.

    Args:
        terms: the terms to begin with; terms in other languages than zh, en and ru are never found.
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._lock = threading.Lock()
        self._indexes: dict[str, _Index] = {
            ZH: ChineseIndex(),
            EN: WordIndex(EN, EnglishGrammar()),
            RU: WordIndex(RU, RussianGrammar()),
        }
        self._languages: dict[str, str] = {}
        self._add_all(terms)

    def __len__(self) -> int:
        return len(self._languages)

    def add(self, term: Term) -> None:
        """Add a term, in place of the one with the same id."""
        with self._lock:
            self._discard(term.id)
            self._add_all((term,))

    def _add_all(self, terms: Iterable[Term]) -> None:
        by_id = {term.id: term for term in terms if term.lang in self._indexes}
        for lang, index in self._indexes.items():
            index.add(term for term in by_id.values() if term.lang == lang)
        self._languages.update((term.id, term.lang) for term in by_id.values())

    def discard(self, term_id: str) -> None:
        """Take a term out; nothing happens if it is not there."""
        with self._lock:
            self._discard(term_id)

    def _discard(self, term_id: str) -> None:
        lang = self._languages.pop(term_id, None)
        if lang is not None:
            self._indexes[lang].discard(term_id)

    def find(self, text: str, lang: str, *, nested: bool = False) -> tuple[Mention, ...]:
        """Return every mention in reading order; one that lies wholly inside a longer one only if `nested`.

        Two terms that are found at the same place are both returned. Offsets are code points of `text` as it came.
        """
        mentions = self.read(text, lang)[0]
        return mentions if nested else outermost(mentions)

    def miscapitalised(self, text: str, lang: str) -> tuple[Mention, ...]:
        """Return what would be a mention if its capitals were the term's, in reading order, the longest ones only.

        In English every capital of a term is asked for; elsewhere, and for small letters, only where the term says so.
        """
        return self.read(text, lang)[1]

    def read(self, text: str, lang: str) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """Return what `find` finds, nested mentions too, and what `miscapitalised` does: a text is looked at once."""
        index = self._indexes.get(lang)
        if index is None:
            return (), ()
        right: list[_Hit] = []
        wrong: list[_Hit] = []
        for term, start, end, agrees in index.hits(text):
            if agrees and not (term.case and not same_capitals(term, text, start, end)):
                right.append((term, start, end))
            elif agrees or lang == EN:
                wrong.append((term, start, end))
        return tuple(_mentions(text, right)), outermost(_mentions(text, wrong)) if wrong else ()


def _mentions(text: str, hits: Iterable[_Hit]) -> list[Mention]:
    """The hits with the marks that belong to them, in reading order, at one place the longer ones first."""
    found: dict[tuple[int, int, str], Term] = {}
    for term, start, end in hits:
        if not (term.text[:1].isalnum() and term.text[-1:].isalnum()):
            start, end = with_marks(term, text, start, end)  # noqa: PLW2901 - the same hit, widened
        found[start, -end, term.id] = term
    mentions = []
    for place in sorted(found):
        start, end = place[0], behind_marks(text, -place[1])
        mentions.append(Mention(found[place], start, end, text[start:end]))
    return mentions


def outermost(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return of nested mentions, as `find` gives them, those that do not lie wholly inside a longer one."""
    kept = []
    reach = reach_start = -1
    for mention in mentions:
        start, end = mention.start, mention.end
        if end < reach or (end == reach and start > reach_start):
            continue
        if end > reach:
            reach, reach_start = end, start
        kept.append(mention)
    return tuple(kept)


@lru_cache(maxsize=4096)
def _single(term: str, lang: str) -> Recognizer:
    return Recognizer([Term("term", "concept", lang, term)])


def count(term: str, text: str, lang: str) -> int:
    """How often `term` is mentioned in `text` (`zh`, `en` or `ru`), by the rules of this module."""
    return len(_single(term, lang).find(text, lang))
