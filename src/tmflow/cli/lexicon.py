"""`tmflow lexicon train`."""

from __future__ import annotations

from typing import Annotated

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.services.accounts import SYSTEM

app = typer.Typer(help="The word associations that alignment learns from approved texts.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `train` a command of its own: a group of one would otherwise be that command."""


@app.command("train")
def train(
    background: Annotated[
        bool, typer.Option("--background", help="Leave the work to the worker of a running server.")
    ] = False,
) -> None:
    """Learn word associations from all approved units; they improve later alignments."""
    services = console.services()
    if background:
        from tmflow.services.ports.jobs import JobKind  # noqa: PLC0415 - see console

        job = services.jobs.submit(SYSTEM, JobKind.TRAIN_LEXICON)
        console.say(tr("Job {number} waits for the worker.", number=job.id))
        return
    learnt = services.lexicons.train(SYSTEM, lambda done, total, name: console.note(f"{done + 1}/{total} {name}"))
    console.table((tr("pair"), tr("units")), learnt.rows.items())
