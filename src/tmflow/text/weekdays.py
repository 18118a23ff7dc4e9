"""Days of the week in the three languages, and the day that the calendar gives a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import regex

_ZH: Final = regex.compile(
    r"(?:(?<![一每两几个半数\d])周|星期|礼拜)(?P<d>[一二三四五六日天])(?![次班趟列场期边家项批均产年岁月共起直定带度个刊报])"
)
_EN: Final = regex.compile(
    r"(?<!\b(?:Black|Good|Ash|Palm|Easter|Holy|Cyber|Super|Fat|Bloody|Shrove|Maundy|Sheffield)\s)"
    r"\b(?P<d>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
    r"(?!s\b|\s(?:Times|Post|Telegraph|Mail|Mirror|Herald|Group|Night)\b)"
)
_RU_FORMS: Final = (
    ("понедельник", "понедельника", "понедельнику", "понедельник", "понедельником", "понедельнике"),
    ("вторник", "вторника", "вторнику", "вторник", "вторником", "вторнике"),
    ("среда", "среды", "среде", "среду", "средой", "среде"),
    ("четверг", "четверга", "четвергу", "четверг", "четвергом", "четверге"),
    ("пятница", "пятницы", "пятнице", "пятницу", "пятницей", "пятнице"),
    ("суббота", "субботы", "субботе", "субботу", "субботой", "субботе"),
    ("воскресенье", "воскресенья", "воскресенью", "воскресенье", "воскресеньем", "воскресенье"),
)
_RU: Final = regex.compile(
    r"(?<![а-яё-])(?:(?P<p>[Вв]о?)\s)?(?P<d>понедельник(?:а|у|ом|е)?|вторник(?:а|у|ом|е)?|четверг(?:а|у|ом|е)?|пятниц(?:а|ы|е|у|ей)"
    r"|суббот(?:а|ы|е|у|ой)|воскресень(?:е|я|ю|ем)|сред(?:а(?!\s[а-яё])|у))(?![а-яё-])",
    regex.IGNORECASE,
)
"""«Среды» and «среде» are as often the environment: they are left alone."""
_PATTERNS: Final = {"zh": _ZH, "en": _EN, "ru": _RU}
_PIECES: Final = {
    "zh": ("周", "星期", "礼拜"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ru": ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень"),
}
_ZH_DAYS: Final = "一二三四五六日"
_EN_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ACCUSATIVE: Final = 3
_TUESDAY: Final = 1
_HALF_YEAR: Final = 183


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week at `[start, end)` (code points); `day` is 0 for Monday. In Russian «в» belongs to it."""

    start: int
    end: int
    text: str
    day: int


def find(text: str, lang: str) -> list[Weekday]:
    """Return the days of the week that a text (`zh`, `en` or `ru`) names, in reading order.

    A plural (on Mondays), 每周一次, 周日均 and names (Black Friday, Sunday Times) are none.
    """
    pattern = _PATTERNS.get(lang)
    found = []
    for match in pattern.finditer(text) if pattern and _may_name_one(text, lang) else ():
        day = _day(match.group("d"), lang)
        if day is not None:
            found.append(Weekday(*match.span(), match.group(), day))
    return found


def _may_name_one(text: str, lang: str) -> bool:
    """A cheap look: most sentences name no day."""
    where = text.lower() if lang == "ru" else text
    return any(piece in where for piece in _PIECES[lang])


def _day(word: str, lang: str) -> int | None:
    if lang == "zh":
        return _ZH_DAYS.find("日" if word == "天" else word)
    if lang == "en":
        return next(n for n, name in enumerate(_EN_DAYS) if name.startswith(word[:3]))
    return next((n for n, forms in enumerate(_RU_FORMS) if word.lower() in forms), None)


def render(wrong: Weekday, day: int, lang: str) -> str:
    """Another day of the week in the form of one that stands in a text; empty where the form cannot be told."""
    if lang == "zh":
        return wrong.text[:-1] + _ZH_DAYS[day]
    if lang == "en":
        return "" if wrong.text.endswith(".") else _EN_DAYS[day]
    preposition, _, word = wrong.text.rpartition(" ")
    forms = _RU_FORMS[wrong.day]
    cases = {n for n, form in enumerate(forms) if form == word.lower()}
    if preposition:
        case = _ACCUSATIVE
        preposition = preposition[0] + ("о" if day == _TUESDAY else "") + " "
    else:
        case = min(cases)
    form = _RU_FORMS[day][case]
    return preposition + (form.capitalize() if word[0].isupper() else form)


def of_date(iso: str, release: str = "") -> int | None:
    """The day of the week (0 for Monday) of a date as `Quantity.value` writes it.

    Without a year the one nearest to the release's date (ISO 8601) is meant; nothing where that is not known, or where
    the date is not whole.
    """
    parts = regex.fullmatch(r"(?:(\d{4})|-)-(\d\d)-(\d\d)", iso)
    if not parts:
        return None
    month, day = int(parts.group(2)), int(parts.group(3))
    if parts.group(1):
        whole = _date(int(parts.group(1)), month, day)
    else:
        near = _whole(release)
        years = (near.year - 1, near.year, near.year + 1) if near else ()
        dates = [date for year in years if (date := _date(year, month, day))]
        whole = next((date for date in dates if near and abs((date - near).days) < _HALF_YEAR - 1), None)
    return whole.weekday() if whole else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _whole(iso: str) -> dt.date | None:
    match = regex.match(r"(\d{4})-(\d\d)-(\d\d)", iso)
    return _date(*(int(part) for part in match.groups())) if match else None
