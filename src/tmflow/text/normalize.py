"""Folding of texts for comparison only: what is stored and shown is never folded.

Two writings of one thing become one string: full and half width, traditional and simplified characters, kinds of
quotes, dashes, middle dots and blanks, ё and е, decomposed letters, stress marks. The damage that crawlers and text
extraction leave behind is repaired: `習(xí)近平`, `орга- низации`, `theQingdao`, Latin letters inside Cyrillic words.
Letter case stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import opencc

from tmflow.text import morphology

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTES: Final = "\"'“”„‟«»‹›‘’‚‛「」『』〝〞〟＂＇`´′″"
"""Quotation marks, apostrophes and primes, all of which fold to `"` or, inside and after words, `'`."""

DASHES: Final = "‐‑‒–—―⸺⸻−﹘﹣－─━〜～"
"""Hyphens, dashes, minus signs and wave dashes, all of which fold to `-`."""
MIDDLE_DOTS: Final = "·•・‧∙⋅᛫●･"
BLANKS: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\ufe0e\ufe0f"
_APOSTROPHES: Final = "‘’‛＇`´′"
_VARIANTS: Final = {
    "著": "着",
    "乾": "干",
    "瞭": "了",
    "藉": "借",
    "馀": "余",
    "裡": "里",
    "佔": "占",
    "甯": "宁",
    "喆": "哲",
}
"""Characters that the traditional table keeps apart or leaves, and that the mainland writes as one."""

_LATIN_AS_CYRILLIC: Final = str.maketrans("aceopxyABCEHKMOPTXY", "асеорхуАВСЕНКМОРТХУ")
_LOOKALIKES: Final = "aceopxyABCEHKMOPTXY"
_CYRILLIC: Final = "А-Яа-яЁё"
_TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_WORD_ENDINGS: Final = (
    r"[a-z]{0,12}(?:tion|sion|ment|ness|ity|ing|ence|ance|ical|able|ible|ship|tive|ered|ated|ization|isation)s?"
)

_EDITS_COMMON: Final = rf"(?P<invisible>[{_INVISIBLE}]+)|(?P<blanks>[ {BLANKS}]{{2,}})|(?P<marks>\w[\u0300-\u036f]+)"
_EDITS: Final = {
    "zh": re.compile(
        _EDITS_COMMON
        + rf"|(?P<pinyin>(?<=[\u3400-\u9fff])[(（ ][ ]?(?=[a-z]{{0,6}}[{_TONED}])[a-z{_TONED}]{{1,7}}[ ]?[)）])"
        + r"|(?P<ellipsis>…+)"
    ),
    "en": re.compile(
        _EDITS_COMMON
        + rf"|(?P<broken>(?<=[a-z][a-z])[-\u00ad]\s(?={_WORD_ENDINGS}\b))"
        + r"|(?P<joined>(?<=\b[Cc]o)-(?=oper|ordin)|(?<=\bCO)-(?=OPER|ORDIN))"
        + r"|(?P<glued>\b(?:the(?=[A-Z])|(?:of|in|to|by|on|at|and|for|with|from)(?=[A-Z][a-z])))"
        + r"|(?P<ellipsis>…+)"
    ),
    "ru": re.compile(
        _EDITS_COMMON
        + r"|(?P<broken>(?<=[а-яё][а-яё])[-\u00ad]\s(?=[а-яё]{2}))"
        + r"|(?P<glued>\b(?:[вкси]|на|по|из|от|до|за)(?=[А-Я][а-яё]))"
        + rf"|(?P<lookalike>(?<=[{_CYRILLIC}])[{_LOOKALIKES}]{{1,8}}|[{_LOOKALIKES}]{{1,8}}(?=[{_CYRILLIC}]))"
        + r"|(?P<ellipsis>…+)"
    ),
}
_SEARCHED: Final = {
    "zh": (re.compile(rf"[{_INVISIBLE}\u0300-\u036f…{_TONED}]"),),
    "en": (
        re.compile(rf"[{_INVISIBLE}\u0300-\u036f…]"),
        re.compile(r"-(?:\s|(?<=[oO]-))"),
        re.compile(r"[A-Z](?<=[a-z].)"),
    ),
    "ru": (
        re.compile(rf"[{_INVISIBLE}\u0300-\u036f…{_LOOKALIKES}]"),
        re.compile(r"-\s"),
        re.compile(r"[А-Я](?<=[а-яё].)"),
    ),
}
"""Where none of these is found, and no two blanks, there is nothing to edit: quickly told, and so with most texts."""
_TWO_BLANKS: Final = re.compile(rf"[ {BLANKS}][ {BLANKS}]")
_LEFT_WORD: Final = re.compile(r"[а-яё]{1,30}\Z")
_RIGHT_WORD: Final = re.compile(r"[а-яё]{1,30}")


def _plain_letter(char: str) -> str:
    """The letter without its marks (`é` -> `e`), or the character itself when it has none."""
    first = unicodedata.normalize("NFKD", char)[:1]
    return first if first.isascii() and first.isalpha() else char


def _base_table() -> dict[int, str]:
    table = {ord(char): '"' for char in QUOTES}
    table |= {ord(char): "'" for char in _APOSTROPHES}
    table |= {ord(char): "-" for char in DASHES}
    table |= {ord(char): "·" for char in MIDDLE_DOTS}
    table |= {ord(char): " " for char in BLANKS}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in table}
    table |= {ord(char): _plain_letter(char) for char in map(chr, range(0xC0, 0x250)) if _plain_letter(char) != char}
    return table | {ord("ё"): "е", ord("Ё"): "Е"}


@lru_cache(maxsize=1)
def _chinese_table() -> dict[int, str]:
    """Every traditional or variant character and what it folds to, one for one; made once from OpenCC's `t2s`."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {ord(old): new for old, new in zip(characters, simplified, strict=True) if old != new and len(new) == 1}
    table = {code: _VARIANTS.get(new, new) for code, new in table.items()}
    return table | {ord(old): new for old, new in _VARIANTS.items()}


