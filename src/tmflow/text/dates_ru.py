"""Russian dates, times, quarters and halves; the text is in small letters, with е for ё."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text.clues import Needs
from tmflow.text.dateparts import Dated, Moment, Pattern, clock, table, valid
from tmflow.text.dates_zh import ISO, PAIR
from tmflow.text.numerals_ru import ORDINALS
from tmflow.text.numerals_ru import value as numeral
from tmflow.text.roman import ROMAN, roman

if TYPE_CHECKING:
    from collections.abc import Callable

_STEMS: Final = {
    "январ": 1, "феврал": 2, "март": 3, "апрел": 4, "ма": 5, "июн": 6, "июл": 7, "август": 8, "сентябр": 9,
    "октябр": 10, "ноябр": 11, "декабр": 12,
}  # fmt: skip
_LONGEST_FIRST: Final = sorted(_STEMS, key=len, reverse=True)
_SHORT: Final = {"янв": 1, "фев": 2, "мар": 3, "апр": 4, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12}
_FULL: Final = (
    r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|ю|ем|е)|(?:март|август)(?:а|у"
    r"|ом|е)?|ма(?:й|я|ю|ем|е))(?![а-я])"
)
_M: Final = rf"(?:{_FULL}|(?:янв|февр?|мар|апр|авг|сент?|окт|нояб?|дек)\.)"
_YEAR_WORD: Final = r"(?:\s?(?:год(?:а|у|ом|е|ов|ах|ами|ам|ы)?|гг?\.?)(?![а-я]))"
_Y: Final = r"(?:1[5-9]|20|21)\d\d"
_D: Final = r"(?:[0-3]?\d)(?:-?(?:го|е|ое|му))?(?![\d%]|[.,]\d|:\d)"
_ORD: Final = "|".join(sorted(ORDINALS, key=len, reverse=True))
_DASH: Final = r"\s?[-–—]\s?"
_TO: Final = rf"(?:{_DASH}|\s(?:по|до)\s)"
JOINT: Final = regex.compile(rf"{_TO}(?:(?:конец|начало|середину|конца|начала)\s)?")
_OPTIONAL_YEAR: Final = rf"(?:,?\s(?P<y>{_Y}){_YEAR_WORD})?"
_N: Final = (
    rf"(?:(?P<r>{ROMAN.lower()})|(?P<k>[1-4])(?:-?(?:й|м|ом|го|ый|ое|е|я|ю|му))?|(?P<n>перв|втор|трет"
    r"|четверт)(?:ого|ом|ому|ым|ый|ой|ое|ая|ую|ий|ь(?:его|ему|ем|им|ей|я|ю|е)))"
)
_ORDINAL: Final = {"перв": 1, "втор": 2, "трет": 3, "четверт": 4}


_DIGITS: Final = re.compile(r"\d+")


def _month(name: str | None) -> int:
    if not name:
        return 0
    if name.endswith("."):
        return _SHORT[name[:3]]
    return next(_STEMS[stem] for stem in _LONGEST_FIRST if name.startswith(stem))


def _number(text: str | None) -> int:
    digits = _DIGITS.match(text) if text else None
    return int(digits.group()) if digits else 0


def _date(match: regex.Match[str]) -> Dated | None:
    groups = match.groupdict()
    day = int(numeral(groups["w"])[0]) if groups.get("w") else _number(groups.get("d"))
    month = int(groups["num"]) if groups.get("num") else _month(groups.get("m"))
    moment = Moment(_number(groups.get("y")), month, day)
    return Dated(*match.span(), moment) if valid(moment) else None


def _days(match: regex.Match[str]) -> Dated | None:
    year, month = _number(match.groupdict().get("y")), _month(match.group("m"))
    first, last = (Moment(year, month, _number(match.group(name))) for name in ("a", "b"))
    return Dated(*match.span(), first, last) if valid(first) and valid(last) and first.day < last.day else None


def _years(match: regex.Match[str]) -> Dated | None:
    first, last = int(match.group("a")), int(match.group("b"))
    last += first // 100 * 100 if last < 100 else 0  # noqa: PLR2004 - 2022/23
    return Dated(*match.span(), Moment(first), Moment(last)) if first < last else None


def _year(match: regex.Match[str]) -> Dated:
    return Dated(*match.span(), Moment(int(match.group("y"))))


def _which(match: regex.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("r"):
        return roman(groups["r"].upper())
    return int(groups["k"]) if groups.get("k") else _ORDINAL[groups["n"]]


def _period(letter: str) -> Callable[[regex.Match[str]], Dated | None]:
    """A reader of quarters (`Q`) or halves (`H`)."""

    def read(match: regex.Match[str]) -> Dated | None:
        which = _which(match)
        limit = 4 if letter == "Q" else 2
        moment = Moment(_number(match.groupdict().get("y")), period=f"{letter}{which}")
        return Dated(*match.span(), moment) if 0 < which <= limit else None

    return read


def _quarters(match: regex.Match[str]) -> Dated:
    year = _number(match.groupdict().get("y"))
    groups = match.groupdict()
    low, high = roman(groups["a"].upper()) if groups.get("a") else 1, groups["b"]
    last = int(high) if high.isdigit() else {"двух": 2, "два": 2, "трех": 3, "три": 3}.get(high) or roman(high.upper())
    return Dated(*match.span(), Moment(year, period=f"Q{low}"), Moment(year, period=f"Q{last}"))


def _time(match: regex.Match[str]) -> Dated | None:
    groups = match.groupdict()
    if _counts_days(match):
        return None
    late = (groups.get("part") or "") in {"вечера", "дня"}
    second = int(groups["sec"]) if groups.get("sec") else None
    hour = int(numeral(groups["w"])[0]) if groups.get("w") else int(match.group("h"))
    told = clock(hour, int(groups.get("min") or 0), second, afternoon=late)
    return Dated(*match.span(), Moment(clock=told)) if told else None


def _counts_days(match: regex.Match[str]) -> bool:
    """Whether `24 дня` are days: an hour without its word has a preposition (`в 3 дня`) and is at most 12."""
    if match.groupdict().get("part") != "дня" or ":" in match.group() or "час" in match.group():
        return False
    told = match.groupdict().get("h") or ""
    return not _AT.search(match.string, 0, match.start()) or (told.isdigit() and int(told) > 12)  # noqa: PLR2004 - noon


def _decade(match: regex.Match[str]) -> Dated:
    digits = str(_TENS.get(match.group("d"), match.group("d")))
    return Dated(*match.span(), Moment(period=f"{digits if len(digits) > 2 else f'19{digits}'}s"))  # noqa: PLR2004


def _spelt(match: regex.Match[str]) -> Dated | None:
    """`двадцать первого мая две тысячи двадцать четвёртого года`."""
    told = match.group("d")
    day = 0 if not told else int(told) if told.isdigit() else int(numeral(told)[0])
    year = 2000 if match.group("y").startswith("двухтысячн") else int(numeral(match.group("y"))[0])
    moment = Moment(year, _month(match.group("m")), day)
    return Dated(*match.span(), moment) if valid(moment) else None


def _half_past(match: regex.Match[str]) -> Dated:
    """`в половине девятого` is half past eight."""
    hour = (int(numeral(match.group("next"))[0]) - 1) or 12
    late = (match.groupdict().get("part") or "") in {"вечера", "дня"}
    return Dated(*match.span(), Moment(clock=clock(hour, 30, afternoon=late)))


def _hours(match: regex.Match[str]) -> Dated | None:
    late = (match.groupdict().get("part") or "") in {"вечера", "дня"}
    first, last = (clock(int(match.group(name)), 0, afternoon=late) for name in "ab")
    return Dated(*match.span(), Moment(clock=first), Moment(clock=last)) if first and first < last else None


def _twelve(match: regex.Match[str]) -> Dated:
    return Dated(*match.span(), Moment(clock="12:00" if match.group("noon").startswith(("полд", "полуд")) else "00:00"))


_TENS: Final = {
    "двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50, "шестидесят": 60, "семидесят": 70,
    "восьмидесят": 80, "девяност": 90,
}  # fmt: skip
_TENTH: Final = "двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто"
_NEXT_HOUR: Final = (
    "первого|второго|третьего|четвертого|пятого|шестого|седьмого|восьмого|девятого|десятого|одиннадцатого|двенадцатого"
)
_HOURS: Final = "два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать"
_AT: Final = regex.compile(r"(?<![а-я])(?:в|к|с|до|после|около)\s$")
_PART: Final = r"(?:\s(?P<part>утра|вечера|дня|ночи)(?![а-я]))"
_MONTH: Final = Needs(
    words=frozenset(
        {
            stem + ending
            for stem in _STEMS
            if stem not in {"март", "август", "ма"}
            for ending in ("ь", "я", "ю", "ем", "е")
        }
        | {stem + ending for stem in ("март", "август") for ending in ("", "а", "у", "ом", "е")}
        | {"май", "мая", "маю", "маем", "мае", *_SHORT, "февр", "сент", "нояб"}
    )
)
_FIGURE: Final = r"\d(?:-?(?:го|е|ое|му))?"
_DAY_OF_MONTH: Final = Needs(near=re.compile(rf"{_FIGURE}\s(?:янв|фев|мар|апр|ма[йяюе]|ию[нл]|авг|сен|окт|ноя|дек)"))
_MONTH_OF_YEAR: Final = Needs(near=re.compile(r"[а-я]\s(?:1[5-9]|2[01])\d\d"))
_TWO_FIGURES: Final = Needs(near=re.compile(rf"{_FIGURE}(?:\s?[-–—]\s?|\s(?:по|до|и)\s)\d"))
_NUMERAL: Final = Needs(words=frozenset(ORDINALS))
_DASH_OR_MAY: Final = Needs(form=re.compile(r"[-–—]|ма[йяею]"))
_CLOCK: Final = Needs(near=re.compile(r"\d:\d\d"))
_POINT: Final = Needs(near=re.compile(r"\d\.\d\d"))
_HOUR: Final = Needs(words=frozenset({"час", "часа", "часов", "часам"}))
_PART_OF_DAY: Final = Needs(words=frozenset({"утра", "вечера", "дня", "ночи"}))
_YEAR: Final = Needs(near=re.compile(r"(?:1[5-9]|2[01])\d\d(?:\s?г|-[гмй])"))
_YEARS: Final = Needs(
    near=re.compile(r"(?:1[5-9]|2[01])\d\d(?:\s?г[а-я]{0,5}\.?)?(?:\s?[-–—/]\s?|\s(?:по|до|и)\s)\d\d")
)
_TWELVE: Final = Needs(words=frozenset({"полдень", "полудня", "полудню", "полночь", "полуночи"}))
_HALVES: Final = Needs(words=frozenset({"половина", "половине", "половины", "половину", "половиной"}))
_QUARTER: Final = Needs(pieces=("квартал",))
_TENS_OF_YEARS: Final = Needs(near=re.compile(r"0-?[хеым]"))
CLUES: Final = Needs(
    words=_HOUR.words | _PART_OF_DAY.words | _MONTH.words | _TWELVE.words | _HALVES.words,
    pieces=("квартал", "полугод", "год"),
    near=re.compile(r"\d(?:-?(?:го|е|му)?\sчисл|\sмин|\s?[.:/–—-]\s?\d|(?<=(?:1[5-9]|20|21)\d)\d|(?<=0)-?[хеым])"),
)
"""What no date and no time can do without."""
PATTERNS: Final = table((
    ISO,
    Pattern(regex.compile(
        r"(?<![\d.])(?P<d>\d{1,2})\.(?P<num>\d{2})\.(?P<y>\d{4})(?![\d.]\d)(?:\s?г(?:ода|\.))?"), _date, PAIR, _POINT),
    Pattern(regex.compile(
        rf"(?<![\d:.,])(?P<h>\d{{1,2}}):(?P<min>\d{{2}})(?::(?P<sec>\d{{2}}))?(?![\d:]){_PART}?"), _time, PAIR, _CLOCK),
    Pattern(regex.compile(
        r"(?<=(?<![а-я])(?:в|к|с|до|после|около|на)\s)(?P<h>\d{1,2})\sч(?:\.|ас(?:ов|ам|а)?)?\s"
        rf"(?P<min>\d{{1,2}})\sмин(?:\.|ут[аы]?)?(?![а-я]){_PART}?"), _time, Needs(near=re.compile(r"\d\sмин"))),
    Pattern(regex.compile(rf"(?<![\d:.,])(?P<h>\d{{1,2}})\.(?P<min>[0-5]\d){_PART}"), _time,
        PAIR, _POINT, _PART_OF_DAY),
    Pattern(regex.compile(
        r"(?<=(?<![а-я])в\s)(?P<h>[01]?\d|2[0-4])\.(?P<min>[0-5]\d)(?![\d.,%]"
        r"|\s?(?:%|процент|раз|тыс|млн|млрд|балл|метр|км))"), _time, PAIR, _POINT),
    Pattern(regex.compile(rf"(?<![а-я])в\sполовине\s(?P<next>{_NEXT_HOUR})(?![а-я]){_PART}?"),
        _half_past, _HALVES),
    Pattern(regex.compile(
        r"(?<![а-я])с\s(?P<a>\d{1,2})(?:\sчас(?:ов|а))?\s(?:утра\s)?(?:до|по)"
        r"\s(?P<b>\d{1,2})\sчас(?:ов|ам|а)(?![а-я])"), _hours, _HOUR),
    Pattern(regex.compile(r"(?<![а-я])(?P<noon>полдень|полудня|полудню|полночь|полуночи)(?![а-я])"),
        _twelve, _TWELVE),
    Pattern(regex.compile(
        rf"(?<![а-я])(?P<d>{'|'.join(_TENS)})(?:ые|ых|ым|ыми)\sгод(?:ы|ов|ах|ам|ами)(?![а-я])"), _decade,
        Needs(pieces=tuple(f"{stem}ы" for stem in _TENS))),
    Pattern(regex.compile(
        rf"(?<![а-я-])(?:(?P<d>\d{{1,2}}|(?:(?:двадцать|тридцать)\s)?(?:{_ORD}))\s(?P<m>{_FULL})\s)?"
        rf"(?P<y>(?:тысяча\sдевятьсот|две\sтысячи|двухтысячн(?:ого|ом))(?:\s(?:{_TENTH}))?(?:\s(?:{_ORD}))?)\sгод(?:а|у|ом|е)?(?![а-я])"),
        _spelt, Needs(pieces=("девятьсот", "тысячи", "двухтысячн"))),
    Pattern(regex.compile(rf"(?<![а-я-])(?P<w>{_HOURS})\sчас(?:ов|а)?{_PART}"), _time, _HOUR, _PART_OF_DAY),
    Pattern(regex.compile(rf"(?<![\d.,])(?P<a>\d{{1,2}})[-–—](?P<b>\d{{1,2}})(?:\sчас(?:ов|а)?){_PART}"), _hours,
        _HOUR, _PART_OF_DAY),
    Pattern(regex.compile(rf"(?<![\d.,])(?P<h>\d{{1,2}})(?:\sчас(?:ов|а)?)?{_PART}"), _time, _PART_OF_DAY),
    Pattern(regex.compile(
        r"(?<=(?<![а-я])[вкс]о?\s)(?P<h>1\d|2[0-4]|\d)\sчас(?:ов|ам|а)(?![а-я])(?!\s(?:работы|пути"
        r"|назад))"), _time, _HOUR),
    Pattern(regex.compile(
        r"(?<![\d.])(?P<d>(?:1[5-9]|20)\d0|[2-9]0)-?(?:х|е|ые|ых|(?<=(?<![а-я])к\s\d{2,4}-?)м)(?:\s(?:годов|годах|годы|годам"
        r"|гг\.))?"), _decade, _TENS_OF_YEARS),
    Pattern(regex.compile(
        r"(?<!\d)(?<!\d(?:,|\sи|\sили|\sдо|\sпо|\s?[-–—])\s?)"
        r"(?P<d>(?:1[5-9]|20)\d0)\sгод(?:ы|ов|ах|ам|ами)(?![а-я])"), _decade,
        Needs(near=re.compile(r"0\sгод"))),
    Pattern(regex.compile(rf"(?<!\d)(?:с\s)?(?P<a>{_Y}){_YEAR_WORD}?{_TO}(?P<b>{_Y}){_YEAR_WORD}"), _years, _YEARS),
    Pattern(regex.compile(rf"(?<![а-я])между\s(?P<a>{_Y})\sи\s(?P<b>{_Y}){_YEAR_WORD}"), _years, _YEARS),
    Pattern(regex.compile(rf"(?<![\d.,])(?P<a>{_Y})/(?P<b>\d\d)(?![\d/%]){_YEAR_WORD}?"), _years, _YEARS),
    Pattern(regex.compile(rf"(?<![\d.,])(?P<y>{_Y})(?=(?:,\s{_Y}){{0,4}}\sи\s{_Y}{_YEAR_WORD})"), _year, _YEARS),
    Pattern(regex.compile(rf"(?<![\d.,])(?P<a>{_Y})[-–—](?P<b>{_Y})(?!\d)"), _years, _YEARS),
    Pattern(regex.compile(r"(?<![\d.,$])(?P<a>(?:19|20)\d\d)[-–—](?P<b>\d\d)(?![\d%/-]|[.,]\d|\s(?:т|м))"),
        _years, _YEARS),
    Pattern(regex.compile(
        rf"(?<![\d.,])(?:с\s)?(?P<a>{_D})(?:{_TO}|\sи\s)(?P<b>{_D})\s(?P<m>{_M}){_OPTIONAL_YEAR}"), _days,
        _MONTH, _DAY_OF_MONTH, _TWO_FIGURES),
    Pattern(regex.compile(rf"(?<![\d.,])(?P<d>{_D})\s(?P<m>{_M})(?:\s(?P<y>{_Y}){_YEAR_WORD}?)?"), _date,
        _MONTH, _DAY_OF_MONTH),
    Pattern(regex.compile(
        r"(?<![а-я-])(?P<w>(?:(?:двадцать"
        rf"|тридцать)\s)?(?:{_ORD}))\s(?P<m>{_FULL})(?:\s(?P<y>{_Y}){_YEAR_WORD}?)?"), _date, _MONTH, _NUMERAL),
    Pattern(regex.compile(rf"(?<![а-я-])(?P<m>{_FULL})\s(?P<y>{_Y})(?:{_YEAR_WORD}|(?!\d))"),
        _date, _MONTH, _MONTH_OF_YEAR),
    Pattern(regex.compile(
        rf"(?<![a-z])(?P<a>{ROMAN.lower()}|[1-4]){_DASH}(?P<b>{ROMAN.lower()}|[1-4])\sквартал(?:ах|ы|ов"
        rf"|ам)?{_OPTIONAL_YEAR}"), lambda m: _quarters(m) if m.group("a").isalpha() else None, _QUARTER),
    Pattern(regex.compile(
        rf"(?<![а-я])(?:за|в)\s(?:первые\s)?(?P<b>два|три|2|3)\s(?:первых\s)?квартала{_OPTIONAL_YEAR}"),
        _quarters, _QUARTER),
    Pattern(regex.compile(
        rf"(?<![а-я])первы[хе]\s(?P<b>двух|трех|два|три|2|3)\sкварталах?{_OPTIONAL_YEAR}"), _quarters, _QUARTER),
    Pattern(regex.compile(
        rf"(?<![а-яa-z\d-]){_N}\sквартал(?:а|е|у|ом)?(?![а-я])(?:\s(?:этого|текущего"
        rf"|прошлого)\sгода)?{_OPTIONAL_YEAR}"), _period("Q"), _QUARTER),
    Pattern(regex.compile(
        rf"(?<![а-яa-z\d-]){_N}\s(?:полугоди(?:е|и|я|ю|ем)|половин(?:а|е|ы|у|ой)(?=\s(?:года|этого года"
        rf"|текущего года|прошлого года|{_Y})))(?:\s(?:этого|текущего"
        rf"|прошлого)?\s?года)?{_OPTIONAL_YEAR}"), _period("H"), Needs(words=_HALVES.words, pieces=("полугод",))),
    Pattern(regex.compile(rf"(?<!\d|[a-zа-я]-)(?P<y>{_Y})(?:{_YEAR_WORD}|-(?:го|м|й|му)(?:\sгод\w*)?)"), _year, _YEAR),
    Pattern(regex.compile(
        r"(?<![а-я-])(?P<m>(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|ю|ем|е)"
        r"|(?:март|август)(?:а|у|ом|е)?|ма(?:й|е|ю))(?![а-я-])"), _date, _MONTH),
    Pattern(regex.compile(
        r"(?<![а-я-])(?P<m>(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|ю|ем|е)"
        r"|(?:март|август)(?:а|у|ом|е)?|ма(?:й|е|ю|я(?=[-–—\s])))(?=\s?[-–—])|(?<=[а-я]\s?[-–—]\s?|с\s"
        r"|по\s|до\s|(?:конц|начал|середин)(?:[аеуы]|ом|ой)\s)(?P<m>ма[йяею])(?![а-я])"), _date, _MONTH, _DASH_OR_MAY),
    Pattern(regex.compile(r"(?<![\d.,])(?P<d>[0-3]?\d)(?:-?(?:го|е|му))?\sчисл(?:а|о|у)"),
        _date, Needs(near=re.compile(r"\d(?:-?(?:го|е|му))?\sчисл"))),
))  # fmt: skip
