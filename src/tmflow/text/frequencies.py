"""How often something is held: 每半年, every six months, twice a year, раз в полгода; in months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_WEEK: Final = 12 / 52
_ZH: Final = re.compile(
    r"每(?:个)?(?P<half>半年)"
    r"|每隔?(?P<n>[一二两三四五六七八九十]|\d{1,2})?个?(?P<u>年|季度|月|周|星期)(?!末|日|代|初|底|[一二三四五六](?!次|列|班|趟|场|期|届|个))"
    r"(?:[^，。；、0-9]{0,6}?(?P<times>[两二三四2-4])次)?"
    r"|(?P<n1>[一两二三四五])年(?:一(?:度|次|届)|(?P<times1>[两二三四])次)|(?P<half1>半年)一(?:度|次)"
)
_EN: Final = re.compile(
    r"\bevery\s(?:(?P<n>other|second|two|three|four|five|six|ten|\d{1,2})\s)?(?P<u>year|quarter|month|week)s?\b"
    r"|\b(?:(?P<times>once|twice|two\stimes|three\stimes|four\stimes|[234]\stimes)\s)?(?:a|per|each)\s"
    r"(?P<u1>year|quarter|month|week)\b"
    r"|\b(?P<half>semi-?annual(?:ly)?|half-yearly|every\shalf[\s-]year|twice-yearly)\b|\b(?P<two>biennial(?:ly)?)\b"
    r"|\b(?P<one>annual(?:ly)?|yearly)\b|\b(?P<quarterly>quarterly)\b|\b(?P<monthly>monthly)\b|\b(?P<weekly>weekly)\b",
    re.IGNORECASE,
)
_RU_N: Final = r"(?P<{}>два|две|три|четыре|пять|шесть|десять|\d{{1,2}})"
_RU: Final = re.compile(
    r"\b(?:(?P<times>дважды|трижды|(?:два|три|четыре|[234])\sраза|(?:один\s)?раз)\s)?в\s"
    rf"(?:(?P<half>полгода|полугодие)|(?:{_RU_N.format('n')}\s)?(?P<u>год|года|лет|квартал|квартала|месяц|месяца|месяцев"
    r"|неделю|недели|недель))\b"
    rf"|\b(?:каждый|каждую|каждое|каждые)\s(?:(?P<half1>полгода|полугодие)|(?:{_RU_N.format('n1')}\s)?"
    r"(?P<u1>год|года|лет|квартал|квартала|месяц|месяца|месяцев|неделю|недели|недель))\b"
    r"|\bеже(?P<one>годн|квартальн|месячн|недельн)\w+",
    re.IGNORECASE,
)
_PATTERNS: Final = {"zh": _ZH, "en": _EN, "ru": _RU}
_PIECES: Final = {
    "zh": ("每", "一度", "一次", "两次", "一届"),
    "en": ("year", "quarter", "month", "week", "annual", "biennial"),
    "ru": (" год", " полг", " лет", "кажд", "еже", " кварт", " месяц", " недел"),
}
_UNITS: Final = (
    (("年", "year", "год", "лет"), 12.0),
    (("季", "quarter", "кварт"), 3.0),
    (("月", "month", "меся"), 1.0),
    (("周", "星", "week", "недел"), _WEEK),
)
_COUNTS: Final = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "once": 1, "twice": 2, "other": 2, "second": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
    "дважды": 2, "трижды": 3, "раз": 1, "один": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6,
    "десять": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frequency:
    """Once in so many `months` (a week is 12/52), at `[start, end)` (code points); `period` is the time it counts in.

    Twice a year is once in six months, in a period of twelve.
    """

    start: int
    end: int
    text: str
    months: float
    period: float

    @property
    def meant(self) -> frozenset[float]:
        """What another version may say: 每周三列 are three trains a week, or a train three times a week."""
        return frozenset((self.months, self.period))


def find(text: str, lang: str) -> list[Frequency]:
    """Return how often a text (`zh`, `en` or `ru`) says that things happen, in reading order.

    A rate (每年5万吨, "50,000 tonnes a year") is one too: both name the year.
    """
    plain = text.replace("\u00a0", " ").replace("ё", "е")
    if lang not in _PATTERNS or not any(piece in plain for piece in _PIECES[lang]):
        return []
    return [
        Frequency(*match.span(), text[slice(*match.span())], *_months(match))
        for match in _PATTERNS[lang].finditer(plain)
    ]


def _months(match: re.Match[str]) -> tuple[float, float]:
    """How often and in what period."""
    told = {name.rstrip("1"): word.lower() for name, word in match.groupdict().items() if word}
    period = 6.0 if "half" in told else 24.0 if "two" in told else _unit(told) * _count(told.get("n", "一"))
    return round(period / _count(told.get("times", "一")), 4), period


def _unit(told: dict[str, str]) -> float:
    word = next((told[name] for name in ("u", "quarterly", "monthly", "weekly") if name in told), "year")
    if "one" in told and not told["one"].startswith(("annual", "year")):
        word = {"го": "год", "кв": "кварт", "ме": "месяц", "не": "неделю"}[told["one"][:2]]
    return next(months for stems, months in _UNITS if word.startswith(stems))


def _count(word: str) -> int:
    first = word.split(maxsplit=1)[0]
    return int(first) if first.isdecimal() else _COUNTS[first]
