"""`tmflow check` and `tmflow consistency`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tmflow.cli import console, profiles, reading
from tmflow.cli.align import aligner
from tmflow.cli.releases import summaries
from tmflow.i18n import tr
from tmflow.model.errors import InputError
from tmflow.services.accounts import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.consistency.renderings import Finding
    from tmflow.model.concept import ConceptEntry
    from tmflow.services.views import IssueView

_RELEASE: Final = re.compile(r"R-\d{4}-\d+", re.IGNORECASE)
_CONTEXT: Final = 30


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("check")(check)
    app.command("consistency")(consistency)


def check(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RELEASE... | FILE FILE [FILE]]", help="Numbers of releases, or files; all releases by default."
        ),
    ] = None,
    glossary: Annotated[Path | None, typer.Option("--glossary", help="With files: a glossary, .xlsx or .csv.")] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", metavar="NAME|FILE", help="default, strict, quiet, one of the office's, or a .toml file."
        ),
    ] = None,
    rules: Annotated[Path | None, typer.Option("--rules", help="With files: your own rules of style, .toml.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Check releases of the workspace, or files without one. Exit code 1 when something was found."""
    named = what or []
    if named and not all(_RELEASE.fullmatch(each) and not Path(each).exists() for each in named):
        found = _check_files([Path(each) for each in named], glossary, profile, rules)
    elif rules is not None:
        raise InputError(
            tr("--rules is for files; the workspace has its own rules in {path}.", path=console.place().style)
        )
    else:
        found = _check_releases([each.upper() for each in named], profile)
    if as_json:
        console.emit_json([issue_json(view) for view in found])
    else:
        for view in found:
            console.say(_line(view))
        console.note(tr("issues: {count}", count=len(found)))
    if found:
        raise typer.Exit(console.FINDINGS)


def _check_files(
    paths: Sequence[Path], glossary: Path | None, profile: str | None, rules: Path | None
) -> list[IssueView]:
    from tmflow.config import style  # noqa: PLC0415 - takes seconds to import
    from tmflow.services.profiles import seen_with  # noqa: PLC0415 - takes seconds to import
    from tmflow.services.quality import check_texts  # noqa: PLC0415 - takes seconds to import

    entries = _entries(glossary) if glossary is not None else ()
    wanted = profiles.chosen(profile, with_workspace=False) if profile is not None else None
    own = style.load(rules) if rules is not None else None
    found = check_texts(reading.versions(paths), entries, aligner(), rules=own)
    return list(found if wanted is None else seen_with(found, wanted))


def _entries(path: Path) -> tuple[ConceptEntry, ...]:
    from tmflow.files.limits import read_path  # noqa: PLC0415 - takes seconds to import
    from tmflow.services.glossary_reading import entries_of  # noqa: PLC0415

    return entries_of(path.name, read_path(path))


def _check_releases(release_ids: Sequence[str], profile: str | None) -> list[IssueView]:
    from tmflow.config import style  # noqa: PLC0415 - takes seconds to import

    services = console.services()
    own = console.place().style
    if own.is_file():
        style.load(own)  # refused here by line; while people work the rules that held before hold on
    asked = profiles.chosen(profile, with_workspace=True) if profile is not None else None
    wanted = list(release_ids) or [summary.id for summary in summaries(services)]
    found = [
        view
        for release_id in console.progress(wanted, tr("Checking"))
        for view in (
            services.quality.check(SYSTEM, release_id)
            if asked is None
            else services.quality.look(SYSTEM, release_id, asked)
        )
    ]
    return [view for view in found if view.open]


def issue_json(view: IssueView) -> dict[str, Any]:
    """Return an issue as programs read it; `segment` is the unit's place in its release, `text` the flagged span."""
    issue = view.issue
    return {
        "check": issue.check,
        "release": view.release_id,
        "lang": issue.lang,
        "segment": view.position,
        "segment_text": view.segment_text,
        "text": issue.text,
        "start": issue.start,
        "end": issue.end,
        "message": issue.message,
        "suggestion": issue.suggestion,
        "severity": issue.severity.value,
    }


def _line(view: IssueView) -> str:
    issue = view.issue
    place = f"{view.release_id}/{view.position}" if view.release_id else str(view.position)
    start, end = max(0, issue.start - _CONTEXT), issue.end + _CONTEXT
    around = f"{view.segment_text[start : issue.start]}[{issue.text}]{view.segment_text[issue.end : end]}"
    better = tr(" → {suggestion}", suggestion=issue.suggestion) if issue.suggestion else ""
    return f"{place} {issue.lang} {issue.severity.value} {issue.check}: {issue.message}{better} | {around}"


def consistency(
    everything: Annotated[bool, typer.Option("--all", help="Also concepts without drift.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Show how each concept is rendered through all releases. Exit code 1 when something drifts."""
    services = console.services()
    found = services.consistency.findings(SYSTEM, drift_only=not everything)
    if as_json:
        console.emit_json([finding_json(finding) for finding in found])
    else:
        for finding in found:
            console.say(f"{finding.concept_id} {finding.lang}: {finding.preferred}")
            for each in finding.renderings:
                status = each.status.value
                console.say(f"  {each.count:>4} {status:<10} {each.text}  ({', '.join(each.releases)})")
    if any(finding.drift for finding in found):
        raise typer.Exit(console.FINDINGS)


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding of consistency as programs read it."""
    return {
        "concept": finding.concept_id,
        "lang": finding.lang,
        "renderings": [
            {"text": each.text, "count": each.count, "releases": list(each.releases)} for each in finding.renderings
        ],
        "preferred": finding.preferred,
    }
