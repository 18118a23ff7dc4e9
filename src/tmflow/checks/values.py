"""Where the versions of a unit disagree about a value, and who is to blame.

Values are compared, not digits: 2000亿 is 200 billion is 200 млрд. A value that two versions share and the third
lacks is blamed on the third; between two versions the translation is blamed. What is left over in the blamed version,
of the same class, is the wrong value; without such a leftover the value was left out, which counts only for values
that nobody drops by style (no small counts, no bare years), and never for the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import DamerauLevenshtein

from tmflow.checks.check import text_hash
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, Severity
from tmflow.text import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit
    from tmflow.text.quantity import Quantity

SMALL: Final = 12
"""A bare count up to here is often written otherwise (both sides, a pair, a dozen) or left out by style."""
ROUNDING: Final = 0.06
"""Two values of which one says "about" are the same within this share."""
CONVERSION: Final = 0.01
"""Two values in different units are the same within this share (a mu is 666.67 square metres)."""

_CURRENCY: Final = re.compile(r"(?!TEU)[A-Z]{3}")
"""An ISO 4217 code; a twenty-foot equivalent unit is none."""
_CANONICAL: Final[dict[str, tuple[str, float]]] = {
    "mu": ("m2", 2000 / 3),
    "ha": ("m2", 10_000),
    "km2": ("m2", 1_000_000),
    "m": ("m", 1),
    "km": ("m", 1000),
    "cm": ("m", 0.01),
    "li": ("m", 500),
    "mi": ("m", 1609.344),
    "kg": ("kg", 1),
    "g": ("kg", 0.001),
    "jin": ("kg", 0.5),
    "t": ("kg", 1000),
    "d": ("d", 1),
    "wk": ("d", 7),
    "h": ("h", 1),
    "min": ("h", 1 / 60),
    "mo": ("a", 1 / 12),
    "a": ("a", 1),
    "x": ("x", 1),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One value in one version; the ends of a range are two items. `group` says what it may be compared with."""

    lang: str
    quantity: Quantity
    group: str
    value: float | str
    unit: str

    @property
    def start(self) -> int:
        """Where the quantity begins in its version."""
        return self.quantity.start


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`wrong` (None: left out) stands in `lang` instead of what the `right` items of the other versions say."""

    check: str
    lang: str
    wrong: Item | None
    right: tuple[Item, ...]


def items(unit: TranslationUnit, context: Context, lang: str) -> list[Item]:
    """The values of a version, ranges taken apart."""
    found = []
    for quantity in context.quantities(unit, lang):
        ends = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
        for end in ends:
            group = _group(quantity, end)
            value: float | str = end
            unit_name = quantity.unit
            if group == "number" and not isinstance(end, str) and unit_name in _CANONICAL:
                unit_name, factor = _CANONICAL[unit_name]
                value = end * factor
            found.append(Item(lang, quantity, group, value, unit_name))
    return found


def _group(quantity: Quantity, value: float | str) -> str:
    if isinstance(value, str):
        return "date"
    if quantity.kind in {"money", "percent", "ordinal"}:
        return quantity.kind
    if quantity.kind == "range" and quantity.unit == "%":
        return "percent"
    if quantity.kind == "range" and _CURRENCY.fullmatch(quantity.unit):
        return "money"
    return "number"


def same(a: Item, b: Item) -> bool:
    """Whether two items say the same value."""
    if "date" in {a.group, b.group}:
        return _same_date(a, b)
    if isinstance(a.value, str) or isinstance(b.value, str):  # only dates are texts
        return a.value == b.value
    if a.group == b.group == "money" and a.unit != b.unit and a.unit and b.unit:
        return False
    if {a.group, b.group} == {"percent", "number"} and "x" not in {a.unit, b.unit} and a.value != b.value:
        return False
    if a.value == b.value:
        return True
    tolerance = ROUNDING if a.quantity.approximate or b.quantity.approximate else 1e-9
    converted = a.unit == b.unit and a.quantity.unit != b.quantity.unit
    return abs(a.value - b.value) <= max(tolerance, CONVERSION if converted else 0.0) * max(abs(a.value), abs(b.value))


def _same_date(a: Item, b: Item) -> bool:
    if a.group != b.group:
        date, number = (a, b) if a.group == "date" else (b, a)
        return str(date.value).lstrip("-").split("-", maxsplit=1)[0] == f"{number.value:g}"
    return _dates_agree(str(a.value), str(b.value))


def _dates_agree(a: str, b: str) -> bool:
    """Dates agree when no part that both have differs: `2023-12-31` with `--12-31`, `--12` and `2023`."""
    if a == b:
        return True
    first, second = _parts(a), _parts(b)
    shared = first.keys() & second.keys()
    return bool(shared) and all(first[part] == second[part] for part in shared)


def _parts(date: str) -> dict[str, str]:
    if date.startswith("T") or not date:
        return {"time": date[:6]}
    day, _, time = date.partition("T")
    parts: dict[str, str] = {"time": f"T{time[:5]}"} if time else {}
    if day.startswith("---"):
        return {**parts, "day": day[3:]}
    fields = day[2:].split("-") if day.startswith("--") else day.split("-")
    names = ("month", "day") if day.startswith("--") else ("year", "month", "day")
    if fields[0][:1] in {"Q", "H"}:
        names = ("month", "day")
    return {**parts, **dict(zip(names, fields, strict=False))}


def disagreements(unit: TranslationUnit, context: Context) -> tuple[Disagreement, ...]:
    """Return every disagreement of the unit, each value once."""
    key = ("disagreements", unit.id, *(unit.text(lang) for lang in context.languages))
    return context.once(key, lambda: tuple(_disagreements(unit, context)))


def _disagreements(unit: TranslationUnit, context: Context) -> Iterator[Disagreement]:
    filled = context.filled(unit)
    found = {lang: items(unit, context, lang) for lang in filled}
    used: set[tuple[str, int, float | str]] = set()
    for right in _shared_values(found, filled):
        holders = {item.lang for item in right}
        for lang in filled:
            if lang in holders:
                continue
            leftovers = [
                item
                for item in found[lang]
                if (lang, item.start, item.value) not in used and not _known(item, found, lang)
            ]
            wrong = _counterpart(right[0], leftovers)
            if wrong is not None:
                used.add((lang, wrong.start, wrong.value))
                yield Disagreement(_check(right[0], wrong), lang, wrong, right)
            elif lang != filled[0] and _must_stand(right, filled) and not _nearby(right[0], unit, context, lang):
                yield Disagreement(_check(right[0], None), lang, None, right)


def _shared_values(found: dict[str, list[Item]], filled: Sequence[str]) -> Iterator[tuple[Item, ...]]:
    """Yield the values to hold a version against: shared by two of three, or the source's where there are two."""
    seen: list[Item] = []
    for lang in filled:
        for item in found[lang]:
            if any(same(item, known) and item.group == known.group for known in seen):
                continue
            seen.append(item)
            holders = [next((o for o in found[other] if same(item, o)), None) for other in filled]
            right = tuple(holder for holder in holders if holder is not None)
            three = len(filled) > 2  # noqa: PLR2004 - three versions
            if len(right) == len(filled) or (three and len(right) == 1):
                continue
            if three or lang == filled[0]:
                yield right


