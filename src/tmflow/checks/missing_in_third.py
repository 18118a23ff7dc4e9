"""A person, number, organisation or place stands in two versions and not in the third.

It says what `term_missing`, `number_mismatch`, `name_mismatch` and their kin leave out: what both translations have
and the source lacks (but for places, which are added for foreign readers), places that one translation lacks (青岛,
"Qingdao", and nothing in the Russian), and persons who are not named at all.
Flagged: 刘建军主任会见客人 with "Director Liu Jianjun met the guests" and «Гости осмотрели порт». Not flagged: a
pronoun or a head word (the city, the capital, 我市, он), an adjective (российский), a festival named by one of its
days (除夕), a name or value in the sentence before or after, small counts, values in brackets, and units of two
versions. A warning for persons and values, else an info.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pypinyin

from tmflow.checks import terms, values
from tmflow.checks.check import Check, text_hash
from tmflow.checks.people import chinese_forms, folded
from tmflow.i18n import tr
from tmflow.model.concept import Kind
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.model.language import EN, RU, ZH
from tmflow.text import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.unit import TranslationUnit

ID = "missing_in_third"
_NAMED: Final = frozenset({Kind.ORGANISATION, Kind.PLACE, Kind.EVENT, Kind.ABBREVIATION, Kind.PERSON})
_ALIKE: Final = 0.55
"""A word that is so much like a part of a name may be the name."""
_STEM: Final = 4
_REFERS: Final = {
    ZH: re.compile(r"[他她它其该此本我][们国省市县区州会]?|两国|三国|双方|各方|各国|全[国省市]|当地|国家|境|国内"),
    EN: re.compile(
        r"\b(?:he|she|it|they|his|her|him|its|their|them|who|there|here|both|country|countries|nations?|city|"
        r"province|region|local|domestic|national)\b",
        re.IGNORECASE,
    ),
    RU: re.compile(
        r"\b(?:он|она|оно|они|его|её|ее|их|ему|ей|им|ним|ней|нём|нем|них|котор\w+|там|здесь|свой|сво\w{1,3}|стран\w*|"
        r"город\w*|провинци\w+|регион\w*|област\w+|местн\w+|отечествен\w+|национальн\w+|обе\w*|этот|эт\w{1,3})\b",
        re.IGNORECASE,
    ),
}
_SHORT: Final = {"中国": "华", "美国": "美", "上海": "沪", "广东": "粤", "山东": "鲁", "重庆": "渝", "福建": "闽"}
_ALSO: Final = {
    "denm": "dane danish", "neth": "dutch holland", "unit": "brit engl scot wales americ emirat u.s. u.k.",
    "spai": "spanish", "fran": "french", "pola": "polish", "swed": "swede", "turk": "türk", "gree": "greek hellen",
    "kyrg": "kirg", "wale": "welsh", "дани": "датч датск", "ниде": "голланд", "сша": "америк",
    "соед": "америк британ англи сша", "герм": "немец немц фрг", "вели": "англи британ", "брит": "англи",
    "мекс": "мехик", "кита": "кнр", "англ": "брит", "егип": "каир",
}  # fmt: skip
"""Other stems that name the people of a country, by the first letters of its name."""
_CAPITALS: Final = {
    ZH: re.compile("首都|首府|省会"),
    EN: re.compile(
        r"(?:\b[Tt]he(?: [A-Z]\w+)?|[’']s) capital\b"
        r"(?! (?:accounts?|contributions?|expenditures?|flows?|gains?|goods|investments?|markets?|stock)\b)"
    ),
    RU: re.compile(r"\bстолиц(?:а|ы|е|у|ей|ею)\b", re.IGNORECASE),
}
"""A capital city is often called one instead of by its name."""
_NEW_YEAR: Final = re.compile("春节|农历新年")
_NEW_YEAR_DAYS: Final = re.compile("除夕|大年|年夜|过年|拜年|新春|正月")
_CAPITALISED: Final = {EN: re.compile(r"[A-Z](?<!\w.)[\w’'-]+"), RU: re.compile(r"[А-ЯЁ](?<!\w.)[\w-]+")}


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if len(filled) < 3:  # noqa: PLR2004 - there is no third
        return
    yield from _concepts(unit, context)
    yield from _values(unit, context)
    if ZH in filled:
        yield from _persons(unit, context)


def _concepts(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    found = {lang: context.concepts(unit, lang) for lang in filled}
    for lang in filled:
        first, second = (other for other in filled if other != lang)
        for concept in sorted((found[first] & found[second]) - found[lang]):
            entry = context.entries.get(concept)
            if entry is None or entry.kind not in _NAMED or (lang != filled[0]) is not (entry.kind is Kind.PLACE):
                continue  # a place is added for foreign readers, or left to the checks of terms
            if entry.preferred(lang, context.date) is None or _meant(unit, context, entry, lang):
                continue
            mentions = [_mention(unit, context, concept, other) for other in (first, second)]
            if all(mentions) and (entry.kind is Kind.PLACE or all(_specific(m.text) for m in mentions if m)):
                evidence = tuple(
                    terms.evidence(m, other) for m, other in zip(mentions, (first, second), strict=True) if m
                )
                yield _issue(unit, context, lang, evidence, Severity.INFO, concept)


def _specific(name: str) -> bool:
    """Whether a name is more than one common word (Congress)."""
    return " " in name.replace("\u00a0", " ") or not name[1:].islower()


def _mention(unit: TranslationUnit, context: Context, concept: str, lang: str) -> Mention | None:
    """A mention of the concept by itself, not inside a longer term, in a rendering that is accepted."""
    return next(
        (m for m in context.mentions(unit, lang) if m.term.concept_id == concept and m.term.accepted_at(context.date)),
        None,
    )


def _meant(unit: TranslationUnit, context: Context, entry: ConceptEntry, lang: str) -> bool:
    """Whether the version means it by another word, or says it in the sentence before or after."""
    text = unit.text(lang)
    if _REFERS[lang].search(text) if lang in _REFERS else True:
        return True
    if entry.kind is Kind.PLACE and lang in _CAPITALS and _CAPITALS[lang].search(text):
        return True
    if any(entry.id in context.concepts(near, lang) for near in context.neighbours(unit)):
        return True
    if lang == ZH:
        return _in_chinese(text, entry)
    lowered = text.lower()
    names_of_it = [term.text.lower() for term in entry.terms if term.lang != ZH]
    if any(_word(name).search(lowered) for name in names_of_it):
        return True  # a Latin name in a Russian text
    stems = {word[:_STEM] for name in names_of_it for word in re.findall(r"\w{3,}", name)}
    stems.update(other for stem in list(stems) for other in _ALSO.get(stem, "").split())
    return any(stem in lowered for stem in stems) or terms.rendered(unit, context, entry.id, lang)


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}\b")


def _in_chinese(text: str, entry: ConceptEntry) -> bool:
    """Whether a Chinese text has a short form of the name (中, 驻华, 沪), or characters that read like it."""
    written = [term.text for term in entry.in_language(ZH)]
    if any(part in text for name in written for part in (name[:1], name[-2:], *_SHORT.get(name, ""))):
        return True
    if _NEW_YEAR_DAYS.search(text) and any(_NEW_YEAR.search(name) for name in written):
        return True
    sound = "".join(pypinyin.lazy_pinyin(text))
    return any("".join(pypinyin.lazy_pinyin(name)) in sound for name in written)


def _values(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """What both translations say and the source does not."""
    source = context.filled(unit)[0]
    for found in values.unsaid(unit, context):
        evidence = tuple(
            Evidence(item.lang, item.quantity.start, item.quantity.end, item.quantity.text) for item in found
        )
        yield _issue(unit, context, source, evidence, Severity.WARNING)


def _persons(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Who is named in Chinese and in one translation, and not at all in the other."""
    for person in context.people(unit, ZH):
        places = {lang: _named(unit.text(lang), person.text, lang) for lang in (EN, RU)}
        for lang, other in ((EN, RU), (RU, EN)):
            place = places[other]
            if places[lang] or place is None or lang not in context.filled(unit):
                continue
            around = " ".join(near.text(lang) for near in context.neighbours(unit))
            if _REFERS[lang].search(unit.text(lang)) or _named(around, person.text, lang):
                continue
            # A name there may be this one, badly written, or in Latin letters: `name_mismatch` knows better.
            if _stranger(unit, context, lang) or _like(unit.text(lang), lang, unit.text(other)[slice(*place)], other):
                continue
            evidence = (
                Evidence(ZH, person.start, person.end, person.text),
                Evidence(other, *place, unit.text(other)[slice(*place)]),
            )
            yield _issue(unit, context, lang, evidence, Severity.WARNING)


