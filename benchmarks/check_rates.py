"""How often each check speaks on human translations: `make bench-checks` writes docs/data/check_rates.tsv.

    python benchmarks/check_rates.py ../shared/align/parallel.tune.tsv ../shared/align/parallel.wmt2123.tsv
    python benchmarks/check_rates.py --show quotes ../shared/align/parallel.tune.tsv

Each row (Chinese, English, Russian, tab-separated) is a release of one unit, checked with the starter glossary, the
shipped lexicon and the encoder. The checks were developed on the first file; of the second only totals were looked at.
The table has figures only; `--show` prints a seeded sample of ten for reading, and writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from checks_archive import starter
from tmflow import checks
from tmflow.alignment import aligner
from tmflow.checks.check import Context
from tmflow.checks.registry import ALL
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.issue import Severity
from tmflow.model.language import LANGUAGES
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant
from tmflow.services.evidence import HouseEvidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.model.issue import Issue

TABLE = Path(__file__).resolve().parent.parent / "docs" / "data" / "check_rates.tsv"
SAMPLE = 10


def units(path: Path) -> list[TranslationUnit]:
    """Return the rows of a file as units."""
    rows = (line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").split("\n"))
    return [
        TranslationUnit(f"{path.stem}:{number}", "", 1, variants={
            lang: Variant(lang, Segment(text)) for lang, text in zip(LANGUAGES, row, strict=True)
        })
        for number, row in enumerate(rows)
        if len(row) == len(LANGUAGES)
    ]  # fmt: skip


def findings(planted: list[TranslationUnit]) -> Iterator[tuple[TranslationUnit, list[Issue]]]:
    """Yield each unit with what the checks say of it."""
    entries = starter()
    recognizer = Recognizer(term for entry in entries.values() for term in entry.terms)
    joiner = aligner.default()
    evidence = HouseEvidence(lambda: joiner)()
    for lang in LANGUAGES if evidence.meaning is not None else ():
        evidence.meaning.vectors([unit.text(lang) for unit in planted], lang)
    for unit in planted:
        context = Context((unit,), recognizer, entries, associations=evidence.associations, meaning=evidence.meaning)
        yield unit, checks.run(context)


def main() -> None:
    """Count and write the table, or print a sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", metavar="CHECK", nargs="*", default=None)
    arguments = parser.parse_args()
    shown: dict[str, list[tuple[TranslationUnit, Issue]]] = {}
    columns: list[dict[str, str]] = []
    for path in arguments.files:
        planted = units(path)
        grave: Counter[str] = Counter()
        told: Counter[str] = Counter()
        for unit, found in findings(planted):
            grave.update({issue.check for issue in found if issue.severity is not Severity.INFO})
            told.update({issue.check for issue in found} - {i.check for i in found if i.severity is not Severity.INFO})
            grave["all"] += any(issue.severity is not Severity.INFO for issue in found)
            told["all"] += bool(found) and all(issue.severity is Severity.INFO for issue in found)
            for issue in found:
                shown.setdefault(issue.check, []).append((unit, issue))
        columns.append(
            {"rows": str(len(planted))}
            | {check: f"{grave[check]}\t{told[check]}" for check in ("all", *(check.id for check in ALL))}
        )
    if arguments.show is not None:
        _print(shown, arguments.show)
        return
    heads = [
        name for path in arguments.files for name in (f"{path.stem}.rows", f"{path.stem}.grave", f"{path.stem}.told")
    ]
    lines = [
        "\t".join(["check", *heads]),
        *(
            "\t".join([check, *(f"{column['rows']}\t{column[check]}" for column in columns)])
            for check in ("all", *(check.id for check in ALL))
        ),
    ]
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for row in csv.reader(lines, delimiter="\t"):
        print("  ".join(f"{cell:>12}" for cell in row))


def _print(shown: dict[str, list[tuple[TranslationUnit, Issue]]], wanted: list[str]) -> None:
    rng = random.Random(1)
    for check in wanted or sorted(shown):
        found = shown.get(check, [])
        for unit, issue in rng.sample(found, min(SAMPLE, len(found))):
            print(
                f"--- {check} {issue.severity.value} {issue.lang} [{issue.text}] → [{issue.suggestion}] {issue.message}"
            )
            for lang in LANGUAGES:
                print("   ", unit.text(lang))


if __name__ == "__main__":
    main()
