"""Chinese names whose parts stand in the wrong order or whose given name is written in pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks.people import folded
from tmflow.model.language import EN, RU
from tmflow.text import palladius

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIR: Final = 2
"""Surname and given name."""
_WORD: Final = {
    EN: r"[A-Z][A-Za-zü]*(?:[-'’][A-Za-zü]+)?",
    RU: r"[А-ЯЁ][А-Яа-яё]*(?:-[А-Яа-яё]+)?",
}
ROWS: Final = {
    lang: re.compile(rf"(?<![\w’'-])(?=({word}[ \u00a0]{word}(?:[ \u00a0]{word})?)(?![\w-]))")
    for lang, word in _WORD.items()
}
"""Two or three capitalised words, beginning at each word."""


def in_pieces(text: str, forms: frozenset[str], lang: str) -> bool:
    """Whether a text has a name, of which `forms` are the right forms, in another order or in pieces."""
    rows = (re.split("[ \u00a0]", match.group(1)) for match in ROWS[lang].finditer(text))
    return any(meant(row[:size], forms, lang) for row in rows for size in range(PAIR, len(row) + 1))


def meant(words: Sequence[str], forms: frozenset[str], lang: str) -> str:
    """The right form of a Chinese name that the words write in another order or in pieces; empty where they do not."""
    families = {form.split()[0] for form in forms}
    plain = [folded(word, lang).replace("-", "") for word in words]
    if plain[0] in families:
        if len(words) == PAIR and "-" not in words[1]:
            return ""  # in order and in one word, rightly spelt or not
        return _form(plain[0], plain[1:], forms)
    surnames = [base for base in (plain[-1], *palladius.base_forms(plain[-1])) if base in families]
    return _form(surnames[0], plain[:-1], forms) if surnames else ""


def _form(family: str, given: list[str], forms: frozenset[str]) -> str:
    """The form of a given name in pieces; in Russian ъ may be missing between them."""
    wanted = "".join(given).replace("ъ", "")
    return next((form for form in sorted(forms) if form.split()[0] == family and _bare(form) == wanted), "")


def _bare(form: str) -> str:
    return form.rsplit(maxsplit=1)[-1].replace("ъ", "")
