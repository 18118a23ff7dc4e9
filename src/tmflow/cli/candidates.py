"""`tmflow candidates run, list, accept, dismiss`."""

from __future__ import annotations

from typing import Annotated

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.model.concept import Kind  # noqa: TC001 - typer reads the annotations
from tmflow.services.accounts import SYSTEM

app = typer.Typer(help="Terms that the archive uses and the glossary lacks.", no_args_is_help=True)


@app.command("run")
def run(
    background: Annotated[
        bool, typer.Option("--background", help="Leave the work to the worker of a running server.")
    ] = False,
) -> None:
    """Search the whole archive anew; what was decided about candidates stays."""
    services = console.services()
    if background:
        from tmflow.services.ports.jobs import JobKind  # noqa: PLC0415 - see console

        job = services.jobs.submit(SYSTEM, JobKind.FIND_CANDIDATES)
        console.say(tr("Job {number} waits for the worker.", number=job.id))
        return
    found = services.candidates.find(SYSTEM, lambda done, total, name: console.note(f"{done + 1}/{total} {name}"))
    console.say(tr("units: {units}, candidates: {count}", units=found.units, count=found.candidates))


@app.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many, the most worthwhile first.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show the open candidates with their renderings."""
    services = console.services()
    rows = [row.candidate for row in services.candidates.list(SYSTEM, limit=limit).items]
    if as_json:
        console.emit_json(
            [
                {
                    "id": each.id,
                    "text": each.text,
                    "kind": each.kind.value,
                    "renderings": {lang: [list(pair) for pair in pairs] for lang, pairs in each.renderings.items()},
                    "count": each.count,
                    "releases": each.releases,
                    "first": each.first,
                    "last": each.last,
                    "score": each.score,
                }
                for each in rows
            ]
        )
        return
    head = (tr("id"), tr("kind"), "zh", "en", "ru", tr("times"), tr("releases"))
    console.table(
        head,
        (
            (
                each.id,
                each.kind.value,
                each.text,
                *(next((text for text, _ in each.renderings.get(lang, ())), "") for lang in ("en", "ru")),
                each.count,
                each.releases,
            )
            for each in rows
        ),
    )


@app.command("accept")
def accept(
    candidate: Annotated[str, typer.Argument(help="The id that `tmflow candidates list` shows.")],
    en: Annotated[str | None, typer.Option(help="The English term; by default the best rendering.")] = None,
    ru: Annotated[str | None, typer.Option(help="The Russian term; by default the best rendering.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What it is; by default what its last characters tell.")] = None,
    into: Annotated[str | None, typer.Option(help="The entry that gets the terms, instead of a new one.")] = None,
) -> None:
    """Make a candidate an entry of the glossary."""
    services = console.services()
    found = services.candidates.get(SYSTEM, candidate).candidate
    best = {lang: pairs[0][0] for lang, pairs in found.renderings.items() if pairs}
    given = {lang: text for lang, text in (("en", en), ("ru", ru)) if text is not None}
    entry = services.candidates.accept(SYSTEM, candidate, kind or found.kind, {"zh": found.text, **best, **given}, into)
    console.say(entry.id)


@app.command("dismiss")
def dismiss(candidate: Annotated[str, typer.Argument(help="The id that `tmflow candidates list` shows.")]) -> None:
    """Say that a candidate is no term; it does not come back."""
    console.services().candidates.dismiss(SYSTEM, candidate)
