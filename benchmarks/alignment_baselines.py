"""What a user would pick otherwise, scored on the same documents: Gale and Church, and hunalign where it is installed.

python benchmarks/alignment_baselines.py [--levels hard mid long]
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import gale_church
from alignment_data import shared
from tmflow.model.language import PAIRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gale_church import Bead


def hunalign(x: Sequence[str], y: Sequence[str]) -> list[Bead]:
    """Run hunalign without a dictionary; Chinese is given to it by the character, as it counts words."""
    program = shutil.which("hunalign")
    if program is None:
        message = "hunalign is not installed"
        raise FileNotFoundError(message)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, texts in (("x", x), ("y", y)):
            lines = (" ".join(text) if any("\u4e00" <= sign <= "\u9fff" for sign in text) else text for text in texts)
            (folder / file).write_text("".join(line.replace("\n", " ") + "\n" for line in lines), encoding="utf-8")
        (folder / "empty.dic").touch()
        command = [program, "-realign", *(str(folder / file) for file in ("empty.dic", "x", "y"))]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")  # noqa: S603
    rungs = [tuple(map(int, line.split("\t")[:2])) for line in lines if "\t" in line]
    return [(tuple(range(a[0], b[0])), tuple(range(a[1], b[1]))) for a, b in pairwise(rungs)]


def main() -> None:
    """Align, let the shared scorer judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--levels", nargs="+", default=["hard", "mid", "long"])
    arguments = parser.parse_args()
    tools = {"Gale-Church": gale_church.align} | ({"hunalign": hunalign} if shutil.which("hunalign") else {})
    for name, tool in tools.items():
        for level in arguments.levels:
            gold = shared() / f"tri.{level}.tune.jsonl"
            with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
                for line in gold.read_text(encoding="utf-8").splitlines():
                    d = json.loads(line)
                    pairs = {f"{x}-{y}": tool(d["langs"][x], d["langs"][y]) for x, y in PAIRS}
                    out.write(json.dumps({"id": d["id"], "pairs": pairs}) + "\n")
                out.flush()
                command = [sys.executable, str(shared() / "score.py"), str(gold), out.name]
                print(f"== {name} / {level}")
                print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, flush=True)  # noqa: S603


if __name__ == "__main__":
    main()
