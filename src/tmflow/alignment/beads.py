"""The path search over beads: every way to cut two texts into beads, summed (posteriors) or maximised (one path).

Nodes are pairs of positions `(i, j)` between sentences. A bead leads from one node to a later one; a null bead passes
one sentence of one side. Nulls between two beads are taken in one order only (first x, then y), so that every alignment
is one path. A *gap* bead holds sentences around one that it leaves out, which then is a null.

Arrays are banded: of row `i` the columns `low[i] .. low[i] + width - 1` are kept. A full table is the band with
`low = 0`. Everything works with further axes behind the columns, so that many texts can be searched at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEVER: Final = -1e30
"""A score that no path survives; finite, so that differences stay defined."""


class Shape(NamedTuple):
    """Which sentences a bead takes, as offsets from its start on either side."""

    x: tuple[int, ...]
    y: tuple[int, ...]

    @property
    def span(self) -> tuple[int, int]:
        """How many sentences the bead passes on either side, the left-out ones included."""
        return self.x[-1] + 1, self.y[-1] + 1

    @property
    def gaps(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Offsets of the sentences left out, on either side."""
        return _missing(self.x), _missing(self.y)


def _missing(offsets: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(offset for offset in range(offsets[-1]) if offset not in offsets)


_SOLID: Final[tuple[tuple[int, ...], ...]] = ((0,), (0, 1), (0, 1, 2), (0, 1, 2, 3))
_BROKEN: Final[tuple[tuple[int, ...], ...]] = ((0, 2), (0, 2, 3), (0, 1, 3))
WINDOWS: Final = _SOLID + _BROKEN
"""Every set of offsets that occurs on a side of a bead."""
SHAPES: Final = tuple(
    [Shape(x, y) for x in _SOLID for y in _SOLID]
    + [Shape(x, y) for x in _BROKEN for y in _SOLID[:2]]
    + [Shape(x, y) for x in _SOLID[:2] for y in _BROKEN]
)
"""All beads with both sides filled: up to four sentences a side, and beads with one sentence left out."""
_SPAN_X: Final = np.array([shape.span[0] for shape in SHAPES])
_SPAN_Y: Final = np.array([shape.span[1] for shape in SHAPES])
REACH: Final = 4
"""The widest span of a bead."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """Scores (logarithms) of every bead.

    `full[i, k, c]` belongs to the bead of shape `SHAPES[k]` that *ends* at node `(i, low[i] + c)`; `null_x[i]` and
    `null_y[j]` to passing one sentence alone. `low` has one entry a row, `len(null_x) + 1`, and never falls.
    """

    full: NDArray[np.float32]
    null_x: Floats
    null_y: Floats
    low: Ints

    @property
    def rows(self) -> int:
        """Number of nodes along x."""
        return len(self.low)

    @property
    def width(self) -> int:
        """Number of columns kept in a row."""
        return int(self.full.shape[2])

    def columns(self, i: int) -> Ints:
        """The positions along y of row `i`."""
        return np.asarray(self.low[i] + np.arange(self.width))

    def sources(self, i: int) -> tuple[Ints, Ints]:
        """For the beads that end in row `i`: row and column index where each starts; `width` stands for outside."""
        rows = i - _SPAN_X
        inside = rows >= 0
        rows = np.where(inside, rows, 0)
        columns = self.columns(i)[None, :] - _SPAN_Y[:, None] - self.low[rows][:, None]
        good = (columns >= 0) & (columns < self.width) & inside[:, None]
        return rows, np.where(good, columns, self.width)

    def targets(self, i: int) -> tuple[Ints, Ints]:
        """For the beads that start in row `i`: row and column index where each ends; `width` stands for outside."""
        rows = i + _SPAN_X
        inside = rows < self.rows
        rows = np.where(inside, rows, 0)
        columns = self.columns(i)[None, :] + _SPAN_Y[:, None] - self.low[rows][:, None]
        good = (columns >= 0) & (columns < self.width) & inside[:, None]
        return rows, np.where(good, columns, self.width)

    def shifted(self, row: NDArray[np.float64], of: int, to: int) -> Floats:
        """The values of row `of` (with the outside column) at the columns of row `to`."""
        columns = self.columns(to) - self.low[of]
        good = (columns >= 0) & (columns < self.width)
        return np.asarray(row[np.where(good, columns, self.width)])

    def passed_y(self) -> Floats:
        """Summed null scores of y before each position, one entry a position, flat beyond the end."""
        total = np.zeros((int(self.low[-1]) + self.width + 1, *self.null_y.shape[1:]))
        count = len(self.null_y)
        np.cumsum(self.null_y, axis=0, out=total[1 : count + 1])
        total[count + 1 :] = total[count]
        return total


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Probabilities of every bead and null, in the layout of the lattice; `log_z` is the log of the sum of paths."""

    full: Floats
    null_x: Floats
    null_y: Floats
    log_z: Floats


def _lse(values: Floats) -> Floats:
    top = values.max(axis=0)
    return np.asarray(top + np.log(np.exp(values - top).sum(axis=0)))


def posteriors(lattice: Lattice, ends: tuple[Ints, Ints] | None = None) -> Posteriors:
    """Sum over all paths (forward-backward).

    Args:
        lattice: the scores; trailing axes are separate texts.
        ends: for texts of different lengths searched at once, where each ends along x and y; else the last node.
    """
    closed, opened = _forward(lattice)
    batch = lattice.full.shape[3:]
    end = ends or (np.full(batch, lattice.rows - 1), np.full(batch, len(lattice.null_y)))
    after_any, after_y = _backward(lattice, end)
    if batch:
        log_z = opened[end[0], end[1] - lattice.low[end[0]], np.arange(batch[0])]
    else:
        log_z = opened[int(end[0]), int(end[1]) - lattice.low[int(end[0])]]
    return _marginals(lattice, closed, opened, after_any, after_y, np.asarray(log_z))


def _forward(lattice: Lattice) -> tuple[Floats, Floats]:
    """Sums of all paths to each node: those that end in a bead or in x, and all of them."""
    batch = lattice.full.shape[3:]
    closed = np.full((lattice.rows, lattice.width + 1, *batch), NEVER)
    opened = closed.copy()
    passed = lattice.passed_y()
    for i in range(lattice.rows):
        rows, columns = lattice.sources(i)
        base = _lse(opened[rows[:, None], columns] + lattice.full[i])
        if i == 0:
            base[lattice.columns(0) == 0] = 0.0
        else:
            base = np.logaddexp(base, lattice.shifted(closed[i - 1], i - 1, i) + lattice.null_x[i - 1])
        closed[i, :-1] = base
        before = passed[lattice.low[i] : lattice.low[i] + lattice.width]
        opened[i, :-1] = np.maximum(np.logaddexp.accumulate(base - before, axis=0) + before, NEVER)
    return closed, opened


def _backward(lattice: Lattice, end: tuple[Ints, Ints]) -> tuple[Floats, Floats]:
    """Sums of all paths from each node: free to pass x next, and after a passed y."""
    batch = lattice.full.shape[3:]
    free = np.full((lattice.rows, lattice.width + 1, *batch), NEVER)
    after_y = free.copy()
    passed = lattice.passed_y()
    shapes = np.arange(len(SHAPES))[:, None]
    for i in range(lattice.rows - 1, -1, -1):
        rows, columns = lattice.targets(i)
        scores = lattice.full[rows[:, None], shapes, np.minimum(columns, lattice.width - 1)]
        base = _lse(free[rows[:, None], columns] + scores)
        here = lattice.columns(i).reshape(-1, *([1] * len(batch))) == end[1]
        base = np.where(here & (end[0] == i), 0.0, base)
        before = passed[lattice.low[i] : lattice.low[i] + lattice.width]
        row = np.logaddexp.accumulate((base + before)[::-1], axis=0)[::-1] - before
        after_y[i, :-1] = np.maximum(row, NEVER)
        if i < lattice.rows - 1:
            row = np.logaddexp(row, lattice.shifted(free[i + 1], i + 1, i) + lattice.null_x[i])
        free[i, :-1] = np.maximum(row, NEVER)
    return free, after_y


def _marginals(
    lattice: Lattice, closed: Floats, opened: Floats, free: Floats, after_y: Floats, log_z: Floats
) -> Posteriors:
    full = np.zeros(lattice.full.shape)
    null_x = np.zeros(lattice.null_x.shape)
    null_y = np.zeros(lattice.null_y.shape)
    count = len(null_y)
    for i in range(lattice.rows):
        rows, columns = lattice.sources(i)
        full[i] = np.exp(opened[rows[:, None], columns] + lattice.full[i] + free[i, :-1] - log_z)
        if i < lattice.rows - 1:
            here = closed[i, :-1] + lattice.null_x[i] + lattice.shifted(free[i + 1], i + 1, i)
            null_x[i] = np.exp(here - log_z).sum(axis=0)
        low = int(lattice.low[i])
        stop = min(low + lattice.width - 1, count)
        here = opened[i, : stop - low] + lattice.null_y[low:stop] + after_y[i, 1 : stop - low + 1]
        null_y[low:stop] += np.exp(here - log_z)
    return Posteriors(full, null_x, null_y, log_z)


class Step(NamedTuple):
    """One bead of a path: the indices on either side; `gain` is what it was chosen for."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    gain: float


def best_path(lattice: Lattice) -> list[Step]:
    """Return the path with the greatest sum of scores; what a gap bead leaves out follows it, with a gain of 0."""
    closed = np.full((lattice.rows, lattice.width + 1), NEVER)
    opened = closed.copy()
    passed = lattice.passed_y()
    for i in range(lattice.rows):
        rows, columns = lattice.sources(i)
        base = (opened[rows[:, None], columns] + lattice.full[i]).max(axis=0)
        if i == 0:
            base[lattice.columns(0) == 0] = 0.0
        else:
            base = np.maximum(base, lattice.shifted(closed[i - 1], i - 1, i) + lattice.null_x[i - 1])
        closed[i, :-1] = base
        before = passed[lattice.low[i] : lattice.low[i] + lattice.width]
        opened[i, :-1] = np.maximum.accumulate(base - before) + before
    return _trace(lattice, closed, opened)


def _trace(lattice: Lattice, closed: Floats, opened: Floats) -> list[Step]:
    steps: list[Step] = []
    i, j = lattice.rows - 1, len(lattice.null_y)
    only_closed = False
    while i or j:
        c = j - int(lattice.low[i])
        rows, columns = lattice.sources(i)
        options = opened[rows, columns[:, c]] + lattice.full[i, :, c]
        k = int(options.argmax())
        pass_x = pass_y = NEVER
        if i:
            above = j - int(lattice.low[i - 1])
            if 0 <= above < lattice.width:
                pass_x = float(closed[i - 1, above] + lattice.null_x[i - 1])
        if c and not only_closed:
            pass_y = float(opened[i, c - 1] + lattice.null_y[j - 1])
        if pass_y >= max(pass_x, float(options[k])) and pass_y > NEVER / 2:
            j -= 1
            steps.append(Step((), (j,), float(lattice.null_y[j])))
            only_closed = False
        elif pass_x >= float(options[k]):
            i -= 1
            steps.append(Step((i,), (), float(lattice.null_x[i])))
            only_closed = True
        else:
            span_x, span_y = SHAPES[k].span
            gain = float(lattice.full[i, k, c])
            i, j = i - span_x, j - span_y
            only_closed = False
            steps += [Step((), (j + o,), 0.0) for o in reversed(SHAPES[k].gaps[1])]
            steps += [Step((i + o,), (), 0.0) for o in reversed(SHAPES[k].gaps[0])]
            steps.append(Step(tuple(i + o for o in SHAPES[k].x), tuple(j + o for o in SHAPES[k].y), gain))
    return steps[::-1]
