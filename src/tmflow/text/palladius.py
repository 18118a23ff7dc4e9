"""The Palladius system: pinyin syllables in Cyrillic, how they join, and how the words decline in Russian.

Source of the table: the system of Palladius (P. I. Kafarov) as the Great Chinese-Russian Dictionary prints it; here it
is made from initials and finals, with the syllables that break the pattern. Traditional names (Пекин, Харбин) are not
Palladius and belong to the glossary.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_FINALS: Final = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь",
    "ang": "ан", "eng": "эн", "ong": "ун", "i": "и", "ia": "я", "ie": "е", "iao": "яо", "iu": "ю", "ian": "янь",
    "in": "инь", "iang": "ян", "ing": "ин", "iong": "юн", "u": "у", "ua": "уа", "uo": "о", "uai": "уай", "ui": "уй",
    "uan": "уань", "un": "унь", "uang": "уан", "v": "юй", "ve": "юэ", "van": "юань", "vn": "юнь",
}  # fmt: skip
_INITIALS: Final = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г", "k": "к", "h": "х",
    "j": "цз", "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш", "r": "ж", "z": "цз", "c": "ц", "s": "с",
}  # fmt: skip
_VALID: Final = {
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un v ve",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "q": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "x": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "zh": "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "e i ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "s": "a e i ai ao ou an en ang eng ong u uo ui uan un",
}
_ALONE: Final = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь",
    "ang": "ан", "eng": "эн", "er": "эр", "yi": "и", "ya": "я", "ye": "е", "yao": "яо", "you": "ю", "yan": "янь",
    "yin": "инь", "yang": "ян", "ying": "ин", "yo": "йо", "yong": "юн", "wu": "у", "wa": "ва", "wo": "во", "wai": "вай",
    "wei": "вэй", "wan": "вань", "wen": "вэнь", "wang": "ван", "weng": "вэн", "yu": "юй", "yue": "юэ",
    "yuan": "юань", "yun": "юнь",
}  # fmt: skip
_IRREGULAR: Final = {"hui": "хуэй", "nv": "нюй", "lv": "люй", "zi": "цзы", "ci": "цы", "si": "сы"}
_VOWELS: Final = "аеёиоуыэюя"
_LONGEST: Final = 6


@lru_cache(maxsize=1)
def syllables() -> dict[str, str]:
    """Every pinyin syllable (`v` for ü, which after j q x y is written u) and its Palladius form, in lower case."""
    table = dict(_ALONE)
    for initial, finals in _VALID.items():
        for final in finals.split():
            syllable = initial + (final.replace("v", "u") if initial in {"j", "q", "x"} else final)
            table[syllable] = _IRREGULAR.get(initial + final, _INITIALS[initial] + _FINALS[final])
    return table


@lru_cache(maxsize=1)
def _pinyin_of() -> dict[str, str]:
    return {cyrillic: pinyin for pinyin, cyrillic in syllables().items() if pinyin != "lo"}


def from_pinyin(parts: tuple[str, ...] | list[str]) -> str:
    """Join pinyin syllables into one Palladius word in lower case; a hard н before a vowel is closed with ъ.

    An unknown syllable stays as it is, so that the caller sees what could not be read.
    """
    word = ""
    for part in parts:
        cyrillic = syllables().get(part.lower().replace("ü", "v"), part)
        if word.endswith("н") and cyrillic[:1] in set(_VOWELS):
            word += "ъ"
        word += cyrillic
    return word


@lru_cache(maxsize=50_000)
def to_pinyin(word: str) -> tuple[str, ...] | None:
    """Read a Palladius word (base form, any case) back into pinyin syllables (`v` for ü), or None if it is none.

    Where the letters allow two readings, the one with fewer syllables is taken.
    """
    text = word.lower()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            pinyin = _pinyin_of().get(text[start:end])
            if before is None or pinyin is None:
                continue
            if text[start - 1 : start] == "н" and text[start] in _VOWELS:
                continue  # a hard н before a vowel is written нъ
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, pinyin)
        if text[end - 1] == "ъ" and end > 1 and text[end - 2] == "н" and text[end : end + 1] in set(_VOWELS):
            best[end] = best[end - 1]
    return best[len(text)] if text else None


_HARD: Final = {"gent": "а", "datv": "у", "accs": "а", "ablt": "ом", "loct": "е"}
_SOFT: Final = {"gent": "я", "datv": "ю", "accs": "я", "ablt": "ем", "loct": "е"}


def case_forms(word: str) -> dict[str, frozenset[str]]:
    """The forms of a Palladius word by case (OpenCorpora grammemes) as a man's name or a masculine noun declines.

    Words in a consonant, ь or й decline (Цзяньцзюнь, Цзяньцзюнем), words in a vowel do not (Синьчжу).
    """
    base = {"nomn": frozenset({word})}
    last = word[-1:].lower()
    if last in {"й", "ь"}:
        stem, endings = word[:-1], _SOFT
    elif last and last not in _VOWELS:
        stem, endings = word, _HARD
    else:
        return base | {case: frozenset({word}) for case in _HARD}
    return base | {case: frozenset({stem + ending}) for case, ending in endings.items()}


@lru_cache(maxsize=20_000)
def decline_chinese(ru_name: str, gender: str = "") -> frozenset[str]:
    """All right forms of a Chinese name in Russian: the surname stays, only the last part declines.

    Args:
        ru_name: surname and given name, or one of them, in the base form: `Лю Цзяньцзюнь`.
        gender: `m`, `f` or empty; a woman's name does not decline, an unknown one may.

    Returns:
        The forms, the base form among them: `Лю Цзяньцзюня`, `Лю Цзяньцзюнем`, ...
    """
    if gender.lower().startswith("f"):
        return frozenset({ru_name})
    head, blank, last = ru_name.rpartition(" ")
    return frozenset(head + blank + form for forms in case_forms(last).values() for form in forms)


@lru_cache(maxsize=50_000)
def is_pinyin(word: str) -> bool:
    """Whether a Latin word is made of legal pinyin syllables (ü may be written v, ü or yu after n and l)."""
    text = word.lower().replace("ü", "v").replace("'", "").replace("nyu", "nv").replace("lyu", "lv")
    reachable = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        reachable[end] = any(
            reachable[start] and text[start:end] in syllables() for start in range(max(0, end - _LONGEST), end)
        )
    return bool(text) and reachable[-1]


@lru_cache(maxsize=50_000)
def split_pinyin(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a Latin word as pinyin syllables, at most a few; an apostrophe is a border (`Xi'an`)."""
    text = word.lower().replace("ü", "v").replace("nyu", "nv").replace("lyu", "lv")
    rows: list[tuple[str, ...]] = [()]
    for piece in text.split("'"):
        rows = [(*row, *read) for row in rows for read in _split_piece(piece)]
    return tuple(row for row in rows if row)


