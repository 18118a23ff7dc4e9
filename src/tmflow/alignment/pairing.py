"""Which files are versions of one release: by meaning, figures, names and date. A wrong pair is worse than none.

Two versions belong together when each is the other's best partner, clearly better than the next, and alike enough.
What is likely but not clear becomes an open question for a person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment import anchors, sentences, weights
from tmflow.alignment.similarity import UniversalSentenceEncoder
from tmflow.i18n import tr
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.alignment.features import Floats
    from tmflow.alignment.similarity import Similarity
    from tmflow.model.release import LanguageVersion

SURE: Final = ((0.45, 0.1), (0.2, 0.18))
"""Likeness, and lead over the next best, from which two versions are taken for one release without asking.

On folders made of 120 news documents 96 to 98 of 100 pairs are joined (82 when all are in one folder), and of 3,500
joined pairs 2 are wrong; the others become questions.
"""
POSSIBLE: Final = 0.15
"""Likeness from which a person is asked."""
_FAR: Final = 31
_FIGURES: Final = 0.35
_SENTENCES: Final = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Versions of one release: indices into the versions given, ascending; `how` says what they were joined by.

    `confidence` is the likeness of the worst pair in it, 0 to 1; a version without a partner has the confidence 1.
    """

    indices: tuple[int, ...]
    confidence: float
    how: str


@dataclass(frozen=True, slots=True)
class Question:
    """Two versions that may belong together; nothing was decided."""

    indices: tuple[int, int]
    likeness: float
    text: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """Every version in exactly one group, in the order of the first; and what a person should decide."""

    groups: tuple[Group, ...]
    questions: tuple[Question, ...]


def pair(versions: Sequence[LanguageVersion], similarity: Similarity | None) -> Pairing:
    """Group versions into releases.

    Args:
        versions: versions in any order; versions in the same language are never joined.
        similarity: the sentence encoder; without one figures, names and dates decide, and more stays open.
    """
    likeness = _likeness(versions, similarity)
    joined: list[tuple[float, int, int]] = []
    questions: list[Question] = []
    for i, j in combinations(range(len(versions)), 2):
        value = float(likeness[i, j])
        if value < POSSIBLE or versions[i].lang == versions[j].lang:
            continue
        lead = value - max(_next_best(likeness, versions, i, j), _next_best(likeness, versions, j, i))
        if any(value >= likeness_least and lead >= lead_least for likeness_least, lead_least in SURE):
            joined.append((value, i, j))
        elif lead > 0:
            questions.append(_question(versions, i, j, value))
    return _groups(versions, sorted(joined, reverse=True), questions)


def _likeness(versions: Sequence[LanguageVersion], similarity: Similarity | None) -> Floats:
    """How alike two versions are: mean vectors less what all texts share, and figures and names, less a far date."""
    texts = [[s.text for s in sentences.of(version)][:_SENTENCES] for version in versions]
    marks = [_marks(found, version.lang) for found, version in zip(texts, versions, strict=True)]
    count = len(versions)
    result = np.zeros((count, count), np.float32)
    vectors = None if similarity is None else _means(texts, versions, similarity)
    for i, j in combinations(range(count), 2):
        if versions[i].lang == versions[j].lang:
            continue
        figures = _overlap(marks[i], marks[j])
        value = figures if vectors is None else (1 - _FIGURES) * float(vectors[i] @ vectors[j]) + _FIGURES * figures
        result[i, j] = result[j, i] = value - _apart(versions[i].date, versions[j].date)
    return result


def _means(texts: Sequence[Sequence[str]], versions: Sequence[LanguageVersion], similarity: Similarity) -> Floats:
    """The mean vector of each version, less the mean vector of its language: what any two texts share."""
    common = weights.means() if similarity.name == UniversalSentenceEncoder.name else {}
    rows = []
    for found, version in zip(texts, versions, strict=True):
        embedded = similarity.embed(found or [""], version.lang)
        sizes = np.array([max(len(text), 1) for text in found] or [1], np.float32) ** 0.5
        mean = (embedded * sizes[:, None]).sum(axis=0) / sizes.sum()
        rows.append(mean - common.get(version.lang, np.float32(0)))
    means = np.stack(rows) if rows else np.zeros((0, 1), np.float32)
    return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), np.float32(1e-9)))


