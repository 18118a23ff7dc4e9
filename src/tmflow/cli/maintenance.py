"""`tmflow backup` and `tmflow restore`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.services.accounts import SYSTEM


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write everything that cannot be made again into one file, while others go on working."""
    made = console.services().maintenance.backup(SYSTEM, file, force=force)
    console.say(tr("{path}: {size} bytes", path=made.path, size=made.size))


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `tmflow backup` wrote.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace the workspace that is there; it is kept beside.")
    ] = False,
) -> None:
    """Bring a workspace back to what a backup holds. Stop the server before."""
    from tmflow import bootstrap  # noqa: PLC0415 - see console

    here = console.place()
    kept = bootstrap.restore(file, here.root, force=force)
    console.say(tr("Restored in {path}.", path=here.root))
    if kept is not None:
        console.say(tr("What was there before is kept in {path}.", path=kept))
