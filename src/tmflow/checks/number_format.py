"""Figures written as another language writes them.

Flagged: 21,000 and 1.5 млн in Russian, 2 000 and 1,5 billion in English, 313,57亿 in Chinese, thousands grouped wrongly
(12,3456); as an info ℃ and № in English, “35 %” in English and Chinese, and «35%» in a Russian version that writes
«35 %» elsewhere. Not flagged: 3,864 млрд (a decimal, unless another version says thousands), 2000 and 2 000 in Russian,
2,000 in Chinese, dates (12.04.2021), times, Индустрия 4.0, “in 2021 300 people”, numbers of phones and models.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import BLANK, Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "number_format"
_DIGIT: Final = re.compile(r"\d")
_WORTH_A_LOOK: Final = {
    ZH: re.compile(r"\d,(?:\d{1,2}(?!\d)|\d{4})"),
    EN: re.compile(r"\d(?:[ \u00a0\u202f\u2009.]\d{3}|,\d{1,2}(?!\d)|,\d{4})"),
    RU: re.compile(r"\d(?:,\d{3}|\.\d)"),
}
"""What the slips have inside: looked for first, as it is cheap."""
_UNIT_RU: Final = (
    r"(?:%|млн|млрд|трлн|тыс|процент|раза?\b|тонн|т\b|м\b|метр|га\b|км\b|км²|кг\b|м²|долл|юан|евро|руб|балл|год|лет\b|"
    r"миллион|миллиард)"
)
_UNIT_EN: Final = (
    r"(?:%|percent|per cent|million|billion|trillion|times|tons?\b|tonnes|hectares?|km\b|kilomet|met(?:er|re)s?\b|"
    r"square|yuan|dollars|euros|rubles|roubles|percentage|years?\b|kg\b)"
)
_UNIT_ZH: Final = r"(?:[万亿]|元|美元|%|％|个百分点|倍|吨|公里|平方|公顷|亩|米|度)"
_THOUSANDS_RU: Final = re.compile(r"(?<![\d.,№])\d{1,3}(?:,\d{3})+(?![\d,])(?!\.\d)")
_DECIMAL_RU: Final = re.compile(rf"(?<![\d.,:/-])\d{{1,4}}\.\d{{1,3}}(?![\d.])(?=[{BLANK}-]?{_UNIT_RU})")
_THOUSANDS_EN: Final = re.compile(
    r"(?<![\d.,\-/+])(?<!\d[ \u00a0])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d/-])(?!,\d)(?!\.\d{3})"
)
_DECIMAL_EN: Final = re.compile(rf"(?<![\d.,:/-])\d{{1,3}},\d{{1,2}}(?![\d,])(?=[{BLANK}-]?{_UNIT_EN})")
_DECIMAL_ZH: Final = re.compile(rf"(?<![\d.,])\d{{1,4}},\d{{1,2}}(?![\d,])(?=[{BLANK}]?{_UNIT_ZH})")
_GROUPS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*,(?:\d{4,7}|\d{1,2},\d{3})(?![\d,])")
_YEAR: Final = re.compile(r",(?:19|20)\d\d\Z")
_NUMERAL: Final = re.compile(r"\d(?:st|nd|rd|th|-[а-я])")
_POINTS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,])")
_ORDINAL_EN: Final = re.compile(
    r"(?<![\d.,])\d*?(?:(?<!1)[1-3](?=th\b)|1[1-3](?=st\b|nd\b|rd\b)|[04-9](?=st\b|nd\b|rd\b)|(?<!1)1(?=[nr]d\b)"
    r"|(?<!1)2(?=st\b|rd\b)|(?<!1)3(?=st\b|nd\b))[a-z]{2}"
)
_ORDINAL_RU: Final = re.compile(r"(?<=\d)-(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ая|яя|ую|ое|ее|ые|ие|ых|их|ыми|ими)\b")
_SPACED_PERCENT: Final = re.compile(rf"\d[{BLANK}]%")
_GLUED_PERCENT: Final = re.compile(r"\d%")
_PHONE: Final = re.compile(r"(?:\+|tel|phone|call|fax|No\.|model|Boeing|ISO|GOST|flight)[^,;]{0,20}\Z", re.IGNORECASE)
_SIGNS: Final = re.compile(rf"\d[{BLANK}]?℃|№[{BLANK}]?(?=\d)")
_HABIT: Final = 3
_VOWELS: Final = "аеёиоуыэюя"


def _find(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Slip]:
    text = unit.text(lang)
    if not _DIGIT.search(text):
        return
    if lang in _LANGUAGES and _WORTH_A_LOOK[lang].search(text):
        yield from _LANGUAGES[lang](unit, context, text)
        if lang != RU:
            for match in _GROUPS.finditer(text):
                if not _YEAR.search(match.group()):
                    message = tr("“{text}”: thousands are grouped by three", text=match.group())
                    yield Slip(match.start(), match.end(), message)
    if lang != ZH and _NUMERAL.search(text):
        yield from _ordinals(text, lang)
    if lang == EN and ("℃" in text or "№" in text):
        yield from _signs(text)
    if "%" in text:
        yield from _percent(text, lang, context)


def _points(text: str, pattern: re.Pattern[str], wrong: str, right: str) -> Iterator[Slip]:
    for match in pattern.finditer(text):
        meant = match.group().replace(wrong, right)
        message = tr("The decimal sign of this language is another: “{meant}”", meant=meant)
        yield Slip(match.start(), match.end(), message, meant)


def _ordinals(text: str, lang: str) -> Iterator[Slip]:
    """2th and 2-ого: the ending of the numeral is another."""
    for match in (_ORDINAL_EN if lang == EN else _ORDINAL_RU).finditer(text):
        found = match.group()
        if lang == EN:
            digits = found[:-2]
            teen = digits[-2:] in {"11", "12", "13"}
            meant = digits + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th"))
        else:
            meant = "-" + (found[-1] if found[-2] in _VOWELS else found[-2:])
        message = tr("The numeral is written “{meant}”", meant=meant)
        yield Slip(match.start(), match.end(), message, meant, Severity.INFO)


def _grouped(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Slip]:
    """21.000 for 21,000, where another version says thousands."""
    for match in _POINTS.finditer(unit.text(lang)):
        found = match.group()
        if found.count(".") > 1 or _said(unit, context, lang, int(found.replace(".", "")), match.end()):
            meant = found.replace(".", "," if lang == EN else "\u00a0")
            message = tr("Thousands are grouped otherwise here: “{meant}”", meant=meant)
            yield Slip(match.start(), match.end(), message, meant)


def _russian(unit: TranslationUnit, context: Context, text: str) -> Iterator[Slip]:
    yield from _grouped(unit, context, RU)
    for match in _THOUSANDS_RU.finditer(text):
        found = match.group()
        value = int(found.replace(",", ""))
        sure = found.count(",") > 1 or (found.endswith(",000") and not found.startswith("0"))
        if sure or _said(unit, context, RU, value, match.end()):
            meant = found.replace(",", "\u00a0")
            message = tr("Russian groups thousands by blanks: “{meant}”", meant=meant)
            yield Slip(match.start(), match.end(), message, meant)
    yield from _points(text, _DECIMAL_RU, ".", ",")


def _english(unit: TranslationUnit, context: Context, text: str) -> Iterator[Slip]:
    yield from _grouped(unit, context, EN)
    for match in _THOUSANDS_EN.finditer(text):
        found = match.group()
        groups = re.split(f"[{BLANK}]", found)
        if _PHONE.search(text[max(0, match.start() - 30) : match.start()]) or found.startswith("0"):
            continue
        sure = groups[-1] == "000" or " " not in found
        if sure or _said(unit, context, EN, int("".join(groups)), match.end(), decimal=False):
            meant = ",".join(groups)
            message = tr("English groups thousands by commas: “{meant}”", meant=meant)
            yield Slip(match.start(), match.end(), message, meant)
    yield from _points(text, _DECIMAL_EN, ",", ".")


def _chinese(_unit: TranslationUnit, _context: Context, text: str) -> Iterator[Slip]:
    return _points(text, _DECIMAL_ZH, ",", ".")


_LANGUAGES: Final = {ZH: _chinese, EN: _english, RU: _russian}


def _said(unit: TranslationUnit, context: Context, lang: str, value: int, end: int, *, decimal: bool = True) -> bool:
    """Whether another version says the value, and (with `decimal`) none the one that a decimal sign would make."""
    head = unit.text(lang)[end : end + 8].strip(BLANK)
    scaled = re.match("тыс|млн|млрд|трлн|милли|трилли|thousand|million|billion|trillion", head)
    values = {
        one
        for other in context.languages
        if other != lang and unit.text(other)
        for quantity in context.quantities(unit, other)
        for one in (quantity.value if isinstance(quantity.value, tuple) else (quantity.value,))
        if not isinstance(one, str)
    }
    return not scaled and value in values and not (decimal and value / 1000 in values)


def _signs(text: str) -> Iterator[Slip]:
    for match in _SIGNS.finditer(text):
        found = match.group()
        meant = "No. " if found[0] == "№" else f"{found[0]} °C"
        yield Slip(
            match.start(), match.end(), tr("English writes “{meant}”", meant=meant.strip()), meant, Severity.INFO
        )


def _percent(text: str, lang: str, context: Context) -> Iterator[Slip]:
    """35% in English and Chinese, 35 % in Russian: an info, and in Russian only where the version does so elsewhere."""
    if lang == RU:
        spaced = form.times(context, RU, _SPACED_PERCENT)
        if spaced and spaced >= form.times(context, RU, _GLUED_PERCENT):
            for match in _GLUED_PERCENT.finditer(text):
                message = tr("No blank before “%”; the rest of this version has one")
                yield Slip(match.start(), match.end(), message, f"{match.group()[0]}\u00a0%", Severity.INFO)
    elif form.times(context, lang, _SPACED_PERCENT) < _HABIT:
        for match in _SPACED_PERCENT.finditer(text):
            message = tr("A blank before “%”")
            yield Slip(match.start(), match.end(), message, f"{match.group()[0]}%", Severity.INFO)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.languages:
        for slip in _find(unit, context, lang):
            yield form.issue(ID, unit, lang, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.LOCALE_VIOLATION)
