"""What every command shares: the workspace, output that people or programs read, files, progress.

Results go to standard output, everything else to standard error. Nothing heavy is imported before a command needs it,
so that `tmflow --help` answers at once.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from tmflow.config import logs, workspace
from tmflow.i18n import tr
from tmflow.model.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tmflow.config.workspace import Workspace
    from tmflow.services.container import Services

T = TypeVar("T")

FINE: Final = 0
FINDINGS: Final = 1
COULD_NOT: Final = 2
INTERRUPTED: Final = 130

_chosen: list[Path] = []


def choose_workspace(path: Path | None) -> None:
    """Keep what `--workspace` says for the command that follows."""
    _chosen[:] = [path] if path is not None else []


def place() -> Workspace:
    """Return the workspace that is meant, made or not."""
    return workspace.resolve(_chosen[0] if _chosen else None)


def services(*, make: bool = False) -> Services:
    """Open the workspace.

    Args:
        make: whether the command may make it.

    Raises:
        NotFound: there is none, and the command needs one.
    """
    from tmflow import bootstrap  # noqa: PLC0415 - takes seconds, and only commands on a workspace need it

    here = place()
    if make:
        here.make()
    elif workspace.database_address(here) == workspace.own_address(here):
        here.require()
    logs.start(here, "command")
    return bootstrap.build(here.root)


def say(text: str = "") -> None:
    """Write a line of the result."""
    sys.stdout.write(f"{_printable(text)}\n")


def note(text: str) -> None:
    """Write a line about the work."""
    sys.stderr.write(f"{_printable(text)}\n")


def emit_json(value: object) -> None:
    """Write the result for a program: JSON in UTF-8, and nothing else on standard output."""
    # A lone surrogate in what a stranger sent must not stop the output.
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows, if there are any: drawn for a terminal, separated by tabs for a pipe or a file."""
    lines = [[_printable(str(value)) for value in row] for row in rows]
    if not lines:
        return
    if not sys.stdout.isatty():
        for line in [list(header), *lines]:
            say("\t".join(line))
        return
    drawn = Table(*header, box=None, pad_edge=False, header_style="bold")
    for line in lines:
        drawn.add_row(*(Text(value) for value in line))
    Console().print(drawn)


def progress(items: Iterable[T], title: str, total: int | None = None) -> Iterator[T]:
    """Yield the items, and show on standard error how far the work is; `total` where the items cannot be counted."""
    with Progress(console=Console(stderr=True), transient=True) as shown:
        yield from shown.track(items, total=total, description=title)


def write_file(path: Path, data: bytes) -> None:
    """Write a file at once: a full disk or a stopped command leaves no half file, and what was there before stays.

    Raises:
        StorageError: it cannot be written.
    """
    part = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            part = Path(file.name)
            file.write(data)
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise StorageError(tr("{path} cannot be written: {reason}.", path=path, reason=reason)) from error


def deliver(data: bytes, output: Path | None, name: str) -> None:
    """Write a result to `output`, or to standard output when that is `-`, or under `name` in this folder."""
    if output is not None and str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    path = output if output is not None else Path(name)
    write_file(path, data)
    note(tr("Written: {path}", path=path))


def _printable(text: str) -> str:
    """Return a text without control characters, which could make a terminal do things, and without lone surrogates."""
    clean = "".join(sign if sign.isprintable() or sign in "\t\u00a0\u202f\u3000" else " " for sign in text)
    return clean.encode("utf-8", "replace").decode("utf-8")
