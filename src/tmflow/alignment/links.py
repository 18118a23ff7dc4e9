"""How likely each sentence of one version is in the same bead as each of another: a banded matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tmflow.alignment.beads import REACH, SHAPES

if TYPE_CHECKING:
    from tmflow.alignment.beads import Lattice, Posteriors

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Links:
    """Probabilities of sentence `i` of x with the sentences `low[i] ...` of y: `values[i, c]`; zero beyond the band."""

    values: Floats
    low: Ints
    columns: int

    def block(self, rows: slice, columns: slice) -> Floats:
        """Return a rectangle as a full matrix; both slices need a start and a stop inside the texts."""
        low = self.low[rows]
        result = np.zeros((len(low), columns.stop - columns.start), np.float32)
        at = low[:, None] + np.arange(self.values.shape[1]) - columns.start
        good = (at >= 0) & (at < result.shape[1])
        row = np.broadcast_to(np.arange(len(low))[:, None], at.shape)
        result[row[good], at[good]] = self.values[rows][good]
        return result

    def dense(self) -> Floats:
        """Return the whole matrix."""
        return self.block(slice(0, len(self.low)), slice(0, self.columns))

    def mass(self) -> tuple[Floats, Floats]:
        """Summed probabilities of each sentence of x and of y."""
        ends = np.minimum(self.low[:, None] + np.arange(self.values.shape[1]), self.columns)
        per_y = np.bincount(ends.ravel(), self.values.ravel(), self.columns + 1)[: self.columns]
        return self.values.sum(axis=1), per_y.astype(np.float32)

    def turned(self) -> Links:
        """The same links seen from y, in a band as wide as it needs to be."""
        rows, at = np.nonzero(self.values > _NEGLIGIBLE)
        columns = self.low[rows] + at
        good = columns < self.columns
        rows, at, columns = rows[good], at[good], columns[good]
        first = np.full(self.columns, len(self.low), np.int64)
        last = np.full(self.columns, -1, np.int64)
        np.minimum.at(first, columns, rows)
        np.maximum.at(last, columns, rows)
        width = int(max((last - first).max(initial=0) + 1, 1))
        low = np.where(last < 0, 0, first)
        values = np.zeros((self.columns, width), np.float32)
        values[columns, rows - low[columns]] = self.values[rows, at]
        return Links(values, low, len(self.low))


_NEGLIGIBLE = 1e-4


def from_posteriors(lattice: Lattice, found: Posteriors) -> Links:
    """Sum the beads' probabilities over the pairs of sentences that each holds."""
    n, width = lattice.rows - 1, lattice.width
    values = np.zeros((n, width), np.float32)
    offsets = {(p, q): np.zeros(len(SHAPES)) for p in range(1, REACH + 1) for q in range(1, REACH + 1)}
    for k, shape in enumerate(SHAPES):
        for dx in shape.x:
            for dy in shape.y:
                offsets[shape.span[0] - dx, shape.span[1] - dy][k] = 1.0
    for (back_x, back_y), chosen in offsets.items():
        if n < back_x:
            continue
        summed = np.einsum("ikc,k->ic", found.full[back_x:], chosen)
        shift = lattice.low[back_x:] - back_y - lattice.low[: n + 1 - back_x]
        at = np.arange(width) + shift[:, None]
        good = (at >= 0) & (at < width)
        row = np.broadcast_to(np.arange(len(shift))[:, None], at.shape)
        values[row[good], at[good]] += summed[good].astype(np.float32)
    return Links(np.minimum(values, 1.0), lattice.low[:-1].copy(), len(lattice.null_y))


def through(first: Links, second: Links, like: Links) -> Links:
    """What a third version says: the product of the links x to z and z to y, at most 1, in the band of `like`."""
    values = np.zeros_like(like.values)
    n, width = values.shape
    step = max(1, min(n, _CHUNK))
    for start in range(0, n, step):
        rows = slice(start, min(n, start + step))
        z = _reach(first, rows)
        y0 = int(like.low[rows].min())
        y = slice(y0, max(y0, min(like.columns, int(like.low[rows].max()) + width)))
        product = first.block(rows, z) @ second.block(z, y)
        at = like.low[rows][:, None] + np.arange(width) - y0
        good = at < product.shape[1]
        row = np.broadcast_to(np.arange(product.shape[0])[:, None], at.shape)
        part = np.zeros(at.shape, np.float32)
        part[good] = product[row[good], at[good]]
        values[rows] = part
    return Links(np.minimum(values, 1.0), like.low, like.columns)


_CHUNK = 256


def _reach(links: Links, rows: slice) -> slice:
    low = links.low[rows]
    if not len(low):
        return slice(0, 0)
    start = int(low.min())
    return slice(start, max(start, min(links.columns, int(low.max()) + links.values.shape[1])))
