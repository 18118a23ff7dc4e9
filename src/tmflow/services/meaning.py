"""Remembered texts by meaning: their vectors, computed when they are first asked for and kept for the process."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from tmflow.alignment.similarity import Similarity


class Meaning(Protocol):
    """Finds the texts of one language that mean about the same as a text in another."""

    def newest(self, lang: str) -> int:
        """Return the largest id whose vector is known, 0 when there is none."""
        ...

    def nearest(
        self, text: str, lang: str, target_lang: str, fresh: Sequence[tuple[int, str]], limit: int
    ) -> Iterable[tuple[int, float]]:
        """Return ids and cosines of the nearest texts in `target_lang`, after learning the `fresh` ones."""
        ...


class Vectors:
    """Implements `Meaning` by comparing with every vector. Safe to use from several threads.

    Args:
        similarity: makes the encoder; called at the first search, since loading it takes a second.
    """

    def __init__(self, similarity: Callable[[], Similarity]) -> None:
        self._similarity = similarity
        self._lock = threading.Lock()
        self._ids: dict[str, list[int]] = {}
        self._rows: dict[str, NDArray[np.float32]] = {}

    def newest(self, lang: str) -> int:
        """Return the largest id whose vector is known."""
        return max(self._ids.get(lang, ()), default=0)

    def nearest(
        self, text: str, lang: str, target_lang: str, fresh: Sequence[tuple[int, str]], limit: int
    ) -> Iterable[tuple[int, float]]:
        """Return ids and cosines of the nearest texts in `target_lang`, the nearest first."""
        encoder = self._similarity()
        with self._lock:
            known = set(self._ids.get(target_lang, ()))
            rows = [(number, each) for number, each in fresh if number not in known]
            if rows:
                vectors = encoder.embed([each for _, each in rows], target_lang)
                before = self._rows.get(target_lang)
                self._rows[target_lang] = vectors if before is None else np.concatenate((before, vectors))
                self._ids.setdefault(target_lang, []).extend(number for number, _ in rows)
            ids, matrix = list(self._ids.get(target_lang, ())), self._rows.get(target_lang)
        if matrix is None:
            return ()
        cosines = matrix @ encoder.embed([text], lang)[0]
        return [(ids[position], float(cosines[position])) for position in np.argsort(-cosines)[: max(0, limit)]]
