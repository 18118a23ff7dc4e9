"""What speaks for a bead: lexicon and anchors, sentence vectors, length, how sentences end and start, paragraphs.

Every feature is a number for each shape of bead and each start `(i, j)`; a linear mix of them is the bead's score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from tmflow.alignment import anchors as anchoring
from tmflow.alignment.beads import SHAPES, WINDOWS
from tmflow.alignment.lexicon import EMPTY, bag, explained, shifted_sum
from tmflow.alignment.tokens import tokens
from tmflow.alignment.vectors import unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.alignment.lexicon import PairTable

Floats = NDArray[np.float32]
Window = tuple[int, ...]

NAMES: Final = (
    "lex_xy",
    "lex_yx",
    "similarity",
    "similarity_more",
    "length",
    "ends",
    "starts",
    "joints",
    "paragraph",
    "third",
    "shared_xy",
    "shared_yx",
)
"""The features, in the order of the first axis."""
NULL_NAMES: Final = ("bias", "length", "third")
"""The features of a sentence that stands alone."""
_ENDS: Final = {
    **dict.fromkeys(".。．", 0),
    **dict.fromkeys("!！", 1),
    **dict.fromkeys("?？", 2),
    **dict.fromkeys("…", 3),
    **dict.fromkeys(",，、", 4),
    **dict.fromkeys(";；", 5),
    **dict.fromkeys(":：", 6),
    **dict.fromkeys("-—–", 7),
}
_OTHER_END: Final = 8
_GOES_ON: Final = (4, 5, 6)
ENDS: Final = 9
"""Number of classes of sentence ends."""
_CLOSERS: Final = "\"'”’»）)]』」】› "
_OPENERS: Final = "\"'“‘«（([『「【‹— -–"
_EXPONENT: Final = 0.3
_LENGTH_CEILING: Final = 16.0


@dataclass(frozen=True, slots=True)
class Side:
    """One version, prepared: all arrays have one entry a sentence. `vectors` is empty without an encoder."""

    lang: str
    words: tuple[tuple[str, ...], ...]
    anchors: tuple[frozenset[str], ...]
    lengths: Floats
    ends: NDArray[np.int64]
    continues: NDArray[np.int64]
    opens: Floats
    vectors: Floats

    def __len__(self) -> int:
        return len(self.words)

    def taken(self, places: NDArray[np.int64]) -> Side:
        """The sentences at some places alone."""
        return Side(
            self.lang,
            tuple(self.words[at] for at in places),
            tuple(self.anchors[at] for at in places),
            self.lengths[places],
            self.ends[places],
            self.continues[places],
            self.opens[places],
            self.vectors[places],
        )

    def part(self, start: int, stop: int) -> Side:
        """The sentences `start` to `stop` alone."""
        cut = slice(start, stop)
        return Side(
            self.lang,
            self.words[cut],
            self.anchors[cut],
            self.lengths[cut],
            self.ends[cut],
            self.continues[cut],
            self.opens[cut],
            self.vectors[cut],
        )


def prepare(
    texts: Sequence[str], lang: str, vectors: Floats, opens: Sequence[bool], found: Sequence[frozenset[str]]
) -> Side:
    """Return what the features need of one version.

    Args:
        texts: the sentences.
        lang: their language.
        vectors: one vector a sentence, or an array of width 0.
        opens: whether a sentence is the first of its block; all false when nothing is known.
        found: the anchors of each sentence (see `anchors`).
    """
    ends = np.array([end_class(text) for text in texts], np.int64)
    continues = np.zeros(len(texts), np.int64)
    for at, text in enumerate(texts):
        before = int(ends[at - 1]) if at else _OTHER_END
        continues[at] = continues_sentence(text, lang, before)
    return Side(
        lang,
        tuple(tuple(tokens(text)) for text in texts),
        tuple(found),
        np.array([max(len(text), 1) for text in texts], np.float32),
        ends,
        continues,
        np.array(opens, np.float32).reshape(len(texts)),
        vectors,
    )


def end_class(text: str) -> int:
    """The class of the last mark of a sentence, closing quotes and brackets aside: 0 full stop ... 8 anything else."""
    bare = text.rstrip(_CLOSERS)
    return _ENDS.get(bare[-1:], _OTHER_END)


def continues_sentence(text: str, lang: str, before: int) -> int:
    """Whether a sentence starts like the rest of another: in lower case, in Chinese after a comma or the like."""
    if lang == "zh":
        return int(before in _GOES_ON)
    return int(text.lstrip(_OPENERS)[:1].islower())


@dataclass(frozen=True, slots=True)
class Tables:
    """What was learnt about lengths and marks of one pair (see `weights`).

    `ratio` is y's length for a unit of x's, `variance` its variance; `ends[a, b]` and `starts[a, b]` are logarithms of
    how much likelier two classes meet at an edge of a bead than by chance, `joints[side, a]` of an end inside a bead;
    `means` are the mean vectors of sentences in either language; `scale` brings the nearness of another encoder's
    vectors to that of the shipped one's.
    """

    ratio: float
    variance: float
    ends: Floats
    starts: Floats
    joints: Floats
    means: tuple[Floats, Floats]
    scale: float = 1.0


def evidence(x: Side, y: Side, table: PairTable | None, learnt: Tables, third: Floats | None) -> Floats:
    """Return `[feature, shape, start in x, start in y]`; `inside` tells which of them are beads at all.

    Args:
        x: one version, or the part of it that is looked at.
        y: the other.
        table: the lexicon of the pair, if there is one.
        learnt: see `Tables`.
        third: what another version says about each pair of sentences, 0 to 1, if there is one.
    """
    result = np.zeros((len(NAMES), len(SHAPES), len(x), len(y)), np.float32)
    if not len(x) or not len(y):
        return result
    lexical = _lexical(x, y, table)
    likeness = _likeness(x, y, learnt)
    lengths_x = {w: shifted_sum(x.lengths[:, None], w)[:, 0] for w in WINDOWS}
    lengths_y = {w: shifted_sum(y.lengths[:, None], w)[:, 0] for w in WINDOWS}
    links = None if third is None else {w: shifted_sum(third, w) for w in WINDOWS}
    starts = np.clip(learnt.starts[x.continues][:, y.continues], -3, 3)
    opens = x.opens[:, None] * y.opens - np.abs(x.opens[:, None] - y.opens) / 2
    for k, shape in enumerate(SHAPES):
        result[0, k] = shifted_sum(lexical.forward[shape.x].T, shape.y).T
        result[1, k] = shifted_sum(lexical.backward[shape.y].T, shape.x)
        result[2, k] = likeness[shape.x, shape.y]
        result[3, k] = result[2, k] * (len(shape.x) + len(shape.y) - 2)
        result[4, k] = _length(lengths_x[shape.x], lengths_y[shape.y], learnt)
        result[5, k] = _ends(x, y, shape.x, shape.y, learnt)
        result[6, k] = starts
        result[7, k] = _joints(x, shape.x, learnt.joints[0])[:, None] + _joints(y, shape.y, learnt.joints[1])
        result[8, k] = opens
        if links is not None:
            result[9, k] = shifted_sum(links[shape.x].T, shape.y).T
        result[10, k] = shifted_sum(lexical.shares[0][shape.x].T, shape.y).T
        result[11, k] = shifted_sum(lexical.shares[1][shape.x].T, shape.y).T
    return result


def inside(n: int, m: int) -> NDArray[np.bool_]:
    """Which beads `[shape, start in x, start in y]` lie within texts of `n` and `m` sentences."""
    spans = [shape.span for shape in SHAPES]
    rows = np.array([[i + a <= n for i in range(n)] for a, _ in spans]).reshape(len(spans), n, 1)
    columns = np.array([[j + b <= m for j in range(m)] for _, b in spans]).reshape(len(spans), 1, m)
    return np.asarray(rows & columns)


@dataclass(frozen=True, slots=True)
class _Lexical:
    """What lexicon and anchors say about windows: log-likelihood ratios either way, and the shares explained.

    `forward` has `[x start, y sentence]` by window of x, `backward` `[y start, x sentence]` by window of y; `shares`
    have `[x start, y sentence]` by window of x, of the y explained by x and of the x explained by y.
    """

    forward: Mapping[Window, Floats]
    backward: Mapping[Window, Floats]
    shares: tuple[Mapping[Window, Floats], Mapping[Window, Floats]]


def _lexical(x: Side, y: Side, table: PairTable | None) -> _Lexical:
    shared = anchoring.shared(x.anchors, y.anchors)
    if table is None and not shared:
        zero = np.zeros((len(x), len(y)), np.float32)
        nothing = dict.fromkeys(WINDOWS, zero)
        return _Lexical(nothing, dict.fromkeys(WINDOWS, zero.T), (nothing, nothing))
    pair = table or EMPTY
    bag_x = bag(x.words, pair.ids[0], x.anchors, shared)
    bag_y = bag(y.words, pair.ids[1], y.anchors, shared)
    forward = explained(pair.directions[0], bag_x, bag_y, pair.counts)
    backward = explained(pair.directions[1], bag_y, bag_x, pair.counts[::-1])
    shares = forward.shares(), backward.shares().T
    return _Lexical(
        dict(zip(WINDOWS, forward.ratios(WINDOWS), strict=True)),
        dict(zip(WINDOWS, backward.ratios(WINDOWS), strict=True)),
        ({w: shifted_sum(shares[0], w) for w in WINDOWS}, {w: shifted_sum(shares[1], w) for w in WINDOWS}),
    )


def _likeness(x: Side, y: Side, learnt: Tables) -> Mapping[tuple[Window, Window], Floats]:
    """Cosine of the windows' vectors less half of what each has in common with any text of the other language.

    A window is the normalised sum of its sentences' vectors, each times length ** 0.3.
    """
    if not x.vectors.shape[1] or not y.vectors.shape[1]:
        zero = np.zeros((len(x), len(y)), np.float32)
        return {(shape.x, shape.y): zero for shape in SHAPES}
    windows_x, windows_y = _windows(x), _windows(y)
    common_x = {w: v @ learnt.means[1] for w, v in windows_x.items()}
    common_y = {w: v @ learnt.means[0] for w, v in windows_y.items()}
    result: dict[tuple[Window, Window], Floats] = {}
    for shape in SHAPES:
        common = common_x[shape.x][:, None] + common_y[shape.y]
        result[shape.x, shape.y] = np.asarray(
            learnt.scale * (windows_x[shape.x] @ windows_y[shape.y].T - common / 2), np.float32
        )
    return result


def _windows(side: Side) -> dict[Window, Floats]:
    scaled = np.asarray(side.vectors * side.lengths[:, None] ** _EXPONENT, np.float32)
    return {window: unit(shifted_sum(scaled, window)) for window in WINDOWS}


def _length(x: Floats, y: Floats, learnt: Tables) -> Floats:
    expected = learnt.ratio * x[:, None]
    off = (y - expected) ** 2 / (learnt.variance * ((expected + y) / 2 + 1))
    return np.asarray(-np.minimum(_LENGTH_CEILING, off))


def _ends(x: Side, y: Side, window_x: tuple[int, ...], window_y: tuple[int, ...], learnt: Tables) -> Floats:
    last_x = x.ends[np.minimum(np.arange(len(x)) + window_x[-1], len(x) - 1)]
    last_y = y.ends[np.minimum(np.arange(len(y)) + window_y[-1], len(y) - 1)]
    return np.clip(learnt.ends[last_x][:, last_y], -3, 3)


def _joints(side: Side, window: tuple[int, ...], logs: Floats) -> Floats:
    total = np.zeros(len(side), np.float32)
    for offset in window[:-1]:
        total[: len(side) - offset] += logs[side.ends[offset:]]
    return total


def nulls(side: Side, third: Floats | None) -> Floats:
    """Return `[feature, sentence]` for sentences that stand alone; `third` is what another version links them with."""
    result = np.zeros((len(NULL_NAMES), len(side)), np.float32)
    if len(side):
        result[0] = 1.0
        result[1] = np.log(side.lengths / side.lengths.mean() + 0.05)
        if third is not None:
            result[2] = np.minimum(third, 1.0)
    return result
