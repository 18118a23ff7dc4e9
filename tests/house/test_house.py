"""The house keeps its own promises: locks, layers, documents, and the two commands on a bare machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_version_and_a_hash_and_no_address(lock):
    requirement = re.compile(r"^[a-z0-9._\[\]-]+==\S+( ; .+)? \\$", re.IGNORECASE)
    entries = [line for line in lock.read_text().splitlines() if line and not line.startswith((" ", "#"))]
    assert entries
    assert [line for line in entries if not requirement.match(line)] == []
    assert "://" not in lock.read_text()
    blocks = re.split(r"\n(?=\S)", lock.read_text())
    assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_every_declared_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run = {line.split("==")[0] for line in (ROOT / "requirements/run.txt").read_text().splitlines() if "==" in line}
    declared = {re.split(r"[\[<>=!~ ;]", item)[0].lower() for item in project["dependencies"]}
    assert declared - run == set()


def test_a_source_only_package_finds_its_build_backend_in_the_lock():
    assert "setuptools==" in (ROOT / "requirements/build.txt").read_text()
    assert "hatchling==" in (ROOT / "requirements/build.txt").read_text()


def test_every_room_of_the_package_is_named_in_the_architecture_and_the_layers():
    rooms = {
        path.stem
        for path in (ROOT / "src/tmflow").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem != "__init__"
    }
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {room.strip() for row in layers for room in row.split("|")}
    documented = (ROOT / "docs/architecture.md").read_text()
    assert rooms - placed == set()
    assert {room for room in rooms if room not in documented} == set()


def test_no_sentence_for_people_breaks_where_there_is_one_of_a_thing():
    """ "1 terms" reads wrongly, and in Russian so does nearly every number: a count stands behind its noun (terms: 1)."""
    plural = re.compile(r"\{(?:count|added|same|changed)\} (?!(?:in|of|without|characters)\b)(?:\w+ )?[a-z]+s\b")
    found = [
        f"{path.relative_to(ROOT)}: {message}"
        for path in sorted((ROOT / "src/tmflow").rglob("*.py"))
        for message in re.findall(r'\btr\(\s*["\'](.+?)["\'](?=[,)\s])', path.read_text())
        if plural.search(message)
    ]
    assert found == []


def test_every_make_target_of_the_documents_exists():
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {name for path in documents for name in re.findall(r"`make ([a-z-]+)", path.read_text())}
    assert named - targets == set()


def test_no_file_of_the_tree_names_a_folder_of_somebody_s_machine():
    here = str(ROOT.parent) + os.sep
    texts = [path for path in tracked_files() if path.suffix in {".py", ".md", ".toml", ".sh", ".txt", ".js", ".css"}]
    assert [str(path) for path in texts if here in path.read_text(errors="replace")] == []


def clone_without(tmp_path, *, python: str, environment: dict[str, str]):
    """The scripts in an empty folder with `python` as the only interpreter."""
    (tmp_path / "requirements").mkdir(parents=True)
    for name in ("scripts/prepare.sh", "requirements/build.txt", "requirements/run.txt", "pyproject.toml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, target)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("cat", "cksum", "dirname", "mv", "rm"):
        (tools / tool).symlink_to(shutil.which(tool))
    (tools / "python3").write_text(python)
    (tools / "python3").chmod(0o755)
    return subprocess.run(
        ["/bin/sh", "scripts/prepare.sh", "run"],
        cwd=tmp_path,
        env={"PATH": str(tools), "HOME": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_one_clear_sentence(tmp_path):
    done = clone_without(tmp_path, python="#!/bin/sh\nexit 1\n", environment={})
    assert done.returncode == 1
    assert "Python 3.11 or newer was not found" in done.stderr
    assert "apt-get install python3" in done.stderr


def test_a_python_without_venv_is_one_clear_sentence(tmp_path):
    python = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) exit 0;; esac\n'
    done = clone_without(tmp_path, python=python, environment={})
    assert done.returncode == 1
    assert "venv module is missing" in done.stderr
    assert "apt-get install python3-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_no_network_is_one_clear_sentence_and_leaves_no_stamp(tmp_path):
    real = Path(sys.base_prefix) / "bin" / "python3"
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    done = clone_without(tmp_path, python=f'#!/bin/sh\nexec {real} "$@"\n', environment=closed)
    assert done.returncode == 1
    assert "could not be fetched; is there a network?" in done.stderr
    assert "make wheelhouse" in done.stderr
    assert list((tmp_path / ".venv").glob(".tmflow-*")) == []
