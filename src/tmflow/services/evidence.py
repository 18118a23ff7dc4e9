"""The lexicon and the sentence encoder behind the doors that the checks of completeness ask through."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment import tokens
from tmflow.alignment.lexicon import RELIABLE
from tmflow.alignment.similarity import SHIPPED
from tmflow.checks.evidence import Explained
from tmflow.i18n import tr
from tmflow.model.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from tmflow.alignment.aligner import Aligner
    from tmflow.alignment.lexicon import Lexicon, PairTable
    from tmflow.alignment.similarity import Similarity
    from tmflow.checks.evidence import Floats, Ints

_FLOOR: Final = 0.15
_CEILING: Final = 5.0
_FEWEST: Final = 5
_LONGEST: Final = 2_000
_KEPT: Final = 8_192


@dataclass(frozen=True, slots=True)
class _Table:
    """One direction of a pair, laid out for many short questions: see `Direction`."""

    source_ids: Mapping[str, int]
    target_ids: Mapping[str, int]
    start: Ints
    target: NDArray[np.int32]
    weighted: Floats
    chance: Floats
    worth: Floats


def _table(table: PairTable) -> _Table:
    direction = table.directions[0]
    seen, counts = table.counts
    reliable = (seen / (seen + RELIABLE)).astype(np.float32)
    return _Table(
        table.ids[0],
        table.ids[1],
        direction.start,
        direction.target,
        direction.probability * np.repeat(reliable, np.diff(direction.start)),
        ((counts + 1) / max(float(counts.sum()), 1.0)).astype(np.float32),
        (counts / (counts + RELIABLE)).astype(np.float32),
    )


class LexicalAssociations:
    """Implements `tmflow.checks.evidence.Associations` with a lexicon. Safe to use from several threads.

    The ratio of a token y is `ln(.15 + .85 S / (max(5, n) p_y))` with S the sum of t(y given x) over the n known tokens
    x of the other text, each by its reliability, and p_y the share of y in what was learnt from: the alignment's score,
    token by token. Of a very long text the first 2,000 characters are read. Answers are kept for the last 8,192 pairs.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._tables: dict[tuple[str, str], _Table | None] = {}
        self._kept: OrderedDict[tuple[str, str, str, str], Explained | None] = OrderedDict()
        self._lock = threading.Lock()

    def explain(self, text: str, lang: str, by: str, by_lang: str) -> Explained | None:
        """Return how well `by` explains `text`, or nothing for a pair that the lexicon does not know."""
        key = (text, lang, by, by_lang)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if (by_lang, lang) not in self._tables:
                pair = self._lexicon.pair(by_lang, lang)
                self._tables[by_lang, lang] = None if pair is None else _table(pair)
            table = self._tables[by_lang, lang]
        found = None if table is None else _explain(table, text[:_LONGEST], by[:_LONGEST])
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


def _explain(table: _Table, text: str, by: str) -> Explained:
    words, starts, ends = _placed(text)
    get = table.target_ids.get
    ids = np.array([get(word, -1) for word in words], np.int64)
    known = table.source_ids
    source = np.array([known[word] for word in _placed(by)[0] if word in known], np.int64)
    ok = ids >= 0
    target = ids[ok]
    ratio = np.zeros(len(ids), np.float32)
    worth = np.zeros(len(ids), np.float32)
    share = _sums(table, source, target) / (max(_FEWEST, len(source)) * table.chance[target])
    ratio[ok] = np.minimum(_CEILING, np.log(_FLOOR + (1 - _FLOOR) * share))
    worth[ok] = table.worth[target]
    return Explained(starts, ends, ratio, worth)


def _sums(table: _Table, source: Ints, target: Ints) -> Floats:
    """For each target token the sum of its probabilities given the source tokens, each by its reliability."""
    begins, finishes = table.start[source].tolist(), table.start[source + 1].tolist()
    slices = [slice(begin, finish) for begin, finish in zip(begins, finishes, strict=True) if begin < finish]
    if not slices or not len(target):
        return np.zeros(len(target), np.float32)
    found = np.concatenate([table.target[each] for each in slices])
    weights = np.concatenate([table.weighted[each] for each in slices])
    distinct, back = np.unique(target, return_inverse=True)
    places = np.searchsorted(distinct, found)
    good = distinct[np.minimum(places, len(distinct) - 1)] == found
    sums = np.bincount(places[good], weights[good], minlength=len(distinct))
    return np.asarray(sums[back], np.float32)


_PARTS: Final = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+|\d+")


@lru_cache(maxsize=_KEPT)
def _placed(text: str) -> tuple[list[str], Ints, Ints]:
    """The tokens that the lexicon counts with their places; of Chinese, each character before the pair it begins."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _PARTS.finditer(text):
        part, start = match.group(), match.start()
        if "\u3400" <= part[0] <= "\u9fff":
            for at in range(len(part)):
                words += [part[at], part[at : at + 2]] if at + 1 < len(part) else [part[at]]
                places += [(start + at, start + at + 1), (start + at, start + at + 2)][: 1 + (at + 1 < len(part))]
        else:
            words += tokens.tokens(part)[:1]
            places += [match.span()] * (len(words) - len(places))
    spans = np.array(places, np.int64).reshape(-1, 2)
    return words, spans[:, 0], spans[:, 1]


class EncodedMeaning:
    """Implements `tmflow.checks.evidence.Meaning` with an encoder, which keeps the vectors of texts it has seen."""

    def __init__(self, similarity: Similarity) -> None:
        self._similarity = similarity

    def vectors(self, texts: Sequence[str], lang: str) -> Floats:
        """Return one vector for each text.

        Raises:
            Unavailable: the encoder fails.
        """
        try:
            return self._similarity.embed(texts, lang)
        except (ImportError, OSError, RuntimeError, ValueError, MemoryError) as error:
            raise Unavailable(tr("The sentence encoder fails: {reason}", reason=error)) from error


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the checks may ask; nothing of a kind that there is not."""

    associations: LexicalAssociations | None = None
    meaning: EncodedMeaning | None = None


class HouseEvidence:
    """Gives the evidence that an aligner works with; it is made anew only when the aligner is another one.

    Another encoder than the shipped one gives no evidence: the weights of the checks were not learnt for it.

    Args:
        aligner: gives the aligner as it is now.
    """

    def __init__(self, aligner: Callable[[], Aligner]) -> None:
        self._aligner = aligner
        self._lock = threading.Lock()
        self._of: Aligner | None = None
        self._evidence = Evidence()

    def __call__(self) -> Evidence:
        """Return the evidence."""
        aligner = self._aligner()
        with self._lock:
            if aligner is not self._of:
                self._of, self._evidence = aligner, _evidence(aligner)
            return self._evidence


def _evidence(aligner: Aligner) -> Evidence:
    similarity = aligner.similarity
    return Evidence(
        LexicalAssociations(aligner.lexicon) if aligner.lexicon is not None else None,
        EncodedMeaning(similarity) if similarity is not None and similarity.name == SHIPPED else None,
    )
