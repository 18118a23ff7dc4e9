"""A character that no reader sees or that says nothing: left behind by a program, never meant by a person.

Flagged: control characters, zero-width blanks and joiners, soft hyphens, byte order marks, direction marks, private and
replacement characters, lost letters (`????`), and text read in the wrong encoding (`Ð¡Ð¨Ð`, `РџСЂРё`, `â€™`), with the
text that was meant. Not flagged: no-break blanks, joiners inside emoji, line breaks; ordinary letters with accents.
"""

from __future__ import annotations

import re
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

ID = "control_character"
_HIDDEN: Final = re.compile(
    "(?:[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]|(?<![\ufe0f\U0001f000-\U0001faff])[\u200c\u200d])+"
)
_NOTHING: Final = re.compile("[\ufffd\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]+|\\?{4,}")
_BREAKS: Final = frozenset("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def _bytes_of(codec: str) -> dict[int, int]:
    """Which byte each character of a one-byte encoding stands for; a C1 control stands for itself (Latin-1)."""
    table = {ord(bytes([byte]).decode(codec, "replace")): byte for byte in range(0x80, 0x100)}
    table.pop(0xFFFD, None)
    return {byte: byte for byte in range(0x80, 0xA0)} | table


_WESTERN: Final = _bytes_of("cp1252")
_RUSSIAN: Final = _bytes_of("cp1251")


def _class(table: dict[int, int], first: int, last: int) -> str:
    return "[" + "".join(re.escape(chr(code)) for code, byte in table.items() if first <= byte <= last) + "]"


_GARBLED: Final = [
    (
        re.compile(f"(?:{_class(table, 0xC2, 0xDF)}{more}|{_class(table, 0xE0, 0xEF)}{more}{{2}}){{{least},}}"),
        table,
    )
    for table, least in ((_WESTERN, 1), (_RUSSIAN, 2))
    for more in (_class(table, 0x80, 0xBF),)
] + [(re.compile("вЂ[љњќўћ™њќ“”\x98\xa6¦№«»]"), _RUSSIAN)]
"""UTF-8 read as Windows-1252 or Windows-1251: a lead byte and its followers, as these encodings print them."""
_LEAD: Final = re.compile("[Â-ßà-ïРСВГв][\x80-\xbf\u0152-\u0192\u0401-\u040f\u0451-\u045f\u0490\u0491\u2010-\u2122]")
"""Where a garbled text may begin: looked at first, as it is cheap."""
_CHINESE: Final = re.compile("(?:锟斤拷|锟斤|烫烫烫|屯屯屯)+")
_RARE: Final = frozenset("锟烫屯")


def _find(text: str, lang: str) -> Iterator[Slip]:
    odd = not text.replace("\u00a0", " ").isprintable() or "\ufffd" in text or "????" in text
    garbled: list[Slip] = []
    if not text.isascii() and _LEAD.search(text):
        garbled.extend(_garbled(text))
        yield from garbled
    if lang == ZH and not _RARE.isdisjoint(text):
        yield from _lost_chinese(text)
    if not odd:
        return
    for match in _HIDDEN.finditer(text):
        if not any(slip.start < match.end() and slip.end > match.start() for slip in garbled):
            yield _hidden(text, match.start(), match.end())
    for match in _NOTHING.finditer(text):
        message = tr("Something was lost here: “{text}” stands for no character", text=match.group())
        yield Slip(match.start(), match.end(), message)


def _hidden(text: str, start: int, end: int) -> Slip:
    codes = ", ".join(sorted({f"U+{ord(char):04X}" for char in text[start:end]}))
    message = tr("An invisible character: {codes}", codes=codes)
    if len(codes) == len("U+0000") and "\x80" <= text[start] <= "\x9f" and text[start] not in _BREAKS:
        meant = text[start:end].encode("latin-1").decode("cp1252", "ignore")
        return Slip(start, end, message, meant)
    around = text[start - 1 : start] + text[end : end + 1]
    if not _BREAKS.isdisjoint(text[start:end]) and around.strip() == around and around.isascii():
        return Slip(start, end, message, " ")
    start, end, left = form.without(text, start, end)
    return Slip(start, end, message, "" if _NOTHING.match(left) else left)


def _garbled(text: str) -> Iterator[Slip]:
    for pattern, table in _GARBLED:
        for match in pattern.finditer(text):
            try:
                meant = bytes(table[ord(char)] for char in match.group()).decode("utf-8")
            except UnicodeDecodeError:
                continue
            if meant.isprintable() or meant in "\u00a0\u00ad":
                message = tr("Read in the wrong encoding: “{text}” was “{meant}”", text=match.group(), meant=meant)
                yield Slip(match.start(), match.end(), message, meant if meant.isprintable() else " ")


def _lost_chinese(text: str) -> Iterator[Slip]:
    for match in _CHINESE.finditer(text):
        message = tr("Read in the wrong encoding: “{text}” stands for text that is lost", text=match.group())
        yield Slip(match.start(), match.end(), message)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return form.each(ID, unit, context, _find)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.CHARACTERS)
