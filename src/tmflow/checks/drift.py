"""One person, two renderings in one release: what name_drift tells, or name_mismatch where it is another name.

The Chinese text says who is meant: the same characters (of a foreigner the surname behind the middle dot) in two units.
What each version writes there is put into its base form; of two forms one is right: the glossary's, else the more
frequent, else the one that another version of the unit agrees with, else the first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import DamerauLevenshtein

from tmflow.checks.people import chinese_forms, chinese_people, folded
from tmflow.glossary.russian import keys
from tmflow.i18n import tr
from tmflow.model.concept import Kind
from tmflow.model.issue import Evidence, Issue, Severity
from tmflow.model.language import EN, RU, ZH
from tmflow.text import inflection, names
from tmflow.text.likeness import sounds
from tmflow.text.people import TRANSLITERATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import ConceptEntry
    from tmflow.model.unit import TranslationUnit

_ALIKE: Final = 0.75
_SIDES: Final = 0.65
_CLEARLY: Final = 0.05
"""A version sides with a name that sounds like its own, and clearly more so than the other one does."""
_SHORTEST: Final = 4
"""Letters of a surname: of shorter ones two are too easily alike."""
_EDITS: Final = 2
_ENDING: Final = re.compile(r"(?<=[а-яё]{3})(?:[оеё][йюм]|[ыи]м|[ое]го|[ое]му|[аыяюуиеойь])$")
"""Case endings of surnames that the dictionary does not have (Мандела, Манделой)."""
_WORD: Final = {
    EN: re.compile(r"[A-Z](?<![\w’'-].)[a-z]+(?:[-'’][A-Za-z]+)?(?![\w-])"),
    RU: re.compile(r"[А-ЯЁ](?<![\w-].)[а-яё]+(?:-[А-ЯЁа-яё]+)?(?![\w-])"),
}
"""The capital stands before what looks back: so nothing is tried where there is none."""
_PAIR: Final = {
    EN: re.compile(r"[A-Z](?<![\w’'-].)(?=([a-zü]+ [A-Z][a-zü]+(?:[-'’][A-Za-z]+)?)(?![\w-]))"),
    RU: re.compile(r"[А-ЯЁ](?<![\w-].)(?=([а-яё]+[ \u00a0][А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?)(?![\w-]))"),
}


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a unit names a person in `lang`: at `[start, end)`; `base` is its base form for comparing."""

    unit_id: str
    lang: str
    start: int
    end: int
    text: str
    base: str


@dataclass(frozen=True, slots=True)
class Drift:
    """`wrong` stands where the release elsewhere has `right`; `zh` is the name at `[start, end)` of the unit's Chinese.

    `other` tells that it is another name, not another spelling: the consonants differ, and the third version of the
    same unit sides with the right one.
    """

    wrong: Rendering
    right: str
    suggestion: str
    zh: str
    start: int
    end: int
    other: bool
    concept_id: str = ""


def drifts(unit: TranslationUnit, context: Context) -> tuple[Drift, ...]:
    """Return the drifts of one unit."""
    return context.once("drifts", lambda: _by_unit(context)).get(unit.id, ())


def _by_unit(context: Context) -> dict[str, tuple[Drift, ...]]:
    found: dict[str, tuple[Drift, ...]] = {}
    if ZH in context.languages:
        for drift in (*_foreign(context), *_chinese(context)):
            found[drift.wrong.unit_id] = (*found.get(drift.wrong.unit_id, ()), drift)
    return found


def _chinese(context: Context) -> Iterator[Drift]:
    """Renderings of Chinese persons, all of them right by themselves: Lü and Lyu, Jianjun and Jian-jun."""
    named: dict[tuple[str, str], list[tuple[Rendering, int]]] = {}
    for unit in context.units:
        for person in chinese_people(unit, context):
            if "·" not in person.text:
                for lang in (EN, RU):
                    for rendering in _whole_names(unit, context, person.text, lang):
                        named.setdefault((person.text, lang), []).append((rendering, person.start))
    for (zh, lang), places in named.items():
        renderings = [rendering for rendering, _ in places]
        if len({rendering.base for rendering in renderings}) < 2:  # noqa: PLR2004 - one is no drift
            continue
        right = _leader(renderings, _accepted(context, zh, lang))
        for rendering, start in places:
            if rendering.base != right:
                suggestion = _name_like(zh, right, rendering)
                yield Drift(rendering, suggestion or right, suggestion, zh, start, start + len(zh), other=False)


