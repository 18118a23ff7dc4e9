"""Word associations of a language pair, learnt from parallel rows, and what they say about two texts.

A table holds statistics only: tokens, how often each occurred, and translation probabilities in both directions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from tmflow.model.language import PAIRS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

RELIABLE: Final = 3.0
"""A token seen n times counts n / (n + 3)."""
_FLOOR: Final = 0.15
_CEILING: Final = 5.0
_FEWEST: Final = 5.0
_ANCHOR_T: Final = 0.5
_ANCHOR_W: Final = 1.5
_ANCHOR_P: Final = 5e-4
_SCALE: Final = 0.025
_RARE: Final = 8.0
"""Minus the logarithm of the chance from which on a type counts as rare."""
_LEAST_RARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Direction:
    """Probabilities t(target given source), compressed: of source token `s` the entries `start[s]:start[s + 1]`."""

    start: Ints
    target: NDArray[np.int32]
    probability: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PairTable:
    """The associations of one pair of languages; index 0 is the first language of the pair, 1 the second.

    `ids[s]` numbers the tokens of side s, `counts[s]` says how often each occurred, `directions[0]` leads from the
    first language to the second. `provenance` names the rows it was learnt from.
    """

    ids: tuple[Mapping[str, int], Mapping[str, int]]
    counts: tuple[Floats, Floats]
    directions: tuple[Direction, Direction]
    provenance: str = ""

    def turned(self) -> PairTable:
        """The same table for the pair in the other order."""
        return PairTable(self.ids[::-1], self.counts[::-1], self.directions[::-1], self.provenance)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Tables by pair, keyed `zh-en`, `en-ru`, `zh-ru`."""

    tables: Mapping[str, PairTable] = field(default_factory=dict)

    def pair(self, x: str, y: str) -> PairTable | None:
        """Return the table from `x` to `y`, or nothing."""
        if table := self.tables.get(f"{x}-{y}"):
            return table
        table = self.tables.get(f"{y}-{x}")
        return table.turned() if table else None


@dataclass(frozen=True, slots=True)
class Bag:
    """Tokens of some sentences as a count matrix over the types that occur: `counts[sentence, type]`.

    `ids` numbers the types in the table; types that are anchors come last and have no number there.
    """

    counts: Floats
    ids: Ints
    anchors: int

    @property
    def known(self) -> Floats:
        """How many known tokens each sentence has."""
        return np.asarray(self.counts.sum(axis=1, dtype=np.float32))


