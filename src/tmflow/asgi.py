"""Composes everything into one ASGI application: the gate, our routes, and Streamlit behind them.

`tmflow.asgi:app` is built when it is first asked for, so that importing this module costs nothing; `options` gives the
same parts to `app.py`, where `streamlit run` must see `App(...)` itself.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from tmflow import bootstrap
from tmflow.model.errors import TmflowError
from tmflow.services.accounts import SYSTEM
from tmflow.ui import host, theme
from tmflow.web import addresses, gate, headers, health, rest, signin
from tmflow.web.errors import tmflow_error
from tmflow.web.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from contextlib import AbstractAsyncContextManager

    from tmflow.services.container import Services

HOSTS_VARIABLE: Final = "TMFLOW_HOSTS"
"""Names that this server is called by, separated by commas; `*` for any. Loopback names by default."""
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_UPLOAD_LIMIT_MB: Final = 50
_WORKER_STOPS_WITHIN: Final = 10.0
_LOOK_AFTER_WORKER_EVERY: Final = 2.0
_log = logging.getLogger(__name__)

# Set in code, not in a file beside the script: the same from any working folder and from an installed package.
_CONFIGURATION: Final[dict[str, object]] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": _UPLOAD_LIMIT_MB,
    "server.runOnSave": False,
    "server.showEmailPrompt": False,
}


def allowed_hosts() -> tuple[str, ...]:
    """Return the names that this server answers to."""
    named = os.environ.get(HOSTS_VARIABLE, "")
    return tuple(name.strip().lower() for name in named.split(",") if name.strip()) or _LOOPBACK


def configure(hosts: tuple[str, ...]) -> None:
    """Set Streamlit's configuration; the address only if nobody chose one."""
    for name, value in _CONFIGURATION.items():
        config.set_option(name, value)
    if config.get_option("server.address") is None:
        config.set_option("server.address", _LOOPBACK[1])
    config.set_option("server.allowedHosts", list(hosts))
    theme.configure()


def options(services: Services | None = None) -> dict[str, Any]:
    """Return the arguments of Streamlit's `App`: script, routes, middleware, lifespan.

    Args:
        services: the wired services; built from the workspace of the environment when left out.
    """
    wired = services or bootstrap.build()
    host.provide(wired)
    hosts = allowed_hosts()
    configure(hosts)
    metrics = health.Metrics()
    return {
        "script_path": Path(str(files("tmflow.ui") / "main.py")).resolve(),
        "routes": [
            *signin.routes(wired.accounts),
            *health.routes(metrics),
            *rest.routes(wired),
            *addresses.routes(),
        ],
        "middleware": [
            Middleware(health.CountAnswers, metrics=metrics),
            Middleware(headers.SecurityHeaders),
            Middleware(gate.SessionGate, sessions=wired.accounts, allowed_hosts=hosts),
        ],
        "exception_handlers": {TmflowError: tmflow_error},
        "lifespan": with_worker,
    }


@asynccontextmanager
async def with_worker(_app: App) -> AsyncGenerator[None, None]:
    """Run the one worker process of long jobs as long as the server runs; one that dies is replaced."""
    over = threading.Event()
    worker = await in_thread(_start_worker)
    keeper = threading.Thread(target=_keep_worker, args=(worker, over), name="worker-keeper", daemon=True)
    keeper.start()
    threading.Thread(target=_read_the_glossary, name="glossary", daemon=True).start()
    try:
        yield
    finally:
        over.set()
        await in_thread(keeper.join)


def _read_the_glossary() -> None:
    """Bring the glossary and all that checks ask for into memory, which takes seconds, before somebody waits for it."""
    with contextlib.suppress(TmflowError):  # whoever asks for it is told
        services = host.services()
        services.quality.prepare(SYSTEM)
        services.consistency.findings(SYSTEM, at_hand=True)


def _start_worker() -> subprocess.Popen[bytes]:
    # The worker reads its end of the pipe: it ends when this process ends, however that happens.
    return subprocess.Popen([sys.executable, "-m", "tmflow", "worker"], stdin=subprocess.PIPE)


def _keep_worker(worker: subprocess.Popen[bytes], over: threading.Event) -> None:
    """Start another worker whenever one has ended by itself; end the last one when the server ends."""
    while not over.wait(_LOOK_AFTER_WORKER_EVERY):
        if worker.poll() is not None:
            _log.warning("worker ended", extra={"status": worker.returncode})
            _stop_worker(worker)
            with contextlib.suppress(OSError):  # no room for a process now: there may be some a moment later
                worker = _start_worker()
    _stop_worker(worker)


def _stop_worker(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_WORKER_STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
    if worker.stdin is not None:
        with contextlib.suppress(OSError):
            worker.stdin.close()


def __getattr__(name: str) -> App:
    """Build `app` when a server asks for it by its import string."""
    if name != "app":
        raise AttributeError(name)
    application = App(**options())
    globals()["app"] = application
    return application


if TYPE_CHECKING:
    app: App
    Lifespan = Callable[[App], AbstractAsyncContextManager[None]]
