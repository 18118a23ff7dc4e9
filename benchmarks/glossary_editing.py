"""How long the glossary's page and one edit take with 10,000 entries: `python benchmarks/glossary_editing.py`.

The entries are made: six terms each, in three languages. Measured is the processor time of one core, so that other work
on the machine does not count; the best of five.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import tables
from tmflow import bootstrap
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft
from tmflow.services.glossary_drafts import draft_of
from tmflow.services.ports.glossary import ConceptState, TermState
from tmflow.storage.engine import open_engine
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmflow.services.container import Services

ENTRIES = 10_000
AT = "2026-01-01T00:00:00+00:00"
WORDS = {
    "zh": "第{number}号办公室{letter}",
    "en": "Office {number} of Unit {letter}",
    "ru": "управление {number} {letter}",
}


def filled(folder: Path) -> Services:
    """Return the services of a new workspace with the entries in it."""
    services = bootstrap.build(folder)
    engine = open_engine(f"sqlite:///{folder / 'tmflow.db'}")
    concepts, terms = [], []
    for number in range(ENTRIES):
        concept = f"K-{number:05d}"
        concepts.append(ConceptState(ConceptEntry(concept, Kind.ORGANISATION), active=True, author="bench", at=AT))
        for lang, words in WORDS.items():
            for letter, status in (("A", Status.PREFERRED), ("B", Status.ADMITTED)):
                text = words.format(number=number, letter=letter)
                term = Term(f"{concept}.{lang}.{letter}", concept, lang, text, status, source="made")
                terms.append(TermState(term, active=True, author="bench", at=AT))
    with SqlUnitOfWorkFactory(engine)(write=True) as uow:
        uow.glossary.put_concepts(concepts)
        uow.glossary.put_terms(terms)
        uow.commit()
    engine.dispose()
    return services


def best(work: Callable[[], object]) -> str:
    """Return the shortest processor time of five runs, in milliseconds."""
    times = []
    for _ in range(5):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return f"{min(times) * 1000:.0f} ms"


def main() -> None:
    """Measure, and write the section of the page."""
    with tempfile.TemporaryDirectory() as folder:
        services = filled(Path(folder) / "workspace")
        glossaries = services.glossaries
        started = time.process_time()
        glossaries.current_recognizer()
        first = f"{time.process_time() - started:.1f} s"

        def page() -> None:
            glossaries.counts(SYSTEM)
            chosen = glossaries.list(SYSTEM, limit=200).items[77].id
            glossaries.get(SYSTEM, chosen)
            glossaries.usage(SYSTEM, chosen)

        def edit() -> None:
            entry = glossaries.get(SYSTEM, "K-00077").entry
            draft = draft_of(entry.terms[0])
            changed = TermDraft(draft.term_id, draft.lang, draft.text + "x", base_revision=draft.base_revision)
            glossaries.save(SYSTEM, entry.id, entry.kind, entry.note, [changed])

        def after() -> None:
            edit()
            page()

        rows = [
            ("read into memory when the server starts", first),
            ("what the page asks for: counts, the first 200, one entry, its history and its places", best(page)),
            ("search that finds nothing", best(lambda: glossaries.list(SYSTEM, query="no such thing"))),
            ("one edit saved", best(edit)),
            ("one edit, and the page after it", best(after)),
        ]
    text = f"## Glossary: {ENTRIES:,} entries, {ENTRIES * 6:,} terms\n\n`python benchmarks/glossary_editing.py`, "
    text += "processor time of one core.\n\n" + tables.table(("", "time"), rows)
    tables.write("glossary editing", text)


if __name__ == "__main__":
    main()
