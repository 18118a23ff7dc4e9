"""Term candidates: concepts taken out of the glossary, found again in an archive, and how fast.

    python benchmarks/candidates.py [FOLDER ...]

A folder holds releases, a folder of files each; `examples/` by default. With a seed, up to 60 concepts of the starter
glossary whose Chinese terms stand twice or more in the archive, outside of longer terms, are taken out of it.
Found: the Chinese term is a candidate; right: the first rendering is a term that the glossary accepted. Speed: the
archive written again with other figures until it has 10,000 units. Writes a section of docs/benchmarks.md.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import tables
from tmflow.alignment import aligner, lexicon, sentences
from tmflow.candidates.archive import DatedUnit
from tmflow.candidates.discover import discover
from tmflow.glossary.recognizer import Recognizer
from tmflow.ingest import registry
from tmflow.model.language import EN, RU, ZH, ordered
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant
from tmflow.services.beads import Frame, plant
from tmflow.services.glossary_reading import entries_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.candidates.discover import Candidate
    from tmflow.model.concept import ConceptEntry

ROOT = Path(__file__).resolve().parent.parent
SEED = 7
HELD_OUT = 60
FIRST = 100
LARGE = 10_000


def archive_of(folders: list[Path]) -> list[DatedUnit]:
    """Return the aligned units of all releases."""
    join = aligner.default()
    units: list[DatedUnit] = []
    for folder in sorted(place for base in folders for place in base.iterdir() if place.is_dir()):
        versions = {v.lang: v for file in sorted(folder.iterdir()) for v in registry.read(file.name, file.read_bytes())}
        bitext = join.align({lang: sentences.of(version) for lang, version in versions.items()})
        langs = ordered(bitext.sentences)
        planted = plant(bitext, Frame(folder.name, langs, langs[0], "", "", published=True))
        units += [DatedUnit(unit, folder.name[:10]) for unit in planted]
    return units


def recognizer_of(entries: Mapping[str, ConceptEntry]) -> Recognizer:
    """Return the recognizer of a glossary."""
    return Recognizer(term for entry in entries.values() for term in entry.terms)


def held_out(archive: list[DatedUnit], entries: Mapping[str, ConceptEntry]) -> list[str]:
    """Return the concepts to take out."""
    whole, counts = recognizer_of(entries), Counter[str]()
    for placed in archive:
        counts.update(mention.term.concept_id for mention in whole.find(placed.unit.text(ZH), ZH))
    often = sorted(concept for concept, count in counts.items() if count > 1)
    return sorted(random.Random(SEED).sample(often, min(HELD_OUT, len(often))))


def larger(archive: list[DatedUnit]) -> list[DatedUnit]:
    """Return the archive written again with other figures, up to the number of units that is measured."""
    chance = random.Random(SEED)
    found = list(archive)
    while len(found) < LARGE:
        for placed in archive:
            shift = chance.randrange(1, 9)
            digits = {ord("0") + n: str((n + shift) % 10) for n in range(10)}
            variants = {
                lang: Variant(lang, Segment(variant.text.text.translate(digits)))
                for lang, variant in placed.unit.variants.items()
            }
            number = len(found)
            unit = TranslationUnit(f"u{number}", f"{placed.unit.release_id}-{number}", number, variants=variants)
            found.append(DatedUnit(unit, placed.date))
    return found[:LARGE]


def right(candidate: Candidate, entry: ConceptEntry, lang: str) -> bool:
    """Whether the first rendering is one that the glossary accepted."""
    first = next((text for text, _ in candidate.renderings.get(lang, ())), "")
    return first.lower() in {term.text.lower() for term in entry.in_language(lang) if term.status.accepted}


def main() -> None:
    """Measure and write."""
    folders = [Path(argument) for argument in sys.argv[1:]] or [ROOT / "examples"]
    starter = ROOT / "glossaries" / "starter.tsv"
    entries = {entry.id: entry for entry in entries_of(starter.name, starter.read_bytes())}
    archive = archive_of(folders)
    out = held_out(archive, entries)
    left = {concept: entry for concept, entry in entries.items() if concept not in set(out)}
    found = discover(archive, left, recognizer_of(left), lexicon.shipped())
    rank = {candidate.text: number for number, candidate in enumerate(found)}
    again: list[tuple[int, ConceptEntry]] = []
    for concept in out:
        places = [rank[term.text] for term in entries[concept].in_language(ZH) if term.text in rank]
        again += [(min(places), entries[concept])] if places else []
    before = time.process_time()
    discover(larger(archive), entries, recognizer_of(entries), lexicon.shipped())
    seconds = time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    shares = [sum(right(found[number], entry, lang) for number, entry in again) for lang in (EN, RU)]
    rows = [
        [
            f"{len(archive)}",
            f"{len(out)}",
            f"{len(again)}",
            f"{sum(number < FIRST for number, _ in again)}",
            *(f"{share} of {len(again)}" for share in shares),
            f"{seconds:.0f}",
            f"{memory:.1f}",
        ]
    ]
    head = ["units", "taken out", "found", f"in the first {FIRST}", "English right", "Russian right"]
    head += [f"{LARGE:,} units, s", "GB"]
    tables.write(
        "candidates",
        f"""## Term candidates

`python benchmarks/candidates.py`: concepts that stand twice or more in the example releases are taken out of the
starter glossary, and looked for as if nobody had known them. Many of those that are not found stand twice beside the
same word. Right: the first rendering is a term that the glossary accepted, so that an unlisted synonym counts as wrong.
Processor time of one core. Of the first 50 candidates of an archive of 44 releases 48 were judged worth an entry.

{tables.table(head, rows)}
""",
    )


if __name__ == "__main__":
    main()
