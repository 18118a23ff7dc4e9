"""Russian numerals in words, in every case: cardinals, collectives, ordinals, fractions and magnitudes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tmflow.text.quantity import Number

_HARD: Final = ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми")
_THIRD: Final = "третий третьего третьему третьим третьем третья третьей третью третье третьи третьих третьими"

_IRREGULAR: Final = """
2 два две двух двум двумя двое двоих двоим двоими
3 три трех трем тремя трое троих троим троими
4 четыре четырех четырем четырьмя четверо четверых четверым четверыми
8 восемь восьми восемью восьмью
40 сорок сорока
90 девяносто девяноста
100 сто ста
200 двести двухсот двумстам двумястами двухстах
300 триста трехсот тремстам тремястами трехстах
400 четыреста четырехсот четыремстам четырьмястами четырехстах
"""
_SOFT: Final = """пят 5 шест 6 сем 7 девят 9 десят 10 одиннадцат 11 двенадцат 12 тринадцат 13
четырнадцат 14 пятнадцат 15 шестнадцат 16 семнадцат 17 восемнадцат 18 девятнадцат 19 двадцат 20 тридцат 30"""
_TENS: Final = {"пят": 50, "шест": 60, "сем": 70}
_HUNDREDS: Final = {"пят": 500, "шест": 600, "сем": 700, "девят": 900}
_COLLECTIVE: Final = {"пятер": 5, "шестер": 6, "семер": 7, "восьмер": 8, "девятер": 9, "десятер": 10}
_ORDINAL_STEMS: Final = """перв 1 втор 2 четверт 4 пят 5 шест 6 седьм 7 восьм 8 девят 9 десят 10 одиннадцат 11 двенадцат
12 тринадцат 13 четырнадцат 14 пятнадцат 15 шестнадцат 16 семнадцат 17 восемнадцат 18
девятнадцат 19 двадцат 20 тридцат 30 сороков 40 пятидесят 50 шестидесят 60 семидесят 70
восьмидесят 80 девяност 90 сот 100 двухсот 200 трехсот 300 тысячн 1000"""
_STRESSED: Final = frozenset({"втор", "шест", "седьм", "восьм", "сороков"})
_ONE: Final = "один одна одно одного одной одному одним одном одну"


def _pairs(table: str) -> list[tuple[str, int]]:
    words = table.split()
    return [(stem, int(number)) for stem, number in zip(words[::2], words[1::2], strict=True)]


def _cardinals() -> dict[str, int]:
    forms: dict[str, int] = {}
    for line in _IRREGULAR.strip().splitlines():
        told, *words = line.split()
        forms |= dict.fromkeys(words, int(told))
    for stem, number in _pairs(_SOFT):
        forms |= {stem + ending: number for ending in ("ь", "и", "ью")}
    for stem, number in _TENS.items():
        forms |= {f"{stem}ьдесят": number, f"{stem}идесяти": number, f"{stem}ьюдесятью": number}
    forms |= {"восемьдесят": 80, "восьмидесяти": 80, "восемьюдесятью": 80, "восьмьюдесятью": 80}
    for stem, number in _HUNDREDS.items():
        forms |= {
            f"{stem}ьсот": number, f"{stem}исот": number, f"{stem}истам": number,
            f"{stem}ьюстами": number, f"{stem}истах": number,
        }  # fmt: skip
    forms |= {"восемьсот": 800, "восьмисот": 800, "восьмистам": 800, "восемьюстами": 800, "восьмистах": 800}
    for stem, number in _COLLECTIVE.items():
        forms |= {stem + ending: number for ending in ("о", "ых", "ым", "ыми")}
    return forms


def _ordinals() -> dict[str, int]:
    forms = dict.fromkeys(_THIRD.split(), 3)
    for stem, number in _pairs(_ORDINAL_STEMS):
        forms |= {stem + ending: number for ending in (*_HARD, *(("ой",) if stem in _STRESSED else ()))}
    return forms


def _magnitudes() -> dict[str, int]:
    forms = {
        f"тысяч{ending}": 1000
        for ending in ("", "а", "и", "е", "у", "ей", "ью", "ам", "ами", "ах")
    }  # fmt: skip
    for stem, power in (("миллион", 6), ("миллиард", 9), ("триллион", 12)):
        endings = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
        forms |= {stem + ending: 10**power for ending in endings}
    forms |= dict.fromkeys(("десяток", "десятка", "десятке", "десятком", "десятков", "десятку"), 10)
    forms |= dict.fromkeys(("дюжина", "дюжину", "дюжины", "дюжиной", "дюжине"), 12)
    forms["сотен"] = 100
    short = {"тыс.": 3, "тыс": 3, "млн": 6, "млн.": 6, "млрд": 9, "млрд.": 9, "трлн": 12, "трлн.": 12}
    return forms | {word: 10**power for word, power in short.items()}


CARDINALS: Final = _cardinals()
ONE: Final = frozenset(_ONE.split())
ORDINALS: Final = _ordinals()
MAGNITUDES: Final = _magnitudes()
HALVES: Final[dict[str, Number]] = {
    "полтора": Decimal("1.5"), "полторы": Decimal("1.5"), "полутора": Decimal("1.5"),
    "полмиллиона": 500_000, "полмиллиарда": 500_000_000, "полтысячи": 500,
    "полумиллиона": 500_000, "полумиллиарда": 500_000_000, "полутысячи": 500,
    "половиной": Decimal("0.5"), "полутораста": 150, "полтораста": 150,
    "пол": Decimal("0.5"), "сотня": 100, "сотню": 100, "сотней": 100, "сотни": 100,
}  # fmt: skip
PLURAL: Final = frozenset(
    word for word in MAGNITUDES if re.search(r"(?:ов|ы|и|ам|ами|ах|яч|сотен|\.|млн|млрд|трлн|тыс)$", word)
)
"""Magnitudes that need a number before them: `тысячи людей` is no quantity."""
_TOKEN: Final = re.compile(r"[а-я]+\.?")


def value(text: str) -> tuple[Number, Number]:
    """Return the value of a numeral in words (small letters, е for ё), and its last magnitude (1 without one)."""
    total: Number = 0
    section: Number = 0
    scale = 1
    for found in _TOKEN.findall(text):
        word = found if found in MAGNITUDES else found.rstrip(".")
        if word in CARDINALS:
            section += CARDINALS[word]
        elif word in ONE:
            section += 1
        elif word in HALVES:
            section += HALVES[word]
        elif word in ORDINALS:
            section += ORDINALS[word]
        elif word in MAGNITUDES:
            scale = MAGNITUDES[word]
            total += (section or 1) * scale
            section = 0
    return total + section, scale
