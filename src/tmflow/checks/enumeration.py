"""A list is incomplete, or has not as many items as its number word says.

Flagged: "five centers: logistics, trade, investment and culture" (four); a country, city, body or person of the
glossary that stands in the middle of the source's list, and in the third version's, and is missing from this one; an
item of any words ("sea and air" for 海运、铁路和航空 and «морем, по железной дороге и по воздуху») whose neighbours
stand side by side in this version's list (nothing without lexicon and encoder). An info: the same items in another
order. Not flagged: a list that ends in 等, "and others", «и другие»; own side first; alphabetical order in another
language; an item that the version names elsewhere, by an adjective, by a pronoun or in other words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.checks import lists, terms
from tmflow.checks.check import Check, text_hash
from tmflow.checks.left_out import left_out
from tmflow.checks.series import series
from tmflow.i18n import tr
from tmflow.model.concept import Kind
from tmflow.model.errors import Unavailable
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.model.language import EN, RU

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.unit import TranslationUnit

ID = "enumeration"
_LISTED: Final = frozenset({Kind.PLACE, Kind.ORGANISATION, Kind.PERSON, Kind.TITLE, Kind.EVENT})
_FEWEST: Final = 3
"""Items of a list in which one may be missing."""
_SLIP: Final = 2
"""A number word is off by so many at most: more, and the list is another one."""
_STEM: Final = 4
_TRANSLATED: Final = frozenset({EN, RU})
"""Lists of any words are laid beside each other in these."""
_AND_OTHERS: Final = re.compile(
    r"等|\b(?:etc|and (?:so on|others|more)|among others|including|such as)\b|\b(?:и (?:другие|других|др|т)|включая)\b",
    re.IGNORECASE,
)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    miscounted = [issue for lang in filled for issue in _miscounted(unit, context, lang)]
    yield from miscounted
    if len(filled) < 2:  # noqa: PLR2004 - nothing to compare with
        return
    found = [
        issue
        for listed in _runs(unit, context, filled[0])
        for lang in filled[1:]
        for issue in _compared(unit, context, listed, lang)
    ]
    yield from found
    if len(filled) > 2:  # noqa: PLR2004 - the third version must have the item
        named = {issue.lang for issue in (*miscounted, *found)}
        yield from (issue for lang in filled[1:] if lang not in named for issue in _in_any_words(unit, context, lang))


def _miscounted(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Issue]:
    text = unit.text(lang)
    for found in lists.announced(text, lang):
        if found.least <= found.number <= found.most:
            continue
        pair = found.most < _FEWEST
        if found.least < _FEWEST and not (pair and _listed_elsewhere(unit, context, lang, found.number)):
            continue
        off = min(abs(found.number - found.least), abs(found.number - found.most))
        if off > (1 if pair else _SLIP) or _AND_OTHERS.search(text[found.first : found.last + 2]):
            continue
        yield _issue(
            unit,
            context,
            lang,
            (found.start, found.end),
            tr("{number} announced, {count} listed", number=found.number, count=found.most),
            (Evidence(lang, found.first, found.last, text[found.first : found.last], str(found.most)),),
        )


def _listed_elsewhere(unit: TranslationUnit, context: Context, lang: str, number: int) -> bool:
    """Whether another version lists as many items as the number word says; two may be a pair of something else."""
    others = (other for other in context.filled(unit) if other != lang)
    return any(len(listed) == number for other in others for listed in series(unit.text(other), other))


def _runs(unit: TranslationUnit, context: Context, lang: str) -> list[list[Mention]]:
    """The lists of three known items and more in a version."""
    mentions = [
        m
        for m in context.mentions(unit, lang)
        if (entry := context.entries.get(m.term.concept_id)) and entry.kind in _LISTED
    ]
    if len(mentions) < _FEWEST:
        return []
    return [run for run in lists.runs(mentions, unit.text(lang), lang) if len(run) >= _FEWEST]


def _compared(unit: TranslationUnit, context: Context, listed: Sequence[Mention], lang: str) -> Iterator[Issue]:
    source = context.filled(unit)[0]
    wanted = list(dict.fromkeys(m.term.concept_id for m in listed))
    theirs = _best_run(unit, context, wanted, lang)
    shared = [concept for concept in theirs if concept in wanted]
    missing = [concept for concept in wanted if concept not in shared]
    if len(missing) == 1 and len(shared) >= _FEWEST - 1:
        if _missing(unit, context, context.entries[missing[0]], lang):
            mention = next(m for m in listed if m.term.concept_id == missing[0])
            yield _left_out(unit, context, mention, source, lang)
    elif not missing and len(shared) >= _FEWEST and _mixed_up(unit, context, wanted, shared, lang):
        place = _place(unit, context, shared, lang)
        yield _issue(
            unit,
            context,
            lang,
            place,
            tr("The items stand in another order than in the source"),
            (Evidence(source, listed[0].start, listed[-1].end, unit.text(source)[listed[0].start : listed[-1].end]),),
            Severity.INFO,
        )


def _best_run(unit: TranslationUnit, context: Context, wanted: Sequence[str], lang: str) -> list[str]:
    """The concepts of the version's list that has most of the wanted ones, in their order there."""
    mentions = [m for m in context.mentions(unit, lang) if m.term.concept_id in wanted]
    runs = [list(dict.fromkeys(m.term.concept_id for m in run)) for run in lists.runs(mentions, unit.text(lang), lang)]
    return max(runs, key=len, default=[])


