"""Speed of the checks on a made archive: `make bench-checks`.

    python benchmarks/checks.py [--units 100000] [--checked 6000] [--terms 10000]

Archive and glossary are those of `checks_archive` (the aligned examples with other figures and persons; the starter
glossary and made organisations). Measured are: all checks of the default profile, without and with lexicon and encoder;
saving one edited sentence of a release of 30 and of 300 through the service; a change of the glossary through the
service, on an archive of that size in a real workspace, until each page shows it. Writes a section of
docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import checks_archive as archive
import tables
from tmflow import bootstrap, checks
from tmflow.alignment import aligner
from tmflow.checks.check import Context
from tmflow.checks.registry import ALL
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status
from tmflow.model.language import LANGUAGES
from tmflow.model.unit import State, TranslationUnit
from tmflow.services.accounts import SYSTEM
from tmflow.services.evidence import Evidence, HouseEvidence
from tmflow.services.glossaries import TermDraft
from tmflow.services.ports.glossary import ConceptState, TermState
from tmflow.services.ports.releases import ReleaseRecord
from tmflow.services.texts import source_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tmflow.services.container import Services

NOW = "2026-01-01T00:00:00+00:00"
WARM_UP = 30
EDITED = 300
EDITS = 20
JOB_AT_MOST = 4_000
"""Units after which the job has shown how fast it is."""
T = TypeVar("T")


def speed(
    releases: Iterable[list[TranslationUnit]], entries: dict[str, ConceptEntry], evidence: Evidence
) -> tuple[int, float]:
    """Return how many units were checked, and how many of them a second of processor time."""
    recognizer = Recognizer(term for entry in entries.values() for term in entry.terms)
    units, spent = 0, 0.0
    for number, release in enumerate(releases):
        context = Context(
            tuple(release), recognizer, entries, associations=evidence.associations, meaning=evidence.meaning
        )
        start = time.process_time()
        checks.run(context)
        if number >= WARM_UP:
            spent += time.process_time() - start
            units += len(release)
    return units, units / spent


def shares(releases: Iterable[list[TranslationUnit]], entries: dict[str, ConceptEntry]) -> list[tuple[str, float]]:
    """Return what each check takes of a unit in microseconds, readings included where it asks first."""
    recognizer = Recognizer(term for entry in entries.values() for term in entry.terms)
    spent: Counter[str] = Counter()
    units = 0
    for number, release in enumerate(releases):
        context = Context(tuple(release), recognizer, entries)
        units += len(release) if number >= WARM_UP else 0
        for check in ALL:
            start = time.process_time()
            for unit in release:
                list(check.run(unit, context))
            spent[check.id] += time.process_time() - start if number >= WARM_UP else 0
    return [(check, seconds / units * 1e6) for check, seconds in spent.most_common(12)]


def fill(services: Services, releases: Iterable[list[TranslationUnit]], entries: dict[str, ConceptEntry]) -> None:
    """Put glossary and archive into a workspace, without checking them."""
    open_unit_of_work = services.quality._office.open  # noqa: SLF001 - the archive is made, not imported
    with open_unit_of_work(write=True) as uow:
        uow.glossary.put_concepts([ConceptState(entry, True, "bench", NOW) for entry in entries.values()])  # noqa: FBT003
        uow.glossary.put_terms(
            [TermState(term, True, "bench", NOW) for entry in entries.values() for term in entry.terms]  # noqa: FBT003
        )
        uow.quality.set_checked_glossary(uow.glossary.revision())
        uow.commit()
    with open_unit_of_work(write=True) as uow:
        for release in releases:
            uow.releases.add(
                ReleaseRecord(release[0].release_id, "2026-01-01", State.TRANSLATED, "zh", LANGUAGES, NOW, "bench", NOW)
            )
            uow.units.add(release, [source_hash(unit, "zh") for unit in release])
        uow.commit()


def edits(services: Services, release_id: str) -> tuple[list[float], list[float]]:
    """Return the seconds that each of some saves of one sentence takes, of wall time and of processor time."""
    wall, processor = [], []
    for number, row in enumerate(islice(services.units.rows(SYSTEM, release_id), EDITS)):
        text = f"{row.unit.text('en')} And {number} more."
        operation = f"edit-{release_id}-{number}"
        version = row.unit.variants["en"].version
        start, used = time.perf_counter(), time.process_time()
        services.units.save(SYSTEM, row.unit.id, "en", text, version=version, operation_id=operation)
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return wall, processor


class EnoughSeen(Exception):  # noqa: N818 - what happened, not an error
    """The job has shown how fast it is."""


@dataclass(frozen=True)
class Followed:
    """What came of one change of the glossary.

    Args:
        units: how many it touches.
        owner: seconds until whoever made the change goes on.
        listed: seconds of the list of releases, checked again as far as it shows them.
        unlisted: how many units on the list still wait then, and are marked.
        opened: seconds of opening a release that waits.
        along: seconds of the consistency page.
        rate: units a second of the job with the rest; none where nothing is left.
    """

    units: int
    owner: float
    listed: float
    unlisted: int
    opened: float
    along: float
    rate: float | None


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return how many seconds of wall time some work took, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def change(services: Services, concept_id: str, text: str) -> Followed:
    """Add a forbidden term to an entry, look at the pages that show it, and let the job do the rest."""
    entry = services.glossaries.get(SYSTEM, concept_id).entry
    draft = TermDraft(None, "en", text, Status.FORBIDDEN)
    owner, _ = timed(lambda: services.glossaries.save(SYSTEM, entry.id, entry.kind, entry.note, [draft]))
    with services.quality._office.open() as uow:  # noqa: SLF001 - what the trail says, and what waits, is no page
        events = uow.trail.events("glossary", limit=1)
    units = int(str(events[0].detail["units"])) if events else 0
    listed, page = timed(lambda: services.releases.list(SYSTEM, limit=50))
    with services.quality._office.open() as uow:  # noqa: SLF001
        waiting = sorted(uow.rechecks.counts())
    opened, _ = timed(lambda: services.units.rows(SYSTEM, waiting[0] if waiting else page.items[0].id))
    along, _ = timed(lambda: services.consistency.findings(SYSTEM, at_hand=True))
    if services.consistency.under_way(SYSTEM) is not None:
        raise RuntimeError(concept_id)
    return Followed(
        units, owner, listed, sum(each.waiting_checks for each in page.items), opened, along, job_rate(services)
    )


def job_rate(services: Services) -> float | None:
    """Let the job check what waits, at most so many units, and return how many a second that were."""
    if not services.quality.waiting(SYSTEM):
        return None
    done = 0

    def step(units: int, _total: int, _next: str) -> None:
        nonlocal done
        done = units
        if units > JOB_AT_MOST:
            raise EnoughSeen

    start = time.perf_counter()
    with contextlib.suppress(EnoughSeen):
        services.quality.catch_up_with_all(SYSTEM, step)
    return done / (time.perf_counter() - start)


def named(planted: list[TranslationUnit], entries: dict[str, ConceptEntry]) -> list[str]:
    """Return concepts of the starter glossary: two that a seed names, one that ten name, the one that most name."""
    recognizer = Recognizer(term for entry in entries.values() for term in entry.terms)
    counts: Counter[str] = Counter()
    for unit in planted:
        counts.update(
            {
                mention.term.concept_id
                for lang in LANGUAGES
                for mention in recognizer.find(unit.text(lang), lang, nested=True)
            }
        )
    # The checks of people look after a change of a title or a person: slower, and measured apart.
    terms = [each for each in counts if entries[each].kind not in {Kind.TITLE, Kind.PERSON}]
    titles = [each for each in counts if entries[each].kind is Kind.TITLE]
    among = ((titles, 1), (terms, 1), (terms, 10), (terms, len(planted)))
    return [min(each, key=lambda one: (abs(counts[one] - wanted), one)) for each, wanted in among]


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--checked", type=int, default=6_000)
    parser.add_argument("--terms", type=int, default=10_000)
    arguments = parser.parse_args()
    planted = archive.seeds()
    entries, made = archive.glossary(arguments.terms)
    checked = min(arguments.units, arguments.checked) + WARM_UP * archive.RELEASE
    units, plain = speed(archive.releases(checked, planted, made), entries, Evidence())
    joiner = aligner.default()
    asked = min(checked, 3_000 + WARM_UP * archive.RELEASE)
    with_units, with_evidence = speed(archive.releases(asked, planted, made), entries, HouseEvidence(lambda: joiner)())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parts = shares(archive.releases(asked, planted, made), entries)
    with tempfile.TemporaryDirectory() as folder:
        services = bootstrap.build(Path(folder) / "workspace")
        fill(services, archive.releases(arguments.units, planted, made), entries)
        (long,) = archive.releases(EDITED, planted, made, seed=3, size=EDITED)
        fill(services, [archive.renamed(long, "R-2027-0001", "e")], {})
        prepared, _ = timed(lambda: services.quality.prepare(SYSTEM))
        saves = {EDITED: edits(services, "R-2027-0001"), archive.RELEASE: edits(services, "R-2026-0001")}
        first_look, _ = timed(lambda: services.consistency.findings(SYSTEM))
        changes = [
            change(services, made[0].concept_id, "Never a Name"),
            change(services, made[1].concept_id, "Nor This Name"),
            *(change(services, concept, "Not a Rendering") for concept in named(planted, entries)),
        ]
    rows = [
        [f"all {len(ALL)} checks", f"{units:,} units", f"{plain:,.0f} units/s of one core"],
        ["with lexicon and encoder", f"{with_units:,} units", f"{with_evidence:,.0f} units/s of one core"],
        ["peak memory", "both, glossary and encoder loaded", f"{memory:,.0f} MB"],
        ["getting ready after a start", "glossary, lexicon, encoder, one release", f"{prepared:,.1f} s"],
        ["first look along the archive", "aside, after a start", f"{first_look:,.0f} s"],
        *(
            [
                "one sentence saved",
                f"release of {size} units, median of {len(wall)}",
                f"{statistics.median(wall) * 1e3:,.1f} ms ({statistics.median(used) * 1e3:,.1f} ms of the processor)",
            ]
            for size, (wall, used) in saves.items()
        ),
    ]
    shown = [
        [
            f"{each.units:,}",
            *(f"{seconds:,.2f} s" for seconds in (each.owner, each.listed, each.opened, each.along)),
            f"{each.unlisted:,}",
            "" if each.rate is None else f"{each.rate:,.0f} units/s",
        ]
        for each in changes
    ]
    count = sum(len(entry.terms) for entry in entries.values())
    tables.write(
        "checks",
        f"""## Checks

`python benchmarks/checks.py`: {arguments.units:,} made trilingual units in releases of {archive.RELEASE} (the sentences
of the examples with other figures, persons and days, drawn with a seed; a fifth names an organisation of the made
glossary), a glossary of {count:,} terms, the default profile. Speeds are of processor time, all others of wall time,
through the services on a real workspace, each write with its fsync.

{tables.table(["", "", ""], rows)}

A forbidden term is added to an entry: how many units the change touches, and how long people wait. The owner's save
notes what it touches and checks it where it is little; the list of fifty releases, and a release that is opened, are
checked again before they are shown; what of the list is not done after 0.7 s is marked. A job does the rest, the
newest releases first. (The third line is a title: there the checks of people read the whole release again.)

{tables.table(["touched", "save", "list", "release", "consistency", "marked", "job"], shown)}

Microseconds of a unit that the dearest checks take (who asks first pays for the reading that others share):

{tables.table(["check", "µs"], [[check, f"{spent:,.0f}"] for check, spent in parts])}
""",
    )


if __name__ == "__main__":
    main()
