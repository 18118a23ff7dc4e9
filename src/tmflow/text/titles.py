"""Whether two titles name the same post, body or person.

Likeness of strings cannot tell Deputy Director from Director; slots can. A title is cut into its rank words, its level
(municipal, provincial), and a bag of words in which synonyms and abbreviations are one. Same rank, no other level,
same bag: the same post. Names may differ in spelling only where no other legal name is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from tmflow.text import morphology, palladius
from tmflow.text.english import base_forms
from tmflow.text.normalize import for_comparison
from tmflow.text.ranks import RankMention, ranks
from tmflow.text.romanisation import same_romanisation
from tmflow.text.title_tables import EN_PHRASES, EN_WORDS, LEVELS, OPTIONAL, RU_PHRASES, RU_WORDS, ZH_PHRASES

__all__ = ["RankMention", "ranks", "same_title"]

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ZH_CUT: Final = re.compile(r"[、,和与及暨·\s]")
_PROPER: Final = 5
_ENDINGS: Final = re.compile(r"(?:ск(?:ий|ая|ое|ого|ой))\Z|[аяоеьйиыую]+\Z")


def same_title(a: str, b: str) -> bool:
    """Whether `a` and `b`, in one language (zh, en or ru, told by script), name one post, body or person.

    Synonyms (head and director, 管委会 and 管理委员会), word order, articles and slips that name nobody else (Denissov)
    are the same. Another rank, another level or place, another legal syllable (Kaiwen, Kaiwei) is not.
    """
    lang = _language(a)
    if lang != _language(b):
        return False
    if Counter(rank.kind for rank in ranks(a, lang)) != Counter(rank.kind for rank in ranks(b, lang)):
        return False
    left, right = _bag(a, lang), _bag(b, lang)
    if not (left or right):
        return for_comparison(a, lang).casefold() == for_comparison(b, lang).casefold()
    return _same_bags(left, right, lang)


def _language(text: str) -> str:
    if _HAN.search(text):
        return "zh"
    return "ru" if _CYRILLIC.search(text) else "en"


def _without_ranks(text: str, lang: str) -> str:
    pieces, position = [], 0
    for rank in ranks(text, lang):
        pieces.append(text[position : rank.start])
        position = rank.end
    return " ".join([*pieces, text[position:]]) if lang != "zh" else "".join([*pieces, text[position:]])


def _bag(text: str, lang: str) -> Counter[str]:
    plain = for_comparison(_without_ranks(text, lang).replace("ü", "yu"), lang)
    if lang == "zh":
        return _chinese_bag(plain)
    lowered = f" {' '.join(_WORD.findall(plain.replace('&', ' and ')))} "
    for phrase, short in EN_PHRASES if lang == "en" else RU_PHRASES:
        lowered = phrase.sub(f" {short} ", lowered)
    key = _english_key if lang == "en" else _russian_key
    return Counter(word for surface in lowered.split() if (word := key(surface)))


def _chinese_bag(plain: str) -> Counter[str]:
    for phrase, full in ZH_PHRASES:
        plain = phrase.sub(full, plain)
    return Counter(part for part in _ZH_CUT.split(plain) if part)


@lru_cache(maxsize=20_000)
def _english_key(surface: str) -> str:
    word = min(base_forms(surface), key=lambda form: (len(form), form)).removesuffix("'s")
    return EN_WORDS.get(word, EN_WORDS.get(surface.lower(), word))


@lru_cache(maxsize=20_000)
def _russian_key(surface: str) -> str:
    lowered = surface.lower()
    if surface[0].isupper() and palladius.to_pinyin(lowered):
        return lowered
    reading = morphology.readings(lowered)[0]
    word = reading.lemma if reading.dictionary else lowered
    word = RU_WORDS.get(lowered, RU_WORDS.get(word, word))
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= len("рос") else word


def _same_bags(left: Counter[str], right: Counter[str], lang: str) -> bool:
    only_left, only_right = list((left - right).elements()), list((right - left).elements())
    levels_left = {LEVELS[word] for word in only_left if word in LEVELS}
    levels_right = {LEVELS[word] for word in only_right if word in LEVELS}
    if levels_left and levels_right and levels_left != levels_right:
        return False
    shared = left & right
    only_left = [word for word in only_left if not _droppable(word, shared)]
    only_right = [word for word in only_right if not _droppable(word, shared)]
    if len(only_left) != len(only_right):
        return False
    for word in only_left:
        twin = next((other for other in only_right if _same_name(word, other, lang)), None)
        if twin is None:
            return False
        only_right.remove(twin)
    return True


def _droppable(word: str, shared: Counter[str]) -> bool:
    """Whether a title may leave the word out: a level, or a word that adds nothing beside one that both have."""
    return word in LEVELS or any(beside in shared for beside in OPTIONAL.get(word, ()))


def _same_name(a: str, b: str, lang: str) -> bool:
    """Whether two words that differ are one name in two spellings, or one with a slip."""
    if lang == "zh":
        return False
    if same_romanisation(a, b) if lang == "en" else a.replace("э", "е") == b.replace("э", "е"):
        return True
    if min(len(a), len(b)) < _PROPER or {a, b} & EN_WORDS.keys() or a[0] != b[0]:
        return False
    if _gives_away(a, b, lang) or a.rstrip("aа") == b.rstrip("aа"):
        return False
    return OSA.distance(a, b) == 1


def _gives_away(a: str, b: str, lang: str) -> bool:
    """Whether both are right as they stand, so that one letter makes another word or name."""
    if lang == "ru":
        if palladius.to_pinyin(a) and palladius.to_pinyin(b):
            return True
        return morphology.known(a) or morphology.known(b)
    return palladius.is_pinyin(a) and palladius.is_pinyin(b)
