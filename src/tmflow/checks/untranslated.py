"""A version, or a part of it, is still in another language.

Flagged: 青岛 in an English or Russian text, Циндао in an English or Chinese one, an English clause inside a Russian
or Chinese sentence, a whole text that is still the source's or another version's. Not flagged: brands, abbreviations
and addresses (SCODA, COVID-19, www.sco.org), names of works, teams and firms in Latin letters (Stadium of Light), an
original in brackets or quotation marks (the “和” of 和平), single letters, words that mix two alphabets
(`homoglyph`), and the source itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "untranslated"
_HAN: Final = "[\u3400-\u4dbf\u4e00-\u9fff]"
_CHINESE: Final = re.compile(rf"{_HAN}+(?:[，、。；：·\s]+{_HAN}+)*")
_RUSSIAN: Final = re.compile(r"(?<![A-Za-z])[А-Яа-яЁё]{2,}(?:[ \u00a0,.-]+[А-Яа-яЁё]+)*(?![A-Za-z])")
_ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:,? +[A-Za-z][A-Za-z’'-]*){3,}")
_SMALL: Final = re.compile(
    "an?|the|of|and|or|to|in|is|are|was|were|be|been|has|have|had|will|for|with|by|on|at|that|from|as|it|its|this"
    "|these|those|which|who|not|but|than|into|over|under|between"
)
_LOOK_ALIKE: Final = re.compile(r"[АВЕКМНОРСТУХаеорсух ]+")
_OWN: Final = {ZH: re.compile(_HAN), EN: re.compile(r"[A-Za-z]"), RU: re.compile(r"[А-Яа-яЁё]")}
_FOREIGN: Final = {EN: (_CHINESE, _RUSSIAN), RU: (_CHINESE, _ENGLISH), ZH: (_RUSSIAN, _ENGLISH)}
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_QUOTED: Final = re.compile(r"\([^()]*\)|（[^（）]*）|“[^“”]*”|«[^«»]*»|\"[^\"]*\"|「[^「」]*」|‘[^‘’]*’")
_BRAND: Final = 3
"""So many Latin words may be a name that no version translates."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.filled(unit)[1:]:
        text = unit.text(lang)
        found = [(0, len(text))] if _whole(unit, context, lang) else _parts(text, lang)
        for start, end in found:
            yield _issue(unit, context, lang, start, end)


def _whole(unit: TranslationUnit, context: Context, lang: str) -> bool:
    """Whether no letter is the version's own, and the text is another version's or plainly foreign."""
    text = unit.text(lang)
    if lang not in _OWN or _OWN[lang].search(text):
        return False
    bare = _ADDRESS.sub(" ", text)
    others = [other for other in context.filled(unit) if other != lang and unit.text(other).strip() == text.strip()]
    for script in _OWN:
        count = len(_OWN[script].findall(bare))
        if script == EN:
            copied = bool(others) and not _same_everywhere(unit, context) and len(bare.split()) >= _BRAND
            if copied or any(map(_sentence, _ENGLISH.findall(bare))):
                return True
        elif script != lang and count > 1 and not (script == RU and _LOOK_ALIKE.fullmatch(bare.strip())):
            return True
    return False


def _same_everywhere(unit: TranslationUnit, context: Context) -> bool:
    """Whether all versions have the text, alone or beside more: a name, an address, a saying in its original."""
    texts = [unit.text(lang).strip(" .!?") for lang in context.filled(unit)]
    shortest = min(texts, key=len)
    return all(shortest in text for text in texts)


def _parts(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in another language's script, in reading order for each script."""
    patterns = _FOREIGN.get(lang, ())
    hits = [(pattern, match) for pattern in patterns for match in pattern.finditer(text)]
    if not hits:
        return
    free = [match.span() for pattern in (_ADDRESS, _QUOTED) for match in pattern.finditer(text)]
    for pattern, match in hits:
        if any(start <= match.start() and match.end() <= end for start, end in free):
            continue
        if pattern is _ENGLISH and not _sentence(match.group()):
            continue
        if pattern is _RUSSIAN and _LOOK_ALIKE.fullmatch(match.group()):
            continue
        yield match.span()


def _sentence(words: str) -> bool:
    """Whether Latin words are a clause and no name: small words and at least one more in lower case."""
    lower = [word for word in re.split(r"[ ,]+", words) if word.islower()]
    small = sum(_SMALL.fullmatch(word) is not None for word in lower)
    return small > 0 and len(lower) > small


def _issue(unit: TranslationUnit, context: Context, lang: str, start: int, end: int) -> Issue:
    text = unit.text(lang)
    source = context.filled(unit)[0]
    same = text[start:end] in unit.text(source)
    at = unit.text(source).find(text[start:end]) if same else 0
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=start,
        end=end,
        text=text[start:end],
        message=tr("“{text}” is not translated", text=text[start:end]),
        severity=Severity.WARNING,
        key=f"{ID}:{lang}:{start}:{text_hash(text)}:{text_hash(unit.text(source))}",
        evidence=(Evidence(source, at, at + end - start, text[start:end]),) if same else (),
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.UNTRANSLATED)
