"""The learnt numbers of the mix: read from `data/weights.json`, which says how they were learnt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tmflow.alignment.beads import SHAPES
from tmflow.alignment.features import NAMES, NULL_NAMES, Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.alignment.features import Floats

MIX: Final = "mix"
LEXICAL: Final = "lexical"
EMBEDDING: Final = "embedding"
MODES: Final = (MIX, LEXICAL, EMBEDDING)


@dataclass(frozen=True, slots=True)
class Weights:
    """The mix of one pair in one mode: of the features, the shapes, and of nulls on either side."""

    features: Floats
    shapes: Floats
    null_x: Floats
    null_y: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """Everything learnt about one pair. `mixes` are keyed by mode, `joined` likewise where a third version helps."""

    tables: Tables
    mixes: Mapping[str, Weights]
    joined: Mapping[str, Weights]

    def turned(self) -> Model:
        """The same for the pair in the other order."""
        t = self.tables
        tables = Tables(1 / t.ratio, t.variance, t.ends.T, t.starts.T, t.joints[::-1], t.means[::-1], t.scale)
        return Model(
            tables,
            {mode: _turn(weights) for mode, weights in self.mixes.items()},
            {mode: _turn(weights) for mode, weights in self.joined.items()},
        )


_MIRROR: Final = [
    next(k for k, other in enumerate(SHAPES) if (other.x, other.y) == (shape.y, shape.x)) for shape in SHAPES
]


def _turn(weights: Weights) -> Weights:
    features = weights.features.copy()
    for one, other in (("lex_xy", "lex_yx"), ("shared_xy", "shared_yx")):
        swapped = [NAMES.index(one), NAMES.index(other)]
        features[swapped] = features[swapped[::-1]]
    return Weights(features, weights.shapes[_MIRROR], weights.null_y, weights.null_x)


def _floats(values: object) -> Floats:
    return np.array(values, np.float32)


def _weights(data: Mapping[str, Any]) -> Weights:
    shapes = _floats([data["shapes"][f"{s.x}|{s.y}"] for s in SHAPES])
    features = _floats([data["features"].get(name, 0.0) for name in NAMES])
    null_x, null_y = (_floats([data[side].get(name, 0.0) for name in NULL_NAMES]) for side in ("null_x", "null_y"))
    return Weights(features, shapes, null_x, null_y)


def as_json(weights: Weights) -> dict[str, object]:
    """Return what `models` reads, rounded to four places."""

    def named(names: tuple[str, ...], values: Floats) -> dict[str, float]:
        return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}

    return {
        "features": named(NAMES, weights.features),
        "shapes": {f"{s.x}|{s.y}": round(float(v), 4) for s, v in zip(SHAPES, weights.shapes, strict=True)},
        "null_x": named(NULL_NAMES, weights.null_x),
        "null_y": named(NULL_NAMES, weights.null_y),
    }


def models(data: Mapping[str, Any], vectors: Mapping[str, Floats]) -> dict[str, Model]:
    """Return the models by pair from parsed JSON; `vectors` are the languages' mean vectors."""
    found = {}
    for pair, entry in data["pairs"].items():
        x, y = pair.split("-")
        tables = Tables(
            entry["ratio"],
            entry["variance"],
            _floats(entry["ends"]),
            _floats(entry["starts"]),
            _floats(entry["joints"]),
            (vectors[x], vectors[y]),
        )
        mixes, joined = (
            {mode: _weights(weights) for mode, weights in entry[key].items()} for key in ("mixes", "joined")
        )
        found[pair] = Model(tables, mixes, joined)
    return found


@cache
def means() -> dict[str, Floats]:
    """The mean vector of sentences in each language, by the shipped encoder."""
    path = files("tmflow.alignment") / "data" / "means.npz"
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
        return {lang: data[lang].astype(np.float32) for lang in data.files}


@cache
def shipped() -> dict[str, Model]:
    """The models that come with the package."""
    path = files("tmflow.alignment") / "data" / "weights.json"
    return models(json.loads(path.read_text(encoding="utf-8")), means())
