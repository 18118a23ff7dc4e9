"""One server for all tests of the web room; each test makes its own clients."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


def _serving():
    name = "tmflow_tests_serving"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("serving.py"))
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def serving():
    return _serving()


@pytest.fixture(scope="session")
def office(serving, tmp_path_factory):
    """A running server and the number of the draft in it."""
    folder = tmp_path_factory.mktemp("web")
    release = serving.add_draft(serving.make_workspace(folder / "workspace"))
    server = serving.Server(folder / "workspace", folder)
    server.start()
    yield server, release
    server.stop()


@pytest.fixture(scope="session")
def server(office):
    return office[0]


@pytest.fixture(scope="session")
def release(office):
    return office[1]


@pytest.fixture(scope="session")
def as_olga(server):
    with server.client("olga") as client:
        yield client


@pytest.fixture(scope="session")
def as_zhang(server):
    with server.client("zhang") as client:
        yield client


@pytest.fixture(scope="session")
def as_visitor(server):
    with server.client("visitor") as client:
        yield client


@pytest.fixture
def unit(as_olga, release):
    """Gives the row at a position, as it is stored now."""
    return lambda position: next(
        row for row in as_olga.get(f"/v1/releases/{release}/units").json()["rows"] if row["position"] == position
    )


@pytest.fixture
def save(as_olga):
    """Saves a text as the translator, by default on top of what the row holds."""
    return lambda row, lang, text, operation, client=as_olga, **fields: client.put(
        f"/v1/units/{row['id']}/{lang}",
        json={"text": text, "version": row["variants"][lang]["version"], "operation_id": operation, **fields},
    )
