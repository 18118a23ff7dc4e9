"""The values of a version laid out by size, so that a long text is compared in time that grows with its length."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from tmflow.checks.items import other_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tmflow.checks.items import Item

_STEP: Final = math.log(1.12)
"""Wider than the widest tolerance (`items.CALENDAR`): what may be the same lies on one shelf or on the next one."""
_FINE_STEP: Final = math.log(1.015)
"""Wider than the tolerance of a conversion (`items.CONVERSION`)."""
_WIDE: Final = frozenset({"a", "m", "m2", "kg", "km/h"})
"""Base units in which "the same" is wide: six weeks are a month and a half, and 16 mph were 25 km/h."""
_NOUGHT: Final = -100_000
_FEW: Final = 12
"""So many items are compared one by one: laying them out costs more than it spares."""


class Shelves:
    """Items of one version; `like` gives those that `items.same` may call the same as another, in reading order.

    `keys` are the items' keys: what is told in the same way in another version needs no comparing.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._items: list[Item] = []
        self.keys: set[tuple[str, float | str, str, float]] = set()
        self._shelves: dict[int, list[int]] = {}
        self._dates: list[int] = []
        self._fine: dict[int, list[int]] = {}
        for item in items:
            self.add(item)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def add(self, item: Item) -> None:
        """Put one more item at the end."""
        self._items.append(item)
        self.keys.add(item.key)
        if len(self._items) == _FEW:
            for place, each in enumerate(self._items):
                self._lay_out(each, place)
        elif len(self._items) > _FEW:
            self._lay_out(item, len(self._items) - 1)

    def _lay_out(self, item: Item, place: int) -> None:
        if isinstance(item.value, str):
            self._dates.append(place)
        for shelves, width in ((self._shelves, _STEP), (self._fine, _FINE_STEP)):
            for shelf in _shelves(item, width):
                shelves.setdefault(shelf, []).append(place)

    def like(self, item: Item) -> list[Item]:
        """The items that are worth a comparison with this one: any with a date, else those of about its size."""
        if len(self._items) < _FEW or isinstance(item.value, str):
            return self._items
        return self._near(item, self._shelves, _STEP)

    def just_like(self, item: Item) -> list[Item]:
        """The items that `items.same` may call the same without rounding: fewer than `like` gives."""
        if item.unit in _WIDE:
            return self.like(item)
        if len(self._items) < _FEW or isinstance(item.value, str):
            return self._items
        return self._near(item, self._fine, _FINE_STEP)

    def _near(self, item: Item, shelves: dict[int, list[int]], width: float) -> list[Item]:
        near = {shelf + step for shelf in _shelves(item, width) for step in (-1, 0, 1)}
        places = {place for shelf in near for place in shelves.get(shelf, ())}
        return [self._items[place] for place in sorted(places.union(self._dates))]


def _shelves(item: Item, width: float) -> set[int]:
    """Where an item lies, by each value it may have; 千分之三 also beside 0.3 percent."""
    values = set(other_readings(item))
    if not isinstance(item.written, str):
        values.add(item.written)
    if item.per and not isinstance(item.value, str):
        values.add(item.value / item.per)
    if item.group == "number":
        values |= {value * 100 for value in values if 0 < value < 1}
    return {math.floor(math.log(abs(value)) / width) if value and math.isfinite(value) else _NOUGHT for value in values}
