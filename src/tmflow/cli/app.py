"""All commands, and how their errors reach a person: one sentence on standard error, exit code 2."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tmflow import __version__
from tmflow.cli import (
    align,
    candidates,
    check,
    console,
    exchange,
    glossary,
    lexicon,
    maintenance,
    memory,
    profiles,
    releases,
    serve,
    users,
)
from tmflow.config.workspace import VARIABLE
from tmflow.i18n import tr
from tmflow.model.errors import TmflowError

if TYPE_CHECKING:
    from collections.abc import Sequence

app: Final = typer.Typer(
    name="tmflow",
    help="Publish every release in Chinese, English and Russian, and keep it consistent.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_OPTION: Final = "--workspace"


def _show_version(wanted: bool) -> None:
    if wanted:
        console.say(f"tmflow {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    workspace: Annotated[
        Path | None, typer.Option(_OPTION, envvar=VARIABLE, help="The office's folder; ./workspace by default.")
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Publish every release in Chinese, English and Russian, and keep it consistent.

    Exit codes: 0 fine, 1 something was found, 2 it could not be done.
    """
    console.choose_workspace(workspace)


for module in (releases, align, check, exchange, serve, maintenance):
    module.register(app)
app.add_typer(candidates.app, name="candidates")
app.add_typer(glossary.app, name="glossary")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(memory.app, name="memory")
app.add_typer(profiles.app, name="profile")
app.add_typer(users.app, name="user")


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code: 0 fine, 1 findings, 2 could not, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=_workspace_first(arguments), prog_name="tmflow")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else console.FINE
    except TmflowError as error:
        console.note(tr("tmflow: {message}", message=error))
        return console.COULD_NOT
    except KeyboardInterrupt:
        console.note(tr("tmflow: interrupted"))
        return console.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; Python's own attempt to flush it would complain once more.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return console.FINE
    except Exception:  # noqa: BLE001 - 1 would tell a script that something was found
        traceback.print_exc()
        return console.COULD_NOT
    return console.FINE


def _workspace_first(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with `--workspace` in front, so that it may stand behind the command as well."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == _OPTION:
            front += [argument, *(value for value in [next(waiting, None)] if value is not None)]
        elif argument.startswith(f"{_OPTION}="):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest
