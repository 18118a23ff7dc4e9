"""Whether two versions are translations of each other at all.

The search joins what it is given as well as it can, and releases of one office are much alike in their words. So it is
asked afterwards how much of the shorter version has found a partner, and how near the partners are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.i18n import tr
from tmflow.model.bitext import BeadOrigin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.alignment.features import Floats, Side
    from tmflow.alignment.pairs import Question
    from tmflow.model.bitext import Bead

    Pair = tuple[str, str]

LEAST: Final = 0.25
"""Of pairs of versions of 20 releases the least had 0.44, of 90 pairs of different releases the most 0.18."""
_WITHOUT_VECTORS: Final = 0.5
_ENOUGH: Final = 4
"""Versions with fewer sentences are not judged."""


def of(question: Question, beads: Sequence[Bead]) -> float:
    """Return how much of the shorter version is joined, times the nearness of what is joined; 1 for a few sentences.

    Args:
        question: the two versions.
        beads: what was found, by places in those.
    """
    x, y = question.x, question.y
    if min(len(x), len(y)) < _ENOUGH:
        return 1.0
    joined = [bead for bead in beads if bead.members[x.lang] and bead.members[y.lang]]
    shorter = x if x.lengths.sum() * question.tables.ratio <= y.lengths.sum() else y
    weights = np.array(
        [bead.confidence * sum(shorter.lengths[i] for i in bead.members[shorter.lang]) for bead in joined]
    )
    near = np.full(len(joined), _WITHOUT_VECTORS)
    if joined and x.vectors.shape[1]:
        a, b = _summed(x, joined), _summed(y, joined)
        common = a @ question.tables.means[1] + b @ question.tables.means[0]
        near = question.tables.scale * ((a * b).sum(axis=1) - common / 2)
    return float(weights @ near) / float(shorter.lengths.sum())


def _summed(side: Side, beads: Sequence[Bead]) -> Floats:
    sums = np.stack([side.vectors[list(bead.members[side.lang])].sum(axis=0) for bead in beads])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-9)))


def doubted(beads: Sequence[Bead], found: Mapping[Pair, float]) -> tuple[Bead, ...]:
    """The beads, less sure where they join versions that do not look like translations."""
    weak = {pair: value / LEAST for pair, value in found.items() if value < LEAST}
    return tuple(_less_sure(bead, weak) for bead in beads) if weak else tuple(beads)


def _less_sure(bead: Bead, weak: Mapping[Pair, float]) -> Bead:
    present = [lang for lang, members in bead.members.items() if members]
    factor = min((weak.get(pair, 1.0) for pair in combinations(present, 2)), default=1.0)
    if factor == 1.0 or bead.origin is BeadOrigin.PERSON:
        return bead
    return replace(bead, confidence=round(bead.confidence * max(factor, 0.0), 4))


def warnings(found: Mapping[Pair, float]) -> list[str]:
    """Tell of each pair of versions that do not look like translations."""
    message = "The versions in {x} and {y} do not look like translations of each other."
    return [tr(message, x=x, y=y) for (x, y), value in found.items() if value < LEAST]
