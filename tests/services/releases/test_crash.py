"""Nothing is ever half done: a process that dies in the middle leaves what was there before."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import event

from tmflow.model.errors import StorageError

DYING = """
import os, sys
from pathlib import Path
from tmflow import bootstrap
from tmflow.services.accounts import SYSTEM
from tmflow.services.views import Upload
from tmflow.storage.unit_of_work import SqlUnitOfWork

workspace, act, path = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
services = bootstrap.build(workspace)
# The plug is pulled when everything is written and nothing is committed yet.
SqlUnitOfWork.commit = lambda self: os._exit(9)
plan = services.releases.inspect(SYSTEM, [Upload(path.name, path.read_bytes())])
if act == "store":
    services.releases.store(SYSTEM, plan.groups[0], plan.files, published=True)
elif act == "revise":
    services.releases.revise(SYSTEM, "R-2026-0001", plan.groups[0].versions[0].version, files=plan.files)
elif act == "publish":
    services.releases.publish(SYSTEM, "R-2026-0001")
os._exit(0)
"""


def everything(office):
    with office.open() as uow:
        return (
            uow.releases.page(query="", state=None, after=None, limit=10),
            uow.units.of_release("R-2026-0001"),
            uow.bitexts.get("R-2026-0001"),
            uow.releases.versions("R-2026-0001"),
            uow.quality.issues(),
            uow.trail.events("R-2026-0001"),
            uow.trail.latest(),
        )


@pytest.mark.parametrize("act", ["store", "revise", "publish"])
def test_a_process_that_dies_before_the_commit_changes_nothing(
    services, office, people, draft, work, workspace, tmp_path, act
):
    services.review.approve_clean(people.editor, draft, "en")
    services.review.approve_clean(people.editor, draft, "ru")
    new = tmp_path / "zh.txt"
    new.write_text("上合示范区代表团访问塔什干\n2026年3月12日\n双方签署了两份合作备忘录。\n", encoding="utf-8")
    before = everything(office)
    command = [sys.executable, "-c", DYING, str(workspace), act, str(new)]
    assert subprocess.run(command, check=False, timeout=60).returncode == 9
    assert everything(office) == before
    assert work.row(draft, 6).unit.text("zh") == "双方签署了合作备忘录。"


def test_a_full_disk_is_a_sentence_and_changes_nothing(office, draft, work):
    before = everything(office)

    def shrink(connection, _record):
        connection.execute("PRAGMA max_page_count = 1")

    engine = office.open._engine
    engine.dispose()
    event.listen(engine, "connect", shrink)
    with pytest.raises(StorageError, match="disk is full"):
        work.save(draft, 6, "en", "The two sides signed a memorandum. " * 1_000)
    event.remove(engine, "connect", shrink)
    engine.dispose()
    assert everything(office) == before
