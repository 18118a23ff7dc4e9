"""Where the versions of a unit disagree about a value, and who is to blame.

Values are compared, not digits: 2000亿 is 200 billion is 200 млрд. A value that two versions share and the third
lacks is blamed on the third; between two versions the translation is blamed. What is left over in the blamed version,
of the same class, is the wrong value; without such a leftover the value was left out, which counts only for values
that nobody drops by style (no small counts, no bare years), and never for the source.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.checks.check import text_hash
from tmflow.checks.items import IMPERIAL, SMALL, Item, date_parts, distance, is_magnitude, items, same
from tmflow.checks.shelf import Shelves
from tmflow.checks.slips import Disagreement, slips
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, Severity
from tmflow.text import numbers
from tmflow.text.impossible import iso_exists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit


def disagreements(unit: TranslationUnit, context: Context) -> tuple[Disagreement, ...]:
    """Return every disagreement of the unit, each value once."""
    return context.of_unit("disagreements", unit, lambda: _all_disagreements(unit, context))


def _all_disagreements(unit: TranslationUnit, context: Context) -> tuple[Disagreement, ...]:
    found = tuple(_disagreements(unit, context))
    wrong = {(each.lang, each.wrong.start) for each in found if each.wrong is not None}
    further = (
        slip
        for slip in slips(unit, context)
        if slip.wrong and not any((slip.lang, at) in wrong for at in range(slip.wrong.start, slip.wrong.quantity.end))
    )
    return (*found, *further)


def _disagreements(unit: TranslationUnit, context: Context) -> Iterator[Disagreement]:
    if _all_alike(unit, context):
        return
    filled = context.filled(unit)
    found = _shelved(unit, context)
    unknown = {lang: [item for item in found[lang] if not _known(item, found, lang)] for lang in filled}
    used: set[tuple[str, int, float | str]] = set()
    for right in _agreed(unit, context):
        holders = {item.lang for item in right}
        for lang in filled:
            if lang in holders:
                continue
            leftovers = [item for item in unknown[lang] if (lang, item.start, item.value) not in used]
            wrong = _counterpart(right[0], leftovers)
            if wrong is not None:
                used.add((lang, wrong.start, wrong.value))
                yield Disagreement(_check(right[0], wrong), lang, wrong, right)
            elif (
                lang != filled[0]
                and _must_stand(right, filled, unit)
                and not any(map(_fraction, found[lang]))
                and not _in_another_word(right[0], unit, lang)
                and not _nearby(right[0], unit, context, lang)
            ):
                yield Disagreement(_check(right[0], None), lang, None, right)


def _all_alike(unit: TranslationUnit, context: Context) -> bool:
    """Whether every version has the same values, as in two of three units: then there is nothing to compare."""
    return context.of_unit("values alike", unit, lambda: _are_alike(unit, context))


def _are_alike(unit: TranslationUnit, context: Context) -> bool:
    said = [{item.key for item in items(unit, context, lang)} for lang in context.filled(unit)]
    return all(values == said[0] for values in said[1:])


def _shelved(unit: TranslationUnit, context: Context) -> dict[str, Shelves]:
    return context.of_unit(
        "shelves", unit, lambda: {lang: Shelves(items(unit, context, lang)) for lang in context.filled(unit)}
    )


def _agreed(unit: TranslationUnit, context: Context) -> tuple[tuple[Item, ...], ...]:
    return context.of_unit("agreed", unit, lambda: tuple(_shared_values(_shelved(unit, context), context.filled(unit))))


def _shared_values(found: dict[str, Shelves], filled: Sequence[str]) -> Iterator[tuple[Item, ...]]:
    """Yield the values to hold a version against: shared by two of three, or the source's where there are two."""
    seen = Shelves()
    for lang in filled:
        for item in found[lang]:
            if not _exists(item) or any(
                item.group == known.group and same(item, known, rounded=False) for known in seen.just_like(item)
            ):
                continue
            seen.add(item)
            if all(item.key in found[other].keys for other in filled):
                continue
            holders = [item if other == lang else _partner(item, found, other) for other in filled]
            right = tuple(holder for holder in holders if holder is not None)
            three = len(filled) > 2  # noqa: PLR2004 - three versions
            if len(right) == len(filled) or (three and len(right) == 1):
                continue
            if three or lang == filled[0]:
                yield right


