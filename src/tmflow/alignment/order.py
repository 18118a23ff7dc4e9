"""Beads in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.bitext import Bead


def in_order(beads: Sequence[Bead], counts: Mapping[str, int]) -> tuple[Bead, ...]:
    """Return the beads so that every language is read from top to bottom, as far as they do not cross.

    A sentence that stands alone comes as soon as all before it have come. Of beads that cross, the one that comes first
    in the first language of `counts` goes first.
    """
    owner: dict[str, dict[int, int]] = {lang: {} for lang in counts}
    for number, bead in enumerate(beads):
        for lang, members in bead.members.items():
            for index in members:
                owner[lang][index] = number
    at = dict.fromkeys(counts, 0)
    done: set[int] = set()
    result: list[Bead] = []
    while len(result) < len(beads):
        for lang, count in counts.items():
            while at[lang] < count and owner[lang].get(at[lang], -1) in done:
                at[lang] += 1
        heads = [owner[lang][at[lang]] for lang, count in counts.items() if at[lang] < count]
        ready = [number for number in heads if _ready(beads[number], at)]
        ready.sort(key=lambda number: sum(bool(members) for members in beads[number].members.values()) > 1)
        chosen = (ready or heads)[0]
        done.add(chosen)
        result.append(beads[chosen])
    return tuple(result)


def _ready(bead: Bead, at: Mapping[str, int]) -> bool:
    return all(members[0] == at[lang] for lang, members in bead.members.items() if members)