def _missing(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> bool:
    """Whether the version says nothing of the item, and a third one does."""
    filled = context.filled(unit)
    others = [other for other in filled[1:] if other != lang]
    if entry.preferred(lang, context.date) is None or entry.id in context.concepts(unit, lang):
        return False
    if not all(entry.id in context.concepts(unit, other) for other in others):
        return False
    text = unit.text(lang).lower()
    stems = [
        word[: max(_STEM, len(word) - _FEWEST)] for t in entry.in_language(lang) for word in t.text.lower().split()
    ]
    if lang in {EN, RU} and any(len(stem) >= _STEM and stem in text for stem in stems):
        return False
    return not terms.rendered(unit, context, entry.id, lang)


def _in_any_words(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Issue]:
    """Items of any words: one that the source and the third version have, and this one has not."""
    source, third = (other for other in context.filled(unit) if other != lang)
    if not {lang, third} <= _TRANSLATED or context.associations is None or context.meaning is None:
        return
    texts = {each: unit.text(each) for each in (source, third, lang)}
    try:
        found = list(left_out(texts, (source, third, lang), context.associations, context.meaning))
    except Unavailable:  # an encoder that fails is done without
        return
    for item in found:
        said = texts[source][slice(*item.source)]
        yield _issue(
            unit,
            context,
            lang,
            (item.place, item.place),
            tr("An item seems to be missing from the list: {item}", item=texts[third][slice(*item.said)]),
            (
                Evidence(source, *item.source, said),
                Evidence(third, *item.said, texts[third][slice(*item.said)]),
            ),
        )


def _left_out(unit: TranslationUnit, context: Context, mention: Mention, source: str, lang: str) -> Issue:
    entry = context.entries[mention.term.concept_id]
    preferred = entry.preferred(lang, context.date)
    suggestion = preferred.text if preferred else ""
    end = len(unit.text(lang))
    issue = _issue(
        unit,
        context,
        lang,
        (end, end),
        tr("{source} is missing from the list: {term}", source=mention.text, term=suggestion),
        (terms.evidence(mention, source),),
    )
    return replace(issue, suggestion=suggestion, concept_id=entry.id)


def _mixed_up(unit: TranslationUnit, context: Context, wanted: list[str], shared: list[str], lang: str) -> bool:
    """Whether the order is another one for no reason that is known: own side first, the alphabet."""
    if shared == wanted or any([first, *(c for c in wanted if c != first)] == shared for first in shared):
        return False
    first_places = {m.term.concept_id: m for m in reversed(context.mentions(unit, lang))}
    written = [first_places[concept].text.lower() for concept in shared]
    return written != sorted(written) and written[1:] != sorted(written[1:])


def _place(unit: TranslationUnit, context: Context, shared: Sequence[str], lang: str) -> tuple[int, int]:
    places = [m for m in context.mentions(unit, lang) if m.term.concept_id in shared]
    return min(m.start for m in places), max(m.end for m in places)


def _issue(
    unit: TranslationUnit,
    context: Context,
    lang: str,
    place: tuple[int, int],
    message: str,
    evidence: tuple[Evidence, ...],
    severity: Severity = Severity.WARNING,
) -> Issue:
    start, end = place
    text = unit.text(lang)
    hashes = ":".join(text_hash(unit.text(each)) for each in sorted(context.filled(unit)))
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=start,
        end=end,
        text=text[start:end],
        message=message,
        severity=severity,
        key=f"{ID}:{lang}:{start}:{hashes}",
        evidence=evidence,
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.INCONSISTENCY)
