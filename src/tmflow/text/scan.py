"""From numbers and units to quantities: what is the same in all languages once the numerals are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text.quantity import Atom, Kind, Measure, Measures, Number, Quantity, plain

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

PREFIXES: Final = {
    **dict.fromkeys(("US$", "USD", "$", "美元"), "USD"),
    **dict.fromkeys(("RMB", "CNY", "¥", "￥", "人民币", "Yuan"), "CNY"),
    **dict.fromkeys(("€", "EUR"), "EUR"),
    **dict.fromkeys(("£", "GBP"), "GBP"),
    **dict.fromkeys(("₽", "RUB"), "RUB"),
    **dict.fromkeys(("₹", "INR", "Rs"), "INR"),
    **dict.fromkeys(("₩", "KRW"), "KRW"),
    **dict.fromkeys(("₸", "KZT"), "KZT"),
    **dict.fromkeys(("₦", "NGN"), "NGN"),
    "HK$": "HKD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "NZ$": "NZD", "JPY": "JPY", "CHF": "CHF",
}  # fmt: skip
"""Signs of currencies before an amount."""
_SIGNS: Final = "|".join(regex.escape(sign) for sign in sorted(PREFIXES, key=len, reverse=True))
_SIGN: Final = regex.compile(rf"(?r)(?:(?<![A-Za-z])|(?<=\d))({_SIGNS})\.?\s?")
"""Read backwards from the amount, as all patterns here that end where a number begins: only one place is tried."""
_SIGN_ENDS: Final = frozenset(sign[-1] for sign in PREFIXES) | {"."}
_LOOK_BACK: Final = 24
_WIDEST: Final = 80
"""No unit, joint and sign between two ends of a range are longer together."""
_THOUSAND: Final = 1000
_THOUSANDS: Final = regex.compile(r"\d{1,3}[\s,]000")
"""`12-15 000`: the thousands written once belong to both ends."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one language adds.

    `joint` matches what stands between the ends of a range, and one of `joints` is in every joint; `opening` matches
    (backwards) what may open a range (from, между), `about` the words before a number that make it approximate;
    `judge` says what a number without unit is, or that it is none, `times` that it counts times.
    """

    measures: Measures
    joint: regex.Pattern[str]
    joints: re.Pattern[str]
    opening: regex.Pattern[str]
    about: regex.Pattern[str]
    judge: Callable[[str, Atom], Kind | None]
    times: Callable[[str, Atom, int], Number | None]


def quantities(text: str, original: str, atoms: Sequence[Atom], grammar: Grammar) -> Iterator[Quantity]:
    """Join atoms, units and ranges. `text` is the flattened and masked text, `original` what spans are cut from."""
    at = read = 0
    while at < len(atoms):
        atom = atoms[at]
        if atom.start < read:  # 千 of 1.5 千米
            at += 1
            continue
        second = atoms[at + 1] if at + 1 < len(atoms) else None
        found = None
        if second and second.start - atom.end <= _WIDEST and grammar.joints.search(text, atom.end, second.start):
            found = _range(text, original, atom, second, grammar)
        if found:
            read = found.end
            yield found
            at += 2
            continue
        single = _single(text, original, atom, grammar)
        if single:
            read = single.end
            yield single
        at += 1


def _about(text: str, start: int, grammar: Grammar) -> bool:
    return grammar.about.match(text[max(0, start - _LOOK_BACK) : start]) is not None


def _prefix(text: str, start: int) -> tuple[str, int] | None:
    """The currency whose sign stands right before `start`, and where the sign begins."""
    window = max(0, start - 6)
    before = text[window:start]
    if before[-1:] not in _SIGN_ENDS and (before[-2:-1] not in _SIGN_ENDS or not before[-1].isspace()):
        return None
    match = _SIGN.match(before)
    return (PREFIXES[match.group(1)], window + match.start()) if match else None


def _measured(text: str, atom: Atom, grammar: Grammar) -> tuple[Kind, str, Number, int, int] | None:
    """Kind, unit, factor and span of an atom that has a unit before or behind it."""
    sign = _prefix(text, atom.start)
    behind = grammar.measures.behind(text, atom.end)
    if sign:
        end = behind[1] if behind and behind[0].kind == "money" else atom.end
        return "money", sign[0], atom.value, sign[1], end
    if not behind:
        return None
    measure, end = behind
    return measure.kind, measure.unit, atom.value * measure.factor, atom.start, end


def _single(text: str, original: str, atom: Atom, grammar: Grammar) -> Quantity | None:
    about = atom.approximate or _about(text, atom.start, grammar)
    times = grammar.times(text, atom, atom.end)
    if times is not None:
        end = atom.end
        return Quantity("number", plain(times), "x", atom.start, end, original[atom.start : end], about)
    measured = _measured(text, atom, grammar)
    if measured:
        kind, unit, value, start, end = measured
        return Quantity(kind, plain(value), unit, start, end, original[start:end], about)
    judged = grammar.judge(text, atom)
    if judged is None:
        return None
    return Quantity(judged, plain(atom.value), "", atom.start, atom.end, original[atom.start : atom.end], about)


def _range(text: str, original: str, first: Atom, second: Atom, grammar: Grammar) -> Quantity | None:
    """A pair of numbers with a joint between them; the magnitude and the unit of the second hold for both."""
    gap_from = first.end
    unit_first = grammar.measures.behind(text, first.end)
    if unit_first and unit_first[1] <= second.start:
        gap_from = unit_first[1]
    sign = _prefix(text, second.start)
    gap = text[gap_from : sign[1] if sign else second.start]
    opened = grammar.opening.match(text[max(0, first.start - _LOOK_BACK) : first.start])
    joint = grammar.joint.fullmatch(gap)
    if not joint or (joint.lastgroup == "weak" and not opened):
        return None
    low, high = first.value, second.value
    if joint.lastgroup == "dash" and _THOUSANDS.fullmatch(text[second.start : second.end]) and low * _THOUSAND < high:
        low *= _THOUSAND
    if first.scale == 1 and second.scale != 1 and low * second.scale < high:
        low *= second.scale
    if low > high or (joint.lastgroup == "dash" and not _plausible(first, second)):
        return None
    unit = _range_unit(text, first, second, grammar)
    if unit is None:
        return None
    measure, start, end = unit
    pair = (plain(low * measure.factor), plain(high * measure.factor))
    return Quantity("range", pair, measure.unit, start, end, original[start:end])


def _plausible(first: Atom, second: Atom) -> bool:
    """Whether two numbers with a dash between them are a range, not a score or a telephone number."""
    return first.words == second.words and first.value < second.value


def _range_unit(text: str, first: Atom, second: Atom, grammar: Grammar) -> tuple[Measure, int, int] | None:
    """The unit of a range and its span; nothing when the ends have different ones."""
    start, end = first.start, second.end
    before = _prefix(text, first.start)
    measured = _measured(text, second, grammar)
    own = grammar.measures.behind(text, first.end)
    if before:
        end = measured[4] if measured else end
        return Measure("", "money", before[0]), before[1], end
    if measured and measured[3] == second.start:
        behind = grammar.measures.behind(text, second.end)
        if behind and own and (own[0].unit, own[0].kind) != (behind[0].unit, behind[0].kind):
            return None
        return (behind[0], start, behind[1]) if behind else None
    if measured:
        return Measure("", "money", measured[1]), start, measured[4]
    return None if own and own[0].unit else (Measure("", "number"), start, end)
