"""Vectors kept by the hash of their text, so that no text is embedded twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Vectors = NDArray[np.float32]

CAPACITY: Final = 50_000
"""How many vectors a cache keeps unless told otherwise."""


class VectorCache:
    """Bounded; the texts used longest ago go first. Safe to use from several threads; one of them embeds at a time.

    Args:
        embed: gives one vector for each text.
        capacity: how many vectors are kept.
    """

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], capacity: int = CAPACITY) -> None:
        self._embed = embed
        self._capacity = capacity
        self._kept: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one vector for each text; only those that are not kept are embedded.

        Args:
            texts: at least one text.
        """
        keys = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if missing:
                known.update(zip(missing, self._embed(list(missing.values())), strict=True))
            self._keep({key: known[key] for key in keys})
        return np.stack([known[key] for key in keys])

    def _keep(self, vectors: dict[bytes, Vectors]) -> None:
        for key, vector in vectors.items():
            self._kept[key] = vector
            self._kept.move_to_end(key)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)


def unit(vectors: Vectors) -> Vectors:
    """Return the rows at length 1; a row of zeros stays."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, np.float32(1e-9)), np.float32)
