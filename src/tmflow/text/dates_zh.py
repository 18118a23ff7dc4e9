"""Chinese dates, times, quarters and halves (GB/T 15835 writes them in either kind of digits)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text.clues import Needs
from tmflow.text.dateparts import Dated, Moment, Pattern, clock, table, valid
from tmflow.text.numerals_zh import small

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS: Final = "〇○零一二三四五六七八九"
_YEAR: Final = rf"(?P<y>(?<!\d)\d{{4}}|(?<![{_DIGITS}十])[{_DIGITS}]{{4}})\s?年"
_NUMBER: Final = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH: Final = r"(?P<m>(?<![\d十])\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月"
_DAY: Final = rf"(?P<d>{_NUMBER})\s?[日号]"
_TO: Final = r"\s?(?:[至到—–\-~～]+)\s?"
JOINT: Final = regex.compile(rf"(?:（[^（）]{{1,6}}）)?{_TO}|\s?起?至\s?")
_PART: Final = (
    r"(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚间|晚|夜间|当地时间|北京时间|莫斯科时间)?\s?"
)
_LATE: Final = frozenset({"下午", "傍晚", "晚上", "晚间", "晚", "夜间"})
_PARTS_OF_HOUR: Final = {"一刻": 15, "半": 30, "三刻": 45}
_YEAR_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_OPTIONAL_YEAR: Final = rf"(?:{_YEAR}(?:度|的)?)?"


def _year(match: regex.Match[str]) -> int:
    return int((match.groupdict().get("y") or "0").translate(_YEAR_DIGITS))


def _part(match: regex.Match[str], name: str) -> int:
    text = match.groupdict().get(name) or ""
    return small(text) if text else 0


def _date(match: regex.Match[str]) -> Dated | None:
    moment = Moment(_year(match), _part(match, "m"), _part(match, "d"))
    told = (moment.year, moment.month, moment.day) != (0, 0, 0)
    return Dated(*match.span(), moment) if told and valid(moment) else None


def _span(part: str) -> Callable[[regex.Match[str]], Dated | None]:
    """A reader of spans whose ends are the groups `a` and `b` of a year, a month or a day."""

    def read(match: regex.Match[str]) -> Dated | None:
        ends = []
        for group in ("a", "b"):
            value = int(match.group(group)) if match.group(group).isdigit() else small(match.group(group))
            year = value if part == "year" else _year(match)
            month = value if part == "month" else _part(match, "m")
            ends.append(Moment(year, month, value if part == "day" else 0))
        return Dated(*match.span(), ends[0], ends[1]) if all(map(valid, ends)) else None

    return read


def _period(match: regex.Match[str]) -> Dated | None:
    half = match.groupdict().get("half")
    name = f"H{1 if half == '上' else 2}" if half else f"Q{_part(match, 'q')}"
    return Dated(*match.span(), Moment(_year(match), period=name))


def _season(match: regex.Match[str]) -> Dated | None:
    """`1986-88`, `2018/19`."""
    first = int(match.group("a"))
    last = first // 100 * 100 + int(match.group("b"))
    return Dated(*match.span(), Moment(first), Moment(last)) if first < last else None


def _first_quarters(match: regex.Match[str]) -> Dated | None:
    year, last = _year(match), _part(match, "q")
    return Dated(*match.span(), Moment(year, period="Q1"), Moment(year, period=f"Q{last}"))


def _quarter_span(match: regex.Match[str]) -> Dated | None:
    year = _year(match)
    low, high = _part(match, "q"), _part(match, "r")
    return Dated(*match.span(), Moment(year, period=f"Q{low}"), Moment(year, period=f"Q{high}"))


def _time(match: regex.Match[str]) -> Dated | None:
    groups = match.groupdict()
    part = groups.get("part") or ""
    minute = _PARTS_OF_HOUR[groups["half_hour"]] if groups.get("half_hour") else _part(match, "min")
    second = int(groups["sec"]) if groups.get("sec") else None
    hour = small(match.group("h"))
    told = clock(hour, minute, second, afternoon=part in _LATE or (part == "中午" and hour <= 2))  # noqa: PLR2004 - 中午1时
    return Dated(*match.span(), Moment(clock=told)) if told else None


def _times(match: regex.Match[str]) -> Dated | None:
    """`晚上6-8点`."""
    late = (match.group("part") or "") in _LATE
    first, last = (clock(small(match.group(name)), 0, afternoon=late) for name in ("a", "h"))
    return Dated(*match.span(), Moment(clock=first), Moment(clock=last)) if first and first < last else None


def _decade(match: regex.Match[str]) -> Dated | None:
    century = small(match.group("c")) - 1 if match.group("c") else 19
    decade = small(match.group("d"))
    return Dated(*match.span(), Moment(period=f"{century}{decade:02d}s"))


def _iso(match: regex.Match[str]) -> Dated | None:
    moment = Moment(int(match.group("y")), int(match.group("m")), int(match.group("d")))
    return Dated(*match.span(), moment) if valid(moment) else None


_C: Final = r"[\d一二三四五六七八九十]"
_SPAN: Final = rf"[至到—–\-~～]\s?{_C}{{1,3}}\s?"
_YEARLY, _MONTHLY, _DAILY, _HOURLY, _POINTED = (
    Needs(pieces=signs, gate=True) for signs in (("年",), ("月",), ("日", "号"), ("时",), ("点",))
)
PAIR: Final = Needs(near=re.compile(r"\d\s?[-/.:–—]\s?\d"), gate=True)
_CLOCK: Final = Needs(near=re.compile(r"\d:\d\d"))
_IN_FIGURES: Final = Needs(near=re.compile(r"\d{4}[-/.]\d"))
_DECADE: Final = Needs(pieces=("年代",))
_QUARTER: Final = Needs(pieces=("季度",))
_YEAR_SIGN: Final = Needs(form=re.compile(rf"[\d{_DIGITS}]\s?年"))
_MONTH_OF_YEAR: Final = Needs(form=re.compile(rf"年\s?{_C}{{1,2}}\s?月"))
_DAY_OF_MONTH: Final = Needs(form=re.compile(rf"月\s?{_C}{{1,3}}\s?[日号]"))
_ANY_MONTH: Final = Needs(form=re.compile(rf"{_C}\s?月"))
_MONTHS: Final = Needs(form=re.compile(rf"{_SPAN}月"))
_ANY_DAY: Final = Needs(form=re.compile(rf"{_C}\s?[日号]"))
_DAYS: Final = Needs(form=re.compile(rf"{_SPAN}[日号]"))
_YEARS: Final = Needs(near=re.compile(r"\d\s?年?\s?[至到—–\-~～]+\s?\d{4}"))
_SEASON: Final = Needs(near=re.compile(r"(?:19|20)\d\d[-–—/]\d\d"))
_HOUR: Final = Needs(form=re.compile(rf"{_C}\s?时"))
_POINT: Final = Needs(form=re.compile(rf"{_C}\s?点"))
_HOURS: Final = Needs(form=re.compile(rf"{_SPAN}[点时]"))

ISO: Final = Pattern(
    regex.compile(r"(?<![\d.])(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d.])"), _iso, PAIR, _IN_FIGURES
)
"""All languages write it."""
CLOCK: Final = Pattern(
    regex.compile(r"(?<![\d:.])(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<sec>\d{2}))?(?![\d:])"), _time, PAIR, _CLOCK
)

CLUES: Final = Needs(
    pieces=("年", "月", "日", "号", "点", "时", "季度"), near=re.compile(r"\d(?:[.:/–—-]|(?<=(?:19|20)\d\d)[-–—/])\d")
)
"""What no date and no time can do without."""
PATTERNS: Final = table(
    (
        ISO,
        Pattern(
            regex.compile(
                rf"{_PART.replace(')?', ')')}(?P<a>{_NUMBER}){_TO}(?P<h>{_NUMBER})[点时](?![间期代段空候速])"
            ),
            _times,
            _HOURS,
        ),
        Pattern(
            regex.compile(rf"{_PART}(?P<h>\d{{1,2}}):(?P<min>\d{{2}})(?::(?P<sec>\d{{2}}))?(?![\d:])"),
            _time,
            PAIR,
            _CLOCK,
        ),
        Pattern(
            regex.compile(rf"(?:(?P<c>{_NUMBER}|二十一?)\s?世纪)\s?(?P<d>\d0|[二三四五六七八九]十)\s?年代"),
            _decade,
            _DECADE,
        ),
        Pattern(regex.compile(r"(?P<c>)(?<![\d.])(?P<d>\d0|[二三四五六七八九]十)\s?年代"), _decade, _DECADE),
        Pattern(
            regex.compile(rf"(?<!\d)(?P<a>\d{{4}})\s?年?{_TO}(?P<b>\d{{4}})\s?[学财赛]?年"),
            _span("year"),
            _YEARLY,
            _YEARS,
        ),
        Pattern(
            regex.compile(r"(?<![\d.,$])(?P<a>(?:19|20)\d\d)[-–—/](?P<b>\d\d)(?![\d%年月/-]|[.,]\d|\s?[亿万])"),
            _season,
            PAIR,
            _SEASON,
        ),
        Pattern(regex.compile(rf"{_OPTIONAL_YEAR}(?P<q>[一二三])(?=、[二三四]季度)"), _period, _QUARTER),
        Pattern(
            regex.compile(
                rf"{_OPTIONAL_YEAR}(?<!\d)(?P<a>{_NUMBER})\s?月?{_TO}(?P<b>{_NUMBER})\s?月(?:份)?(?!\s?{_NUMBER}\s?[日号])"
            ),
            _span("month"),
            _MONTHLY,
            _MONTHS,
        ),
        Pattern(
            regex.compile(rf"{_OPTIONAL_YEAR}\s?{_MONTH}\s?(?P<a>{_NUMBER})\s?[日号]?{_TO}(?P<b>{_NUMBER})\s?[日号]"),
            _span("day"),
            _DAILY,
            _DAYS,
        ),
        Pattern(
            regex.compile(rf"(?<![\d月年])(?P<a>\d{{1,2}})\s?日?{_TO}(?P<b>\d{{1,2}})\s?日"),
            _span("day"),
            _DAILY,
            _DAYS,
        ),
        Pattern(regex.compile(rf"{_OPTIONAL_YEAR}前(?P<q>[二两三23])个?季度"), _first_quarters, _QUARTER),
        Pattern(
            regex.compile(rf"{_OPTIONAL_YEAR}第?(?P<q>[一二三四1-4])(?:季度)?{_TO}第?(?P<r>[一二三四1-4])季度"),
            _quarter_span,
            _QUARTER,
        ),
        Pattern(
            regex.compile(rf"{_OPTIONAL_YEAR}(?:第\s?(?P<q>[一二三四1-4])\s?个?|(?P<q>[一二三四1-4])\s?)季度"),
            _period,
            _QUARTER,
        ),
        Pattern(regex.compile(rf"{_OPTIONAL_YEAR}(?P<half>[上下])半年"), _period, Needs(pieces=("半年",))),
        Pattern(regex.compile(rf"{_YEAR}\s?{_MONTH}\s?{_DAY}"), _date, _MONTHLY, _MONTH_OF_YEAR, _DAY_OF_MONTH),
        Pattern(regex.compile(rf"{_MONTH}\s?{_DAY}"), _date, _MONTHLY, _DAY_OF_MONTH),
        Pattern(regex.compile(rf"{_YEAR}\s?{_MONTH}(?:份)?"), _date, _MONTHLY, _MONTH_OF_YEAR),
        Pattern(regex.compile(rf"{_YEAR}(?!(?:多|余|来的?|前的?|的?历史|以上|后))"), _date, _YEARLY, _YEAR_SIGN),
        Pattern(regex.compile(rf"(?<!个){_MONTH}(?:份|底|初|中旬|上旬|下旬)?"), _date, _MONTHLY, _ANY_MONTH),
        Pattern(
            regex.compile(
                rf"(?<![\d第.点周]){_DAY}(?!线|楼|院|机|店|馆|厅|门|公路|国道|航|高速|泊位|展|台风|工程|文件|令|码|召|称|角|本|元|程|常|子|益|前|照)"
            ),
            _date,
            _DAILY,
            _ANY_DAY,
        ),
        Pattern(
            regex.compile(
                rf"{_PART}(?<![\d.点])(?P<h>\d{{1,2}}"
                rf"|[一二三四五六七八九十]{{1,3}})\s?时(?:(?P<half_hour>半|[一三]刻)|\s?(?P<min>{_NUMBER})\s?分|整"
                r"|许)?(?![间期代段空候速])"
            ),
            _time,
            _HOURLY,
            _HOUR,
        ),
        Pattern(
            regex.compile(
                rf"{_PART.replace(')?', ')')}(?P<h>{_NUMBER})\s?点"
                rf"(?:(?P<half_hour>半|[一三]刻)|\s?(?P<min>{_NUMBER})\s?分|整|钟)?"
            ),
            _time,
            _POINTED,
            _POINT,
        ),
        Pattern(
            regex.compile(rf"(?P<h>{_NUMBER})\s?点(?:(?P<half_hour>半|[一三]刻)|\s?(?P<min>{_NUMBER})\s?分|整|钟)"),
            _time,
            _POINTED,
            _POINT,
        ),
    )
)
