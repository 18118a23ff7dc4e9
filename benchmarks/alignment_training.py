"""Learn the weights of the mix: maximum likelihood of the known paths (forward-backward) by limited-memory BFGS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from alignment_data import monotone
from tmflow.alignment import weights as weighing
from tmflow.alignment.beads import NEVER, SHAPES, Lattice, posteriors
from tmflow.alignment.features import ENDS, NAMES, NULL_NAMES, Tables, evidence, inside, nulls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alignment_data import Document, Links
    from tmflow.alignment.features import Side
    from tmflow.alignment.lexicon import Lexicon

F, K, N = len(NAMES), len(SHAPES), len(NULL_NAMES)
Path = tuple[list[tuple[int, int, int]], list[int], list[int]]
Example = tuple[np.ndarray, np.ndarray, np.ndarray, Path]
NUMBER = {(shape.x, shape.y): k for k, shape in enumerate(SHAPES)}
PENALTY = 1.0
LOOSER = {"similarity": 50, "similarity_more": 50, "shared_xy": 5, "shared_yx": 5}
"""Features with small values are drawn to zero less."""
START = {
    "lex_xy": 0.15,
    "lex_yx": 0.15,
    "similarity": 10.0,
    "length": 0.3,
    "ends": 0.5,
    "starts": 0.5,
    "joints": 0.3,
    "third": 0.5,
}
BATCH = 24


def tables(documents: Sequence[Document], pair: str, means: dict[str, np.ndarray]) -> Tables:
    """Estimate lengths and classes from known beads."""
    x, y = pair.split("-")
    lengths, starts, ends = [], np.zeros((2, 2)), np.zeros((ENDS, ENDS))
    all_starts, all_ends, joints = np.zeros((2, 2)), np.zeros((2, ENDS)), np.zeros((2, ENDS))
    for document in documents:
        sides = document.sides[x], document.sides[y]
        for n, side in enumerate(sides):
            np.add.at(all_ends[n], side.ends, 1)
            np.add.at(all_starts[n], side.continues, 1)
        for a, b in document.pairs[pair]:
            if not a or not b:
                continue
            lengths.append((sides[0].lengths[list(a)].sum(), sides[1].lengths[list(b)].sum()))
            ends[sides[0].ends[a[-1]], sides[1].ends[b[-1]]] += 1
            starts[sides[0].continues[a[0]], sides[1].continues[b[0]]] += 1
            for n, members in enumerate((a, b)):
                np.add.at(joints[n], sides[n].ends[list(members[:-1])], 1)
    long = np.array(lengths)
    ratio = long[:, 1].sum() / long[:, 0].sum()
    off = (long[:, 1] - ratio * long[:, 0]) ** 2 / ((ratio * long[:, 0] + long[:, 1]) / 2 + 1)
    variance = float(np.sort(off)[: int(len(off) * 0.98)].mean())

    def ratios(seen: np.ndarray, chance: np.ndarray) -> np.ndarray:
        expected = chance * seen.sum()
        return np.log((seen + 3 * chance + 0.5) / (expected + 3 * chance + 0.5)).astype(np.float32)

    share = [(row + 0.5) / (row + 0.5).sum() for row in (*all_ends, *all_starts)]
    return Tables(
        float(ratio),
        variance,
        ratios(ends, np.outer(share[0], share[1])),
        ratios(starts, np.outer(share[2], share[3])),
        np.stack([ratios(joints[0], share[0]), ratios(joints[1], share[1])]),
        (means[x], means[y]),
    )


@dataclass(slots=True)
class Batch:
    """Documents of like size in one lattice; the last axis is the document."""

    features: np.ndarray  # feature, end row, shape, end column, document
    allowed: np.ndarray
    null_x: np.ndarray  # feature, row, document
    null_y: np.ndarray
    ends: tuple[np.ndarray, np.ndarray]
    gold: np.ndarray  # summed features of the known paths: as the parameters are laid out


def example(
    document: Document,
    pair: str,
    lexicon: Lexicon | None,
    learnt: Tables,
    third: np.ndarray | None,
    *,
    vectors: bool,
) -> Example | None:
    """Return evidence, nulls and the known path of one document, or nothing if its path is no path of ours."""
    path = known(document.pairs[pair], *(len(document.texts[lang]) for lang in pair.split("-")))
    return None if path is None else (*prepared(document, pair, lexicon, learnt, third, vectors=vectors), path)


def prepared(
    document: Document,
    pair: str,
    lexicon: Lexicon | None,
    learnt: Tables,
    third: np.ndarray | None,
    *,
    vectors: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the evidence and that of the lone sentences on either side."""
    x, y = (document.sides[lang] for lang in pair.split("-"))
    if not vectors:
        x, y = without_vectors(x), without_vectors(y)
    table = lexicon.pair(*pair.split("-")) if lexicon else None
    mass = (None, None) if third is None else (third.sum(axis=1), third.sum(axis=0))
    return evidence(x, y, table, learnt, third), nulls(x, mass[0]), nulls(y, mass[1])


