"""The words of a text as tokens to count: what is one word in different forms has one key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import regex

from tmflow.model.language import EN, RU, ZH
from tmflow.text.english import base_forms
from tmflow.text.morphology import readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_ZH: Final = regex.compile(r"(?P<word>\p{Han}|[\p{Latin}\d][\p{Latin}\d+.&-]*)|(?P<border>[^\s\p{Han}])")
_WORDS: Final = regex.compile(
    r"(?P<word>[\p{L}\d][\p{L}\p{M}\d]*(?:[-‑'’&.](?=[\p{L}\d])[\p{L}\p{M}\d]+)*)|(?P<border>[^\s\p{L}\d])"
)
_SHORTENED: Final = frozenset({"г", "им", "обл", "р-н", "ул", "о", "св", "st", "dr", "mr", "no"})
"""Words whose full stop ends no sentence: г. Циндао."""

_NAMES_BOTH: Final = regex.compile(r"(?<=\p{Lu}\p{Ll}+[ \u00a0]?[—–])[ \u00a0]?\p{Lu}\p{Ll}")
"""A dash between two names joins them: Китай — Европа."""
_SHORT: Final = 3
"""Letters of a word that is left as it is: its, has, was."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `[start, end)` (code points); an empty `key` is a border: a mark that no term reaches across."""

    start: int
    end: int
    text: str
    key: str


def words(text: str, lang: str) -> Iterator[Word]:
    """Yield the words and borders of a text: Chinese by character, English in lower case, Russian by lemma."""
    last = ""
    for match in (_ZH if lang == ZH else _WORDS).finditer(text):
        written = match.group()
        if match.lastgroup == "word":
            last = _KEYS[lang](written)
            yield Word(*match.span(), written, last)
        elif not _joins(written, last, text, match.end()):
            yield Word(*match.span(), written, "")


def _joins(mark: str, before: str, text: str, after: int) -> bool:
    """Whether a mark stands inside a term: the full stop of a short form, a dash between two names."""
    return (mark == "." and before in _SHORTENED) or (mark in "—–" and bool(_NAMES_BOTH.match(text, after)))


def word_list(name: str) -> frozenset[str]:
    """The words of a list in this room's `data`, such as `function_words_en`: what no term begins or ends with."""
    listed = files("tmflow.candidates") / "data" / f"{name}.txt"
    return frozenset(listed.read_text(encoding="utf-8").split())


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The likeliest lemma of a Russian word, in lower case, ё as е."""
    return readings(word.lower())[0].lemma.lower()


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """An English word in lower case, without its plural."""
    return min(base_forms(word), key=len).lower() if len(word) > _SHORT else word.lower()


_KEYS: Final[Mapping[str, Callable[[str], str]]] = {ZH: str.lower, EN: singular, RU: lemma}
