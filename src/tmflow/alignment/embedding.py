"""The vectors of the versions, and what was learnt about lengths, marks and nearness; an encoder may be missing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment import calibration
from tmflow.alignment.similarity import SHIPPED
from tmflow.i18n import tr
from tmflow.model.errors import TmflowError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.alignment.features import Floats, Tables
    from tmflow.alignment.similarity import Similarity
    from tmflow.alignment.weights import Model

_log = logging.getLogger(__name__)
_FAILURES: Final = (TmflowError, ImportError, OSError, RuntimeError, ValueError, MemoryError)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors by language (of width 0 without an encoder), tables by pair, and what to tell the reader."""

    vectors: Mapping[str, Floats]
    tables: Mapping[Pair, Tables]
    warnings: tuple[str, ...] = ()


def embedded(
    similarity: Similarity | None,
    texts: Mapping[str, Sequence[str]],
    models: Mapping[str, Model],
    pairs: Iterable[Pair],
) -> Embedded:
    """Embed the texts of each language; an encoder that fails is told about and done without."""
    learnt = {(x, y): models[f"{x}-{y}"].tables for x, y in pairs}
    if similarity is None:
        message = tr("Aligned by words and figures alone: there is no sentence encoder.")
        return Embedded(_nothing(texts), learnt, (message,))
    try:
        vectors = {lang: similarity.embed(found, lang) for lang, found in texts.items()}
        if similarity.name != SHIPPED:
            learnt = {pair: calibration.tables(found, similarity, *pair) for pair, found in learnt.items()}
            width = next(iter(learnt.values())).means[0].shape
            vectors = {lang: v if len(v) else np.zeros((0, *width), np.float32) for lang, v in vectors.items()}
    except _FAILURES as error:
        _log.warning("sentence encoder failed: %s", error)
        message = tr("Aligned by words and figures alone: the sentence encoder failed ({reason}).", reason=error)
        return Embedded(_nothing(texts), {(x, y): models[f"{x}-{y}"].tables for x, y in learnt}, (message,))
    return Embedded(vectors, learnt)


def _nothing(texts: Mapping[str, Sequence[str]]) -> dict[str, Floats]:
    return {lang: np.zeros((len(found), 0), np.float32) for lang, found in texts.items()}
