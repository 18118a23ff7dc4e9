"""A word written twice: “the the”, «и и», 的的, 还还, 示范区示范区.

Not flagged: what is doubled on purpose or by grammar: “had had”, “that that”, “her her” (gave her her book),
“came in in May”, «чуть-чуть», «и и. о. директора» (an abbreviation follows), names (Duran Duran, Pago Pago), numbers;
谢谢, 目的的确, 为了了解, 和和平, where the second character begins the next word; 研究研究, 大学大学生, 党委党委书记.
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
        "there what who again more up down over through out "
        "очень долго да нет так еле вот раз было тот то как что все всё сам ха ля много давно едва",
    )
)
_TAKES: Final = {
    "in": re.compile(
        r"(?:com|came|bring|brought|check|mov|log|sign|settl|swor|swear|cav|cash|chim|phas|plug|step|weigh|drop|tun|kick"
        r"|plac|put|fill|giv|gave|hand|let|liv|mix|pitch|join|set|sit|sat|stay|walk|went|go|gone|going|bought|buy|pour"
        r"|pull|roll|rush|usher|flow|fly|flew|flown|ship|turn|get|got|fit|break|broke|stand|stood|factor|lock|zoom|kept"
        r"|keep|built|build|trad|call|send|sent|tak|took|draw|drew|drawn|invit|dial)"
        r"(?:e|es|s|ed|ing|in|n|en|ning|ting|ged|ging|ped|ping|ted)?",
        re.IGNORECASE,
    ),
    "on": re.compile(
        r"(?:go|goes|gone|going|went|carr|mov|later|earl|so|put|try|tri|turn|switch|hold|held|log|sign|pass|furth|head|hand"
        r"|add|liv|work|and|drag|keep|kept|bring|brought|com|came|build|built|catch|caught|driv|drove|look|read|press|push"
        r"|rel|stay|tak|took|touch|wait|walk|depend|insist|spot|odd|clip|roll|bolt|hang|hung|get|got|lead|live|laid|lay"
        r"|plan|cheer|spur|egg|sail|fight|fought|soldier|stream|sent|send|settl|start)\w*",
        re.IGNORECASE,
    ),
}
"""Words that take a particle, which may have a preposition after it: came in in May, moved on on Friday."""
_CLAUSE: Final = 60
_WHEN: Final = re.compile(r"[ \u00a0](?:\d|the\b|a\b|early|late|mid|this|that|[A-Z])")
_WORDS: Final = re.compile(r"[\w'’]+")
_ROWS: Final = """
的目/确士 在存实實现正所内/建职场线校读岗野册编逃 和平温柔/平谐睦解田声约服面气美 与参/会
及以/时格早物 被/ 于对关由属处位基等终单/ 由自来理/于 从/容事前业属 了为除不/解结却望断无之
还归偿退奉/款贷债清原本钱书给了不上以息俗 也/ 都首成古帝故国丰花武于江新京宁昌两三/市会城督江匀
就成造将迁屈高低/业任诊读学医地近职餐算座绪此 才人英刚天方良专高奇全口文将干贤/能华干艺子智 又/ 很/
并合兼吞一/购联列存行轨入网肩排非发处不 而从然反因进幸继时俄甚/已 但不非岂/ 或间抑/ 已而不早业自/
是但可还就于只凡算总要正不国自若/非否的 把一严火/关握手控
将大小上中少名武守敌叛主麻战老即行必健/军领士校近要会来
对针相反绝应面敌配校核一成/方手面联外象策口接比应立阵华俄美欧日流抗
向方意取导走动流去转面倾外内志双单风/往导阳 为因行认成作视称以更极尤最大人有/了何主期什止此人民难
以可所得予加足难用何/色及来往上下后前内外便为人 其尤极与土及/他中实余次 之总/前后间一所外内时
着/手力陆眼重装实火急迷凉想 们/ 吗/ 呢/
"""
_ONCE: Final = {row[0]: (frozenset(row[1:].split("/")[0]), frozenset(row.split("/")[1])) for row in _ROWS.split()}
"""Characters that nobody writes twice, but behind and before those that make a word with one of the two."""
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
        if again in _TAKES and _takes(again, text, match):
            continue
        if again.islower() and word[1:].islower() | (len(word) == 1) and again not in _ON_PURPOSE:
            yield Slip(match.start(), match.end(), _say(match.group()), word)


def _takes(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether the first of two is a particle: came in in May; brought the goods in in the first half of the year."""
    before = _WORDS.findall(text[max(0, match.start() - _CLAUSE) : match.start()].rpartition(". ")[2])
    takes = _TAKES[word].fullmatch
    if not before or takes(before[-1]):
        return True
    return _WHEN.match(text, match.end()) is not None and any(map(takes, before))


def _chinese(text: str) -> Iterator[Slip]:
    """The gates are cheap: a character that is like the next, two or three characters that come again."""
    if any(map(eq, text, text[1:])):
        yield from (Slip(at, at + 2, _say(text[at : at + 2]), text[at]) for at in _singles(text))
    found: list[re.Match[str]] = []
    twos = list(map(add, text, text[1:]))
    if len(set(twos)) < len(twos):
        found += _PAIR.finditer(text) if any(map(eq, twos, twos[2:])) else ()
        found += _MORE.finditer(text) if len(set(map(add, twos, text[2:]))) < len(text) - 2 else ()
    for match in found:
        once = match.group(1)
        if not _SAME_IN_ROW.fullmatch(once):
            severity = Severity.INFO if match.re is _PAIR else Severity.WARNING
            yield Slip(match.start(), match.end(), _say(match.group()), once, severity)


def _singles(text: str) -> Iterator[int]:
    """Where a character stands twice that is never doubled (of three in a row the first two)."""
    last = -2
    for at, same in enumerate(map(eq, text, text[1:])):
        if not same or text[at] not in _ONCE or at == last + 1:
            continue
        behind, before = _ONCE[text[at]]
        if text[at - 1 : at] not in behind and text[at + 2 : at + 3] not in before:
            last = at
            yield at


def _say(text: str) -> str:
    return tr("“{text}”: a word is written twice", text=text)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return form.each(ID, unit, context, _find)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.DUPLICATION)
