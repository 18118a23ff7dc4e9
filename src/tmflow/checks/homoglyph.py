"""Letters of two scripts in one word: a Latin c in «сoтрудничество», a Cyrillic с in “сooperation”.

The eye sees no difference, but neither search nor a reading machine finds the word. The suggestion has the word in one
script. Flagged also: a Latin letter that stands for a Russian preposition («c участием»), a Cyrillic а as an English
article. Not flagged: parts joined by a hyphen (IT-компания, ДНК-test), a Latin word with a Russian ending (PDFы), names
that mix on purpose (ЯндексGo: the letters of the other script have no twin), «витамин C», «план B».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import BLANK, Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import RU

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "homoglyph"
_LATIN: Final = "aceopxyABCEHKMOPTXY"
_CYRILLIC: Final = "асеорхуАВСЕНКМОРТХУ"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC + "іІјЈѕЅ", _LATIN + "iIjJsS")
_ANY_LATIN: Final = re.compile("[A-Za-z]")
_ANY_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_SEAM: Final = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_WORD: Final = re.compile(r"[A-Za-z\u0400-\u04ff]+")
_ROMAN: Final = re.compile(r"[IVXLCDM]{2,}")
_LONE_LATIN: Final = re.compile(
    rf"(?:(?<=[а-яё,»)][{BLANK}])[coay]|(?<![^\s«])[CBKOAY])(?=[{BLANK}](?:[а-яё]{{2}}|[«\d]))"
)
"""A Latin letter alone in a Russian text, where a preposition or a conjunction stands."""
_NAMES_A_LETTER: Final = re.compile(
    r"(?:пункт|част|букв|литер|вариант|групп|витамин|гепатит|категори|класс|переменн|точк|сери|стади|план)\w{0,4}\s\Z",
    re.IGNORECASE,
)
_LONE_CYRILLIC: Final = re.compile(r"(?<=[A-Za-z,][ ])а(?=[ ][A-Za-z])|(?<![^\s“(])А(?=[ ][a-z])")


def _find(text: str, lang: str) -> Iterator[Slip]:
    if text.isascii() or not (_ANY_LATIN if lang == RU else _ANY_CYRILLIC).search(text):
        return
    end = 0
    for seam in _SEAM.finditer(text):
        if seam.start() >= end:
            start = seam.start()
            while start > end and _WORD.fullmatch(text, start - 1, start):
                start -= 1
            word = _WORD.match(text, start)
            end = word.end() if word else seam.end()
            yield from _mixed(text, start, end, lang)
    for match in (_LONE_LATIN if lang == RU else _LONE_CYRILLIC).finditer(text):
        if not _NAMES_A_LETTER.search(text, max(0, match.start() - 20), match.start()):
            meant = match.group().translate(_TO_CYRILLIC if lang == RU else _TO_LATIN)
            message = (
                tr("A Latin “{text}” stands for the Cyrillic letter", text=match.group())
                if lang == RU
                else tr("A Cyrillic “{text}” stands for the Latin letter", text=match.group())
            )
            yield Slip(match.start(), match.end(), message, meant)


def _mixed(text: str, start: int, end: int, lang: str) -> Iterator[Slip]:
    word = text[start:end]
    meant = _in_one_script(word, lang)
    if meant:
        other = "".join(old for old, new in zip(word, meant, strict=True) if old != new)
        message = (
            tr("“{text}” holds Latin letters among Cyrillic ones: {letters}", text=word, letters=other)
            if other.isascii()
            else tr("“{text}” holds Cyrillic letters among Latin ones: {letters}", text=word, letters=other)
        )
        yield Slip(start, end, message, meant)


def _in_one_script(word: str, lang: str) -> str:
    """The word in one script, or nothing where letters of both scripts have no twin: then it is mixed on purpose."""
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    if not latin.isascii():
        return "" if re.search("[A-Za-z]", cyrillic) else cyrillic
    if re.search("[A-Za-z]", cyrillic) or _ROMAN.fullmatch(latin):
        return latin
    return cyrillic if lang == RU else latin


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return form.each(ID, unit, context, _find)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.CHARACTERS)
