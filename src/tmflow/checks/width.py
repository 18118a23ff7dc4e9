"""Letters, figures and signs of the wrong width: １００, ＳＣＯ, ｡.

Flagged: full-width letters and figures in every language, half-width kana and Chinese marks, full-width signs (％, ＋,
＝) and the ideographic blank inside English and Russian. Not flagged: ％, ＋, ～ and the blank of an indent in
Chinese, where both widths are in use; half-width marks (,) beside Chinese characters and full-width ones (，。) in
English and Russian, which are the business of `punctuation`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "width"
_ALNUM: Final = "０-９Ａ-Ｚａ-ｚ"
_RUN: Final = rf"[{_ALNUM}]+(?:[．，：／－][{_ALNUM}]+)*"
_CHINESE: Final = re.compile(rf"{_RUN}|[｡-ﾟ]+")
_OTHERS: Final = re.compile(rf"{_RUN}|[｡-ﾟ]+|[＂＃＄％＆＇＊＋－／＜＝＞＠＼＾＿｀｛｜｝～￠-￦]+|\u3000+")
_BEYOND: Final = re.compile("[\u3000\uff00-\uffef]")


def _find(text: str, lang: str) -> Iterator[Slip]:
    if text.isascii() or not _BEYOND.search(text):
        return
    for match in (_CHINESE if lang == ZH else _OTHERS).finditer(text):
        found = match.group()
        narrow = " " if found.isspace() else unicodedata.normalize("NFKC", found)
        kana = "｡" <= found[0] <= "ﾟ"
        message = (
            tr("“{text}” is half-width", text=found)
            if kana
            else tr("An ideographic blank; an ordinary one is meant")
            if narrow == " "
            else tr("“{text}” is full-width; “{narrow}” is meant", text=found, narrow=narrow)
        )
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        suggestion = "" if narrow == " " and (not around.strip() or around != around.strip()) else narrow
        yield Slip(match.start(), match.end(), message, suggestion)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return form.each(ID, unit, context, _find)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.CHARACTERS)
