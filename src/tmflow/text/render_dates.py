"""Write a date, a time of day or a span of time in the house style of a language."""

from __future__ import annotations

from typing import Final

import regex

_MONTHS: Final = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "of": ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
           "декабря"),
    "ru": ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
           "декабрь"),
}  # fmt: skip
_NTH: Final = {
    "zh": ("一", "二", "三", "四"),
    "en": ("first", "second", "third", "fourth"),
    "ru": ("первый", "второй", "третий", "четвёртый"),
}
_ROMAN: Final = ("I", "II", "III", "IV")
_DATE: Final = regex.compile(r"(?:(?P<y>\d{4})|-)(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?|---(?P<d>\d\d)")
_PERIOD: Final = regex.compile(r"(?:(?P<y>\d{4})-)?(?P<kind>[QH])(?P<n>\d)")
_S: Final = "\u00a0"
_NOON: Final = 12
_MIDNIGHT: Final = 24


def moment(iso: str, lang: str) -> str:
    """Return a date, a part of a year, a decade or a time of day; `iso` as in `Quantity.value`."""
    if iso.startswith("T"):
        return _clock(iso[1:], lang)
    if iso.endswith("s"):
        return _decade(int(iso[:-1]), lang)
    period = _PERIOD.fullmatch(iso)
    if period:
        return _part_of_year(period.group("kind"), int(period.group("n")), period.group("y") or "", lang)
    found = _DATE.fullmatch(iso)
    if not found:
        return iso
    year, month, day = (found.group(name) or "" for name in ("y", "m", "d"))
    return {"zh": _zh, "en": _en, "ru": _ru}[lang](year, int(month or 0), int(day or 0))


def span(first: str, last: str, lang: str) -> str:
    """Return a span of time; what both ends share is written once where the house does so."""
    quarters = _PERIOD.fullmatch(first), _PERIOD.fullmatch(last)
    if quarters[0] and quarters[1] and lang == "ru" and quarters[0].group("kind") == "Q":
        return _quarters_ru(quarters[0], quarters[1])
    if first[:-2] == last[:-2] and regex.fullmatch(r"(?:\d{4}|-)-\d\d-\d\d", first):
        return _days(first, last, lang)
    low, high = moment(first, lang), moment(last, lang)
    if lang == "ru":
        if regex.fullmatch(r"\d{4}", first) and regex.fullmatch(r"\d{4}", last):
            return f"{first}–{last}{_S}годы"
        return f"{low} – {high}" if " " in low or _S in low else f"{low}–{high}"
    return low + ("至" if lang == "zh" else " to ") + high


def _days(first: str, last: str, lang: str) -> str:
    whole, day = moment(first, lang), int(first[-2:])
    end = int(last[-2:])
    if lang == "zh":
        return f"{whole}至{end}日"
    if lang == "en":
        return regex.sub(rf"(?<= ){day}(?=,|$)", f"{day}–{end}", whole, count=1)
    return regex.sub(rf"^{day}", f"{day}–{end}", whole, count=1)


def _quarters_ru(first: regex.Match[str], last: regex.Match[str]) -> str:
    year = f" {last.group('y')}{_S}года" if last.group("y") else ""
    return f"{_ROMAN[int(first.group('n')) - 1]}–{_ROMAN[int(last.group('n')) - 1]}{_S}кварталы{year}"


def _zh(year: str, month: int, day: int) -> str:
    return (f"{year}年" if year else "") + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _en(year: str, month: int, day: int) -> str:
    if not month:
        return _nth(day) if day else year
    name = _MONTHS["en"][month - 1]
    if day:
        return f"{name} {day}, {year}" if year else f"{name} {day}"
    return f"{name} {year}" if year else name


def _nth(day: int) -> str:
    ending = "th" if day in range(11, 14) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"the {day}{ending}"


def _ru(year: str, month: int, day: int) -> str:
    tail = f" {year}{_S}года" if year else ""
    if not month:
        return f"{day}-го{_S}числа" if day else f"{year}{_S}год"
    return f"{day}{_S}{_MONTHS['of'][month - 1]}{tail}" if day else _MONTHS["ru"][month - 1] + tail


def _part_of_year(kind: str, which: int, year: str, lang: str) -> str:
    nth = _NTH[lang][which - 1]
    if lang == "zh":
        name = f"第{nth}季度" if kind == "Q" else f"{'上' if which == 1 else '下'}半年"
        return (f"{year}年" if year else "") + name
    if lang == "en":
        name = "quarter" if kind == "Q" else "half"
        return f"the {nth} {name}" + (f" of {year}" if year else " of the year" if kind == "H" else "")
    half = "первое полугодие" if which == 1 else "второе полугодие"
    return (f"{nth} квартал" if kind == "Q" else half) + (f" {year}{_S}года" if year else "")


def _decade(year: int, lang: str) -> str:
    if lang == "zh":
        return f"{year // 100 + 1}世纪{year % 100}年代" if year % 100 else f"{year}年代"
    return f"{year}s" if lang == "en" else f"{year}-е{_S}годы"


def _clock(clock: str, lang: str) -> str:
    """`9时30分`, `9:30 a.m.`, `9:30`; with seconds or at 24 hours all write digits and colons."""
    hour, minute = (int(part) for part in clock.split(":")[:2])
    if clock.count(":") > 1 or hour >= _MIDNIGHT:
        return clock
    if lang == "zh":
        return f"{hour}时{minute}分" if minute else f"{hour}时"
    if lang == "ru":
        return f"{hour}:{minute:02d}"
    half = "a.m." if hour < _NOON else "p.m."
    return f"{hour % _NOON or _NOON}" + (f":{minute:02d}" if minute else "") + f" {half}"