def _known(item: Item, found: dict[str, list[Item]], lang: str) -> bool:
    return any(same(item, other) for name, others in found.items() if name != lang for other in others)


def _counterpart(right: Item, leftovers: list[Item]) -> Item | None:
    """The leftover that stands for the right value: same class, then same unit, then fewest changed digits."""
    candidates = [item for item in leftovers if _comparable(right, item)]
    return min(candidates, key=lambda item: (item.unit != right.unit, _distance(right, item)), default=None)


def _comparable(a: Item, b: Item) -> bool:
    if a.group == b.group:
        if a.group == "date":
            return bool(_parts(str(a.value)).keys() & _parts(str(b.value)).keys())
        return a.group != "number" or a.unit == b.unit or not a.unit or not b.unit
    return {a.group, b.group} in ({"money", "number"}, {"ordinal", "number"}) and "x" not in {a.unit, b.unit}


def _digits(item: Item) -> str:
    return str(item.value) if isinstance(item.value, str) else f"{item.value:.12g}".replace(".", "").strip("0")


def _distance(a: Item, b: Item) -> int:
    return int(DamerauLevenshtein.distance(_digits(a), _digits(b)))


def is_magnitude(a: Item, b: Item) -> bool:
    """Whether two values differ by a power of ten only: 3.86 billion and 386 million."""
    if isinstance(a.value, str) or isinstance(b.value, str) or not a.value or not b.value or a.value == b.value:
        return False
    large = max(abs(a.value), abs(b.value)) >= 1000  # noqa: PLR2004 - below, 1 and 10 are counts, not slips
    return large and _digits(a) == _digits(b)


