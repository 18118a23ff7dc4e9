"""Marks that do not belong to the language, stand twice, or stand behind a blank.

Flagged: in Chinese, half-width marks beside Chinese characters (表示,), `...` and 。。。 for ……; in English and
Russian, Chinese marks (，、。), a blank before a mark («слово ,»), the Chinese dot in a name; everywhere, marks
written twice (,, .. ，，); as an info, a hyphen for a dash in Russian, and in an English version that has dashes
elsewhere. Not flagged: 1,000, 10:30 and Co., Ltd. in Chinese, one — between years or places, ？！, `?..` and `!..`,
“etc.,”, «и др.,»; a version that writes hyphens or three dots throughout.
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "punctuation"
_WIDE: Final = str.maketrans(",;:!?.", "，；：！？。")
_NARROW: Final = {
    "，": ",",
    "。": ".",
    "、": ",",
    "；": ";",
    "：": ":",
    "？": "?",
    "！": "!",
    "．": ".",
    "｡": ".",
    "､": ",",
}
_HALF: Final = re.compile(
    rf"[,;:!?](?<=[{HAN}》”’）】，、][,;:!?])[ ]?|[,;:!?](?<=[A-Za-z0-9%％)][,;:!?])(?=[{HAN}“《（])"
    rf"|\.(?<=[{HAN}》”）】]\.)(?<![一二三四五六七八九十]\.)(?!\.)(?=\s*\Z|[”’ {HAN}])"
    rf"|\.(?<=[0-9%％]\.)(?=\s*\Z)|\.(?<=[A-Z]{{3}}\.)(?=\s*\Z)"
)
_WIDE_MARK: Final = re.compile("[，；！？。]")
_WIDE_COLON: Final = re.compile("：")
_HALF_COLON: Final = re.compile(rf":(?<=[{HAN}”]:)")
_DOTS: Final = re.compile(r"(?<!\.)\.{3,}|。{3,}")
_SIX_DOTS: Final = re.compile("……")
_LONE_DOTS: Final = re.compile(rf"…(?<=[{HAN}]…)(?!…)")
_TWICE_ZH: Final = re.compile(r"[，、；：。]{2,}|[？！]。")
_NAME_DOT: Final = re.compile(rf"[•・‧∙⋅](?<=[{HAN}].)(?=[{HAN}])")
_ANY_CHINESE: Final = re.compile("[，。、；：？！．·•・]")
_CLEARLY: Final = 3
"""So many full-width marks for each half-width one make that a slip; fewer leave it an info."""
_HALF_MARKS: Final = ",.;:!?"
_TWO_MARKS: Final = re.compile("[，、；：。？！][，、；：。]")
_CHINESE_MARK: Final = re.compile(rf"(?<![{BLANK}])[{BLANK}]{{0,8}}[，。、；：？！．]")
_LATIN_NAME_DOT: Final = re.compile(r"[·•・](?<=[^\W\d_].)(?=[A-ZА-ЯЁ][a-zа-яё])")
_LONG_DASH: Final = re.compile(r"——+|…{2,}")
_BEFORE: Final = re.compile(rf"(?<=[\w)\]”»’%\"'])[{BLANK}]{{1,8}}(?![:;]\))([,;:.!?])(?=[\s”»)\"']|\Z)")
_TWICE: Final = re.compile(r",{2,}|;{2,}|:{2,}|\.\.(?<![.?!/]..)(?![./])|[,;:]\.(?![.\d])|;,|,;|[?!]\.(?!\.)")
_HINTS: Final = (" ,", " .", " ;", " :", " !", " ?", ",,", "..", ";;", "::", ",.", ";.", ":.", ";,", ",;", "?.", "!.")
_GAP: Final = rf"[{BLANK}]{{1,3}}--?[{BLANK}]{{1,3}}"
_HYPHEN: Final = re.compile(
    rf"(?<=[^\s\d\-–—]){_GAP}(?=[^\s\-–—])|(?<=\d){_GAP}(?=[^\s\d\-–—])|(?<=[^\W\d_])--(?=[^\W\d_])"
)
_DASH: Final = re.compile(rf"(?<=\S)[{BLANK}]{{1,3}}[—–][{BLANK}]|(?<=[^\W\d_])—(?=[^\W\d_])")
_THREE: Final = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_ELLIPSIS: Final = re.compile("…")


def _chinese(text: str, context: Context) -> Iterator[Slip]:
    for match in _HALF.finditer(text) if any(mark in text for mark in _HALF_MARKS) else ():
        mark = match.group().strip()
        meant = mark.translate(_WIDE)
        behind = text[match.end() : match.end() + 1]
        message = tr("“{text}” is half-width; Chinese writes “{mark}”", text=mark, mark=meant)
        if mark == "." and re.match(f"[{HAN}]", behind):
            message = tr("“.” is half-width; Chinese writes “。”, or “·” inside a name")
            meant = ""
        wide, half = (_WIDE_COLON, _HALF_COLON) if mark == ":" else (_WIDE_MARK, _HALF)
        rare = form.times(context, ZH, wide) >= _CLEARLY * max(1, form.times(context, ZH, half))
        yield Slip(match.start(), match.end(), message, meant, Severity.WARNING if rare else Severity.INFO)
    for match in _DOTS.finditer(text) if "..." in text or "。。。" in text else ():
        if re.search(f"[{HAN}。]", text[max(0, match.start() - 1) : match.end() + 1]):
            severity = Severity.WARNING if form.mostly(context, ZH, _SIX_DOTS, _DOTS) else Severity.INFO
            yield Slip(match.start(), match.end(), tr("Chinese writes an ellipsis as “……”"), "……", severity)
    for match in _LONE_DOTS.finditer(text) if "…" in text else ():
        yield Slip(match.start(), match.end(), tr("Chinese writes an ellipsis as “……”"), "……", Severity.INFO)
    for match in _TWICE_ZH.finditer(text) if _TWO_MARKS.search(text) else ():
        if not _DOTS.fullmatch(match.group()):
            yield _twice(match)
    for match in _NAME_DOT.finditer(text):
        message = tr("The dot inside a name is “·” (U+00B7)")
        yield Slip(match.start(), match.end(), message, "·", Severity.INFO)


def _twice(match: re.Match[str]) -> Slip:
    found = match.group()
    once = found[0] if len(set(found)) == 1 or found[0] in "？！?!" else ""
    return Slip(match.start(), match.end(), tr("“{text}”: two marks where one is meant", text=found), once)


def _spaced(text: str) -> Iterator[Slip]:
    """English and Russian: what is wrong whoever writes it."""
    if not text.isascii() and _ANY_CHINESE.search(text):
        for match in _CHINESE_MARK.finditer(text):
            mark = _NARROW[match.group()[-1]]
            before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            glued = behind.isalnum() and not (before.isdigit() and behind.isdigit())
            message = tr("“{text}” is a Chinese mark; “{mark}” is meant", text=match.group().strip(), mark=mark)
            yield Slip(match.start(), match.end(), message, mark + " " * glued)
        for match in _LATIN_NAME_DOT.finditer(text):
            yield Slip(match.start(), match.end(), tr("A name is written with blanks here, not with a dot"), " ")
    if "——" in text or "……" in text:
        for match in _LONG_DASH.finditer(text):
            once = match.group()[0]
            message = tr("“{text}” is Chinese; “{mark}” is meant", text=match.group(), mark=once)
            yield Slip(match.start(), match.end(), message, once)
    plain = text if text.isascii() else text.replace("\u00a0", " ")
    if any(hint in plain for hint in _HINTS):
        for match in _BEFORE.finditer(text):
            severity = Severity.INFO if match.group(1) in ":!?" else Severity.WARNING  # as the French write
            yield Slip(match.start(), match.end(), tr("A blank stands before the mark"), match.group(1), severity)
        for match in _TWICE.finditer(text):
            yield _twice(match)


def _habits(text: str, lang: str, context: Context) -> Iterator[Slip]:
    """A hyphen for a dash, three dots for an ellipsis: only where the version does otherwise."""
    if "--" in text or "- " in text or "-\u00a0" in text:
        for match in _HYPHEN.finditer(text):
            dashes = form.times(context, lang, _DASH) >= form.times(context, lang, _HYPHEN)
            if dashes or (lang == RU and form.rare(context, RU, _HYPHEN, _DASH)):
                meant = _dash(context, lang)
                message = tr("A hyphen stands for a dash")
                yield Slip(match.start(), match.end(), message, meant, Severity.INFO)
    if "..." in text and form.mostly(context, lang, _ELLIPSIS, _THREE):
        for match in _THREE.finditer(text):
            message = tr("Three dots; the rest of this version writes “…”")
            yield Slip(match.start(), match.end(), message, "…", Severity.INFO)


def _dash(context: Context, lang: str) -> str:
    """The dash as the version writes it most, with its blanks."""
    kinds = [" — ", "\u00a0— ", " – ", "\u00a0– "] + (["—"] if lang == EN else [])
    counts = {kind: form.whole(context, lang).count(kind) for kind in kinds}
    best = max(kinds, key=lambda kind: counts[kind])
    return best if counts[best] else "\u00a0— " if lang == RU else " – "


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.languages:
        text = unit.text(lang)
        for slip in _chinese(text, context) if lang == ZH else _spaced(text):
            yield form.issue(ID, unit, lang, slip)
        if lang != ZH:
            for slip in _habits(text, lang, context):
                yield form.issue(ID, unit, lang, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TYPOGRAPHICAL)