def _marks(texts: Sequence[str], lang: str) -> Counter[str]:
    """Figures and names of a version; skeletons of names are too short to tell releases apart."""
    found = Counter(
        mark for text in texts for mark in anchors.of(text, lang) if mark[0] in "#=^" and len(mark) > len("#12")
    )
    return Counter(dict.fromkeys(found, 1))


def _overlap(a: Counter[str], b: Counter[str]) -> float:
    """Share of the figures of the poorer version that the other has, too; little is worth little."""
    figures_a, figures_b = ({mark for mark in side if mark[0] == "#"} for side in (a, b))
    names = len({mark for mark in a.keys() & b.keys() if mark[0] != "#"})
    common = len(figures_a & figures_b) + min(names, 3)
    fewer = min(len(figures_a), len(figures_b)) + min(names, 3)
    return common / (fewer + 1)


def _apart(a: str, b: str) -> float:
    """What a difference of dates takes away: nothing up to a month, as pages are dated late, then up to 0.2."""
    try:
        days = abs(int((np.datetime64(a[:10], "D") - np.datetime64(b[:10], "D")).astype(int)))
    except ValueError:
        return 0.0
    return 0.0 if days <= _FAR else min(0.2, days / 3650)


def _next_best(likeness: Floats, versions: Sequence[LanguageVersion], i: int, other: int) -> float:
    """The likeness of `i` to the best version in the language of `other` apart from it."""
    rivals = [n for n in range(len(versions)) if n != other and versions[n].lang == versions[other].lang]
    return max((float(likeness[i, n]) for n in rivals), default=0.0)


def _question(versions: Sequence[LanguageVersion], i: int, j: int, value: float) -> Question:
    names = {
        "a": versions[i].source_name or versions[i].title.text,
        "b": versions[j].source_name or versions[j].title.text,
    }
    return Question((i, j), round(value, 3), tr("Are “{a}” and “{b}” versions of one release?", **names))


def _groups(
    versions: Sequence[LanguageVersion], joined: Sequence[tuple[float, int, int]], questions: list[Question]
) -> Pairing:
    """Join the surest pairs first; a pair that would put two versions of one language together becomes a question."""
    group = {i: frozenset({i}) for i in range(len(versions))}
    worst: dict[frozenset[int], float] = {}
    for value, i, j in joined:
        if group[i] is group[j]:
            continue
        both = group[i] | group[j]
        langs = [versions[n].lang for n in both]
        if len(set(langs)) < len(langs) or len(langs) > len(LANGUAGES):
            questions.append(_question(versions, i, j, value))
            continue
        worst[both] = min(value, worst.get(group[i], 1.0), worst.get(group[j], 1.0))
        for n in both:
            group[n] = both
    found = sorted({tuple(sorted(members)) for members in group.values()})
    settled = [q for q in questions if group[q.indices[0]] != group[q.indices[1]]]
    open_ones = [q for q in settled if _fits(versions, group[q.indices[0]] | group[q.indices[1]])]
    groups = tuple(
        Group(members, round(min(worst.get(frozenset(members), 1.0), 1.0), 3), tr("meaning, figures and names"))
        if len(members) > 1
        else Group(members, 1.0, tr("no partner found"))
        for members in found
    )
    return Pairing(groups, tuple(sorted(open_ones, key=lambda q: -q.likeness)))


def _fits(versions: Sequence[LanguageVersion], members: frozenset[int]) -> bool:
    langs = [versions[n].lang for n in members]
    return len(set(langs)) == len(langs)
