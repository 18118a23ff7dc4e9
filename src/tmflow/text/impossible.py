"""Dates, times and spans of time that the calendar does not have: 6月31日, February 29, 2023, 24:30, 2023—2021年."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text.clues import near_figures
from tmflow.text.numerals_zh import small

if TYPE_CHECKING:
    from collections.abc import Callable

_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY: Final = 2
_LAST_HOUR: Final = 24
_MINUTES: Final = 60


class Why(StrEnum):
    """What is wrong with a date."""

    DAY = "day"
    MONTH = "month"
    TIME = "time"
    BACKWARDS = "backwards"


@dataclass(frozen=True, slots=True)
class Impossible:
    """What cannot be, at `[start, end)` (code points); `year` tells that a date has its year."""

    start: int
    end: int
    text: str
    why: Why
    year: bool = False


def exists(month: int, day: int, year: int = 0) -> bool:
    """Whether a day of a month exists; 29 February does where no year is told (0)."""
    if not 1 <= month <= len(_DAYS) or day < 1:
        return False
    short = month == _FEBRUARY and year and not calendar.isleap(year)
    return day <= _DAYS[month - 1] - bool(short)


_ISO: Final = regex.compile(r"(?:(\d{4})|-)-(\d\d)-(\d\d)(?:T.*)?")


def iso_exists(iso: str) -> bool:
    """Whether a date as `Quantity.value` writes it is in the calendar; what names no day and month always is."""
    match = _ISO.fullmatch(iso)
    return not match or exists(int(match.group(2)), int(match.group(3)), int(match.group(1) or 0))


_EN_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads as a row
_RU_MONTHS: Final = "янв фев мар апр ма июн июл авг сен окт ноя дек".split()  # noqa: SIM905 - reads as a row
_EN_M: Final = (
    r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Feb|Apr|Sept?|Nov)\.)"
)
_RU_M: Final = r"(?P<m>(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)я|марта|мая|августа)(?![а-яё])"
_N: Final = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Y: Final = r"(?:19|20)\d\d"
_DASH: Final = r"\s?[-–—]{1,2}\s?"
_EN_DATE_ENDS: Final = (
    r"(?=[.,;:!?)”’]|$|\s(?:at|in|to|and|the|a|for|on|by|from|this|last|or|is|was|as|when|with)\b|\s?[-–—])"
)
"""What follows a date without year; "In April 31 companies" is a month and a count."""


def _number(match: regex.Match[str], group: str) -> int:
    told = match.groupdict().get(group) or ""
    return int(told) if told.isdecimal() else small(told)


def _month(match: regex.Match[str]) -> int:
    """The number of the month in group `m`, in figures or as a word."""
    word = match.group("m").lower()
    for names in (_EN_MONTHS, _RU_MONTHS):
        found = [number for number, name in enumerate(names, 1) if word.startswith(name)]
        if found:
            return found[0]
    return _number(match, "m")


def _date(match: regex.Match[str]) -> Why | None:
    """A month, its day, and perhaps the year."""
    month = _month(match)
    if not 1 <= month <= len(_DAYS):
        return Why.MONTH
    return None if exists(month, _number(match, "d"), _number(match, "y")) else Why.DAY


def _month_of_year(match: regex.Match[str]) -> Why | None:
    return None if 1 <= _month(match) <= len(_DAYS) else Why.MONTH


def _figures(match: regex.Match[str]) -> Why | None:
    """`31.04.2023`; between strokes the month may stand first as well."""
    first, second, year = (_number(match, group) for group in "aby")
    if exists(second, first, year) or (match.group("sep") == "/" and exists(first, second, year)):
        return None
    months = (first, second) if match.group("sep") == "/" else (second,)
    return Why.MONTH if all(month > len(_DAYS) for month in months) else Why.DAY


def _time(match: regex.Match[str]) -> Why | None:
    hour, minute = _number(match, "h"), _number(match, "min")
    return Why.TIME if hour > _LAST_HOUR or minute >= _MINUTES or (hour == _LAST_HOUR and minute) else None


def _backwards(match: regex.Match[str]) -> Why | None:
    return Why.BACKWARDS if _number(match, "a") > _number(match, "b") else None


Rule = tuple["regex.Pattern[str]", "Callable[[regex.Match[str]], Why | None]"]
_ALL: Final = (
    (rf"(?<![\d./-])(?P<y>{_Y})(?P<sep>[-/.])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?![./-]?\d)", _date),
    (rf"(?<![\d./-])(?P<a>\d{{1,2}})(?P<sep>[./])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_Y})(?![./]?\d)", _figures),
)
_ZH: Final = (
    (rf"(?:(?P<y>(?<!\d){_Y})年)?(?<![\d第.十百])(?P<m>{_N})月(?P<d>{_N})[日号]", _date),
    (rf"(?<!\d)(?P<y>{_Y})年(?P<m>\d{{1,2}})月(?!{_N}[日号])", _month_of_year),
    (r"(?<!\d)(?P<m>\d{1,2})月(?P<a>\d{1,2})[日号]?[至到—–-]{1,2}(?P<b>\d{1,2})[日号]", _backwards),
    (rf"(?<![\d.A-Za-z/])(?P<a>{_Y})年?[至到—–-]{{1,2}}(?P<b>{_Y})年", _backwards),
    (r"(?<![\d.])(?P<h>\d{1,2})[时点](?P<min>\d{1,2})分", _time),
    (r"(?<=[日午上间晚晨于])\s?(?P<h>\d{1,2})[:：](?P<min>\d{2})(?![\d:：])", _time),
)
_EN: Final = (
    (
        rf"(?<!\b[Ii]n\s)\b{_EN_M}\s(?P<d>[23]\d)(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)(?:,?\s(?P<y>{_Y})\b|{_EN_DATE_ENDS})",
        _date,
    ),
    (
        rf"(?<![\d.,])(?P<d>[23]\d)(?:st|nd|rd|th)?\s(?:of\s)?{_EN_M}(?:,?\s(?P<y>{_Y})\b|{_EN_DATE_ENDS})",
        _date,
    ),
    (
        rf"\b{_EN_M}\s(?P<a>\d{{1,2}})(?:{_DASH}|\sto\s)(?P<b>\d{{1,2}})(?:,?\s(?P<y>{_Y})\b|{_EN_DATE_ENDS})",
        _backwards,
    ),
    (rf"(?<![\d.,])(?P<a>\d{{1,2}}){_DASH}(?P<b>\d{{1,2}})\s{_EN_M}\b", _backwards),
    (
        rf"(?<=\b(?:[Ii]n|of|[Ff]or|[Dd]uring|over|the)\s|\()(?P<a>{_Y}){_DASH}(?P<b>{_Y})(?![\d/]|[-–—.,]\d)",
        _backwards,
    ),
    (
        rf"(?:\b[Ff]rom\s(?P<a>{_Y})\s(?:to|through)|\b[Bb]etween\s(?P<a>{_Y})\sand)\s(?P<b>{_Y})(?=[.,;)]|$)",
        _backwards,
    ),
    (r"(?<=\b(?:[Aa]t|[Ff]rom|[Uu]ntil|[Bb]y|[Bb]efore|[Aa]fter)\s)(?P<h>\d{1,2}):(?P<min>\d{2})(?![\d:])", _time),
)
_RU: Final = (
    (rf"(?<![\d.,])(?P<d>[23]\d)(?:-?го|-?е)?\s{_RU_M}(?:\s(?P<y>{_Y})\s?г(?:ода|\.))?", _date),
    (rf"(?<![\d.,])(?P<a>\d{{1,2}})(?:{_DASH}|\sпо\s)(?P<b>\d{{1,2}})\s{_RU_M}", _backwards),
    (rf"(?<=(?<!\p{{Lu}}|№)\s|^|\()(?P<a>{_Y}){_DASH}(?P<b>{_Y})(?=\s?г(?:г|од[аоы])?)", _backwards),
    (rf"(?<![а-яё])[Сс]\s(?P<a>{_Y})\s(?:года?\s)?(?:по|до)\s(?P<b>{_Y})(?=\s?г)", _backwards),
    (r"(?<=(?<![а-яё])(?:[Вв]|к|с|до|после|около)\s)(?P<h>\d{1,2}):(?P<min>\d{2})(?![\d:])", _time),
)
_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    lang: tuple((regex.compile(pattern), judge) for pattern, judge in (*_ALL, *own))
    for lang, own in (("zh", _ZH), ("en", _EN), ("ru", _RU))
}


_NUMERIC: Final = r"\d[./-]\d{1,2}[./-]\d|[12]\d{3}\s?[-–—]|\d:\d\d"
_WORTH: Final = {
    "zh": re.compile(rf"{_NUMERIC}|\d：\d\d|月|\d分|[12]\d{{3}}年?[至到]"),
    "en": re.compile(
        rf"{_NUMERIC}|(?:rom|ween) [12]\d{{3}} |(?:ary|March|April|May|June|July|August|ber"
        r"|(?:Feb|Apr|Sept?|Nov)\.)\s\d"
        r"|\d(?:st|nd|rd|th)?\s(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    ),
    "ru": re.compile(
        rf"{_NUMERIC}|[сС]\s[12]\d{{3}}|\d(?:-?го|-?е)?\s(?:янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)"
    ),
}
"""One cheap look: most sentences hold no date."""


def find(text: str, lang: str) -> list[Impossible]:
    """Return what cannot be in a text (`zh`, `en` or `ru`), in reading order, without overlaps.

    Only what is written as a date or a time is looked at: 4月31家企业, "In April 31 companies" and a score of 25:21
    are none.
    """
    found: list[Impossible] = []
    if lang not in _WORTH:
        return found
    near = text if "月" in text else near_figures(text)
    if not near or not _WORTH[lang].search(near):
        return found
    for pattern, judge in _RULES[lang]:
        for match in pattern.finditer(text):
            why = judge(match)
            start, end = match.span()
            if why and not any(start < other.end and other.start < end for other in found):
                year = bool(match.groupdict().get("y"))
                found.append(Impossible(start, end, match.group(), why, year))
    return sorted(found, key=lambda one: one.start)
