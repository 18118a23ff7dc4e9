"""How fast documents of any length are aligned, and with how much memory: each measured in a process of its own.

    python benchmarks/alignment_speed.py [--sizes 640 2500 10000] [--languages zh en] [--encoder]

The documents are the two long ones, over and over; their vectors are in the cache unless `--encoder` is given, so that
the time is that of the search alone. Set `OPENBLAS_NUM_THREADS=1`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time

from alignment_data import shared
from tmflow.alignment import lexicon
from tmflow.alignment.aligner import Aligner
from tmflow.alignment.similarity import UniversalSentenceEncoder
from tmflow.model.bitext import Sentence
from tmflow.model.segment import Segment


def versions(languages: list[str], size: int) -> dict[str, list[Sentence]]:
    """Versions of which the longest has `size` sentences."""
    with (shared() / "tri.long.tune.jsonl").open(encoding="utf-8") as lines:
        documents = [json.loads(line)["langs"] for line in lines]
    once = {lang: [text for d in documents for text in d[lang]] for lang in languages}
    longest = max(map(len, once.values()))
    many = {lang: texts * (size // longest + 1) for lang, texts in once.items()}
    return {lang: [Sentence(Segment(t)) for t in many[lang][: size * len(once[lang]) // longest]] for lang in languages}


def measure(job: tuple[list[str], int, bool]) -> str:
    """Align once and say what it took."""
    languages, size, encoder = job
    texts = versions(languages, size)
    aligner = Aligner(UniversalSentenceEncoder(), lexicon.shipped())
    warm = {lang: [s.text for s in found] if not encoder else ["warm"] for lang, found in texts.items()}
    for lang, found in warm.items():
        aligner.similarity.embed(found, lang)
    wall, cpu = time.perf_counter(), time.process_time()
    found = aligner.align(texts)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    count = sum(map(len, texts.values()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return (
        f"{'-'.join(languages)}: {count:6d} sentences, {len(found.beads):6d} beads, {wall:6.1f} s ({cpu:6.1f} s of one "
        f"core, {count / cpu:5.0f} sentences/s), at most {peak:.2f} GB"
    )


def main() -> None:
    """Measure one size after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[30, 640, 2500, 10_000])
    parser.add_argument("--languages", nargs="+", default=["zh", "en"])
    parser.add_argument("--encoder", action="store_true")
    arguments = parser.parse_args()
    for size in arguments.sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(measure, ((arguments.languages, size, arguments.encoder),)), flush=True)


if __name__ == "__main__":
    main()
