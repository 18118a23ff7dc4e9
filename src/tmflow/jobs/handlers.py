"""What the worker does for each kind of job. Each handler goes on from its `resume_state` and ends with a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tmflow.i18n import tr
from tmflow.model.errors import Conflict, NotFound, NotSignedIn, PermissionDenied, StorageError, TmflowError
from tmflow.services.ports.jobs import JobKind
from tmflow.services.views import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tmflow.jobs.progress import Progress
    from tmflow.model.account import Account
    from tmflow.services.container import Services
    from tmflow.services.ports.trail import Plain

    Handler = Callable[["Work"], Mapping[str, Plain]]


@dataclass(frozen=True, slots=True)
class Work:
    """One job under way: the services, whose rights it has, what is to be done, and where it tells how far it is."""

    services: Services
    actor: Account | None
    payload: Mapping[str, Any]
    progress: Progress
    read_file: Callable[[str], tuple[str, bytes]]


def import_archive(work: Work) -> Mapping[str, Plain]:
    """Read, pair and store every release of an archive; a file that cannot be read stops nothing and is named."""
    uploads = [Upload(name, work.read_file(digest)[1], group) for digest, name, group in work.payload["files"]]
    state = work.progress.resume_state
    work.progress.step(0, 0, tr("reading files: {count}", count=len(uploads)), state)
    plan = work.services.releases.inspect(work.actor, uploads)
    added: list[str] = list(_texts(state.get("added")))
    known: list[str] = list(_texts(state.get("known")))
    problems = [f"{problem.source_name}: {problem.message}" for problem in plan.problems]
    for done, group in enumerate(plan.groups):
        work.progress.step(done, len(plan.groups), group.key, {"added": added, "known": known})
        try:
            stored = work.services.releases.store(
                work.actor, group, plan.files, published=bool(work.payload["published"])
            )
        except (NotSignedIn, PermissionDenied, StorageError):
            # No fault of this release: the job fails, and can be resumed from here.
            raise
        except TmflowError as error:
            problems.append(f"{group.key}: {error}")
            continue
        if stored.created:
            added.append(stored.id)
        elif stored.id not in added:
            known.append(stored.id)
    total = len(plan.groups)
    work.progress.step(total, total, "", {"added": added, "known": known})
    return {"added": added, "known": known, "problems": problems}


def realign(work: Work) -> Mapping[str, Plain]:
    """Align releases again; beads that people made stay."""
    releases = list(_texts(work.payload["releases"]))
    problems: list[str] = []
    for number in _remaining(work, releases):
        try:
            work.services.alignments.realign(work.actor, releases[number])
        except (Conflict, NotFound) as error:
            problems.append(f"{releases[number]}: {error}")
    return {"aligned": len(releases) - len(problems), "problems": problems}


def check_all(work: Work) -> Mapping[str, Plain]:
    """Run all checks on all releases again; decisions hold on."""
    releases = list(_every_release(work))
    found = 0
    for number in _remaining(work, releases):
        found += len(work.services.quality.check(work.actor, releases[number]))
    return {"checked": len(releases), "issues": found}


def recheck(work: Work) -> Mapping[str, Plain]:
    """Check again what changes of the glossary touch."""

    def step(done: int, total: int, name: str) -> None:
        work.progress.step(done, total, name, {})

    return {"units": work.services.quality.catch_up_with_all(work.actor, step)}


def train_lexicon(work: Work) -> Mapping[str, Plain]:
    """Learn the workspace's word associations anew."""

    def step(done: int, total: int, name: str) -> None:
        work.progress.step(done, total, name, {})

    return {"rows": dict(work.services.lexicons.train(work.actor, step).rows)}


def find_candidates(work: Work) -> Mapping[str, Plain]:
    """Search the archive for terms that the glossary lacks."""

    def step(done: int, total: int, name: str) -> None:
        work.progress.step(done, total, name, {})

    found = work.services.candidates.find(work.actor, step)
    return {"units": found.units, "candidates": found.candidates}


HANDLERS: Final[Mapping[JobKind, Handler]] = {
    JobKind.IMPORT_ARCHIVE: import_archive,
    JobKind.REALIGN: realign,
    JobKind.CHECK_ALL: check_all,
    JobKind.RECHECK: recheck,
    JobKind.TRAIN_LEXICON: train_lexicon,
    JobKind.FIND_CANDIDATES: find_candidates,
}


def _remaining(work: Work, names: list[str]) -> Iterator[int]:
    """Yield the places of what is still to be done, telling before each how far it is."""
    begin = work.progress.resume_state.get("next")
    for number in range(begin if isinstance(begin, int) else 0, len(names)):
        work.progress.step(number, len(names), names[number], {"next": number})
        yield number
    work.progress.step(len(names), len(names), "", {"next": len(names)})


def _every_release(work: Work) -> Iterator[str]:
    after: str | None = None
    while True:
        page = work.services.releases.list(work.actor, after=after)
        yield from (summary.id for summary in page.items)
        after = page.next
        if after is None:
            return


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from (str(item) for item in value)
