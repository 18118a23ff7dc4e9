"""Out-of-domain text: what the lexicon does not know is learnt from the document's own sure beads, and used again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.alignment import lexicon, training

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.alignment.lexicon import PairTable
    from tmflow.alignment.pairs import Question
    from tmflow.model.bitext import Bead

_FAMILIAR: Final = 0.6
"""Documents of which the lexicon knows a greater share of the tokens are not learnt from: on short news it costs."""
_FEWEST: Final = 60
"""Sure beads that it takes to learn anything."""
_SURE: Final = 0.7

Pair = tuple[str, str]


def rows(
    questions: Mapping[Pair, Question], beads: Mapping[Pair, Sequence[Bead]], texts: Mapping[str, Sequence[str]]
) -> dict[Pair, list[tuple[str, str]]]:
    """Return the sure beads of each pair as rows of text; nothing when the text is familiar or there are too few.

    Args:
        questions: the versions and the tables that were used.
        beads: what was found for each pair, by places in `texts`.
        texts: the sentences by language.
    """
    if min(map(_familiar, questions.values())) >= _FAMILIAR:
        return {}
    found = {
        (x, y): [
            (" ".join(texts[x][i] for i in bead.members[x]), " ".join(texts[y][j] for j in bead.members[y]))
            for bead in each
            if bead.members[x] and bead.members[y] and bead.confidence >= _SURE
        ]
        for (x, y), each in beads.items()
    }
    return found if min(map(len, found.values())) >= _FEWEST else {}


def learnt(sure: Sequence[tuple[str, str]], known: PairTable | None) -> PairTable:
    """Learn from rows, and add what was known before."""
    own = training.learn(lambda: sure)
    return own if known is None else lexicon.merged(known, own)


def _familiar(question: Question) -> float:
    """The share of tokens that the lexicon knows, of the version of which it knows less; the same of every table."""
    if question.table is None:
        return 0.0
    return min(
        lexicon.known_share(side.words, ids)
        for side, ids in zip((question.x, question.y), question.table.ids, strict=True)
    )
