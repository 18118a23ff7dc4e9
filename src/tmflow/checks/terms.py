"""What the term checks share: which concepts a unit is about, and whether a version renders them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from tmflow.model.concept import Kind
from tmflow.model.issue import Evidence
from tmflow.model.language import EN, RU, ZH
from tmflow.text import inflection, tokens
from tmflow.text.morphology import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.unit import TranslationUnit

_PLACES: Final = {
    EN: {"city", "province", "region", "district", "county", "country", "municipality"},
    RU: {"город", "провинция", "область", "район", "страна", "уезд", "регион", "республика"},
}
_SMALL_WORDS: Final = re.compile(r"the|a|an|of|for|and|in|on|to|at|и|в|по|на|с")
_PRONOUNS: Final = {
    EN: r"\b(?:it|its|they|their|there)\b",
    RU: r"\b(?:он|она|оно|они|его|её|ее|их|ему|ей|им|ним|ней|нём|нем|там)\b",
}
_STEM: Final = 4
_HEADED = {Kind.ORGANISATION, Kind.PLACE, Kind.EVENT, Kind.ABBREVIATION}
_EN_REFERENCE = r"\b(?:the|this|that|its)\s+(?:\w+\s+)?{head}s?\b"


def source_concepts(unit: TranslationUnit, context: Context) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """Yield the source language and the mentions at one place: several where one word stands for several concepts."""
    filled = context.filled(unit)
    if not filled:
        return
    source = filled[0]
    places: dict[tuple[int, int], list[Mention]] = {}
    for mention in context.mentions(unit, source):
        if mention.term.concept_id in context.entries:
            places.setdefault((mention.start, mention.end), []).append(mention)
    for mentions in places.values():
        yield source, tuple(mentions)


def concepts_in(unit: TranslationUnit, context: Context, lang: str) -> set[str]:
    """The concepts mentioned in one version, in any rendering, those inside longer mentions too."""
    return {mention.term.concept_id for mention in context.all_mentions(unit, lang)}


def accepted_in(unit: TranslationUnit, context: Context, lang: str) -> set[str]:
    """The concepts that one version renders as the glossary accepts it."""
    return {m.term.concept_id for m in context.all_mentions(unit, lang) if m.term.status.accepted}


def rendered(unit: TranslationUnit, context: Context, concept_id: str, lang: str) -> bool:
    """Whether a version renders the concept acceptably: by a term, by its parts, by reference, or in the next unit."""
    if concept_id in accepted_in(unit, context, lang):
        return True
    entry = context.entries[concept_id]
    if _in_compound(unit.text(lang), entry, lang) or _by_pronoun(unit, context, entry, lang):
        return True
    return referred(unit, context, entry, lang) or _in_neighbour(unit, context, concept_id, lang)


def _by_pronoun(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> bool:
    """Whether a body that was named before is meant by a pronoun: its, его."""
    if entry.kind not in _HEADED or not re.search(_PRONOUNS.get(lang, r"(?!)"), unit.text(lang), re.IGNORECASE):
        return False
    earlier = itertools.takewhile(lambda other: other.id != unit.id, context.units)
    return any(entry.id in accepted_in(other, context, lang) for other in earlier)


def words_scattered(text: str, entry: ConceptEntry, lang: str) -> bool:
    """Whether all words of some accepted term stand in the text, in any form and order."""
    if lang == ZH:
        return False
    here = {base for word in tokens.words(text) for base in _bases(word, lang)}
    return any(
        all(here & _bases(word, lang) for word in words)
        for term in entry.in_language(lang)
        if term.status.accepted
        and len(words := [word for word in tokens.words(term.text) if not _SMALL_WORDS.fullmatch(word.lower())]) > 2  # noqa: PLR2004
    )


def _bases(word: str, lang: str) -> frozenset[str]:
    lowered = word.lower()
    if lang == RU:
        return frozenset({lowered, *(reading.lemma for reading in readings(lowered))})
    return frozenset({lowered, lowered.removesuffix("s")})


def _in_compound(text: str, entry: ConceptEntry, lang: str) -> bool:
    """Whether a one-word term is part of a hyphenated word: anti-Pakistan, испано-египетский."""
    if lang == ZH:
        return False
    pieces = [piece.lower() for compound in re.findall(r"\w+(?:-\w+)+", text) for piece in compound.split("-")]
    stems = [
        _stem(term.text, lang) for term in entry.in_language(lang) if term.status.accepted and " " not in term.text
    ]
    return any(piece.startswith(stem) or stem in piece for stem in stems for piece in pieces)


def _stem(word: str, lang: str) -> str:
    return word.lower()[: max(_STEM, len(word) - 3)] if lang == RU else word.lower()[: max(_STEM, len(word) - 1)]


def _in_neighbour(unit: TranslationUnit, context: Context, concept_id: str, lang: str) -> bool:
    source = context.filled(unit)[0]
    return any(
        concept_id in accepted_in(other, context, lang) and concept_id not in concepts_in(other, context, source)
        for other in context.neighbours(unit)
    )


def referred(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> bool:
    """Whether the version refers to a body by its head word: "the Area", «комитет», once it was named before."""
    if entry.kind not in _HEADED:
        return False
    text = _without_others(unit, context, entry, lang)
    heads = {head for term in entry.in_language(lang) if term.status.accepted and (head := _head(term.text, lang))}
    if entry.kind is Kind.PLACE:
        heads |= _PLACES.get(lang, set())
    if lang == EN:
        return any(re.search(_EN_REFERENCE.format(head=re.escape(head)), text, re.IGNORECASE) for head in heads)
    if lang == RU:
        lemmas = {reading.lemma for word in tokens.words(text) for reading in readings(word.lower())}
        return any(head in lemmas for head in heads)
    return False


def _without_others(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> str:
    """The text with the mentions of other concepts blanked: their head words are their own."""
    text = unit.text(lang)
    for mention in context.mentions(unit, lang):
        if mention.term.concept_id != entry.id:
            text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _head(term: str, lang: str) -> str:
    """The head noun of a term of several words, in lower case; the lemma in Russian."""
    words = term.split()
    if len(words) < 2:  # noqa: PLR2004 - a single word is the name itself, no head
        return ""
    if lang == EN:
        phrase = re.split(r"\s(?:of|for|on|in|to)\s", term, maxsplit=1)[0].split()
        return phrase[-1].lower()
    for word in words:
        nouns = [reading.lemma for reading in readings(word.lower()) if reading.pos == "NOUN"]
        if nouns:
            return nouns[0]
    return ""


def preferred_form(context: Context, concept_id: str, lang: str, surface: str) -> str:
    """The preferred term of a concept in the case and number of what stands in the text; empty where there is none."""
    term = context.entries[concept_id].preferred(lang)
    if term is None:
        return ""
    return term.text if lang == ZH else inflection.inflect_like(term.text, surface, lang)


def evidence(mention: Mention, lang: str, *, agrees: bool = True) -> Evidence:
    """A mention as evidence."""
    return Evidence(lang, mention.start, mention.end, mention.text, mention.term.concept_id, agrees)
