"""What a check found, and what people decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue weighs: an error blocks approval, a warning asks for a look, an info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class IssueType(StrEnum):
    """The localization quality issue types of ITS 2.0 (W3C Recommendation, section 8.20) that checks use."""

    TERMINOLOGY = "terminology"
    MISTRANSLATION = "mistranslation"
    OMISSION = "omission"
    ADDITION = "addition"
    UNTRANSLATED = "untranslated"
    DUPLICATION = "duplication"
    INCONSISTENCY = "inconsistency"
    INCONSISTENT_ENTITIES = "inconsistent-entities"
    NUMBERS = "numbers"
    STYLE = "style"
    LOCALE_VIOLATION = "locale-violation"
    TYPOGRAPHICAL = "typographical"
    MISSPELLING = "misspelling"
    CHARACTERS = "characters"
    WHITESPACE = "whitespace"
    PATTERN_PROBLEM = "pattern-problem"
    OTHER = "other"


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
    `type` is that of its check: `checks.run` puts it there.
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
    type: IssueType = IssueType.OTHER


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
