"""Which nodes the search looks at: all of them for a release, a band around a coarse path for a long document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tmflow.alignment.features import Floats, Side

Ints = NDArray[np.int64]

_WHOLE: Final = 40_000
"""Up to so many nodes the whole table is searched."""
_WIDTH: Final = 128
_BLOCK: Final = 16


def band(x: Side, y: Side) -> tuple[Ints, int]:
    """Return the first column of each row of nodes, and the number of columns.

    Long texts are cut into blocks of 16 sentences; a path through the likeness of the blocks (mean vectors, or the
    diagonal where there are none) is the middle of the band.
    """
    n, m = len(x), len(y)
    if (n + 1) * (m + 1) <= _WHOLE:
        return np.zeros(n + 1, np.int64), m + 1
    width = min(m + 1, max(_WIDTH, 4 * (m // (n + 1) + 1)))
    low = np.clip(_middle(x, y) - width // 2, 0, m + 1 - width)
    low[0], low[-1] = 0, m + 1 - width
    return _gentle(np.maximum.accumulate(low), width // 2), width


def _gentle(low: Ints, step: int) -> Ints:
    """Spread jumps of more than `step` over the rows before them, so that the bands of neighbouring rows overlap."""
    rows = np.arange(len(low)) * step
    before = np.maximum.accumulate((low - rows)[::-1])[::-1] + rows
    return np.asarray(np.minimum(before, rows), np.int64)


def _middle(x: Side, y: Side) -> Ints:
    n, m = len(x), len(y)
    if not x.vectors.shape[1] or not y.vectors.shape[1]:
        return np.round(np.arange(n + 1) * m / n).astype(np.int64)
    blocks_x, blocks_y = _blocks(x), _blocks(y)
    likeness = blocks_x @ blocks_y.T
    likeness -= np.minimum(np.median(likeness, axis=1, keepdims=True), np.median(likeness, axis=0))
    path = _ridge(likeness)
    corners = np.array(
        [(0, 0), *[(min(n, i * _BLOCK + _BLOCK // 2), min(m, j * _BLOCK + _BLOCK // 2)) for i, j in path], (n, m)]
    )
    return np.asarray(np.round(np.interp(np.arange(n + 1), corners[:, 0], corners[:, 1])), np.int64)


def _blocks(side: Side) -> Floats:
    cuts = np.arange(0, len(side), _BLOCK)
    sums = np.add.reduceat(side.vectors, cuts, axis=0)
    sums -= sums.mean(axis=0)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-9)))


def _ridge(likeness: Floats) -> list[tuple[int, int]]:
    """The rising path through the matrix with the greatest sum, one node a row."""
    rows, columns = likeness.shape
    best = np.zeros((rows + 1, columns))
    back = np.zeros((rows, columns), np.int64)
    for i in range(rows):
        reach = np.maximum.accumulate(best[i])
        where = np.maximum.accumulate(np.where(best[i] >= reach, np.arange(columns), 0))
        best[i + 1] = reach + likeness[i]
        back[i] = where
    path = []
    j = int(best[rows].argmax())
    for i in range(rows - 1, -1, -1):
        path.append((i, j))
        j = int(back[i, j])
    return path[::-1]
