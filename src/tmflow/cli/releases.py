"""`tmflow import`, `tmflow releases`, `tmflow show`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.model.errors import TmflowError
from tmflow.model.language import LANGUAGES
from tmflow.services.accounts import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.model.release import Release
    from tmflow.services.container import Services
    from tmflow.services.views import ImportPlan, PlannedRelease, ReleaseSummary, StoredRelease, UnitRow, Upload


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_)
    app.command("releases")(releases)
    app.command("show")(show)


def import_(
    paths: Annotated[list[Path], typer.Argument(help="Files, the folder of one release, or a folder of such folders.")],
    draft: Annotated[
        bool, typer.Option("--draft", help="Texts that still wait for an editor, not published pages.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write what was stored as JSON.")] = False,
) -> None:
    """Import releases: versions are paired by folder, by name, or by content; what is known already is recognised."""
    groups = uploads(paths)
    services = console.services(make=True)
    problems: list[str] = []
    stored: list[tuple[str, StoredRelease]] = []
    for batch in console.progress(groups, tr("Importing")):
        plan = services.releases.inspect(SYSTEM, batch)
        problems += [f"{problem.source_name}: {problem.message}" for problem in plan.problems]
        for group in plan.groups:
            for question in group.questions:
                console.note(tr("{key}: please look at this: {question}", key=group.key, question=question))
            try:
                stored.append((group.key, store(services, group, plan, draft=draft)))
            except TmflowError as error:
                problems.append(f"{group.key}: {error}")
    for problem in problems:
        console.note(problem)
    if as_json:
        releases_ = [{"id": each.id, "created": each.created, "name": key} for key, each in stored]
        console.emit_json({"releases": releases_, "problems": problems})
    else:
        words = {True: tr("imported"), False: tr("known already")}
        console.table(
            (tr("release"), tr("result"), tr("from")), ((each.id, words[each.created], key) for key, each in stored)
        )
    if problems:
        raise typer.Exit(console.COULD_NOT)


def store(services: Services, group: PlannedRelease, plan: ImportPlan, *, draft: bool) -> StoredRelease:
    """Store one planned release; a draft in one language begins a release in all of them."""
    if draft and len(group.versions) == 1 and group.repost_of is None:
        return services.releases.start(SYSTEM, group.versions[0].version, LANGUAGES, files=plan.files)
    return services.releases.store(SYSTEM, group, plan.files, published=not draft)


def uploads(paths: Sequence[Path]) -> list[list[Upload]]:
    """Return the files in batches that can be looked at by themselves: each folder, and all single files together.

    Raises:
        InputError: a file is missing, too large, or of a kind that is not read.
    """
    from tmflow.files.limits import read_path  # noqa: PLC0415 - readers take seconds to import
    from tmflow.ingest import archive  # noqa: PLC0415
    from tmflow.services.views import Upload  # noqa: PLC0415

    batches: list[list[Upload]] = []
    single: list[Upload] = []
    for group in archive.discover(paths):
        read = [Upload(path.name, read_path(path), group.name) for path in group.paths]
        if len(read) > 1:
            batches.append(read)
        else:
            single += [Upload(each.name, each.data) for each in read]
    return [*batches, single] if single else batches


def releases(
    query: Annotated[str, typer.Argument(help="A part of the number or of a title.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """List the releases, the newest first."""
    services = console.services()
    found = list(summaries(services, query))
    if as_json:
        console.emit_json([release_json(_release(services, each.id), detailed=False) for each in found])
        return
    console.table(
        (tr("release"), tr("date"), tr("state"), tr("issues"), tr("title")),
        (
            (each.id, each.date[:10], each.state, sum(each.issues.values()), next(iter(each.titles.values()), ""))
            for each in found
        ),
    )


def summaries(services: Services, query: str = "") -> Iterator[ReleaseSummary]:
    """Yield all releases, page by page."""
    after: str | None = None
    while True:
        page = services.releases.list(SYSTEM, query=query, after=after)
        yield from page.items
        after = page.next
        if after is None:
            return


def show(
    release: Annotated[str, typer.Argument(help="The release's number, such as R-2026-0187.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Show one release with its units."""
    services = console.services()
    found = _release(services, release)
    rows = services.units.rows(SYSTEM, release)
    if as_json:
        console.emit_json(release_json(found, rows))
        return
    console.say(f"{found.id}  {found.date}  {found.state}")
    for row in rows:
        console.say()
        for lang, variant in row.unit.variants.items():
            console.say(f"{row.unit.position:>4} {lang} {variant.state.value:<10} {variant.text.text}")


def _release(services: Services, release_id: str) -> Release:
    return services.releases.get(SYSTEM, release_id)


def release_json(release: Release, rows: Sequence[UnitRow] = (), *, detailed: bool = True) -> dict[str, object]:
    """Return a release as programs read it; without detail it has neither paragraphs nor units."""
    languages: dict[str, dict[str, object]] = {}
    for lang, version in release.versions.items():
        languages[lang] = {"title": version.title.text, "date": version.date}
        if detailed:
            languages[lang]["paragraphs"] = list(version.paragraphs)
    found: dict[str, object] = {
        "id": release.id,
        "date": release.date,
        "state": release.state,
        "languages": languages,
    }
    if detailed:
        found["units"] = [
            {
                "id": row.unit.id,
                **{
                    lang: {"text": variant.text.text, "state": variant.state.value}
                    for lang, variant in row.unit.variants.items()
                },
            }
            for row in rows
        ]
    return found
