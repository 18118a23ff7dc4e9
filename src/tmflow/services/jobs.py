"""Long work: asking for it, watching it, stopping it and going on. The work itself is done by `tmflow.jobs`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.account import Role
from tmflow.model.errors import InputError, NotFound, PermissionDenied, Refused
from tmflow.services import clock
from tmflow.services.ports.jobs import JobKind, JobState, JobView
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.model.account import Account
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
    from tmflow.services.views import Upload

__all__ = ["JobKind", "JobService", "JobState", "JobView"]

_LISTED: Final = 100
_ALLOWED: Final = {
    JobKind.IMPORT_ARCHIVE: Action.IMPORT,
    JobKind.REALIGN: Action.ALIGN,
    JobKind.CHECK_ALL: Action.DECIDE,
    JobKind.RECHECK: Action.DECIDE,
    JobKind.TRAIN_LEXICON: Action.EDIT_MEMORY,
    JobKind.FIND_CANDIDATES: Action.PROPOSE_TERM,
}
_PAYLOADS: Final[Mapping[JobKind, frozenset[str]]] = {
    JobKind.IMPORT_ARCHIVE: frozenset({"files", "published"}),
    JobKind.REALIGN: frozenset({"releases"}),
    JobKind.CHECK_ALL: frozenset(),
    JobKind.RECHECK: frozenset(),
    JobKind.TRAIN_LEXICON: frozenset(),
    JobKind.FIND_CANDIDATES: frozenset(),
}
_OVER: Final = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


class JobService:
    """Jobs of one workspace; one worker process takes them in turn.

    Args:
        open_unit_of_work: opens transactions.
        now: the present moment, as `clock.now` writes it.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory, now: Callable[[], str] = clock.now) -> None:
        self._open = open_unit_of_work
        self._now = now

    def submit(self, actor: Account | None, kind: JobKind, payload: Mapping[str, Plain] | None = None) -> JobView:
        """Ask for long work.

        Args:
            actor: who asks; the work is done with this account's rights.
            kind: what to do.
            payload: `import_archive` takes what `submit_import` makes; `realign` takes `releases`, a list of numbers;
                the others take nothing.

        Raises:
            InputError: the payload is not what the kind takes.
            PermissionDenied: the account may not do this.
        """
        who = require(actor, _ALLOWED[JobKind(kind)])
        given = dict(payload or {})
        if given.keys() != _PAYLOADS[JobKind(kind)]:
            expected = ", ".join(sorted(_PAYLOADS[JobKind(kind)])) or tr("nothing")
            raise InputError(tr("this work takes {expected}.", expected=expected), source=kind)
        with self._open(write=True) as uow:
            view = self._add(uow, who, JobKind(kind), given)
            uow.commit()
        return view

    def submit_import(self, actor: Account | None, uploads: Sequence[Upload], *, published: bool = True) -> JobView:
        """Keep files and ask for their import; what cannot be read is named in the job's result.

        Raises:
            InputError: there is no file.
            PermissionDenied: the account may not import.
        """
        who = require(actor, Action.IMPORT)
        if not uploads:
            raise InputError(tr("There is no file to import."))
        digests = [hashlib.sha256(upload.data).hexdigest() for upload in uploads]
        with self._open(write=True) as uow:
            for upload, digest in zip(uploads, digests, strict=True):
                uow.releases.keep_file(digest, upload.name[:500], upload.data, self._now())
            files = [[digest, upload.name, upload.group] for upload, digest in zip(uploads, digests, strict=True)]
            view = self._add(uow, who, JobKind.IMPORT_ARCHIVE, {"files": files, "published": published})
            uow.commit()
        return view

    def _add(self, uow: UnitOfWork, who: Account, kind: JobKind, payload: Mapping[str, Plain]) -> JobView:
        job_id = uow.jobs.add(kind, payload, who.id, self._now())
        uow.trail.record(who, "job.submitted", f"job:{job_id}", {"kind": kind.value})
        return _known(uow, job_id)

    def list(self, actor: Account | None) -> tuple[JobView, ...]:
        """Return the newest jobs of everybody, the newest first."""
        require(actor, Action.READ)
        with self._open() as uow:
            return uow.jobs.newest(_LISTED)

    def get(self, actor: Account | None, job_id: int) -> JobView:
        """Return a job.

        Raises:
            NotFound: there is no such job.
        """
        require(actor, Action.READ)
        with self._open() as uow:
            return _known(uow, job_id)

    def cancel(self, actor: Account | None, job_id: int) -> JobView:
        """Stop a job: at once when it waits, after its present step when it runs.

        Raises:
            NotFound: there is no such job.
            PermissionDenied: another person's job, without being an administrator.
            Refused: the job is over.
        """
        with self._open(write=True) as uow:
            view = _own(uow, actor, job_id)
            if view.state in _OVER:
                raise Refused(tr("Job {number} is {state}.", number=job_id, state=view.state))
            if view.state is JobState.WAITING:
                uow.jobs.finish(view, JobState.CANCELLED, self._now(), tr("cancelled"))
            else:
                uow.jobs.request_cancel(view)
            uow.trail.record(require(actor, Action.READ), "job.cancelled", f"job:{job_id}")
            cancelled = _known(uow, job_id)
            uow.commit()
        return cancelled

    def resume(self, actor: Account | None, job_id: int) -> JobView:
        """Let a job that failed or was cancelled go on where it stopped.

        Raises:
            NotFound: there is no such job.
            PermissionDenied: another person's job, without being an administrator.
            Refused: the job waits, runs or is done.
        """
        with self._open(write=True) as uow:
            view = _own(uow, actor, job_id)
            if view.state not in _OVER or view.state is JobState.DONE:
                raise Refused(tr("Job {number} is {state}.", number=job_id, state=view.state))
            uow.jobs.requeue(view)
            uow.trail.record(require(actor, Action.READ), "job.resumed", f"job:{job_id}")
            resumed = _known(uow, job_id)
            uow.commit()
        return resumed


def _known(uow: UnitOfWork, job_id: int) -> JobView:
    view = uow.jobs.get(job_id)
    if view is None:
        raise NotFound(tr("There is no job {number}.", number=job_id))
    return view


def _own(uow: UnitOfWork, actor: Account | None, job_id: int) -> JobView:
    """Return a job that the actor may stop or resume: their own, or any for an administrator."""
    who = require(actor, Action.READ)
    view = _known(uow, job_id)
    if view.account_id != who.id and not who.has(Role.ADMINISTRATOR):
        raise PermissionDenied(tr("Job {number} belongs to somebody else.", number=job_id))
    return view
