"""What the services of releases show: frozen views, made for one reader and one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.issue import Issue, Severity
    from tmflow.model.match import DiffPart, Match
    from tmflow.model.release import LanguageVersion
    from tmflow.model.unit import Revision, State, TranslationUnit
    from tmflow.services.ports.units import Comment


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision that holds; `id` revokes it, `place` is a unit's or a release's id, empty for everywhere."""

    id: int
    key: str
    kind: str
    scope: str
    place: str
    author: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue at its place; `decision` is nothing as long as it is open; `segment_text` is the text to blame."""

    issue: Issue
    release_id: str
    position: int
    segment_text: str
    decision: DecisionView | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has decided about it."""
        return self.decision is None


@dataclass(frozen=True, slots=True)
class MentionView:
    """A glossary term in a text at `[start, end)`; `status` is the term's."""

    start: int
    end: int
    concept_id: str
    status: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit and everything that its row shows; `comments` counts."""

    unit: TranslationUnit
    issues: tuple[IssueView, ...] = ()
    mentions: Mapping[str, tuple[MentionView, ...]] = field(default_factory=dict)
    comments: int = 0


@dataclass(frozen=True, slots=True)
class TermHelp:
    """A concept of the source text and its accepted renderings, the preferred one first.

    `used` tells whether one of them stands in the target text; `status` is the first rendering's, empty without one.
    """

    concept_id: str
    source_text: str
    renderings: tuple[str, ...]
    used: bool
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class UnitHelp:
    """What the panel beside a unit shows for one language; history and comments run from old to new."""

    matches: tuple[Match, ...] = ()
    terms: tuple[TermHelp, ...] = ()
    issues: tuple[IssueView, ...] = ()
    comments: tuple[Comment, ...] = ()
    history: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """A line in the list of releases.

    `progress` counts variants by language and state; `issues` the open ones by severity; `doubtful_beads` the units
    whose alignment nobody has accepted and whose confidence is low; `waiting_checks` the units that are still to be
    checked again after a change of the glossary: until then the issues are those from before it.
    """

    id: str
    date: str
    state: str
    source_lang: str
    titles: Mapping[str, str]
    progress: Mapping[str, Mapping[State, int]]
    issues: Mapping[Severity, int]
    doubtful_beads: int
    updated_at: str
    waiting_checks: int = 0


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release in the store: `created` is false for a repost; `added` are languages that it brought to a known one."""

    id: str
    created: bool
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revised:
    """What a revised text changed, in sentences: a changed one keeps its unit, an added one makes a new unit."""

    unchanged: int
    changed: int
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came; files with the same non-empty `group` (a folder) are versions of one release."""

    name: str
    data: bytes
    group: str = ""


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """A version that was read and is not stored yet; `blocks` shows the beginnings of the first blocks."""

    source_name: str
    lang: str
    title: str
    date: str
    paragraphs: int
    blocks: tuple[str, ...]
    digest: str
    version: LanguageVersion


@dataclass(frozen=True, slots=True)
class PlannedRelease:
    """Versions that belong together, why (`folder`, `name`, `content`, `single`), and how sure that is (0 to 1).

    `repost_of` is the stored release with the same text; `questions` are for a person to answer before storing.
    """

    key: str
    versions: tuple[PlannedVersion, ...]
    how: str
    confidence: float
    repost_of: str | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, and why."""

    source_name: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would store; nothing is stored yet. `files` are the bytes to keep, by digest."""

    groups: tuple[PlannedRelease, ...]
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaitingRelease:
    """A release with translations that wait for an editor: how many, by language; `title` is the source's."""

    release_id: str
    title: str
    date: str
    langs: Mapping[str, int]
    updated_at: str


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A text that waits: the difference to the last approved text (to nothing, if there was none), and what blocks."""

    row: UnitRow
    lang: str
    difference: tuple[DiffPart, ...] = ()
    blockers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand out."""

    name: str
    media_type: str
    data: bytes
