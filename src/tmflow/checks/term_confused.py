"""A concept is rendered by the term of another that it must not be confused with.

Flagged: 青岛市人大常委会 with "Standing Committee of the CPC Qingdao Municipal Committee"; SCO countries with SCO
member states; 成员国 where both translations say countries. Not flagged: a sentence that is about both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.checks import terms
from tmflow.checks.check import Check
from tmflow.i18n import tr
from tmflow.model.concept import Status
from tmflow.model.issue import Issue, IssueType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.unit import TranslationUnit

ID = "term_confused"


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    confused = context.once("confused", lambda: context.of_glossary("confused", lambda: _confused(context)))
    if all(confused.isdisjoint(context.concepts(unit, lang)) for lang in filled):
        return
    for lang in filled if len(filled) > 2 else filled[1:]:  # noqa: PLR2004 - of two, the translation is blamed
        for wrong in _foreign(unit, context, lang, filled):
            for entry in _meant(unit, context, wrong, lang, filled):
                yield _issue(unit, context, wrong, entry, lang)
                break


def _confused(context: Context) -> frozenset[str]:
    """The concepts that must not be confused with another."""
    pairs = [(entry.id, *entry.confused_with) for entry in context.entries.values() if entry.confused_with]
    return frozenset(concept for pair in pairs for concept in pair)


def _foreign(unit: TranslationUnit, context: Context, lang: str, filled: tuple[str, ...]) -> Iterator[Mention]:
    """Accepted terms of concepts that no other version mentions, not even inside a longer term."""
    named = {concept for other in filled if other != lang for concept in context.concepts(unit, other)}
    for mention in context.mentions(unit, lang):
        concept = mention.term.concept_id
        if mention.term.accepted_at(context.date) and concept in context.entries and concept not in named:
            yield mention


def _meant(
    unit: TranslationUnit, context: Context, wrong: Mention, lang: str, filled: tuple[str, ...]
) -> Iterator[ConceptEntry]:
    """Concepts that must not be confused with the wrong one, and that this version lacks.

    The source names them; where it is the source that is wrong, both translations do.
    """
    accepted = context.accepted(unit, lang)
    if lang == filled[0]:
        named = context.accepted(unit, filled[1]) & context.accepted(unit, filled[2])
    else:
        named = context.concepts(unit, filled[0])
    for concept in sorted(named):
        entry = context.entries.get(concept)
        if entry is None or concept in accepted:
            continue
        other = context.entries[wrong.term.concept_id]
        if other.id in entry.confused_with or entry.id in other.confused_with:
            yield entry


def _issue(unit: TranslationUnit, context: Context, wrong: Mention, entry: ConceptEntry, lang: str) -> Issue:
    others = [other for other in context.filled(unit) if other != lang]
    suggestion = terms.preferred_form(context, entry.id, lang, wrong.text)
    preferred = entry.preferred(lang, context.date)
    draft = Status.DRAFT in {wrong.term.status, preferred.status if preferred else None}
    right = [(m, other) for other in others for m in context.all_mentions(unit, other) if m.term.concept_id == entry.id]
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=wrong.start,
        end=wrong.end,
        text=wrong.text,
        message=_say(wrong.text, right[0][0].text, suggestion),
        severity=Severity.INFO if draft else Severity.ERROR,
        key=f"{ID}:{entry.id}:{lang}:{wrong.term.id}",
        suggestion=suggestion,
        evidence=tuple(terms.evidence(m, other) for m, other in right),
        concept_id=entry.id,
    )


def _say(text: str, source: str, suggestion: str) -> str:
    if not suggestion:
        return tr("“{text}” is another thing than {source}", text=text, source=source)
    return tr(
        "“{text}” is another thing than {source}; meant: {suggestion}", text=text, source=source, suggestion=suggestion
    )


CHECK = Check(ID, Severity.ERROR, _run, IssueType.TERMINOLOGY)
