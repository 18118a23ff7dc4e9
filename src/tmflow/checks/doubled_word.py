"""A word written twice: “the the”, «и и», 的的, 示范区示范区.

Not flagged: what is doubled on purpose or by grammar: “had had”, “that that”, “her her” (gave her her book),
«чуть-чуть», «и и. о. директора» (an abbreviation follows), names (Duran Duran, Pago Pago), numbers; 谢谢, 目的的确,
为了了解, 和和平, where the second character begins the next word; 研究研究, 大学大学生, 党委党委书记.
"""

from __future__ import annotations

import re
from operator import add, eq
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import BLANK, Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "doubled_word"
_SPACED: Final = re.compile(
    rf"(?<![\w'’.-])([^\W\d_]+(?:['’-][^\W\d_]+)?)[{BLANK}]+\1(?![\w'’-]|\.[{BLANK}]?[^\W\d_]\b|\.[{BLANK}]?[^\W\d_]\.)",
    re.IGNORECASE,
)
_ON_PURPOSE: Final = frozenset(
    re.findall(
        r"\w+",
        "had that her you it is was do did very really so many much long far never no yes now well way bye ha la blah "
        "there what who again more up down in on over through out "
        "очень долго да нет так еле вот раз было тот то как что все всё сам ха ля много давно едва",
    )
)
_TWO: Final = re.compile(
    r"(?<!目)(?<!标)的的(?![确士])|(?<![存实现正所内])在在(?![建职场线校读岗野册编逃])|(?<![平温柔])和和(?![平谐睦解田声约服面气美])|(?<!参)与与(?!会)|(?<!以)及及(?![时格早物])|被被"
    r"|(?<![对关由属处位基])于于|(?<![自来])由由(?!于)|从从(?![容事前业属])|(?<!为)(?<!除)了了(?![解结却望断无])"
)
_MORE: Final = re.compile(r"([\u3400-\u9fff]{3,12}?)\1+")
_PAIR: Final = re.compile(
    r"(?!.着|(?:一|很|好|非常|越|等|哈|如何|特别|慢慢|处处|研究|讨论|商量|考虑|学习|了解|交流|休息|尝试|努力|大学|党委|上海|中国|青岛|山东|北京))"
    r"([\u3400-\u9fff]{2})\1(?![生者家会化员性学地])"
)
_SAME_IN_ROW: Final = re.compile(r"(.)\1+|(..)\2+")


def _find(text: str, lang: str) -> Iterator[Slip]:
    if lang == ZH:
        yield from _chinese(text)
        return
    words = text.lower().split()
    alike = any(map(str.startswith, words[1:], words)) or any(map(str.endswith, words, words[1:]))
    if not alike:  # nearly always so, and cheap to see
        return
    for match in _SPACED.finditer(text):
        word, again = match.group(1), match.group()[-len(match.group(1)) :]
        if again.islower() and word[1:].islower() | (len(word) == 1) and again not in _ON_PURPOSE:
            yield Slip(match.start(), match.end(), _say(match.group()), word)


def _chinese(text: str) -> Iterator[Slip]:
    """The gates are cheap: a character that is like the next, two or three characters that come again."""
    found = list(_TWO.finditer(text)) if any(map(eq, text, text[1:])) else []
    twos = list(map(add, text, text[1:]))
    if len(set(twos)) < len(twos):
        found += _PAIR.finditer(text) if any(map(eq, twos, twos[2:])) else ()
        found += _MORE.finditer(text) if len(set(map(add, twos, text[2:]))) < len(text) - 2 else ()
    for match in found:
        once = match.group(1)
        if not _SAME_IN_ROW.fullmatch(once):
            severity = Severity.INFO if match.re is _PAIR else Severity.WARNING
            yield Slip(match.start(), match.end(), _say(match.group()), once, severity)


def _say(text: str) -> str:
    return tr("“{text}”: a word is written twice", text=text)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return form.each(ID, unit, context, _find)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.DUPLICATION)
