"""Which workspace is meant, and what the log keeps."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from tmflow.config import logs, workspace
from tmflow.model.errors import NotFound, StorageError


@pytest.mark.parametrize(
    ("given", "environ", "expected"),
    [
        (None, {}, "here/workspace"),
        (None, {"TMFLOW_WORKSPACE": "office"}, "here/office"),
        (Path("mine"), {"TMFLOW_WORKSPACE": "office"}, "here/mine"),
        (None, {"TMFLOW_WORKSPACE": ""}, "here/workspace"),
    ],
)
def test_which_workspace_is_meant(tmp_path, monkeypatch, given, environ, expected):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert workspace.resolve(given, environ).root == tmp_path / expected


def test_the_database_is_in_the_workspace_unless_an_address_is_given(tmp_path):
    place = workspace.resolve(tmp_path / "office", {})
    assert workspace.database_address(place, {}) == f"sqlite:///{tmp_path}/office/tmflow.db"
    given = {"TMFLOW_DATABASE": "postgresql+psycopg://office"}
    assert workspace.database_address(place, given) == "postgresql+psycopg://office"


def test_a_workspace_is_made_or_asked_for(tmp_path):
    place = workspace.resolve(tmp_path / "office", {})
    with pytest.raises(NotFound, match="office"):
        place.require()
    place.make()
    place.database.touch()
    place.require()
    assert place.root.stat().st_mode & 0o077 == 0


def test_a_workspace_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="office"):
        workspace.resolve(tmp_path / "file" / "office", {}).make()


@pytest.fixture
def log(tmp_path):
    place = workspace.resolve(tmp_path, {})
    place.make()
    logs.start(place, "test")
    logs.start(place, "test")
    yield lambda: [json.loads(line) for line in (place.logs / "test.jsonl").read_text(encoding="utf-8").splitlines()]
    logger = logging.getLogger(logs.ROOT)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True


def test_a_line_of_the_log_is_json_with_what_was_given(log):
    logging.getLogger("tmflow.test").info("job started", extra={"job": 7})
    (line,) = log()
    assert (line["level"], line["logger"], line["event"], line["job"]) == ("info", "tmflow.test", "job started", 7)


def test_an_error_is_logged_by_its_places_and_without_what_somebody_typed(log):
    typed = "the minister will resign"
    try:
        int(typed)
    except ValueError:
        logging.getLogger("tmflow.test").exception("save failed")
    (line,) = log()
    assert line["exception"] == "ValueError"
    assert "test_config.py" in line["trace"][0]
    assert typed not in json.dumps(line)
