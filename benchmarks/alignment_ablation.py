"""What each kind of evidence buys: it is left out, the weights are learnt anew on the same folds, and beads are scored.

    OPENBLAS_NUM_THREADS=1 python benchmarks/alignment_ablation.py [--pairs zh-en en-ru zh-ru] [--write]

Each pair of versions by itself, level hard, the folds and lexicons of `alignment.py`. Anchors are left out by preparing
the sentences without them, shapes of beads by forbidding them.
"""

from __future__ import annotations

import argparse
import multiprocessing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from alignment import CACHE, PAIR_NAMES, blind, with_dictionary
from alignment_data import documents, fold, learnt, means, rows
from alignment_training import batches, example, fit, prepared, tables
from tables import table, write
from tmflow.alignment import pairs
from tmflow.alignment.beads import NEVER, SHAPES, Lattice
from tmflow.alignment.features import NAMES, inside

if TYPE_CHECKING:
    from alignment_data import Document, Links
    from alignment_training import Example
    from tmflow.alignment.weights import Weights

    Prepared = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class Ablation:
    """What is left out: features by name, anchors by their first sign, shapes with a gap or with many sentences."""

    features: tuple[str, ...] = ()
    anchors: str = ""
    gaps: bool = False
    widest: int = 4


ABLATIONS = {
    "everything": Ablation(),
    "word associations as ratios": Ablation(("lex_xy", "lex_yx")),
    "word associations as shares": Ablation(("shared_xy", "shared_yx")),
    "both, with all anchors": Ablation(("lex_xy", "lex_yx", "shared_xy", "shared_yx")),
    "sentence vectors": Ablation(("similarity", "similarity_more")),
    "length": Ablation(("length",)),
    "ends of sentences": Ablation(("ends", "joints")),
    "starts of sentences": Ablation(("starts",)),
    "figures": Ablation(anchors="#"),
    "names and Latin words": Ablation(anchors="=~^"),
    "beads with a gap": Ablation(gaps=True),
    "beads beyond 2-2": Ablation(widest=2),
}


def without(document: Document, kinds: str) -> Document:
    """The same document without some anchors."""
    if not kinds:
        return document
    sides = {
        lang: replace(side, anchors=tuple(frozenset(a for a in found if a[0] not in kinds) for found in side.anchors))
        for lang, side in document.sides.items()
    }
    return replace(document, sides=sides)


def reduced(found: Example | None, ablation: Ablation) -> Example | None:
    """The example without the features left out; nothing if its path needs a shape that is forbidden."""
    if found is None:
        return None
    evidence, alone_x, alone_y, path = found
    if any(not allowed(ablation)[k] for _, _, k in path[0]):
        return None
    evidence = evidence.copy()
    evidence[[NAMES.index(name) for name in ablation.features]] = 0.0
    return evidence, alone_x, alone_y, path


def allowed(ablation: Ablation) -> np.ndarray:
    """Which shapes may be used."""
    return np.array(
        [
            not (ablation.gaps and any(map(bool, shape.gaps))) and max(len(shape.x), len(shape.y)) <= ablation.widest
            for shape in SHAPES
        ]
    )


def aligned(found: Prepared, weights: Weights, ablation: Ablation) -> Links:
    """The beads of the best path."""
    evidence, lone_x, lone_y = found
    n, m = evidence.shape[2:]
    scores = np.tensordot(weights.features, evidence, 1) + weights.shapes[:, None, None]
    scores[~(inside(n, m) & allowed(ablation)[:, None, None])] = NEVER
    full = np.full((n + 1, len(SHAPES), m + 1), NEVER, np.float32)
    for k, shape in enumerate(SHAPES):
        a, b = shape.span
        if a <= n and b <= m:
            full[a:, k, b:] = scores[k, : n + 1 - a, : m + 1 - b]
    lattice = Lattice(
        full,
        (weights.null_x @ lone_x).astype(np.float64),
        (weights.null_y @ lone_y).astype(np.float64),
        np.zeros(n + 1, np.int64),
    )
    return [(step.x, step.y) for step in pairs.decode(pairs.summed(pairs.with_gaps(lattice)))]


def counted(gold: Links, found: Links) -> np.ndarray:
    """Right beads, beads found, right full beads, full beads there are: the scorer's strict counts."""
    right, proposed = singled(gold), singled(found)
    full = {link for link in right if all(link)}
    return np.array([len(right & proposed), len(proposed), len(full & proposed), len(full)])


def singled(links: Links) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Beads as a set, sentences that stand alone one by one."""
    found = set()
    for a, b in links:
        if a and b:
            found.add((a, b))
        else:
            found |= {((i,), ()) for i in a} | {((), (j,)) for j in b}
    return found


def run(job: tuple[str, int]) -> dict[str, np.ndarray]:
    """Score all ablations of one pair on one fold."""
    pair, number = job
    hard = documents("hard")
    train, held = ([d for d in hard if (fold(d.id) == number) is there] for there in (False, True))
    learned = tables(train, pair, means(rows(hard + documents("long"))))
    seen = blind(f"hard{number}", train, held)
    lexicon = with_dictionary(learnt(f"hard{number}", rows(held), CACHE))
    by_anchors = {}
    for kinds in {ablation.anchors for ablation in ABLATIONS.values()}:
        by_anchors[kinds] = (
            [example(without(d, kinds), pair, seen[d.id], learned, None, vectors=True) for d in train],
            [prepared(without(d, kinds), pair, lexicon, learned, None, vectors=True) for d in held],
        )
    result = {}
    for name, ablation in ABLATIONS.items():
        to_learn, to_score = by_anchors[ablation.anchors]
        weights = fit(batches([reduced(one, ablation) for one in to_learn]))
        weights.features[[NAMES.index(feature) for feature in ablation.features]] = 0.0
        counts = np.zeros(4, np.int64)
        for document, one in zip(held, to_score, strict=True):
            counts += counted(document.pairs[pair], aligned(one, weights, ablation))
        result[name] = counts
    return result


def f1(counts: np.ndarray) -> float:
    """Strict F1: lone sentences count in precision only."""
    precision, recall = counts[0] / max(counts[1], 1), counts[2] / max(counts[3], 1)
    return 2 * precision * recall / (precision + recall)


def main() -> None:
    """Run all, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pairs", nargs="+", default=list(PAIR_NAMES))
    arguments = parser.parse_args()
    jobs = [(pair, number) for pair in arguments.pairs for number in (0, 1)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = dict(zip(jobs, pool.map(run, jobs, 1), strict=True))
    scores = {name: [f1(found[pair, 0][name] + found[pair, 1][name]) for pair in arguments.pairs] for name in ABLATIONS}
    whole = scores["everything"]
    lines = [["everything", *(f"{value:.3f}".lstrip("0") for value in whole)]]
    lines += [
        [f"without: {name}", *(f"{1000 * (value - full):+.0f}" for value, full in zip(values, whole, strict=True))]
        for name, values in scores.items()
        if name != "everything"
    ]
    text = table(["hard, strict F1; then thousandths less or more", *arguments.pairs], lines)
    if arguments.write:
        write("alignment ablation", text)
    else:
        print(text)


if __name__ == "__main__":
    main()
