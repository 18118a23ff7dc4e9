"""A version is the translation of another sentence.

The words of the versions explain each other badly, and their sentence vectors lie apart while the other two agree. An
info; a warning where a second sign agrees: another sentence of the release fits better, or not one of the terms and
values of the others is there. Not flagged: a free translation that shares terms or figures with the source, short
texts. Without an encoder at most an info, and nothing without a lexicon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.checks import completeness
from tmflow.checks.check import Check, text_hash
from tmflow.checks.items import items, same
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "other_sentence"
_AROUND: Final = 10
"""So many sentences before and after are compared: further away nobody mixes them up."""
_NEARER: Final = 0.1
"""By so much another sentence's vector must be nearer."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if context.associations is None or len(filled) < 2:  # noqa: PLR2004 - nothing to compare with
        return
    suspects = {
        lang: found
        for lang in filled[1:]
        if not _fits(unit, context, lang)
        and (found := completeness.stranger(unit, context, lang))
        and not _only_longer_or_shorter(unit, context, lang, found)
    }
    if suspects:
        # One stranger makes the others look strange: the one that is furthest off is named.
        worst = max(suspects, key=lambda lang: suspects[lang].margin)
        yield _issue(unit, context, worst, suspects[worst])


def _only_longer_or_shorter(unit: TranslationUnit, context: Context, lang: str, found: completeness.Found) -> bool:
    """Whether an omission or an addition says better what is wrong."""
    gaps = (completeness.omitted(unit, context, lang), completeness.added(unit, context, lang, 0))
    return any(gap is not None and gap.margin >= found.margin for gap in gaps)


def _fits(unit: TranslationUnit, context: Context, lang: str) -> bool:
    """Whether the version has two terms, or all terms, or all values of the source: no need to look closer."""
    source = context.filled(unit)[0]
    concepts = context.concepts(unit, source)
    shared = len(concepts & context.concepts(unit, lang))
    if shared > 1 or (shared and shared == len(concepts)):
        return True
    values = items(unit, context, source)
    theirs = items(unit, context, lang)
    return bool(values) and all(any(same(value, other) for other in theirs) for value in values)


def _issue(unit: TranslationUnit, context: Context, lang: str, found: completeness.Found) -> Issue:
    text = unit.text(lang)
    source = context.filled(unit)[0]
    better = _better(unit, context, lang, source)
    sure = found.severity is Severity.WARNING and (better is not None or _nothing_shared(unit, context, lang, source))
    hashes = ":".join(text_hash(unit.text(each)) for each in sorted(context.filled(unit)))
    if better is None:
        message = tr("This seems to be the translation of another sentence")
    else:
        message = tr("This seems to be the translation of sentence {position}", position=better.position)
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=0,
        end=len(text),
        text=text,
        message=message,
        severity=Severity.WARNING if sure else Severity.INFO,
        key=f"{ID}:{lang}:{hashes}",
        evidence=(Evidence(source, 0, len(unit.text(source)), unit.text(source), agrees=False),),
    )


def _better(unit: TranslationUnit, context: Context, lang: str, source: str) -> TranslationUnit | None:
    """The sentence near by whose source lies nearest to the version, where that is nearer than its own."""
    place = context.place(unit)
    if place is None or context.meaning is None:
        return None
    around = [
        near
        for near in context.units[max(0, place - _AROUND) : place + _AROUND + 1]
        if near.id != unit.id and near.text(source).strip()
    ]
    if not around:
        return None
    own = context.meaning.vectors([unit.text(lang)], lang)[0]
    vectors = context.meaning.vectors([unit.text(source), *(near.text(source) for near in around)], source)
    near = vectors @ own
    best = int(np.argmax(near[1:]))
    return around[best] if near[best + 1] > near[0] + _NEARER else None


def _nothing_shared(unit: TranslationUnit, context: Context, lang: str, source: str) -> bool:
    """Whether the source has terms and values and the version not one of them."""
    concepts = context.concepts(unit, source)
    values = items(unit, context, source)
    theirs = items(unit, context, lang)
    return (
        bool(concepts or values)
        and not concepts & context.concepts(unit, lang)
        and not any(same(value, other) for value in values for other in theirs)
    )


CHECK = Check(ID, Severity.INFO, _run, IssueType.MISTRANSLATION)
