"""One item of a list, in whatever words, that two versions have and the third one leaves out.

The list of one translation is laid beside that of the other one, item by item, by lexicon and encoder: an item is left
out where its neighbours stand side by side in the other list, nothing in that version is like it, and the source says
it too. Texts only, no units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.checks.series import series
from tmflow.model.language import EN, RU

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.checks.evidence import Associations, Explained, Floats, Meaning
    from tmflow.checks.series import Place

_FEWEST: Final = 3
"""Items of a list in which one may be missing."""
_MOST: Final = 12
"""A list of more items is a table."""
_LACKING: Final = 2
"""A list that is shorter by more than this is another one."""
_WORDS: Final = 5
"""Words of a text that are laid beside an item at most."""
_EXPLAINED: Final = 2.5
"""An item whose words the version explains so well stands there."""
_LIKE: Final = 0.4
"""Items of two translations that are so near are each other's, if the next best is farther."""
_UNLIKE: Final = 0.64
"""What is nearer to an item than this says it."""
_APART: Final = 0.1
"""So much farther than its neighbours an item must be from all that the version says."""
_SAID: Final = 0.4
"""So near the source must have it."""
_SCORE: Final = 0.25
"""How much better the source says it, and how much better the version says its neighbours, together."""
_WORTH: Final = 0.3
_OTHERS: Final = {
    EN: re.compile(r"\b(?:others?|another|etc|so on|more|the like|among)\b", re.IGNORECASE),
    RU: re.compile(r"\b(?:друг\w+|прочи\w+|иные|иных|пр|др|тому подобн\w+)\b", re.IGNORECASE),
}
"""Such an item names nothing."""
_EMPTY: Final = {
    EN: re.compile(
        r"the|an?|of|in|on|at|to|for|and|or|with|by|as|from|is|was|were|are|its|their|his|her|which|that|it"
    ),
    RU: re.compile(r"и|во?|на|со?|для|по|к|от|из|за|об?|а|но|что|как|их|его|её"),
}
"""What is laid beside an item does not begin or end with one of these."""
_WORD: Final = re.compile(r"[\w’'-]+")
_MARK: Final = re.compile(r"[,.;:()“”«»—]")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that one version lacks: where the others have it, and the place where it would stand."""

    said: Place
    source: Place
    place: int


def left_out(
    texts: Mapping[str, str], versions: tuple[str, str, str], associations: Associations, meaning: Meaning
) -> Iterator[LeftOut]:
    """Yield the items that one version leaves out of its lists.

    Args:
        texts: the versions by language.
        versions: the source, the version that has the item (English or Russian), and the other one, that lacks it.
        associations: the lexicon.
        meaning: the encoder.

    Raises:
        Unavailable: the encoder does not work here.
    """
    source, third, lang = versions
    # One item more or less there: "30 kinds of goods, including honey, fruit and beef" seems to have four.
    most = min(_MOST, max(map(len, series(texts[source], source)), default=0) + 1)
    if most <= _FEWEST:
        return
    theirs = [listed for listed in series(texts[third], third) if _FEWEST <= len(listed) <= most]
    mine = series(texts[lang], lang) if theirs else ()
    pairs = [(listed, shorter) for listed in theirs if (shorter := _shorter(len(listed), theirs, mine))]
    explained = associations.explain(texts[third], third, texts[lang], lang) if pairs else None
    if explained is None:
        return
    for listed, shorter in pairs:
        doubtful = [n for n, item in enumerate(listed) if _doubtful(texts[third], third, item, explained)]
        if doubtful:
            yield from _compared(_Lists(texts, versions, associations, meaning), listed, doubtful, shorter)


def _shorter(
    size: int, theirs: Sequence[Sequence[Place]], mine: Sequence[Sequence[Place]]
) -> Sequence[Sequence[Place]]:
    """The version's lists that lack an item or two; none where it has as many lists of this size and longer ones."""
    if sum(len(listed) >= size for listed in mine) >= sum(len(listed) >= size for listed in theirs):
        return ()
    return [listed for listed in mine if size - _LACKING <= len(listed) < size]


def _doubtful(text: str, lang: str, item: Place, explained: Explained) -> bool:
    """Whether the words of an item may not stand in the version."""
    ratio, _ = _inside(explained, item)
    return ratio < _EXPLAINED and not _OTHERS[lang].search(text, *item)


