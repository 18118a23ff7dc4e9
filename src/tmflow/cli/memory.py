"""`tmflow memory import|export|search|concordance`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES
from tmflow.services.accounts import SYSTEM

if TYPE_CHECKING:
    from tmflow.model.match import Match
    from tmflow.services.memories import MeaningHit

app: Final = typer.Typer(help="What was approved before.", no_args_is_help=True, rich_markup_mode=None)


@app.command("import")
def import_(files: Annotated[list[Path], typer.Argument(help="Translation memories, .tmx.")]) -> None:
    """Import translation memories; what is known already is passed over."""
    from tmflow.files.limits import read_path  # noqa: PLC0415 - takes seconds to import

    read = [(file.name, read_path(file)) for file in files]
    services = console.services(make=True)
    for name, data in read:
        imported = services.memories.import_tmx(SYSTEM, name, data)
        for problem in imported.problems:
            console.note(f"{name}: {problem}")
        console.say(
            tr("{name}: {added} added, {same} known already", name=name, added=imported.added, same=imported.same)
        )


@app.command("export")
def export(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The .tmx file, or - for the screen.")] = None,
) -> None:
    """Export everything that is remembered as TMX 1.4b."""
    services = console.services()
    console.deliver(services.memories.export_tmx(SYSTEM), output, "memory.tmx")


@app.command("search")
def search(
    text: Annotated[str, typer.Argument(help="A sentence.")],
    source: Annotated[str | None, typer.Option("--from", help="Its language; told from the text by default.")] = None,
    target: Annotated[str | None, typer.Option("--to", help="The wanted language; all others by default.")] = None,
    meaning: Annotated[bool, typer.Option("--meaning", help="By meaning instead of by words.")] = False,
    minimum: Annotated[int, typer.Option("--minimum", min=1, max=101, help="The lowest score.")] = 70,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many for each language.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Look for remembered translations of a sentence. Exit code 1 when there is none."""
    lang = source or _language(text)
    services = console.services()
    found: list[dict[str, Any]] = []
    for other in [target] if target else [each for each in LANGUAGES if each != lang]:
        if meaning:
            hits = services.memories.by_meaning(SYSTEM, text, lang, other, limit)
            found += [_meaning_json(hit, lang, other) for hit in hits]
        else:
            matches = services.memories.search(SYSTEM, text, lang, other, limit=limit, minimum=minimum)
            found += [_match_json(match, other) for match in matches]
    if as_json:
        console.emit_json(found)
    else:
        console.table(
            (tr("score"), tr("lang"), tr("translation"), tr("remembered source"), tr("origin"), tr("note")),
            ((e["score"], e["lang"], e["target"], e["source"], e["origin"], e["note"]) for e in found),
        )
    if not found:
        raise typer.Exit(console.FINDINGS)


def _language(text: str) -> str:
    from tmflow.text import script  # noqa: PLC0415 - takes seconds to import

    lang = script.identify(text)
    if lang not in LANGUAGES:
        raise InputError(tr("The language of the text is not clear; name it with --from."))
    return lang


def _meaning_json(hit: MeaningHit, lang: str, other: str) -> dict[str, Any]:
    return {
        "score": round(hit.likeness * 100),
        "lang": other,
        "source": hit.unit.texts.get(lang, ""),
        "target": hit.unit.texts[other],
        "origin": hit.unit.origin,
        "at": hit.unit.at,
        "note": tr("by meaning"),
    }


def _match_json(match: Match, lang: str) -> dict[str, Any]:
    return {
        "score": match.score,
        "lang": lang,
        "source": match.source,
        "target": match.target,
        "origin": match.unit.origin,
        "at": match.unit.at,
        "note": match.note,
    }


@app.command("concordance")
def concordance(
    query: Annotated[str, typer.Argument(help="Words, or one Chinese character and more.")],
    lang: Annotated[str | None, typer.Option("--lang", help="Where to look; everywhere by default.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many hits.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Show where words stand in what is remembered. Exit code 1 when they stand nowhere."""
    services = console.services()
    hits = services.memories.concordance(SYSTEM, query, lang, limit=limit).items
    if as_json:
        console.emit_json(
            [
                {
                    "lang": hit.lang,
                    "start": hit.start,
                    "end": hit.end,
                    "texts": hit.unit.texts,
                    "origin": hit.unit.origin,
                }
                for hit in hits
            ]
        )
    else:
        for hit in hits:
            text = hit.unit.texts[hit.lang]
            console.say(
                f"{hit.unit.origin} {hit.lang}: {text[: hit.start]}[{text[hit.start : hit.end]}]{text[hit.end :]}"
            )
            for other in LANGUAGES:
                if other != hit.lang and other in hit.unit.texts:
                    console.say(f"    {other}: {hit.unit.texts[other]}")
    if not hits:
        raise typer.Exit(console.FINDINGS)
