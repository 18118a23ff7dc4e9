"""Is the server up, and how much does it do: `/healthz` and `/metrics`. Figures only, never a text or a name."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from tmflow.i18n import tr
from tmflow.model.account import Role
from tmflow.web.errors import refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BOOT_ID: Final = uuid.uuid4().hex
"""Another value after each start: an open editor sees that the server was restarted."""


class Metrics:
    """Counts of answers by class of path and status, and the seconds they took together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._started = time.time()

    def add(self, area: str, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self._answers[area, status] += 1
            self._seconds[area] += seconds  # type: ignore[assignment]  # Counter is typed for whole numbers only

    def text(self) -> str:
        """Return all figures in the Prometheus text format."""
        with self._lock:
            answers, seconds = sorted(self._answers.items()), sorted(self._seconds.items())
        lines = ["# TYPE tmflow_answers_total counter"]
        lines += [f'tmflow_answers_total{{area="{area}",status="{status}"}} {n}' for (area, status), n in answers]
        lines.append("# TYPE tmflow_answer_seconds_total counter")
        lines += [f'tmflow_answer_seconds_total{{area="{area}"}} {total:.6f}' for area, total in seconds]
        lines += ["# TYPE tmflow_started_seconds gauge", f"tmflow_started_seconds {self._started:.0f}", ""]
        return "\n".join(lines)


def area(path: str) -> str:
    """Return the class of a path: a small fixed set, so that figures stay few and hold no ids."""
    first = path.strip("/").partition("/")[0]
    return {"v1": "rest", "static": "static", "_stcore": "streamlit", "assets": "static"}.get(first, "page")


class CountAnswers:
    """Count every HTTP answer."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, started = 500, time.perf_counter()

        async def send_and_see(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_see)
        finally:
            self._metrics.add(area(scope["path"]), status, time.perf_counter() - started)


def routes(metrics: Metrics) -> list[Route]:
    """Return the routes of this module."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "boot": BOOT_ID}, headers={"cache-control": "no-store"})

    async def show_metrics(request: Request) -> Response:
        if not request.state.account.has(Role.ADMINISTRATOR):
            return refused(403, "permission_denied", tr("The figures of the server are for administrators."))
        return PlainTextResponse(metrics.text(), headers={"cache-control": "no-store"})

    return [Route("/healthz", healthz), Route("/metrics", show_metrics)]