def _whole_names(unit: TranslationUnit, context: Context, zh: str, lang: str) -> list[Rendering]:
    """Where a version names a Chinese person with surname and given name, rightly."""
    key = ("whole names", unit.id, zh, lang, unit.text(lang))
    return context.kept(key, lambda: _read_whole_names(unit, context, zh, lang))


def _read_whole_names(unit: TranslationUnit, context: Context, zh: str, lang: str) -> list[Rendering]:
    text = unit.text(lang)
    pairs = context.of_text(
        "pairs", lang, text, lambda: [(m.start(), m.group() + m.group(1)) for m in _PAIR[lang].finditer(text)]
    )
    forms = chinese_forms(zh, lang) if pairs else frozenset()
    found = []
    for start, pair in pairs:
        plain = folded(pair, lang)
        if plain.replace("-", "") in forms:
            base = plain if lang == RU else pair.lower().replace("’", "'")
            end = start + len(pair)
            found.append(Rendering(unit.id, lang, start, end, pair, _nominative(base, forms) if lang == RU else base))
    return found


def _nominative(form: str, forms: frozenset[str]) -> str:
    """The base form of a declined Chinese name: the one among the right forms from which it is declined."""
    surname, _, given = form.partition(" ")
    bare = given.replace("-", "")
    bases = [other.partition(" ")[2] for other in forms if other.partition(" ")[0] == surname]
    declined = [base for base in bases if base != bare and bare in _declensions(base)]
    base = max(declined, key=len) if declined and bare[-1] in "аяуюем" else bare
    return f"{surname} {base}" + ("-" if "-" in given else "")


def _declensions(base: str) -> frozenset[str]:
    return names.decline_chinese(base) if base[-1:] not in "аеёиоуыэюя" else frozenset()


def _name_like(zh: str, right: str, wrong: Rendering) -> str:
    """The right name in the case of the wrong one."""
    if wrong.lang == EN:
        return next(
            (form for form in (names.pinyin_name(zh),) if form.lower() == right),
            " ".join(word.capitalize() for word in right.split()),
        )
    title = _titled(right)
    if wrong.base.rstrip("-") == right.rstrip("-"):
        return _titled(wrong.text)
    nominative = folded(wrong.text, RU) == wrong.base
    return title if nominative else inflection.inflect_like(title, wrong.text.replace("-", ""), RU)


def _titled(name: str) -> str:
    return " ".join(word.replace("-", "").capitalize() for word in name.replace("\u00a0", " ").split())


def _accepted(context: Context, zh: str, lang: str) -> frozenset[str]:
    """The renderings of a person that the glossary prefers, in small letters."""
    entries = context.of_glossary("persons", lambda: _persons(context))
    return frozenset(
        term.text.lower().replace("ё", "е")
        for entry in entries
        if any(term.text == zh for term in entry.in_language(ZH))
        for term in (entry.preferred(lang),)
        if term is not None
    )


def _leader(renderings: list[Rendering], accepted: frozenset[str]) -> str:
    for rendering in renderings:
        if rendering.base in accepted:
            return rendering.base
    return Counter(rendering.base for rendering in renderings).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class _Family:
    """A foreign surname in Chinese, with what the glossary prefers for it by language."""

    zh: str
    preferred: tuple[tuple[str, str], ...] = ()
    concept_id: str = ""


def _persons(context: Context) -> tuple[ConceptEntry, ...]:
    return tuple(entry for entry in context.entries.values() if entry.kind is Kind.PERSON)


def _families(context: Context) -> list[_Family]:
    """The surnames of foreigners that the release or the glossary has with a first name, of one person each."""
    given: dict[str, set[str]] = {}
    for unit in context.units:
        for person in context.people(unit, ZH):
            if person.origin == "foreign" and len(person.surname) > 1:
                given.setdefault(person.surname, set()).add(person.given[-2:])
    found = {zh: _Family(zh) for zh, firsts in given.items() if len(firsts) == 1}
    release = "\n".join(unit.text(ZH) for unit in context.units)
    known = context.of_glossary("foreigners", lambda: _known(context))
    found |= {zh: family for zh, family in known.items() if zh in release and len(given.get(zh, ())) <= 1}
    return list(found.values())


