"""A list is incomplete, or has not as many items as its number word says.

Flagged: "five centers: logistics, trade, investment and culture" (four); a country, city, body or person of the
glossary that stands in the middle of the source's list, and in the third version's, and is missing from this one. An
info: the same items in another order; an item of any words that the encoder finds in the third version's list and not
in this one's shorter list (nothing without an encoder). Not flagged: a list that ends in 等, "and others", «и
другие»; own side first; alphabetical order in another language; an item that the version names elsewhere, by an
adjective or by a pronoun.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.checks import lists, terms
from tmflow.checks.check import Check, text_hash
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
_MOST: Final = 12
"""A list of more items is a table."""
_APART: Final = 0.12
"""By so much an item that is missing is less like any item than its neighbours, and than it is in the third version."""
_AND_OTHERS: Final = re.compile(
    r"等|\b(?:etc|and (?:so on|others|more)|among others|including|such as)\b|\b(?:и (?:другие|других|др|т)|включая)\b",
    re.IGNORECASE,
)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    for lang in filled:
        yield from _miscounted(unit, context, lang)
    if len(filled) < 2:  # noqa: PLR2004 - nothing to compare with
        return
    found = [
        issue
        for listed in _runs(unit, context, filled[0])
        for lang in filled[1:]
        for issue in _compared(unit, context, listed, lang)
    ]
    yield from found
    if context.meaning is not None and len(filled) > 2:  # noqa: PLR2004 - the third version must have the item
        named = {issue.lang for issue in found}
        yield from (issue for lang in filled[1:] if lang not in named for issue in _by_meaning(unit, context, lang))


def _miscounted(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Issue]:
    text = unit.text(lang)
    for found in lists.announced(text, lang):
        if found.least <= found.number <= found.most or found.least < _FEWEST:
            continue
        off = min(abs(found.number - found.least), abs(found.number - found.most))
        if off > _SLIP or _AND_OTHERS.search(text[found.first : found.last + 2]):
            continue
        yield _issue(
            unit,
            context,
            lang,
            (found.start, found.end),
            tr("{number} announced, {count} listed", number=found.number, count=found.most),
            (Evidence(lang, found.first, found.last, text[found.first : found.last], str(found.most)),),
        )


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


def _by_meaning(unit: TranslationUnit, context: Context, lang: str) -> Iterator[Issue]:
    """Items of any words: one that has no like in this version's list, where its neighbours and the third's have."""
    source, third = (other for other in context.filled(unit) if other != lang)
    places = {each: lists.pieces(unit.text(each), each) for each in (source, third, lang)}
    longest = max(map(len, places[lang]), default=0)
    for listed in places[source]:
        enough = max(map(len, places[third]), default=0) >= len(listed) - 1
        # A list as long as the source's has all items, in whatever words.
        if not longest < len(listed) <= _MOST or not enough or longest < len(listed) - _SLIP:
            continue
        likest = {each: _likest(unit, context, source, listed, each, places[each]) for each in (third, lang)}
        mine, theirs = likest[lang], likest[third]
        if mine is None or theirs is None:
            return
        gaps = [(min(theirs[n], mine[n - 1], mine[n + 1]) - mine[n], n) for n in range(1, len(listed) - 1)]
        gap, n = max(gaps)
        if gap > _APART:
            start, end = listed[n]
            said = unit.text(source)[start:end]
            place = len(unit.text(lang))
            message = tr("An item seems to be missing from the list: {item}", item=said)
            evidence = (Evidence(source, start, end, said),)
            yield _issue(unit, context, lang, (place, place), message, evidence, Severity.INFO)


def _likest(
    unit: TranslationUnit,
    context: Context,
    source: str,
    listed: Sequence[tuple[int, int]],
    lang: str,
    others: Sequence[Sequence[tuple[int, int]]],
) -> list[float] | None:
    """For each item of the source's list how near the nearest item of that version's likest list is."""
    if context.meaning is None:
        return None
    try:
        own = context.meaning.vectors([unit.text(source)[start:end] for start, end in listed], source)
        found = [
            (own @ context.meaning.vectors([unit.text(lang)[start:end] for start, end in each], lang).T).max(axis=1)
            for each in others
        ]
    except Unavailable:
        return None
    return [float(value) for value in max(found, key=lambda each: float(each.sum()))]


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
