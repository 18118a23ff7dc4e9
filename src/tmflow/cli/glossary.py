"""`tmflow glossary import|export|list|show`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated, Final

import typer

from tmflow.cli import console, glossary_list
from tmflow.i18n import tr
from tmflow.interchange.glossary_table.model import Layout
from tmflow.services.accounts import SYSTEM

app: Final = typer.Typer(help="Exchange the glossary with its owner.", no_args_is_help=True, rich_markup_mode=None)
app.command("list")(glossary_list.list_)
app.command("show")(glossary_list.show)


class Choice(StrEnum):
    """What is taken where the file and the workspace both changed."""

    MINE = "mine"
    THEIRS = "theirs"


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A glossary, .xlsx or .csv: one row a term, or a column a language.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    conflicts: Annotated[
        Choice | None, typer.Option("--conflicts", help="Take the file's (mine) or the stored value (theirs).")
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="Which sheet of a workbook.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="What a column is, e.g. C=term:ru, or D= to leave it out; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Import a glossary: merged cell by cell, all or nothing. Exit code 1 when somebody has to decide first."""
    from tmflow.files.limits import read_path  # noqa: PLC0415 - takes seconds to import

    data = read_path(file)
    services = console.services(make=True)
    mapping = _mapping(column or [])
    preview = services.glossaries.preview(SYSTEM, file.name, data, sheet=sheet, mapping=mapping)
    for warning in preview.warnings:
        console.note(warning)
    decisions = {}
    if conflicts is not None:
        other = {"mine": "different", "theirs": "same"}[conflicts]
        decisions = {row.key: conflicts if row.result == "conflict" else other for row in preview.rows if row.to_decide}
    waiting = [row for row in preview.rows if row.to_decide and row.key not in decisions]
    changed = 0
    if not dry_run and not waiting:
        changed = services.glossaries.apply(SYSTEM, preview.id, decisions).changed
    shown = [row for row in preview.rows if row.result != "unchanged"]
    if as_json:
        rows = [
            {
                "row": row.row_number,
                "part": row.part,
                "result": row.result,
                "concept": row.concept_id,
                "lang": row.lang,
                "cell": row.cell,
                "base": row.base,
                "current": row.current,
                "file": row.file,
                "message": row.message,
                "impact": row.impact,
            }
            for row in shown
        ]
        console.emit_json({"counts": preview.counts, "changed": changed, "rows": rows})
    else:
        if dry_run or waiting:
            console.table(
                (tr("row"), tr("result"), tr("concept"), tr("cell"), tr("stored"), tr("file"), tr("message")),
                ((r.row_number, r.result, r.concept_id, r.cell, r.current, r.file, r.message) for r in shown),
            )
        console.say(", ".join(f"{name} {count}" for name, count in preview.counts.items() if count))
        console.say(tr("terms changed: {count}", count=changed))
    if waiting:
        console.note(tr("Rows that wait for a decision: {count}. Use --conflicts mine or theirs.", count=len(waiting)))
        raise typer.Exit(console.FINDINGS)


def _mapping(columns: list[str]) -> dict[str, str]:
    """Return the fields by column letter that `--column C=term:ru` says."""
    pairs = {}
    for each in columns:
        letter, sign, field = each.partition("=")
        if not sign or not letter.strip().isalpha():
            raise typer.BadParameter(tr("“{text}” is no column. Write for example C=term:ru.", text=each))
        pairs[letter.strip().upper()] = field.strip()
    return pairs


@app.command("export")
def export(
    layout: Annotated[
        Layout, typer.Option("--layout", help="One row a term (terms), or one row a concept (wide).")
    ] = Layout.TERMS,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The .xlsx file, or - for the screen.")] = None,
) -> None:
    """Export the whole glossary as .xlsx."""
    services = console.services()
    console.deliver(services.glossaries.export(SYSTEM, layout), output, "glossary.xlsx")
