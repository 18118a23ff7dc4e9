"""The first mention in a release is a short form, and the full form was not given, although the source gives it.

Flagged: "CCPIT" at the first mention, where the Chinese has 中国国际贸易促进委员会 and nothing before or beside it says
"China Council for the Promotion of International Trade"; «ЕАЭС», where the Chinese name has no short form and the
English begins with "Eurasian Economic Union". Not flagged: a short form that the source uses at its first
mention too, abbreviations that everybody knows (UN, GDP, ООН, ВВП, TEU), titles and headings, a full form beside it, in
brackets or before. Short is what the glossary calls so, and what is written in capitals only and has a full form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.checks import terms
from tmflow.checks.check import Check
from tmflow.i18n import tr
from tmflow.model.concept import Form, Kind
from tmflow.model.issue import Issue, IssueType, Severity
from tmflow.model.language import EN, ZH
from tmflow.model.release import BlockKind
from tmflow.text import inflection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention, Term
    from tmflow.model.unit import TranslationUnit

ID = "abbreviation_unexpanded"
_COMMON: Final = frozenset(
    "UN UNESCO UNICEF EU USA US UK UAE WTO WHO IMF GDP VAT TEU FEU IT AI CEO NATO ASEAN BRICS APEC G20 RMB PRC CPC "  # noqa: SIM905 - reads as a row
    "FIFA USB GPS 5G COVID-19 FBI CIA NASA BBC CNN "
    "ООН ЮНЕСКО ЕС США ОАЭ ВТО ВОЗ МВФ ВВП НДС ДФЭ ИТ ИИ НАТО АСЕАН БРИКС АТЭС КНР РФ СНГ КПК МИД ФИФА РЖД "
    "ФБР ЦРУ".split()
)
"""What readers of a press release know without being told."""
_KINDS: Final = frozenset({Kind.ORGANISATION, Kind.EVENT, Kind.ABBREVIATION, Kind.TERM, Kind.FORMULATION, Kind.SLOGAN})
_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_LONGER: Final = 2


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    source = context.source_lang
    for lang in context.filled(unit):
        if lang != source and unit.kind not in _HEADS:
            for mention in context.mentions(unit, lang):
                full = _full_form(mention.term, context)
                if (
                    full is not None
                    and _is_first(unit, context, mention)
                    and (_full_in_source(context, mention, source) or _full_in_third(context, mention, source))
                ):
                    yield _issue(unit, context, mention, full)


def _full_form(term: Term, context: Context) -> Term | None:
    """What `_full` gives, looked up once as long as the glossary stays."""
    known: dict[str, Term | None] = context.once("full forms", lambda: context.of_glossary("full forms", dict))
    if term.id not in known:
        known[term.id] = _full(term, context.entries)
    return known[term.id]


def _full(term: Term, entries: Mapping[str, ConceptEntry]) -> Term | None:
    """The full form of a short term; None for what is no short form, or is known to everybody."""
    entry = entries.get(term.concept_id)
    if (
        entry is None
        or entry.kind not in _KINDS
        or not term.status.accepted
        or term.text in _COMMON
        or not _is_short(term)
    ):
        return None
    others = [other for other in entry.in_language(term.lang) if other.status.accepted and not _is_short(other)]
    marked = [other for other in others if other.form is Form.FULL]
    return next(iter(marked or others), None)


def _is_short(term: Term) -> bool:
    return term.form is Form.SHORT or (len(term.text) > 1 and term.text.isupper() and " " not in term.text)


def _is_first(unit: TranslationUnit, context: Context, mention: Mention) -> bool:
    """Whether no unit before names the concept in this language, and this one has no full form of it beside."""
    here = [m for m in context.all_mentions(unit, mention.term.lang) if m.term.concept_id == mention.term.concept_id]
    if not all(_is_short(m.term) for m in here) or here[0].start != mention.start:
        return False  # and the whole release need not be read
    first = context.once(("first in the text", mention.term.lang), lambda: _first(context, mention.term.lang))
    return first.get(mention.term.concept_id) == unit.id


def _first(context: Context, lang: str) -> dict[str, str]:
    """The unit that names each concept for the first time, titles and headings apart."""
    found: dict[str, str] = {}
    for unit in context.units:
        if unit.kind not in _HEADS and unit.text(lang).strip():
            for mention in context.all_mentions(unit, lang):
                found.setdefault(mention.term.concept_id, unit.id)
    return found


def _full_in_source(context: Context, mention: Mention, source: str) -> bool:
    """Whether the source's first mention is a full form: it is longer than another term that says the same."""
    said = _first_term(context, mention.term.concept_id, source)
    entry = context.entries[mention.term.concept_id]
    return said is not None and any(_is_full(said, other, source) for other in entry.in_language(source))


def _full_in_third(context: Context, mention: Mention, source: str) -> bool:
    """Whether the source's name has no short form, and the third version, which has one, begins with the full one."""
    entry = context.entries[mention.term.concept_id]
    said = _first_term(context, entry.id, source)
    if said is None or _is_short(said) or any(_is_full(other, said, source) for other in entry.in_language(source)):
        return False
    for third in context.languages:
        theirs = _first_term(context, entry.id, third) if third not in {source, mention.term.lang, ZH} else None
        written = [term for term in entry.in_language(third) if term.status.accepted]
        if theirs is not None and not _is_short(theirs) and any(map(_is_short, written)):
            return True
    return False


def _first_term(context: Context, concept: str, lang: str) -> Term | None:
    """What a version calls a concept at its first mention, titles and headings apart."""
    first = context.once(("first in the text", lang), lambda: _first(context, lang)).get(concept)
    place = next((unit for unit in context.units if unit.id == first), None)
    if place is None:
        return None
    return next((m.term for m in context.mentions(place, lang) if m.term.concept_id == concept), None)


def _is_full(term: Term, other: Term, lang: str) -> bool:
    """Whether a term is the full form of another: it says so, or has all of its characters in their order and more."""
    if term.form is not Form.ANY or lang != ZH:
        return term.form is Form.FULL or (_is_short(other) and not _is_short(term))
    rest = iter(term.text)
    return len(term.text) >= len(other.text) + _LONGER and all(char in rest for char in other.text)


def _issue(unit: TranslationUnit, context: Context, mention: Mention, full: Term) -> Issue:
    source, lang = context.source_lang, mention.term.lang
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        message=tr("“{text}” stands for “{full}”, which is not said before", text=mention.text, full=full.text),
        severity=Severity.INFO,
        key=f"{ID}:{mention.term.concept_id}:{lang}:{mention.term.text}",
        suggestion=_suggestion(mention, full),
        evidence=tuple(
            terms.evidence(other, source)
            for other in context.mentions(unit, source)
            if other.term.concept_id == mention.term.concept_id
        ),
        concept_id=mention.term.concept_id,
    )


def _suggestion(mention: Mention, full: Term) -> str:
    """The full form with the short one behind it; none in Russian behind an acronym, whose case nobody sees."""
    if mention.term.lang == EN:
        return f"{full.text} ({mention.text})" if mention.text == mention.term.text else ""
    return "" if mention.text.isupper() else inflection.inflect_like(full.text, mention.text, mention.term.lang)


CHECK = Check(ID, Severity.INFO, _run, IssueType.TERMINOLOGY)
