"""What a user would pick otherwise, scored on the same documents: Gale and Church, and hunalign where it is installed.

python benchmarks/alignment_baselines.py [--levels hard mid long] [--write]
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import gale_church
from alignment import CACHE, figures, score, with_dictionary
from alignment_data import documents, fold, learnt, rows, shared
from tables import table, write
from tmflow.alignment.tokens import tokens
from tmflow.model.language import PAIRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gale_church import Bead
    from tmflow.alignment.lexicon import PairTable

LIKELY = 0.1
"""Pairs of tokens of at least this probability go into hunalign's dictionary."""
HOW_TO_INSTALL = (
    "hunalign takes part where it is found on the PATH, with our word associations as its dictionary; it is built from "
    "its source (`make` in `src/hunalign`), Debian has no package."
)


def hunalign(x: Sequence[str], y: Sequence[str], dictionary: str) -> list[Bead]:
    """Run hunalign; both texts and the dictionary are given to it as the tokens of our lexicon, as it counts words."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, texts in (("x", x), ("y", y)):
            (folder / file).write_text("".join(" ".join(tokens(text)) + "\n" for text in texts), encoding="utf-8")
        (folder / "words.dic").write_text(dictionary, encoding="utf-8")
        command = ["hunalign", *(str(folder / file) for file in ("words.dic", "x", "y"))]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")  # noqa: S603
    rungs = [tuple(map(int, line.split("\t")[:2])) for line in lines if "\t" in line]
    return [(tuple(range(a[0], b[0])), tuple(range(a[1], b[1]))) for a, b in pairwise(rungs)]


def dictionary(table: PairTable) -> str:
    """The likely pairs of a lexicon as hunalign reads them: `target @ source`."""
    words = [sorted(ids, key=ids.__getitem__) for ids in table.ids]
    forward = table.directions[0]
    source = np.repeat(np.arange(len(words[0])), np.diff(forward.start))
    likely = forward.probability >= LIKELY
    pairs = zip(source[likely], forward.target[likely], strict=True)
    return "".join(f"{words[1][y]} @ {words[0][x]}\n" for x, y in pairs)


def predictions(tool: str, level: str) -> list[dict]:
    """What a tool finds in the documents of a level; its lexicon knows none of those that it aligns."""
    lexicons = {}
    if tool == "hunalign":
        hard = documents("hard")
        for number in (0, 1):
            held = documents("long") if level == "long" else [d for d in hard if fold(d.id) == number]
            name = "long0" if level == "long" else f"hard{number}"
            lexicon = with_dictionary(learnt(name, rows(held), CACHE))
            lexicons[number] = {f"{x}-{y}": dictionary(lexicon.pair(x, y)) for x, y in PAIRS}
    found = []
    for line in (shared() / f"tri.{level}.tune.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        pairs = {}
        for x, y in PAIRS:
            texts = d["langs"][x], d["langs"][y]
            known = lexicons and lexicons[fold(d["id"])][f"{x}-{y}"]
            pairs[f"{x}-{y}"] = hunalign(*texts, known) if known else gale_church.align(*texts)
        found.append({"id": d["id"], "pairs": pairs})
    return found


def main() -> None:
    """Align, let the shared scorer judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--levels", nargs="+", default=["hard", "mid", "long"])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    installed = shutil.which("hunalign") is not None
    tools = ["Gale-Church", *(["hunalign"] if installed else [])]
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for tool in tools:
            lines = []
            for level in arguments.levels:
                said = score(level, predictions(tool, level), Path(folder))
                print(f"== {tool} / {level}", *said, sep="\n", flush=True)
                lines.append([level, *figures(said)])
            parts.append(table([tool, *(f"{x}-{y}" for x, y in PAIRS)], lines))
    if not installed:
        parts.append(HOW_TO_INSTALL)
    if arguments.write:
        write("alignment baselines", "\n\n".join(parts))


if __name__ == "__main__":
    main()
