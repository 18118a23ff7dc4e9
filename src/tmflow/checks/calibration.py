"""What was learnt about gaps and strangers: `data/completeness.json`, made by `benchmarks/completeness.py --ship`.

Weights and thresholds hold for the shipped encoder and for a lexicon that has not seen the texts it judges.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from tmflow.model.language import EN, RU, ZH

LEAST: Final = {ZH: 18, EN: 50, RU: 50}
"""Shorter texts are exclamations and captions, which are translated freely."""


_FEWEST: Final = {ZH: 3, EN: 10, RU: 10}
"""What is left of a text beside its anchors counts as so many characters at least."""

Anchors = Mapping[tuple[str, str], Sequence[tuple[int, int]]]
"""Places of one version that another is known to render (terms, values, names), keyed by the two languages."""
NO_ANCHORS: Final[Anchors] = MappingProxyType({})


def covered(places: Sequence[tuple[int, int]]) -> int:
    """How many characters lie in these places, which may overlap."""
    total = reached = 0
    for start, end in sorted(places):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


@dataclass(frozen=True, slots=True)
class Lengths:
    """Mean and standard deviation of `ln(length in y / length in x)` by pair, keyed `zh-en`."""

    pairs: Mapping[str, tuple[float, float]]

    def off(self, texts: Mapping[str, str], x: str, y: str, anchors: Anchors = NO_ANCHORS) -> float:
        """How many standard deviations y is longer than its x lets expect; negative where it is shorter.

        Anchors are left out on both sides: SCODA is five letters, its Russian name twenty-six.
        """
        long_x, long_y = (
            max(_FEWEST[lang], len(texts[lang]) - covered(anchors.get((lang, other), ())))
            for lang, other in ((x, y), (y, x))
        )
        return self.apart(long_x, long_y, f"{x}-{y}")

    def apart(self, long_x: int, long_y: int, pair: str) -> float:
        """The same for two lengths in characters, at least 1."""
        mean, deviation = self.pairs[pair]
        return (math.log(max(1, long_y) / max(1, long_x)) - mean) / deviation


@dataclass(frozen=True, slots=True)
class Model:
    """How the signs become a score for one version, and what the score means.

    `lexical` and `full` hold the weights by the language of the version whose signs they weigh, without and with the
    signs of the vectors; the score is the sum over these. A version whose lengths sum to more than `length` (with the
    sign turned for a surplus) is not looked at; one whose lexical score is below `doubt` is not embedded. `info` and
    `warning` are full scores; `alone` is the lexical score that is an info without an encoder.
    """

    lexical: Mapping[str, tuple[float, ...]]
    full: Mapping[str, tuple[float, ...]]
    length: float
    doubt: float
    alone: float
    info: float
    warning: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """All models: gaps and surpluses by the version they are about and the others, e.g. `en<zh,ru`."""

    provenance: str
    lengths: Lengths
    gaps: Mapping[str, Model]
    surpluses: Mapping[str, Model]
    strangers: Mapping[str, Model]


def key(lang: str, others: tuple[str, ...]) -> str:
    """The key of a model: the version it is about, and the others in the order of the house."""
    house = (ZH, EN, RU)
    return f"{lang}<{','.join(sorted(others, key=lambda other: house.index(other) if other in house else len(house)))}"


@cache
def shipped() -> Calibration:
    """The calibration that comes with the package."""
    return read(json.loads((files("tmflow.checks") / "data/completeness.json").read_text(encoding="utf-8")))


def read(data: Mapping[str, Any]) -> Calibration:
    """Return what the parsed file says."""
    return Calibration(
        data["provenance"],
        Lengths({pair: (float(mean), float(deviation)) for pair, (mean, deviation) in data["lengths"].items()}),
        *({name: _model(found) for name, found in data[kind].items()} for kind in ("gaps", "surpluses", "strangers")),
    )


def _model(found: Mapping[str, Any]) -> Model:
    lexical, full = (
        {lang: tuple(map(float, each)) for lang, each in found[kind].items()} for kind in ("lexical", "full")
    )
    return Model(lexical, full, *(float(found[name]) for name in ("length", "doubt", "alone", "info", "warning")))
