"""Which English runs of words may be a term, and how it is written in a glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.candidates.words import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.candidates.words import Word

_FUNCTION: Final = word_list("function_words_en")
LINKS: Final = frozenset({"of", "for", "and", "the", "in", "on", "to", "with", "&"})
"""Words that stand inside terms, and never at their edges."""


def trimmed(run: Sequence[Word]) -> slice:
    """What is left of a run without function words and figures at its edges; nothing where others stand inside."""
    keys = [word.key for word in run]
    begin, end = 0, len(run)
    while begin < end and _edge(keys[begin]):
        begin += 1
    while begin < end and _edge(keys[end - 1]):
        end -= 1
    loose = any(key in _FUNCTION and key not in LINKS for key in keys[begin:end])
    return slice(0, 0) if loose else slice(begin, end)


def _edge(key: str) -> bool:
    return key in _FUNCTION or key[0].isdigit()


def is_name(text: str) -> bool:
    """Whether a phrase is written with capitals throughout, links apart."""
    return all(word[:1].isupper() or word in LINKS for word in text.split())


def dictionary_form(surfaces: Sequence[str]) -> str:
    """The commonest way of writing, without the capital that only the sentence's beginning gave it.

    Args:
        surfaces: the ways in which the texts write the term, the commonest first.
    """
    commonest = surfaces[0]
    return next((each for each in surfaces if each[0].islower() and each[1:] == commonest[1:]), commonest)
