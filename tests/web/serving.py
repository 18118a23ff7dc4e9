"""A real server on a temporary workspace, as an office would run it: its own process, its own folder, its own port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from tmflow import bootstrap
from tmflow.model.account import Grant, Role
from tmflow.services.accounts import SYSTEM
from tmflow.services.views import Upload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tmflow.services.container import Services

PASSWORD = "correct horse battery"
PEOPLE = {
    "olga": (Grant(Role.TRANSLATOR, "en"), Grant(Role.TRANSLATOR, "ru")),
    "petr": (Grant(Role.TRANSLATOR, "ru"),),
    "zhang": (Grant(Role.EDITOR),),
    "visitor": (Grant(Role.READER),),
    "root": (Grant(Role.ADMINISTRATOR),),
}
ZH = """青岛港与塔什干签署合作备忘录
2026年3月12日，双方在青岛签署合作备忘录。
今年前两个月，货物吞吐量达38.6亿元。
双方将增开货运班列。
代表团参观了自动化码头。
"""
EN = """Qingdao Port and Tashkent Sign Memorandum of Cooperation
The two sides signed a memorandum of cooperation in Qingdao on March 12, 2026.
In the first two months of the year, cargo throughput reached 3.86 billion yuan.
The two sides will add freight trains.
The delegation toured the automated terminal.
"""
RU = """Порт Циндао и Ташкент подписали меморандум о сотрудничестве
12 марта 2026 года стороны подписали в Циндао меморандум о сотрудничестве.
За первые два месяца года грузооборот составил 3,86 млрд юаней.
Стороны увеличат число грузовых поездов.
Делегация осмотрела автоматизированный терминал.
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def make_workspace(folder: Path) -> Services:
    """Make a workspace with the people above and return its services."""
    services = bootstrap.build(folder)
    for name, grants in PEOPLE.items():
        services.accounts.add(SYSTEM, name, name.title(), PASSWORD, grants)
    return services


def add_draft(services: Services, number: int = 1) -> str:
    """Store a draft in three languages and return its release's number; another `number` makes another text."""
    olga = next(account for account in services.accounts.list(SYSTEM) if account.name == "olga")
    texts = {
        "zh": f"{ZH}本周第{number}期。\n",
        "en": f"{EN}Issue {number} of the week.\n",
        "ru": f"{RU}Выпуск {number}.\n",
    }
    uploads = [Upload(f"{lang}.txt", text.encode(), "draft") for lang, text in texts.items()]
    plan = services.releases.inspect(olga, uploads)
    return services.releases.store(olga, plan.groups[0], plan.files, published=False).id


@dataclass
class Server:
    """A server process; `kill` is `kill -9`, `start` brings it back on the same port and workspace."""

    workspace: Path
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    release: str = ""
    drafts: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "tmflow.asgi:app", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                env={**os.environ, "TMFLOW_WORKSPACE": str(self.workspace)},
                stdout=log,
                stderr=log,
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.process is not None and self.process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "server.log").read_text(encoding="utf-8", errors="replace"))

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    @contextmanager
    def client(self, name: str | None = None) -> Iterator[httpx.Client]:
        """Give a client, signed in as `name`, that sends what a browser on our own page sends."""
        headers = {"origin": self.url, "accept": "application/json"}
        with httpx.Client(base_url=self.url, timeout=30, headers=headers) as client:
            if name:
                answer = client.post("/signin", data={"name": name, "password": PASSWORD, "next": "/"})
                assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
            yield client