@lru_cache(maxsize=4)
def _table(lang: str) -> dict[int, str]:
    table = _base_table()
    if lang == "zh":
        table |= _chinese_table()
        table |= {ord("【"): "[", ord("】"): "]", ord("〔"): "[", ord("〕"): "]", ord("○"): "〇"}
    return table


@lru_cache(maxsize=4)
def _changed(lang: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Which characters of English and Russian are folded one for one, and into what."""
    table = {chr(code): new for code, new in _table(lang).items() if chr(code) != new}
    return re.compile(f"[{re.escape(''.join(table))}]"), table


def _translated(text: str, lang: str) -> str:
    """The text folded character by character.

    To translate ASCII is quick, and so is it to leave Cyrillic alone but for a few marks; Chinese is short.
    """
    if text.isascii() or lang == "zh":
        return text.translate(_table(lang))
    pattern, table = _changed(lang)
    return pattern.sub(lambda match: table[match.group()], text)


def _is_broken_word(text: str, start: int, end: int) -> bool:
    """Whether the Russian word pieces around `text[start:end]` make one word that the dictionary knows."""
    left = _LEFT_WORD.search(text, max(0, start - 30), start)
    right = _RIGHT_WORD.match(text, end)
    return bool(left and right and morphology.known(left.group() + right.group()))


def _edits(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """What cannot be folded one character for one: `(start, end, replacement)`, ascending."""
    for match in _EDITS.get(lang, _EDITS["en"]).finditer(text):
        start, end, kind = match.start(), match.end(), match.lastgroup
        found = match.group()
        if kind == "blanks":
            yield start, end, " "
        elif kind == "glued":
            yield end, end, " "
        elif kind == "marks":
            composed = unicodedata.normalize("NFC", found)
            yield start, end, "".join(char for char in composed if not unicodedata.combining(char))
        elif kind == "broken":
            if lang != "ru" or _is_broken_word(text, start, end):
                yield start, end, ""
        elif kind == "lookalike":
            yield start, end, found.translate(_LATIN_AS_CYRILLIC)
        elif kind == "ellipsis":
            yield start, end, "..."
        else:
            yield start, end, ""


def fold(text: str, lang: str) -> tuple[str, list[int]]:
    """Fold `text` for comparison, and keep the way back.

    Args:
        text: any text, of any script, also broken.
        lang: `zh`, `en` or `ru`; another language is folded like English.

    Returns:
        The folded text, and for each of its characters the offset (code points) in `text` that it stands for.
    """
    known = lang if lang in _EDITS else "en"
    searched = _SEARCHED[known]
    if not _TWO_BLANKS.search(text) and not any(pattern.search(text) for pattern in searched):
        return _translated(text, known), list(range(len(text)))
    table = _table(known)
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for start, end, replacement in _edits(text, lang):
        pieces.append(text[position:start].translate(table))
        offsets.extend(range(position, start))
        folded = replacement.translate(table)
        pieces.append(folded)
        last = max(start, end - 1)
        offsets.extend(min(start + index, last) for index in range(len(folded)))
        position = end
    pieces.append(text[position:].translate(table))
    offsets.extend(range(position, len(text)))
    return "".join(pieces), offsets


def behind_marks(text: str, end: int) -> int:
    """Return the end of a span moved behind the combining marks of its last letter, which `fold` takes into it (й)."""
    while end < len(text) and "\u0300" <= text[end] <= "\u036f":
        end += 1
    return end


def for_comparison(text: str, lang: str) -> str:
    """Return the folded text without blanks at its ends; in Chinese also without blanks between characters.

    Two texts that differ only in writing (see the module) give the same string. Letter case stays.
    """
    folded = " ".join(fold(text, lang)[0].split())
    if lang == "zh":
        return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", folded)
    return folded


def to_simplified(text: str) -> str:
    """Return `text` with each traditional character as its simplified one (character by character, same length)."""
    return text.translate(_chinese_table())
