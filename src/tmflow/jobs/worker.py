"""The worker process: takes one job after the other until it is told to end.

It ends on SIGTERM or SIGINT, and when the pipe that it was given as standard input closes: a server that dies, however
that happens, leaves no worker behind. A job under way is put back and goes on with the next worker; so does the job
of a worker that has been silent for two minutes.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import stat
import sys
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.jobs.handlers import HANDLERS, Work
from tmflow.jobs.progress import Cancelled, Progress, Stopped
from tmflow.model.errors import StorageError, TmflowError
from tmflow.services import clock
from tmflow.services.accounts import SYSTEM
from tmflow.services.ports.jobs import JobState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.services.container import Services
    from tmflow.services.ports.jobs import JobView
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory

SILENT: Final = timedelta(minutes=2)
_LOOK_AGAIN_S: Final = 1.0
_log = logging.getLogger(__name__)


class Worker:
    """Does jobs.

    Args:
        services: the wired services.
        open_unit_of_work: opens transactions on the same database.
    """

    def __init__(self, services: Services, open_unit_of_work: UnitOfWorkFactory) -> None:
        self._services = services
        self._open = open_unit_of_work
        self.stop = threading.Event()

    def run(self) -> None:
        """Take jobs until `stop` is set; first what an earlier process left undone about the glossary."""
        with contextlib.suppress(StorageError):
            self._services.quality.catch_up(SYSTEM)
        while not self.stop.is_set():
            try:
                did_something = self.run_one()
            except StorageError:
                _log.warning("database not available")
                did_something = False
            if not did_something:
                self.stop.wait(_LOOK_AGAIN_S)

    def run_one(self) -> bool:
        """Do one job, if there is one; return whether there was."""
        now = clock.now()
        with self._open(write=True) as uow:
            silent_since = (datetime.fromisoformat(now) - SILENT).isoformat(timespec="seconds")
            job = uow.jobs.claim(now, silent_since=silent_since)
            uow.commit()
        if job is None:
            return False
        _log.info("job started", extra={"job": job.id, "kind": job.kind.value})
        state, message, result = self._do(job)
        with self._open(write=True) as uow:
            if state is JobState.WAITING:
                uow.jobs.requeue(job)
            else:
                uow.jobs.finish(job, state, clock.now(), message, result)
            uow.commit()
        _log.info("job ended", extra={"job": job.id, "state": state.value})
        return True

    def _do(self, job: JobView) -> tuple[JobState, str, Mapping[str, Plain] | None]:
        try:
            with self._open() as uow:
                actor = SYSTEM if job.account_id == SYSTEM.id else uow.accounts.get(job.account_id)
            with Progress(self._open, job, self.stop) as progress:
                work = Work(self._services, actor, job.payload or {}, progress, self._read_file)
                return JobState.DONE, "", HANDLERS[job.kind](work)
        except Cancelled:
            return JobState.CANCELLED, tr("cancelled"), None
        except Stopped:
            return JobState.WAITING, "", None
        except TmflowError as error:
            return JobState.FAILED, str(error), None
        except Exception:  # noqa: BLE001 - one broken job must not end the worker: the next one may be sound
            _log.exception("job failed", extra={"job": job.id})
            return JobState.FAILED, tr("An error of the program; the log of the worker says where."), None

    def _read_file(self, digest: str) -> tuple[str, bytes]:
        with self._open() as uow:
            return uow.releases.file(digest)


def end_with(worker: Worker) -> None:
    """End the worker on signals, and when a pipe as standard input closes."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        threading.Thread(target=_wait_for_end, args=(worker,), name="parent-watch", daemon=True).start()


def _wait_for_end(worker: Worker) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        continue
    worker.stop.set()
