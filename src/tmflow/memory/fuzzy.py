"""How alike two sentences of one language are, as a translator counts it, and what differs between them.

A score is a whole number from 0 to 100. 100: the same text, blanks at the ends and their kind aside. 99: the same
sentence with other figures, or in another form (width, case, quotes, dashes). Below: edits, by characters in Chinese,
by words and characters in English and Russian; figures count as alike here, and cost one point when they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Final

import regex
from rapidfuzz.distance import Levenshtein

from tmflow.i18n import tr
from tmflow.model.language import ZH
from tmflow.model.match import DiffOp, DiffPart
from tmflow.text.normalize import for_comparison

EXACT: Final = 100
FORM_ONLY: Final = 99
LONGEST: Final = 8_000
"""Characters compared; of a longer text the two ends (a sentence never is, a pasted page may be)."""
_CELLS: Final = 40_000_000
"""Largest table of a difference, in token pairs (a bit each); beyond it the changed middle is shown as one change."""
_FIGURE: Final = "\x00"

_DIGITS: Final = regex.compile(r"\d+(?:[.,:\u00a0\u202f ]\d+)*")
# In Chinese a run of two numerals or more is a figure; a single one is most often part of a word (一带一路, 统一).
_DIGITS_ZH: Final = regex.compile(r"\d+(?:[.,:]\d+)*|[〇零一二两三四五六七八九十百千万亿]{2,}")
_PIECE: Final = regex.compile(
    r"\p{Han}|\d+(?:[.,\u00a0\u202f]\d+)*|[\p{L}\p{M}--\p{Han}]+(?:['’-][\p{L}\p{M}--\p{Han}]+)*|\s+|.",
    regex.V1 | regex.S,
)
_PIECE_ZH: Final = regex.compile(
    r"[〇零一二两三四五六七八九十百千万亿]{2,}|\d+(?:[.,]\d+)*|\p{Han}|[\p{L}\p{M}--\p{Han}]+|\s+|.", regex.V1 | regex.S
)
_WORD: Final = regex.compile(r"\x00|\p{Han}|[\p{L}\p{M}\p{N}--\p{Han}]+|[^\s]", regex.V1)


@dataclass(frozen=True, slots=True)
class Key:
    """A text prepared for many comparisons.

    `exact` has only its blanks evened out, `folded` its form, `masked` its figures replaced, `figures` lists them.
    """

    exact: str
    folded: str
    masked: str
    figures: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 100, and what made it less than 100 where that is only figures or form."""

    score: int
    note: str = ""


def key(text: str, lang: str) -> Key:
    """Return what comparisons of `text` need, so that it is prepared once."""
    exact = " ".join(text.split())
    folded = fold(text, lang)
    return Key(exact, folded, masked(folded, lang), tuple(_figure(lang).findall(folded)), lang)


def fold(text: str, lang: str) -> str:
    """Return the text as the memory compares it: form, case and blanks evened out."""
    return " ".join(for_comparison(text, lang).casefold().split())


def masked(folded: str, lang: str) -> str:
    """Return a folded text with every figure replaced by one sign."""
    return _figure(lang).sub(_FIGURE, folded)


def score(a: str, b: str, lang: str) -> int:
    """Return how alike two sentences of one language are, 0 to 100."""
    return compare(key(a, lang), key(b, lang)).score


def compare(a: Key, b: Key) -> Likeness:
    """Return how alike two prepared texts of one language are."""
    if a.exact == b.exact:
        return Likeness(EXACT)
    if a.folded == b.folded:
        return Likeness(FORM_ONLY, tr("form only"))
    if a.masked == b.masked:
        return Likeness(FORM_ONLY, tr("numbers only"))
    if not a.masked or not b.masked:
        return Likeness(0)
    left, right = _ends(a.masked), _ends(b.masked)
    likeness = Levenshtein.normalized_similarity(left, right)
    if a.lang != ZH:
        words = Levenshtein.normalized_similarity(_WORD.findall(left), _WORD.findall(right))
        likeness = (likeness + words) / 2
    points = min(FORM_ONLY - 1, int(EXACT * likeness))
    return Likeness(max(0, points - (a.figures != b.figures)))


def difference(old: str, new: str, lang: str) -> tuple[DiffPart, ...]:
    """Return what turns `old` into `new`, by whole words, figures and Chinese characters.

    The parts that are equal or inserted make up `new` exactly, those equal or deleted `old`; of two changes that only
    a blank separates one is made, since that reads better. `lang` is the language of both texts.
    """
    piece = _PIECE_ZH if lang == ZH else _PIECE
    left, right = piece.findall(old), piece.findall(new)
    if len(left) * len(right) > _CELLS:
        return _joined(_coarse(left, right))
    parts: list[DiffPart] = []
    for step in Levenshtein.opcodes(left, right):
        gone = "".join(left[step.src_start : step.src_end])
        come = "".join(right[step.dest_start : step.dest_end])
        if step.tag == "equal":
            parts.append(DiffPart(DiffOp.EQUAL, come))
        else:
            parts += (DiffPart(DiffOp.DELETE, gone), DiffPart(DiffOp.INSERT, come))
    return _joined(parts)


def _figure(lang: str) -> regex.Pattern[str]:
    return _DIGITS_ZH if lang == ZH else _DIGITS


def _coarse(left: list[str], right: list[str]) -> list[DiffPart]:
    """Common beginning and end, and everything between as one change."""
    shorter = min(len(left), len(right))
    head = next((n for n in range(shorter) if left[n] != right[n]), shorter)
    tail = next((n for n in range(shorter - head) if left[-1 - n] != right[-1 - n]), shorter - head)
    return [
        DiffPart(DiffOp.EQUAL, "".join(left[:head])),
        DiffPart(DiffOp.DELETE, "".join(left[head : len(left) - tail])),
        DiffPart(DiffOp.INSERT, "".join(right[head : len(right) - tail])),
        DiffPart(DiffOp.EQUAL, "".join(left[len(left) - tail :])),
    ]


def _joined(parts: list[DiffPart]) -> tuple[DiffPart, ...]:
    """Drop empty parts, join neighbours; a blank between two changes belongs to both."""
    runs: list[tuple[str, str, str]] = []  # equal text, or what goes and what comes
    full = [part for part in parts if part.text]
    for number, part in enumerate(full):
        inner = 0 < number < len(full) - 1
        if part.op is DiffOp.EQUAL and not (inner and part.text.isspace()):
            runs.append((part.text, "", ""))
            continue
        gone = part.text if part.op is not DiffOp.INSERT else ""
        come = part.text if part.op is not DiffOp.DELETE else ""
        if runs and not runs[-1][0]:
            gone, come = runs[-1][1] + gone, runs[-1][2] + come
            runs.pop()
        runs.append(("", gone, come))
    return tuple(
        chain.from_iterable(
            (
                DiffPart(op, text)
                for op, text in zip((DiffOp.EQUAL, DiffOp.DELETE, DiffOp.INSERT), run, strict=True)
                if text
            )
            for run in runs
        )
    )


def _ends(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else text[:half] + text[-half:]
