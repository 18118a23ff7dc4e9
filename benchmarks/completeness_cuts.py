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


def last_clause(text: str, lang: str, _: int) -> str | None:
    """The text without what follows its last comma, of four words and more."""
    parts = re.split(r"(?<=，)" if lang == "zh" else r"(?<=,) ", text)
    end = text[-1:] if text[-1:] in set("。！？.!?") else ""
    size = len(parts[-1]) if lang == "zh" else 2 * len(parts[-1].split())
    rest = text[: len(text) - len(parts[-1])].rstrip(" ,，")
    if len(parts) < 2 or size < 8 or len(rest) < (16 if lang == "zh" else 40):
        return None
    return rest + end


_WORDS = r"[^,.;:()“”«»\" ]+(?: [^,.;:()“”«»\" ]+){0,3}"
_LAST = {
    lang: re.compile(rf"(?<=[\w’]), ({_WORDS}),? {joint} {_WORDS}(?=[.,;]|$)")
    for lang, joint in (("en", "and"), ("ru", "и"))
}


def last_item(text: str, lang: str, seed: int) -> str | None:
    """The text without the last item of a list of three and more: A, B and C become A and B."""
    found = list(_LAST[lang].finditer(text)) if lang in _LAST else []
    if not found:
        return None
    gone = random.Random(seed).choice(found)
    return f"{text[: gone.start()]} {'and' if lang == 'en' else 'и'} {gone[1]}{text[gone.end() :]}"


_PHRASE = {
    "en": "in|on|at|with|for|during|through|by|from|under|between|among|across|after|before",
    "ru": "в|во|на|с|со|для|при|через|из|под|между|среди|после|до|по",
}


def adverbial(text: str, lang: str, seed: int) -> str | None:
    """The text without a phrase of a preposition and two to six words, before a mark."""
    if lang not in _PHRASE:
        return None
    pattern = rf" (?:{_PHRASE[lang]}) (?:[^\W\d][\w’-]* ){{1,5}}?[^\W\d][\w’-]*(?=[.,;]|$)"
    found = [match for match in re.finditer(pattern, text) if match.start() > 20]
    if not found:
        return None
    gone = random.Random(seed).choice(found)
    return text[: gone.start()] + text[gone.end() :]


CUTS: dict[str, Callable[[str, str, int], str | None]] = {
    "last third": last_third,
    "middle clause": middle_clause,
    "last clause": last_clause,
    "adverbial": adverbial,
    "list item": list_item,
    "last item": last_item,
}
CLAUSES = frozenset({"last third", "middle clause", "last clause"})
"""The cuts that lengths show."""


def foreign_clause(text: str, lang: str, other: str) -> str | None:
    """The text with the last third of another sentence at its end, behind a comma."""
    short = last_third(other, lang, 0)
    if short is None or not text:
        return None
    clause = other[len(short.rstrip("。！？.!?")) :].strip(" ,;:，；：")
    end = text[-1] if text[-1] in "。！？.!?" else ""
    return f"{text[: len(text) - len(end)]}{'，' if lang == 'zh' else ', '}{clause.rstrip('。！？.!?')}{end}"
