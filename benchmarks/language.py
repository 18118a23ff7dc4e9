"""Speed of segmentation, quantities and language identification on a table of parallel sentences.

    language.py TABLE.tsv [--columns zh,en,ru]

The table holds a sentence a row, a language a column, without a header.
A megabyte is 1,000,000 bytes of UTF-8; a second is one of processor time.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tmflow.segmentation import split
from tmflow.text.numbers import find
from tmflow.text.script import identify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = 1_000_000


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Megabytes a second."""
    began = time.process_time()
    for text in texts:
        work(text)
    return sum(len(text.encode("utf-8")) for text in texts) / 1e6 / (time.process_time() - began)


def main() -> None:
    """Print a row a language."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("table", type=Path)
    arguments.add_argument("--columns", default="zh,en,ru")
    args = arguments.parse_args()
    rows = [line.split("\t") for line in args.table.read_text(encoding="utf-8").splitlines()]
    print("      split: one line  paragraphs   numbers: one line  sentences   identify  (MB/s)")
    for column, lang in enumerate(args.columns.split(",")):
        sentences = [row[column] for row in rows]
        paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)]
        line = " ".join(sentences)
        line = (line * (SIZE // len(line.encode("utf-8")) + 1))[:SIZE]

        def cut(text: str, lang: str = lang) -> object:
            return split(text, lang)

        def count(text: str, lang: str = lang) -> object:
            return find(text, lang)

        print(
            f"{lang:5} {rate(cut, [line]):16.2f} {rate(cut, paragraphs):11.2f} {rate(count, [line]):19.2f}"
            f" {rate(count, sentences):10.2f} {rate(identify, sentences):10.2f}"
        )


if __name__ == "__main__":
    main()
