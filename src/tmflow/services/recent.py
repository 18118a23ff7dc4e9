"""The releases that people work in just now, so that a save reads of their sentences only those that changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.unit_of_work import UnitOfWork

_KEPT: Final = 8


class Recent:
    """The units of the last eight releases, as they were read last; safe to use from several threads.

    What is returned is always what the transaction sees: the versions of all texts are compared each time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._units: OrderedDict[str, tuple[TranslationUnit, ...]] = OrderedDict()

    def units(self, uow: UnitOfWork, release_id: str) -> tuple[TranslationUnit, ...]:
        """Return the active units of a release by position."""
        with self._lock:
            known = self._units.get(release_id, ())
        units = uow.units.of_release(release_id, known)
        with self._lock:
            self._units[release_id] = units
            self._units.move_to_end(release_id)
            while len(self._units) > _KEPT:
                self._units.popitem(last=False)
        return units
