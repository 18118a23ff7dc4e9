"""The parts of a name stand in the wrong order, or a Chinese given name is written in pieces.

The house (GB/T 28039 in English, Palladius in Russian): the Chinese surname first, the given name in one word; other
names with the given name first. Flagged: "Jianjun Liu", "Liu Jian Jun", «Цзяньцзюнь Лю», «Лю Цзянь Цзюнь»; "Putin
Vladimir" where the Russian has «Владимир Путин». Not flagged: what the glossary accepts (Jack Ma), a surname in
capitals, a Russian surname before first name and patronymic, Hungarian and other names that Chinese turns round.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import drift, pieces
from tmflow.checks.check import Check
from tmflow.checks.people import Person, chinese_forms, chinese_people, folded
from tmflow.i18n import tr
from tmflow.model.concept import Kind
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.model.language import EN, RU, ZH
from tmflow.text import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "name_order"
_ALIKE: Final = 0.7
_UNLIKE: Final = 0.45
_PATRONYMIC: Final = re.compile(r"[ \u00a0][А-ЯЁ][а-яё]+(?:вич|вн|ич|иничн)[а-яё]{0,2}\b")


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if ZH not in filled:
        return
    persons = chinese_people(unit, context)
    rows: dict[str, list[tuple[int, list[str]]]] = {
        lang: found for lang in (EN, RU) if persons and lang in filled and (found := _rows(unit, context, lang))
    }
    for person in persons if rows else ():
        for lang, found in rows.items():
            if "·" in person.text:
                yield from _foreign(unit, person, rows, lang)
            else:
                yield from _chinese(unit, context, person, found, lang)


def _rows(unit: TranslationUnit, context: Context, lang: str) -> list[tuple[int, list[str]]]:
    """Where capitalised words stand beside each other, and which; what the glossary has as a person is left out."""
    found = pieces.rows(unit.text(lang), lang)
    if not found:
        return []
    known = {
        place
        for m in context.all_mentions(unit, lang)
        if m.term.status.accepted and (entry := context.entries.get(m.term.concept_id)) and entry.kind is Kind.PERSON
        for place in range(m.start, m.end)
    }
    return [(start, words) for start, words in found if start not in known]


def _chinese(
    unit: TranslationUnit, context: Context, person: Person, rows: list[tuple[int, list[str]]], lang: str
) -> Iterator[Issue]:
    forms = chinese_forms(person.text, lang)
    end = 0
    for start, words in rows:
        if start < end:
            continue
        for size in range(len(words), pieces.PAIR - 1, -1):
            form = pieces.meant(words[:size], forms, lang)
            if form and not ("-" in "".join(words[:size]) and _drifts(unit, context, start, lang)):
                end = start + len(" ".join(words[:size]))
                wrong = Person(start, end, unit.text(lang)[start:end])
                right = " ".join(word.capitalize() for word in form.split())
                message = tr("the house writes {right}: the surname first, the given name in one word", right=right)
                yield _issue(unit, wrong, lang, message, right, {ZH: person})
                break


def _drifts(unit: TranslationUnit, context: Context, start: int, lang: str) -> bool:
    """Whether the release has this name in one word elsewhere: then the hyphen is the business of name_drift."""
    return any((one.wrong.lang, one.wrong.start) == (lang, start) for one in drift.drifts(unit, context))


def _foreign(
    unit: TranslationUnit, person: Person, rows: Mapping[str, list[tuple[int, list[str]]]], lang: str
) -> Iterator[Issue]:
    """A name turned round, where the third version has it in the order of the Chinese."""
    parts = re.split("[·•・‧]", person.text)
    other = RU if lang == EN else EN
    right = next((row for row in rows.get(other, ()) if _ordered(row[1][: pieces.PAIR], parts, other)), None)
    if right is None:
        return
    for start, words in rows[lang]:
        text = unit.text(lang)
        end = start + len(" ".join(words[: pieces.PAIR]))
        if _ordered(words[pieces.PAIR - 1 :: -1], parts, lang) and not _PATRONYMIC.match(text, end):
            wrong = Person(start, end, text[start:end])
            there = " ".join(right[1][: pieces.PAIR])
            message = tr("the given name comes first: {there}", there=f"{other} {there}")
            spoken = Person(right[0], right[0] + len(there), unit.text(other)[right[0] : right[0] + len(there)])
            yield _issue(unit, wrong, lang, message, f"{words[1]} {words[0]}", {ZH: person, other: spoken})
            return


def _ordered(words: list[str], parts: list[str], lang: str) -> bool:
    """Whether two words are the given name and the surname, in this order and in no other."""
    given, family = parts[0], parts[-1]
    return (
        names.likeness(given, ZH, words[0], lang) >= _ALIKE
        and names.likeness(family, ZH, words[1], lang) >= _ALIKE
        and names.likeness(family, ZH, words[0], lang) < _UNLIKE
        and names.likeness(given, ZH, words[1], lang) < _UNLIKE
    )


def _issue(
    unit: TranslationUnit, wrong: Person, lang: str, message: str, suggestion: str, because: dict[str, Person]
) -> Issue:
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=wrong.start,
        end=wrong.end,
        text=wrong.text,
        message=message,
        severity=Severity.WARNING,
        key=f"{ID}:{lang}:{folded(wrong.text, lang)}:{because[ZH].text}",
        suggestion=suggestion,
        evidence=tuple(Evidence(other, person.start, person.end, person.text) for other, person in because.items()),
        concept_id=because[ZH].concept_id,
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.INCONSISTENT_ENTITIES)
