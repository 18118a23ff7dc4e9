"""е for ё in a Russian version that writes ё.

Flagged: a word that the same version writes with ё at least as often (Королев beside Королёв), as a warning; a word
that is only spelt with ё (ещё, самолёт, посвящённый), as an info, where the version mostly writes it. Not flagged: a
version without ё, or with ё in a few words for clearness; what is a word of its own with е (все, осел, чем, берег,
узнаем); names, unless the version itself writes them with ё.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import RU
from tmflow.text.morphology import readings, spelt_so, with_yo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "yo"
_WORD: Final = re.compile("[А-ЯЁа-яё]+")
_SMALL: Final = frozenset({"еще", "ее", "нее", "причем", "мое", "твое", "свое"})
"""Words that are no names although they begin a sentence."""


def _slips(text: str, least: int) -> dict[str, tuple[str, bool]]:
    """The words of a version that lack their ё as they stand there, with what is meant and whether it is there too.

    So many words with ё as `least` are a way of writing.
    """
    if "ё" not in text and "Ё" not in text:
        return {}
    words = Counter(_WORD.findall(text))
    spelt = {word.lower().replace("ё", "е"): word.lower() for word in words if "ё" in word or "Ё" in word}
    with_it = sum(count for word, count in words.items() if "ё" in word or "Ё" in word)
    small: Counter[str] = Counter()
    for word, count in words.items():
        small[word.lower()] += count
    sure = {word: with_yo(word.lower()) for word in words if "е" in word or word[0] == "Е"}
    missed = sum(words[word] for word, meant in sure.items() if meant)
    found: dict[str, tuple[str, bool]] = {}
    for word, likely in sure.items():
        plain = word.lower()
        twin = _twin(word, plain, spelt.get(plain, ""))
        if twin and small[plain] > small[twin] and with_it < missed:
            twin = ""
        common = word.islower() or plain in _SMALL
        meant = twin or (likely if common and with_it >= missed and with_it >= least else "")
        if meant and (word.islower() or word.istitle()):
            found[word] = (meant.capitalize() if word[0].isupper() else meant, bool(twin))
    return found


def _twin(word: str, plain: str, spelt: str) -> str:
    """The spelling with ё elsewhere, if it is the same word: осел and осёл are two, Королев and Королёв one name."""
    if not spelt or "ё" in plain:
        return ""
    name = word.istitle() and any(each.name for each in readings(plain))
    return spelt if name or not spelt_so(plain) else ""


def _find(text: str, context: Context) -> Iterator[Slip]:
    wrong = context.once(("yo", "slips"), lambda: _slips(form.whole(context, RU), 1 if len(context.units) > 1 else 2))
    if not wrong:
        return
    for match in _WORD.finditer(text):
        word = match.group()
        if word in wrong:
            meant, twin = wrong[word]
            message = (
                tr("“{text}” is written “{meant}” elsewhere in this version", text=word, meant=meant)
                if twin
                else tr("“{text}” is spelt “{meant}”, and this version writes ё", text=word, meant=meant)
            )
            yield Slip(match.start(), match.end(), message, meant, Severity.WARNING if twin else Severity.INFO)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    text = unit.text(RU)
    if text and RU in context.languages:
        for slip in _find(text, context):
            yield form.issue(ID, unit, RU, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.MISSPELLING)
