"""What the term checks share: which concepts a unit is about, and whether a version renders them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.model.concept import Kind
from tmflow.model.issue import Evidence
from tmflow.model.language import EN, RU, ZH
from tmflow.model.release import BlockKind
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
    ZH: r"其[^他余中次实]|[该它此]|本[市省州县区会院校司]|我[市省国]",
    EN: r"\b(?:it|its|they|their|there)\b",
    RU: r"\b(?:он|она|оно|они|его|её|ее|их|ему|ей|им|ним|ней|нём|нем|там)\b",
}
_OWNERS: Final = {ZH: r"其[^他余中次实]", EN: r"\b(?:its|their)\b", RU: r"\b(?:его|её|ее|их)\b"}
_BODIES: Final = frozenset("园区省市县州部局院校司会港关")
"""The last characters of bodies and places that have committees of their own."""
_STEM: Final = 4
_ROOT: Final = 5
"""So many letters tell a word's root: сельхозтехника and сельхозмашины, industrial and industry."""
_HEADED = {Kind.ORGANISATION, Kind.PLACE, Kind.EVENT, Kind.ABBREVIATION}
_ZH_HEADS: Final = re.compile(
    r"(?:委员会|管委会|示范区|秘书处|组织|集团|公司|协会|商会|中心|学院|大学|银行|海关|法院|机构|论坛|大会|峰会"
    r"|自治区|办公室|办事处|园区|港口|基金|[部局厅署港省市州县区])$"
)
"""The head words of bodies and places, by which a version refers to one that it named before."""
_REFERENCE: Final = 4
"""A head word with its article and so many words in all refers to a body (the Qingdao Committee); more name one."""
_OWN_NAME: Final = re.compile(r" (?:of|for) (?:the )?[A-Z]")
_EN_REFERENCE = r"\b(?:the|this|that|its)\s+(?:\w+\s+)?{head}s?\b"


def source_concepts(unit: TranslationUnit, context: Context) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """Yield the source language and the mentions at one place: several where one word stands for several concepts."""
    filled = context.filled(unit)
    if not filled:
        return
    source = filled[0]
    text = unit.text(source)
    places: dict[tuple[int, int], list[Mention]] = {}
    for mention in context.mentions(unit, source):
        entry = context.entries.get(mention.term.concept_id)
        if entry and not (source == ZH and _of_another_body(text, mention, entry)):
            places.setdefault((mention.start, mention.end), []).append(mention)
    for mentions in places.values():
        yield source, tuple(mentions)


def _of_another_body(text: str, mention: Mention, entry: ConceptEntry) -> bool:
    """Whether a short form stands behind the name of another body: 中白工业园管委会 beside 上合示范区管委会."""
    return text[mention.start - 1 : mention.start] in _BODIES and any(
        term.text.endswith(mention.text) and term.text != mention.text for term in entry.in_language(ZH)
    )


def rendered(unit: TranslationUnit, context: Context, concept_id: str, lang: str) -> bool:
    """Whether a version renders the concept acceptably: by a term, by its parts, by reference, or in the next unit."""
    if concept_id in context.accepted(unit, lang):
        return True
    entry = context.entries[concept_id]
    if _in_compound(unit.text(lang), entry, lang) or _by_pronoun(unit, context, entry, lang):
        return True
    return referred(unit, context, entry, lang) or _in_neighbour(unit, context, concept_id, lang)


