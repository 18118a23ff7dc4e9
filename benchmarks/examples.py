"""Check the example releases and compare with the committed answers: `make examples`.

Each release is read, aligned and checked as `tmflow check` does it, with the starter glossary; nothing here knows the
answers before the checks have run. A finding answers a row of `examples/answers.tsv` when release and language are the
same, its check is the row's or one of its `also`, and its span overlaps the row's text at that place (for something
left out: when it lies in the row's unit). `--show` prints every false alarm and every miss.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tmflow.alignment import aligner
from tmflow.ingest import registry
from tmflow.services import quality
from tmflow.services.glossary_reading import entries_of

if TYPE_CHECKING:
    from tmflow.services.views import IssueView

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {"precision": 1.0, "recall": 0.9}


@dataclass(frozen=True)
class Answer:
    """A row of the answers."""

    release: str
    checks: frozenset[str]
    lang: str
    text: str
    before: str
    note: str


def answers() -> list[Answer]:
    """Return all rows."""
    with (ROOT / "examples/answers.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Answer(
            row["release"],
            frozenset({row["check"], *filter(None, row["also"].split(","))}),
            row["lang"],
            row["text"],
            row["before"],
            row["note"],
        )
        for row in rows
    ]


def answered(answer: Answer, finding: IssueView) -> bool:
    """Whether a finding is the one that a row asks for."""
    issue = finding.issue
    if issue.lang != answer.lang or issue.check not in answer.checks:
        return False
    segment = finding.segment_text
    if not answer.text:
        return any(piece in segment for piece in (answer.before[-12:], answer.before[-6:]))
    place = segment.find(answer.text)
    while place >= 0:
        before, here = answer.before.rstrip(), segment[:place].rstrip()
        size = min(len(before), len(here), 6)
        if before[len(before) - size :] == here[len(here) - size :]:
            whole = issue.start == issue.end
            return whole or (issue.start < place + len(answer.text) and issue.end > place)
        place = segment.find(answer.text, place + 1)
    return False


def main() -> int:
    """Print the score; 1 when it is under the target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    glossary = entries_of("starter.xlsx", (ROOT / "glossaries/starter.xlsx").read_bytes())
    joiner = aligner.default()
    wanted = answers()
    hit: set[Answer] = set()
    right = wrong = 0
    for folder in sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()):
        mine = [answer for answer in wanted if answer.release == folder.name]
        versions = [
            version for path in sorted(folder.iterdir()) for version in registry.read(path.name, path.read_bytes())
        ]
        for finding in quality.check_texts(versions, glossary, joiner):
            rows = [answer for answer in mine if answered(answer, finding)]
            hit.update(rows)
            right, wrong = right + bool(rows), wrong + (not rows)
            if show and not rows:
                issue = finding.issue
                print(f"false alarm  {folder.name} {issue.check} {issue.lang} [{issue.text}] {issue.message}")
                print(f"             {finding.segment_text}")
    if show:
        for answer in wanted:
            if answer not in hit:
                print(f"missed       {answer.release} {'/'.join(sorted(answer.checks))} {answer.lang} [{answer.text}]")
    precision, recall = right / max(right + wrong, 1), len(hit) / len(wanted)
    print(f"findings {right + wrong}   answered rows {len(hit)} of {len(wanted)}")
    print(f"precision {precision:.3f}   recall {recall:.3f}")
    return int(precision < TARGETS["precision"] or recall < TARGETS["recall"])


if __name__ == "__main__":
    sys.exit(main())
