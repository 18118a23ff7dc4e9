"""A person's name disagrees between the versions: pinyin, Palladius and transliteration must name the same person.

Flagged: 宋维珍 with "Song Weizheng", 韩启明 with «Хань Циминь», 阿列克谢·韦列夏金 with "Andrey Vereshchagin". Not
flagged: any case of a Russian name, every legal romanisation, another reading of a character, initials, a surname alone
at a later mention.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import DamerauLevenshtein

from tmflow.checks import drift, pieces
from tmflow.checks.check import Check, text_hash
from tmflow.checks.people import (
    Person,
    chinese_forms,
    chinese_people,
    explained,
    folded,
    known_elsewhere,
    names_like,
    people,
    syllables_of,
)
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.model.language import EN, RU, ZH
from tmflow.text import names
from tmflow.text.likeness import sounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "name_mismatch"
_ALIKE: Final = 0.7
"""A transliterated surname or given name that is right reaches this; a wrong one stays under `_UNLIKE`."""
_UNLIKE: Final = 0.45
_CERTAIN: Final = 0.9
_APART: Final = 0.4
"""Two Latin and Cyrillic renderings of different surnames stay under this; of one, through French too, above."""
_HALF_LIKE: Final = 0.5
"""A first name that is less like the Chinese than this, and another than the third version has, is another name."""
_OTHER_FAMILY: Final = 0.6
"""Right surnames reach 0.9 and more, others in the same family of endings (Karimov, Rahimov) stay under this."""
_KIN: Final = 0.8
"""Two long renderings of one surname reach 0.85 and more; of two that share beginning and ending, less than this."""
_BEHIND: Final = 0.2
"""By so much the wrong one is less like the Chinese than the right one."""
_LONG: Final = 7
"""Letters of a surname in which a syllable may be another, and the rest is enough to tell."""
_PAIR: Final = re.compile(r"([A-ZА-ЯЁ](?<![\w-].)\w+)[ \u00a0]([A-ZА-ЯЁ][\w’'-]{2,})")
_CAPITALISED: Final = {
    EN: re.compile(r"[A-Z](?<![\w’'-].)[a-z]+(?:-[A-Z][a-z]+)?(?![\w-])"),
    RU: re.compile(r"[А-ЯЁ](?<![\w-].)[а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?![\w-])"),
}
_NO_NAMES: Final = re.compile(
    "President|Mr|Mrs|Ms|Dr|Sir|Minister|Premier|Ambassador|Director|Secretary|"
    "Governor|Mayor|Chairman|Leader|Judge|Counsellor|Consul|General|Professor|Speaker|"
    "Президент|Министр|Премьер|Посол|Директор|Секретарь|Губернатор|Мэр|"
    "Председатель|Лидер|Советник|Консул|Профессор|Спикер|Господин|Госпожа"
)
"""Capitalised words before a surname that are no first name."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return iter(issues(unit, context))


def issues(unit: TranslationUnit, context: Context) -> tuple[Issue, ...]:
    """The wrong names of a unit, each once."""
    return context.of_unit(ID, unit, lambda: tuple(_issues(unit, context)))


