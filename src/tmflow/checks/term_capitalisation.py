"""A term is right but for its capitals.

Flagged: "standing Committee", "Director of the Qingdao bureau of commerce" (where the source names the bureau),
"shanghai cooperation organization", «шанхайская Организация сотрудничества», «Шанхайская Организация Сотрудничества»,
"Scoda". Not flagged: the start of a sentence, a title in Title Case or in capitals, a generic word or two in small
letters ("the administrative committee"; of a fixed formulation, "shanghai spirit" is flagged), the posts themselves
(usage differs before and after a name), another accepted term of the concept that has these capitals. The suggestion
keeps every ending.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tmflow.checks import terms
from tmflow.checks.check import Check
from tmflow.i18n import tr
from tmflow.model.concept import Kind
from tmflow.model.issue import Issue, IssueType, Severity
from tmflow.model.language import EN, RU
from tmflow.text.normalize import for_comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import Mention
    from tmflow.model.unit import TranslationUnit

ID = "term_capitalisation"
_FIXED: Final = frozenset({Kind.FORMULATION, Kind.SLOGAN})
_KINDS: Final = frozenset({Kind.ORGANISATION, Kind.EVENT, Kind.PLACE, Kind.ABBREVIATION}) | _FIXED
_WORD: Final = re.compile(r"[^\W_]+")
_NAME: Final = 3
"""A name of so many capitals is one even where all are small; of fewer it may be a common word (the committee)."""
_MOSTLY: Final = 0.7
_NOUN_AFTER: Final = re.compile(
    r" (?!(?:and|or|of|in|on|at|to|for|by|with|from|as|is|was|are|were|has|have|had|will|would|can|may|that|which|who"
    r"|said|held|also|after|before|during|since|under)\b)[a-z]+(?<!ed)\b"
)
_ARTICLES: Final = frozenset({"the", "a", "an"})


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.filled(unit):
        if lang not in {EN, RU}:
            continue
        near = (*_near(unit, context, lang), *(context.mentions(unit, lang) if lang == RU else ()))
        read = [(mention, _wanted(mention, lang, fixed=_is_fixed(mention, context))) for mention in near]
        if not any(wanted for _, wanted in read):
            continue
        places: dict[tuple[int, int], list[tuple[Mention, str]]] = {}
        for mention, wanted in read:
            places.setdefault((mention.start, mention.end), []).append((mention, wanted))
        wrong = {place: found for place, found in places.items() if all(wanted for _, wanted in found)}
        said: list[tuple[int, int]] = []
        for (start, end), found in wrong.items() if wrong and not _shouts(unit.text(lang)) else ():
            mention, wanted = found[0]
            if (
                not any(first <= start and end <= last for first, last in said)
                and (_is_fixed(mention, context) or not _goes_on(unit.text(lang), mention, wanted, lang))
                and _named_elsewhere(unit, context, mention, lang)
            ):
                said.append((start, end))
                yield _issue(unit, context, mention, wanted, lang)


def _near(unit: TranslationUnit, context: Context, lang: str) -> tuple[Mention, ...]:
    """What is a term but for its capitals, and no part of a longer term that is right; the bodies inside posts too."""
    near = context.miscapitalised(unit, lang)
    if not near:
        return ()
    found = [part for mention in near for part in (mention, *_bodies(mention, context))]
    right = [(m.start, m.end) for m in context.mentions(unit, lang) if m.term.status.accepted]
    return tuple(m for m in found if not any(start <= m.start and m.end <= end for start, end in right))


def _bodies(mention: Mention, context: Context) -> Iterator[Mention]:
    """The body that a post names at its end, where only its capitals are wrong: "Head of the bureau of commerce"."""
    entry = context.entries.get(mention.term.concept_id)
    if entry is None or entry.kind is not Kind.TITLE:
        return
    post, of, _ = mention.text.partition(" of ")
    if of:
        at = len(post) + len(of)
        text = mention.text[at:]
        for part in context.recognizer.miscapitalised(text, EN):
            if part.end == len(text):
                yield replace(part, start=mention.start + at + part.start, end=mention.end)


def _goes_on(text: str, mention: Mention, wanted: str, lang: str) -> bool:
    """Whether the last word belongs to what follows: the Qingdao customs area is no area of Qingdao Customs alone."""
    if lang != EN or sum(map(str.isupper, wanted)) >= _NAME:
        return False
    last = mention.text.rsplit(maxsplit=1)[-1]
    return not wanted.endswith(last) and bool(_NOUN_AFTER.match(text, mention.end))


def _is_fixed(mention: Mention, context: Context) -> bool:
    entry = context.entries.get(mention.term.concept_id)
    return entry is not None and entry.kind in _FIXED


def _wanted(mention: Mention, lang: str, *, fixed: bool) -> str:
    """The mention with the term's capitals; nothing where they are right, or where others make another word."""
    term = mention.term
    if not term.status.accepted or term.case or term.text == mention.text:
        return ""
    return _mended(mention.text, term.text, lang, fixed=fixed)


