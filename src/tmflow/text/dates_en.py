"""English dates, times, quarters and halves, day first or month first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text.clues import Needs
from tmflow.text.dateparts import LAST_MONTH, Dated, Moment, Pattern, clock, table, valid
from tmflow.text.dates_zh import ISO, PAIR
from tmflow.text.numerals_en import CARDINALS

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES: Final = "january february march april may june july august september october november december".split()  # noqa: SIM905 - reads as a row
_MONTHS: Final = {name: number for number, name in enumerate(_NAMES, 1)} | {
    name[:3]: number for number, name in enumerate(_NAMES, 1)
} | {"sept": 9}  # fmt: skip
_LONG: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_M: Final = rf"(?:{_LONG}|{_LONG.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_D: Final = r"(?:[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|[.,]\d|:\d)"
_Y: Final = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)"
_DASH: Final = r"\s?[-–—]\s?"
_TO: Final = rf"(?:{_DASH}|\s(?:to|through|until|till)\s)"
_AND: Final = rf"(?:{_TO}|\sand\s|\s?&\s?)"
JOINT: Final = regex.compile(rf"{_TO}(?:the\s)?(?:(?:early|late|mid-?|the end of)\s?)?")
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_OPTIONAL_YEAR: Final = rf"(?:(?:,)?\s?(?:\(?(?:of|in)\s)?(?P<y>{_Y}))?"
_YEAR_WORDS: Final = (
    r"in|of|by|since|until|till|from|to|during|year|before|after|for|early|late|end|through|between"
    r"|and|around|and in|mid|spring|summer|autumn|fall|winter|fiscal|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Expo|FY"
    r"|as early as|throughout|than|with|over|on"
)
_TENS: Final = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
                "eighties": 80, "nineties": 90}  # fmt: skip
_TIME_ZONE: Final = r"(?:\s(?:a\.m\.|p\.m\.|am|pm|AM|PM|A\.M\.|P\.M\.))"


_HALF_OF_A_DAY: Final = (
    r"\s(?:in\sthe|that|this|(?:on\s)?the\ssame|yesterday|tomorrow|last)\s(?P<half>morning|afternoon|evening|night)\b"
)
_DAY: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:\d{1,2}(?:st|nd|rd|th)?\s)?[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?)"
)
_HALF_BEHIND: Final = regex.compile(
    rf"\s(?:on\s)?(?:{_DAY}\s|(?:the|that)\s)(?P<half>morning|afternoon|evening|night)\b"
)
_HALF_BEFORE: Final = regex.compile(
    rf"\b(?i:(?P<half>morning|afternoon|evening|night))(?:\s(?:of|on)\s(?:the\s)?{_DAY})?(?:,?\s\d{{4}})?,?\s(?:at|by|around|from|about)\s$"
)
"""That evening at 7:40; on the evening of April 18, at 7:40."""
_LATE: Final = frozenset({"pm", "afternoon", "evening"})
_FIRST_OF_NIGHT: Final = 6
"""A time at night from six on is before midnight."""
_DIGITS: Final = re.compile(r"\d+")


def _month(name: str | None) -> int:
    return _MONTHS[name.rstrip(".").lower()] if name else 0


def _number(text: str | None) -> int:
    digits = _DIGITS.match(text) if text else None
    return int(digits.group()) if digits else 0


def _date(match: regex.Match[str]) -> Dated | None:
    groups = match.groupdict()
    moment = Moment(_number(groups.get("y")), _month(groups.get("m")), _number(groups.get("d")))
    return Dated(*match.span(), moment) if valid(moment) and (moment.day or "d" not in groups) else None


def _days(match: regex.Match[str]) -> Dated | None:
    year, month = _number(match.groupdict().get("y")), _month(match.group("m"))
    first, last = (Moment(year, month, _number(match.group(name))) for name in ("a", "b"))
    return Dated(*match.span(), first, last) if valid(first) and valid(last) and first.day < last.day else None


def _years(match: regex.Match[str]) -> Dated | None:
    first, last = int(match.group("a")), match.group("b")
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)  # noqa: PLR2004 - four digits or two
    return Dated(*match.span(), Moment(first), Moment(end)) if first < end else None


def _year(match: regex.Match[str]) -> Dated:
    return Dated(*match.span("y"), Moment(int(match.group("y"))))


def _period(letter: str) -> Callable[[regex.Match[str]], Dated]:
    """A reader of quarters (`Q`) or halves (`H`)."""

    def read(match: regex.Match[str]) -> Dated:
        groups = match.groupdict()
        which = _ORDINALS[groups["n"].lower()] if groups.get("n") else int(groups.get("k") or 0)
        return Dated(*match.span(), Moment(_number(groups.get("y")), period=f"{letter}{which}"))

    return read


def _first_quarters(match: regex.Match[str]) -> Dated:
    last = {"two": 2, "three": 3}.get(match.group("n").lower()) or int(match.group("n"))
    year = _number(match.groupdict().get("y"))
    return Dated(*match.span(), Moment(year, period="Q1"), Moment(year, period=f"Q{last}"))


def _time(match: regex.Match[str]) -> Dated | None:
    groups = match.groupdict()
    half = (groups.get("half") or _half_near(match)).replace(".", "").lower()
    told = match.group("h")
    hour = int(told) if told.isdigit() else int(CARDINALS[told])
    if half == "am" and hour == 12:  # noqa: PLR2004 - 12 a.m. is midnight
        hour = 0
    second = int(groups["sec"]) if groups.get("sec") else None
    late = half in _LATE or (half == "night" and hour >= _FIRST_OF_NIGHT)
    time = clock(hour, int(groups.get("min") or 0), second, afternoon=late)
    return Dated(*match.span(), Moment(clock=time)) if time else None


def _half_near(match: regex.Match[str]) -> str:
    """The half of the day that is told beside a time: 7:40 on Friday evening; that evening at 7:40."""
    text = match.string
    near = _HALF_BEHIND.match(text, match.end()) or _HALF_BEFORE.search(text, max(0, match.start() - 50), match.start())
    return near["half"] if near else ""


def _times(match: regex.Match[str]) -> Dated | None:
    late = match.group("half").lower().startswith("p")
    first = clock(int(match.group("h")), int(match.group("min") or 0), afternoon=late)
    last = clock(int(match.group("k")), int(match.group("last") or 0), afternoon=late)
    return Dated(*match.span(), Moment(clock=first), Moment(clock=last)) if first and last else None


def _decade(match: regex.Match[str]) -> Dated:
    digits = match.group("d")
    told = str(_TENS[digits]) if digits in _TENS else digits.lstrip("'’")
    return Dated(*match.span(), Moment(period=f"{told if len(told) > 2 else f'19{told}'}s"))  # noqa: PLR2004


def _figures(match: regex.Match[str]) -> Dated | None:
    """`10/06/2018`: the day first, unless the second figure can be no month."""
    day, month = int(match.group("a")), int(match.group("b"))
    if month > LAST_MONTH:
        day, month = month, day
    moment = Moment(int(match.group("y")), month, day)
    return Dated(*match.span(), moment) if valid(moment) and day and month else None


def _twelve(match: regex.Match[str]) -> Dated:
    return Dated(*match.span("noon"), Moment(clock="12:00" if match.group("noon").endswith("noon") else "00:00"))


def _nth(match: regex.Match[str]) -> Dated | None:
    moment = Moment(day=_number(match.group("d")))
    return Dated(*match.span(), moment) if valid(moment) and moment.day else None


def _quarter_span(match: regex.Match[str]) -> Dated:
    year = _number(match.groupdict().get("y"))
    low, high = (_ORDINALS[match.group(name).lower()] for name in "ab")
    return Dated(*match.span(), Moment(year, period=f"Q{low}"), Moment(year, period=f"Q{high}"))


_ITS: Final = r"(?:the|its|this|last|that)\s"
_MONTH: Final = Needs(words=frozenset(_MONTHS))
_FIGURE: Final = r"\d(?:st|nd|rd|th)?"
_DAY_BEFORE_MONTH: Final = Needs(
    near=re.compile(rf"{_FIGURE}\s(?:day\s)?(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
)
_MONTH_BEFORE_FIGURE: Final = Needs(
    near=re.compile(
        r"(?:ary|march|april|may|june|july|august|ber|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
        r",?\s(?:the\s|of\s)?\d"
    )
)
_TWO_FIGURES: Final = Needs(
    near=re.compile(rf"{_FIGURE}(?:\s?[-–—]\s?|\s(?:to|through|until|till|and)\s|\s?&\s?)(?:the\s)?\d")
)
_YEAR: Final = Needs(near=re.compile(r"(?:1[5-9]|2[01])\d\d"))
_YEARS: Final = Needs(near=re.compile(r"(?:1[5-9]|2[01])\d\d\s?[-–—/]\s?\d\d"))
_CLOCK: Final = Needs(near=re.compile(r"\d:\d\d"))
_HALF_OF_DAY: Final = Needs(near=re.compile(r"\d\s?[ap]\.?m"))
_PERIOD: Final = Needs(near=re.compile(r"[qh][1-4]"))
_SPRING: Final = Needs(words=frozenset({"march", "may"}))
_QUARTER: Final = Needs(pieces=("quarter",))
_HALF: Final = Needs(words=frozenset({"half"}))
CLUES: Final = Needs(
    words=_MONTH.words | {"noon", "midnight", "half", *_TENS},
    pieces=("quarter", "clock"),
    near=re.compile(
        r"\d(?:\s?[.:/–—-]\s?\d|(?<=(?:1[5-9]|20|21)\d)\d|(?<=0)['’]?s|\s?[ap]\.?m|st|nd|rd|th|(?<=[qh]\d)|\sto\s?\d)"
    ),
)
"""What no date and no time can do without."""
PATTERNS: Final = table((
    ISO,
    Pattern(regex.compile(
        r"(?<![\d./-])(?P<a>\d{1,2})([./])(?P<b>\d{1,2})\2(?P<y>(?:19|20)\d\d)(?![\d/]|[.]\d)"),
        _figures, PAIR, Needs(near=re.compile(r"\d([./])\d{1,2}\1(?:19|20)\d\d"))),
    Pattern(regex.compile(
        r"(?<=\b(?:[Aa]t|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Aa]round|[Ss]ince|[Ff]rom|[Tt]o|till)\s)"
        r"(?P<noon>(?:12\s)?(?:noon|midnight))\b|\b(?P<noon>12\s(?:noon|midnight))\b"),
        _twelve, Needs(words=frozenset({"noon", "midnight"}))),
    Pattern(regex.compile(
        r"\bthe\s(?P<d>[0-3]?\d(?:st|nd|rd|th))(?=[.,;:!?)]|$|\sof\s(?:this|the|next|last)\smonth\b)"),
        _nth, Needs(near=re.compile(r"the\s\d{1,2}[snrt]"))),
    Pattern(regex.compile(
        r"(?<=\b[Tt]he\s)(?P<d>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"), _decade,
        Needs(words=frozenset(_TENS))),
    Pattern(regex.compile(
        r"\b(?P<a>[Ff]irst|[Ss]econd|[Tt]hird)\s(?:quarter\s)?(?:to|through)\s(?:the\s)?(?P<b>second|third|fourth)"
        rf"\squarters?\b{_OPTIONAL_YEAR}"), _quarter_span, _QUARTER),
    Pattern(regex.compile(
        r"(?<![\d:.])(?P<h>\d{1,2})[:.](?P<min>\d{2})\s?(?P<half>a\.m\.|p\.m\.|[ap]m\b|[AP]M\b|A\.M\."
        r"|P\.M\.)"), _time, _HALF_OF_DAY),
    Pattern(regex.compile(
        r"(?<![\d:.])(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<sec>\d{2}))?(?![\d:])(?:\s?(?:hours|hrs)\b"
        rf"|{_HALF_OF_A_DAY})?"), _time, PAIR, _CLOCK),
    Pattern(regex.compile(
        r"(?<![\d:.,])(?P<h>\d{1,2})(?::(?P<min>\d\d))?\s?(?:[-–—]"
        r"|to)\s?(?P<k>\d{1,2})(?::(?P<last>\d\d))?\s?(?P<half>a\.m\.|p\.m\.|[ap]m\b|[AP]M\b)"), _times, _HALF_OF_DAY),
    Pattern(regex.compile(
        r"(?<![\d:.,])(?P<h>\d{1,2})\s?(?P<half>a\.m\.|p\.m\.|[ap]m\b|[AP]M\b|A\.M\.|P\.M\.)"), _time, _HALF_OF_DAY),
    Pattern(regex.compile(
        r"(?<![\d:.,])(?P<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
        r"|twelve)\so['’]clock(?:" + _HALF_OF_A_DAY + r")?"), _time, Needs(pieces=("clock",))),
    Pattern(regex.compile(
        r"(?<![\d.])(?<!\b(?:his|her|their|my|your|our|whose)\s(?:early\s|late\s|mid-|mid\s)?)"
        r"(?P<d>(?:1[5-9]|20)\d0|['’]?[2-9]0)['’]?s\b"), _decade, Needs(near=re.compile(r"0['’]?s"))),
    Pattern(regex.compile(rf"(?<![\d.,$])(?P<a>{_Y}){_DASH}(?P<b>{_Y}|\d\d(?![\d%]|[.,]\d))"), _years, PAIR, _YEARS),
    Pattern(regex.compile(r"(?<![\d.,$/])(?P<a>(?:19|20)\d\d)/(?P<b>\d\d)(?![\d/%])"), _years, PAIR, _YEARS),
    Pattern(regex.compile(rf"\b[Bb]etween\s(?P<a>{_Y})\sand\s(?P<b>{_Y})"),
        _years, Needs(words=frozenset({"between"})), _YEAR),
    Pattern(regex.compile(
        rf"\b(?P<m>{_M})\s(?:the\s)?(?P<a>{_D}){_AND}(?:the\s)?(?P<b>{_D})(?:,?\s(?P<y>{_Y}))?"), _days,
        _MONTH, _MONTH_BEFORE_FIGURE, _TWO_FIGURES),
    Pattern(regex.compile(
        rf"(?<![\d.,])(?P<a>{_D}){_AND}(?P<b>{_D})\s(?:of\s)?(?P<m>{_M})(?:,?\s(?P<y>{_Y}))?"), _days,
        _MONTH, _DAY_BEFORE_MONTH, _TWO_FIGURES),
    Pattern(regex.compile(rf"\b(?P<m>{_M})\s(?:the\s)?(?P<d>{_D})(?:,?\s(?P<y>{_Y}))"),
        _date, _MONTH, _MONTH_BEFORE_FIGURE, _YEAR),
    Pattern(regex.compile(rf"(?<![\d.,])(?P<d>{_D})\s(?:day\s)?(?:of\s)?(?P<m>{_M})(?:,?\s(?P<y>{_Y}))?(?!\w)"), _date,
        _MONTH, _DAY_BEFORE_MONTH),
    Pattern(regex.compile(rf"\b(?P<m>{_M})\s(?:the\s)?(?P<d>{_D})(?!\w)"), _date, _MONTH, _MONTH_BEFORE_FIGURE),
    Pattern(regex.compile(rf"\b(?P<m>{_M}),?\s(?:of\s)?(?P<y>{_Y})"), _date, _MONTH, _MONTH_BEFORE_FIGURE, _YEAR),
    Pattern(regex.compile(rf"\b(?:the\s)?first\s(?P<n>two|three|2|3)\squarters{_OPTIONAL_YEAR}"),
        _first_quarters, _QUARTER),
    Pattern(regex.compile(
        r"\b(?P<n>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[\s-]quarter\b(?:\s(?:this"
        rf"|last) year)?{_OPTIONAL_YEAR}"), _period("Q"), _QUARTER),
    Pattern(regex.compile(rf"\bQ(?P<k>[1-4])\b{_OPTIONAL_YEAR}"), _period("Q"), _PERIOD),
    Pattern(regex.compile(
        r"\b(?P<n>[Ff]irst|[Ss]econd|1st|2nd)[\s-]half(?=[.,;]|$|\sof\s(?:the\s|this\s|last\s|next\s)?(?:year"
        rf"|{_Y})|\s{_Y}|\syear|['’])(?:\sof\s(?:the\s|this\s|last\s|next\s)?year)?{_OPTIONAL_YEAR}"),
        _period("H"), _HALF),
    Pattern(regex.compile(rf"\bH(?P<k>[12])\b{_OPTIONAL_YEAR}"), _period("H"), _PERIOD),
    Pattern(regex.compile(
        r"\b(?:\d{1,2}(?:st|nd|rd|th)\sof\s)?(?P<m>January|February|April|June|July|August|September"
        r"|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)(?!\w|\s\w+\s(?:said|says))"), _date, _MONTH),
    Pattern(regex.compile(
        r"(?:(?<=\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Tt]o|[Dd]uring|[Oo]f|[Ll]ast|[Nn]ext"
        r"|[Tt]his|[Ee]arly|[Ll]ate|mid|[Tt]hrough|[Ee]very|[Bb]etween|[Aa]nd)[\s-])"
        r"|(?<=[a-z][–—-]))(?P<m>March|May)\b(?!\s[A-Z])"), _date, _SPRING),
    Pattern(regex.compile(
        r"\b(?P<m>March|May)(?=\s?(?:to|[–—-])\s?(?:June|July|August|September|October|November|December"
        r"|April))"), _date, _SPRING),
    Pattern(regex.compile(
        rf"(?=[12]\d{{3}})(?<=(?:\b(?i:{_YEAR_WORDS})[\s-]|\()(?:the\s)?(?:year\s)?)(?P<y>{_Y})(?![\w-]"
        r"|\s(?:[a-z]+ed\s)?(?!in\b|as\b|is\b|was\b|has\b|his\b|its\b|this\b|us\b|across\b|plus\b"
        r"|versus\b)[a-z]+s\b)"), _year, _YEAR),
    Pattern(regex.compile(
        r"(?<![\w.,$€£¥/-])(?P<y>(?:19|20)\d\d)(?![\w%/]|[.,]\d|-\w|\s(?:[a-z]+\s)?(?!in\b|as\b|is\b"
        r"|was\b|has\b|his\b|its\b|this\b|us\b|across\b)[a-z]+s\b|\s(?:million|billion|thousand|yuan"
        r"|tons?|people|km|percent))"), _year, _YEAR),
))  # fmt: skip
