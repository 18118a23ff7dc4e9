"""Chinese names whose parts stand in the wrong order or whose given name is written in pieces."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tmflow.checks.people import folded
from tmflow.model.language import EN, RU
from tmflow.text import palladius

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIR: Final = 2
"""Surname and given name."""
_WORD: Final = {
    EN: ("[A-Z]", r"[A-Za-zü]*(?:[-'’][A-Za-zü]+)?"),
    RU: ("[А-ЯЁ]", r"[А-Яа-яё]*(?:-[А-Яа-яё]+)?"),
}
_ROWS: Final = {
    lang: re.compile(rf"{first}(?<![\w’'-].)(?=({rest}[ \u00a0]{first}{rest}(?:[ \u00a0]{first}{rest})?)(?![\w-]))")
    for lang, (first, rest) in _WORD.items()
}
"""Two or three capitalised words. The first letter stands in front: so nothing is tried where no capital stands."""


def rows(text: str, lang: str) -> list[tuple[int, list[str]]]:
    """Where two or three capitalised words stand beside each other, beginning at each word, and which."""
    found = _ROWS[lang].finditer(text)
    return [(match.start(), re.split("[ \u00a0]", match.group() + match.group(1))) for match in found]


def in_pieces(text: str, forms: frozenset[str], lang: str) -> bool:
    """Whether a text has a name, of which `forms` are the right forms, in another order or in pieces."""
    return any(meant(row[:size], forms, lang) for _, row in rows(text, lang) for size in range(PAIR, len(row) + 1))


def meant(words: Sequence[str], forms: frozenset[str], lang: str) -> str:
    """The right form of a Chinese name that the words write in another order or in pieces; empty where they do not."""
    families = families_of(forms)
    plain = [folded(word, lang).replace("-", "") for word in words]
    if plain[0] in families:
        if len(words) == PAIR and "-" not in words[1]:
            return ""  # in order and in one word, rightly spelt or not
        return _form(plain[0], plain[1:], forms)
    surnames = [base for base in (plain[-1], *palladius.base_forms(plain[-1])) if base in families]
    return _form(surnames[0], plain[:-1], forms) if surnames else ""


@lru_cache(maxsize=10_000)
def families_of(forms: frozenset[str]) -> frozenset[str]:
    """The surnames of the right forms of a name."""
    return frozenset(form.split()[0] for form in forms)


def _form(family: str, given: list[str], forms: frozenset[str]) -> str:
    """The form of a given name in pieces; in Russian ъ may be missing between them."""
    wanted = "".join(given).replace("ъ", "")
    return next((form for form in sorted(forms) if form.split()[0] == family and _bare(form) == wanted), "")


def _bare(form: str) -> str:
    return form.rsplit(maxsplit=1)[-1].replace("ъ", "")
