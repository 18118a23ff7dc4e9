"""Words and Chinese characters with their places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

_TOKEN: Final = regex.compile(
    r"(?P<han>\p{Han})"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[\p{L}--\p{Han}][[\p{L}\p{M}]--\p{Han}]*(?:['’][[\p{L}]--\p{Han}]+)*)",
    regex.V1,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number in digits, or one Chinese character at `[start, end)` (code points).

    `kind` is `word`, `number` or `han`.
    """

    start: int
    end: int
    text: str
    kind: str


def tokens(text: str) -> list[Token]:
    """Return words, numbers and single Chinese characters in reading order; punctuation and blanks are left out.

    The parts of a hyphenated word are words of their own; an apostrophe inside a word belongs to it.
    """
    return [Token(m.start(), m.end(), m.group(), str(m.lastgroup)) for m in _TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """Return the tokens as text."""
    return [m.group() for m in _TOKEN.finditer(text)]
