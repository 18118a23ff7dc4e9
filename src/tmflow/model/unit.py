"""Translation units, their variants, and the revisions of a variant."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from tmflow.model.release import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.segment import Segment


class State(StrEnum):
    """The XLIFF 2 states of a variant."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state of a variant's text.

    `at` is UTC, ISO 8601 with seconds; `origin` is `typed`, `tm 87` (score), `mt:name`, `imported`, `fixed:check`,
    `restored`; `source_hash` is the hash of the source text that it was made for, empty for the source itself.
    """

    id: int
    text: Segment
    author: str
    at: str
    origin: str
    source_hash: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A unit in one language. `version` grows by one with each write: a writer names the version it read."""

    lang: str
    text: Segment
    state: State = State.INITIAL
    version: int = 0
    author: str = ""
    at: str = ""
    origin: str = ""
    source_changed: bool = False


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """What one bead became; `position` counts from 1 inside the release."""

    id: str
    release_id: str
    position: int
    kind: BlockKind = BlockKind.PARAGRAPH
    block: int = 0
    confidence: float = 1.0
    variants: Mapping[str, Variant] = field(default_factory=dict)
    derived_from: tuple[str, ...] = ()

    def text(self, lang: str) -> str:
        """The plain text in `lang`, empty where there is no variant."""
        try:
            return self.variants[lang].text.text
        except KeyError:
            return ""
