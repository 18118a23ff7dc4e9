"""Brackets without a partner, of two widths, or of the other language's width.

Flagged: （齐鲁号), “(SCODA” without an end, 《 without 》 in Chinese, full-width brackets in English and Russian;
half-width brackets around Chinese characters, as an info where the version has no others. Not flagged: 1) and а) of a
list, “(s)he”, :-), a remark in brackets that runs over two sentences, Latin letters in half-width brackets in Chinese;
another number of brackets than the source has, as explanations for foreign readers come and go.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import form, pairs, quotes
from tmflow.checks.check import Check
from tmflow.checks.form import HAN, Slip
from tmflow.checks.pairs import Mark, Reading
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "brackets"
_OPEN: Final = "([{（［【〔｛"
_CLOSE: Final = ")]}）］】〕｝"
_ANY: Final = re.compile("[()\\[\\]{}（）［］【】〔〕｛｝]")
_PARTNER: Final = dict(zip(_OPEN + _CLOSE, _CLOSE + _OPEN, strict=True))
_FAMILIES: Final = dict(zip(_OPEN + _CLOSE, "([{([(({" * 2, strict=True))
"""Round, square and curly ones, whatever their width."""
_WIDE: Final = str.maketrans("()[]{}", "（）［］｛｝")
_NARROW: Final = str.maketrans("（）［］｛｝【】〔〕", "()[]{}[][]")
_NO_PAIR: Final = re.compile(
    r"(?:^|[\s;:,；，：。、])(?:\d{1,3}|[a-zа-я]|[一二三四五六七八九十]{1,3}|[ivx]{1,4})\Z|(?:^|\s)[:;=8]-?\Z"
)
"""The number of a list item, or a smiley: its bracket has nothing to close."""
_SMILEY: Final = re.compile(r"[:;=8]-?\Z")
_NUMBER: Final = 6
_WIDE_PAIR: Final = re.compile("（")
_NARROW_PAIR: Final = re.compile(rf"\((?=[{HAN}])")
_LONGEST: Final = 40
"""A longer remark is mended bracket by bracket."""


def _read(text: str, _lang: str) -> Reading:
    marks: list[Mark] = []
    depth = 0
    for match in _ANY.finditer(text):
        opens = match.group() in _OPEN
        near = max(0, match.start() - _NUMBER)
        lone = _SMILEY if opens else _NO_PAIR
        if (depth and not opens) or not lone.search(text, near, match.start()):
            marks.append(Mark(match.start(), match.group(), opens))
            depth = max(0, depth + (1 if opens else -1))
    return pairs.match(marks, _FAMILIES)


def _find(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Slip]:
    text = unit.text(lang)
    for mark in quotes.alone(unit, context, lang) if lang == ZH and ("《" in text or "》" in text) else ():
        if mark.text in quotes.TITLE_MARKS:
            yield Slip(mark.place, mark.place + 1, tr("“{text}” has no partner", text=mark.text))
    if not _ANY.search(text):
        return
    for opening, closing in _read(text, lang).pairs:
        yield from _pair(text, lang, opening, closing, context)
    for mark in pairs.unpaired(unit, context, lang, ID, _read) if pairs.told(unit, context, lang, _read) else ():
        message = tr("“{text}” has no partner", text=mark.text)
        yield Slip(mark.place, mark.place + 1, message)


def _pair(text: str, lang: str, opening: Mark, closing: Mark, context: Context) -> Iterator[Slip]:
    inside = text[opening.place + 1 : closing.place]
    wide = lang == ZH and (re.search(f"[{HAN}]", inside) is not None or not inside.isascii())
    if _PARTNER[opening.text] != closing.text:
        yield from _unequal(lang, opening, closing)
    elif (wide and opening.text == "(") or (lang != ZH and opening.text not in "([{"):
        table = _WIDE if lang == ZH else _NARROW
        habit = lang == ZH and not form.mostly(context, ZH, _WIDE_PAIR, _NARROW_PAIR)
        severity = Severity.INFO if habit else Severity.WARNING
        kind = tr("full-width") if lang == ZH else tr("half-width")
        message = tr("Brackets are {kind} here", kind=kind)
        spans = [(opening.place, closing.place + 1)]
        if len(inside) > _LONGEST:
            spans = [(opening.place, opening.place + 1), (closing.place, closing.place + 1)]
        for start, end in spans:
            piece = text[start:end]
            meant = (
                piece[0].translate(table) + piece[1:-1] + piece[-1].translate(table)
                if len(piece) > 1
                else piece.translate(table)
            )
            yield Slip(start, end, message, meant, severity)


def _unequal(lang: str, opening: Mark, closing: Mark) -> Iterator[Slip]:
    """Two brackets that do not fit; the one of the other language's width is to blame, else the closing one."""
    usual = "（）［］【】〔〕｛｝" if lang == ZH else "()[]{}"
    wrong, right = (opening, closing) if opening.text not in usual and closing.text in usual else (closing, opening)
    message = tr("“{opening}” and “{closing}” are no pair", opening=opening.text, closing=closing.text)
    yield Slip(wrong.place, wrong.place + 1, message, _PARTNER[right.text])


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.languages:
        for slip in _find(unit, context, lang):
            yield form.issue(ID, unit, lang, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TYPOGRAPHICAL)
