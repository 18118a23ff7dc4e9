"""Eight people type for a minute and a half while the server is killed again and again: nothing acknowledged is lost."""

from __future__ import annotations

import importlib.util
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.soak

PEOPLE = 8
DURATION_S = 90
LIFE_S = 12


def serving():
    path = Path(__file__).parents[1] / "web" / "serving.py"
    spec = importlib.util.spec_from_file_location("tmflow_soak_serving", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@dataclass
class Typist:
    """Somebody who writes one sentence over and over, and sends each change until it is acknowledged."""

    server: object
    number: int
    unit: str
    acknowledged: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def run(self, end: float) -> None:
        version = None
        with self.server.client() as client:
            while time.monotonic() < end:
                text = f"Sentence {self.number}, state {len(self.acknowledged) + 1}."
                version = self.send(client, text, version)
                self.acknowledged.append(text)

    def send(self, client, text, version):
        operation = f"soak-{self.number}-{len(self.acknowledged)}"
        while True:
            try:
                if version is None:
                    row = client.get(f"/v1/units/{self.unit}").raise_for_status().json()
                    version = row["variants"]["en"]["version"]
                body = {"text": text, "version": version, "operation_id": operation}
                answer = client.put(f"/v1/units/{self.unit}/en", json=body)
            except (httpx.TransportError, httpx.HTTPStatusError):
                self.sign_in(client)
                continue
            if answer.status_code == httpx.codes.OK:
                return answer.json()["variants"]["en"]["version"]
            if answer.status_code == httpx.codes.UNAUTHORIZED:
                self.sign_in(client)
            else:
                self.troubles.append(answer.text)
                return None

    def sign_in(self, client) -> None:
        try:
            client.post("/signin", data={"name": "olga", "password": serving().PASSWORD, "next": "/"})
        except httpx.TransportError:
            time.sleep(0.05)


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(tmp_path):
    helper = serving()
    services = helper.make_workspace(tmp_path / "workspace")
    releases = [helper.add_draft(services, number) for number in range(1, PEOPLE + 1)]
    reader = next(account for account in services.accounts.list(helper.SYSTEM) if account.name == "visitor")
    units = [services.units.rows(reader, release)[2].unit.id for release in releases]
    server = helper.Server(tmp_path / "workspace", tmp_path)
    server.start()
    typists = [Typist(server, number, unit) for number, unit in enumerate(units)]
    end = time.monotonic() + DURATION_S
    threads = [threading.Thread(target=typist.run, args=(end,)) for typist in typists]
    for thread in threads:
        thread.start()
    lives = 0
    try:
        while time.monotonic() < end:
            threads[0].join(LIFE_S)
            server.kill()
            lives += 1
            server.start()
    finally:
        for thread in threads:
            thread.join(60)
        server.stop()
    assert lives >= 4
    for typist, unit in zip(typists, units, strict=True):
        assert typist.troubles == []
        assert len(typist.acknowledged) > 20
        written = [revision.text.text for revision in services.units.history(reader, unit, "en")][1:]
        assert written == typist.acknowledged
