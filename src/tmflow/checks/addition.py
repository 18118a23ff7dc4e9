"""A translation says something that the source and the third version do not say.

Weighed like `omission`, the other way round. Flagged: a clause about the weather in the English version alone; a
whole sentence that one translation has alone, if it names a place, person or value that no other version names
anywhere. Not flagged: a longer way to say the same, an explanation of a few words (a coastal city in eastern China),
titles, short texts, a clause that stands in the source's sentence before or after. A warning where all signs agree;
without an encoder an info, and nothing without a lexicon.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from tmflow.checks import completeness
from tmflow.checks.calibration import LEAST
from tmflow.checks.check import Check, text_hash
from tmflow.checks.items import SMALL, items, same
from tmflow.i18n import tr
from tmflow.model.concept import Kind
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
_NAMED: Final = frozenset({Kind.PLACE, Kind.ORGANISATION, Kind.PERSON, Kind.EVENT})
_EXPLAINED: Final = 0.6
"""A clause whose words the sentences around explain so well stands there."""
_SHORTEST: Final = {ZH: 10, EN: 36, RU: 36}
"""An explanation for foreign readers has fewer characters."""
_SURE: Final = 1.75
"""A run that is longer by so much is no matter of wording."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    if context.associations is None or unit.kind in _HEADS:
        return
    filled = context.filled(unit)
    if len(filled) == 1 and filled[0] != context.source_lang and _only_here(unit, context, filled[0]):
        yield _issue(unit, context, filled[0], (0, len(unit.text(filled[0]))), Severity.WARNING)
    for lang in context.filled(unit)[1:]:
        found = completeness.added(unit, context, lang, _SHORTEST.get(lang, 0))
        if not found or found.traces[0].end - found.traces[0].start < _SHORTEST.get(lang, 0):
            continue
        if not _nearby(unit, context, lang, found.traces[0]) and not completeness.stranger(unit, context, lang, found):
            place = (found.traces[0].start, found.traces[0].end)
            if place[1] - place[0] >= _SURE * _SHORTEST.get(lang, 0):
                yield _issue(unit, context, lang, place, found.severity)


def _only_here(unit: TranslationUnit, context: Context, lang: str) -> bool:
    """Whether a sentence that one translation has alone is news: it names what no other version names anywhere.

    What only explains (Qingdao is a coastal city in eastern China) names nothing new.
    """
    others = [other for other in context.languages if other != lang and _begun(context, other)]
    if len(unit.text(lang)) < LEAST.get(lang, 0) or not others or not _begun(context, lang):
        return False
    if any(_explained(unit.text(lang), lang, unit, context, other) > 0 for other in others):
        return False
    concepts = {
        m.term.concept_id
        for m in context.mentions(unit, lang)
        if (entry := context.entries.get(m.term.concept_id)) and entry.kind in _NAMED
    }
    known = {concept for near in context.units for other in others for concept in context.concepts(near, other)}
    values = [item for item in items(unit, context, lang) if isinstance(item.value, str) or abs(item.value) > SMALL]
    said = [item for near in context.units for other in others for item in items(near, context, other)]
    return bool(concepts - known) or any(not any(same(value, item) for item in said) for value in values)


def _begun(context: Context, lang: str) -> bool:
    """Whether half of the release's sentences are there in a version."""
    return context.once(
        (ID, "begun", lang),
        lambda: 2 * sum(bool(unit.text(lang).strip()) for unit in context.units) >= len(context.units),
    )


def _explained(text: str, lang: str, unit: TranslationUnit, context: Context, other: str) -> float:
    """How well another version's sentences before and after explain a text."""
    around = " ".join(near.text(other) for near in context.neighbours(unit)).strip()
    if not around or context.associations is None:
        return -math.inf
    found = context.associations.explain(text, lang, around, other)
    return found.mean if found is not None and len(found.ratio) else -math.inf


def _nearby(unit: TranslationUnit, context: Context, lang: str, trace: Trace) -> bool:
    """Whether another version says it in the sentence before or after."""
    more = unit.text(lang)[trace.start : trace.end]
    return any(
        _explained(more, lang, unit, context, other) > _EXPLAINED for other in context.filled(unit) if other != lang
    )


def _issue(unit: TranslationUnit, context: Context, lang: str, place: tuple[int, int], severity: Severity) -> Issue:
    start, end = place
    clause = unit.text(lang)[start:end]
    hashes = ":".join(text_hash(unit.text(each)) for each in sorted(context.filled(unit)))
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=start,
        end=end,
        text=clause,
        message=tr("The others do not seem to say: {clause}", clause=clause.strip()),
        severity=severity,
        key=f"{ID}:{lang}:{hashes}",
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.ADDITION)
