"""Long work by the worker: done once, stopped and taken up again, by whatever process."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from sqlalchemy import update

from tmflow import bootstrap
from tmflow.jobs.handlers import HANDLERS
from tmflow.jobs.progress import Progress, Stopped
from tmflow.model.account import Account, Grant, Role
from tmflow.model.errors import InputError, NotFound, PermissionDenied, Refused
from tmflow.services.accounts import SYSTEM
from tmflow.services.jobs import JobKind, JobState
from tmflow.services.views import Upload
from tmflow.storage.engine import open_engine
from tmflow.storage.schema import job
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))
TEXTS = {
    "zh": "{title}\n2026年5月{day}日\n代表团参观了港口。双方签署了{day}项协议。\n",
    "en": "{title}\nMay {day}, 2026\nThe delegation visited the port. The two sides signed {day} agreements.\n",
    "ru": "{title}\n{day} мая 2026 г.\nДелегация посетила порт. Стороны подписали {day} соглашений.\n",
}
TITLES = {"zh": "第{n}次访问港口", "en": "Visit to the Port No. {n}", "ru": "Посещение порта № {n}"}


def uploads(count):
    return [
        Upload(f"{lang}.txt", text.format(title=TITLES[lang].format(n=number), day=number + 10).encode(), f"r{number}")
        for number in range(count)
        for lang, text in TEXTS.items()
    ]


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def services(workspace):
    return bootstrap.build(workspace)


@pytest.fixture
def worker(workspace):
    return bootstrap.worker(workspace)


@pytest.fixture
def factory(workspace):
    engine = open_engine(f"sqlite:///{workspace / 'tmflow.db'}")
    yield SqlUnitOfWorkFactory(engine)
    engine.dispose()


def test_every_kind_of_job_has_a_handler():
    assert set(HANDLERS) == set(JobKind)


def test_an_archive_is_imported_checked_and_aligned_again(services, worker):
    bad = Upload("broken.docx", b"no word file", "r9")
    submitted = services.jobs.submit_import(SYSTEM, [*uploads(2), bad])
    assert (submitted.state, submitted.kind) == (JobState.WAITING, JobKind.IMPORT_ARCHIVE)
    assert worker.run_one()
    done = services.jobs.get(READER, submitted.id)
    assert (done.state, done.done, done.total) == (JobState.DONE, 2, 2)
    assert done.result["added"] == ["R-2026-0001", "R-2026-0002"]
    assert [problem.partition(":")[0] for problem in done.result["problems"]] == ["broken.docx"]

    again = services.jobs.submit_import(SYSTEM, uploads(2))
    checked = services.jobs.submit(SYSTEM, JobKind.CHECK_ALL)
    aligned = services.jobs.submit(SYSTEM, JobKind.REALIGN, {"releases": ["R-2026-0001", "R-1999-0001"]})
    while worker.run_one():
        pass
    assert services.jobs.get(READER, again.id).result["known"] == ["R-2026-0001", "R-2026-0002"]
    assert services.jobs.get(READER, checked.id).result["checked"] == 2
    assert services.jobs.get(READER, aligned.id).result["aligned"] == 1
    assert not worker.run_one()


def test_a_job_that_waits_is_cancelled_at_once_and_can_be_resumed(services, worker):
    submitted = services.jobs.submit_import(SYSTEM, uploads(1))
    assert services.jobs.cancel(SYSTEM, submitted.id).state is JobState.CANCELLED
    assert not worker.run_one()
    assert services.jobs.resume(SYSTEM, submitted.id).state is JobState.WAITING
    assert worker.run_one()
    assert services.jobs.get(READER, submitted.id).state is JobState.DONE
    with pytest.raises(Refused):
        services.jobs.resume(SYSTEM, submitted.id)


def test_a_running_job_stops_after_its_step_and_goes_on_from_there(services, worker, factory):
    submitted = services.jobs.submit_import(SYSTEM, uploads(3))
    with factory(write=True) as uow:
        uow.jobs.request_cancel(submitted)
        uow.commit()
    worker.run_one()
    stopped = services.jobs.get(READER, submitted.id)
    assert (stopped.state, stopped.cancel_requested) == (JobState.CANCELLED, False)
    services.jobs.resume(SYSTEM, submitted.id)
    worker.run_one()
    done = services.jobs.get(READER, submitted.id)
    assert (done.state, len(done.result["added"])) == (JobState.DONE, 3)


def test_a_worker_that_ends_leaves_its_job_to_the_next(services, worker, workspace):
    submitted = services.jobs.submit_import(SYSTEM, uploads(2))
    worker.stop.set()
    worker.run_one()
    assert services.jobs.get(READER, submitted.id).state is JobState.WAITING
    bootstrap.worker(workspace).run_one()
    assert services.jobs.get(READER, submitted.id).state is JobState.DONE


def test_the_job_of_a_silent_worker_is_taken_up_again(services, worker, factory):
    submitted = services.jobs.submit_import(SYSTEM, uploads(1))
    with factory(write=True) as uow:
        uow.jobs.claim("2026-11-24T08:00:00+00:00", silent_since="2026-11-24T07:58:00+00:00")
        uow.commit()
    assert services.jobs.get(READER, submitted.id).state is JobState.RUNNING
    assert worker.run_one()
    assert services.jobs.get(READER, submitted.id).state is JobState.DONE


def test_a_job_is_not_taken_twice(services, factory):
    services.jobs.submit_import(SYSTEM, uploads(1))
    with factory(write=True) as uow:
        assert uow.jobs.claim("2026-11-24T08:00:00+00:00", silent_since="2026-11-24T07:58:00+00:00") is not None
        assert uow.jobs.claim("2026-11-24T08:00:01+00:00", silent_since="2026-11-24T07:58:01+00:00") is None


def test_a_broken_job_fails_and_the_next_is_done(services, worker, workspace):
    first = services.jobs.submit_import(SYSTEM, uploads(1))
    engine = open_engine(f"sqlite:///{workspace / 'tmflow.db'}")
    with engine.begin() as connection:
        connection.execute(update(job).where(job.c.id == first.id).values(payload={"files": "nonsense"}))
    engine.dispose()
    second = services.jobs.submit_import(SYSTEM, uploads(1))
    while worker.run_one():
        pass
    assert services.jobs.get(READER, first.id).state is JobState.FAILED
    assert services.jobs.get(READER, second.id).state is JobState.DONE


def test_work_is_done_with_the_rights_of_who_asked(services, worker):
    person = services.accounts.add(SYSTEM, "pavel", "Pavel", "long enough", {Grant(Role.TRANSLATOR)})
    submitted = services.jobs.submit_import(person, uploads(1))
    services.accounts.set_grants(SYSTEM, "pavel", {Grant(Role.READER)})
    worker.run_one()
    failed = services.jobs.get(READER, submitted.id)
    assert failed.state is JobState.FAILED
    assert "Pavel" in failed.message


def test_rights_and_payloads_are_asked_for(services):
    with pytest.raises(PermissionDenied):
        services.jobs.submit_import(READER, uploads(1))
    with pytest.raises(PermissionDenied):
        services.jobs.submit(READER, JobKind.REALIGN, {"releases": []})
    with pytest.raises(InputError):
        services.jobs.submit(SYSTEM, JobKind.REALIGN, {"paths": ["/etc"]})
    with pytest.raises(InputError):
        services.jobs.submit_import(SYSTEM, [])
    with pytest.raises(NotFound):
        services.jobs.get(READER, 77)
    submitted = services.jobs.submit(SYSTEM, JobKind.CHECK_ALL)
    with pytest.raises(PermissionDenied):
        services.jobs.cancel(READER, submitted.id)


def test_the_worker_process_ends_with_the_server(services, workspace):
    submitted = services.jobs.submit_import(SYSTEM, uploads(1))
    command = [sys.executable, "-m", "tmflow", "worker", "--workspace", str(workspace)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while services.jobs.get(READER, submitted.id).state is not JobState.DONE and time.monotonic() < deadline:
            assert process.poll() is None
            time.sleep(0.1)  # polling another process, with a deadline
        process.stdin.close()
        assert process.wait(timeout=20) == 0
    assert services.jobs.get(READER, submitted.id).state is JobState.DONE
    assert "job ended" in (workspace / "logs" / "worker.jsonl").read_text(encoding="utf-8")


def test_a_worker_that_was_thought_dead_does_not_finish_anothers_job(services, factory):
    submitted = services.jobs.submit_import(SYSTEM, uploads(1))
    with factory(write=True) as uow:
        first = uow.jobs.claim("2026-11-24T08:00:00+00:00", silent_since="2026-11-24T07:58:00+00:00")
        second = uow.jobs.claim("2026-11-24T08:03:00+00:00", silent_since="2026-11-24T08:01:00+00:00")
        uow.commit()
    assert (first.id, second.id) == (submitted.id, submitted.id)
    with pytest.raises(Stopped), Progress(factory, first, threading.Event()) as progress:
        progress.step(1, 1, "", {"next": 1})
    assert services.jobs.get(READER, submitted.id).done == 0
    with factory(write=True) as uow:
        assert not uow.jobs.finish(first, JobState.DONE, "2026-11-24T08:04:00+00:00", "")
        assert not uow.jobs.requeue(first)
        assert uow.jobs.finish(second, JobState.DONE, "2026-11-24T08:05:00+00:00", "")
        uow.commit()
    assert services.jobs.get(READER, submitted.id).state is JobState.DONE


def test_cancelling_what_is_over_changes_nothing(services, worker, factory):
    submitted = services.jobs.submit(SYSTEM, JobKind.CHECK_ALL)
    worker.run_one()
    with pytest.raises(Refused):
        services.jobs.cancel(SYSTEM, submitted.id)
    with factory() as uow:
        assert [event.action for event in uow.trail.events(f"job:{submitted.id}")] == ["job.submitted"]


def test_a_full_disk_fails_a_job_that_can_be_resumed(services, worker, workspace):
    submitted = services.jobs.submit_import(SYSTEM, uploads(3))
    engine = open_engine(f"sqlite:///{workspace / 'tmflow.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON release WHEN NEW.id > 'R-2026-0001' "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    worker.run_one()
    failed = services.jobs.get(READER, submitted.id)
    assert failed.state is JobState.FAILED
    assert "full" in failed.message
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    engine.dispose()
    services.jobs.resume(SYSTEM, submitted.id)
    worker.run_one()
    assert len(services.jobs.get(READER, submitted.id).result["added"]) == 3
