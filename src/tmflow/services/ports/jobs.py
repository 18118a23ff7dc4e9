"""Long work, as rows of a table: who asked for what, how far it is, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.services.ports.trail import Plain


class JobState(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobKind(StrEnum):
    """Everything that the worker does."""

    IMPORT_ARCHIVE = "import_archive"
    REALIGN = "realign"
    CHECK_ALL = "check_all"
    RECHECK = "recheck"
    TRAIN_LEXICON = "train_lexicon"
    FIND_CANDIDATES = "find_candidates"


@dataclass(frozen=True, slots=True)
class JobView:
    """A job: `done` of `total` steps, a `message` about the present step or what went wrong, and the `result`.

    Times are UTC, ISO 8601; `cancel_requested` while the worker has not stopped yet.
    """

    id: int
    kind: JobKind
    state: JobState
    done: int
    total: int
    message: str
    account_id: int
    created_at: str
    started_at: str | None = None
    finished_at: str | None = None
    cancel_requested: bool = False
    payload: Mapping[str, Plain] | None = None
    result: Mapping[str, Plain] | None = None
    resume_state: Mapping[str, Plain] | None = None


class Jobs(Protocol):
    """The table of jobs.

    What changes a job names it as it was seen, and does nothing (and returns false) when it was claimed, ended or
    resumed by somebody else since: a worker that was thought dead must not disturb the one that has its job now.
    """

    def add(self, kind: JobKind, payload: Mapping[str, Plain], account_id: int, at: str) -> int:
        """Store a waiting job and return its id."""
        ...

    def get(self, job_id: int) -> JobView | None:
        """Return a job."""
        ...

    def newest(self, limit: int) -> tuple[JobView, ...]:
        """Return the newest jobs, the newest first."""
        ...

    def claim(self, at: str, *, silent_since: str) -> JobView | None:
        """Take the oldest waiting job, or one whose worker has been silent since a time; it runs from now on."""
        ...

    def beat(self, seen: JobView, at: str) -> bool:
        """Say that the worker lives; return whether somebody asked to cancel."""
        ...

    def report(self, seen: JobView, at: str, done: int, total: int, message: str, resume: Mapping[str, Plain]) -> bool:
        """Store how far a job is, and what it needs to go on from there."""
        ...

    def finish(
        self, seen: JobView, state: JobState, at: str, message: str, result: Mapping[str, Plain] | None = None
    ) -> bool:
        """Store what came of a job."""
        ...

    def request_cancel(self, seen: JobView) -> bool:
        """Ask the worker to stop a job."""
        ...

    def requeue(self, seen: JobView) -> bool:
        """Let a job wait again; it keeps what it needs to go on."""
        ...
