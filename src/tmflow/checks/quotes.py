"""Quotation marks of another language, without a partner, or the wrong way round.

The house's marks: “ ” and ‘ ’ in Chinese and English, 《 》 in Chinese, « » and inside „ “ in Russian. Flagged: marks
of another language (《 》 in English or Russian, « » in English, “ ” in a Russian version that has « »), an opening
mark where a closing one belongs (“一带一路“), as an info a mark without a partner (《 in Chinese: `brackets`). Straight
marks are reported where the version has the others; in a Russian or Chinese version that hardly has any they are an
info. Not flagged: a version that writes straight marks throughout, a quotation that runs over several sentences,
«Компания «Ромашка» with one closing mark, 5" and 6'.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import form, pairs
from tmflow.checks.check import Check
from tmflow.checks.form import Slip
from tmflow.checks.pairs import Mark, Reading
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "quotes"
_ANY: Final = re.compile('[“”„‟«»《》「」"]')
_FAMILIES: Final = {"“": '"', "”": '"', "«": "«", "»": "«", "《": "《", "》": "《", "「": "「", "」": "「", "„": "„"}
_PARTNER: Final = {"“": "”", "”": "“", "«": "»", "»": "«", "《": "》", "》": "《", "„": "“"}
_HOUSE: Final = {ZH: ("“", "”"), EN: ("“", "”"), RU: ("«", "»")}
_OWN: Final = {ZH: "“”《》", EN: "“”", RU: "«»„“"}
_CURLY: Final = {ZH: re.compile("“"), EN: re.compile("“"), RU: re.compile("«")}
_STRAIGHT: Final = re.compile('"[^"\n]*"')
_ENGLISH: Final = re.compile(r"“(?=[\w…])")
TITLE_MARKS: Final = "《》"
_NEAR: Final = 200
_APOSTROPHE: Final = re.compile("(?<=[A-Za-z])'(?=[a-z])|(?<=s)'(?= )")
_CURLED: Final = re.compile("(?<=[A-Za-z])’(?=[a-z])|(?<=s)’(?= )")


def _kinds(text: str, lang: str) -> list[Mark]:
    """The marks of a text but the straight ones, each as what it opens or closes here."""
    found = [match for match in _ANY.finditer(text) if match.group() != '"' and not _measure(text, match.start())]
    marks: list[Mark] = []
    depth = 0
    for n, match in enumerate(found):
        char = match.group()
        if char in "“”":
            behind = found[n + 1].group() if n + 1 < len(found) else ""
            opens = _opens(text, match.start(), char, behind, depth, lang)
        else:
            opens = char in "„‟«《「"
        marks.append(Mark(match.start(), char, opens))
        depth = max(0, depth + (1 if opens else -1))
    return marks


def _measure(text: str, place: int) -> bool:
    """Whether the mark stands for inches: 6x4“."""
    near = max(0, place - _NEAR)
    opened = text.rfind("“", near, place) > text.rfind("”", near, place)
    return text[place] in "“”″" and text[place - 1 : place].isdigit() and not opened


def _opens(text: str, place: int, char: str, behind: str, depth: int, lang: str) -> bool:
    """Whether “ or ” opens at its place: what it should be, not what it is."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if lang == RU and char == "“":
        return depth == 0 or before.isspace()
    if lang == EN:
        if not before.strip() or before in "([—–":
            return bool(after.strip()) and (char == "“" or after.isalnum())
        return char == "“" and not (depth and (not after.strip() or after in ".,;:!?)—–"))
    if char == "“":
        return not (depth and behind != "”" and before.strip() and before not in "，：,:")
    return not depth and behind == "”"


def _read(text: str, lang: str) -> Reading:
    """Pairs and lone marks; in Russian one » may close two quotations («Компания «Ромашка»)."""
    reading = pairs.match(_kinds(text, lang), _FAMILIES)
    if lang == RU and reading.alone and all(mark.opens for mark in reading.alone):
        left = [
            mark for mark in reading.alone if not any(a.place > mark.place and b.text == "»" for a, b in reading.pairs)
        ]
        return Reading(reading.pairs, tuple(left))
    return reading


def _find(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Slip]:
    text = unit.text(lang)
    if "'" in text and lang == EN and _writes_curly(context):
        for match in _APOSTROPHE.finditer(text):
            message = tr("A straight apostrophe; the rest of this version writes “’”")
            yield Slip(match.start(), match.end(), message, "’", Severity.INFO)
    if lang not in _HOUSE or not _ANY.search(text):
        return
    reading = _read(text, lang)
    for mark in (mark for pair in reading.pairs for mark in pair):
        if mark.text in "“”" and lang != RU and (mark.text == "“") != mark.opens:
            meant = "“" if mark.opens else "”"
            yield Slip(mark.place, mark.place + 1, tr("The quotation mark is the wrong way round"), meant)
    for opening, closing in reading.pairs:
        yield from _foreign(text, lang, opening, closing, context)
    if '"' in text:
        yield from _straight(text, lang, context)
        yield from _half(text, lang, reading.alone)
    for mark in alone(unit, context, lang):
        if lang != ZH or mark.text not in TITLE_MARKS:
            message = tr("“{text}” has no partner", text=mark.text)
            yield Slip(mark.place, mark.place + 1, message, severity=Severity.INFO)