@lru_cache(maxsize=20_000)
def _mended(text: str, term: str, lang: str, *, fixed: bool) -> str:
    pattern = [word for word in _WORD.findall(term) if lang != EN or word.lower() not in _ARTICLES]
    words = [m for m in _WORD.finditer(text) if lang != EN or m.group().lower() not in _ARTICLES]
    if len(words) != len(pattern):
        return ""
    pairs = list(enumerate(zip((word.group() for word in words), pattern, strict=True)))
    wrong = [
        place for place, (written, model) in pairs if _differs(written, model, may_be_large=lang == EN or not place)
    ]
    if not wrong or (not fixed and _is_common(words, pattern, wrong)):
        return ""
    mended, at = "", 0
    for place, (word, model) in enumerate(zip(words, pattern, strict=True)):
        mended += text[at : word.start()]
        mended += _with_capitals(word.group(), model) if place in wrong else word.group()
        at = word.end()
    return mended + text[at:]


def _differs(written: str, model: str, *, may_be_large: bool) -> bool:
    """Whether the capitals of a word are not the term's: its first letter's, or an acronym's."""
    if written[0].isupper() != model[0].isupper():
        return not (written[0].isupper() and may_be_large)
    return _is_acronym(model) and not written.startswith(model) and written.lower().startswith(model.lower())


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_common(words: list[re.Match[str]], pattern: list[str], wrong: list[int]) -> bool:
    """Whether all is small where the term has a capital or two: the committee, демонстрационная зона."""
    capitals = [place for place, model in enumerate(pattern) if model[0].isupper()]
    if set(capitals) - set(wrong) or any(_is_acronym(pattern[place]) for place in wrong):
        return False
    return len(capitals) < _NAME and len(words) < _NAME


def _with_capitals(written: str, model: str) -> str:
    if _is_acronym(model) and written.lower().startswith(model.lower()):
        return model + written[len(model) :].lower()
    first = written[0].upper() if model[0].isupper() else written[0].lower()
    return first + written[1:]


def _named_elsewhere(unit: TranslationUnit, context: Context, mention: Mention, lang: str) -> bool:
    """Whether another version names the concept and this one has it in no other place; nor is it right as it stands."""
    entry = context.entries.get(mention.term.concept_id)
    if entry is None or not (entry.kind in _KINDS or (entry.kind is Kind.TITLE and _post_is_right(mention, lang))):
        return False
    form = for_comparison(mention.text, lang)
    if any(for_comparison(term.text, lang) == form for term in entry.in_language(lang)):
        return False
    others = [other for other in context.filled(unit) if other != lang]
    return any(entry.id in context.concepts(unit, other) for other in others)


def _post_is_right(mention: Mention, lang: str) -> bool:
    """Whether a post has its capitals up to the body that it belongs to, and the body is named in several words."""
    post, _, body = mention.term.text.partition(" of ")
    return (
        lang == EN
        and mention.text.startswith(f"{post} of ")
        and sum(word[0].isupper() for word in body.split()) >= _NAME
    )


def _shouts(text: str) -> bool:
    """Whether a line is written in capitals."""
    letters = [char for char in text if char.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) * _MOSTLY


def _issue(unit: TranslationUnit, context: Context, mention: Mention, wanted: str, lang: str) -> Issue:
    concept = mention.term.concept_id
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        message=tr("“{text}” is written “{right}”", text=mention.text, right=wanted),
        severity=Severity.WARNING,
        key=f"{ID}:{concept}:{lang}:{mention.text}",
        suggestion=wanted,
        evidence=tuple(
            terms.evidence(other, other_lang)
            for other_lang in context.filled(unit)
            if other_lang != lang
            for other in context.mentions(unit, other_lang)
            if other.term.concept_id == concept
        ),
        concept_id=concept,
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TERMINOLOGY)