def without_vectors(side: Side) -> Side:
    """The same version as an office without an encoder sees it."""
    return type(side)(
        side.lang,
        side.words,
        side.anchors,
        side.lengths,
        side.ends,
        side.continues,
        side.opens,
        np.zeros((len(side), 0), np.float32),
    )


def known(links: Links, n: int, m: int) -> Path | None:
    """The known path as (start x, start y, shape) and lone sentences; nothing if a bead has no shape or links cross."""
    if not n or not m or not monotone(links):
        return None
    full, alone_x, alone_y = [], set(range(n)), set(range(m))
    for a, b in links:
        if a and b:
            k = NUMBER.get((tuple(i - a[0] for i in a), tuple(j - b[0] for j in b)))
            if k is None:
                return None
            full.append((a[0], b[0], k))
            alone_x -= set(range(a[0], a[-1] + 1)) if any(SHAPES[k].gaps[0]) else set(a)
            alone_y -= set(range(b[0], b[-1] + 1)) if any(SHAPES[k].gaps[1]) else set(b)
    return full, sorted(alone_x), sorted(alone_y)


def batches(examples: Sequence) -> list[Batch]:
    """Put examples of like size together."""
    kept = sorted((one for one in examples if one), key=lambda one: one[0].shape[2:])
    return [_batch(kept[at : at + BATCH]) for at in range(0, len(kept), BATCH)]


def _batch(examples: Sequence) -> Batch:
    n, m, count = max(e[0].shape[2] for e in examples), max(e[0].shape[3] for e in examples), len(examples)
    features = np.zeros((F, n + 1, K, m + 1, count), np.float32)
    allowed = np.zeros((n + 1, K, m + 1, count), bool)
    null_x, null_y = np.zeros((N, n, count), np.float32), np.zeros((N, m, count), np.float32)
    gold = np.zeros(F + K + 2 * N)
    for d, (found, lone_x, lone_y, (full, alone_x, alone_y)) in enumerate(examples):
        rows, columns = found.shape[2:]
        good = inside(rows, columns)
        for k, shape in enumerate(SHAPES):
            a, b = shape.span
            if a <= rows and b <= columns:
                features[:, a : rows + 1, k, b : columns + 1, d] = found[:, k, : rows + 1 - a, : columns + 1 - b]
                allowed[a : rows + 1, k, b : columns + 1, d] = good[k, : rows + 1 - a, : columns + 1 - b]
        null_x[:, :rows, d], null_y[:, :columns, d] = lone_x, lone_y
        for i, j, k in full:
            gold[:F] += found[:, k, i, j]
            gold[F + k] += 1
            for offset in SHAPES[k].gaps[0]:
                gold[F + K : F + K + N] += lone_x[:, i + offset]
            for offset in SHAPES[k].gaps[1]:
                gold[F + K + N :] += lone_y[:, j + offset]
        gold[F + K : F + K + N] += lone_x[:, alone_x].sum(axis=1)
        gold[F + K + N :] += lone_y[:, alone_y].sum(axis=1)
    ends = np.array([e[0].shape[2] for e in examples]), np.array([e[0].shape[3] for e in examples])
    return Batch(features, allowed, null_x, null_y, ends, gold)