def _check(right: Item, wrong: Item | None) -> str:
    if wrong is not None and is_magnitude(right, wrong):
        return "magnitude"
    return f"{right.group}_mismatch"


def _must_stand(right: Sequence[Item], filled: Sequence[str]) -> bool:
    """Whether a value cannot be dropped by style: shared by the source and the third, and no small or vague one."""
    item = right[0]
    if right[0].lang != filled[0] or any(other.quantity.approximate for other in right):
        return False
    if item.group == "date":
        return all(len(_parts(str(other.value))) > 1 for other in right)
    if item.group in {"money", "percent"}:
        return True
    if item.group == "ordinal" or item.unit == "x":
        return False
    return not isinstance(item.value, str) and abs(item.value) > SMALL


def _nearby(item: Item, unit: TranslationUnit, context: Context, lang: str) -> bool:
    return any(same(item, other) for near in context.neighbours(unit) for other in items(near, context, lang))


def issues(unit: TranslationUnit, context: Context, check: str) -> Iterator[Issue]:
    """Yield the disagreements that belong to `check` as issues."""
    for found in disagreements(unit, context):
        if found.check == check:
            yield _issue(unit, found)


def _issue(unit: TranslationUnit, found: Disagreement) -> Issue:
    text = unit.text(found.lang)
    wrong, right = found.wrong, found.right
    said = ", ".join(f"{item.lang} {item.quantity.text}" for item in right)
    if wrong is None:
        start = end = len(text)
        message = tr("left out; the others say: {said}", said=said)
    else:
        start, end = wrong.quantity.start, wrong.quantity.end
        message = tr("{text} differs; the others say: {said}", text=wrong.quantity.text, said=said)
    evidence = tuple(
        Evidence(item.lang, item.quantity.start, item.quantity.end, item.quantity.text, _shown(item)) for item in right
    )
    if wrong is not None:
        evidence += (Evidence(found.lang, start, end, wrong.quantity.text, _shown(wrong), agrees=False),)
    hashes = ":".join(text_hash(unit.text(lang)) for lang in sorted({found.lang, *(item.lang for item in right)}))
    whole = not isinstance(right[0].quantity.value, tuple)
    return Issue(
        check=found.check,
        unit_id=unit.id,
        lang=found.lang,
        start=start,
        end=end,
        text=text[start:end],
        message=message,
        severity=Severity.ERROR if wrong is not None else Severity.WARNING,
        key=f"{found.check}:{found.lang}:{start}:{hashes}",
        suggestion=numbers.render(right[0].quantity, found.lang) if whole else "",
        evidence=evidence,
    )


def _shown(item: Item) -> str:
    value = item.value if isinstance(item.value, str) else f"{item.value:,.10g}"
    return f"{value} {item.unit}".strip()
