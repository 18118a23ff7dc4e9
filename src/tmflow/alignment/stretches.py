"""Long documents piece by piece: memory does not grow with the document, and time grows with its length.

A window of every version is aligned; what lies before the last place where all that was found agrees is kept, and the
next window begins there. The end of a window is never kept (but the document's): there sentences miss their partners.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.model.bitext import Bead

LONGEST: Final = 640
"""Documents up to so many sentences in every version are aligned at once."""
WINDOW: Final = 448
"""Sentences of the longest version in a window."""
_MARGIN: Final = 64
_SURE: Final = 0.8
_WIDENED: Final = 3

Pair = tuple[str, str]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """What was found in one window: rows of all versions, and beads of each pair; places count from the beginning."""

    rows: Sequence[Bead]
    pairs: Mapping[Pair, Sequence[Bead]]

    def until(self, ends: Mapping[str, int]) -> Piece:
        """The part before some place."""

        def before(beads: Sequence[Bead]) -> list[Bead]:
            return [bead for bead in beads if all(m[-1] < ends[lang] for lang, m in bead.members.items() if m)]

        return Piece(before(self.rows), {pair: before(beads) for pair, beads in self.pairs.items()})


def in_pieces(sizes: Mapping[str, int], align: Callable[[Mapping[str, Range]], Piece]) -> list[Piece]:
    """Align a document of any length.

    Args:
        sizes: sentences of each version.
        align: aligns what lies between `[start, stop)` of each version.
    """
    found: list[Piece] = []
    starts = dict.fromkeys(sizes, 0)
    while True:
        piece, cut = _next(starts, sizes, align)
        found.append(piece if cut is None else piece.until(cut))
        if cut is None:
            return found
        starts = cut


def _next(
    starts: Mapping[str, int], sizes: Mapping[str, int], align: Callable[[Mapping[str, Range]], Piece]
) -> tuple[Piece, dict[str, int] | None]:
    """Align one window, widened while nothing in it is sure; return it and where to cut, or nothing at the end."""
    left = {lang: size - starts[lang] for lang, size in sizes.items()}
    longest = max(left.values(), default=0)
    for widened in range(_WIDENED):
        window = WINDOW << widened
        if longest <= window + LONGEST - WINDOW:
            return align({lang: (starts[lang], size) for lang, size in sizes.items()}), None
        stops = {
            lang: min(size, starts[lang] + max(round(left[lang] * window / longest), min(left[lang], window // 2)))
            for lang, size in sizes.items()
        }
        piece = align({lang: (starts[lang], stop) for lang, stop in stops.items()})
        limits = {lang: stop if stop == sizes[lang] else stop - _MARGIN for lang, stop in stops.items()}
        if cut := _cut(piece, starts, limits):
            return piece, cut
    return piece, _anywhere(piece, starts, {lang: (starts[lang] + stop) // 2 for lang, stop in stops.items()})


def _cut(piece: Piece, starts: Mapping[str, int], limits: Mapping[str, int]) -> dict[str, int] | None:
    """The last place behind a sure row that no row and no bead of a pair reaches across."""
    every = [*piece.rows, *(bead for beads in piece.pairs.values() for bead in beads)]
    for row in reversed(piece.rows):
        if row.confidence < _SURE or not all(row.members.values()):
            continue
        cut = {lang: members[-1] + 1 for lang, members in row.members.items()}
        inside = all(starts[lang] < place <= limits[lang] for lang, place in cut.items())
        if inside and not any(_crosses(bead, cut) for bead in every):
            return cut
    return None


def _crosses(bead: Bead, cut: Mapping[str, int]) -> bool:
    before = {member < cut[lang] for lang, members in bead.members.items() for member in members}
    return len(before) > 1


def _anywhere(piece: Piece, starts: Mapping[str, int], middle: dict[str, int]) -> dict[str, int]:
    """Where nothing is sure: the middle of the window, moved back until no bead reaches across."""
    every = [*piece.rows, *(bead for beads in piece.pairs.values() for bead in beads)]
    while across := next((bead for bead in every if _crosses(bead, middle)), None):
        middle = {
            lang: min(place, *across.members.get(lang, ()), place) if across.members.get(lang) else place
            for lang, place in middle.items()
        }
    if all(place == starts[lang] for lang, place in middle.items()):
        return {
            lang: max((m[-1] + 1 for b in every if (m := b.members.get(lang))), default=starts[lang]) for lang in middle
        }
    return middle
