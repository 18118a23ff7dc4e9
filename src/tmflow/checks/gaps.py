"""How likely it is that a version lacks what another says, or says more than the others: what the checks weigh.

The signs: the lengths; the run of tokens that the version explains worst, alone and beside how well the third version
explains it; how well the version itself is explained (a free translation is no gap); and by sentence vectors, how
much nearer the versions come when the run is taken out. Signs become a score by weights learnt from planted cuts (see
`calibration`). Everything here is about texts, not units, so that learning and checking see the same figures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.checks.calibration import NO_ANCHORS
from tmflow.checks.clauses import clause, sag, without

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.checks.calibration import Anchors, Lengths
    from tmflow.checks.evidence import Associations, Explained, Floats, Meaning

_NOTHING = (-0.2, 0.1)
"""What taking out nothing gives: as little as the usual run that is no gap."""


_LINKED: Final = 0.2
"""Two places that are so near mean about the same."""
_RENDERED: Final = 2.0
"""The ratio of a token inside an anchor at least."""


class Sentence:
    """Two or three versions of a sentence, and how well they explain each other; each pair is asked for once.

    Args:
        texts: the versions by language.
        associations: the lexicon.
        anchors: what is known to be rendered.
    """

    def __init__(self, texts: Mapping[str, str], associations: Associations, anchors: Anchors = NO_ANCHORS) -> None:
        self.texts = texts
        self.anchors = anchors
        self._associations = associations
        self._explained: dict[tuple[str, str], Explained | None] = {}

    def others(self, lang: str) -> list[str]:
        """The languages of the other versions."""
        return [other for other in self.texts if other != lang]

    def off(self, x: str, y: str, lengths: Lengths) -> float:
        """How many standard deviations y is longer than x lets expect."""
        return lengths.off(self.texts, x, y, self.anchors)

    def explained(self, lang: str, other: str) -> Explained | None:
        """How well `other` explains `lang`, anchors taken into account; nothing for an unknown pair."""
        if (lang, other) not in self._explained:
            self._explained[lang, other] = self._explain(lang, other)
        return self._explained[lang, other]

    def rendered(self, one: str, lang: str, two: str, other: str) -> float:
        """How well two pieces explain each other, the better way round."""
        found = (self._associations.explain(*pair) for pair in ((one, lang, two, other), (two, other, one, lang)))
        return max((each.mean for each in found if each is not None), default=0.0)

    def _explain(self, lang: str, other: str) -> Explained | None:
        text = self.texts[lang]
        found = self._associations.explain(text, lang, self.texts[other], other)
        places = self.anchors.get((lang, other), ())
        if found is None or not places:
            return found
        letters = np.zeros(len(text) + 1, np.bool_)
        for start, end in places:
            letters[start:end] = True
        inside = letters[found.starts]
        ratio = np.where(inside, np.maximum(found.ratio, np.float32(_RENDERED)), found.ratio)
        return replace(found, ratio=ratio, worth=np.where(inside, np.float32(1), found.worth))


@dataclass(frozen=True, slots=True)
class Trace:
    """The signs from lengths and words, and the place in `lang` that is not explained (empty: there is none).

    `related` is the mean ratio in the other direction: what only lacks or adds a clause is explained there.
    """

    lang: str
    signs: tuple[float, ...]
    start: int
    end: int
    related: float


def lacking(sentence: Sentence, said: str, lacks: str, lengths: Lengths) -> Trace | None:
    """Weigh whether `lacks` leaves out something that `said` says; a third version is heard.

    Args:
        sentence: the versions.
        said: the language of the version that may say more.
        lacks: the language of the version that may say less.
        lengths: how long versions are beside each other.
    """
    forward, back = sentence.explained(said, lacks), sentence.explained(lacks, said)
    if forward is None or back is None:
        return None
    lowest, first, last = sag(forward.worth * (forward.ratio - np.float32(0.6)))
    size = math.sqrt(5 + len(forward.ratio))
    signs = [1.0, _clipped(sentence.off(said, lacks, lengths)), lowest, lowest / size, back.mean, forward.mean]
    for third in sentence.texts:
        if third in (said, lacks):
            continue
        other = sentence.explained(said, third)
        if other is None:
            return None
        better = forward.worth * (np.minimum(forward.ratio, 1.5) - np.clip(other.ratio, -1.9, 1.5))
        contrast, _, _ = sag(better + np.float32(0.3) * forward.worth)
        # What is shown, and taken out for the vectors, is only what the third version renders much better.
        _, first, last = sag(better + forward.worth)
        mean = float(other.ratio @ forward.worth) / (float(forward.worth.sum()) + 1e-6)
        signs += [_clipped(sentence.off(third, lacks, lengths)), contrast, contrast / size]
        signs += [min(3.0, abs(sentence.off(said, third, lengths))), mean]
    return Trace(said, tuple(signs), *_place(sentence.texts[said], said, forward, first, last), back.mean)


def surplus(sentence: Sentence, more: str, lengths: Lengths, least: int = 0) -> Trace | None:
    """Weigh whether one of three versions says something that both others do not.

    Args:
        sentence: the versions.
        more: the language of the version that may say more.
        lengths: how long versions are beside each other.
        least: a run of fewer characters is not weighed.
    """
    others = sentence.others(more)
    forward = [found for lang in others if (found := sentence.explained(more, lang))]
    if len(forward) < 2:  # noqa: PLR2004 - two others
        return None
    one, two = forward
    values = one.worth * (np.minimum(one.ratio, 1.5) + np.minimum(two.ratio, 1.5)) / 2
    lowest, _, _ = sag(values - np.float32(0.6) * one.worth)
    # What is shown, and taken out for the vectors, is only what nobody explains.
    _, first, last = sag(values + np.float32(0.4) * one.worth)
    start, end = _place(sentence.texts[more], more, one, first, last)
    back = [found for lang in others if (found := sentence.explained(lang, more))] if end - start >= least else []
    if len(back) < 2:  # noqa: PLR2004 - two others
        return None
    signs = (
        1.0,
        *(_clipped(sentence.off(more, lang, lengths)) for lang in others),
        lowest,
        lowest / math.sqrt(5 + len(one.ratio)),
        *(found.mean for found in back),
        one.mean,
        two.mean,
        min(3.0, abs(sentence.off(others[0], others[1], lengths))),
    )
    return Trace(more, signs, start, end, max(found.mean for found in back))


def _place(text: str, lang: str, found: Explained, first: int, last: int) -> tuple[int, int]:
    return clause(text, lang, found, first, last) if first < last else (0, 0)


def _clipped(off: float) -> float:
    return min(2.0, max(-4.0, off))


def meant(texts: Mapping[str, str], trace: Trace, others: Sequence[str], meaning: Meaning) -> tuple[float, ...]:
    """The signs from sentence vectors: nearness to each other version, and what taking the run out does to it.

    Args:
        texts: two or three versions of a sentence by language.
        trace: what lengths and words say.
        others: the other versions, first the one that may lack something.
        meaning: the encoder.
    """
    text = texts[trace.lang]
    rest = without(text, trace.start, trace.end)
    pieces = [text, rest, text[trace.start : trace.end]] if rest and trace.start < trace.end else [text]
    own = meaning.vectors(pieces, trace.lang)
    theirs = np.concatenate([meaning.vectors([texts[lang]], lang) for lang in others])
    near = own @ theirs.T
    signs: list[float] = []
    changes = [
        (float(near[1, n] - near[0, n]), float(near[2, n])) if len(pieces) > 1 else _NOTHING for n in range(len(others))
    ]
    for n, (change, cut) in enumerate(changes):
        signs += [float(near[0, n]), change, cut]
        if n:
            signs += [float(near[0, 0] - near[0, n]), changes[0][0] - change, changes[0][1] - cut]
    if len(others) > 1:
        signs.append(float(theirs[0] @ theirs[1]))
    return tuple(signs)


def linked(sentence: Sentence, traces: Sequence[Trace], meaning: Meaning) -> bool:
    """Whether the places that two versions show mean the same: else each is put otherwise, and nothing is missing.

    Args:
        sentence: the versions.
        traces: what each of two versions shows.
        meaning: the encoder.
    """
    places = [(trace.lang, sentence.texts[trace.lang][trace.start : trace.end]) for trace in traces]
    if len(places) < 2 or not all(text.strip() for _, text in places):  # noqa: PLR2004 - one is linked to nothing
        return True
    (lang, one), (other, two) = places
    near = float(meaning.vectors([one], lang)[0] @ meaning.vectors([two], other)[0])
    return near > _LINKED or sentence.rendered(one, lang, two, other) > 0


def score(weights: Sequence[float], signs: Sequence[float]) -> float:
    """The weighted sum of the signs: the logarithm of the odds that something is missing."""
    vector: Floats = np.asarray(weights, np.float32)
    return float(vector @ np.asarray(signs, np.float32))


def unlike(sentence: Sentence, lang: str, lengths: Lengths) -> tuple[float, ...]:
    """Weigh by words whether a version is another sentence's translation; empty where the lexicon does not help.

    Args:
        sentence: the versions.
        lang: the version in question.
        lengths: how long versions are beside each other.
    """
    others = sentence.others(lang)
    pairs = [pair for other in others for pair in ((lang, other), (other, lang))]
    if len(others) > 1:
        pairs += [(others[0], others[1]), (others[1], others[0])]
    found = [sentence.explained(x, y) for x, y in pairs]
    means = [each.mean for each in found if each is not None]
    if len(means) < len(pairs):
        return ()
    return (1.0, *means, *(min(3.0, abs(sentence.off(other, lang, lengths))) for other in others))


def apart(texts: Mapping[str, str], lang: str, meaning: Meaning) -> tuple[float, ...]:
    """The nearness of a version to each other one, and of the others to each other."""
    others = [other for other in texts if other != lang]
    own, *theirs = (meaning.vectors([texts[each]], each)[0] for each in (lang, *others))
    near = [float(own @ vector) for vector in theirs]
    return (*near, float(theirs[0] @ theirs[1])) if len(theirs) > 1 else tuple(near)
