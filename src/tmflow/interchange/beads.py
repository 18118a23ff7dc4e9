"""A bitext as rows of text, and as memory units: what the aligned exports have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.model.language import ZH, ordered
from tmflow.model.match import MemoryUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.bitext import Bitext


def languages(bitext: Bitext) -> tuple[str, ...]:
    """Return the languages of a bitext in house order."""
    return ordered(bitext.sentences)


def rows(bitext: Bitext) -> tuple[tuple[str, ...], ...]:
    """Return a row for each bead, a text for each language; empty where nothing corresponds.

    Sentences of one bead are joined, in Chinese without a blank, else with one; tabs and line breaks become blanks.
    """
    columns = languages(bitext)
    return tuple(tuple(_text(bitext, lang, bead.members.get(lang, ())) for lang in columns) for bead in bitext.beads)


def memory_units(bitext: Bitext, *, origin: str = "", at: str = "", author: str = "") -> tuple[MemoryUnit, ...]:
    """Return a memory unit for each bead that has text in at least two languages, numbered from 1."""
    columns = languages(bitext)
    found: list[MemoryUnit] = []
    for row in rows(bitext):
        texts = {lang: text for lang, text in zip(columns, row, strict=True) if text}
        if len(texts) > 1:
            found.append(MemoryUnit(len(found) + 1, texts, origin, at, author))
    return tuple(found)


def _text(bitext: Bitext, lang: str, members: Sequence[int]) -> str:
    sentences = bitext.sentences[lang]
    return ("" if lang == ZH else " ").join(" ".join(sentences[number].text.split()) for number in members)
