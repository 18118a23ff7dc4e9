"""Small pure operations on texts that several use cases share."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.errors import InputError
from tmflow.model.language import ZH
from tmflow.model.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tmflow.model.unit import TranslationUnit, Variant


LONGEST_TEXT: Final = 100_000
"""Code points of one text; a sentence that is longer is a mistake or an attack."""
_AND: Final = ", "
"""Between authors; no account's name holds a blank."""
_LINE_ENDS: Final = re.compile("\r\n?|[\v\f\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Return what a person typed or pasted without what no file format can hold: line ends are made one kind.

    Raises:
        InputError: it is longer than any sentence, or holds broken characters (lone surrogates).
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(tr("This text is longer than {limit} characters.", limit=LONGEST_TEXT))
    if _SURROGATES.search(text):
        raise InputError(tr("This text holds broken characters: paste it again from its source."))
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


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


def written_by(variants: Iterable[Variant]) -> str:
    """Return the author of a text that was joined: everybody who wrote a part of it, `anna, chenhao`."""
    return _AND.join(sorted({name for variant in variants for name in variant.author.split(_AND)}))


def wrote(name: str, variant: Variant) -> bool:
    """Whether this account wrote the text, or a part of it."""
    return name in variant.author.split(_AND)


def context_of(units: Sequence[TranslationUnit], unit: TranslationUnit) -> dict[str, str]:
    """Return the texts of the unit before `unit` in its release, by language."""
    before = next((item for item in units if item.position == unit.position - 1), None)
    return {lang: variant.text.text for lang, variant in before.variants.items()} if before else {}
