"""Aligned versions: sentences, and the beads that join them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tmflow.model.release import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.segment import Segment


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a version; `block` is the index of its block (-1 for the title), `kind` that block's kind."""

    segment: Segment
    block: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH

    @property
    def text(self) -> str:
        """The plain text."""
        return self.segment.text


class BeadOrigin(StrEnum):
    """Who made a bead. A bead made by a person is a hard constraint for every later run."""

    AUTOMATIC = "automatic"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that say the same: for each language the ascending 0-based indices, empty where nothing corresponds.

    `confidence` is the posterior probability of the bead, 0 to 1; 1 for a bead made by a person.
    """

    members: Mapping[str, tuple[int, ...]]
    confidence: float = 1.0
    origin: BeadOrigin = BeadOrigin.AUTOMATIC


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two or three versions as sentences, and the beads in reading order; every sentence is in exactly one bead.

    `moved` are beads that cross others and were found after the search: an offer, for a person to accept; their
    sentences stand alone in `beads`.

    `revision` counts the stored states of a release's alignment, so that two people do not correct it at once; 0 for
    one that is not stored.
    """

    sentences: Mapping[str, tuple[Sentence, ...]]
    beads: tuple[Bead, ...]
    warnings: tuple[str, ...] = ()
    revision: int = 0
    moved: tuple[Bead, ...] = ()
