"""Any encoder on the scale of the shipped one, for which the weights were learnt.

The means and the scale of another encoder are measured on a few sentences in three languages that come with the package
(`data/calibration.tsv`): encoders put unrelated sentences anywhere between 0 and 0.8.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from tmflow.alignment.features import Floats, Tables
    from tmflow.alignment.similarity import Similarity

_MARGINS: Final = {("zh", "en"): 0.662, ("en", "ru"): 0.737, ("zh", "ru"): 0.611}
"""The margin of the shipped encoder on the same sentences."""
_LEAST: Final = 0.02


def tables(learnt: Tables, encoder: Similarity, x: str, y: str) -> Tables:
    """Return what was learnt about a pair with the means of another encoder and the factor that brings it to scale.

    Raises:
        what the encoder raises, when it fails.
    """
    vectors = {lang: encoder.embed(texts, lang) for lang, texts in rows().items()}
    means = vectors[x].mean(axis=0), vectors[y].mean(axis=0)
    own = margin(vectors[x], vectors[y], means)
    return replace(learnt, means=means, scale=_MARGINS[x, y] / max(own, _LEAST))


def margin(x: Floats, y: Floats, means: tuple[Floats, Floats]) -> float:
    """How much nearer translations lie than other sentences, as `features` counts nearness."""
    near = x @ y.T - ((x @ means[1])[:, None] + y @ means[0]) / 2
    size = len(near)
    apart = (near.sum() - np.trace(near)) / (size * (size - 1))
    return float(np.trace(near) / size - apart)


@cache
def rows() -> dict[str, tuple[str, ...]]:
    """The sentences by language, in the same order."""
    text = (files("tmflow.alignment") / "data" / "calibration.tsv").read_text(encoding="utf-8")
    columns = zip(*(line.split("\t") for line in text.splitlines()), strict=True)
    return dict(zip(LANGUAGES, columns, strict=True))