def _by_pronoun(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> bool:
    """Whether a body that was named before is meant by a pronoun: its, его; a common term of the sentence before too.

    A common term only as what something else belongs to: "its volume" for the volume of e-commerce.
    """
    if entry.kind is Kind.TERM:
        place = context.place(unit)
        before = context.units[place - 1] if place else None
        owns = re.search(_OWNERS.get(lang, r"(?!)"), unit.text(lang), re.IGNORECASE)
        return before is not None and owns is not None and entry.id in context.accepted(before, lang)
    if entry.kind not in _HEADED or not re.search(_PRONOUNS.get(lang, r"(?!)"), unit.text(lang), re.IGNORECASE):
        return False
    return _named_before(unit, context, entry.id, lang)


def _named_before(unit: TranslationUnit, context: Context, concept_id: str, lang: str) -> bool:
    first = context.once(("first named", lang), lambda: _first_named(context, lang)).get(concept_id)
    place = context.place(unit)
    return first is not None and place is not None and first < place


def _first_named(context: Context, lang: str) -> dict[str, int]:
    """The places of the units that name a concept for the first time in one language, as the glossary accepts it."""
    first: dict[str, int] = {}
    for place, unit in enumerate(context.units):
        for concept in context.accepted(unit, lang):
            first.setdefault(concept, place)
    return first


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


def all_but_one(text: str, entry: ConceptEntry, lang: str) -> bool:
    """Whether all words of some accepted term but one inside it stand in the text: sea-rail transport, intermodal."""
    if lang == ZH:
        return False
    here = {base for word in tokens.words(text) for base in _bases(word, lang)}
    for term in entry.in_language(lang):
        words = [word for word in tokens.words(term.text) if not _SMALL_WORDS.fullmatch(word.lower())]
        lost = [not here & _bases(word, lang) for word in words]
        if term.status.accepted and len(words) > 2 and sum(lost) == 1 and not (lost[0] or lost[-1]):  # noqa: PLR2004
            return True
    return False


def said_before(unit: TranslationUnit, context: Context, concept_id: str, lang: str) -> bool:
    """Whether the sentence before is about the concept in the source, and the version renders it there.

    A title does not count: the sentence that follows it names everything anew.
    """
    place = context.place(unit)
    if not place or context.units[place - 1].kind in {BlockKind.TITLE, BlockKind.HEADING}:
        return False
    before = context.units[place - 1]
    source = context.filled(unit)[0]
    return concept_id in context.concepts(before, source) and rendered(before, context, concept_id, lang)


def in_other_words(text: str, entry: ConceptEntry, lang: str) -> bool:
    """Whether a word of a root of an accepted term stands in the text; in Chinese, two of its characters.

    The head word alone does not tell: a train is no block train yet.
    """
    terms = [term.text for term in entry.in_language(lang) if term.status.accepted]
    if lang == ZH:
        return any(term[at : at + 2] in text for term in terms for at in range(len(term) - 1))
    here = {word.lower()[:_ROOT] for word in tokens.words(text)}
    return any(
        len(word) >= _ROOT and (root := word.lower()[:_ROOT]) in here and root != _head(term, lang)[:_ROOT]
        for term in terms
        for word in tokens.words(term)
    )


def has_head(text: str, entry: ConceptEntry, lang: str) -> bool:
    """Whether the head noun of an accepted term of several words stands in the text: the parts of "auto parts"."""
    here = {base for word in tokens.words(text) for base in _bases(word, lang)}
    heads = [_head(term.text, lang) for term in entry.in_language(lang) if term.status.accepted]
    return any(head in text if lang == ZH else here & _bases(head, lang) for head in heads if head)


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
        concept_id in context.accepted(other, lang) and concept_id not in context.concepts(other, source)
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
        found = [
            match
            for head in heads
            for match in re.finditer(_EN_REFERENCE.format(head=re.escape(head)), text, re.IGNORECASE)
            if len(tokens.words(unit.text(EN)[match.start() : match.end()])) <= _REFERENCE
        ]
        # "the Institute of Oceanology" is a name of its own, unless the body was named before and this is its rest.
        return any(not _OWN_NAME.match(text, match.end()) for match in found) or (
            bool(found) and _named_before(unit, context, entry.id, lang)
        )
    if lang == ZH:
        before = _named_before(unit, context, entry.id, lang)
        return any(re.search(rf"[该本此这]一?个?{head}", text) or (before and head in text) for head in heads)
    if lang == RU:
        lemmas = {reading.lemma for word in tokens.words(text) for reading in readings(word.lower())}
        return any(head in lemmas for head in heads)
    return False


def _without_others(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> str:
    """The text with the mentions of other concepts blanked: their head words are their own, but for a title's."""
    chars = list(unit.text(lang))
    for mention in context.mentions(unit, lang):
        other = context.entries.get(mention.term.concept_id)
        if mention.term.concept_id != entry.id and other is not None and other.kind is not Kind.TITLE:
            chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(chars)


def _head(term: str, lang: str) -> str:
    """The head noun of a term of several words, in lower case; the lemma in Russian, the last characters in Chinese."""
    if lang == ZH:
        match = _ZH_HEADS.search(term)
        return match.group() if match and match.start() else ""
    words = term.split()
    if len(words) < 2:  # noqa: PLR2004 - a single word is the name itself, no head
        return ""
    if lang == EN:
        phrase = re.split(r"\s(?:of|for|on|in|to)\s", term, maxsplit=1)[0].split()
        return phrase[-1].lower()
    read = [readings(word.lower()) for word in words]
    likely = (found[0].lemma for found in read if found[0].pos == "NOUN")
    return next(likely, "") or next((one.lemma for found in read for one in found if one.pos == "NOUN"), "")


def preferred_form(context: Context, concept_id: str, lang: str, surface: str, *, instead: str = "") -> str:
    """The term to write in the case and number of what stands in the text; empty where there is none.

    It is what the unwanted term's entry says to use instead, else the concept's preferred term at the release's date.
    """
    entry = context.entries[concept_id]
    term = next((term for term in entry.in_language(lang) if instead and term.text == instead), None)
    if term is None and not instead:
        term = entry.preferred(lang, context.date)
    if lang == ZH or (term is None and not instead):
        return term.text if term else instead
    if term is None:
        return inflection.inflect_like(instead, surface, lang)
    return inflection.inflect_like(term.text, surface, lang, inflection=term.inflection, gender=term.gender)


def evidence(mention: Mention, lang: str, *, agrees: bool = True) -> Evidence:
    """A mention as evidence."""
    return Evidence(lang, mention.start, mention.end, mention.text, mention.term.concept_id, agrees)