def bag(
    sentences: Sequence[Sequence[str]], ids: Mapping[str, int], anchors: Sequence[frozenset[str]], shared: Sequence[str]
) -> Bag:
    """Count the tokens that the table knows, and the `shared` anchors, of each sentence."""
    local: dict[int, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, words in enumerate(sentences):
        for word in words:
            number = ids.get(word)
            if number is not None:
                rows.append(row)
                columns.append(local.setdefault(number, len(local)))
    width = len(local) + len(shared)
    cells = np.array(rows, np.int64) * width + np.array(columns, np.int64)
    flat = np.bincount(cells, minlength=len(sentences) * width).astype(np.float32)
    counts = flat.reshape(len(sentences), width)
    for column, anchor in enumerate(shared, start=len(local)):
        for row, found in enumerate(anchors):
            if anchor in found:
                counts[row, column] = 1.0
    return Bag(counts, np.fromiter(local, np.int64, len(local)), len(shared))


def known_share(sentences: Sequence[Sequence[str]], ids: Mapping[str, int]) -> float:
    """The share of a version's tokens that a table knows, 0 to 1."""
    known = sum(word in ids for words in sentences for word in words)
    return known / max(1, sum(map(len, sentences)))


def _dense(direction: Direction, source: Bag, target: Bag, source_counts: Floats) -> Floats:
    """The reliability-weighted probabilities between the types of two bags."""
    table = np.zeros((source.counts.shape[1], target.counts.shape[1]), np.float32)
    if len(source.ids) and len(target.ids):
        place = np.full(int(max(target.ids.max(), direction.target.max(initial=0))) + 1, -1, np.int64)
        place[target.ids] = np.arange(len(target.ids))
        begin, end = direction.start[source.ids], direction.start[source.ids + 1]
        sizes = end - begin
        row = np.repeat(np.arange(len(source.ids)), sizes)
        entry = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(begin, sizes)
        column = place[direction.target[entry]]
        good = column >= 0
        seen = source_counts[source.ids]
        table[row[good], column[good]] = (direction.probability[entry] * (seen / (seen + RELIABLE))[row])[good]
    for anchor in range(source.anchors):
        table[len(source.ids) + anchor, len(target.ids) + anchor] = _ANCHOR_T
    return table


@dataclass(frozen=True, slots=True)
class Explanation:
    """How well each source sentence explains each type of the target text.

    `sums[source sentence, target type]` sums t(y given x), weighted by the reliability of x; `known` are the source
    sentences' known tokens; `chance` is p and `worth` the reliability of each target type.
    """

    sums: Floats
    known: Floats
    target: Bag
    chance: Floats
    worth: Floats

    def ratios(self, windows: Sequence[tuple[int, ...]]) -> list[Floats]:
        """How much better a window of source sentences explains each target sentence than chance does.

        For every window the matrix `[source start, target sentence]` of the sum over target tokens y of
        `w_y * min(5, ln(.15 + .85 S / (max(5, source tokens) p_y)))`, with S the sum of t(y given x) over the window, w
        the reliability of y and p its share of the text learnt from. Unknown tokens weigh nothing: without that a
        table that knows little drags every bead down.
        """
        weighted = (self.target.counts * self.worth).T
        results = []
        for window in windows:
            inside, size = shifted_sum(self.sums, window), shifted_sum(self.known[:, None], window)
            ratio = inside / (np.maximum(size, _FEWEST) * self.chance)
            results.append(np.minimum(_CEILING, np.log(_FLOOR + (1 - _FLOOR) * ratio)) @ weighted)
        return results

    def shares(self) -> Floats:
        """The share of each target sentence that each source sentence explains, all of them in competition.

        `[source sentence, target sentence]`, 0 to 1; what no sentence explains better than chance is nobody's. Rare
        types count more.
        """
        found = self.sums / np.maximum(self.known, _FEWEST)[:, None]
        found /= found.sum(axis=0) + self.chance
        rare = np.clip(-np.log(self.chance) / _RARE, _LEAST_RARE, 1)
        weighted = self.target.counts * (self.worth * rare)
        return np.asarray((found @ weighted.T) / np.maximum(weighted.sum(axis=1), 1), np.float32)


def explained(direction: Direction, source: Bag, target: Bag, counts: tuple[Floats, Floats]) -> Explanation:
    """Return what the source says about the target; `counts` are those of the table, of the source's side first."""
    seen = counts[1][target.ids]
    spread = target.counts[:, len(target.ids) :].sum(axis=0) / max(float(target.counts.sum()), 1.0)
    return Explanation(
        source.counts @ _dense(direction, source, target, counts[0]),
        source.known,
        target,
        np.concatenate([(seen + 1) / max(float(counts[1].sum()), 1.0), np.maximum(spread, _ANCHOR_P)]).astype(
            np.float32
        ),
        np.concatenate([seen / (seen + RELIABLE), np.full(target.anchors, _ANCHOR_W)]).astype(np.float32),
    )


def shifted_sum(matrix: Floats, window: tuple[int, ...]) -> Floats:
    """Sum of the rows at the window's offsets from each row; rows beyond the end count as zero."""
    total = np.zeros_like(matrix)
    for offset in window:
        if offset < len(matrix):
            total[: len(matrix) - offset] += matrix[offset:]
    return total


def _nothing() -> Direction:
    return Direction(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))


EMPTY: Final = PairTable(({}, {}), (np.zeros(0, np.float32), np.zeros(0, np.float32)), (_nothing(), _nothing()))
"""A table that knows no token: anchors alone count."""


def merged(first: PairTable, second: PairTable) -> PairTable:
    """Return what both tables know: counts add up, probabilities are averaged by the counts of their source token."""
    ids: list[dict[str, int]] = []
    places: list[tuple[Ints, Ints]] = []
    counts: list[Floats] = []
    for side in (0, 1):
        known = dict(first.ids[side])
        at = np.array([known.setdefault(word, len(known)) for word in second.ids[side]], np.int64)
        own = np.arange(len(first.ids[side]))
        total = np.zeros(len(known), np.float32)
        total[: len(own)] = first.counts[side]
        np.add.at(total, at, second.counts[side])
        ids.append(known)
        places.append((own, at))
        counts.append(total)
    directions = [
        _averaged(
            [
                (table.directions[side], table.counts[side], places[side][n], places[1 - side][n])
                for n, table in enumerate((first, second))
            ],
            counts[side],
            len(ids[1 - side]),
        )
        for side in (0, 1)
    ]
    sources = [part for part in (first.provenance, second.provenance) if part]
    return PairTable((ids[0], ids[1]), (counts[0], counts[1]), (directions[0], directions[1]), "; ".join(sources))


