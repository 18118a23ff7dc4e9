"""е for ё in a Russian version that writes ё.

Flagged: a word that the same version writes with ё at least as often (Королев beside Королёв), as a warning; a word
that is only spelt with ё (ещё, самолёт, посвящённый), as an info, where the version mostly writes it. Not flagged: a
version without ё, or with ё in a few words for clearness; what is a word of its own with е (все, осел, чем, берег,
узнаем); names, unless the version itself writes them with ё, or they begin with an adjective (Желтое море).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import RU
from tmflow.text.morphology import readings, spelt_so, with_yo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "yo"
_WORD: Final = re.compile("[А-ЯЁа-яё]+")
_YO: Final = re.compile("[ёЁ]")
_HEAD: Final = re.compile("[А-ЯЁа-яё]{0,40}\\Z")
_SMALL: Final = frozenset({"еще", "ее", "нее", "причем", "мое", "твое", "свое"})
"""Words that are no names although they begin a sentence."""


def _spelt(text: str) -> dict[str, str]:
    """The words of a version that have ё, in small letters, by the same with е."""
    found: dict[str, str] = {}
    for match in _YO.finditer(text):
        head = _HEAD.search(text, max(0, match.start() - 40), match.start())
        tail = _WORD.match(text, match.start())
        word = ((head.group() if head else "") + (tail.group() if tail else "")).lower()
        found[word.replace("ё", "е")] = word
    return found


@dataclass(frozen=True, slots=True)
class _Habit:
    """How often a version writes ё and how often е for it, and each of its words in small letters."""

    written: int
    missed: int
    words: Counter[str]


def _habit(text: str) -> _Habit:
    words = Counter(_WORD.findall(text.lower()))
    return _Habit(
        sum(count for word, count in words.items() if "ё" in word),
        sum(count for word, count in words.items() if "ё" not in word and "е" in word and with_yo(word)),
        words,
    )


def _adjective(plain: str) -> bool:
    """Whether a word is an adjective by all its readings: with a capital, it begins a name (Жёлтое море)."""
    return all(each.pos == "ADJF" and each.dictionary for each in readings(plain))


def _twin(word: str, plain: str, spelt: str) -> str:
    """The spelling with ё elsewhere, if it is the same word: осел and осёл are two, Королев and Королёв one name."""
    if not spelt:
        return ""
    name = word.istitle() and any(each.name for each in readings(plain))
    return spelt if name or not spelt_so(plain) else ""


def _find(text: str, context: Context) -> Iterator[Slip]:
    whole = form.whole(context, RU)
    if "ё" not in whole and "Ё" not in whole:
        return
    spelt = context.once(("yo", "spelt"), lambda: _spelt(whole))
    right: set[str] = context.once(("yo", "right"), set)
    # Nearly every word is right, and most are words that stood in the release before.
    if right.issuperset(_WORD.findall(text)):
        return
    for match in _WORD.finditer(text):
        word = match.group()
        twin, likely = ("", "") if word in right else _meant(word, spelt)
        if twin or likely:
            yield from _slip(match, twin, likely, context)
        else:
            right.add(word)


def _meant(word: str, spelt: Mapping[str, str]) -> tuple[str, str]:
    """How the version itself writes a word with ё, and how the dictionary does; empty where it is right with е."""
    plain = word.lower()
    if "е" not in plain or "ё" in plain or not (word.islower() or word.istitle()):
        return "", ""
    likely = with_yo(plain) if word.islower() or plain in _SMALL or _adjective(plain) else ""
    return _twin(word, plain, spelt.get(plain, "")), likely


def _slip(match: re.Match[str], twin: str, likely: str, context: Context) -> Iterator[Slip]:
    """A word that may lack its ё: whether it does, is for the habit of the version to say."""
    habit = context.once(("yo", "habit"), lambda: _habit(form.whole(context, RU)))
    word = match.group()
    mostly = habit.written >= habit.missed
    least = 1 if len(context.units) > 1 else 2
    if twin and (mostly or habit.words[word.lower()] <= habit.words[twin]):
        meant = twin.capitalize() if word[0].isupper() else twin
        message = tr("“{text}” is written “{meant}” elsewhere in this version", text=word, meant=meant)
        yield Slip(match.start(), match.end(), message, meant)
    elif likely and mostly and habit.written >= least:
        meant = likely.capitalize() if word[0].isupper() else likely
        message = tr("“{text}” is spelt “{meant}”, and this version writes ё", text=word, meant=meant)
        yield Slip(match.start(), match.end(), message, meant, Severity.INFO)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    text = unit.text(RU)
    if text and RU in context.languages:
        for slip in _find(text, context):
            yield form.issue(ID, unit, RU, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.MISSPELLING)