def loss(parameters: np.ndarray, found: Sequence[Batch]) -> tuple[float, np.ndarray]:
    """Negative log-likelihood of the known paths and its gradient."""
    total, slope = 0.0, np.zeros_like(parameters)
    w, shapes, wx, wy = np.split(parameters, [F, F + K, F + K + N])
    for batch in found:
        null_x, null_y = np.tensordot(wx, batch.null_x, 1), np.tensordot(wy, batch.null_y, 1)
        scores = np.tensordot(w.astype(np.float32), batch.features, 1) + shapes.astype(np.float32)[None, :, None, None]
        n, m = len(null_x), len(null_y)
        for k, shape in enumerate(SHAPES):
            a, b = shape.span
            for offset in shape.gaps[0]:
                scores[a:, k] += null_x[offset : n - a + offset + 1][:, None]
            for offset in shape.gaps[1]:
                scores[:, k, b:] += null_y[offset : m - b + offset + 1]
        scores[~batch.allowed] = NEVER
        p = posteriors(Lattice(scores, null_x, null_y, np.zeros(n + 1, np.int64)), batch.ends)
        total += float(p.log_z.sum()) - float(batch.gold @ parameters)
        slope -= batch.gold
        slope[:F] += batch.features.reshape(F, -1) @ p.full.reshape(-1).astype(np.float32)
        slope[F : F + K] += p.full.sum(axis=(0, 2, 3))
        lone_x, lone_y = p.null_x.copy(), p.null_y.copy()
        for k, shape in enumerate(SHAPES):
            a, b = shape.span
            for offset in shape.gaps[0]:
                lone_x[offset : n - a + offset + 1] += p.full[a:, k].sum(axis=1)
            for offset in shape.gaps[1]:
                lone_y[offset : m - b + offset + 1] += p.full[:, k, b:].sum(axis=0)
        slope[F + K : F + K + N] += (batch.null_x * lone_x).sum(axis=(1, 2))
        slope[F + K + N :] += (batch.null_y * lone_y).sum(axis=(1, 2))
    return total, slope


def fit(found: Sequence[Batch], rounds: int = 40) -> weighing.Weights:
    """Return the weights that make the known paths likeliest, drawn a little to zero."""
    start = np.zeros(F + K + 2 * N)
    start[:F] = [START.get(name, 0.0) for name in NAMES]
    start[F : F + K] = [-1.5 * (len(s.x) + len(s.y) - 2) - (3 if any(s.gaps) else 0) - 1 for s in SHAPES]
    start[F + K], start[F + K + N] = -1.5, -1.5
    centre = start.copy()
    centre[:F] = 0.0
    strength = np.full(len(start), PENALTY)
    for name, divisor in LOOSER.items():
        strength[NAMES.index(name)] /= divisor

    def target(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = loss(parameters, found)
        off = parameters - centre
        return value + 0.5 * float(strength @ off**2), slope + strength * off

    w, shapes, null_x, null_y = np.split(_minimum(target, start, rounds), [F, F + K, F + K + N])
    return weighing.Weights(*(part.astype(np.float32) for part in (w, shapes, null_x, null_y)))


def _minimum(target: Callable[[np.ndarray], tuple[float, np.ndarray]], at: np.ndarray, rounds: int) -> np.ndarray:
    """Limited-memory BFGS with backtracking."""
    value, slope = target(at)
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(rounds):
        direction = slope.copy()
        kept = []
        for s, d in reversed(steps):
            alpha = (s @ direction) / (s @ d)
            direction -= alpha * d
            kept.append((alpha, s, d))
        direction *= (steps[-1][0] @ steps[-1][1]) / (steps[-1][1] @ steps[-1][1]) if steps else 1e-3
        for alpha, s, d in reversed(kept):
            direction += s * (alpha - (d @ direction) / (s @ d))
        size = 1.0
        while True:
            new = at - size * direction
            new_value, new_slope = target(new)
            if new_value <= value - 1e-4 * size * float(slope @ direction) or size < 1e-6:
                break
            size /= 2
        change, turn = new - at, new_slope - slope
        if change @ turn > 1e-10:
            steps = [*steps[-7:], (change, turn)]
        done = value - new_value < 3e-5 * abs(new_value)
        at, value, slope = new, new_value, new_slope
        if done:
            break
    return at
