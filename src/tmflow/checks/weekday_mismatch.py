"""A day of the week that its date is not, or that differs between the versions.

Flagged: "Tuesday, June 9, 2021" (a Wednesday), 星期三 with «в четверг». The year comes from the text, from another
version, or is the one nearest to the release's date. Not flagged: a date without year in a release without date,
每周一次, "on Mondays", Black Friday, a sentence that names several days in one version and one in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.text import weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit
    from tmflow.text.quantity import Quantity
    from tmflow.text.weekdays import Weekday

ID = "weekday_mismatch"
_BETWEEN: Final = regex.compile(r"[\s,，（(]{0,3}(?:the\s|on\s)?")
"""What stands between a date and its day of the week: 6月9日（星期三）, Wednesday, June 9."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    found = {lang: days for lang in filled if (days := weekdays.find(unit.text(lang), lang))}
    if not found:
        return
    named = {}
    for lang, days in found.items():
        for day in days:
            right = _by_date(unit, context, day, lang)
            if right is not None and right[1] != day.day:
                named[lang] = day
                yield _issue(unit, lang, day, right[1], {lang: right[0]})
    if len(found) > 1 and not named and all(len({day.day for day in days}) == 1 for days in found.values()):
        yield from _between_versions(unit, filled, {lang: days[0] for lang, days in found.items()})


def _by_date(unit: TranslationUnit, context: Context, day: Weekday, lang: str) -> tuple[Quantity, int] | None:
    """The date beside a day of the week, and what day that is."""
    text = unit.text(lang)
    for quantity in context.quantities(unit, lang):
        gap = text[quantity.end : day.start] if quantity.end <= day.start else text[day.end : quantity.start]
        beside = quantity.end <= day.start or day.end <= quantity.start
        if quantity.kind == "date" and beside and _BETWEEN.fullmatch(gap):
            told = weekdays.of_date(_with_year(unit, context, str(quantity.value)), context.date)
            return (quantity, told) if told is not None else None
    return None


def _with_year(unit: TranslationUnit, context: Context, iso: str) -> str:
    """The date with the year that another version tells, if this one does not."""
    if not iso.startswith("--"):
        return iso
    values = (quantity.value for lang in context.filled(unit) for quantity in context.quantities(unit, lang))
    told = {value for value in values if isinstance(value, str) and value[4:] == iso[1:] and value[:4].isdigit()}
    return told.pop() if len(told) == 1 else iso


def _between_versions(unit: TranslationUnit, filled: tuple[str, ...], days: Mapping[str, Weekday]) -> Iterator[Issue]:
    """One day in each version: the one that two agree on is right, of two versions the translation is blamed."""
    if len({day.day for day in days.values()}) == 1:
        return
    for lang, day in days.items():
        others = {other: days[other] for other in days if other != lang}
        agree = len({other.day for other in others.values()}) == 1
        if agree and next(iter(others.values())).day != day.day and (len(others) > 1 or lang != filled[0]):
            if len(others) == 1 and filled[0] not in others:
                continue  # the source names no day: nobody knows which translation is right
            yield _issue(unit, lang, day, next(iter(others.values())).day, others)


def _issue(
    unit: TranslationUnit, lang: str, wrong: Weekday, right: int, because: Mapping[str, Weekday | Quantity]
) -> Issue:
    said = ", ".join(f"{other} {place.text}" for other, place in because.items())
    if lang in because:
        message = tr("{text} is another day of the week: {date}", text=wrong.text, date=because[lang].text)
    else:
        message = tr("{text} differs; the others say: {said}", text=wrong.text, said=said)
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=wrong.start,
        end=wrong.end,
        text=wrong.text,
        message=message,
        severity=Severity.ERROR,
        key=f"{ID}:{lang}:{wrong.start}:{text_hash(unit.text(lang))}",
        suggestion=weekdays.render(wrong, right, lang),
        evidence=tuple(Evidence(other, place.start, place.end, place.text) for other, place in because.items()),
    )


CHECK = Check(ID, Severity.ERROR, _run, IssueType.NUMBERS)
