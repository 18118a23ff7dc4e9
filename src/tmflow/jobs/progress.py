"""What a job tells about itself while it runs, and how it learns that it shall stop."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final, Self

from tmflow.model.errors import StorageError
from tmflow.services import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.services.ports.jobs import JobView
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory

BEAT_S: Final = 10.0


class Cancelled(Exception):  # noqa: N818 - what happened, not an error
    """Somebody asked to cancel the job."""


class Stopped(Exception):  # noqa: N818
    """The worker itself shall end; the job goes on with the next one."""


class Progress:
    """The life signs of one running job.

    Used as a context manager, it tells the database every ten seconds that the worker lives, also within a long step.

    Args:
        open_unit_of_work: opens transactions.
        job: the job as it was claimed.
        stop: set when the worker shall end.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory, job: JobView, stop: threading.Event) -> None:
        self._open = open_unit_of_work
        self._job = job
        self._stop = stop
        self._over = threading.Event()
        self._cancelled = threading.Event()
        self._pulse = threading.Thread(target=self._beat, name="job-pulse", daemon=True)
        self.resume_state: Mapping[str, Plain] = dict(job.resume_state or {})

    def __enter__(self) -> Self:
        """Begin to tell that the worker lives."""
        self._pulse.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._over.set()
        self._pulse.join()

    def step(self, done: int, total: int, message: str, resume_state: Mapping[str, Plain]) -> None:
        """Store how far the job is; after this point it need not be done again.

        Raises:
            Cancelled: somebody asked to cancel.
            Stopped: the worker shall end, or the job has become another worker's.
        """
        self.resume_state = dict(resume_state)
        with self._open(write=True) as uow:
            mine = uow.jobs.report(self._job, clock.now(), done, total, message, self.resume_state)
            cancelled = uow.jobs.beat(self._job, clock.now())
            uow.commit()
        if mine and (cancelled or self._cancelled.is_set()):
            raise Cancelled
        if not mine or self._stop.is_set():
            raise Stopped

    def _beat(self) -> None:
        while not self._over.wait(BEAT_S):
            # A missed beat is made good by the next one; what is wrong with the database shows at the next step.
            with contextlib.suppress(StorageError), self._open(write=True) as uow:
                if uow.jobs.beat(self._job, clock.now()):
                    self._cancelled.set()
                uow.commit()
