"""Two versions: scores, posteriors, links, and the path that is right most often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment import links as linking
from tmflow.alignment.band import band
from tmflow.alignment.beads import NEVER, SHAPES, Lattice, Step, best_path, posteriors
from tmflow.alignment.features import evidence, inside, nulls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tmflow.alignment.beads import Ints, Posteriors
    from tmflow.alignment.features import Floats, Side, Tables
    from tmflow.alignment.lexicon import PairTable
    from tmflow.alignment.links import Links
    from tmflow.alignment.weights import Weights

_ROWS: Final = 128
_MARGIN: Final = 8
"""Sentences before and after a run of rows that compete with it for the words of the other version."""
_FULL_COST: Final = 0.3
_NULL_WORTH: Final = 0.4
_NULL_COST: Final = 0.15


@dataclass(frozen=True, slots=True)
class Question:
    """Two versions and all that is known about them.

    `regions` number the stretches between beads that people have fixed, for each sentence of x and of y: no bead joins
    two regions. `joined` are the weights to use with a `third` version, if its evidence helps this pair.
    """

    x: Side
    y: Side
    table: PairTable | None
    tables: Tables
    weights: Weights
    joined: Weights | None = None
    third: Links | None = None
    regions: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search found: `mass` sums the links of each sentence, `alone` is its probability to stand alone."""

    lattice: Lattice
    found: Posteriors
    links: Links
    mass: tuple[Floats, Floats]
    alone: tuple[NDArray[np.float64], NDArray[np.float64]]


def with_third(question: Question, said: Links) -> Question:
    """The same question with what a third version says, and the weights learnt for that."""
    return replace(question, weights=question.joined or question.weights, third=said)


def search(question: Question) -> Answer:
    """Sum over all alignments of the two versions."""
    return summed(_lattice(question))


def summed(lattice: Lattice) -> Answer:
    """Sum over all paths of a lattice."""
    found = posteriors(lattice)
    links = linking.from_posteriors(lattice, found)
    return Answer(lattice, found, links, links.mass(), _alone(lattice, found))


def _alone(lattice: Lattice, found: Posteriors) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The probability of each sentence that it stands alone, also inside a gap bead."""
    alone_x, alone_y = found.null_x.copy(), found.null_y.copy()
    for k, side, offset in _gaps():
        a, b = SHAPES[k].span
        if side == 0:
            rows = np.arange(a, lattice.rows)
            alone_x[rows - a + offset] += found.full[rows, k].sum(axis=1)
        else:
            at = lattice.low[:, None] + np.arange(lattice.width) - b + offset
            good = (at >= 0) & (at < len(alone_y))
            np.add.at(alone_y, at[good], found.full[:, k][good])
    return alone_x, alone_y


def decode(answer: Answer) -> list[Step]:
    """Return the path with the greatest expectation of right beads.

    A bead is worth its probability less 0.3, a null 0.4 times its probability less 0.15: best on documents with known
    links, where a wrong bead costs precision and a missing one recall.
    """
    found, lattice = answer.found, answer.lattice
    null_x = _NULL_WORTH * found.null_x - _NULL_COST
    null_y = _NULL_WORTH * found.null_y - _NULL_COST
    gains = (found.full - _FULL_COST).astype(np.float32)
    _add_gaps(gains, null_x, null_y, lattice.low)
    gains[lattice.full <= NEVER / 2] = NEVER
    return best_path(Lattice(gains, null_x, null_y, lattice.low))


def _lattice(question: Question) -> Lattice:
    n, m = len(question.x), len(question.y)
    low, width = band(question.x, question.y)
    full = np.full((n + 1, len(SHAPES), width), NEVER, np.float32)
    mass = (None, None) if question.third is None else question.third.mass()
    null_x = (question.weights.null_x @ nulls(question.x, mass[0])).astype(np.float64)
    null_y = (question.weights.null_y @ nulls(question.y, mass[1])).astype(np.float64)
    for start in range(0, n if m else 0, _ROWS):
        _fill(full, low, question, start, min(n, start + _ROWS))
    return with_gaps(Lattice(full, null_x, null_y, low))


def with_gaps(lattice: Lattice) -> Lattice:
    """Add to the scores of gap beads, in place, what the sentences that they leave out score as nulls."""
    good = lattice.full > NEVER / 2
    _add_gaps(lattice.full, lattice.null_x, lattice.null_y, lattice.low)
    lattice.full[~good] = NEVER
    return lattice


def _fill(full: Floats, low: Ints, question: Question, start: int, stop: int) -> None:
    """Write the scores of all beads that start in rows `start` to `stop`."""
    width, m = full.shape[2], len(question.y)
    first, last = int(low[start]), min(m, int(low[stop]) + width)
    origin = max(0, start - _MARGIN)
    x, y = question.x.part(origin, stop + 3 + _MARGIN), question.y.part(first, last + 3)
    if not len(y):
        return
    third = question.third
    said = None if third is None else third.block(slice(origin, origin + len(x)), slice(first, first + len(y)))
    weights = question.weights
    features = evidence(x, y, question.table, question.tables, said)
    scores = np.tensordot(weights.features, features, 1) + weights.shapes[:, None, None]
    allowed = inside(len(x), len(y))
    if question.regions is not None:
        allowed &= _same_region(
            question.regions[0][origin : origin + len(x)], question.regions[1][first : first + len(y)]
        )
    scores[~allowed] = NEVER
    rows = np.arange(start, stop)
    for k, shape in enumerate(SHAPES):
        a, b = shape.span
        begin = rows[rows + a < len(low)]
        columns = low[begin][:, None] + np.arange(width)
        at = columns + b - low[begin + a][:, None]
        good = (columns - first < len(y)) & (at >= 0) & (at < width)
        row = np.broadcast_to(begin[:, None], at.shape)[good]
        full[row + a, k, at[good]] = scores[k, row - origin, columns[good] - first]


def _same_region(x: Ints, y: Ints) -> NDArray[np.bool_]:
    """Which beads lie within one region; regions never fall, so the ends of a bead decide."""
    result = np.zeros((len(SHAPES), len(x), len(y)), bool)
    for k, shape in enumerate(SHAPES):
        a, b = shape.span
        end_x, end_y = (
            x[np.minimum(np.arange(len(x)) + a - 1, len(x) - 1)],
            y[np.minimum(np.arange(len(y)) + b - 1, len(y) - 1)],
        )
        result[k] = (x[:, None] == y) & (end_x == x)[:, None] & (end_y == y)
    return result


def _add_gaps(full: Floats, null_x: NDArray[np.float64], null_y: NDArray[np.float64], low: Ints) -> None:
    """Add to gap beads what the sentences that they leave out score as nulls."""
    for k, side, offset in _gaps():
        a, b = SHAPES[k].span
        if side == 0:
            rows = np.arange(a, len(low))
            full[rows, k] += null_x[rows - a + offset, None]
        else:
            at = low[:, None] + np.arange(full.shape[2]) - b + offset
            good = (at >= 0) & (at < len(null_y))
            full[:, k][good] += null_y[at[good]]


def _gaps() -> Iterator[tuple[int, int, int]]:
    for k, shape in enumerate(SHAPES):
        for side, offsets in enumerate(shape.gaps):
            for offset in offsets:
                yield k, side, offset
