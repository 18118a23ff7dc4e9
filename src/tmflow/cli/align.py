"""`tmflow align`: without a workspace, two or three files, or documents from JSON lines."""

from __future__ import annotations

import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tmflow.cli import console, reading
from tmflow.i18n import tr
from tmflow.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.alignment.aligner import Aligner
    from tmflow.alignment.jsonl import Outcome
    from tmflow.model.bitext import Bitext

_FEW: Final = 24
"""Documents under which other processes would take longer to start than the work takes."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("align")(align)


def align(
    paths: Annotated[list[Path] | None, typer.Argument(help="Two or three language versions of one release.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="FILE.tmx, .xlsx, .tsv or .jsonl; - writes .tsv to the screen."),
    ] = None,
    jsonl: Annotated[Path | None, typer.Option("--jsonl", help="Documents, one JSON object a line.")] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="With --jsonl: align each pair of languages by itself too.")
    ] = False,
) -> None:
    """Align language versions sentence by sentence."""
    if jsonl is not None and not paths:
        _documents(jsonl, output or Path("-"), pairs=pairs)
    elif paths and jsonl is None:
        _files(paths, output or Path("-"))
    else:
        raise InputError(tr("Name two or three files, or --jsonl FILE."))


def _files(paths: list[Path], output: Path) -> None:
    from tmflow.alignment import moved, sentences  # noqa: PLC0415 - takes seconds to import

    found = reading.versions(paths)
    bitext = aligner().align({version.lang: sentences.of(version) for version in found})
    for warning in bitext.warnings:
        console.note(warning)
    for offer in bitext.moved:
        console.note(moved.told(offer))
    data = _serialized(bitext, output, found[0].source_name)
    console.deliver(data, output, output.name)


def aligner() -> Aligner:
    """Return the aligner with the encoder of the settings, and with what a workspace has learnt, if there is one."""
    return _made(console.place().lexicon)


@cache
def _made(lexicon: Path) -> Aligner:
    from tmflow.alignment.house import HouseAligner  # noqa: PLC0415 - takes seconds to import
    from tmflow.config.encoder import encoder  # noqa: PLC0415

    return HouseAligner(encoder(), lexicon)()


def _serialized(bitext: Bitext, output: Path, name: str) -> bytes:
    from tmflow.interchange import beads, jsonl, tmx, tsv, xlsx  # noqa: PLC0415 - takes seconds to import

    suffix = ".tsv" if str(output) == "-" else output.suffix.lower()
    if suffix == ".tmx":
        languages = beads.languages(bitext)
        return tmx.serialize(beads.memory_units(bitext, origin=name), source_lang=languages[0])
    if suffix == ".xlsx":
        return xlsx.serialize_bitext(bitext)
    if suffix == ".tsv":
        return tsv.serialize(bitext)
    if suffix == ".jsonl":
        return jsonl.serialize([(Path(name).stem, bitext)], with_text=True)
    raise InputError(tr("the name must end in .tmx, .xlsx, .tsv or .jsonl."), source=str(output))


def _documents(source: Path, output: Path, *, pairs: bool) -> None:
    """Align documents in the order of the lines, on all cores; a line that cannot be read is named and passed over.

    What an earlier run has written to `output` is not aligned again.
    """
    from tmflow.alignment import jsonl  # noqa: PLC0415 - takes seconds to import

    make = partial(_made, console.place().lexicon)
    bad = 0
    try:
        with source.open("rb") as lines:
            count = sum(1 for line in lines if line.strip())
        workers = 1 if count < _FEW else None
        if str(output) == "-":
            with source.open(encoding="utf-8-sig", errors="replace") as lines_:
                found = jsonl.run(lines_, sys.stdout, pairs=pairs, workers=workers, make=make)
                bad = _reported(found, source, count)
        else:
            found = jsonl.run_file(source, output, pairs=pairs, workers=workers, make=make)
            bad = _reported(found, source, count)
    except OSError as error:
        path = error.filename or source
        reason = error.strerror or str(error)
        raise InputError(tr("{path} cannot be used: {reason}.", path=path, reason=reason)) from error
    if str(output) != "-":
        console.note(tr("Written: {path}", path=output))
    if bad:
        raise typer.Exit(console.COULD_NOT)


def _reported(outcomes: Iterable[Outcome], source: Path, count: int) -> int:
    """Show how far the work is and what went wrong; return how many lines were bad."""
    bad = 0
    for outcome in console.progress(outcomes, tr("Aligning"), count):
        if outcome.error:
            console.note(f"{source.name}, {outcome.error}")
            bad += 1
    return bad
