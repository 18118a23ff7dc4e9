"""Sentences that stand elsewhere in another version: found among those that the search left alone.

Beads never cross; a sentence that an editor moved is alone in both versions. If two such sentences match as clearly as
a bead's would, they are offered as a bead of their own, for a person to accept or not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment.features import evidence, nulls
from tmflow.i18n import tr
from tmflow.model.bitext import Bead

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.alignment.beads import Ints
    from tmflow.alignment.features import Floats
    from tmflow.alignment.pairs import Question

_MOST: Final = 120
"""Lone sentences of a version that are looked at, the longest first."""
_SHORTEST: Final = 0.3
"""Of the mean length: headings and date lines repeat too easily."""
_THRESHOLD: Final = 8.0
"""By how much (a logarithm) a bead must be likelier than two lone sentences. Of 23 sentences moved in documents with
known links 18 were above, most of them far; of all others one was."""
_CLEARER: Final = 2.0


def told(bead: Bead) -> str:
    """Say in a sentence what an offered bead is, for those who see no page."""
    places = ", ".join(f"{lang} {members[0] + 1}" for lang, members in bead.members.items() if members)
    return tr("A sentence may have been moved: {places} look like translations of each other.", places=places)


def between(question: Question, lone_x: Sequence[int], lone_y: Sequence[int]) -> list[tuple[int, int, float]]:
    """Return `(x, y, confidence)` of lone sentences that are each other's only match.

    Args:
        question: the two versions and the weights.
        lone_x: places of the sentences of x that stand alone.
        lone_y: those of y.
    """
    kept_x, kept_y = _looked_at(question.x.lengths, lone_x), _looked_at(question.y.lengths, lone_y)
    if not len(kept_x) or not len(kept_y):
        return []
    x, y = question.x.taken(kept_x), question.y.taken(kept_y)
    weights = question.weights
    found = evidence(x, y, question.table, question.tables, None)[:, 0]
    score = np.tensordot(weights.features, found, 1) + weights.shapes[0]
    score = score - (weights.null_x @ nulls(question.x, None))[kept_x][:, None]
    score = score - (weights.null_y @ nulls(question.y, None))[kept_y]
    result = []
    for i, row in enumerate(score):
        j = int(row.argmax())
        others = max(np.delete(row, j).max(initial=-np.inf), np.delete(score[:, j], i).max(initial=-np.inf))
        if row[j] >= _THRESHOLD and row[j] - others >= _CLEARER:
            result.append((int(kept_x[i]), int(kept_y[j]), _probability(float(row[j]))))
    return result


def _looked_at(lengths: Floats, lone: Sequence[int]) -> Ints:
    at = np.array(lone, np.int64)
    at = at[lengths[at] >= _SHORTEST * lengths.mean()] if len(at) else at
    return np.sort(at[np.argsort(-lengths[at], kind="stable")][:_MOST])


def _probability(score: float) -> float:
    return round(1 / (1 + math.exp(-(score - _THRESHOLD) / 2)), 4)


def joined(
    found: Mapping[tuple[str, str], Sequence[tuple[int, int, float]]], languages: Iterable[str]
) -> tuple[Bead, ...]:
    """Make beads of what was found for each pair: a sentence moved in the same way in two versions is one bead."""
    beads: list[dict[str, int]] = []
    sure: list[float] = []
    links = sorted(((p, x, i, y, j) for (x, y), each in found.items() for i, j, p in each), reverse=True)
    for p, x, i, y, j in links:
        touching = [n for n, bead in enumerate(beads) if bead.get(x) == i or bead.get(y) == j]
        if not touching:
            beads.append({x: i, y: j})
            sure.append(p)
        elif len(touching) == 1 and not _conflicts(beads[touching[0]], {x: i, y: j}):
            beads[touching[0]].update({x: i, y: j})
            sure[touching[0]] = min(p, sure[touching[0]])
    order = tuple(languages)
    made = [
        Bead({lang: (bead[lang],) if lang in bead else () for lang in order}, p)
        for bead, p in zip(beads, sure, strict=True)
    ]
    return tuple(sorted(made, key=lambda bead: [bead.members[lang] for lang in order]))


def _conflicts(bead: Mapping[str, int], link: Mapping[str, int]) -> bool:
    return any(bead.get(lang, at) != at for lang, at in link.items())
