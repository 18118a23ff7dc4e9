"""Which runs of tokens come again in an archive: level by level, in numpy, in memory linear in the text.

A run of n + 1 tokens can repeat only where its first n do, so each level looks only at the places that are left of the
one before (the a priori principle of Agrawal and Srikant, 1994, for runs).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_OPEN: Final = 0.8
"""A run that goes on with the same token in as many of its places is a piece of a longer one."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of `length` tokens that begins at each of `starts` (indices into the archive's sequence of tokens).

    `whole` is false for a piece of a longer run: four of five of its places go on with the same token.
    """

    length: int
    starts: Ints
    whole: bool


def repeated(tokens: Sequence[int], *, longest: int, fewest: int = 2) -> Iterator[Run]:
    """Yield the runs of 1 to `longest` tokens that stand `fewest` times or more, short ones first.

    Args:
        tokens: the archive as numbers, one a type; a negative number is a border that no run crosses.
        longest: tokens of the longest run.
        fewest: how often a run must stand.
    """
    sequence = np.concatenate([np.asarray(tokens, np.int64), [-1]])
    before = np.concatenate([[-1], sequence[:-1]])
    width = int(sequence.max(initial=0)) + 1
    places = np.flatnonzero(sequence >= 0)
    names = sequence[places]
    for length in range(1, longest + 1):
        _, names, counts = np.unique(names, return_inverse=True, return_counts=True)
        kept = counts[names] >= fewest
        places, names = places[kept], names[kept]
        if not len(places):
            return
        after = sequence[places + length]
        _, names, counts = np.unique(names, return_inverse=True, return_counts=True)
        whole = ~(_open(names, before[places], counts) | _open(names, after, counts))
        order = np.argsort(names, kind="stable")
        for name, starts in enumerate(np.split(places[order], np.cumsum(counts)[:-1])):
            yield Run(length, starts, bool(whole[name]))
        goes_on = after >= 0
        places, names = places[goes_on], names[goes_on] * width + after[goes_on]


def _open(names: Ints, neighbours: Ints, counts: Ints) -> NDArray[np.bool_]:
    """For each name, whether one neighbour stands beside most of its places; a border is never the same as another."""
    inside = neighbours >= 0
    width = int(neighbours.max(initial=0)) + 1
    pairs, sizes = np.unique(names[inside] * width + neighbours[inside], return_counts=True)
    largest = np.zeros(len(counts), np.int64)
    np.maximum.at(largest, pairs // width, sizes)
    return np.asarray(largest >= _OPEN * counts)
