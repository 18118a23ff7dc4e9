"""Write `memories/starter.tmx` from `memories/starter.tsv`: `python scripts/make_memory.py`.

The table is the source: a date, where the unit comes from (a release in `examples/`, or the set phrases of the press
office), and the three texts. Sentences of the examples stand here as they should have been: no planted error gets into
the memory. The file comes out the same bytes on every run.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tmflow.interchange import tmx
from tmflow.model.match import MemoryUnit

MEMORIES = Path(__file__).resolve().parent.parent / "memories"
LANGUAGES = ("zh", "en", "ru")


def units() -> list[MemoryUnit]:
    """Return the units of the table, numbered from 1."""
    with (MEMORIES / "starter.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        MemoryUnit(
            id=number,
            texts={lang: row[lang] for lang in LANGUAGES},
            origin=row["origin"],
            at=f"{row['date']}T00:00:00Z",
            author="Press Office",
        )
        for number, row in enumerate(rows, start=1)
    ]


def main() -> None:
    """Write the file and say how much is in it."""
    found = units()
    (MEMORIES / "starter.tmx").write_bytes(tmx.serialize(found))
    print(f"{len(found)} units")


if __name__ == "__main__":
    main()
