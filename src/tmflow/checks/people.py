"""Which person of one version is which of another: what name_mismatch and rank_mismatch share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import pypinyin
from pypinyin.constants import PHRASES_DICT

from tmflow.model.concept import Kind
from tmflow.text import names, palladius
from tmflow.text.palladius import split_pinyin
from tmflow.text.pinyin import name_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

_READINGS: Final = 16
"""So many combinations of readings are tried; a given name has two characters, and most have one reading."""
_SURE: Final = 2
"""A name of two characters may be a part of other words elsewhere."""
_HAN: Final = re.compile(r"[\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Person:
    """A person named at `[start, end)`; `concept_id` is the glossary's entry, if it knows the rendering."""

    start: int
    end: int
    text: str
    concept_id: str = ""


def likeness(a: str, lang_a: str, b: str, lang_b: str) -> float:
    """How much two renderings are one name, 0 to 1: the weakest of its parts counts (a given name can be wrong)."""
    whole = names.likeness(a, lang_a, b, lang_b)
    first, second = parts(a, lang_a), parts(b, lang_b)
    if len(first) < 2 or len(second) < 2:  # noqa: PLR2004 - a surname alone has no weakest part
        return whole
    given = names.likeness(first[0], lang_a, second[0], lang_b)
    family = names.likeness(first[-1], lang_a, second[-1], lang_b)
    return min(whole, given, family)


def parts(name: str, lang: str) -> list[str]:
    """The parts of a foreign name; a Chinese name is one part, whatever its spelling."""
    if lang == "zh":
        return name.replace("•", "·").replace("・", "·").split("·")
    return name.replace("\u00a0", " ").split()


@lru_cache(maxsize=10_000)
def chinese_forms(zh: str, lang: str) -> frozenset[str]:
    """Every right form of a Chinese person's name in English or Russian, folded: all readings, all cases."""
    surname, given = names.split_name(zh)
    family, _ = name_syllables(zh)
    readings = _heteronyms(given)
    forms: set[str] = set()
    for chosen in islice(product(*readings), _READINGS):
        if lang == "en":
            forms |= {folded(f"{a} {b}", lang) for a in _spellings(family) for b in _spellings(chosen)}
        else:
            base = f"{palladius.from_pinyin(family)} {palladius.from_pinyin(chosen)}"
            forms |= {folded(form, lang) for form in names.decline_chinese(base)}
    preferred = names.pinyin_name(zh) if lang == "en" else names.palladius_name(zh)
    return frozenset(forms | {folded(preferred, lang)}) if surname and given else frozenset()


def _heteronyms(given: str) -> list[tuple[str, ...]]:
    """All readings of each character; two characters that are no phrase are read one by one, and remembered."""
    if len(given) > _SURE or given in PHRASES_DICT:
        return [tuple(found) for found in pypinyin.pinyin(given, style=pypinyin.Style.NORMAL, heteronym=True)]
    return [reading for char in given for reading in _readings(char)]


@lru_cache(maxsize=20_000)
def _readings(char: str) -> list[tuple[str, ...]]:
    return [tuple(found) for found in pypinyin.pinyin(char, style=pypinyin.Style.NORMAL, heteronym=True)]


@lru_cache(maxsize=50_000)
def _families(start: str, lang: str) -> frozenset[str]:
    """The surnames, folded, that a name beginning with these two characters may have."""
    syllables = {name_syllables(start)[0], name_syllables(start + start[0])[0]}
    if lang == "en":
        return frozenset(folded(form, lang) for family in syllables for form in _spellings(family))
    return frozenset(folded(palladius.from_pinyin(family), lang) for family in syllables)


def _spellings(syllables: tuple[str, ...]) -> set[str]:
    joined = "".join(syllables).replace("ü", "v")
    return {joined.replace("v", letters) for letters in ("yu", "u", "v", "ü")}


def folded(name: str, lang: str) -> str:
    """A name for comparing: lower case, no marks, ё as е."""
    plain = name.lower().replace("ё", "е").replace("\u00a0", " ")
    return plain if lang == "ru" else plain.replace("-", "").replace("'", "").replace("’", "")


def explained(unit: TranslationUnit, context: Context, name: str, lang: str) -> Person | None:
    """The two to four characters of the unit's Chinese text that are a name which reads like `name`, if there are."""
    zh = unit.text("zh")
    return context.of_text(f"explained {lang} {name}", "zh", zh, lambda: _explained(name, lang, zh))


