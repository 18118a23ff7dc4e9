"""How much two renderings of a name in two languages sound alike.

Every rendering becomes a row of sounds in a few classes: consonants carry the weight, vowels little, for Chinese puts
vowels between consonants (克拉斯诺亚尔斯克, Красноярск) and hears де and те as jie. Chinese names are compared by
syllables, exactly.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pypinyin

from tmflow.text import palladius
from tmflow.text.morphology import readings
from tmflow.text.normalize import for_comparison, to_simplified
from tmflow.text.pinyin import is_chinese, name_syllables
from tmflow.text.romanisation import canonical

_VOWELS: Final = frozenset("aeiou")
_VOWEL_WEIGHT: Final = 0.25
_VOWEL_CHANGE: Final = 0.12
_NEAR: Final = {
    frozenset(pair): cost
    for pair, cost in {
        "JT": 0.2, "JZ": 0.25, "JK": 0.35, "JC": 0.35, "JS": 0.6, "JY": 0.5, "SH": 0.45, "SZ": 0.4, "SC": 0.45,
        "ZC": 0.4, "KH": 0.3, "PF": 0.5, "NM": 0.3, "LN": 0.7, "ZL": 0.5, "YZ": 0.6, "WF": 0.05, "WH": 0.6, "WK": 0.7,
        "TC": 0.6, "TZ": 0.7, "HF": 0.6, "RL": 0.05, "RZ": 0.15, "RY": 0.6,
    }.items()
}  # fmt: skip
_DROP: Final = {"Y": 0.3, "W": 0.35, "R": 0.45, "H": 0.6, "N": 0.8}
_INITIAL_CLASS: Final = {
    "b": "P", "p": "P", "m": "M", "f": "F", "d": "T", "t": "T", "n": "N", "l": "L", "g": "K", "k": "K", "h": "H",
    "j": "J", "q": "C", "x": "S", "zh": "Z", "ch": "C", "sh": "S", "r": "Z", "z": "Z", "c": "C", "s": "S", "y": "Y",
    "w": "W",
}  # fmt: skip
_CYRILLIC: Final = {
    "а": "a", "б": "P", "в": "F", "г": "K", "д": "T", "е": "e", "ё": "o", "ж": "Z", "з": "Z", "и": "i", "й": "Y",
    "к": "K", "л": "L", "м": "M", "н": "N", "о": "o", "п": "P", "р": "R", "с": "S", "т": "T", "у": "u", "ф": "F",
    "х": "H", "ц": "C", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "Yu", "я": "Ya",
}  # fmt: skip
_LATIN: Final = (
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("zh", "Z"), ("ch", "C"), ("sh", "S"), ("kh", "H"), ("gh", "K"),
    ("ph", "F"), ("ts", "C"), ("tz", "C"), ("th", "T"), ("ck", "K"), ("qu", "KW"), ("dzh", "J"), ("dj", "J"),
    ("x", "KS"), ("ya", "Ya"), ("yu", "Yu"), ("yo", "Yo"), ("ye", "Ye"), ("ia", "Ya"), ("iu", "Yu"), ("ce", "Se"),
    ("ci", "Si"), ("cy", "Si"), ("ge", "Je"), ("gi", "Ji"), ("ng", "N"), ("b", "P"), ("c", "K"), ("d", "T"), ("f", "F"),
    ("g", "K"), ("h", "H"), ("j", "J"), ("k", "K"), ("l", "L"), ("m", "M"), ("n", "N"), ("p", "P"), ("q", "K"),
    ("r", "R"), ("s", "S"), ("t", "T"), ("v", "F"), ("w", "W"), ("y", "i"), ("z", "Z"),
)  # fmt: skip
_SYLLABLE: Final = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([aeiouvü]*)(ng|n|r)?")
_FULL: Final = 0.97
_ONE_OFF: Final = 0.6


def _pinyin_sounds(syllable: str) -> str:
    if syllable == "er":
        return "R"
    match = _SYLLABLE.fullmatch(syllable)
    if match is None:
        return ""
    initial, vowels, coda = match.groups()
    core = (vowels or "").replace("v", "u").replace("ü", "u")
    return _INITIAL_CLASS.get(initial or "", "") + core[-1:] + ("N" if coda in {"n", "ng"} else "R" if coda else "")


def _latin_sounds(word: str) -> str:
    sounds, place = [], 0
    while place < len(word):
        for letters, sound in _LATIN:
            if word.startswith(letters, place):
                sounds.append(sound)
                place += len(letters)
                break
        else:
            if word[place] in _VOWELS:
                sounds.append(word[place])
            place += 1
    return "".join(sounds)


@lru_cache(maxsize=20_000)
def sounds(name: str, lang: str) -> str:
    """The sounds of a name: capital letters are classes of consonants, small ones vowels; doubled ones are one."""
    if lang == "zh":
        row = "".join(_pinyin_sounds(part) for part in pypinyin.lazy_pinyin(to_simplified(name)))
    elif lang == "ru":
        row = "".join(_CYRILLIC.get(char, "") for char in name.lower())
    else:
        row = _latin_sounds(for_comparison(name, "en").lower())
    return re.sub(r"(.)\1+", r"\1", row)


def _weight(sound: str) -> float:
    return _VOWEL_WEIGHT if sound in _VOWELS else _DROP.get(sound, 1.0)


def _change(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a in _VOWELS or b in _VOWELS:
        if a in _VOWELS and b in _VOWELS:
            return _VOWEL_CHANGE
        soft = {a, b} & {"Y", "W"}
        return _VOWEL_WEIGHT if soft else 1.0 + _VOWEL_WEIGHT
    return _NEAR.get(frozenset((a, b)), 1.1)


@lru_cache(maxsize=50_000)
def _alike(a: str, b: str) -> float:
    """1 minus the weighted edit distance of two rows of sounds over their mean weight; never below 0."""
    before = [0.0]
    for sound in b:
        before.append(before[-1] + _weight(sound))
    for left in a:
        now = [before[0] + _weight(left)]
        for place, right in enumerate(b):
            now.append(
                min(before[place] + _change(left, right), before[place + 1] + _weight(left), now[-1] + _weight(right))
            )
        before = now
    whole = (sum(map(_weight, a)) + sum(map(_weight, b))) / 2
    return max(0.0, 1 - before[-1] / whole) if whole else 0.0


def _base_forms(word: str, lang: str) -> list[str]:
    """The word and, in Russian, the base forms of the name that it may be a case of."""
    if lang != "ru":
        return [word]
    found = [reading.lemma for reading in readings(word) if reading.name and reading.case not in {"", "nomn"}]
    return [word, *dict.fromkeys(found), *palladius.base_forms(word.lower())]


def _words(name: str, lang: str) -> list[str]:
    return [word for word in re.split(r"[\s·.\-]+", for_comparison(name, lang)) if word]


@lru_cache(maxsize=50_000)
def _chinese_syllables(name: str, lang: str) -> frozenset[tuple[str, ...]]:
    """The pinyin syllables of a Chinese name, by every base form that it may have; empty if it is none."""
    if lang == "zh":
        plain = to_simplified(re.sub(r"\s", "", name))
        if not is_chinese(plain) or len(plain) > len("欧阳建军"):
            return frozenset()
        surname, given = name_syllables(plain)
        return frozenset({(*surname, *given), tuple(pypinyin.lazy_pinyin(plain))})
    rows: set[tuple[str, ...]] = {()}
    for word in _words(name, lang):
        if lang == "ru":
            read = tuple(parts for base in _base_forms(word, lang) if (parts := palladius.to_pinyin(base)))
        else:
            read = palladius.split_pinyin(word)
        rows = {(*row, *parts) for row in rows for parts in read}
    return frozenset(rows - {()})


def _by_syllables(a: str, lang_a: str, b: str, lang_b: str) -> float:
    """Likeness of two Chinese names by syllables, or 0 if one of them is no Chinese name."""
    best = 0.0
    for left in _chinese_syllables(a, lang_a):
        for right in _chinese_syllables(b, lang_b):
            if left == right:
                return 1.0
            if len(left) == len(right):
                best = max(best, _ONE_OFF * sum(x == y for x, y in zip(left, right, strict=True)) / len(left))
    return best


@lru_cache(maxsize=50_000)
def likeness(a: str, lang_a: str, b: str, lang_b: str) -> float:
    """How much two renderings of a name sound alike, from 0 to 1.

    Args:
        a: a name, with or without given names (`安德烈·杰尼索夫`, `Liu Jianjun`, `Денисовым`): Russian in any case.
        lang_a: its language, `zh`, `en` or `ru`.
        b: the other name.
        lang_b: its language.

    Returns:
        1 for renderings by the rules (pinyin, Palladius, legal romanisations), about 0.7 and more for the same name
        by ear, below 0.5 for most pairs of different names.
    """
    if "zh" in {lang_a, lang_b} or lang_a == lang_b == "en":
        exact = _by_syllables(a, lang_a, b, lang_b)
        if exact == 1.0:
            return 1.0
        both = _chinese_syllables(a, lang_a) and _chinese_syllables(b, lang_b)
        heard = _by_ear(a, lang_a, b, lang_b)
        return min(heard, _FULL) if not both else min(max(exact, heard * _FULL), _FULL)
    if {lang_a, lang_b} == {"en", "ru"}:
        exact = _by_syllables(a, lang_a, b, lang_b)
        if exact == 1.0:
            return 1.0
    return _by_ear(a, lang_a, b, lang_b)


def _latin_of(word: str, lang: str) -> str:
    if lang == "en":
        return canonical(word)
    return canonical("".join(_PLAIN.get(char, char) for char in word.lower()))


_PLAIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip


def _by_ear(a: str, lang_a: str, b: str, lang_b: str) -> float:
    best = 0.0
    for left in _whole_forms(a, lang_a):
        for right in _whole_forms(b, lang_b):
            if lang_a != "zh" != lang_b and _latin_of(left, lang_a) == _latin_of(right, lang_b):
                return 1.0
            best = max(best, _alike(sounds(left, lang_a), sounds(right, lang_b)))
    return best


def _whole_forms(name: str, lang: str) -> list[str]:
    """The whole name as one row, with each word in the forms it may come from (few: a name has few words)."""
    rows = [""]
    for word in _words(name, lang)[:4]:
        rows = [row + form for row in rows for form in _base_forms(word, lang)[:4]]
    return rows
