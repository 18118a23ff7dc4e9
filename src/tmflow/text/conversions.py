"""One measure in the units of another system, rounded as translators round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.text.quantity import Quantity

_FACTORS: Final = {
    ("ft", "m"): 0.3048, ("ft", "cm"): 30.48, ("yd", "m"): 0.9144, ("inch", "cm"): 2.54, ("inch", "mm"): 25.4,
    ("mi", "km"): 1.609, ("mi", "km/h"): 1.609, ("mi", "m"): 1609.0, ("nmi", "km"): 1.852, ("lb", "kg"): 0.4536,
    ("oz", "g"): 28.35, ("st", "kg"): 6.35, ("gal", "L"): 3.785, ("acre", "ha"): 0.4047, ("acre", "km2"): 0.004047,
    ("acre", "mu"): 6.07, ("ft2", "m2"): 0.0929, ("mi2", "km2"): 2.59, ("mu", "ha"): 1 / 15, ("mu", "m2"): 666.7,
    ("mu", "km2"): 1 / 1500, ("kg", "t"): 0.001, ("g", "kg"): 0.001, ("km", "m"): 1000.0, ("m", "cm"): 100.0,
    ("cm", "mm"): 10.0, ("ha", "m2"): 10_000.0, ("km2", "ha"): 100.0, ("km2", "m2"): 1_000_000.0,
    ("MW", "kW"): 1000.0, ("GW", "MW"): 1000.0, ("bbl", "t"): 0.1364, ("m3", "L"): 1000.0,
}  # fmt: skip
_ROUNDED: Final = 0.04
_ROUGHLY: Final = 0.12


def converted(quantity: Quantity, others: Iterable[Quantity], *, roughly: bool = False) -> bool:
    """Whether one of the others is this measure in a unit of another system.

    Args:
        quantity: the measure; anything else is converted into nothing.
        others: what the other version holds, or the rest of the same one.
        roughly: allow 12 percent instead of 4.
    """
    if quantity.kind != "quantity" or not isinstance(quantity.value, (int, float)):
        return False
    slack = _ROUGHLY if roughly else _ROUNDED
    return any(
        _same(quantity.value, quantity.unit, value, other.unit, slack)
        for other in others
        if other.kind in {"quantity", "number", "range"}
        for value in (other.value if isinstance(other.value, tuple) else (other.value,))
        if isinstance(value, (int, float))
    )


def _same(value: float, unit: str, other: float, other_unit: str, slack: float) -> bool:
    if {unit, other_unit} == {"F", "C"}:
        fahrenheit, celsius = (value, other) if unit == "F" else (other, value)
        return abs((abs(fahrenheit) - 32) * 5 / 9 - abs(celsius)) <= 1 or abs(fahrenheit * 5 / 9 - celsius) <= 1
    factor = _FACTORS.get((unit, other_unit))
    if factor is None and (other_unit, unit) in _FACTORS:
        factor = 1 / _FACTORS[other_unit, unit]
    return factor is not None and abs(other - value * factor) <= slack * abs(other)
