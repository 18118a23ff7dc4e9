"""`tmflow profile list|show|use`, and the profile that `tmflow check` is told to use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.services.accounts import SYSTEM

if TYPE_CHECKING:
    from tmflow.checks.profile import Profile

app: Final = typer.Typer(help="Which checks run, and how severe each is.", no_args_is_help=True, rich_markup_mode=None)
_NAME = typer.Argument(metavar="NAME", help="A profile of `tmflow profile list`.")


@app.command("list")
def list_() -> None:
    """List the shipped profiles and the office's own; * marks what is in force."""
    for view in console.services().profiles.list(SYSTEM):
        marks = [word for word, there in ((tr("in work"), view.in_work), (tr("published"), view.published)) if there]
        made = tr("made from {base}", base=view.base) if view.own else tr("shipped")
        console.say(f"{'*' if marks else ' '} {view.name}  ({'; '.join([made, *marks])})")


@app.command("show")
def show(name: Annotated[str, _NAME] = "default") -> None:
    """Show every check in a profile: its weight there, and what it does."""
    detail = console.services().profiles.get(SYSTEM, name)
    for row in detail.checks:
        chosen = row.chosen.value if row.chosen else tr("off")
        console.say(f"{row.id:<32} {chosen:<9} {row.what}")


@app.command("use")
def use(
    name: Annotated[str, _NAME],
    published: Annotated[
        str | None, typer.Option("--published", metavar="NAME", help="The profile for published releases.")
    ] = None,
) -> None:
    """Put a profile into force; a job checks all releases again (or: tmflow check)."""
    job = console.services().profiles.activate(SYSTEM, name, published)
    console.note(tr("Job {number} checks all releases again.", number=job) if job else tr("It is in force already."))


def chosen(name_or_file: str, *, with_workspace: bool) -> Profile:
    """Return the profile that an option names: a file, a shipped one, or one of the workspace's.

    Raises:
        InputError: the file is no profile.
        NotFound: there is no such profile.
        UnreadableFile: the file cannot be read.
    """
    from tmflow.checks.profile import SHIPPED, parse, shipped  # noqa: PLC0415 - takes seconds to import
    from tmflow.files.encoding import decode  # noqa: PLC0415
    from tmflow.files.limits import read_path  # noqa: PLC0415

    path = Path(name_or_file)
    if path.suffix == ".toml" or path.is_file():
        return parse(decode(read_path(path)).text, path.name)
    if name_or_file in SHIPPED or not with_workspace:
        return shipped(name_or_file)
    return console.services().profiles.named(SYSTEM, name_or_file)
