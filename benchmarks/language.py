"""Segmentation and language identification: speed on parallel sentences, and cases beside other segmenters.

    language.py TABLE.tsv [--columns zh,en,ru]

The table holds a sentence a row, a language a column, without a header. The cases are those of tests/segmentation.
A megabyte is 1,000,000 bytes of UTF-8; a second is one of processor time. Writes a section of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import re
import time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pysbd
import razdel
import sentencex

import tables
from tmflow.segmentation import split
from tmflow.text.numbers import find
from tmflow.text.script import identify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = 1_000_000
CASES = Path(__file__).resolve().parent.parent / "tests" / "segmentation"
PLAIN = re.compile(r"(?<=[.!?。！？…])\s*(?=\S)")
MISSING = "–"


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Megabytes a second."""
    began = time.process_time()
    for text in texts:
        work(text)
    return sum(len(text.encode("utf-8")) for text in texts) / 1e6 / (time.process_time() - began)


def segmenters(lang: str) -> dict[str, Callable[[str], list[str]]]:
    """The segmenters that know a language, each a function from a text to its segments."""
    known: dict[str, Callable[[str], list[str]]] = {
        "tmflow": partial(split, lang=lang),
        f"pysbd {version('pysbd')}": pysbd.Segmenter(language=lang, clean=False).segment,
        f"sentencex {version('sentencex')}": lambda text: list(sentencex.segment(lang, text)),
        f"razdel {version('razdel')}": lambda text: [found.text for found in razdel.sentenize(text)],
        "regular expression": PLAIN.split,
    }
    return known


def cases(lang: str) -> list[tuple[str, list[str]]]:
    """The cases of a language: text and segments."""
    lines = (CASES / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    marked = [line for line in lines if line and not line.startswith("#")]
    return [(line.replace("| |", " ").replace("||", ""), line.replace("| |", "||").split("||")) for line in marked]


def right(cut: Callable[[str], list[str]], lang: str) -> str:
    """How many cases come out as they should, blanks around segments left out."""
    rows = cases(lang)
    hits = sum([piece.strip() for piece in cut(text) if piece.strip()] == wanted for text, wanted in rows)
    return f"{hits} of {len(rows)}"


def main() -> None:
    """Measure and write the section."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("table", type=Path)
    arguments.add_argument("--columns", default="zh,en,ru")
    args = arguments.parse_args()
    languages = args.columns.split(",")
    rows = [line.split("\t") for line in args.table.read_text(encoding="utf-8").splitlines()]
    sentences = {lang: [row[column] for row in rows] for column, lang in enumerate(languages)}
    paragraphs = {lang: [" ".join(s[at : at + 5]) for at in range(0, len(s), 5)] for lang, s in sentences.items()}
    peers = {lang: segmenters(lang) for lang in languages}
    beside = [
        [name, *(right(peers[lang][name], lang) for lang in languages)]
        + [f"{rate(peers[lang][name], paragraphs[lang]):.2f}" for lang in languages]
        for name in peers[languages[0]]
    ]
    speeds = []
    for lang in languages:
        text = " ".join(sentences[lang])
        line = (text * (SIZE // len(text.encode("utf-8")) + 1))[: SIZE // (len(text.encode("utf-8")) // len(text) or 1)]
        works = (
            rate(partial(split, lang=lang), [line]),
            rate(partial(split, lang=lang), paragraphs[lang]),
            rate(partial(find, lang=lang), [line]),
            rate(partial(find, lang=lang), sentences[lang]),
            rate(identify, sentences[lang]),
        )
        speeds.append([lang, *(f"{speed:.2f}" for speed in works)])
    head = ["", *(f"{lang} cases" for lang in languages), *(f"{lang} MB/s" for lang in languages)]
    tables.write(
        "segmentation",
        f"""## Segmentation

`python benchmarks/language.py TABLE.tsv`. Cases: {sum(len(cases(lang)) for lang in languages)} texts of
`tests/segmentation` (press releases, treaties, quotations, lists; written together with the rules), right when every
segment is. Speed: paragraphs of five sentences of {args.table.name}, the same for all, megabytes of UTF-8 a second of
processor time. razdel is made for Russian; the regular expression cuts behind every final mark.

{tables.table(head, beside)}

Speed of tmflow on one line of a megabyte, on paragraphs and on single sentences (MB/s):

{tables.table(["", "segments, one line", "paragraphs", "quantities, one line", "sentences", "language"], speeds)}
""",
    )


if __name__ == "__main__":
    main()
