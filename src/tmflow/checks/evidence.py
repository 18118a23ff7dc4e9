"""What the checks of completeness ask about texts; `tmflow.services.evidence` answers with lexicon and encoder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Explained:
    """How well each token of a text is explained by another text, in reading order.

    A token stands at `[starts, ends)` (code points); `ratio` is the natural logarithm of how much likelier the other
    text makes it than chance does, between -1.9 (nothing there stands for it) and 5; `worth` says how often the token
    was met while learning, 0 (never: the ratio says nothing) to 1.
    """

    starts: Ints
    ends: Ints
    ratio: Floats
    worth: Floats

    @property
    def mean(self) -> float:
        """The mean ratio of the tokens, by their worth; 0 where nothing is known."""
        return float(self.ratio @ self.worth) / (float(self.worth.sum()) + 1e-6)


class Associations(Protocol):
    """Which words of one language stand for which of another, as learnt from parallel texts."""

    def explain(self, text: str, lang: str, by: str, by_lang: str) -> Explained | None:
        """Return how well `by` explains `text`, or nothing for a pair of languages that was never learnt."""
        ...


class Meaning(Protocol):
    """Vectors of length 1 of one space for all languages, kept by the hash of the text."""

    def vectors(self, texts: Sequence[str], lang: str) -> Floats:
        """Return one vector for each text as `float32[len(texts), d]`.

        Raises:
            Unavailable: the encoder does not work here.
        """
        ...
