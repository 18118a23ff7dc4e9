"""A concept is rendered by the term of another that it must not be confused with.

Flagged: 青岛市人大常委会 with "Standing Committee of the CPC Qingdao Municipal Committee"; SCO countries with SCO
member states; 成员国 where both translations say countries; Khorgos where the other two versions say Alashankou. Not
flagged: a sentence that is about both; a place where a version names another kind of place (Beijing, China).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.checks import terms
from tmflow.checks.check import Check
from tmflow.i18n import tr
from tmflow.model.concept import Kind, Status
from tmflow.model.issue import Issue, IssueType, Severity
from tmflow.model.language import ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.unit import TranslationUnit

ID = "term_confused"
_SORTS: Final = frozenset("省市县州国岸港")


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    yield from _misplaced(unit, context, filled)
    confused = context.once("confused", lambda: context.of_glossary("confused", lambda: _confused(context)))
    if all(confused.isdisjoint(context.concepts(unit, lang)) for lang in filled):
        return
    for lang in filled if len(filled) > 2 else filled[1:]:  # noqa: PLR2004 - of two, the translation is blamed
        for wrong in _foreign(unit, context, lang, filled):
            for entry in _meant(unit, context, wrong, lang, filled):
                yield _issue(unit, context, wrong, entry, lang)
                break


def _misplaced(unit: TranslationUnit, context: Context, filled: tuple[str, ...]) -> Iterator[Issue]:
    """The one place that a version alone names, where the two others name one place of the same kind that it lacks."""
    for lang in filled if len(filled) > 2 else ():  # noqa: PLR2004 - two against one
        first, second = (other for other in filled if other != lang)
        extra = context.concepts(unit, lang) - context.concepts(unit, first) - context.concepts(unit, second)
        places = {concept for concept in extra if _is_place(concept, context)}
        if not places:
            continue
        alone = [m for m in context.mentions(unit, lang) if m.term.concept_id in places]
        shared = (context.accepted(unit, first) & context.accepted(unit, second)) - context.concepts(unit, lang)
        outer = {m.term.concept_id for other in (first, second) for m in context.mentions(unit, other)}
        lacking = [context.entries[concept] for concept in sorted(shared & outer) if _is_place(concept, context)]
        if len({(m.start, m.end) for m in alone}) != 1 or len(lacking) != 1:
            continue
        sorts = {sort for m in alone for sort in _sorts(context.entries[m.term.concept_id])}
        if sorts & _sorts(lacking[0]) and not terms.rendered(unit, context, lacking[0].id, lang):
            yield _issue(unit, context, alone[0], lacking[0], lang)


def _is_place(concept: str, context: Context) -> bool:
    entry = context.entries.get(concept)
    return entry is not None and entry.kind is Kind.PLACE


def _sorts(entry: ConceptEntry) -> set[str]:
    """What sorts of place it is, by the last characters of its Chinese names: 市, 省, 国."""
    return {term.text[-1] for term in entry.in_language(ZH) if term.text[-1:] in _SORTS}


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

    The source names them; where it is the source that is wrong, both translations do. Words that the wrong one goes on
    from are no rendering: "Member of the Standing Committee" of the People's Congress.
    """
    accepted = {
        m.term.concept_id
        for m in context.all_mentions(unit, lang)
        if m.term.accepted_at(context.date) and not _crosses(m, wrong)
    }
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


def _crosses(mention: Mention, other: Mention) -> bool:
    """Whether two mentions share words, and each has some of its own."""
    first, second = sorted((mention, other), key=lambda each: each.start)
    return first.start < second.start < first.end < second.end


def _issue(unit: TranslationUnit, context: Context, wrong: Mention, entry: ConceptEntry, lang: str) -> Issue:
    for mention in context.all_mentions(unit, lang):
        if mention.term.concept_id == entry.id and _crosses(mention, wrong):
            start, end = min(mention.start, wrong.start), max(mention.end, wrong.end)
            wrong = replace(wrong, start=start, end=end, text=unit.text(lang)[start:end])
            break
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