def alone(unit: TranslationUnit, context: Context, lang: str) -> tuple[Mark, ...]:
    """The marks of a version that have no partner in it; those of Chinese titles are the business of `brackets`.

    A straight mark may be the partner of any: then nothing is said.
    """
    if '"' in unit.text(lang) or not _told(unit, context, lang):
        return ()
    return pairs.unpaired(unit, context, lang, ID, _read)


def _told(unit: TranslationUnit, context: Context, lang: str) -> bool:
    """Whether the units around, or a version with whole quotations, can tell that a mark was left out."""
    others = {other: unit.text(other) for other in context.languages if other != lang}
    if any(text.count('"') % 2 for text in others.values()):
        return False
    return len(context.units) > 1 or any(_whole(text, other) for other, text in others.items())


def _whole(text: str, lang: str) -> bool:
    """Whether a text has quotations, and each has its end."""
    reading = _read(text, lang)
    return not reading.alone and ('"' in text or bool(reading.pairs))


def _foreign(text: str, lang: str, opening: Mark, closing: Mark, context: Context) -> Iterator[Slip]:
    """A pair that the language does not write, or two halves that do not fit."""
    written = opening.text + closing.text
    if _fits(lang, opening, closing):
        return
    first, last = _HOUSE[lang]
    message = tr("{opening} {closing} are not the quotation marks here", opening=opening.text, closing=closing.text)
    if opening.text in _OWN[lang] and opening.text in _PARTNER and (lang != RU or opening.text in "«„"):
        yield Slip(closing.place, closing.place + 1, message, _PARTNER[opening.text])
        return
    if closing.text == last and opening.text != "“":
        yield Slip(opening.place, opening.place + 1, message, first)
        return
    severity = Severity.WARNING
    if written == "“”" and lang == RU:
        if not form.rare(context, RU, _ENGLISH, _CURLY[RU]):
            return
        severity = Severity.WARNING if form.mostly(context, RU, _CURLY[RU], _ENGLISH) else Severity.INFO
    near = max(0, opening.place - _NEAR)
    if lang == RU and text.rfind("«", near, opening.place) > text.rfind("»", near, opening.place):
        first, last = "„", "“"
    if lang == ZH and opening.text == "«":
        first, last = "《", "》"
    start, end = opening.place, closing.place + 1
    yield Slip(start, end, message, first + text[start + 1 : end - 1] + last, severity)


def _fits(lang: str, opening: Mark, closing: Mark) -> bool:
    """Whether two marks are a pair of this language; “ and ” the wrong way round are another slip."""
    if lang == RU:
        return opening.text + closing.text in {"«»", "„“"}
    curly = opening.text in "“”" and closing.text in "“”"
    return curly or (lang == ZH and opening.text + closing.text == "《》")


def _writes_curly(context: Context) -> bool:
    """Whether the English version has round marks as a rule: quotation marks and apostrophes come from one keyboard."""
    curly = form.times(context, EN, _CURLY[EN]) + form.times(context, EN, _CURLED)
    straight = form.times(context, EN, _STRAIGHT) + form.times(context, EN, _APOSTROPHE)
    return curly > 0 and curly >= straight


def _straight(text: str, lang: str, context: Context) -> Iterator[Slip]:
    own = _CURLY[lang]
    sure = _writes_curly(context) if lang == EN else form.mostly(context, lang, own, _STRAIGHT)
    if not (sure if lang == EN else form.rare(context, lang, _STRAIGHT, own)):
        return
    places: list[int] = []
    for match in re.finditer('"', text):
        inches = len(places) % 2 == 0 and text[match.start() - 1 : match.start()].isdigit()
        places += [] if inches else [match.start()]
    ends = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or any(_ANY.search(text, start + 1, end) for start, end in ends):
        return
    first, last = _HOUSE[lang]
    for start, end in ends:
        message = tr("Straight quotation marks; {opening} {closing} are meant", opening=first, closing=last)
        meant = first + text[start + 1 : end] + last
        yield Slip(start, end + 1, message, meant, Severity.WARNING if sure else Severity.INFO)


def _half(text: str, lang: str, alone: tuple[Mark, ...]) -> Iterator[Slip]:
    """One half straight, the other not: “five centers"."""
    if len(alone) != 1 or text.count('"') != 1 or alone[0].text not in _HOUSE[lang]:
        return
    place, mark = text.index('"'), alone[0]
    if mark.opens == (place > mark.place):
        message = tr("“{text}” has no partner", text=mark.text)
        yield Slip(place, place + 1, message, _PARTNER[mark.text])


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.languages:
        for slip in _find(unit, context, lang):
            yield form.issue(ID, unit, lang, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TYPOGRAPHICAL)
