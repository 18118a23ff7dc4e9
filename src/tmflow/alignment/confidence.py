"""How sure a bead is: the posterior probability, which on known alignments is the share of beads that are right.

A row of three versions may hold a pair of them in two beads (two sentences that are translated one by one in
English and by one sentence in Russian): then the row is as sure as its two surest pairs, and as the third is closed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment.beads import SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.alignment.pairs import Answer

_SHAPE_NUMBERS: Final = {(shape.x, shape.y): k for k, shape in enumerate(SHAPES)}
_SMALLEST: Final = 1e-4


def of_row(parts: Sequence[tuple[Answer, Sequence[int], Sequence[int]]]) -> float:
    """Return the probability of a row from what each pair of versions says: the answer, and the positions in either."""
    beads = [_bead(*part) for part in parts]
    if len(parts) > 1:
        weakest = min(range(len(parts)), key=beads.__getitem__)
        beads[weakest] = max(beads[weakest], _closed(*parts[weakest]))
    return math.exp(sum(math.log(max(p, _SMALLEST)) for p in beads) / len(beads))


def _bead(answer: Answer, x: Sequence[int], y: Sequence[int]) -> float:
    """The probability that `x` and `y` are one bead; if one is empty, that the others stand alone."""
    found, lattice = answer.found, answer.lattice
    if not x or not y:
        return math.prod([float(answer.alone[0][i]) for i in x] + [float(answer.alone[1][j]) for j in y])
    k = _SHAPE_NUMBERS.get((tuple(i - x[0] for i in x), tuple(j - y[0] for j in y)))
    row = x[-1] + 1
    column = y[-1] + 1 - int(lattice.low[row])
    if k is None or not 0 <= column < lattice.width:
        return 0.0
    return float(found.full[row, k, column])


def _closed(answer: Answer, x: Sequence[int], y: Sequence[int]) -> float:
    """The probability that no sentence of the row is linked with one outside of it."""
    if not x or not y:
        return 0.0
    block = answer.links.block(slice(x[0], x[-1] + 1), slice(y[0], y[-1] + 1))
    inside = block[np.subtract(x, x[0])][:, np.subtract(y, y[0])]
    mass_x, mass_y = answer.mass
    leaks = np.concatenate([mass_x[list(x)] - inside.sum(axis=1), mass_y[list(y)] - inside.sum(axis=0)])
    return float(np.sqrt(np.prod(np.clip(1.0 - leaks, 0.0, 1.0))))
