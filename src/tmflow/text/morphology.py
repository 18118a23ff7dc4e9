"""Russian word forms: the one door to the dictionary (OpenCorpora through pymorphy3), with a cache.

Loading takes about a third of a second and happens at the first use. Reading is safe from several threads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pymorphy3

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD: Final = re.compile(r"[\u0400-\u052f-]{1,60}")
_CASES: Final = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct", "voct": "nomn"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a word form, in the grammemes of OpenCorpora, with ё folded to е.

    `pos` joins adjectives, participles and ordinals (`ADJF`), and verbs with their infinitives (`VERB`); `case`,
    `number` and `gender` are empty where the form has none; `dictionary` is false for a guess by the word's ending.
    """

    lemma: str
    pos: str
    case: str
    number: str
    gender: str
    score: float = 1.0
    dictionary: bool = True
    name: bool = False
    fixed: bool = False


@lru_cache(maxsize=1)
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The analyser, loaded once."""
    return pymorphy3.MorphAnalyzer(lang="ru")


def parses(word: str) -> Sequence[pymorphy3.analyzer.Parse]:
    """The analyser's own parses of a Cyrillic word; none for other scripts and for what is too long to be a word."""
    return analyzer().parse(word) if _WORD.fullmatch(word) else ()


def known(word: str) -> bool:
    """Whether the dictionary has this form (either case, е or ё)."""
    return bool(_WORD.fullmatch(word)) and bool(analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=100_000)
def spelt_so(word: str) -> bool:
    """Whether the dictionary has this lower-case form letter by letter, е and ё apart."""
    return word in analyzer().dictionary.words


@lru_cache(maxsize=100_000)
def with_yo(word: str) -> str:
    """Return a lower-case word written with е as the dictionary writes it with ё, if it knows no other writing.

    Empty where the word has none (берег and берёг, все and всё are two words), or where it is a person's name.
    """
    if not _WORD.fullmatch(word):
        return ""
    substitutes = analyzer().char_substitutes
    found = [] if spelt_so(word) else analyzer().dictionary.words.similar_keys(word, substitutes)
    return str(found[0]) if len(found) == 1 and not any(each.name for each in readings(word)) else ""


def _part_of_speech(pos: str | None) -> str:
    if pos in {"ADJF", "PRTF"}:
        return "ADJF"
    if pos in {"VERB", "INFN"}:
        return "VERB"
    return str(pos or "UNKN")


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a word form, likely ones first; a single one without grammar where the script is another."""
    found = []
    for parse in parses(word.lower()):
        tag = parse.tag
        found.append(
            Reading(
                lemma=parse.normal_form.replace("ё", "е"),
                pos=_part_of_speech(tag.POS),
                case=_CASES.get(str(tag.case or ""), str(tag.case or "")),
                number=str(tag.number or ""),
                gender="" if tag.POS in {"ADJF", "PRTF"} and tag.number == "plur" else str(tag.gender or ""),
                score=float(parse.score),
                dictionary=bool(parse.is_known),
                name=not {"Name", "Surn", "Patr"}.isdisjoint(tag.grammemes),
                fixed="Fixd" in tag,
            )
        )
    return tuple(found) or (Reading(word.lower(), "UNKN", "", "", "", dictionary=False),)
