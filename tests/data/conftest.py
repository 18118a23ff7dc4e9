"""The data that ships with the project, read as plain tables."""

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="session")
def faults():
    return module(ROOT / "tests" / "data" / "typography.py").faults


@pytest.fixture(scope="session")
def make_examples():
    return module(ROOT / "scripts" / "make_examples.py")


@pytest.fixture(scope="session")
def make_glossary():
    return module(ROOT / "scripts" / "make_glossary.py")


@pytest.fixture(scope="session")
def make_memory():
    return module(ROOT / "scripts" / "make_memory.py")


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def answers():
    return table(ROOT / "examples" / "answers.tsv")


@pytest.fixture(scope="session")
def consistency():
    return table(ROOT / "examples" / "consistency.tsv")


@pytest.fixture(scope="session")
def terms():
    return table(ROOT / "glossaries" / "starter.tsv")


@pytest.fixture(scope="session")
def memory():
    return table(ROOT / "memories" / "starter.tsv")
