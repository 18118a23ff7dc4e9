"""The table of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, or_, select, update

from tmflow.services.ports.jobs import JobKind, JobState, JobView
from tmflow.storage.schema import job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from tmflow.services.ports.trail import Plain


class Jobs:
    """Implements `services.ports.jobs.Jobs` on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kind: JobKind, payload: Mapping[str, Plain], account_id: int, at: str) -> int:
        """Store a waiting job and return its id."""
        values = {
            "kind": kind.value,
            "payload": payload,
            "state": JobState.WAITING.value,
            "account_id": account_id,
            "created_at": at,
        }
        return int(self._connection.execute(insert(job).values(values).returning(job.c.id)).scalar_one())

    def get(self, job_id: int) -> JobView | None:
        """Return a job."""
        row = self._connection.execute(select(job).where(job.c.id == job_id)).one_or_none()
        return _view(row) if row is not None else None

    def newest(self, limit: int) -> tuple[JobView, ...]:
        """Return the newest jobs, the newest first."""
        rows = self._connection.execute(select(job).order_by(job.c.id.desc()).limit(limit))
        return tuple(_view(row) for row in rows)

    def claim(self, at: str, *, silent_since: str) -> JobView | None:
        """Take the oldest waiting job, or one whose worker has been silent since a time."""
        free = or_(
            job.c.state == JobState.WAITING.value,
            and_(job.c.state == JobState.RUNNING.value, job.c.heartbeat_at < silent_since),
        )
        # Two workers on PostgreSQL do not wait for each other's row; SQLite has one writer anyway and ignores this.
        chosen = select(job.c.id).where(free).order_by(job.c.id).limit(1).with_for_update(skip_locked=True)
        job_id = self._connection.execute(chosen).scalar()
        if job_id is None:
            return None
        values = {"state": JobState.RUNNING.value, "started_at": at, "heartbeat_at": at, "finished_at": None}
        self._connection.execute(update(job).where(job.c.id == job_id).values(values))
        return self.get(job_id)

    def beat(self, seen: JobView, at: str) -> bool:
        """Say that the worker lives; return whether somebody asked to cancel."""
        self._set(seen, heartbeat_at=at)
        return bool(self._connection.execute(select(job.c.cancel_requested).where(job.c.id == seen.id)).scalar())

    def report(self, seen: JobView, at: str, done: int, total: int, message: str, resume: Mapping[str, Plain]) -> bool:
        """Store how far a job is, and what it needs to go on from there."""
        return self._set(seen, heartbeat_at=at, done=done, total=total, message=message, resume_state=resume)

    def finish(
        self, seen: JobView, state: JobState, at: str, message: str, result: Mapping[str, Plain] | None = None
    ) -> bool:
        """Store what came of a job."""
        values = {"finished_at": at, "message": message, "result": result, "cancel_requested": False}
        return self._set(seen, state=state.value, **values)

    def request_cancel(self, seen: JobView) -> bool:
        """Ask the worker to stop a job."""
        return self._set(seen, cancel_requested=True)

    def requeue(self, seen: JobView) -> bool:
        """Let a job wait again."""
        return self._set(seen, state=JobState.WAITING.value, finished_at=None, cancel_requested=False, message="")

    def _set(self, seen: JobView, **values: object) -> bool:
        """Change a job that still is as it was seen: nobody else has claimed, ended or resumed it since."""
        same = (job.c.id == seen.id, job.c.state == seen.state.value, job.c.started_at == seen.started_at)
        return bool(self._connection.execute(update(job).where(*same).values(values)).rowcount)


def _view(row: Row[Any]) -> JobView:
    return JobView(
        id=row.id,
        kind=JobKind(row.kind),
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        message=row.message,
        account_id=row.account_id,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        cancel_requested=row.cancel_requested,
        payload=row.payload,
        result=row.result,
        resume_state=row.resume_state,
    )