def _known(context: Context) -> dict[str, _Family]:
    found: dict[str, _Family] = {}
    for entry in context.entries.values():
        if entry.kind is Kind.PERSON:
            zh = next((term.text.rpartition("·")[2] for term in entry.in_language(ZH) if "·" in term.text), "")
            if len(zh) > 1:
                terms = ((lang, term.text.split()[-1]) for lang in (EN, RU) if (term := entry.preferred(lang)))
                found[zh] = _Family("" if zh in found else zh, tuple(terms), entry.id)
    return {zh: family for zh, family in found.items() if family.zh}


def _foreign(context: Context) -> Iterator[Drift]:
    for family in _families(context):
        place = re.compile(rf"(?:(?<![{TRANSLITERATION}])|(?<=·)){family.zh}")
        units = [unit for unit in context.units if family.zh in unit.text(ZH) and place.search(unit.text(ZH))]
        for lang in (EN, RU):
            if lang in context.languages and units:
                yield from _foreign_in(context, family, units, lang, place)


def _foreign_in(
    context: Context, family: _Family, units: list[TranslationUnit], lang: str, place: re.Pattern[str]
) -> Iterator[Drift]:
    right_term = dict(family.preferred).get(lang, "")
    found: list[Rendering] = []
    unnamed: list[TranslationUnit] = []
    for unit in units:
        here = _surnames(unit, context, family.zh, lang)
        found += here
        unnamed += [] if here else [unit]
    known = [rendering.text for rendering in found] + ([right_term] if right_term else [])
    if not known:
        return
    for unit in unnamed:
        found += _near(unit, context, known, lang)
    groups = _groups(found, right_term, lang)
    if len(groups) < 2:  # noqa: PLR2004 - one is no drift
        return
    right = groups[0]
    by_id = {unit.id: unit for unit in units}
    for group in groups[1:]:
        for wrong in group:
            unit = by_id[wrong.unit_id]
            spoken = place.search(unit.text(ZH))
            if spoken:
                written, suggestion = _right(right, right_term, wrong)
                if not _near_by_letters(written, wrong):
                    continue
                other = _another_name(unit, written, wrong)
                yield Drift(
                    wrong, written, suggestion, family.zh, spoken.start(), spoken.end(), other, family.concept_id
                )


def _words(unit: TranslationUnit, context: Context, lang: str) -> list[re.Match[str]]:
    """Capitalised words that may be a surname: none of a term of the glossary, unless it is a person."""
    text = unit.text(lang)

    def read() -> list[re.Match[str]]:
        taken = {
            at
            for m in context.mentions(unit, lang)
            if (entry := context.entries.get(m.term.concept_id)) and entry.kind is not Kind.PERSON
            for at in range(m.start, m.end)
        }
        return [m for m in _WORD[lang].finditer(text) if m.start() not in taken and len(m.group()) >= _SHORTEST]

    return context.of_text("surnames", lang, text, read)


def _surnames(unit: TranslationUnit, context: Context, zh: str, lang: str) -> list[Rendering]:
    """The word of a version that sounds like the Chinese surname most, each time it stands there."""
    scores = [(names.likeness(zh, ZH, m.group(), lang), m) for m in _words(unit, context, lang)]
    best = max((score for score, _ in scores), default=0.0)
    if best < _ALIKE:
        return []
    return [_rendering(unit, match, lang) for score, match in scores if score >= max(_ALIKE, best - 0.15)]


def _near(unit: TranslationUnit, context: Context, known: list[str], lang: str) -> list[Rendering]:
    """A word that is a letter or two away from a rendering that the release has elsewhere (Jonon, Jononov)."""
    stems = {_stem(word, lang) for word in known}
    return [
        _rendering(unit, match, lang)
        for match in _words(unit, context, lang)
        if any(
            len(stem) > _SHORTEST and (stem[0] == word[0]) and DamerauLevenshtein.distance(stem, word) <= _EDITS
            for stem in stems
            for word in (_stem(match.group(), lang),)
        )
    ]


def _rendering(unit: TranslationUnit, match: re.Match[str], lang: str) -> Rendering:
    text = match.group()
    end = match.end()
    if lang == EN and text[-2:] in {"'s", "’s"}:
        text, end = text[:-2], end - 2
    return Rendering(unit.id, lang, match.start(), end, text, text.lower().replace("ё", "е"))


