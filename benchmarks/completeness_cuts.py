"""Errors of completeness, planted in human translations with a seed: cuts, foreign clauses, swapped rows."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Cut = "Callable[[str, str, int], str | None]"


def last_third(text: str, lang: str, _: int) -> str | None:
    """The text without its last third, at a word."""
    if lang == "zh":
        end = text[-1] if text[-1] in "。！？" else ""
        return text[: round(len(text) * 2 / 3)] + end if len(text) >= 18 else None
    words = text.split(" ")
    end = text[-1] if text[-1] in ".!?" else ""
    return " ".join(words[: round(len(words) * 2 / 3)]).rstrip(",;:") + end if len(words) >= 9 else None


def middle_clause(text: str, lang: str, seed: int) -> str | None:
    """The text without one clause between two commas or semicolons."""
    parts = re.split(r"(?<=[，；])" if lang == "zh" else r"(?<=[,;]) ", text)
    long = [n for n in range(1, len(parts) - 1) if (len(parts[n]) >= 6 if lang == "zh" else len(parts[n].split()) >= 4)]
    if not long:
        return None
    gone = random.Random(seed).choice(long)
    return ("" if lang == "zh" else " ").join(parts[:gone] + parts[gone + 1 :])


_ITEM = {
    "zh": re.compile(r"(?<=、)[^，。；：、“”（）《》]{2,10}、"),
    "en": re.compile(r"(?<=, )[^,.;:()“”\" ]+(?: [^,.;:()“”\" ]+){0,3}, (?=[^,.;:()]{2,40}(?:, and | and |, ))"),
    "ru": re.compile(r"(?<=, )[^,.;:()«» ]+(?: [^,.;:()«» ]+){0,3}, (?=[^,.;:()]{2,40}(?:,? и |, ))"),
}


def list_item(text: str, lang: str, seed: int) -> str | None:
    """The text without one item, of one to four words, from the middle of a list."""
    items = list(_ITEM[lang].finditer(text))
    if not items:
        return None
    gone = random.Random(seed).choice(items)
    return text[: gone.start()] + text[gone.end() :]


CUTS: dict[str, Callable[[str, str, int], str | None]] = {
    "last third": last_third,
    "middle clause": middle_clause,
    "list item": list_item,
}


def foreign_clause(text: str, lang: str, other: str) -> str | None:
    """The text with the last third of another sentence at its end, behind a comma."""
    short = last_third(other, lang, 0)
    if short is None or not text:
        return None
    clause = other[len(short.rstrip("。！？.!?")) :].strip(" ,;:，；：")
    end = text[-1] if text[-1] in "。！？.!?" else ""
    return f"{text[: len(text) - len(end)]}{'，' if lang == 'zh' else ', '}{clause.rstrip('。！？.!?')}{end}"
