"""Beads that people have made are walls: their sentences are taken out, and nothing is joined across them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tmflow.i18n import tr
from tmflow.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.bitext import Bead

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Free:
    """The sentences that are still to be aligned, by language, and the walls between them."""

    counts: Mapping[str, int]
    kept: Mapping[str, tuple[int, ...]]
    walls: Mapping[tuple[str, str], tuple[tuple[int, int], ...]]

    def regions(self, x: str, y: str) -> tuple[Ints, Ints]:
        """The number of walls of this pair before each kept sentence, for both languages."""
        walls = self.walls[x, y]
        firsts = sorted(wall[0] for wall in walls), sorted(wall[1] for wall in walls)
        return (
            np.array([bisect_left(firsts[0], i) for i in self.kept[x]], np.int64),
            np.array([bisect_left(firsts[1], j) for j in self.kept[y]], np.int64),
        )


def without_fixed(counts: Mapping[str, int], fixed: Sequence[Bead], earlier: Sequence[Bead] = ()) -> Free:
    """Take the sentences of fixed beads out of versions with `counts` sentences.

    Args:
        counts: the number of sentences by language.
        fixed: beads that people have made.
        earlier: the beads of the alignment that was corrected; a fixed bead that crosses them is no wall, as its
            sentence was moved.

    Raises:
        InputError: a fixed bead names a sentence that the version does not have, or two beads share a sentence.
    """
    taken: dict[str, set[int]] = {lang: set() for lang in counts}
    for bead in fixed:
        for lang, members in bead.members.items():
            for index in members:
                if not 0 <= index < counts.get(lang, 0) or index in taken[lang]:
                    message = (
                        "A fixed bead names sentence {number} of the version in {lang}, which is not there or is taken."
                    )
                    raise InputError(tr(message, number=index + 1, lang=lang))
                taken[lang].add(index)
    kept = {lang: tuple(i for i in range(count) if i not in taken[lang]) for lang, count in counts.items()}
    walls = {}
    for x in counts:
        for y in counts:
            if x != y:
                own = _points(fixed, x, y)
                walls[x, y] = tuple(point for point in _rising(own | _points(earlier, x, y)) if point in own)
    return Free(dict(counts), kept, walls)


def _points(beads: Sequence[Bead], x: str, y: str) -> set[tuple[int, int]]:
    """Where the beads of a pair begin on either side."""
    return {(bead.members[x][0], bead.members[y][0]) for bead in beads if bead.members.get(x) and bead.members.get(y)}


def _rising(found: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The longest chain that rises on both sides: beads that cross others are no walls."""
    points = sorted(found)
    tails: list[int] = []
    lengths = []
    for _, y in points:
        at = bisect_right(tails, y)
        tails[at : at + 1] = [y]
        lengths.append(at + 1)
    chain: list[tuple[int, int]] = []
    want = len(tails)
    for point, length in zip(reversed(points), reversed(lengths), strict=True):
        if length == want and (not chain or point[1] < chain[-1][1]):
            chain.append(point)
            want -= 1
    return tuple(reversed(chain))
