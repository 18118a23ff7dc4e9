"""A fixed formulation of the source (提法) is nearly there, but not word for word.

Entries of the kinds formulation and slogan have an official text in each language.
Flagged: "a community of shared future for humankind" where the glossary has "community with a shared future for
mankind"; the official text is suggested, in the case of what stands there. Not flagged: any accepted rendering,
whatever its quotation marks, punctuation, dashes, capital at the start and Russian case; a rendering that is known and
rejected (`term_deprecated`, `term_forbidden`), other capitals (`term_capitalisation`); a text with nothing like the
formulation (`term_missing`); words that are another term. An entry whose renderings are all drafts gives an info.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio, token_sort_ratio

from tmflow.checks import terms
from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.concept import Kind, Status
from tmflow.model.issue import Issue, IssueType, Severity
from tmflow.model.language import ZH
from tmflow.text import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.unit import TranslationUnit

ID = "formulation"
_FIXED: Final = frozenset({Kind.FORMULATION, Kind.SLOGAN})
_NEAR: Final = 68.0
"""The score (0 to 100) from which words are the formulation, changed."""
_REORDERED: Final = 0.97
"""What the score of the same words in another order is worth."""
_WIDER: Final = 2
"""So many words more or fewer than the official text are looked at."""
_SHORTEST: Final = 2
"""An official text of fewer words is a term, not a formulation."""
_QUOTES: Final = {"«": "»", "“": "”", "„": "“", '"': '"', "《": "》"}
_ARTICLES: Final = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class _Near:
    score: float
    start: int
    end: int


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if not filled:
        return
    seen: set[tuple[str, str]] = set()
    for mention in context.mentions(unit, filled[0]):
        entry = context.entries.get(mention.term.concept_id)
        if entry is None or entry.kind not in _FIXED:
            continue
        for lang in filled[1:]:
            if (entry.id, lang) in seen or entry.id in context.concepts(unit, lang):
                continue
            seen.add((entry.id, lang))
            found = _nearest(unit, context, entry, lang)
            suggestion = _suggestion(unit, context, entry, lang, found) if found else ""
            # What differs in its capitals only is the business of term_capitalisation.
            if found and suggestion and suggestion.lower() != unit.text(lang)[found.start : found.end].lower():
                yield _issue(unit, mention, filled[0], lang, entry, found, suggestion)


def _nearest(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> _Near | None:
    """The words of the version that are most like an accepted text of the entry, where they are like it enough."""
    text = unit.text(lang)
    words = tokens.tokens(text)
    own = {entry.id, *_parts(context, entry, lang)}
    taken = [(m.start, m.end) for m in context.mentions(unit, lang) if m.term.concept_id not in own]
    best: _Near | None = None
    for term in entry.in_language(lang):
        size = len(tokens.tokens(term.text))
        if not (term.status.accepted and term.holds(context.date)) or size < _SHORTEST:
            continue
        for near in _windows(text, words, size, " ".join(tokens.words(term.text)).lower()):
            free = not any(start < near.end and near.start < end for start, end in taken)
            if free and (best is None or near.score > best.score):
                best = near
    return best


def _parts(context: Context, entry: ConceptEntry, lang: str) -> Iterator[str]:
    """The concepts that an accepted text of the entry mentions itself: mutual trust in the Shanghai Spirit."""
    for term in entry.in_language(lang):
        if term.status.accepted:
            yield from (m.term.concept_id for m in context.recognizer.find(term.text, lang, nested=True))


def _windows(text: str, words: list[tokens.Token], size: int, wanted: str) -> Iterator[_Near]:
    for length in range(max(1, size - _WIDER), size + _WIDER + 1):
        for first in range(len(words) - length + 1):
            window = words[first : first + length]
            here = " ".join(word.text for word in window).lower()
            score = max(ratio(wanted, here), _REORDERED * token_sort_ratio(wanted, here))
            if (
                score >= _NEAR
                and window[0].text.lower() not in _ARTICLES
                and "." not in text[window[0].end : window[-1].start]
            ):
                yield _Near(score, window[0].start, window[-1].end)


def _suggestion(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str, found: _Near) -> str:
    """The official text as it fits there; empty where it would not be read as the formulation."""
    text = unit.text(lang)
    surface = text[found.start : found.end]
    preferred = entry.preferred(lang, context.date)
    if preferred and tokens.words(preferred.text.lower())[:1] == tokens.words(surface.lower())[:1]:
        official = preferred.text  # it begins in the same form: of many words the first one tells the case best
    else:
        official = terms.preferred_form(context, entry.id, lang, surface)
    if official[:1] in _QUOTES and text[found.start - 1 : found.start] in _QUOTES:
        official = official[1:].removesuffix(_QUOTES[official[0]])
    if lang != ZH and surface[:1].isupper() and not text[: found.start].strip(" «“„\"'‘("):
        official = official[:1].upper() + official[1:]
    segment = unit.variants[lang].text
    mended = segment.slice(0, found.start).join(segment.slice(found.end, len(text)), official)
    after = replace(unit, variants={**unit.variants, lang: replace(unit.variants[lang], text=mended)})
    return official if official != surface and entry.id in context.accepted(after, lang) else ""


def _issue(
    unit: TranslationUnit,
    mention: Mention,
    source: str,
    lang: str,
    entry: ConceptEntry,
    found: _Near,
    suggestion: str,
) -> Issue:
    surface = unit.text(lang)[found.start : found.end]
    accepted = [term for term in entry.in_language(lang) if term.status.accepted]
    drafts = all(term.status is Status.DRAFT for term in accepted)
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=found.start,
        end=found.end,
        text=surface,
        message=tr("The fixed formulation {source} has an official text: {term}", source=mention.text, term=suggestion),
        severity=Severity.INFO if drafts else Severity.WARNING,
        key=f"{ID}:{entry.id}:{lang}:{text_hash(surface.lower())}",
        suggestion=suggestion,
        evidence=(terms.evidence(mention, source),),
        concept_id=entry.id,
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TERMINOLOGY)
