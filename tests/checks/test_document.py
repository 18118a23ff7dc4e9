"""docs/checks.md says what the checks are now."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from tmflow.checks.registry import ALL, BY_ID

ROOT = Path(__file__).parent.parent.parent


def table(name):
    with (ROOT / "docs" / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_the_page_is_fresh():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_checks_doc.py", "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_check_is_described():
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ") and line[3:] in BY_ID] == [
        check.id for check in ALL
    ]


def test_the_tables_hold_figures_only():
    for row in (*table("check_rates.tsv"), *table("check_verdicts.tsv")):
        assert row.pop("check") in {*BY_ID, "all"}
        assert all(value.isdigit() for value in row.values())