def _issues(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    found: list[Issue] = []
    for issue in _by_unit(unit, context):
        found.append(issue)
        yield issue
    for one in drift.drifts(unit, context):
        if one.other and not any(drift.overlap(issue, one.wrong) for issue in found):
            yield drift.issue(one, ID, Severity.ERROR)


def _by_unit(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if ZH not in filled:
        return
    yield from _slipped_in_chinese(unit, context)
    for person in chinese_people(unit, context):
        wrong: dict[str, Person] = {}
        for lang in (EN, RU):
            if lang in filled and not _known(unit, context, person, lang):
                found = _foreign(unit, person, lang) if "·" in person.text else _chinese(unit, context, person, lang)
                if found is not None:
                    wrong[lang] = found
        if len(wrong) > 1 and names.likeness(wrong[EN].text, EN, wrong[RU].text, RU) >= _CERTAIN:
            yield _against_chinese(unit, person, wrong)
            continue
        for lang, other in wrong.items():
            if any(explained(near, context, other.text, lang) for near in context.units):
                yield _against_chinese(unit, person, {lang: other})  # the release names this person elsewhere
            else:
                yield _issue(unit, person, other, lang)


def _known(unit: TranslationUnit, context: Context, person: Person, lang: str) -> bool:
    """Whether the glossary knows the person, and the version names them as it accepts."""
    return bool(person.concept_id) and any(
        m.term.concept_id == person.concept_id and m.term.status.accepted and " " in m.text.replace("\u00a0", " ")
        for m in context.all_mentions(unit, lang)
    )


def _chinese(unit: TranslationUnit, context: Context, person: Person, lang: str) -> Person | None:
    """The name that stands for a Chinese person and is none of the right forms, if that is beyond doubt."""
    right = chinese_forms(person.text, lang)
    text = unit.text(lang)
    mine = people(unit, context, lang)
    if not right:
        return None
    if any(folded(other.text, lang) in right for other in mine) or _spelled(text, right, lang):
        candidates = [one for one in _misspelled(text, right) if not _explained(unit, context, one, lang)]
    elif pieces.in_pieces(text, right, lang):
        return None
    else:
        candidates = [
            one for one in mine if _resembles(one, person, lang) and not _explained(unit, context, one, lang)
        ] or _misspelled(text, right)
    return candidates[0] if len(candidates) == 1 else None


def _explained(unit: TranslationUnit, context: Context, name: Person, lang: str) -> bool:
    """Whether a name reads like one of the Chinese here or in the units around: it is another person's."""
    return any(explained(near, context, name.text, lang) for near in (unit, *context.neighbours(unit)))


def _misspelled(text: str, right: frozenset[str]) -> list[Person]:
    """Names with the right surname and a given name that is no reading at all, a letter or two away («Цзяхуй»)."""
    found = []
    families = pieces.families_of(right)
    for match in _PAIR.finditer(text):
        surname, given = match.group(1).lower(), match.group(2).lower().replace("ё", "е").replace("-", "")
        if surname not in families:
            continue
        distances = [
            DamerauLevenshtein.distance(given, form.split()[1]) for form in right if form.split()[0] == surname
        ]
        if 0 < min(distances, default=0) <= min(2, len(given) // 3):
            found.append(Person(match.start(), match.end(), match.group()))
    return found


def _spelled(text: str, right: frozenset[str], lang: str) -> bool:
    plain = folded(text, lang)
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", plain) for form in right if form in plain)


def _resembles(other: Person, person: Person, lang: str) -> bool:
    """Same surname, or same given name: one of the two is what slipped."""
    parts = folded(other.text, lang).split()
    if len(parts) != 2:  # noqa: PLR2004 - surname and given name
        return False
    rights = [form.split() for form in chinese_forms(person.text, lang)]
    if parts in [right[::-1] for right in rights]:
        return False  # turned round: name_order
    return any(parts[0] == right[0] or parts[1] == right[1] for right in rights)


def _foreign(unit: TranslationUnit, person: Person, lang: str) -> Person | None:
    """The name with the right surname and another first name, or the right first name and another surname.

    Nothing is said where a word of the version sounds like the missing part, or where the third version sides with this
    one: then the transliteration is unusual, not the name.
    """
    given, *_, family = re.split("[·•・‧]", person.text)
    if len(given) < 2 or len(family) < 2:  # noqa: PLR2004 - a syllable is like too many others
        return None
    words = list(_CAPITALISED[lang].finditer(unit.text(lang)))
    by_given = [_likeness(given, word.group(), lang) for word in words]
    by_family = [_likeness(family, word.group(), lang) for word in words]
    third = _in_third(unit, given, family, lang)
    for place, (first, last) in enumerate(itertools.pairwise(words)):
        if unit.text(lang)[first.end() : last.start()] not in {" ", "\u00a0"} or _NO_NAMES.fullmatch(first.group()):
            continue
        likes_given, likes_family = by_given[place], by_family[place + 1]
        if third is None:
            given_lost = likes_family >= _ALIKE and max(by_given) < _UNLIKE / 2
            family_lost = likes_given >= _CERTAIN and max(by_family) < _UNLIKE / 4
        else:
            given_lost = (
                likes_family >= _ALIKE
                and max(by_given) < _HALF_LIKE
                and _apart(first, third[0], lang, _HALF_LIKE)
                and not _short_form(first.group(), lang, given)
            )
            family_lost = likes_given >= _CERTAIN and (
                (max(by_family) < _OTHER_FAMILY and _apart(last, third[1], lang))
                or _kin(first, last, third, (family, max(by_family)), lang)
            )
        if given_lost or family_lost:
            return Person(first.start(), last.end(), unit.text(lang)[first.start() : last.end()])
    return None


def _likeness(zh: str, word: str, lang: str) -> float:
    """How much a word, or a part of one with a hyphen (皮埃尔 in Jean-Pierre), is like a part of the Chinese name."""
    return max(names.likeness(zh, ZH, part, lang) for part in {word, *word.split("-")} if part)


def _short_form(first: str, lang: str, given: str) -> bool:
    """Whether one first name begins with the consonants of the other: 塞夫 (Seve) and «Северьяно» may be one person."""
    row, other = (re.sub("[a-z]", "", sounds(name, each)) for name, each in ((first, lang), (given, ZH)))
    return min(len(row), len(other)) > 1 and (row.startswith(other) or other.startswith(row))


def _kin(
    first: re.Match[str], last: re.Match[str], third: tuple[str, str], family: tuple[str, float], lang: str
) -> bool:
    """Whether a surname shares its beginning and ending with the right one (Toktogulova, 托克托苏诺娃) and is another.

    The third version must have the right one beyond doubt, with the same first name; `family` is the Chinese surname
    and how much this version's likest word is like it.
    """
    other = RU if lang == EN else EN
    return (
        len(last.group()) >= _LONG
        and names.likeness(third[1], other, family[0], ZH) >= max(_CERTAIN, family[1] + _BEHIND)
        and names.likeness(first.group(), lang, third[0], other) >= _CERTAIN
        and _apart(last, third[1], lang, _KIN)
    )


def _in_third(unit: TranslationUnit, given: str, family: str, lang: str) -> tuple[str, str] | None:
    """First name and surname in the third version, where they sound like the Chinese."""
    other = RU if lang == EN else EN
    words = [match.group() for match in _CAPITALISED[other].finditer(unit.text(other))]
    first = next((word for word in words if names.likeness(given, ZH, word, other) >= _ALIKE), None)
    last = next((word for word in words if names.likeness(family, ZH, word, other) >= _ALIKE), None)
    return (first, last) if first and last else None


def _apart(word: re.Match[str], third: str, lang: str, limit: float = _APART) -> bool:
    """Whether a word is another name than the third version has."""
    return names.likeness(word.group(), lang, third, RU if lang == EN else EN) < limit


def _slipped_in_chinese(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """A Chinese name that differs by one character from the person whom both translations name."""
    text = unit.text(ZH)
    for mine in people(unit, context, EN):
        wanted = syllables_of(mine.text)
        if len(wanted) < 3 or _explained(unit, context, mine, EN):  # noqa: PLR2004 - surname and two syllables
            continue
        twin = next(
            (other for other in people(unit, context, RU) if names.likeness(mine.text, EN, other.text, RU) >= _CERTAIN),
            None,
        )
        if twin is None:
            continue
        for at in range(len(text) - len(wanted) + 1):
            run = text[at : at + len(wanted)]
            if names_like(run, wanted) and not known_elsewhere(run, unit, context):
                yield _against_chinese(unit, Person(at, at + len(run), run), {EN: mine, RU: twin})
                break


def _against_chinese(unit: TranslationUnit, person: Person, others: Mapping[str, Person]) -> Issue:
    """Both translations name the same person: then it is the Chinese that slipped."""
    said = ", ".join(f"{lang} {other.text}" for lang, other in others.items())
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=ZH,
        start=person.start,
        end=person.end,
        text=person.text,
        message=tr("{person} is another name than the others have: {said}", person=person.text, said=said),
        severity=Severity.ERROR,
        key=f"{ID}:{ZH}:{person.text}:{text_hash(said)}",
        evidence=tuple(Evidence(lang, other.start, other.end, other.text) for lang, other in others.items()),
        concept_id=person.concept_id,
    )


def _issue(unit: TranslationUnit, person: Person, wrong: Person, lang: str) -> Issue:
    suggestion = ""
    if "·" not in person.text:
        suggestion = names.pinyin_name(person.text) if lang == EN else names.palladius_name(person.text)
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=wrong.start,
        end=wrong.end,
        text=wrong.text,
        message=tr("“{text}” is not the name of {person}", text=wrong.text, person=person.text),
        severity=Severity.ERROR,
        key=f"{ID}:{lang}:{person.text}:{text_hash(folded(wrong.text, lang))}",
        suggestion=suggestion,
        evidence=(Evidence(ZH, person.start, person.end, person.text),),
        concept_id=person.concept_id,
    )


CHECK = Check(ID, Severity.ERROR, _run, IssueType.INCONSISTENT_ENTITIES)
