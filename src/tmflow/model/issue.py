"""What a check found, and what people decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue weighs: an error blocks approval, a warning asks for a look, an info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that speaks for or against: `[start, end)` in the unit's text in `lang`, and the value read there."""

    lang: str
    start: int
    end: int
    text: str
    value: str = ""
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding of one check in one unit.

    `lang` is the version to blame, `[start, end)` the span in that unit's text (code points), `text` what stands there
    (empty when something is missing: then `start == end`), `suggestion` the text that would stand there instead, or
    empty; `key` is what a decision is kept by: stable over re-runs, and changed only when what it is about changes.
    """

    check: str
    unit_id: str
    lang: str
    start: int
    end: int
    text: str
    message: str
    severity: Severity
    key: str
    suggestion: str = ""
    evidence: tuple[Evidence, ...] = ()
    concept_id: str = ""


class DecisionKind(StrEnum):
    """What people decide about an issue."""

    FIXED = "fixed"
    ACCEPT = "accept"
    DIFFERENT = "different"
    SUPPRESS = "suppress"


class Scope(StrEnum):
    """Where a decision holds."""

    HERE = "here"
    RELEASE = "release"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about all issues with this `key`, in its scope (`place` is a unit's or a release's id, or empty)."""

    key: str
    kind: DecisionKind
    scope: Scope
    place: str
    author: str
    at: str
    reason: str = ""
