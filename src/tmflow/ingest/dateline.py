"""Date lines of press pages: `2021-04-16 20:41:19 admin source: share:` and its Chinese and Russian kin."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_ENGLISH: Final = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august"),
            *("sep sept september", "oct october", "nov november", "dec december"),
        ),
        start=1,
    )
    for name in names.split()
}
_RUSSIAN: Final = {
    name: number
    for number, name in enumerate(
        (
            *("января", "февраля", "марта", "апреля", "мая", "июня"),
            *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
        ),
        start=1,
    )
}
_MONTHS: Final = {**_ENGLISH, **_RUSSIAN}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CHINESE_DIGITS: Final = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
}
_TENS: Final = re.compile(r"([一二三]?)十([一二三四五六七八九]?)")

_TIME: Final = r"(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)(?:[:：](?P<second>[0-5]\d))?(?!\d)"
_YEAR_WORD: Final = r"(?!\d)(?:\s*(?:года|год|г\.))?"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日?(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})(?P<sep>[-.])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})/(?P<second_part>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>{_MONTH})\b\.?,?\s+(?P<year>(?:19|20)\d\d){_YEAR_WORD}",
        rf"\b(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\s+(?P<year>(?:19|20)\d\d)[-./](?P<month>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<month>\d{1,2})[-/](?P<day>\d{1,2})\s+(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_CHINESE_DATE: Final = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([〇○零一二三四五六七八九十]{1,2})月([〇○零一二三四五六七八九十]{1,3})日"
)

_LABELS: Final = (
    r"来源|來源|作者|编辑|編輯|记者|责任编辑|责编|浏览次数|浏览量|浏览|点击数|点击|阅读|阅读次数|分享到|分享|发布时间|发布日期|"
    r"发布者|发布人|发布|时间|日期|字号|字体|打印|"
    r"source|from|author|editor|edited by|by|share|share to|views?|hits|clicks|browse|published(?: on| at)?|"
    r"publish(?:ed)? (?:time|date)|posted(?: on)?|release (?:time|date)|updated|date|time|font ?size|print|"
    r"источник|автор|редактор|поделиться|просмотр(?:ов|ы)|опубликовано|обновлено|"
    r"дата(?: публикации)?|время(?: публикации)?|"
    r"размер шрифта|печать"
)
_LABELLED: Final = re.compile(rf"(?:^|(?<=[\s|｜/·,;，；]))(?:{_LABELS})\s*[:：]?", re.IGNORECASE)
_LABEL_WITH_COLON: Final = re.compile(rf"(?:{_LABELS})\s*[:：]", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.。!！?？;；](?:\s|$)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST_LINE: Final = 160
_FREE_WORDS: Final = 3
"""Words without a label beside a date: `admin`, `Xinhua News Agency`; more of them make a sentence."""
_LABELLED_WORDS: Final = 12
_LABELLED_HANZI: Final = 40
_FREE_HANZI: Final = 8
_ACCOUNTS: Final = frozenset(("admin", "administrator", "editor", "webmaster"))
_GOES_ON: Final = re.compile(r"[，,、]?(?:上午|下午|晚)?[\u4e00-\u9fff]")
"""A Chinese sentence goes on directly after its date; a note is set off by a blank."""
_MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date as far as the line tells it (ISO 8601: `2021-04-16T20:41:19`, `2021-04-16`, `2021`), and its place."""

    date: str
    start: int
    end: int


def parse(line: str, lang: str = "") -> str:
    """Return the date (ISO 8601) of a line that holds nothing but a date and notes about the page, else an empty text.

    Notes are labels with short values (`source:`, `来源：`, `Источник:`), a name or two; a sentence that names a date
    is no date line. An English `06/07/2021` could be either day: only its year is given then.
    """
    text = " ".join(line.split())
    if not text or len(text) > _LONGEST_LINE:
        return ""
    found = find(text, lang)
    if found is None:
        return ""
    before, after = text[: found.start], text[found.end :]
    if _GOES_ON.match(after):
        return ""
    return found.date if _only_notes(f"{before} {after}") else ""


def is_note(line: str) -> bool:
    """Whether a line holds labels of a page only (`来源：青岛日报 作者：`, `source: share:`), without any date."""
    text = " ".join(line.split())
    return bool(text) and len(text) <= _LONGEST_LINE and bool(_LABEL_WITH_COLON.match(text)) and _only_notes(text)


def find(text: str, lang: str = "") -> DateLine | None:
    """Return the first date in `text`, with its time if one stands beside it, or None."""
    chinese = _CHINESE_DATE.search(text)
    if chinese:
        parts = (int("".join(_CHINESE_DIGITS[c] for c in chinese.group(1))), *map(_chinese, chinese.group(2, 3)))
        return _with_time(text, _iso(*parts), chinese.start(), chinese.end())
    for pattern in _DATES:
        for found in pattern.finditer(text):
            date = _read(text, found, lang)
            if date:
                return _with_time(text, date, found.start(), found.end())
    return None


def _read(text: str, found: re.Match[str], lang: str) -> str:
    groups = found.groupdict()
    year = int(groups["year"])
    if groups.get("first") is None:
        month = _MONTHS[groups["name"].lower()] if groups.get("name") else int(groups["month"])
        return _iso(year, month, int(groups["day"]))
    first, second = int(groups["first"]), int(groups["second_part"])
    # `08:07.06/07/2021` is the stamp of a Chinese agency's foreign pages: the day stands first there.
    day_first = bool(re.search(r"\d[:：]\d\d\.$", text[: found.start()])) or lang != "en"
    if first > _MONTHS_OF_A_YEAR or (day_first and second <= _MONTHS_OF_A_YEAR):
        return _iso(year, second, first)
    if second > _MONTHS_OF_A_YEAR or first == second:
        return _iso(year, first, second)
    return f"{year:04d}"


def _with_time(text: str, date: str, start: int, end: int) -> DateLine | None:
    if not date:
        return None
    after = re.compile(rf"[\s,T]*(?:в\s|at\s)?\s*{_TIME}").match(text, end)
    before = re.search(rf"{_TIME}[\s,.]*$", text[:start])
    found = after or before
    if found is None or len(date) < len("2021-04-16"):
        return DateLine(date, start, end)
    clock = ":".join(f"{int(part):02d}" for part in found.group("hour", "minute", "second") if part)
    stamp = f"{date}T{clock}"
    return DateLine(stamp, min(start, found.start()), max(end, found.end()))


def _only_notes(rest: str) -> bool:
    if _SENTENCE_END.search(rest.strip(" .")):
        return False
    labels = _LABELLED.findall(rest)
    words = _WORD.findall(_LABELLED.sub(" ", rest))
    hanzi = sum(1 for word in words for char in word if "\u4e00" <= char <= "\u9fff")
    if labels:
        return len(words) <= _LABELLED_WORDS and hanzi <= _LABELLED_HANZI
    names = all(not word[0].islower() or word in _ACCOUNTS for word in words)
    return names and len(words) <= _FREE_WORDS and hanzi <= _FREE_HANZI


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _chinese(numeral: str) -> int:
    """Read 十六, 二十一 or, figure by figure, 二一; what is no number of a month or day (十十) is 0."""
    if "十" not in numeral:
        return int("".join(_CHINESE_DIGITS[char] for char in numeral))
    found = _TENS.fullmatch(numeral)
    if found is None:
        return 0
    return 10 * int(_CHINESE_DIGITS.get(found[1], "1")) + int(_CHINESE_DIGITS.get(found[2], "0"))
