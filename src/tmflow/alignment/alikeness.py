"""How alike versions in different languages are: of each, the partners worth a closer look, and the likeness of those.

An archive of thousands has millions of pairs: mean vectors (or rare figures, without an encoder) choose for each
version the few that are looked at sentence by sentence.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment import anchors, calibration, sentences, weights
from tmflow.alignment.similarity import SHIPPED
from tmflow.model.language import LANGUAGES, PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.alignment.features import Floats, Tables
    from tmflow.alignment.similarity import Similarity
    from tmflow.model.release import LanguageVersion

    Pair = tuple[int, int]

_SENTENCES: Final = 60
"""Sentences of a version that are read."""
_LOOKED_AT: Final = 10
"""Partners of a version, in each other language, that are looked at closely."""
_FAR: Final = 31
_FIGURES: Final = 0.15
_FIGURES_CEILING: Final = 1.2
_NAME: Final = 0.5
"""What a name is worth beside a figure: skeletons of names meet by chance."""
_ENOUGH: Final = 10.0
_BY_NAMES: Final = 3
_OTHERS: Final = 30
_SHORTEST_MARK: Final = 4


@dataclass(frozen=True, slots=True)
class _Text:
    """A version as it is compared: its marks, what share of it each sentence is, and with an encoder their vectors."""

    lang: str
    date: str
    marks: frozenset[str]
    vectors: Floats
    shares: Floats


def likeness(versions: Sequence[LanguageVersion], similarity: Similarity | None) -> dict[Pair, float]:
    """Return the likeness of pairs `(i, j)`, i < j, of versions in different languages; others are not worth a look.

    With an encoder it is half the sum of three: the cosine of the mean vectors less what all texts share; how near the
    nearest sentence of the other version is, on average; and 0.3 times the figures and names that both have, weighted
    by their rarity. Translations have 0.5 to 1. Without an encoder it is the share of common figures and names. A
    difference of dates of more than a month takes away up to 0.2.
    """
    learnt = {} if similarity is None else _tables(similarity)
    texts = [_read(version, similarity) for version in versions]
    rarity = _rarity(texts)
    found = {}
    for i, j in _looked_at(texts, learnt, rarity):
        x, y = texts[i], texts[j]
        value = _overlap(x.marks, y.marks) if similarity is None else _by_meaning(x, y, learnt, rarity)
        found[i, j] = value - _apart(x.date, y.date)
    return found


def _tables(similarity: Similarity) -> dict[tuple[str, str], Tables]:
    """Means and scale of the encoder's vectors, by pair of languages in either order."""
    found = {}
    for x, y in PAIRS:
        model = weights.shipped()[f"{x}-{y}"]
        learnt = model.tables
        if similarity.name != SHIPPED:
            learnt = calibration.tables(learnt, similarity, x, y)
        found[x, y] = learnt
    return found


def _read(version: LanguageVersion, similarity: Similarity | None) -> _Text:
    texts = [sentence.text for sentence in sentences.of(version)][:_SENTENCES]
    marks = frozenset(
        mark
        for text in texts
        for mark in anchors.of(text, version.lang)
        if mark[0] in "#=^" and len(mark) >= _SHORTEST_MARK
    )
    sizes = np.array([max(len(text), 1) for text in texts], np.float32) ** 0.5
    vectors = np.zeros((0, 0), np.float32) if similarity is None else similarity.embed(texts, version.lang)
    return _Text(version.lang, version.date, marks, vectors, sizes / max(sizes.sum(), np.float32(1)))


def _rarity(texts: Sequence[_Text]) -> Mapping[str, Mapping[str, float]]:
    """For each language how rare each mark is: the logarithm of one through the share of versions that have it.

    Thirty versions without any are added, so that a mark says something among two files, too.
    """
    counts: dict[str, Counter[str]] = {lang: Counter() for lang in LANGUAGES}
    sizes = Counter(text.lang for text in texts)
    for text in texts:
        counts[text.lang].update(text.marks)
    return {
        lang: {mark: math.log((sizes[lang] + _OTHERS) / (count + 1)) for mark, count in found.items()}
        for lang, found in counts.items()
    }