def _inside(explained: Explained, place: Place) -> tuple[float, float]:
    """The mean ratio of the tokens at a place by their worth, and the mean worth."""
    inside = (explained.starts >= place[0]) & (explained.ends <= place[1])
    worth = explained.worth[inside]
    total = float(worth.sum())
    if not total:
        return 0.0, 0.0
    return float(explained.ratio[inside] @ worth) / total, total / len(worth)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The versions of a sentence, and who knows what they say."""

    texts: Mapping[str, str]
    versions: tuple[str, str, str]
    associations: Associations
    meaning: Meaning

    def vectors(self, lang: str, places: Sequence[Place]) -> Floats:
        """One vector for each place of a version."""
        return self.meaning.vectors([self.texts[lang][start:end] for start, end in places], lang)


def _compared(
    lists: _Lists, listed: Sequence[Place], doubtful: Sequence[int], mine: Sequence[Sequence[Place]]
) -> Iterator[LeftOut]:
    _, third, lang = lists.versions
    own = lists.vectors(third, listed)
    places = [place for other in mine for place in other]
    near = own @ lists.vectors(lang, places).T
    for n in doubtful:
        found = _gap(near, listed, n, mine)
        if found is not None and (source := _absent(lists, own[n], listed[n], *found[1:])) is not None:
            yield LeftOut(listed[n], source, found[0])


def _gap(near: Floats, listed: Sequence[Place], n: int, mine: Sequence[Sequence[Place]]) -> tuple[int, float] | None:
    """Where the neighbours of item `n` stand side by side in the version's list: the place between, how near they are.

    At the beginning and at the end of the list the two next ones must be the first or the last of the version's list.
    """
    last = len(listed) - 1
    one, two = (1, 2) if n == 0 else (n - 2, n - 1) if n == last else (n - 1, n + 1)
    offset = 0
    best: tuple[int, float] | None = None
    for other in mine:
        here = near[:, offset : offset + len(other)]
        offset += len(other)
        for k in range(len(other) - 1):
            if (n == 0 and k) or (n == last and k + 1 < len(other) - 1):
                continue
            likeness = float(min(here[one, k], here[two, k + 1]))
            if likeness > max(_LIKE, best[1] if best else 0.0, float(here[n].max()) + _APART):
                place = other[0][0] if n == 0 else other[-1][1] if n == last else other[k + 1][0]
                best = place, likeness
    return best


def _absent(lists: _Lists, vector: Floats, item: Place, beside: float) -> Place | None:
    """Where the source says what the version says nowhere; nothing where it is not so sure."""
    source, third, lang = lists.versions
    texts = lists.texts
    said = [place for each in series(texts[source], source) for place in each]
    if not said:
        return None
    vectors = lists.vectors(source, said)
    likeness = vectors @ vector
    best = int(likeness.argmax())
    if likeness[best] < _SAID:
        return None
    windows = lists.vectors(lang, _windows(texts[lang], lang, len(texts[third][slice(*item)].split()) + 1))
    top = float((windows @ vector).max(initial=-1.0))
    if top > _UNLIKE:
        return None
    score = beside - top + float(likeness[best]) - float((windows @ vectors[best]).max(initial=-1.0))
    return said[best] if score + _words(lists, item) > _SCORE else None


def _words(lists: _Lists, item: Place) -> float:
    """How much the lexicon knows that the source says an item and that the version does not."""
    source, third, lang = lists.versions
    total = 0.0
    for by, weight in ((source, 0.05), (lang, -0.05)):
        explained = lists.associations.explain(lists.texts[third], third, lists.texts[by], by)
        if explained is not None:
            ratio, worth = _inside(explained, item)
            if worth >= _WORTH:
                total += weight * float(np.clip(ratio, -2.0, 3.0))
    return total


def _windows(text: str, lang: str, longest: int) -> list[Place]:
    """The places of up to `longest` words side by side, with no mark between and no empty word at the edge."""
    words = [match.span() for match in _WORD.finditer(text)]
    empty = [_EMPTY[lang].fullmatch(text[slice(*word)].lower()) is not None for word in words]
    found = []
    for first, (start, _) in enumerate(words):
        if empty[first]:
            continue
        for last in range(first, min(first + min(longest, _WORDS), len(words))):
            if last > first and _MARK.search(text, words[last - 1][1], words[last][0]):
                break
            if not empty[last]:
                found.append((start, words[last][1]))
    return found
