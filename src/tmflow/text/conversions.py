"""One measure in the units of another system, rounded as translators round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.text.quantity import Quantity

_FACTORS: Final = {
    ("ft", "m"): 0.3048, ("ft", "cm"): 30.48, ("yd", "m"): 0.9144, ("inch", "cm"): 2.54, ("inch", "mm"): 25.4,
    ("mi", "km"): 1.609, ("mi/h", "km/h"): 1.609, ("mi", "m"): 1609.0, ("nmi", "km"): 1.852, ("lb", "kg"): 0.4536,
    ("oz", "g"): 28.35, ("st", "kg"): 6.35, ("gal", "L"): 3.785, ("acre", "ha"): 0.4047, ("acre", "km2"): 0.004047,
    ("acre", "mu"): 6.07, ("ft2", "m2"): 0.0929, ("mi2", "km2"): 2.59, ("mu", "ha"): 1 / 15, ("mu", "m2"): 666.7,
    ("mu", "km2"): 1 / 1500, ("kg", "t"): 0.001, ("g", "kg"): 0.001, ("km", "m"): 1000.0, ("m", "cm"): 100.0,
    ("cm", "mm"): 10.0, ("ha", "m2"): 10_000.0, ("km2", "ha"): 100.0, ("km2", "m2"): 1_000_000.0,
    ("MW", "kW"): 1000.0, ("GW", "MW"): 1000.0, ("bbl", "t"): 0.1364, ("m3", "L"): 1000.0,
}  # fmt: skip
_HEIGHTS: Final = {"cm": 1.0, "m": 100.0}
_FOOT: Final = 30.48
_INCH: Final = 2.54
_OURS: Final = frozenset(
    {"km", "m", "cm", "mm", "m2", "km2", "ha", "t", "kg", "g", "L", "m3", "kW", "MW", "GW", "km/h"}
)
_EXACT: Final = 0.01
_ROUNDED: Final = 0.05
"""Feet and pounds are told in round figures, metres and kilometres exactly."""
_ROUGHLY: Final = 0.12


def converted(quantity: Quantity, others: Iterable[Quantity], *, roughly: bool = False) -> bool:
    """Whether one of the others is this measure in a unit of another system.

    Args:
        quantity: the measure; anything else is converted into nothing.
        others: what the other version holds, or the rest of the same one.
        roughly: allow 12 percent, for a measure told twice in one sentence.
    """
    ends = _ends(quantity)
    if not quantity.unit or not ends:
        return False
    others = tuple(others)
    if quantity.unit in _HEIGHTS and _height(ends[0] * _HEIGHTS[quantity.unit], others):
        return True
    slack = _ROUGHLY if roughly else _ROUNDED
    told = [(value, other.unit) for other in others for value in _ends(other)]
    return all(any(_same(end, quantity.unit, value, unit, slack) for value, unit in told) for end in ends)


def _ends(quantity: Quantity) -> list[float]:
    """The value of a measure, or both ends of a range of them."""
    if quantity.kind not in {"quantity", "number", "range"}:
        return []
    parts = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    return [part for part in parts if not isinstance(part, str)]


def _height(told: float, others: tuple[Quantity, ...]) -> bool:
    """Whether `198 cm` is the other version's `6 feet 6 inches`, `6-foot-6`."""
    plain = [(q.value, q.unit) for q in others if isinstance(q.value, (int, float))]
    feet = [value for value, unit in plain if unit == "ft"]
    inches = [value for value, unit in plain if unit in {"inch", ""}]
    return any(abs(foot * _FOOT + inch * _INCH - told) <= _INCH for foot in feet for inch in inches)


def _same(value: float, unit: str, other: float, other_unit: str, slack: float) -> bool:
    if {unit, other_unit} == {"F", "C"}:
        fahrenheit, celsius = (value, other) if unit == "F" else (other, value)
        return abs((abs(fahrenheit) - 32) * 5 / 9 - abs(celsius)) <= 1 or abs(fahrenheit * 5 / 9 - celsius) <= 1
    factor = _FACTORS.get((unit, other_unit))
    if factor is None and (other_unit, unit) in _FACTORS:
        factor = 1 / _FACTORS[other_unit, unit]
    if factor is None:
        return False
    slack = _EXACT if unit in _OURS and other_unit in _OURS else slack
    return abs(other - value * factor) <= slack * abs(other)
