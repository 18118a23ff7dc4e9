"""A concept of the source has no accepted rendering in another version.

Flagged: 青岛市委常委 with "a leader of Qingdao". Not flagged: any inflected form, an admitted variant, a body referred
to by its head word ("the Area"), a title rendered by its parts, a common term whose first words belong to another term
that is rendered (汽车零部件 in 新能源汽车零部件), a common term in other words of the same root or without one inner
word of several ("sea-rail transport" for sea-rail intermodal transport), a rendering that moved to the sentence before
or after, a body of the sentence before that the source alone names again (at most an info where a third version does,
too), persons (`name_mismatch` knows them better), and a concept whose renderings are not in force at the date of the
release. A draft, be it the term that names the concept or its only rendering, gives at most an info.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tmflow.checks import terms
from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.concept import Kind, Status
from tmflow.model.issue import Issue, IssueType, Severity
from tmflow.model.language import EN, ZH
from tmflow.text.posts import post_class, posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.issue import Evidence
    from tmflow.model.unit import TranslationUnit

ID = "term_missing"
_LEFT_TO_STYLE = {Kind.TERM, Kind.SLOGAN}
_BODIES = {Kind.ORGANISATION, Kind.EVENT, Kind.ABBREVIATION}
_SPECIFIC = 4
"""A common term of fewer characters is often rendered by what it stands for."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    seen: set[tuple[str, str]] = set()
    translations = [(lang, context.concepts(unit, lang)) for lang in context.filled(unit)[1:]]
    for source, mentions in terms.source_concepts(unit, context) if translations else ():
        if any(context.entries[m.term.concept_id].kind is Kind.PERSON for m in mentions):
            continue
        for lang, there in translations:
            # Nearly always so. What is there but not accepted is the business of term_deprecated and term_forbidden.
            if any(m.term.concept_id in there for m in mentions):
                continue
            candidates = [m for m in mentions if _expected(context, m, lang)]
            if not candidates or len(candidates) < len(mentions):
                continue
            mention = candidates[0]
            if (mention.term.concept_id, lang) in seen:
                continue
            if any(_satisfied(unit, context, candidate, source, lang) for candidate in candidates):
                continue
            if not _only_the_source_has(unit, context, mention, lang):
                seen.add((mention.term.concept_id, lang))
                yield _issue(unit, context, mention, source, lang)


def _expected(context: Context, mention: Mention, lang: str) -> bool:
    """Whether a rendering must be there: one is in force. Places and short common words are left to style.

    A title of one word outside Chinese (President, директор) is that of many offices.
    """
    entry = context.entries[mention.term.concept_id]
    if entry.preferred(lang, context.date) is None or entry.kind is Kind.PLACE or _common(entry, mention):
        return False
    return entry.kind is not Kind.TITLE or mention.term.lang == ZH or re.search(r"\s", mention.text) is not None


def _common(entry: ConceptEntry, mention: Mention) -> bool:
    """Whether it is a short common word, which style may render by what it stands for (dairy: milk and butter).

    What English writes with a capital, and not without it as well, names something, whatever kind its owner gave it.
    """
    if entry.kind is not Kind.TERM or mention.term.lang != ZH or len(mention.text) >= _SPECIFIC:
        return False
    written = {term.text for term in entry.in_language(EN)}
    return not any(text[:1].isupper() and text.lower() not in written for text in written)


def _only_the_source_has(unit: TranslationUnit, context: Context, mention: Mention, lang: str) -> bool:
    """Whether a common term stands in the source alone: both translators had their reasons to leave it.

    So with a title in an English or Russian source: vice president is one of a state or of a company.
    """
    concept = mention.term.concept_id
    kinds = _LEFT_TO_STYLE if mention.term.lang == ZH else _LEFT_TO_STYLE | {Kind.TITLE}
    others = [other for other in context.filled(unit)[1:] if other != lang]
    return (
        context.entries[concept].kind in kinds
        and bool(others)
        and not any(terms.rendered(unit, context, concept, other) for other in others)
    )


def _satisfied(unit: TranslationUnit, context: Context, mention: Mention, source: str, lang: str) -> bool:
    concept = mention.term.concept_id
    if terms.rendered(unit, context, concept, lang):
        return True
    entry = context.entries[concept]
    text = unit.text(lang)
    if entry.kind is Kind.TERM and (terms.in_other_words(text, entry, lang) or terms.all_but_one(text, entry, lang)):
        return True
    if _goes_on(unit, context, entry, source, lang) or _begun_by_another(unit, context, mention, source, lang):
        return True
    return _rendered_by_parts(unit, context, mention, source, lang)


