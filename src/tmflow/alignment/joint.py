"""Three versions at once: rows that hold what all three pairs of versions agree on, never a pivot through one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from tmflow.alignment.beads import NEVER, REACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.alignment.beads import Step
    from tmflow.alignment.links import Links

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Row = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

Walls = tuple[Ints, Ints] | None

_FORBIDDEN: Final = 1e6
COST: Final = 0.25
"""What a link of a row must be worth: its probability less this is gained."""
_MARGIN: Final = 6
_SIDE: Final = REACH + 1
_LARGEST: Final = 400_000
"""Nodes of one plane searched at most; beyond it only sentences that some pair has linked take part."""


class _Boxes:
    """Gains of rectangles of links: `at(i, ...)[a, b, node]` is of the a rows and b columns before it."""

    def __init__(self, links: Links, rows: Ints, columns: Ints, walls: Walls) -> None:
        self._links, self._rows, self._columns, self._walls = links, rows, columns, walls

    def at(self, i: int, start: int, stop: int) -> Floats:
        first, rows = max(0, start - REACH), self._rows[max(0, i - REACH) : i]
        columns = self._columns[first : stop - 1]
        result = np.zeros((_SIDE, _SIDE, stop - start))
        if not len(rows) or not len(columns):
            return result
        block = self._links.block(slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1))
        gains = block[rows - rows[0]][:, columns - columns[0]].astype(np.float64) - COST
        if self._walls is not None:
            gains[self._walls[0][rows][:, None] != self._walls[1][columns]] = -_FORBIDDEN
        stacked = np.cumsum(gains[::-1], axis=0)
        sums = np.zeros((_SIDE, stop - first))
        sums[1 : len(stacked) + 1, 1:] = np.cumsum(stacked, axis=1)
        nodes = np.arange(start, stop) - first
        for b in range(1, _SIDE):
            result[:, b] = sums[:, nodes] - sums[:, np.maximum(nodes - b, 0)]
        return result


def rows(
    links: tuple[Links, Links, Links], paths: tuple[Sequence[Step], Sequence[Step]], walls: tuple[Walls, Walls, Walls]
) -> list[Row]:
    """Return the rows that maximise the sum of (probability - 0.25) over all links inside a row, in no order.

    Sentences that no row can gain from stand alone; a row may close over them.

    Args:
        links: first to second, second to third, first to third version.
        paths: the decoded paths of the first with the second and with the third version: the search stays near them.
        walls: for each pair of `links` the regions of either side between which no row may join, or nothing.
    """
    kept = _kept(links, COST)
    spans = _spans(kept, paths, (links[0].columns, links[2].columns))
    if max((y1 - y0) * (z1 - z0) for (y0, y1), (z0, z1) in spans) > _LARGEST:
        kept = _linked(kept, paths)
        spans = _spans(kept, paths, (links[0].columns, links[2].columns))
    found = _search(links, kept, spans, walls)
    return found + _alone(kept, (len(links[0].low), links[0].columns, links[2].columns))


def _kept(links: tuple[Links, Links, Links], least: float) -> tuple[Ints, Ints, Ints]:
    """The sentences with enough probability of any link to gain a row something."""
    xy, yz, xz = links[0].mass(), links[1].mass(), links[2].mass()
    masses = xy[0] + xz[0], xy[1] + yz[0], yz[1] + xz[1]
    x, y, z = (np.flatnonzero(mass > least) for mass in masses)
    return x, y, z


def _linked(kept: tuple[Ints, Ints, Ints], paths: tuple[Sequence[Step], Sequence[Step]]) -> tuple[Ints, Ints, Ints]:
    """Of the kept sentences those that stand in a full bead of a path."""
    full = [[step for step in path if step.x and step.y] for path in paths]
    x = {i for path in full for step in path for i in step.x}
    y, z = ({j for step in path for j in step.y} for path in full)
    return (
        kept[0][np.isin(kept[0], sorted(x))],
        kept[1][np.isin(kept[1], sorted(y))],
        kept[2][np.isin(kept[2], sorted(z))],
    )


def _spans(
    kept: tuple[Ints, Ints, Ints], paths: tuple[Sequence[Step], Sequence[Step]], sizes: tuple[int, int]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """For each node of x the nodes of y and of z, `[start, stop)`, among the kept sentences."""
    y = _corridor(kept[0], kept[1], paths[0], sizes[0])
    z = _corridor(kept[0], kept[2], paths[1], sizes[1])
    return list(zip(y, z, strict=True))


def _corridor(rows_kept: Ints, columns_kept: Ints, path: Sequence[Step], size: int) -> list[tuple[int, int]]:
    """Nodes of the columns that the path passes at each node of the rows, with a margin."""
    length = max((step.x[-1] + 1 for step in path if step.x), default=0)
    low, high = np.full(length + 1, size), np.zeros(length + 1, np.int64)
    i = j = 0
    low[0] = 0
    for step in path:
        to_i, to_j = (step.x[-1] + 1 if step.x else i), (step.y[-1] + 1 if step.y else j)
        to_i, to_j = max(i, to_i), max(j, to_j)
        low[i : to_i + 1] = np.minimum(low[i : to_i + 1], j)
        high[i : to_i + 1] = np.maximum(high[i : to_i + 1], to_j)
        i, j = to_i, to_j
    at = np.concatenate([rows_kept, [length]])
    before = np.concatenate([[0], rows_kept[:-1] + 1, [int(rows_kept[-1]) + 1]]) if len(rows_kept) else np.array([0])
    starts = np.searchsorted(columns_kept, np.minimum(low[np.minimum(before, length)], size)) - _MARGIN
    stops = np.searchsorted(columns_kept, high[np.minimum(at, length)]) + _MARGIN + 1
    starts = np.maximum(np.minimum.accumulate(starts[::-1])[::-1], 0)
    stops = np.minimum(np.maximum.accumulate(stops), len(columns_kept) + 1)
    starts[0], stops[-1] = 0, len(columns_kept) + 1
    return [(int(start), int(stop)) for start, stop in zip(starts, stops, strict=True)]


def _search(
    links: tuple[Links, Links, Links],
    kept: tuple[Ints, Ints, Ints],
    spans: list[tuple[tuple[int, int], tuple[int, int]]],
    walls: tuple[Walls, Walls, Walls],
) -> list[Row]:
    x, y, z = kept
    boxes_xy, boxes_xz = _Boxes(links[0], x, y, walls[0]), _Boxes(links[2], x, z, walls[2])
    boxes_yz = _Boxes(links[1], y, z, walls[1])
    values: list[Floats] = []
    choices: list[NDArray[np.int16]] = []
    reach_z = _reach(spans, len(y) + 1)

    @lru_cache(maxsize=4096)
    def gains_yz(j: int) -> Floats:
        return boxes_yz.at(j, *reach_z[j])

    for i, (span_y, span_z) in enumerate(spans):
        yz = np.stack(
            [gains_yz(j)[:, :, span_z[0] - reach_z[j][0] : span_z[1] - reach_z[j][0]] for j in range(*span_y)], 2
        )
        base = np.full((span_y[1] - span_y[0], span_z[1] - span_z[0]), NEVER)
        choice = np.zeros(base.shape, np.int16)
        if i == 0:
            base[0, 0] = 0.0
        xy, xz = boxes_xy.at(i, *span_y), boxes_xz.at(i, *span_z)
        for a in range(1, min(REACH, i) + 1):
            gain = _windows(values[i - a], spans[i - a], span_y, span_z) + yz.transpose(2, 3, 0, 1)
            gain += xy[a].T[:, None, :, None] + xz[a].T[None, :, None, :]
            _improve(base, choice, gain, a)
        _within(base, choice, yz)
        values.append(base)
        choices.append(choice)
    return _trace(choices, spans, kept)


def _reach(spans: list[tuple[tuple[int, int], tuple[int, int]]], count: int) -> list[tuple[int, int]]:
    low, high = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    for (y0, y1), (z0, z1) in spans:
        low[y0:y1] = np.minimum(low[y0:y1], z0)
        high[y0:y1] = np.maximum(high[y0:y1], z1)
    return [(int(a), int(b)) for a, b in zip(low, high, strict=True)]


def _windows(
    source: Floats, at: tuple[tuple[int, int], tuple[int, int]], span_y: tuple[int, int], span_z: tuple[int, int]
) -> Floats:
    """Values of an earlier plane as `[node y, node z, b, c]`: of the node b and c before."""
    padded = np.full((span_y[1] - span_y[0] + REACH, span_z[1] - span_z[0] + REACH), NEVER)
    (y0, y1), (z0, z1) = at
    top, left = span_y[0] - REACH, span_z[0] - REACH
    r0, r1 = max(y0, top), min(y1, span_y[1])
    c0, c1 = max(z0, left), min(z1, span_z[1])
    if r0 < r1 and c0 < c1:
        padded[r0 - top : r1 - top, c0 - left : c1 - left] = source[r0 - y0 : r1 - y0, c0 - z0 : c1 - z0]
    view = np.lib.stride_tricks.sliding_window_view(padded, (_SIDE, _SIDE))
    return np.asarray(view[:, :, ::-1, ::-1])


def _improve(base: Floats, choice: NDArray[np.int16], gain: Floats, a: int) -> None:
    flat = gain.reshape(*base.shape, _SIDE * _SIDE)
    best = flat.argmax(axis=2)
    value = np.take_along_axis(flat, best[:, :, None], 2)[:, :, 0]
    better = value > base
    base[better] = value[better]
    choice[better] = (a * _SIDE * _SIDE + best)[better]


def _within(base: Floats, choice: NDArray[np.int16], yz: Floats) -> None:
    """Add the rows without x, node by node of y, then sentences of z alone."""
    count = base.shape[1]
    padded = np.full((base.shape[0] + REACH, count + REACH), NEVER)
    for j in range(base.shape[0]):
        above = np.lib.stride_tricks.sliding_window_view(padded[j : j + REACH], (REACH, _SIDE))[0][:, ::-1, ::-1]
        flat = (above + yz[1:, :, j].transpose(2, 0, 1)).reshape(count, REACH * _SIDE)
        best = flat.argmax(axis=1)
        value = flat[np.arange(count), best]
        better = value > base[j]
        base[j][better] = value[better]
        choice[j][better] = (best + _SIDE)[better]
        run = np.maximum.accumulate(base[j])
        choice[j][run > base[j]] = 1
        base[j] = run
        padded[j + REACH, REACH:] = run


def _trace(
    choices: list[NDArray[np.int16]],
    spans: list[tuple[tuple[int, int], tuple[int, int]]],
    kept: tuple[Ints, Ints, Ints],
) -> list[Row]:
    i, j, k = (len(side) for side in kept)
    found: list[Row] = []
    while i or j or k:
        code = int(choices[i][j - spans[i][0][0], k - spans[i][1][0]])
        a, b, c = code // _SIDE**2, code // _SIDE % _SIDE, code % _SIDE
        x, y, z = (
            tuple(int(s) for s in side[to - by : to]) for side, to, by in zip(kept, (i, j, k), (a, b, c), strict=True)
        )
        found.append((x, y, z))
        i, j, k = i - a, j - b, k - c
    return found[::-1]


def _alone(kept: tuple[Ints, Ints, Ints], sizes: tuple[int, int, int]) -> list[Row]:
    """The sentences that took no part, one by one."""
    found: list[Row] = []
    for side, size in enumerate(sizes):
        for s in sorted(set(range(size)) - set(kept[side].tolist())):
            x, y, z = ((s,) if at == side else () for at in range(len(sizes)))
            found.append((x, y, z))
    return found
