"""Small pure operations on texts that several use cases share."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import sha256
from typing import TYPE_CHECKING

from tmflow.model.language import ZH
from tmflow.model.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tmflow.model.unit import TranslationUnit


def text_hash(text: str) -> str:
    """Return the hash by which a revision names the source text that it was made for (SHA-256, hex)."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def source_hash(unit: TranslationUnit, source_lang: str) -> str:
    """Return the hash of a unit's source text."""
    return text_hash(unit.text(source_lang))


def join(parts: Iterable[Segment], lang: str) -> Segment:
    """Return sentences joined as the language writes them: Chinese without a blank, others with one."""
    separator = "" if lang == ZH else " "
    joined = Segment("")
    for part in parts:
        if part.text:
            joined = joined.join(part, separator) if joined.text else part
    return joined


def carry_codes(old: Segment, text: str) -> Segment:
    """Return `text` with the inline codes of `old` moved to where their characters went.

    A code whose characters are all gone is dropped.
    """
    if text == old.text or not old.codes:
        return Segment(text, old.codes)
    blocks = SequenceMatcher(None, old.text, text, autojunk=False).get_matching_blocks()
    moved = []
    for code in old.codes:
        kept = [
            (max(code.start, block.a) + block.b - block.a, min(code.end, block.a + block.size) + block.b - block.a)
            for block in blocks
            if block.a < code.end and block.a + block.size > code.start
        ]
        if kept:
            moved.append(replace(code, start=kept[0][0], end=kept[-1][1]))
    return Segment(text, tuple(moved))


def context_of(units: Sequence[TranslationUnit], unit: TranslationUnit) -> dict[str, str]:
    """Return the texts of the unit before `unit` in its release, by language."""
    before = next((item for item in units if item.position == unit.position - 1), None)
    return {lang: variant.text.text for lang, variant in before.variants.items()} if before else {}
