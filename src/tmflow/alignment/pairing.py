"""Which files are versions of one release: by meaning, figures, names and date. A wrong pair is worse than none.

Two versions belong together when each is the other's best partner, clearly better than the next, and alike enough;
versions in three languages also when each is the best partner of both others. What is likely but not clear becomes an
open question for a person.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from tmflow.alignment.alikeness import likeness
from tmflow.i18n import tr
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.alignment.similarity import Similarity
    from tmflow.model.release import LanguageVersion

    Likeness = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Rule:
    """From what on two versions are joined without asking, and from which likeness a person is asked.

    `sure` are pairs of a likeness and a lead over the next best partner; `triangle` are those of each side of three
    versions that are all best for each other, the lead summed over the three sides.
    """

    sure: tuple[tuple[float, float], ...]
    triangle: tuple[float, float]
    possible: float


WITH_ENCODER: Final = Rule(((0.5, 0.04), (0.425, 0.125)), (0.45, 0.06), 0.38)
"""Set on 230 pieces of news, many of them cut from one article; see `docs/benchmarks.md` for others."""
WITHOUT: Final = Rule(((0.65, 0.1), (0.4, 0.18)), (0.65, 0.1), 0.35)


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
    rule = WITHOUT if similarity is None else WITH_ENCODER
    values = likeness(versions, similarity)
    leads = _leads(versions, values)
    joined = {
        at: value
        for at, value in values.items()
        if any(value >= least and leads[at] >= lead for least, lead in rule.sure)
    }
    for triangle in _triangles(versions, leads):
        alike, led = min(values[at] for at in triangle), sum(leads[at] for at in triangle)
        if alike >= rule.triangle[0] and led >= rule.triangle[1]:
            joined |= {at: values[at] for at in triangle}
    questions = [
        _question(versions, at, value)
        for at, value in values.items()
        if value >= rule.possible and leads[at] > 0 and at not in joined
    ]
    return _groups(versions, sorted(((value, *at) for at, value in joined.items()), reverse=True), questions)


def _leads(versions: Sequence[LanguageVersion], values: Likeness) -> dict[tuple[int, int], float]:
    """How much likelier each pair is than the next best partner of either in the language of the other."""
    best: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for (i, j), value in values.items():
        for one, other in ((i, j), (j, i)):
            key = one, versions[other].lang
            best[key] = sorted([*best[key], (value, other)], reverse=True)[:2]
    return {
        (i, j): value - max(_rival(best[i, versions[j].lang], j), _rival(best[j, versions[i].lang], i))
        for (i, j), value in values.items()
    }


def _rival(best: Sequence[tuple[float, int]], partner: int) -> float:
    return max((value for value, other in best if other != partner), default=0.0)


def _triangles(
    versions: Sequence[LanguageVersion], leads: Likeness
) -> Iterator[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]:
    """Three versions in three languages of which each is the best partner of both others."""
    partners: dict[int, set[int]] = defaultdict(set)
    for (i, j), lead in leads.items():
        if lead > 0:
            partners[i].add(j)
            partners[j].add(i)
    for i, found in sorted(partners.items()):
        for j, k in combinations(sorted(found), 2):
            if i < j and k in partners[j] and len({versions[n].lang for n in (i, j, k)}) == len(LANGUAGES):
                yield (i, j), (j, k), (i, k)


def _question(versions: Sequence[LanguageVersion], at: tuple[int, int], value: float) -> Question:
    names = {name: versions[n].source_name or versions[n].title.text for name, n in zip("ab", at, strict=True)}
    return Question(at, round(value, 3), tr("Are “{a}” and “{b}” versions of one release?", **names))


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
            questions.append(_question(versions, (i, j), value))
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