def _explained(name: str, lang: str, zh: str) -> Person | None:
    wanted = folded(name, lang)
    family = wanted.partition(" ")[0]
    for run in _HAN.finditer(zh):
        starts = [at for at in range(run.start(), run.end() - 1) if family in _families(zh[at : at + 2], lang)]
        for size in (2, 3, 4):
            for at in starts:
                if at + size <= run.end() and wanted in chinese_forms(zh[at : at + size], lang):
                    return Person(at, at + size, zh[at : at + size])
    return None


def chinese_people(unit: TranslationUnit, context: Context) -> list[Person]:
    """The persons of the Chinese version: those that it shows, those of the release, those that a version points at."""
    names = context.once("people of the release", lambda: _names_of_release(context))
    # The names stand in the key as one object: 300 units would hash 100 names each.
    same = context.once("names as one", lambda: context.kept(("names", names), object))
    key = ("chinese people", same, unit.text("zh"), unit.text("en"), unit.text("ru"))
    return list(context.kept(key, lambda: _chinese_people(unit, context, names)))


def _chinese_people(unit: TranslationUnit, context: Context, names_of_release: tuple[str, ...]) -> list[Person]:
    found = people(unit, context, "zh")
    text = unit.text("zh")
    for name in names_of_release:
        for at in places(name, text) if name in text else ():
            here = Person(at, at + len(name), name)
            if not any(_overlap(here, known) for known in found):
                found.append(here)
    for lang in ("en", "ru"):
        for other in people(unit, context, lang):
            person = explained(unit, context, other.text, lang)
            if person and not any(_overlap(person, known) for known in found):
                found.append(person)
    return found


def places(name: str, text: str) -> Iterator[int]:
    """Where a name stands in a text; a pattern of each name would cost more than the search."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _names_of_release(context: Context) -> tuple[str, ...]:
    """Full Chinese names that stand somewhere beside a title or a right rendering: later they stand alone."""
    names = {m.text for unit in context.units for m in context.people(unit, "zh")}
    for unit in context.units:
        renderings = [(other, lang) for lang in ("en", "ru") for other in context.people(unit, lang)]
        spoken = (explained(unit, context, other.text, lang) for other, lang in renderings if other.key)
        names |= {person.text for person in spoken if person is not None and len(person.text) > _SURE}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def syllables_of(pinyin: str) -> tuple[str, ...]:
    """The syllables of a Chinese name in pinyin, surname first; of several ways to read it the shortest."""
    parts = [split_pinyin(part) for part in folded(pinyin, "en").split()]
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - surname and given name
        return ()
    return (*min(parts[0], key=len), *min(parts[1], key=len))


def names_like(run: str, wanted: tuple[str, ...]) -> bool:
    """Whether Chinese characters read like the syllables but for one of the given name's."""
    if not _HAN.fullmatch(run):
        return False
    readings = [set(found) for found in pypinyin.pinyin(run, style=pypinyin.Style.NORMAL, heteronym=True)]
    if len(readings) != len(wanted) or wanted[0] not in {*readings[0], *name_syllables(run)[0]}:
        return False
    return sum(syllable not in found for syllable, found in zip(wanted[1:], readings[1:], strict=True)) == 1


def known_elsewhere(run: str, unit: TranslationUnit, context: Context) -> bool:
    """Whether a version of the release names the Chinese name as it is: then it is another person."""
    return any(
        folded(other.text, "en") in chinese_forms(run, "en")
        for near in context.units
        if near.id != unit.id
        for other in people(near, context, "en")
    )


def people(unit: TranslationUnit, context: Context, lang: str) -> list[Person]:
    """The persons of a version: those of the glossary, and those that stand out by their form."""
    return list(context.of_text("persons", lang, unit.text(lang), lambda: _people(unit, context, lang)))


def _people(unit: TranslationUnit, context: Context, lang: str) -> list[Person]:
    known = [
        Person(m.start, m.end, m.text, m.term.concept_id)
        for m in context.mentions(unit, lang)
        if (entry := context.entries.get(m.term.concept_id)) and entry.kind is Kind.PERSON
    ]
    found = [Person(m.start, m.end, m.text) for m in context.people(unit, lang)]
    # "Song" of the glossary inside "Song Weizheng" of the text: the longer name is what was written.
    kept = [person for person in known if not any(_wider(other, person) for other in found)]
    kept += [person for person in found if not any(_overlap(person, other) for other in kept)]
    return sorted(kept, key=lambda person: person.start)


def _overlap(a: Person, b: Person) -> bool:
    return a.start < b.end and b.start < a.end


def _wider(a: Person, b: Person) -> bool:
    return a.start <= b.start and b.end <= a.end and a.end - a.start > b.end - b.start
