"""A translation says something that the source and the third version do not say.

Weighed like `omission`, the other way round. Flagged: a clause about the weather in the English version alone. Not
flagged: a longer way to say the same, an explanation of a few words (a coastal city in eastern China), titles, short
texts, a clause that stands in the source's sentence before or after. A warning where all signs agree, else an info;
without an encoder at most an info, and nothing without a lexicon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.checks import completeness
from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.issue import Issue, IssueType, Severity
from tmflow.model.language import EN, RU, ZH
from tmflow.model.release import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.checks.gaps import Trace
    from tmflow.model.unit import TranslationUnit

ID = "addition"
_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_EXPLAINED: Final = 0.6
"""A clause whose words the sentences around explain so well stands there."""
_SHORTEST: Final = {ZH: 10, EN: 36, RU: 36}
"""An explanation for foreign readers has fewer characters."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    if context.associations is None or unit.kind in _HEADS:
        return
    for lang in context.filled(unit)[1:]:
        found = completeness.added(unit, context, lang, _SHORTEST.get(lang, 0))
        if not found or found.traces[0].end - found.traces[0].start < _SHORTEST.get(lang, 0):
            continue
        if not _nearby(unit, context, lang, found.traces[0]) and not completeness.stranger(unit, context, lang, found):
            yield _issue(unit, context, lang, found)


def _nearby(unit: TranslationUnit, context: Context, lang: str, trace: Trace) -> bool:
    """Whether another version says it in the sentence before or after."""
    more = unit.text(lang)[trace.start : trace.end]
    for other in context.filled(unit):
        around = " ".join(near.text(other) for near in context.neighbours(unit)).strip()
        if other == lang or not around or context.associations is None:
            continue
        explained = context.associations.explain(more, lang, around, other)
        if explained is not None and len(explained.ratio) and explained.mean > _EXPLAINED:
            return True
    return False


def _issue(unit: TranslationUnit, context: Context, lang: str, found: completeness.Found) -> Issue:
    trace = found.traces[0]
    clause = unit.text(lang)[trace.start : trace.end]
    hashes = ":".join(text_hash(unit.text(each)) for each in sorted(context.filled(unit)))
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=trace.start,
        end=trace.end,
        text=clause,
        message=tr("The others do not seem to say: {clause}", clause=clause.strip()),
        severity=found.severity,
        key=f"{ID}:{lang}:{hashes}",
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.ADDITION)
