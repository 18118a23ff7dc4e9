"""Russian names in Latin letters: the set of legal spellings.

Sources: BGN/PCGN 1947, GOST R 52535.1-2006 and ICAO Doc 9303 (passports), GOST 7.79-2000 system B, and the plain press
usage of Russian state agencies. Names differ between systems in few letters; all combinations are legal here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

_LETTERS: Final[dict[str, tuple[str, ...]]] = {
    "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g",), "д": ("d",), "е": ("e",), "ж": ("zh",), "з": ("z",),
    "и": ("i",), "й": ("y", "i", "j"), "к": ("k",), "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",), "п": ("p",),
    "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",), "ф": ("f",), "х": ("kh", "h"), "ц": ("ts", "tc", "c"),
    "ч": ("ch",), "ш": ("sh",), "щ": ("shch", "sch"), "ъ": ("", "ie"), "ы": ("y",), "ь": ("",), "э": ("e",),
    "ю": ("yu", "iu", "ju"), "я": ("ya", "ia", "ja"), "ё": ("yo", "e", "ye", "io"),
    "і": ("i",), "ї": ("i", "yi"), "є": ("ye", "ie"), "ґ": ("g",), "қ": ("q", "k"), "ғ": ("gh", "g"), "ү": ("u",),
    "ұ": ("u",), "ө": ("o",), "ә": ("a",), "ң": ("ng", "n"), "һ": ("h",), "ў": ("o", "u"), "ҷ": ("j",), "ҳ": ("h",),
}  # fmt: skip
_ENDINGS: Final = (
    ("ский", ("skiy", "sky", "skii", "ski", "skij")), ("цкий", ("tskiy", "tsky", "tskii", "tski")),
    ("ый", ("yy", "y", "yi", "yj")), ("ий", ("iy", "y", "ii", "i", "ij")), ("ия", ("iya", "ia", "ija")),
    ("ей", ("ey", "ei", "ej")), ("ай", ("ay", "ai", "aj")), ("ьев", ("yev", "ev", "iev", "jev")),
    ("ьева", ("yeva", "eva", "ieva")),
)  # fmt: skip
_VOWELS: Final = "аеёиоуыэюяьъ"
_MOST: Final = 512
_CUSTOM: Final = {
    "александр": ("alexander", "alexandr", "aleksandr"), "алексей": ("alexey", "alexei", "aleksey", "aleksei"),
    "александра": ("alexandra", "aleksandra"), "максим": ("maxim", "maksim"),
    "юрий": ("yury", "yuri", "yuriy", "iurii"),
    "пётр": ("petr", "pyotr", "peter"), "петр": ("petr", "pyotr", "peter"), "евгений": ("yevgeny", "evgeny", "evgeni"),
    "дмитрий": ("dmitry", "dmitri", "dmitriy", "dmitrii"), "владимир": ("vladimir",), "мария": ("maria", "mariya"),
    "наталья": ("natalia", "natalya", "nataliya"), "татьяна": ("tatiana", "tatyana"), "ксения": ("ksenia", "xenia"),
    "анастасия": ("anastasia", "anastasiya"), "артём": ("artem", "artyom"), "семён": ("semyon", "semen", "simeon"),
    "фёдор": ("fedor", "fyodor"), "федор": ("fedor", "fyodor"), "михаил": ("mikhail", "michael"),
    "джордж": ("george",), "екатерина": ("ekaterina", "yekaterina", "catherine"), "виктория": ("victoria", "viktoria"),
    "виктор": ("victor", "viktor"), "софья": ("sofia", "sofya", "sophia"), "николай": ("nikolai", "nikolay", "nicolas"),
}  # fmt: skip
"""Given names with customary Latin forms of their own."""


def _choices(word: str, place: int) -> tuple[str, ...]:
    char = word[place]
    starts = place == 0 or word[place - 1] in _VOWELS
    if char == "е" and starts:
        return ("e", "ye", "je")
    if char == "ё":
        return ("yo", "e", "ye", "io", "o") if place and word[place - 1] in "жчшщ" else ("yo", "e", "ye", "io")
    if char == "к" and word[place : place + 2] == "кс":
        return ("k", "x")
    return _LETTERS.get(char, (char,))


@lru_cache(maxsize=20_000)
def _word(word: str) -> frozenset[str]:
    stem = word
    endings: tuple[str, ...] = ("",)
    for ending, written in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            stem, endings = word[: -len(ending)], written
            break
    parts = [_choices(stem, place) for place in range(len(stem))]
    while _size(parts) * len(endings) > _MOST:
        widest = max(range(len(parts)), key=lambda place: (len(parts[place]), place))
        parts[widest] = parts[widest][:-1]
    spellings = {"".join(chosen).replace("xs", "x") + end for chosen in product(*parts) for end in endings}
    return frozenset(spellings | set(_CUSTOM.get(word, ())))


def _size(parts: list[tuple[str, ...]]) -> int:
    size = 1
    for part in parts:
        size *= len(part)
    return size


def romanisations(ru: str) -> frozenset[str]:
    """All legal Latin spellings of a Russian name in its base form, each word capitalised: `Денисов` -> `Denisov`.

    At most a few thousand for a full name; words are joined as the Russian joins them (blank, hyphen).
    """
    pieces = re.split(r"([ -])", ru.strip())
    spellings = {""}
    for piece in pieces:
        choices = [piece] if piece in {" ", "-", ""} else [form.capitalize() for form in _word(piece.lower())]
        if len(spellings) * len(choices) > _MOST * 8:
            choices = choices[:1]
        spellings = {done + choice for done in spellings for choice in choices}
    return frozenset(spellings)


_CANON: Final = (
    (re.compile(r"(.)\1+"), r"\1"), (re.compile(r"shch|sch"), "S"), (re.compile(r"zh"), "Z"), (re.compile(r"ch"), "C"),
    (re.compile(r"sh"), "s'"), (re.compile(r"kh|gh"), "h"), (re.compile(r"ts|tz|tc"), "c"), (re.compile(r"x"), "ks"),
    (re.compile(r"w|ph"), "v"), (re.compile(r"(?<=[aeiou])[yij](?![aeiou])|(?:iy|ii|ij|yi|yy|ey|y|i)\Z"), "i"),
    (re.compile(r"[yij](?=[aeiou])"), "j"), (re.compile(r"je|jo"), "e"), (re.compile(r"y"), "i"),
    (re.compile(r"ck|q"), "k"), (re.compile(r"'(?=\w)"), "'"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def canonical(latin: str) -> str:
    """A key that is the same for all legal spellings of one Russian name in Latin letters (Andrey, Andrei)."""
    key = latin.lower().replace("’", "'").replace("'", "")
    for pattern, replacement in _CANON:
        key = pattern.sub(replacement, key)
    return key


def same_romanisation(a: str, b: str) -> bool:
    """Whether two Latin spellings can stand for one Russian name, or for one pinyin syllable row (nü, nyu, nv)."""
    if _pinyin_key(a) == _pinyin_key(b):
        return True
    return canonical(a) == canonical(b)


def _pinyin_key(word: str) -> str:
    return re.sub(r"(?<=[nl])(?:ü|yu|v|uu)(?=e?\b|[^aeiou])", "v", word.lower().replace("'", ""))
