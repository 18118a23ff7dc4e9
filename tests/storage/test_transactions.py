"""One transaction after the other, from many programs at once, and on a disk that is full or damaged."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError

from tmflow.model.concept import ConceptEntry, Kind
from tmflow.model.errors import InputError, StorageError
from tmflow.services.accounts import SYSTEM
from tmflow.services.ports.glossary import ConceptState
from tmflow.storage.engine import open_engine
from tmflow.storage.migrations import MIGRATIONS, migrate
from tmflow.storage.schema import audit, concept, metadata, migration
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

WRITERS, INCREMENTS = 8, 150
WRITER = """
import sys
from tmflow.model.concept import ConceptEntry, Kind
from tmflow.services.ports.glossary import ConceptState
from tmflow.storage.engine import open_engine
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

address, name, count = sys.argv[1:]
factory = SqlUnitOfWorkFactory(open_engine(address))
for number in range(int(count)):
    with factory(write=True) as uow:
        uow.glossary.put_concepts([ConceptState(ConceptEntry(f"{name}-{number}", Kind.TERM), True, name, "")])
        uow.commit()
"""


def state(entry):
    return ConceptState(entry, active=True, author="anna", at="2026-01-01T00:00:00+00:00")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tmflow.db"


@pytest.fixture
def engine(path):
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def factory(engine):
    return SqlUnitOfWorkFactory(engine)


def put(factory, name, *, note=""):
    with factory(write=True) as uow:
        uow.glossary.put_concepts([state(ConceptEntry(name, Kind.TERM, note=note))])
        uow.commit()


def put_and_fail(factory):
    with factory(write=True) as uow:
        uow.glossary.put_concepts([state(ConceptEntry("two", Kind.TERM))])
        uow.releases.allocate(1 // 0)


def names(factory):
    with factory() as uow:
        return uow.glossary.concept_ids()


def test_eight_programs_lose_none_of_1200_increments(path, factory):
    # The glossary's revision is read and written again, one higher, in each transaction.
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, f"sqlite:///{path}", f"w{number}", str(INCREMENTS)])
        for number in range(WRITERS)
    ]
    assert [writer.wait(timeout=100) for writer in writers] == [0] * WRITERS
    with factory() as uow:
        assert uow.glossary.revision() == WRITERS * INCREMENTS
        assert len(uow.glossary.concept_ids()) == WRITERS * INCREMENTS


def test_what_is_not_committed_has_never_happened(factory):
    with factory(write=True) as uow:
        uow.glossary.put_concepts([state(ConceptEntry("one", Kind.TERM))])
    with pytest.raises(ZeroDivisionError):
        put_and_fail(factory)
    assert names(factory) == frozenset()


def test_a_reader_sees_one_state_and_does_not_wait(factory):
    put(factory, "before")
    with factory() as reader:
        assert reader.glossary.concept_ids() == {"before"}
        with factory(write=True) as writer:
            writer.glossary.put_concepts([state(ConceptEntry("after", Kind.TERM))])
            assert reader.glossary.concept_ids() == {"before"}
            writer.commit()
        assert reader.glossary.concept_ids() == {"before"}
    assert names(factory) == {"before", "after"}


def test_a_program_that_is_killed_leaves_nothing_half_done(path, factory):
    script = WRITER.replace("        uow.commit()", "        print('written', flush=True)\n        sys.stdin.read()")
    command = [sys.executable, "-c", script, f"sqlite:///{path}", "killed", "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"written\n"
        writer.kill()
    put(factory, "next")
    assert names(factory) == {"next"}


def test_a_full_disk_is_one_sentence_and_changes_nothing(engine, factory):
    put(factory, "before")

    @event.listens_for(engine, "checkout")
    def limit(connection, _record, _proxy):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    with pytest.raises(StorageError, match="disk is full"):
        put(factory, "large", note="x" * 1_000_000)
    assert names(factory) == {"before"}
    put(factory, "small")
    event.remove(engine, "checkout", limit)
    engine.dispose()
    put(factory, "large", note="x" * 1_000_000)
    assert names(factory) == {"before", "small", "large"}


def test_a_busy_database_is_one_sentence(engine, path):
    impatient = open_engine(f"sqlite:///{path}")
    event.listen(impatient, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 50"))
    with SqlUnitOfWorkFactory(engine)(write=True) as slow:
        with pytest.raises(StorageError, match="busy"):
            put(SqlUnitOfWorkFactory(impatient), "x")
        slow.commit()
    put(SqlUnitOfWorkFactory(impatient), "x")
    impatient.dispose()


def test_a_damaged_file_is_one_sentence(path):
    path.write_bytes(b"SQLite format 3\x00" + b"\x99" * 5000)
    engine = open_engine(f"sqlite:///{path}")
    with pytest.raises(StorageError, match="damaged"), SqlUnitOfWorkFactory(engine)(write=True):
        pass
    engine.dispose()


@pytest.mark.parametrize("name", ["broken \ud800", 10**30], ids=["surrogate", "number"])
def test_what_no_database_can_hold_is_one_sentence(factory, name):
    with pytest.raises(InputError, match="broken characters"):
        put(factory, name)
    assert names(factory) == frozenset()


def test_threads_of_one_program_take_turns(factory):
    threads = [threading.Thread(target=put, args=(factory, f"t{number}")) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with factory() as uow:
        assert uow.glossary.revision() == 20


@pytest.mark.parametrize("change", ["UPDATE audit SET account = 'somebody'", "DELETE FROM audit"])
def test_the_trail_is_append_only_for_every_program(engine, factory, change):
    with factory(write=True) as uow:
        uow.trail.record(SYSTEM, "test.done", "subject")
        uow.commit()
    with pytest.raises(IntegrityError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    with engine.connect() as connection:
        assert connection.execute(select(audit.c.account)).scalars().all() == ["system"]


# ---------------------------------------------------------------- migrations


def test_a_second_run_changes_nothing(engine):
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(migration)).scalar() == len(MIGRATIONS)


def test_a_step_that_fails_leaves_the_schema_as_it_was(path):
    engine = open_engine(f"sqlite:///{path}")

    def half_done(connection):
        connection.exec_driver_sql("CREATE TABLE extra (id INTEGER)")
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(Exception, match="nowhere"):
        migrate(engine, (*MIGRATIONS, (99, "broken", half_done)))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(select(concept)).all() == []
    engine.dispose()


def test_a_later_step_is_added_to_what_is_there(engine, factory):
    put(factory, "kept")
    migrate(engine, (*MIGRATIONS, (99, "later", lambda c: c.exec_driver_sql("CREATE TABLE later (id INTEGER)"))))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM later").scalar() == 0
    assert names(factory) == {"kept"}


def test_a_workspace_of_a_newer_program_is_not_touched(engine):
    migrate(engine, (*MIGRATIONS, (99, "later", lambda _: None)))
    with pytest.raises(StorageError, match="newer"):
        migrate(engine)


def test_every_table_has_a_primary_key():
    assert [table.name for table in metadata.sorted_tables if not table.primary_key.columns] == []