def _stranger(unit: TranslationUnit, context: Context, lang: str) -> bool:
    """Whether a version names somebody who is none of the persons of the Chinese one."""
    known = context.people(unit, ZH)
    return any(
        not any(_named(found.text, person.text, lang) for person in known) for found in context.people(unit, lang)
    )


def _named(text: str, person: str, lang: str) -> tuple[int, int] | None:
    """Where a text names the person, by surname at least."""
    words = list(_CAPITALISED[lang].finditer(text))
    if "·" in person:
        wanted = [part for part in person.split("·") if len(part) > 1]
        return next(
            (word.span() for word in words for part in wanted if names.likeness(part, ZH, word[0], lang) >= _ALIKE),
            None,
        )
    families = {form.split()[0] for form in chinese_forms(person, lang)}
    return next((word.span() for word in words if folded(word[0], lang) in families), None)


def _like(text: str, lang: str, name: str, other: str) -> bool:
    """Whether some word of a text may be a name of another version."""
    if name in text:
        return True
    return any(names.likeness(name, other, word[0], lang) >= _ALIKE for word in _CAPITALISED[lang].finditer(text))


def _issue(
    unit: TranslationUnit,
    context: Context,
    lang: str,
    evidence: tuple[Evidence, ...],
    severity: Severity,
    concept_id: str = "",
) -> Issue:
    end = len(unit.text(lang))
    said = ", ".join(f"{each.lang} {each.text}" for each in evidence)
    hashes = ":".join(text_hash(unit.text(each)) for each in sorted(context.filled(unit)))
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=end,
        end=end,
        text="",
        message=tr("not said here; the others say: {said}", said=said),
        severity=severity,
        key=f"{ID}:{lang}:{evidence[0].lang}{evidence[0].start}:{hashes}",
        evidence=evidence,
        concept_id=concept_id,
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.OMISSION)
