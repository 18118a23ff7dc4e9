"""`tmflow lexicon train` and its job: from the approved units of a real workspace."""

from __future__ import annotations

import re

import pytest

from tmflow import bootstrap
from tmflow.alignment import lexicon
from tmflow.model.account import Account, Grant, Role
from tmflow.model.errors import PermissionDenied
from tmflow.services.accounts import SYSTEM
from tmflow.services.jobs import JobKind, JobState
from tmflow.services.views import Upload

SENTENCES = {
    "zh": "代表团于五月{n}日参观了第{n}号码头。",
    "en": "The delegation visited quay No. {n} on May {n}.",
    "ru": "Делегация {n} мая осмотрела причал № {n}.",
}


@pytest.fixture
def workspace(tmp_path):
    services = bootstrap.build(tmp_path)
    uploads = [
        Upload(f"{lang}.txt", "\n".join(text.format(n=n) for n in range(1, 31)).encode(), "one")
        for lang, text in SENTENCES.items()
    ]
    plan = services.releases.inspect(SYSTEM, uploads)
    services.releases.store(SYSTEM, plan.groups[0], plan.files, published=True)
    return tmp_path


def test_the_job_learns_from_approved_units_and_the_next_alignment_uses_it(workspace):
    services = bootstrap.build(workspace)
    job = services.jobs.submit(SYSTEM, JobKind.TRAIN_LEXICON)
    assert bootstrap.worker(workspace).run_one()
    done = services.jobs.get(SYSTEM, job.id)
    assert done.state is JobState.DONE, done.message
    assert all(count >= 20 for count in done.result["rows"].values())
    for name in done.result["rows"]:
        with (workspace / "cache" / "lexicon" / f"{name}.npz").open("rb") as stream:
            table = lexicon.load(stream)
        assert re.search(r"approved units of this workspace: \d+$", table.provenance)
        assert set(lexicon.shipped().pair(*name.split("-")).ids[0]) <= set(table.ids[0])


def test_too_few_units_change_nothing(tmp_path):
    services = bootstrap.build(tmp_path)
    assert services.lexicons.train(SYSTEM).rows == {"zh-en": 0, "en-ru": 0, "zh-ru": 0}
    assert not (tmp_path / "cache" / "lexicon").exists()


def test_only_who_may_edit_the_memory(tmp_path):
    services = bootstrap.build(tmp_path)
    reader = Account(7, "reader", "Reader", frozenset({Grant(Role.READER)}))
    with pytest.raises(PermissionDenied):
        services.lexicons.train(reader)
