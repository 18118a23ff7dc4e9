"""Speed of the checks on a made archive: `make bench-checks`.

    python benchmarks/checks.py [--units 100000] [--checked 100000] [--terms 10000]

Archive and glossary are those of `checks_archive` (the aligned examples with other figures and persons; the starter
glossary and made organisations). Measured are: all checks of the default profile, without and with lexicon and encoder;
saving one edited sentence of a release of 300 through the service; a change of the glossary through the service, on an
archive of that size in a real workspace, until every page shows it. Writes a section of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import checks_archive as archive
import tables
from tmflow import bootstrap, checks
from tmflow.alignment import aligner
from tmflow.checks.check import Context
from tmflow.checks.registry import ALL
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Status
from tmflow.model.language import LANGUAGES
from tmflow.model.unit import State, TranslationUnit
from tmflow.services.accounts import SYSTEM
from tmflow.services.evidence import Evidence, HouseEvidence
from tmflow.services.glossaries import TermDraft
from tmflow.services.ports.glossary import ConceptState, TermState
from tmflow.services.ports.jobs import JobKind, JobState
from tmflow.services.ports.releases import ReleaseRecord
from tmflow.services.texts import source_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.services.container import Services

NOW = "2026-01-01T00:00:00+00:00"
WARM_UP = 30
EDITED = 300
EDITS = 20


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


def edits(services: Services, release_id: str) -> list[float]:
    """Return the seconds that each of some saves of one sentence takes, the first one cold."""
    taken = []
    for number, row in enumerate(islice(services.units.rows(SYSTEM, release_id), EDITS)):
        text = f"{row.unit.text('en')} And {number} more."
        start = time.perf_counter()
        services.units.save(
            SYSTEM, row.unit.id, "en", text, version=row.unit.variants["en"].version, operation_id=f"edit-{number}"
        )
        taken.append(time.perf_counter() - start)
    return taken


def change(services: Services, concept_id: str, text: str) -> tuple[int, float, bool]:
    """Add a forbidden term to an entry: units that mention it, seconds until issues are stored, whether a job did."""
    entry = services.glossaries.get(SYSTEM, concept_id).entry
    before = services.glossaries.revision()
    start = time.perf_counter()
    services.glossaries.save(SYSTEM, entry.id, entry.kind, entry.note, [TermDraft(None, "en", text, Status.FORBIDDEN)])
    waiting = any(job.kind is JobKind.RECHECK and job.state is JobState.WAITING for job in services.jobs.list(SYSTEM))
    if waiting:
        services.quality.catch_up_with_all(SYSTEM, lambda *_: None)
    taken = time.perf_counter() - start
    if services.glossaries.revision() == before:
        raise RuntimeError(concept_id)
    with services.quality._office.open() as uow:  # noqa: SLF001 - what the trail says is no page
        events = uow.trail.events("glossary", limit=1)
    return int(str(events[0].detail["units"])) if events else 0, taken, waiting


def named(planted: list[TranslationUnit], entries: dict[str, ConceptEntry]) -> list[str]:
    """Return concepts of the starter glossary: one that a seed names, one that ten name, the one that most name."""
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
    return [min(counts, key=lambda each: (abs(counts[each] - wanted), each)) for wanted in (1, 10, len(planted))]


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--checked", type=int, default=100_000)
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
        taken = edits(services, "R-2027-0001")
        services.glossaries.current_recognizer()
        changes = [
            change(services, made[0].concept_id, "Never a Name"),
            change(services, made[1].concept_id, "Nor This Name"),
            *(change(services, concept, "Not a Rendering") for concept in named(planted, entries)),
        ]
    rows = [
        [f"all {len(ALL)} checks", f"{units:,} units", f"{plain:,.0f} units/s of one core"],
        ["with lexicon and encoder", f"{with_units:,} units", f"{with_evidence:,.0f} units/s of one core"],
        ["peak memory", "both, glossary and encoder loaded", f"{memory:,.0f} MB"],
        ["one sentence saved, first", f"release of {EDITED} units", f"{taken[0] * 1e3:,.0f} ms"],
        ["one sentence saved, then", "median", f"{statistics.median(taken[1:]) * 1e3:,.1f} ms"],
        *(
            [
                f"a term added, {'by the job' if job else 'in the same call'}",
                f"{touched:,} units mention it",
                f"{seconds:,.2f} s",
            ]
            for touched, seconds, job in changes
        ),
    ]
    count = sum(len(entry.terms) for entry in entries.values())
    tables.write(
        "checks",
        f"""## Checks

`python benchmarks/checks.py`: {arguments.units:,} made trilingual units in releases of {archive.RELEASE} (the sentences
of the examples with other figures, persons and days, drawn with a seed; a fifth names an organisation of the made
glossary), a glossary of {count:,} terms, the default profile. Speeds are of processor time, saves and changes
of wall time through the services on a real workspace.

{tables.table(["", "", ""], rows)}

Microseconds of a unit that the dearest checks take (who asks first pays for the reading that others share):

{tables.table(["check", "µs"], [[check, f"{spent:,.0f}"] for check, spent in parts])}
""",
    )


if __name__ == "__main__":
    main()