def _exists(item: Item) -> bool:
    """Whether a date is one of the calendar; a 31 June can be right in no version."""
    return not isinstance(item.value, str) or iso_exists(item.value)


def _known(item: Item, found: dict[str, Shelves], lang: str) -> bool:
    others = [other for other in found if other != lang]
    if any(item.key in found[other].keys for other in others):
        return True
    return any(_partner(item, found, other) is not None for other in others)


def _partner(item: Item, found: dict[str, Shelves], other: str) -> Item | None:
    """The same value in another version, or about as much if nothing else of this version claims it."""
    exact = next((theirs for theirs in found[other].just_like(item) if same(item, theirs, rounded=False)), None)
    if exact is not None:
        return exact
    return next(
        (
            theirs
            for theirs in found[other].like(item)
            if same(item, theirs)
            and not any(
                same(theirs, mine, rounded=False) for mine in found[item.lang].just_like(theirs) if mine is not item
            )
        ),
        None,
    )


def _counterpart(right: Item, leftovers: list[Item]) -> Item | None:
    """The leftover that stands for the right value: same class, then same unit, then fewest changed digits."""
    candidates = [item for item in leftovers if _comparable(right, item) and not _both_vague(right, item)]
    return min(
        candidates,
        key=lambda item: (item.unit != right.unit, not re.search(r"\d", item.quantity.text), distance(right, item)),
        default=None,
    )


def _both_vague(a: Item, b: Item) -> bool:
    """Whether two bare small counts are written in words, which style may bend (二人, three of them, вдвоём)."""
    return all(
        item.group == "number"
        and not isinstance(item.value, str)
        and abs(item.value) <= SMALL
        and not re.search(r"\d", item.quantity.text)
        for item in (a, b)
    ) and not (a.unit and a.unit == b.unit)


def _comparable(a: Item, b: Item) -> bool:
    if _fraction(a) != _fraction(b):
        return False  # half of the area stands for no number of mu
    if a.group == b.group:
        if a.group == "date":
            return bool(date_parts(str(a.value)).keys() & date_parts(str(b.value)).keys())
        return a.group != "number" or a.unit == b.unit or not a.unit or not b.unit
    return {a.group, b.group} == {"money", "number"} and "x" not in {a.unit, b.unit}


def _fraction(item: Item) -> bool:
    return item.group == "number" and not isinstance(item.value, str) and 0 < abs(item.value) < 1 and not item.unit


def _check(right: Item, wrong: Item | None) -> str:
    if wrong is not None and is_magnitude(right, wrong):
        return "magnitude"
    return f"{right.group}_mismatch"


def _must_stand(right: Sequence[Item], filled: Sequence[str], unit: TranslationUnit) -> bool:
    """Whether a value cannot be dropped by style: shared by the source and the third, and no small or vague one.

    "More than 1,300" is vague by itself, but not where two versions say it in figures.
    """
    item = right[0]
    if item.lang != filled[0] or (any(other.quantity.approximate for other in right) and not _in_figures(right)):
        return False
    if any(_in_brackets(unit.text(other.lang), other.start) for other in right):
        return False
    if item.group == "date":
        return all(len(date_parts(str(other.value))) > 1 for other in right)
    if item.group in {"money", "percent"}:
        return True
    if item.group == "ordinal" or item.unit == "x" or any(other.quantity.unit in IMPERIAL for other in right):
        return False
    return not isinstance(item.value, str) and abs(item.value) > SMALL


def _in_figures(right: Sequence[Item]) -> bool:
    """Whether two versions tell the value in the same figures, of three digits at least."""
    return len(right) > 1 and all(
        other.group == "number" and re.search(r"\d{3}", other.quantity.text.replace(",", "")) for other in right
    )


def _in_brackets(text: str, at: int) -> bool:
    """Whether a place lies in round brackets, where conversions and asides stand that a version may leave out."""
    before = text[:at]
    return max(before.rfind("("), before.rfind("（")) > max(before.rfind(")"), before.rfind("）"))


def _in_another_word(item: Item, unit: TranslationUnit, lang: str) -> bool:
    """Whether the number is part of a word or of an idiom: пятнадцатилетняя, круглосуточно."""
    words = re.sub(r"\d", " ", unit.text(lang))
    return item.group == "number" and not {item.value, item.written}.isdisjoint(numbers.loose(words, lang))


