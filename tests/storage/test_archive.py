"""Backups that can be taken while people work, and restored without losing what was there."""

from __future__ import annotations

import os
import sqlite3

import pytest

from tmflow import bootstrap
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind
from tmflow.model.errors import PermissionDenied, Refused, StorageError, UnreadableFile
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft
from tmflow.storage.archive import SqliteArchive


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def services(workspace):
    return bootstrap.build(workspace)


def add(services, text):
    services.glossaries.save(SYSTEM, None, Kind.TERM, "", [TermDraft(None, "en", text)])


def terms(services):
    return [entry.preferred("en").text for entry in services.glossaries.list(SYSTEM).items]


def test_a_backup_is_one_file_that_holds_everything(services, tmp_path):
    add(services, "port")
    made = services.maintenance.backup(SYSTEM, tmp_path / "office.backup")
    assert made.size == (tmp_path / "office.backup").stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office.backup", "workspace"]
    bootstrap.restore(tmp_path / "office.backup", tmp_path / "second")
    assert terms(bootstrap.build(tmp_path / "second")) == ["port"]


def test_a_backup_can_be_taken_while_somebody_writes(services, workspace, tmp_path):
    add(services, "port")
    with sqlite3.connect(workspace / "tmflow.db", isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE term SET text = 'half done'")
        SqliteArchive(workspace / "tmflow.db").copy_to(tmp_path / "office.backup")
        writer.execute("ROLLBACK")
    writer.close()
    bootstrap.restore(tmp_path / "office.backup", tmp_path / "second")
    assert terms(bootstrap.build(tmp_path / "second")) == ["port"]


def test_a_restore_keeps_what_was_there(services, workspace, tmp_path):
    add(services, "before")
    services.maintenance.backup(SYSTEM, tmp_path / "office.backup")
    add(services, "after")
    with pytest.raises(Refused, match="--force"):
        bootstrap.restore(tmp_path / "office.backup", workspace)
    assert terms(services) == ["before", "after"]
    (workspace / "cache" / "derived").write_text("old", encoding="utf-8")
    kept = bootstrap.restore(tmp_path / "office.backup", workspace, force=True)
    assert terms(bootstrap.build(workspace)) == ["before"]
    assert list((workspace / "cache").iterdir()) == []
    bootstrap.restore(kept, tmp_path / "third")
    assert terms(bootstrap.build(tmp_path / "third")) == ["before", "after"]


def not_sqlite(path):
    path.write_bytes(b"no database " * 1000)


def damaged(path):
    data = bytearray(path.read_bytes())
    data[8192:40960] = os.urandom(32768)
    path.write_bytes(data)


def another_program(path):
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (id INTEGER)")
    connection.close()


def newer(path):
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migration VALUES (999, 'later', '2030-01-01')")
    connection.close()


@pytest.mark.parametrize(
    "spoil",
    [not_sqlite, damaged, another_program, newer, lambda path: path.unlink()],
    ids=["no database", "damaged", "of another program", "newer", "gone"],
)
def test_a_bad_backup_is_refused_and_changes_nothing(services, workspace, tmp_path, spoil):
    add(services, "port")
    backup = tmp_path / "office.backup"
    services.maintenance.backup(SYSTEM, backup)
    spoil(backup)
    with pytest.raises(UnreadableFile, match=r"office\.backup"):
        bootstrap.restore(backup, workspace, force=True)
    assert terms(services) == ["port"]


def test_a_file_that_is_there_is_replaced_only_on_demand(services, tmp_path):
    path = tmp_path / "office.backup"
    path.write_bytes(b"precious")
    with pytest.raises(Refused, match="--force"):
        services.maintenance.backup(SYSTEM, path)
    assert path.read_bytes() == b"precious"
    services.maintenance.backup(SYSTEM, path, force=True)
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_that_cannot_be_written_leaves_nothing(services, tmp_path):
    with pytest.raises(StorageError, match="nowhere"):
        services.maintenance.backup(SYSTEM, tmp_path / "nowhere" / "office.backup")
    assert [path.name for path in tmp_path.iterdir()] == ["workspace"]


def test_only_an_administrator_takes_backups(services, tmp_path):
    editor = Account(3, "chenhao", "Chen Hao", frozenset({Grant(Role.EDITOR)}))
    with pytest.raises(PermissionDenied):
        services.maintenance.backup(editor, tmp_path / "office.backup")


def test_a_session_that_was_ended_stays_ended_after_a_restore(services, workspace, tmp_path):
    services.accounts.add(SYSTEM, "anna", "Anna", "long enough", ())
    token = services.accounts.sign_in("anna", "long enough")
    services.maintenance.backup(SYSTEM, tmp_path / "office.backup")
    services.accounts.sign_out(token)
    bootstrap.restore(tmp_path / "office.backup", workspace, force=True)
    assert bootstrap.build(workspace).accounts.resolve(token) is None


def test_a_workspace_is_not_restored_from_itself(services, workspace):
    add(services, "port")
    with pytest.raises(UnreadableFile):
        bootstrap.restore(workspace / "tmflow.db", workspace, force=True)
    assert terms(bootstrap.build(workspace)) == ["port"]
    assert [path.name for path in workspace.glob("*before-restore*")] == []
