"""Learn word associations from parallel rows (IBM model 1 in both directions), in bounded memory.

The rows are read three times as a stream. What depends on their number (which tokens meet in which row) lies in a
temporary file; in memory there are only the vocabulary and the pairs of tokens.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from tmflow.alignment.lexicon import Direction, PairTable
from tmflow.alignment.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cells = NDArray[np.int32]

_ROUNDS: Final = 5
_BATCH: Final = 500
_LONGEST: Final = 400
_LEAST: Final = 0.003
_MOST: Final = 48


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens of one side, by number, and how often each occurred."""

    ids: dict[str, int]
    counts: NDArray[np.float32]


def vocabulary(texts: Iterable[str], *, least: int = 1, size: int = 400_000) -> Vocabulary:
    """Count the tokens of `texts`; the `size` most frequent ones that occur at least `least` times are kept."""
    counter: Counter[str] = Counter()
    for text in texts:
        counter.update(tokens(text))
    kept = [(token, count) for token, count in counter.most_common(size) if count >= least]
    kept.sort()
    return Vocabulary(
        {token: number for number, (token, _) in enumerate(kept)}, np.array([count for _, count in kept], np.float32)
    )


def learn(rows: Callable[[], Iterable[tuple[str, str]]], *, provenance: str = "", least: int = 1) -> PairTable:
    """Learn a table from parallel rows.

    Args:
        rows: gives the rows anew on each call, the first language first.
        provenance: what the rows are, kept with the table.
        least: tokens seen less often are left out.
    """
    x = vocabulary((row[0] for row in rows()), least=least)
    y = vocabulary((row[1] for row in rows()), least=least)
    with tempfile.TemporaryDirectory(prefix="tmflow-lexicon-") as folder:
        return _learn(rows, x, y, Path(folder), provenance)


def _learn(
    rows: Callable[[], Iterable[tuple[str, str]]], x: Vocabulary, y: Vocabulary, folder: Path, provenance: str
) -> PairTable:
    """Write the batches to files, then share out each token among its partners, round by round."""
    keys, count = _written(_batches(rows(), x, y), folder)
    source, target = np.divmod(keys, max(len(y.ids), 1))
    chance = (
        (x.counts / max(float(x.counts.sum()), 1.0))[source],
        (y.counts / max(float(y.counts.sum()), 1.0))[target],
    )
    forward = backward = np.full(len(keys), 1.0)
    for _ in range(_ROUNDS):
        sums = np.zeros((2, len(keys)))
        for number in range(count):
            with np.load(folder / f"{number}.npz") as batch:
                at, (cell, in_x, in_y) = batch["at"], batch["cells"]
            sums[0][at] += _expected(forward[at], cell, in_y, chance[1][at])
            sums[1][at] += _expected(backward[at], cell, in_x, chance[0][at])
        forward = sums[0] / np.maximum(np.bincount(source, sums[0], len(x.ids)), 1e-12)[source]
        backward = sums[1] / np.maximum(np.bincount(target, sums[1], len(y.ids)), 1e-12)[target]
    directions = _compressed(source, target, forward, len(x.ids)), _compressed(target, source, backward, len(y.ids))
    return PairTable((x.ids, y.ids), (x.counts, y.counts), directions, provenance)


def _written(batches: Iterable[Ints], folder: Path) -> tuple[Ints, int]:
    """Write each batch with the places of its pairs among all keys; return the keys and the number of batches."""
    keys = np.zeros(0, np.int64)
    waiting: list[Ints] = []
    count = 0
    for batch in batches:
        unique, cell = np.unique(batch[0], return_inverse=True)
        np.savez(folder / f"{count}.draft.npz", unique=unique, cells=np.stack([cell, *batch[1:]]).astype(np.int32))
        waiting.append(unique)
        count += 1
        if sum(map(len, waiting)) > len(keys):  # seldom enough that sorting stays cheap, and memory bounded
            keys, waiting = _distinct([keys, *waiting]), []
    keys = _distinct([keys, *waiting])
    for number in range(count):
        draft = folder / f"{number}.draft.npz"
        with np.load(draft) as batch:
            np.savez(folder / f"{number}.npz", at=np.searchsorted(keys, batch["unique"]), cells=batch["cells"])
        draft.unlink()
    return keys, count


def _distinct(parts: Sequence[Ints]) -> Ints:
    """The values in ascending order, each once: sorting is several times faster here than what `numpy.unique` does."""
    values = np.sort(np.concatenate(parts))
    return np.asarray(values[np.concatenate([[True], values[1:] != values[:-1]])] if len(values) else values)


def _expected(probability: Floats, cell: Cells, group: Cells, chance: Floats) -> Floats:
    """Expected counts of one batch: each target token of a row is shared out among its source tokens and chance."""
    here = probability[cell]
    total = np.bincount(group, here)[group] + chance[cell]
    return np.asarray(np.bincount(cell, here / total, len(probability)), np.float64)


def _batches(rows: Iterable[tuple[str, str]], x: Vocabulary, y: Vocabulary) -> Iterator[Ints]:
    """For a run of rows the meeting tokens: pair's key, number of the (row, x token), number of the (row, y token)."""
    stream = iter(rows)
    while chunk := list(islice(stream, _BATCH)):
        parts = []
        at_x = at_y = 0
        for text_x, text_y in chunk:
            ids_x, ids_y = _known(text_x, x), _known(text_y, y)
            if not len(ids_x) or not len(ids_y):
                continue
            keys = (ids_x[:, None] * len(y.ids) + ids_y).ravel()
            group_x = np.repeat(np.arange(len(ids_x)) + at_x, len(ids_y))
            group_y = np.tile(np.arange(len(ids_y)) + at_y, len(ids_x))
            parts.append(np.stack([keys, group_x, group_y]))
            at_x, at_y = at_x + len(ids_x), at_y + len(ids_y)
        if parts:
            yield np.concatenate(parts, axis=1)


def _known(text: str, side: Vocabulary) -> Ints:
    return np.array(sorted({side.ids[token] for token in tokens(text)[:_LONGEST] if token in side.ids}), np.int64)


def _compressed(source: Ints, target: Ints, probability: Floats, count: int) -> Direction:
    """Keep of each source token the likeliest targets."""
    order = np.lexsort((-probability, source))
    source, target, probability = source[order], target[order], probability[order]
    begin = np.searchsorted(source, np.arange(count))
    rank = np.arange(len(source)) - begin[source]
    kept = (probability >= _LEAST) & (rank < _MOST)
    start = np.searchsorted(source[kept], np.arange(count + 1))
    return Direction(start.astype(np.int64), target[kept].astype(np.int32), probability[kept].astype(np.float32))