def _nearby(item: Item, unit: TranslationUnit, context: Context, lang: str) -> bool:
    return any(same(item, other) for near in context.neighbours(unit) for other in items(near, context, lang))


def unsaid(unit: TranslationUnit, context: Context) -> Iterator[tuple[Item, ...]]:
    """Yield values that both translations have and the source lacks without another in its place."""
    filled = context.filled(unit)
    if len(filled) < 3 or _all_alike(unit, context):  # noqa: PLR2004 - three versions
        return
    found = _shelved(unit, context)
    if not all(any(True for _ in found[lang]) for lang in filled[1:]):
        return
    blamed = {(item.lang, item.start) for each in disagreements(unit, context) for item in each.right}
    for right in _agreed(unit, context):
        if filled[0] in {item.lang for item in right} or any((item.lang, item.start) in blamed for item in right):
            continue
        first = replace(right[0], lang=filled[0])
        if (
            _must_stand((first, *right[1:]), filled, unit)
            and not any(map(_fraction, found[filled[0]]))
            and not any(_in_brackets(unit.text(item.lang), item.start) for item in right)
            and not _nearby(right[0], unit, context, filled[0])
        ):
            yield right


def issues(unit: TranslationUnit, context: Context, check: str) -> Iterator[Issue]:
    """Yield the disagreements that belong to `check` as issues."""
    for found in disagreements(unit, context):
        # A date that cannot be is the business of impossible_date.
        if found.check == check and (found.wrong is None or _exists(found.wrong)):
            yield _issue(unit, context, found)


def _issue(unit: TranslationUnit, context: Context, found: Disagreement) -> Issue:
    text = unit.text(found.lang)
    wrong, right = found.wrong, found.right
    said = ", ".join(f"{item.lang} {item.quantity.text}" for item in right)
    if wrong is None:
        start = end = len(text)
        message = tr("left out; the others say: {said}", said=said)
    else:
        start, end = wrong.quantity.start, wrong.quantity.end
        message = found.message or tr("{text} differs; the others say: {said}", text=wrong.quantity.text, said=said)
    evidence = tuple(
        Evidence(item.lang, item.quantity.start, item.quantity.end, item.quantity.text, _shown(item)) for item in right
    )
    if wrong is not None:
        evidence += (Evidence(found.lang, start, end, wrong.quantity.text, _shown(wrong), agrees=False),)
    hashes = ":".join(text_hash(unit.text(lang)) for lang in sorted({found.lang, *(item.lang for item in right)}))
    # What is left out has no place of its own: what the others say tells two of them apart.
    place = str(start) if wrong is not None else f"{right[0].lang}{right[0].start}"
    return Issue(
        check=found.check,
        unit_id=unit.id,
        lang=found.lang,
        start=start,
        end=end,
        text=text[start:end],
        message=message,
        severity=Severity.ERROR if wrong is not None else Severity.WARNING,
        key=f"{found.check}:{found.lang}:{place}:{hashes}",
        suggestion=_suggestion(unit, context, found) if found.suggestion is None else found.suggestion,
        evidence=evidence,
    )


def _suggestion(unit: TranslationUnit, context: Context, found: Disagreement) -> str:
    """The right value as this version writes it; none where it would not be read so in the place of the wrong one."""
    wrong, right = found.wrong, found.right[0]
    if isinstance(right.quantity.value, tuple):
        return ""
    written = numbers.render(right.quantity, found.lang)
    if wrong is None:
        return written
    start, end = wrong.quantity.start, wrong.quantity.end
    segment = unit.variants[found.lang].text
    mended = segment.slice(0, start).join(segment.slice(end, len(segment.text)), written)
    variant = replace(unit.variants[found.lang], text=mended)
    after = items(replace(unit, variants={**unit.variants, found.lang: variant}), context, found.lang)
    fits = any(start <= item.start < start + len(written) and same(item, right, rounded=False) for item in after)
    return written if fits and len(after) == len(items(unit, context, found.lang)) else ""


def _shown(item: Item) -> str:
    if isinstance(item.value, str):
        return item.value
    value = float(item.value)
    figure = f"{int(value):,}" if value.is_integer() else f"{value:,.6f}".rstrip("0")
    return f"{figure} {item.unit}".strip()