def _averaged(parts: Sequence[tuple[Direction, Floats, Ints, Ints]], counts: Floats, targets: int) -> Direction:
    """Average probabilities: of each part the direction, its counts, and the new numbers of its tokens."""
    keys, values = [], []
    for direction, own, source_at, target_at in parts:
        source = np.repeat(np.arange(len(direction.start) - 1), np.diff(direction.start))
        keys.append(source_at[source] * max(targets, 1) + target_at[direction.target])
        values.append(direction.probability * own[source] / np.maximum(counts[source_at[source]], 1e-9))
    together = np.concatenate(keys)
    order = np.argsort(together, kind="stable")
    first = np.flatnonzero(np.diff(together[order], prepend=-1))
    unique = together[order][first]
    sums = np.add.reduceat(np.concatenate(values)[order], first) if len(first) else np.zeros(0)
    probability = sums.astype(np.float32)
    source, target = np.divmod(unique, max(targets, 1))
    start = np.searchsorted(source, np.arange(len(counts) + 1))
    return Direction(start.astype(np.int64), target.astype(np.int32), probability)


def save(table: PairTable, stream: IO[bytes]) -> None:
    """Write a table as compressed `.npz`: tokens as text, counts, and probabilities in 1/255 of a logarithmic scale."""
    arrays: dict[str, NDArray[np.generic]] = {"provenance": np.array(table.provenance)}
    for side in (0, 1):
        direction = table.directions[side]
        words = sorted(table.ids[side], key=table.ids[side].__getitem__)
        arrays[f"words{side}"] = np.frombuffer("\n".join(words).encode(), np.uint8)
        arrays[f"counts{side}"] = np.minimum(table.counts[side], np.iinfo(np.uint16).max).astype(np.uint16)
        arrays[f"sizes{side}"] = np.diff(direction.start).astype(np.uint16)
        arrays[f"target{side}"] = direction.target
        arrays[f"level{side}"] = np.clip(np.round(-np.log(direction.probability) / _SCALE), 0, 255).astype(np.uint8)
    np.savez_compressed(stream, allow_pickle=False, **arrays)


def load(stream: IO[bytes]) -> PairTable:
    """Read what `save` wrote.

    Raises:
        ValueError, KeyError, OSError: it is not such a file.
    """
    with np.load(stream, allow_pickle=False) as data:
        ids, counts, directions = [], [], []
        for side in (0, 1):
            words = data[f"words{side}"].tobytes().decode()
            ids.append({word: number for number, word in enumerate(words.split("\n") if words else ())})
            counts.append(data[f"counts{side}"].astype(np.float32))
            sizes = data[f"sizes{side}"].astype(np.int64)
            start = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
            probability = np.exp(data[f"level{side}"].astype(np.float32) * np.float32(-_SCALE))
            directions.append(Direction(start, data[f"target{side}"], probability))
        return PairTable(
            (ids[0], ids[1]), (counts[0], counts[1]), (directions[0], directions[1]), str(data["provenance"])
        )


@cache
def shipped() -> Lexicon:
    """The lexicon that comes with the package, learnt from parallel rows."""
    return Lexicon({f"{x}-{y}": _packaged(f"{x}-{y}") for x, y in PAIRS})


@cache
def dictionary() -> Lexicon:
    """What a dictionary adds for words that the rows do not have: Chinese and English.

    It is for aligning. What is judged by how usual a translation is goes by the rows alone.
    """
    return Lexicon({"zh-en": _packaged("dictionary.zh-en")})


def _packaged(name: str) -> PairTable:
    with (files("tmflow.alignment") / "data" / f"{name}.npz").open("rb") as stream:
        return load(stream)


@lru_cache(maxsize=2 * len(PAIRS))
def widened(table: PairTable, name: str) -> PairTable:
    """Return the table of the pair `name` (such as `zh-en`) with what the dictionary knows; kept for the next call."""
    known = dictionary().tables.get(name)
    return merged(table, known) if known else table
