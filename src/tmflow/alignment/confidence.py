"""How sure a bead is: posteriors turned into shares of beads that were right where the truth is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tmflow.alignment.beads import SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.alignment.pairs import Answer

_SHAPE_NUMBERS = {(shape.x, shape.y): k for k, shape in enumerate(SHAPES)}
_SMALLEST = 1e-4


def of_pair(answer: Answer, x: Sequence[int], y: Sequence[int]) -> float:
    """The posterior probability that `x` and `y` (positions, either may be empty) are one bead, or nulls."""
    found, lattice = answer.found, answer.lattice
    if not x or not y:
        nulls = found.null_y[list(y)] if not x else found.null_x[list(x)]
        return float(np.prod(nulls))
    k = _SHAPE_NUMBERS.get((tuple(i - x[0] for i in x), tuple(j - y[0] for j in y)))
    row = x[-1] + 1
    column = y[-1] + 1 - int(lattice.low[row])
    if k is not None and 0 <= column < lattice.width:
        return float(found.full[row, k, column])
    block = answer.links.block(slice(x[0], x[-1] + 1), slice(y[0], y[-1] + 1))
    return float(block.mean() ** 2)


def together(probabilities: Sequence[float]) -> float:
    """The geometric mean of what the pairs say about a row."""
    return math.exp(sum(math.log(max(p, _SMALLEST)) for p in probabilities) / len(probabilities))


def calibrated(probability: float, line: tuple[float, float]) -> float:
    """Return the share of right beads at this probability: a line in log-odds, learnt on known alignments."""
    bounded = min(max(probability, _SMALLEST), 1 - _SMALLEST)
    return 1 / (1 + math.exp(-(line[0] + line[1] * math.log(bounded / (1 - bounded)))))
