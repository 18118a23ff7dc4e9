"""Two sources that have little in common have one translation: it was copied to the wrong place.

Flagged: the translation of 会后，双方签署备忘录。 stands again beside 代表团参观了港口。 Not flagged: sources alike
(Chinese says one thing in many ways), a release whose other translation repeats too, short sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from tmflow.checks import repeats
from tmflow.checks.check import Check
from tmflow.i18n import tr
from tmflow.model.issue import Issue, IssueType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "target_repeated_source_differs"
_ALIKE: Final = 50
"""Sources that share half of their characters may have one translation."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    for lang in filled[1:]:
        twins = repeats.twins(unit, context, lang)
        first = next((twin for twin in twins if twin.id != unit.id and _before(twin, unit, context)), None)
        if first is not None and all(_differ(unit, first, context, other) for other in filled if other != lang):
            yield _issue(unit, first, lang, filled[0])


def _before(twin: TranslationUnit, unit: TranslationUnit, context: Context) -> bool:
    first, second = context.place(twin), context.place(unit)
    return first is not None and second is not None and first < second


def _differ(unit: TranslationUnit, first: TranslationUnit, context: Context, lang: str) -> bool:
    """Whether two units say two things in a language, as far as their letters tell."""
    if not first.text(lang).strip():
        return False
    a, b = repeats.form(unit, context, lang), repeats.form(first, context, lang)
    return a is not None and b is not None and fuzz.ratio(" ".join(a[1]), " ".join(b[1])) < _ALIKE


def _issue(unit: TranslationUnit, first: TranslationUnit, lang: str, source: str) -> Issue:
    message = tr("this is the translation of another source in this release: {text}", text=first.text(source))
    return repeats.issue(ID, unit, lang, source, message)


CHECK = Check(ID, Severity.INFO, _run, IssueType.INCONSISTENCY)
