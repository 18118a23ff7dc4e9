"""`tmflow serve`, the worker that goes with it, and `tmflow setup`."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tmflow.cli import console
from tmflow.config import logs
from tmflow.config.workspace import VARIABLE
from tmflow.i18n import tr
from tmflow.model.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.services.accounts import DemoAccount

APPLICATION: Final = "tmflow.asgi:app"
_HOSTS: Final = "TMFLOW_HOSTS"
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_STOPS_WITHIN_S: Final = 10


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("serve")(serve)
    app.command("worker", hidden=True)(worker)
    app.command("setup")(setup)


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8501,
    demo: Annotated[bool, typer.Option("--demo", help="Make the accounts of the demonstration first.")] = False,
) -> None:
    """Start the application for the browser; Ctrl+C stops it."""
    import uvicorn  # noqa: PLC0415 - takes a second to import

    _ensure_free(host, port)
    services = console.services(make=True)
    if demo:
        for line in accounts_lines(services.accounts.ensure_demo()):
            console.note(line)
    os.environ[VARIABLE] = str(console.place().root)
    # Streamlit configures the server's loggers anew, and would write a line for every request.
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "warning")
    if host not in _LOOPBACK:
        os.environ.setdefault(_HOSTS, ",".join((host if host != "0.0.0.0" else "*", *_LOOPBACK)))  # noqa: S104 - asked for
    logs.start(console.place(), "server")
    name = f"[{host}]" if ":" in host else host
    console.note(tr("tmflow runs on http://{name}:{port} (Ctrl+C stops it)", name=name, port=port))
    uvicorn.run(
        APPLICATION,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_STOPS_WITHIN_S,
    )


def _ensure_free(host: str, port: int) -> None:
    """Make sure that the port can be listened on, before anything slow is begun.

    Raises:
        Unavailable: it cannot.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            # As the server does: a port that has just been left is free.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(
            tr(
                "Port {port} on {host} cannot be used: {reason}. "
                "Stop the other program, or choose another port with --port.",
                port=port,
                host=host,
                reason=reason,
            )
        ) from error


def worker() -> None:
    """Do the long work of a workspace; started by the server."""
    from tmflow import bootstrap  # noqa: PLC0415 - see console
    from tmflow.jobs.worker import end_with  # noqa: PLC0415

    here = console.place()
    here.make()
    logs.start(here, "worker")
    made = bootstrap.worker(here.root)
    end_with(made)
    made.run()


def setup(
    demo: Annotated[
        bool, typer.Option("--demo", help="Load the examples and make the accounts of the demonstration.")
    ] = False,
    source: Annotated[
        Path, typer.Option("--from", help="The folder with examples/, glossaries/ and memories/.")
    ] = Path(),
) -> None:
    """Make a workspace if there is none, and load glossaries, memories and examples; a second run changes nothing."""
    from tmflow.cli import loading  # noqa: PLC0415 - see console

    services = console.services(make=True)
    loading.load(services, source, with_examples=demo)
    if demo:
        for line in accounts_lines(services.accounts.ensure_demo()):
            console.say(line)
    console.say(tr("The workspace is ready: {path}", path=console.place().root))


def accounts_lines(accounts: Iterable[DemoAccount]) -> list[str]:
    """Return the demonstration's accounts and passwords as lines."""
    lines = [
        f"  {each.name:<10} {each.password:<20} {', '.join(sorted({grant.role.value for grant in each.grants}))}"
        for each in accounts
    ]
    return [tr("Accounts of the demonstration:"), *lines]