def _begun_by_another(unit: TranslationUnit, context: Context, mention: Mention, source: str, lang: str) -> bool:
    """Whether a common term is no word of its own there: another term reaches into it from before, and both are said.

    汽车零部件 in 新能源汽车零部件: "new energy vehicle parts" has the vehicle, and the parts of "auto parts".
    """
    entry = context.entries[mention.term.concept_id]
    return (
        source == ZH
        and entry.kind is Kind.TERM
        and any(
            before.start < mention.start < before.end < mention.end
            and before.term.concept_id in context.entries
            and terms.rendered(unit, context, before.term.concept_id, lang)
            for before in context.all_mentions(unit, source)
        )
        and terms.has_head(unit.text(lang), entry, lang)
    )


def _goes_on(unit: TranslationUnit, context: Context, entry: ConceptEntry, source: str, lang: str) -> bool:
    """Whether a body was named in the sentence before, and no third version names it in full again either."""
    return (
        entry.kind in _BODIES
        and any(other not in {lang, source} for other in context.filled(unit))
        and not any(_agreeing(unit, context, entry.id, lang, source))
        and terms.said_before(unit, context, entry.id, lang)
    )


def _rendered_by_parts(unit: TranslationUnit, context: Context, mention: Mention, source: str, lang: str) -> bool:
    """Whether a longer concept is there in pieces: "Deputy Director Xu of the Committee", all its bodies and ranks.

    A title that is but a rank and a post (副处长) is there where both are ("Deputy Head of the Statistics Division").
    """
    entry = context.entries[mention.term.concept_id]
    if terms.words_scattered(unit.text(lang), entry, lang):
        return True
    inner = [
        part
        for part in context.all_mentions(unit, source)
        if mention.start <= part.start
        and part.end <= mention.end
        and part.end - part.start < mention.end - mention.start
        and part.term.concept_id in context.entries
        and part.term.concept_id != mention.term.concept_id
    ]
    outer = [part for part in inner if not any(_inside(part, other) for other in inner)]
    if not (outer or entry.kind is Kind.TITLE) or not all(
        terms.rendered(unit, context, part.term.concept_id, lang) for part in outer
    ):
        return False
    ranks = [rank for rank in context.ranks(unit, source) if mention.start <= rank.start < mention.end]
    spans = [(part.start, part.end) for part in outer] + [(rank.start, rank.end) for rank in ranks]
    covered = {at for start, end in (*spans, *posts(unit.text(source), source)) for at in range(start, end)}
    if sum(at not in covered for at in range(mention.start, mention.end)) > 1:
        return False
    kinds = {rank.kind for rank in ranks}
    return kinds <= {rank.kind for rank in context.ranks(unit, lang)} and _has_post(unit, lang, mention)


def _inside(part: Mention, other: Mention) -> bool:
    return other.start <= part.start and part.end <= other.end and part.end - part.start < other.end - other.start


def _has_post(unit: TranslationUnit, lang: str, mention: Mention) -> bool:
    """Whether the version has the post that a title ends in; what is no title needs none."""
    wanted = post_class(mention.text)
    text = unit.text(lang)
    return not wanted or any(post_class(text[start:end]) == wanted for start, end in posts(text, lang))


def _issue(unit: TranslationUnit, context: Context, mention: Mention, source: str, lang: str) -> Issue:
    entry = context.entries[mention.term.concept_id]
    preferred = entry.preferred(lang, context.date)
    suggestion = preferred.text if preferred else ""
    weak = entry.kind in _BODIES and terms.said_before(unit, context, entry.id, lang)
    draft = Status.DRAFT in {mention.term.status, preferred.status if preferred else None}
    end = len(unit.text(lang))
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=end,
        end=end,
        text="",
        message=tr("{source} has no accepted rendering here; expected: {term}", source=mention.text, term=suggestion),
        severity=Severity.INFO if draft or weak else Severity.WARNING,
        key=f"{ID}:{entry.id}:{lang}:{text_hash(unit.text(lang))}",
        suggestion=suggestion,
        evidence=(terms.evidence(mention, source), *_agreeing(unit, context, entry.id, lang, source)),
        concept_id=entry.id,
    )


def _agreeing(unit: TranslationUnit, context: Context, concept_id: str, lang: str, source: str) -> Iterator[Evidence]:
    """The renderings of the concept in a third version: it sides with the source."""
    for other in context.filled(unit):
        if other not in {lang, source}:
            mentions = context.all_mentions(unit, other)
            accepted = (m for m in mentions if m.term.concept_id == concept_id and m.term.accepted_at(context.date))
            yield from (terms.evidence(m, other) for m in accepted)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TERMINOLOGY)
