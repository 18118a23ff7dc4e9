"""A version leaves out a clause that the others have.

The signs are the lengths, the words that the lexicon expects, the nearness of the sentence vectors when the clause is
taken out of the others, and how well a third version renders it; they were weighed on planted cuts.

Flagged: only "The delegation visited the port" for 代表团参观了港口，并签署了三项合作协议. Not flagged: a shorter way
to say the same, titles, short texts, a clause that stands in the sentence before or after, a sentence that is another
one's translation (`other_sentence`). A warning where all signs agree; without an encoder an
info, and nothing without a lexicon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.checks import completeness
from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.model.release import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.checks.gaps import Trace
    from tmflow.model.unit import TranslationUnit

ID = "omission"
_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_EXPLAINED: Final = 0.6
"""A clause whose words the sentences around explain so well stands there."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if context.associations is None or unit.kind in _HEADS:
        return
    for lang in filled[1:]:
        found = completeness.omitted(unit, context, lang)
        if not found or _nearby(unit, context, lang, found.traces):
            continue
        if not completeness.stranger(unit, context, lang, found):
            yield _issue(unit, context, lang, found)


def _nearby(unit: TranslationUnit, context: Context, lang: str, traces: tuple[Trace, ...]) -> bool:
    """Whether the version says it in the sentence before or after."""
    around = " ".join(near.text(lang) for near in context.neighbours(unit)).strip()
    if not around or context.associations is None:
        return False
    for trace in traces:
        said = unit.text(trace.lang)[trace.start : trace.end]
        explained = context.associations.explain(said, trace.lang, around, lang)
        if explained is not None and len(explained.ratio) and explained.mean > _EXPLAINED:
            return True
    return False


def _issue(unit: TranslationUnit, context: Context, lang: str, found: completeness.Found) -> Issue:
    text = unit.text(lang)
    evidence = tuple(
        Evidence(trace.lang, trace.start, trace.end, unit.text(trace.lang)[trace.start : trace.end])
        for trace in found.traces
        if trace.start < trace.end
    )
    clause = evidence[0].text.strip() if evidence else unit.text(found.traces[0].lang)
    hashes = ":".join(text_hash(unit.text(each)) for each in sorted(context.filled(unit)))
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=len(text),
        end=len(text),
        text="",
        message=tr("Something seems to be left out; the others say: {clause}", clause=clause),
        severity=found.severity,
        key=f"{ID}:{lang}:{hashes}",
        evidence=evidence,
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.OMISSION)