def _looked_at(
    texts: Sequence[_Text],
    learnt: Mapping[tuple[str, str], Tables],
    rarity: Mapping[str, Mapping[str, float]],
) -> list[Pair]:
    """The pairs that are worth a closer look: of each version the likeliest in every other language."""
    by_language: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        if len(text.shares):
            by_language[text.lang].append(number)
    chosen: set[Pair] = set()
    for x, y in PAIRS:
        rows, columns = by_language[x], by_language[y]
        if not rows or not columns:
            continue
        if learnt:
            means = learnt[x, y].means
            near = _means([texts[i] for i in rows], means[0]) @ _means([texts[j] for j in columns], means[1]).T
        else:
            near = _common([texts[i] for i in rows], [texts[j] for j in columns], rarity)
        for row, best in enumerate(_best(near)):
            chosen.update(_ordered(rows[row], columns[column]) for column in best)
        for column, best in enumerate(_best(near.T)):
            chosen.update(_ordered(rows[row], columns[column]) for row in best)
    return sorted(chosen)


def _ordered(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)


def _best(near: Floats) -> Iterable[Iterable[int]]:
    count = min(_LOOKED_AT, near.shape[1])
    best: list[list[int]] = np.argpartition(-near, count - 1, axis=1)[:, :count].tolist()
    return best


def _means(texts: Sequence[_Text], common: Floats) -> Floats:
    """The mean vector of each version less what all texts of its language share, as a unit vector."""
    means = np.stack([text.shares @ text.vectors - common for text in texts])
    return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), np.float32(1e-9)))


def _common(rows: Sequence[_Text], columns: Sequence[_Text], rarity: Mapping[str, Mapping[str, float]]) -> Floats:
    """Summed rarity of the marks that two versions have in common."""
    having: dict[str, list[int]] = defaultdict(list)
    for column, text in enumerate(columns):
        for mark in text.marks:
            having[mark].append(column)
    result = np.zeros((len(rows), len(columns)), np.float32)
    for row, text in enumerate(rows):
        for mark in text.marks & having.keys():
            result[row, having[mark]] += rarity[text.lang][mark]
    return result


def _by_meaning(
    x: _Text, y: _Text, learnt: Mapping[tuple[str, str], Tables], rarity: Mapping[str, Mapping[str, float]]
) -> float:
    if (x.lang, y.lang) not in learnt:
        x, y = y, x
    table = learnt[x.lang, y.lang]
    means = _means([x], table.means[0])[0], _means([y], table.means[1])[0]
    near = x.vectors @ y.vectors.T - ((x.vectors @ table.means[1])[:, None] + y.vectors @ table.means[0]) / 2
    nearest = table.scale * float(x.shares @ near.max(axis=1) + y.shares @ near.max(axis=0)) / 2
    figures = _FIGURES * min(_rare_overlap(x, y, rarity), _FIGURES_CEILING)
    return (float(means[0] @ means[1]) + nearest) / 2 + figures


def _rare_overlap(x: _Text, y: _Text, rarity: Mapping[str, Mapping[str, float]]) -> float:
    """Rarity of the common marks through that of the figures of the poorer version; little is worth little."""
    in_x, in_y = rarity[x.lang], rarity[y.lang]
    common = sum(min(in_x[mark], in_y[mark]) * (1 if mark[0] == "#" else _NAME) for mark in x.marks & y.marks)
    poorer = min(sum(found[mark] for mark in text.marks if mark[0] == "#") for text, found in ((x, in_x), (y, in_y)))
    return common / (poorer + _ENOUGH)


def _overlap(x: frozenset[str], y: frozenset[str]) -> float:
    """Share of the figures of the poorer version that the other has, too; names count a little."""
    figures_x, figures_y = ({mark for mark in side if mark[0] == "#"} for side in (x, y))
    names = min(sum(mark[0] != "#" for mark in x & y), _BY_NAMES)
    return (len(figures_x & figures_y) + names) / (min(len(figures_x), len(figures_y)) + names + 1)


def _apart(a: str, b: str) -> float:
    """What a difference of dates takes away: nothing up to a month, as pages are dated late, then up to 0.2."""
    if not a or not b:
        return 0.0
    try:
        days = abs(int((np.datetime64(a[:10], "D") - np.datetime64(b[:10], "D")).astype(int)))
    except ValueError:
        return 0.0
    return 0.0 if days <= _FAR else min(0.2, days / 3650)
