"""Which remembered sentences are worth an exact comparison.

The port is `Candidates`; the plain scan here looks at every sentence of about the right length. It is exact within its
measure and needs no file; its time grows with the memory (`benchmarks/memory.py`): right up to some 100,000 sentences.
"""

from __future__ import annotations

import bisect
import threading
from typing import TYPE_CHECKING, Final, Protocol

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.memory.fuzzy import Key

LOOSEST: Final = 0.5
"""Likeness by characters below which a sentence is no candidate; a score of 60 and more never falls below it."""


class Candidates(Protocol):
    """Finds remembered sentences of one language that may be like a given one."""

    def candidates(self, key: Key, limit: int) -> tuple[int, ...]:
        """Return the ids of up to `limit` remembered sentences, the likeliest first."""
        ...


class Scan:
    """Looks at every sentence whose length allows a good score. Safe to use from several threads.

    Ids may be added that are no longer offered: the caller looks them up, and drops what is gone.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: list[tuple[int, int, str]] = []  # length, id, masked text; sorted by length
        self._known: set[int] = set()

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def newest(self) -> int:
        """The largest id that was added, 0 when there is none."""
        return max(self._known, default=0)

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Add sentences by id and masked text (`fuzzy.Key.masked`); a known id is passed over."""
        with self._lock:
            fresh = [(len(masked), number, masked) for number, masked in rows if number not in self._known]
            if fresh:
                self._known.update(number for _, number, _ in fresh)
                # A new list, so that a search that is under way keeps the one it began with.
                self._rows = sorted(self._rows + fresh)

    def candidates(self, key: Key, limit: int) -> tuple[int, ...]:
        """Return the ids of up to `limit` sentences, the likeliest by characters first."""
        rows = self._rows
        size = len(key.masked)
        first = bisect.bisect_left(rows, (int(size * LOOSEST),))
        last = bisect.bisect_right(rows, (int(size / LOOSEST) + 1,))
        near = rows[first:last]
        found = process.extract(
            key.masked,
            [masked for _, _, masked in near],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=LOOSEST,
            limit=limit,
        )
        return tuple(near[position][1] for _, _, position in found)
