"""`tmflow align`: without a workspace, two or three files, or documents from JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tmflow.cli import console, reading
from tmflow.i18n import tr
from tmflow.model.errors import InputError
from tmflow.model.language import ordered

if TYPE_CHECKING:
    from tmflow.alignment.aligner import Aligner
    from tmflow.interchange.jsonl import Document
    from tmflow.model.bitext import Bitext


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
    from tmflow.alignment import aligner, sentences  # noqa: PLC0415 - takes seconds to import

    found = reading.versions(paths)
    bitext = aligner.default().align({version.lang: sentences.of(version) for version in found})
    for warning in bitext.warnings:
        console.note(warning)
    data = _serialized(bitext, output, found[0].source_name)
    console.deliver(data, output, output.name)


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
    """Align documents in the order of the lines; a line that cannot be read is named and passed over."""
    from tmflow.alignment import aligner  # noqa: PLC0415 - takes seconds to import
    from tmflow.files.limits import read_path  # noqa: PLC0415
    from tmflow.interchange import jsonl  # noqa: PLC0415

    chosen = aligner.default()
    lines = read_path(source).split(b"\n")
    bad = 0
    results: list[str] = []
    for number, line in enumerate(console.progress(lines, tr("Aligning")), start=1):
        if not line.strip():
            continue
        try:
            documents = list(jsonl.parse(line, tr("{file}, line {number}", file=source.name, number=number)))
        except InputError as error:
            console.note(str(error))
            bad += 1
            continue
        results += (json.dumps(_aligned(chosen, document, pairs=pairs), ensure_ascii=False) for document in documents)
    data = "".join(f"{result}\n" for result in results).encode("utf-8", "backslashreplace")
    console.deliver(data, output, output.name)
    if bad:
        raise typer.Exit(console.COULD_NOT)


def _aligned(chosen: Aligner, document: Document, *, pairs: bool) -> dict[str, Any]:
    """Return `{"id", "links", "confidence"}`, and with `pairs` the links of each pair of languages."""
    from tmflow.model.bitext import Sentence  # noqa: PLC0415 - see console
    from tmflow.model.segment import Segment  # noqa: PLC0415

    languages = ordered(document.sentences)
    sentences = {lang: tuple(Sentence(Segment(text)) for text in document.sentences[lang]) for lang in languages}
    alignment = chosen.align_with_pairs(sentences)
    beads = alignment.bitext.beads
    found: dict[str, Any] = {
        "id": document.id,
        "links": [{lang: list(bead.members.get(lang, ())) for lang in languages} for bead in beads],
        "confidence": [round(float(bead.confidence), 4) for bead in beads],
    }
    if pairs:
        found["pairs"] = {
            f"{first}-{second}": [
                [list(bead.members.get(first, ())), list(bead.members.get(second, ()))] for bead in pair
            ]
            for (first, second), pair in alignment.pairs.items()
        }
    return found
