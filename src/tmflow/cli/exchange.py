"""`tmflow export`: a release as a file."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.model.errors import Blocked, InputError
from tmflow.services.accounts import SYSTEM


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    release: Annotated[str, typer.Argument(help="The release's number.")],
    format_: Annotated[str, typer.Option("--as", help="docx, docx-review, xlsx, html, tmx or po.")],
    lang: Annotated[
        str | None, typer.Option("--lang", help="For docx, html and po; every language by default.")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file, or - for the screen.")] = None,
    unapproved: Annotated[bool, typer.Option("--unapproved", help="Also texts that wait for an editor.")] = False,
) -> None:
    """Export a release: approved text only, unless asked otherwise."""
    from tmflow.interchange import registry  # noqa: PLC0415 - takes seconds to import

    services = console.services()
    found = services.releases.get(SYSTEM, release)
    wanted: list[str | None] = [lang]
    if lang is None and registry.by_name(format_).per_language:
        others = [each for each in found.languages if format_ != "po" or each != found.source_lang]
        wanted = list(others)
    if output is not None and len(wanted) > 1:
        raise InputError(tr("this makes a file for each language. Name one with --lang, or leave out -o."))
    written = 0
    for each in wanted:
        try:
            exported = services.exports.export(SYSTEM, release, format_, each, include_unapproved=unapproved)
        except Blocked as error:
            # A release may be approved in one language only: the others are named, and stop nothing.
            console.note(f"{each}: {error}" if each else str(error))
            continue
        console.deliver(exported.data, output, exported.name)
        written += 1
    if not written:
        raise typer.Exit(console.COULD_NOT)
