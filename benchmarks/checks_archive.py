"""A made archive of any size for the benchmark of the checks, and a made glossary beside the starter one.

Every unit is a row of the aligned examples (read and aligned as the product does it) in which figures, persons and
days were changed in all three versions alike: digit by digit for numbers of two digits and more that all versions
have, a new Chinese name for a Chinese person whose pinyin and Palladius forms stand there. Every fifth unit gets one
more sentence with an organisation of the made glossary. All of it is drawn with one seed.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tmflow.alignment import aligner, sentences
from tmflow.ingest import registry
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.language import LANGUAGES
from tmflow.model.segment import Segment
from tmflow.services.beads import Frame, plant
from tmflow.services.glossary_reading import entries_of
from tmflow.text import inflection, names, palladius
from tmflow.text.people import find_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.model.unit import TranslationUnit

ROOT = Path(__file__).resolve().parent.parent
RELEASE = 30
"""Units in a release."""
FEWEST_MADE = 1_000
_FIGURE = re.compile(r"(?<![\w.,])\d[\d\u00a0 ,.]*\d")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超霞平刚玲桂英华文国志海云峰"
_PLACES = "lin he ping an dong shan hai tai gu yang shi men qing quan bai yun long kou ning bo fu chun"
_CHARS = dict(zip(_PLACES.split(), "林河平安东山海台谷阳石门清泉白云龙口宁波福春", strict=True))
_FIELDS = (
    ("海洋", "Marine", "морской"),
    ("农业", "Agricultural", "сельскохозяйственный"),
    ("物流", "Logistics", "логистический"),
    ("能源", "Energy", "энергетический"),
    ("医药", "Pharmaceutical", "фармацевтический"),
    ("纺织", "Textile", "текстильный"),
    ("化工", "Chemical", "химический"),
    ("冶金", "Metallurgical", "металлургический"),
    ("环境", "Environmental", "экологический"),
    ("气象", "Meteorological", "метеорологический"),
    ("铁路", "Railway", "железнодорожный"),
    ("航空", "Aviation", "авиационный"),
)
_BODIES = (
    ("研究所", "Institute", "институт"),
    ("学院", "College", "колледж"),
    ("中心", "Centre", "центр"),
    ("大学", "University", "университет"),
    ("联合会", "Federation", "союз"),
    ("博物馆", "Museum", "музей"),
)


@dataclass(frozen=True)
class Made:
    """An organisation of the made glossary in the form in which a sentence names it."""

    concept_id: str
    zh: str
    en: str
    ru: str
    ru_genitive: str


def starter() -> dict[str, ConceptEntry]:
    """Return the starter glossary by id."""
    path = ROOT / "glossaries" / "starter.xlsx"
    return {entry.id: entry for entry in entries_of(path.name, path.read_bytes())}


def glossary(terms: int, seed: int = 5) -> tuple[dict[str, ConceptEntry], list[Made]]:
    """Return the starter glossary with made organisations, so many terms at least, and these organisations."""
    rng = random.Random(seed)
    entries = starter()
    made: list[Made] = []
    count = sum(len(entry.terms) for entry in entries.values())
    taken: set[str] = set()
    while count < terms or len(made) < FEWEST_MADE:
        place = rng.sample(_PLACES.split(), 2)
        field, body = rng.choice(_FIELDS), rng.choice(_BODIES)
        town = palladius.from_pinyin(tuple(place)).capitalize()
        zh = f"{''.join(_CHARS[part] for part in place)}{field[0]}{body[0]}"
        if zh in taken:
            continue
        taken.add(zh)
        kind, noun = field[2], body[2]
        genitive = f"{inflection.inflect_like(kind, 'нового')} {inflection.inflect_like(noun, 'завода')} города {town}"
        number = f"made-{len(made)}"
        one = Made(number, zh, f"{''.join(place).capitalize()} {field[1]} {body[1]}",
                   f"{kind} {noun} города {town}", genitive)  # fmt: skip
        made.append(one)
        entries[number] = ConceptEntry(number, Kind.ORGANISATION, tuple(_terms(one)))
        count += len(entries[number].terms)
    return entries, made


def _terms(one: Made) -> Iterator[Term]:
    for lang, text in zip(LANGUAGES, (one.zh, one.en, one.ru), strict=True):
        yield Term(f"{one.concept_id}.{lang}.1", one.concept_id, lang, text)
    if " Centre" in one.en:
        yield Term(f"{one.concept_id}.en.2", one.concept_id, "en", f"{one.en} for Research", Status.ADMITTED)


def seeds() -> list[TranslationUnit]:
    """Return the units of all examples that have all three versions."""
    joiner = aligner.default()
    found: list[TranslationUnit] = []
    for folder in sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()):
        versions = {
            version.lang: version
            for path in sorted(folder.iterdir())
            for version in registry.read(path.name, path.read_bytes())
        }
        bitext = joiner.align({lang: sentences.of(version) for lang, version in versions.items()})
        units = plant(bitext, Frame("", LANGUAGES, "zh", "", "", published=True))
        found += [unit for unit in units if len(unit.variants) == len(LANGUAGES)]
    return found


def releases(
    count: int, planted: list[TranslationUnit], made: list[Made], seed: int = 11, size: int = RELEASE
) -> Iterator[list[TranslationUnit]]:
    """Yield so many units in releases of `size`, made from those of the examples."""
    rng = random.Random(seed)
    for first in range(0, count, size):
        release_id = f"R-2026-{first // size + 1:04d}"
        yield [
            _varied(rng.choice(planted), made, rng, f"u{number}", release_id, number - first + 1)
            for number in range(first, min(count, first + size))
        ]


def renamed(release: list[TranslationUnit], release_id: str, prefix: str) -> list[TranslationUnit]:
    """Return a release under another number, with units of other ids."""
    return [replace(unit, id=f"{prefix}{unit.id}", release_id=release_id) for unit in release]


def _varied(
    unit: TranslationUnit, made: list[Made], rng: random.Random, unit_id: str, release_id: str, position: int
) -> TranslationUnit:
    texts = _new_people(_new_figures({lang: unit.text(lang) for lang in LANGUAGES}, rng), rng)
    if made and rng.random() < 1 / 5:
        one = rng.choice(made)
        texts["zh"] += f"{one.zh}的代表参加了座谈。"
        texts["en"] += f" Representatives of the {one.en} took part in the discussion."
        texts["ru"] += f" Во встрече участвовали представители {one.ru_genitive}."
    variants = {lang: replace(unit.variants[lang], text=Segment(text)) for lang, text in texts.items()}
    return replace(unit, id=unit_id, release_id=release_id, position=position, variants=variants)


def _new_figures(texts: dict[str, str], rng: random.Random) -> dict[str, str]:
    """Change the figures that all three versions have, digit by digit, so that their writing stays as it is."""
    found = [{_digits(match.group()) for match in _FIGURE.finditer(text)} for text in texts.values()]
    new = {digits: _other(digits, rng) for digits in sorted(set.intersection(*found))}

    def put(match: re.Match[str]) -> str:
        fresh = iter(new.get(_digits(match.group()), _digits(match.group())))
        return "".join(next(fresh) if char.isdigit() else char for char in match.group())

    return {lang: _FIGURE.sub(put, text) for lang, text in texts.items()}


def _digits(written: str) -> str:
    return "".join(char for char in written if char.isdigit())


def _other(digits: str, rng: random.Random) -> str:
    if len(digits) == 2:
        return str(rng.randint(13, 28))
    if re.fullmatch("20[0-3][0-9]", digits):
        return str(rng.randint(2015, 2025))
    return rng.choice("123456789") + "".join(rng.choice("123456789") for _ in digits[1:])


def _new_people(texts: dict[str, str], rng: random.Random) -> dict[str, str]:
    """Give Chinese persons whose names stand in all three versions another name."""
    for person in {each.text for each in find_people(texts["zh"], "zh") if "·" not in each.text}:
        forms = [form for form in names.decline_chinese(names.palladius_name(person)) if form in texts["ru"]]
        if names.pinyin_name(person) not in texts["en"] or not forms:
            continue
        other = rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, len(person) - 1))
        texts["zh"] = texts["zh"].replace(person, other)
        texts["en"] = texts["en"].replace(names.pinyin_name(person), names.pinyin_name(other))
        for form in sorted(forms, key=len, reverse=True):
            texts["ru"] = texts["ru"].replace(form, inflection.inflect_like(names.palladius_name(other), form))
    return texts