_MOST_READINGS: Final = 4


@lru_cache(maxsize=50_000)
def _split_piece(piece: str) -> tuple[tuple[str, ...], ...]:
    reads: list[list[tuple[str, ...]]] = [[] for _ in range(len(piece) + 1)]
    reads[0].append(())
    for end in range(1, len(piece) + 1):
        for start in range(max(0, end - _LONGEST), end):
            if piece[start:end] in syllables():
                reads[end] += [(*read, piece[start:end]) for read in reads[start]]
        reads[end] = sorted(reads[end], key=len)[:_MOST_READINGS]
    return tuple(reads[-1])


@lru_cache(maxsize=50_000)
def base_forms(form: str) -> tuple[str, ...]:
    """Palladius words (lower case) that decline and of which `form`, in lower case, may be an oblique case."""
    bases = []
    for ending, replacements in _OBLIQUE:
        if len(form) > len(ending) + 1 and form.endswith(ending):
            stem = form[: -len(ending)]
            bases += [stem + end for end in replacements if to_pinyin(stem + end)]
    return tuple(base for base in bases if base[-1] not in _VOWELS)


_OBLIQUE: Final = (
    ("ом", ("",)), ("ем", ("ь", "й")), ("а", ("",)), ("у", ("",)), ("я", ("ь", "й")), ("ю", ("ь", "й")),
    ("е", ("", "ь", "й")),
)  # fmt: skip
