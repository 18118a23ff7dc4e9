"""How quiet the starter glossary is: `python benchmarks/glossary.py FILE...` [--show N].

Each file holds rows of three cells (Chinese, English, Russian) divided by tabs, translated by people; the examples are
read as well. Every mention of an entry in the Chinese is counted, and every finding of the term checks.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tmflow import checks
from tmflow.alignment import aligner, sentences
from tmflow.checks.check import Context
from tmflow.glossary.recognizer import Recognizer
from tmflow.ingest import registry
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant
from tmflow.services import quality
from tmflow.services.glossary_reading import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.model.concept import ConceptEntry
    from tmflow.model.issue import Issue

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh", "en", "ru")
TERM_CHECKS = frozenset({"term_missing", "term_deprecated", "term_forbidden", "term_confused"})
TARGET = 0.03
"""At most so many findings a mention."""


def rows(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows that have all three languages."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = tuple(line.rstrip("\n").split("\t"))
            if len(cells) == len(LANGUAGES) and all(cells):
                yield cells


def unit_of(cells: tuple[str, ...]) -> TranslationUnit:
    """Return a row as the only unit of a release."""
    variants = {lang: Variant(lang, Segment(text)) for lang, text in zip(LANGUAGES, cells, strict=True)}
    return TranslationUnit("row", "rows", 1, variants=variants)


def score_rows(path: Path, entries: dict[str, ConceptEntry], found: Recognizer, show: int) -> tuple[int, int]:
    """Print and return the mentions and findings of one file; `show` findings in full."""
    mentions = 0
    issues: list[tuple[Issue, tuple[str, ...]]] = []
    for cells in rows(path):
        unit = unit_of(cells)
        mentions += len(found.find(cells[0], "zh"))
        context = Context((unit,), found, entries)
        issues.extend((issue, cells) for issue in checks.run(context) if issue.check in TERM_CHECKS)
    report(path.name, mentions, Counter(issue.check for issue, _ in issues))
    for issue, cells in issues[:show]:
        print(f"  {issue.check} {issue.severity.value} {issue.concept_id} {issue.lang}: {issue.message}")
        print("".join(f"    {cell}\n" for cell in cells), end="")
    return mentions, len(issues)


def score_examples(entries: dict[str, ConceptEntry], found: Recognizer) -> tuple[int, int]:
    """Print and return the same for the example releases, less what their answers plant."""
    joiner = aligner.default()
    mentions = 0
    said: Counter[str] = Counter()
    for folder in sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()):
        versions = [
            version for path in sorted(folder.iterdir()) for version in registry.read(path.name, path.read_bytes())
        ]
        chinese = next(version for version in versions if version.lang == "zh")
        mentions += sum(len(found.find(sentence.text, "zh")) for sentence in sentences.of(chinese))
        for finding in quality.check_texts(versions, tuple(entries.values()), joiner):
            if finding.issue.check in TERM_CHECKS:
                said[finding.issue.check] += 1
    report("examples (with the planted errors)", mentions, said)
    return mentions, said.total()


def report(name: str, mentions: int, said: Counter[str]) -> None:
    """Print one line."""
    share = said.total() / max(mentions, 1)
    print(f"{name}: {mentions} mentions, {said.total()} findings ({share:.1%}) {dict(said)}")


def main() -> int:
    """Print the counts; 1 when all rows together are over the target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    entries = {entry.id: entry for entry in entries_of("starter.xlsx", (ROOT / "glossaries/starter.xlsx").read_bytes())}
    found = Recognizer(term for entry in entries.values() for term in entry.terms)
    scores = [score_rows(path, entries, found, arguments.show) for path in arguments.files]
    score_examples(entries, found)
    mentions, findings = (sum(column) for column in zip(*scores, strict=True)) if scores else (0, 0)
    return int(findings > TARGET * mentions)


if __name__ == "__main__":
    raise SystemExit(main())
