"""A date, a time or a span of time that cannot be.

Flagged: 6月31日, "February 29, 2023", «30 февраля», month 13, 24:30, a span that runs backwards («с 18 по 16 июня»,
2023—2021年). Not flagged: February 29, 2024, 24:00, 6月28日至7月3日, a score of 25:21, a count behind a month ("In
April 31 companies registered").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.text import impossible, numbers
from tmflow.text.impossible import Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit
    from tmflow.text.impossible import Impossible
    from tmflow.text.quantity import Quantity

ID = "impossible_date"
_WITH_DAY: Final = len("--06-30")


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for lang in context.filled(unit):
        text = unit.text(lang)
        for wrong in impossible.find(text, lang):
            right = _meant(unit, context, wrong, lang)
            yield Issue(
                check=ID,
                unit_id=unit.id,
                lang=lang,
                start=wrong.start,
                end=wrong.end,
                text=wrong.text,
                message=_say(wrong),
                severity=Severity.ERROR,
                key=f"{ID}:{lang}:{wrong.start}:{text_hash(text)}",
                suggestion=_suggestion(text, wrong, right, lang),
                evidence=tuple(Evidence(other, q.start, q.end, q.text, str(q.value)) for other, q in right.items()),
            )


def _say(wrong: Impossible) -> str:
    if wrong.why is Why.BACKWARDS:
        return tr("{text} runs backwards", text=wrong.text)
    if wrong.why is Why.TIME:
        return tr("there is no such time: {text}", text=wrong.text)
    return tr("there is no such date: {text}", text=wrong.text)


def _meant(unit: TranslationUnit, context: Context, wrong: Impossible, lang: str) -> dict[str, Quantity]:
    """What the other versions have in its place, by language: the one date of its kind that this version lacks."""
    mine = {quantity.value for quantity in context.quantities(unit, lang)}
    found = {}
    for other in context.filled(unit):
        candidates = [q for q in context.quantities(unit, other) if _fits(q, wrong) and q.value not in mine]
        if other != lang and len(candidates) == 1:
            found[other] = candidates[0]
    return found


def _fits(quantity: Quantity, wrong: Impossible) -> bool:
    value = quantity.value
    if wrong.why is Why.BACKWARDS or not isinstance(value, str):
        return wrong.why is Why.BACKWARDS and isinstance(value, tuple) and isinstance(value[0], str)
    if wrong.why is Why.TIME:
        return value.startswith("T")
    return len(value) >= _WITH_DAY and value[-3] == "-" and impossible.iso_exists(value)


def _suggestion(text: str, wrong: Impossible, right: dict[str, Quantity], lang: str) -> str:
    """The date that the other versions agree on, written as this one writes it; none where there is a doubt."""
    values = {_as_told(quantity, wrong) for quantity in right.values()}
    if wrong.why is Why.BACKWARDS or len(values) != 1 or wrong.text[-1:].isdigit() != (lang == "en"):
        return ""
    (value,) = values
    quantity = replace(next(iter(right.values())), value=value)
    written = numbers.render(quantity, lang) if value else ""
    return "" if impossible.find(text[: wrong.start] + written + text[wrong.end :], lang) else written


def _as_told(quantity: Quantity, wrong: Impossible) -> str:
    """The date with or without its year, as the wrong one is told; empty where that cannot be."""
    value = str(quantity.value)
    if wrong.why is Why.TIME or value.startswith("-") != wrong.year:
        return value
    return "" if wrong.year else f"-{value[4:]}"


CHECK = Check(ID, Severity.ERROR, _run, IssueType.NUMBERS)