def _stem(word: str, lang: str) -> str:
    """A surname without its ending, with ё where it is written so."""
    return word.lower() if lang == EN else min(keys(word), key=lambda key: (len(key), "ё" not in key))


def _groups(found: list[Rendering], right_term: str, lang: str) -> list[list[Rendering]]:
    """The renderings sorted by what is one name in whatever case; the right one first."""
    groups: list[tuple[set[str], list[Rendering]]] = []
    if right_term:
        groups.append((set(_forms(right_term, lang)), []))
    for rendering in found:
        forms = _forms(rendering.text, lang)
        group = next((group for group in groups if not group[0].isdisjoint(forms)), None)
        if group is None:
            groups.append((set(forms), [rendering]))
        else:
            group[0].update(forms)
            group[1].append(rendering)
    if right_term:
        return [groups[0][1], *(group for _, group in groups[1:])]
    return sorted((group for _, group in groups), key=lambda group: -len(group))


def _forms(word: str, lang: str) -> frozenset[str]:
    """The base forms of a surname; what one has in common with another tells that it is the same name."""
    low = word.lower()
    if lang == EN:
        return frozenset({low, low.removesuffix("s")})  # the Clintons
    return keys(word) | {_ENDING.sub("", low)}


def _right(right: list[Rendering], right_term: str, wrong: Rendering) -> tuple[str, str]:
    """The right name as the release or the glossary writes it, and in the case of the wrong one."""
    text = right_term or right[0].text
    if wrong.lang == EN:
        return text, text
    ours, theirs = _stems(text, wrong.text)
    if wrong.text.lower().startswith(theirs):
        return text, ours[:1].upper() + ours[1:] + wrong.text[len(theirs) :]
    return text, inflection.inflect_like(text, wrong.text, RU) if right_term else ""


def _near_by_letters(right: str, wrong: Rendering) -> bool:
    """Whether two renderings differ by a letter or two; others are two persons (普京, 拜登)."""
    pair = (right.lower(), wrong.text.lower()) if wrong.lang == EN else _stems(right, wrong.text)
    return int(DamerauLevenshtein.distance(*pair)) <= _EDITS


def _stems(a: str, b: str) -> tuple[str, str]:
    """The base forms of two Russian surnames that are most alike: Керимов in «Керимова», if the other is Каримов."""
    pairs = ((left, right) for left in keys(a) for right in keys(b))
    return min(
        pairs, key=lambda pair: (DamerauLevenshtein.distance(*pair), len("".join(pair)), "ё" not in pair[0], pair)
    )


def _another_name(unit: TranslationUnit, right: str, wrong: Rendering) -> bool:
    """Whether the consonants differ, and the third version of the unit has the right name."""
    meant, written = (right, wrong.text) if wrong.lang == EN else _stems(right, wrong.text)
    mine, theirs = _consonants(written, wrong.lang), _consonants(meant, wrong.lang)
    if mine == theirs or len(mine) != len(theirs):
        return False
    third = RU if wrong.lang == EN else EN
    return any(
        names.likeness(meant, wrong.lang, match.group(), third)
        > max(_SIDES, names.likeness(written, wrong.lang, match.group(), third) + _CLEARLY)
        for match in _WORD[third].finditer(unit.text(third))
    )


def _consonants(word: str, lang: str) -> str:
    return re.sub("[a-z]", "", sounds(word, lang))


def overlap(issue: Issue, wrong: Rendering) -> bool:
    """Whether an issue is about this rendering already."""
    return issue.lang == wrong.lang and issue.start < wrong.end and wrong.start < issue.end


def issue(found: Drift, check: str, severity: Severity) -> Issue:
    """A drift as an issue of a check."""
    wrong = found.wrong
    return Issue(
        check=check,
        unit_id=wrong.unit_id,
        lang=wrong.lang,
        start=wrong.start,
        end=wrong.end,
        text=wrong.text,
        message=tr("“{text}” is “{right}” elsewhere in this release", text=wrong.text, right=found.right),
        severity=severity,
        key=f"{check}:{wrong.lang}:{found.zh}:{folded(wrong.text, wrong.lang)}",
        suggestion=found.suggestion if found.suggestion != wrong.text else "",
        evidence=(Evidence(ZH, found.start, found.end, found.zh),) if wrong.lang != ZH else (),
        concept_id=found.concept_id,
    )
