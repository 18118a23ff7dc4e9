"""What the translation memory offers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MatchKind(StrEnum):
    """How a match was found."""

    CONTEXT = "context"
    EXACT = "exact"
    FUZZY = "fuzzy"


class DiffOp(StrEnum):
    """One operation of a difference."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of a difference: in both texts (equal), only in the new one (insert), or only in the old one (delete)."""

    op: DiffOp
    text: str


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """A remembered, approved sentence: an immutable snapshot of texts by language, with its provenance.

    `origin` names where it comes from (`R-2026-0163/5`, or a TMX file's name), `at` the date of approval (ISO 8601).
    """

    id: int
    texts: dict[str, str]
    origin: str = ""
    at: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A memory unit offered for a source text.

    `score` is 101 (in context), 100 (exact) or 1 to 99; `difference` turns the remembered source into the text at hand.
    `note` says what lowered the score (`numbers only`, `imported, not accepted`).
    """

    unit: MemoryUnit
    score: int
    kind: MatchKind
    source: str
    target: str
    difference: tuple[DiffPart, ...] = ()
    note: str = ""
