"""Gale and Church (1993), *A Program for Aligning Sentences in Bilingual Corpora*: by lengths in characters alone.

Written from the article: the cost of a bead is minus the logarithm of its kind's probability and of the probability of
so great a difference of lengths; the path of the least cost wins.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
VARIANCE = 6.8
Bead = tuple[tuple[int, ...], tuple[int, ...]]


def align(x: Sequence[str], y: Sequence[str]) -> list[Bead]:
    """Align two texts; the expected ratio of lengths is that of the texts."""
    lengths = [len(s) for s in x], [len(s) for s in y]
    ratio = sum(lengths[1]) / max(1, sum(lengths[0]))
    best = [[math.inf] * (len(y) + 1) for _ in range(len(x) + 1)]
    step: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    for i in range(len(x) + 1):
        for j in range(len(y) + 1):
            for (a, b), share in KINDS.items():
                if a > i or b > j:
                    continue
                off = difference(sum(lengths[0][i - a : i]), sum(lengths[1][j - b : j]), ratio)
                cost = best[i - a][j - b] - math.log(share) + off
                if cost < best[i][j]:
                    best[i][j], step[i, j] = cost, (a, b)
    found: list[Bead] = []
    i, j = len(x), len(y)
    while i or j:
        a, b = step[i, j]
        found.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return found[::-1]


def difference(first: int, second: int, ratio: float) -> float:
    """Minus the logarithm of the probability of a difference at least so great."""
    if not first and not second:
        return 0.0
    mean = (first + second / ratio) / 2
    delta = abs(second - first * ratio) / math.sqrt(VARIANCE * mean)
    return -math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12))
