"""The source says the same twice, the translation does not.

Flagged: 双方将进一步深化合作。 twice, once "The two sides will further deepen cooperation.", once "Both parties will go
on with their joint work." Of several the more frequent translation leads, else the first. Not flagged: other numbers
or names, case and punctuation, a title and a sentence, fragments of a few words.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tmflow.checks import repeats
from tmflow.checks.check import Check
from tmflow.i18n import tr
from tmflow.model.issue import Issue, IssueType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "source_repeated_target_differs"


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    source = context.source_lang
    twins = repeats.twins(unit, context, source)
    for lang in context.filled(unit) if twins else ():
        forms = [(twin, twin_form) for twin in twins if (twin_form := repeats.form(twin, context, lang)) is not None]
        if lang == source or len({twin_form for _, twin_form in forms}) < 2:  # noqa: PLR2004 - one is no difference
            continue
        right = Counter(twin_form for _, twin_form in forms).most_common(1)[0][0]
        first = next(twin for twin, twin_form in forms if twin_form == right)
        if (unit.id, right) not in {(twin.id, twin_form) for twin, twin_form in forms} and unit.id in {
            t.id for t, _ in forms
        }:
            yield _issue(unit, first, lang, source)


def _issue(unit: TranslationUnit, first: TranslationUnit, lang: str, source: str) -> Issue:
    message = tr("the same source is “{text}” elsewhere in this release", text=first.text(lang))
    suggestion = first.text(lang) if first.text(source) == unit.text(source) else ""
    return repeats.issue(ID, unit, lang, source, message, suggestion)


CHECK = Check(ID, Severity.INFO, _run, IssueType.INCONSISTENCY)
