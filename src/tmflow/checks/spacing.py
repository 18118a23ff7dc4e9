"""Blanks: too many, none where one belongs, or one where none belongs.

Flagged: two blanks, a tab inside a sentence, a mark glued to the next word (“reforms.At”, «зона,которая», “April
16,2021”), a Russian dash glued to what stands before it («слова»,— сказал), a blank behind an opening or before a
closing bracket or quote, a blank between Chinese characters or beside a Chinese mark, blanks at the ends. Not flagged:
addresses of pages, “e.g.”, «т.е.», «А.С.Пушкин», ranges (июнь—август), the blank between the halves of a Chinese title
or slogan (凝心聚力 共创未来), after 第一条, in bylines and in 李 明, blanks between Chinese and Latin or digits;
no-break blanks or their absence, which no reader sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import BLANK, HAN, Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import EN, RU, ZH
from tmflow.model.release import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "spacing"
_RUN: Final = re.compile(rf"(?<=\S)[{BLANK}\t]{{2,}}(?=\S)|(?<=\S)\t(?=\S)")
_INSIDE: Final = re.compile(
    rf"[(\[«][{BLANK}]{{1,8}}(?=[^\s)\]»])|(?<=[^\s(\[«])[{BLANK}]{{1,8}}[)\]»]|(?<!\w)“[{BLANK}]{{1,8}}(?=\w)"
    rf"|(?<=[\w.,!?])[{BLANK}]{{1,8}}”(?!\w)"
)
_OPENERS: Final = "([«“"
_INSIDE_HINTS: Final = ("( ", " )", "[ ", " ]", "« ", " »", "“ ", " ”")
_GLUED: Final = re.compile(r"[,.;:!?)”»](?<=\S.)(?=[^\W\d_])|,(?<=[^\W\d_],)(?=\d)|[(“«](?<=[^\W\d_].)(?=[^\W\d_])")
_OPENING: Final = "(“«"
_DASH: Final = re.compile(r"(?<=[\w»”),!?…]),?[—–](?=[ \u00a0][\w«“])|,[—–](?=[\w«“])")
"""A Russian dash with a blank on its right alone, or glued to a comma; without any it may be a range (июнь—август)."""
_SENTENCE: Final = re.compile(r"(?:[A-ZА-ЯЁ][a-zа-яё]+(?:[’'-]\w+)*|[AIАВИКОСУЯ]|[A-ZА-ЯЁ]{2,})[.,;:!?”»)]*")
_PLAIN: Final = re.compile(r"[“«(]*[^\W\d_]{2,}[.,;:!?”»)]*")
_ENDING: Final = re.compile(r"[a-zа-яё]{1,4}\)")
_ADDRESS: Final = re.compile(
    r"[@/\\_=#]|www|\.(?:com|cn|ru|org|net|gov|edu|io|uk|by|kz|html?|pdf|docx?|xlsx?|js|py)\b", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2},(?=\d{4}\b)"
)
_WORD: Final = 80
"""So far around a mark is looked for an address, a bracket, a quotation mark."""
_SHORT: Final = 4
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ENDS: Final = "0123456789)”»%"
_SENTENCE_ZH: Final = tuple("。！？；…”")
_HAN_GAP: Final = re.compile(rf"(?<=[{HAN}])[{BLANK}\u3000]+(?=[{HAN}])")
_MARK_GAP: Final = re.compile(
    rf"[，。；：、？！（《“][{BLANK}]{{1,8}}(?=[{HAN}“《（])|(?<=[{HAN}”》）])[{BLANK}]{{1,8}}[，。；：、？！）》”]"
)
_VERSES: Final = 4
"""A sentence with so many blanks is set that way."""
_SURNAMES: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
    "邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_BYLINE: Final = re.compile("记者|通讯员|编辑|责编|摄影|供稿|审核|校对|作者|来源|图/|文/")
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,6}[条章节款项编]\Z")
_NEAR: Final = 12
_LAST: Final = re.compile(rf"[{HAN}](?![{HAN}])")
"""李 明: a name of two characters is set as wide as one of three."""
_NUMBER: Final = 3
"""The number of an item (一、) may be set off by a blank."""
_LETTERED: Final = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TABLE_CELL)
"""Blocks where a blank parts the halves of a title, or the columns of a list."""


def _everywhere(text: str) -> Iterator[Slip]:
    stripped = text.strip()
    if stripped and len(stripped) != len(text):
        yield from _ends(text, stripped)
    if "\t" in text or "  " in text.replace("\u00a0", " ").replace("\u202f", " "):
        for match in _RUN.finditer(text):
            message = tr("Two blanks or a tab where one blank is meant")
            yield Slip(match.start(), match.end(), message, _one(match.group()), Severity.INFO)


def _one(run: str) -> str:
    return "\u00a0" if "\u00a0" in run else " "


def _ends(text: str, stripped: str) -> Iterator[Slip]:
    start = len(text) - len(text.lstrip())
    if start and not text.startswith("\u3000"):
        yield Slip(0, start + 1, tr("Blanks at the beginning"), text[start], Severity.INFO)
    end = start + len(stripped)
    if end < len(text):
        yield Slip(end - 1, len(text), tr("Blanks at the end"), text[end - 1], Severity.INFO)


def _spaced(text: str, lang: str) -> Iterator[Slip]:
    plain = text if text.isascii() else text.replace("\u00a0", " ")
    if any(hint in plain for hint in _INSIDE_HINTS):
        for match in _INSIDE.finditer(text):
            message = tr("A blank inside the bracket or quotation mark")
            mark = match.group().strip()
            before = " " * (mark in _OPENERS and text[: match.start()][-1:].isalnum())
            behind = " " * (mark not in _OPENERS and text[match.end() : match.end() + 1].isalnum())
            yield Slip(match.start(), match.end(), message, before + mark + behind)  # it stands on the wrong side
    for match in _GLUED.finditer(text):
        severity = _glued(text, match)
        if severity:
            mark = match.group()
            message = tr("No blank beside “{mark}”", mark=mark)
            meant = f" {mark}" if mark in _OPENING else f"{mark} "
            yield Slip(match.start(), match.end(), message, meant, severity)
    if lang == RU and ("—" in text or "–" in text):
        yield from _dashes(text)
    if lang == EN and (",2" in text or ",1" in text):
        for match in _DATE.finditer(text):
            yield Slip(match.end() - 1, match.end(), tr("No blank beside “{mark}”", mark=","), ", ")


def _dashes(text: str) -> Iterator[Slip]:
    for match in _DASH.finditer(text):
        mark = match.group()[-1]
        if text[match.start() - 1].isdigit() and match.group() == mark:
            continue
        meant = f"{match.group()[:-1]}\u00a0{mark}" + ("" if text[match.end()] in BLANK else " ")
        yield Slip(match.start(), match.end(), tr("No blank beside “{mark}”", mark=mark), meant)


def _glued(text: str, match: re.Match[str]) -> Severity | None:
    """How sure it is that a blank is missing beside the mark; None where it is none of the cases."""
    start, end, mark = match.start(), match.end(), match.group()
    before = text[max(0, start - _WORD) : start].rpartition(" ")[2]
    behind = text[end : end + _WORD].partition(" ")[0]
    if _ADDRESS.search(before + mark + behind):
        return None
    if mark == "." and len(before) - len(before.rstrip(_LETTERS)) < _SHORT:  # ул.Ленина
        return Severity.INFO if _sure(text, start, mark, before, behind) else None
    return Severity.WARNING if _sure(text, start, mark, before, behind) else None


def _sure(text: str, start: int, mark: str, before: str, behind: str) -> bool:
    """Whether the mark stands between two words; `before` and `behind` are what stands beside it without a blank."""
    small = len(before) > 1 and before[-2:].isalpha() and before[-2:].islower()
    near = max(0, start - _WORD)
    if mark in ".!?":
        sure = small and _SENTENCE.fullmatch(behind) is not None
    elif mark == ",":
        sure = before[-1:].isalpha() or (behind[:2].isalpha() and before[-1:] in _ENDS)
    elif mark in ";:":
        sure = small and bool(_PLAIN.fullmatch(before) and _PLAIN.fullmatch(behind))
    elif mark == ")":
        opening = text.rfind("(", near, start)
        sure = opening >= 0 and start - opening >= _SHORT and not text[opening - 1 : opening].isalnum()
    elif mark in "”»":
        sure = before[-1:].isalnum() or before[-1:] in ".,!?"
    elif mark == "(":
        sure = before[-3:].isalpha() and len(before) >= _SHORT - 1 and not _ENDING.match(behind)
    else:
        sure = small and text.rfind("“", near, start) <= text.rfind("”", near, start)
    return sure


def _chinese(text: str, unit: TranslationUnit) -> Iterator[Slip]:
    if text.isalnum() or not any(blank in text for blank in BLANK + "\u3000"):
        return
    for match in _MARK_GAP.finditer(text, _NUMBER):
        yield Slip(
            match.start(), match.end(), tr("A blank beside a Chinese mark"), match.group().strip(), Severity.INFO
        )
    if unit.kind in _LETTERED or not text.rstrip().endswith(_SENTENCE_ZH):
        return
    gaps = list(_HAN_GAP.finditer(text))
    for match in gaps if len(gaps) < _VERSES else ():
        if not _on_purpose(text, match.start(), match.end()):
            start, end, left = form.without(text, match.start(), match.end())
            yield Slip(start, end, tr("A blank between Chinese characters"), left, Severity.INFO)


def _on_purpose(text: str, start: int, end: int) -> bool:
    """Whether the blank parts the halves of a slogan in quotes, or the two characters of a name."""
    before = text[max(0, start - _WORD) : start]
    if before.count("“") > before.count("”") or before.count("《") > before.count("》"):
        return True
    if _BYLINE.search(text, max(0, start - _NEAR), end + _NEAR) or _ARTICLE.search(before):
        return True
    return text[start - 1] in _SURNAMES and not before[-2:-1].isdigit() and bool(_LAST.match(text, end))


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.languages:
        text = unit.text(lang)
        if not text:
            continue
        for slip in (*_everywhere(text), *(_chinese(text, unit) if lang == ZH else _spaced(text, lang))):
            yield form.issue(ID, unit, lang, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.WHITESPACE)
