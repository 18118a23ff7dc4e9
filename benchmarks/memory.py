"""Measure the memory's scan and the exact comparison on real segments.

    python benchmarks/memory.py ../shared/memory/en_1m.txt.xz en 100000

Prints, for memories of growing size: microseconds to prepare a sentence, milliseconds to find candidates, and
milliseconds to compare the sixty likeliest exactly (median and 95th percentile of a hundred changed sentences).
"""

from __future__ import annotations

import itertools
import lzma
import random
import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from tmflow.memory import fuzzy
from tmflow.memory.candidates import Scan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ASKED = 100
SEED = 20261124


def timed(action: Callable[[], object]) -> float:
    """Return how many milliseconds an action took."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def changed(text: str, dice: random.Random) -> str:
    """Return a sentence with one word or character less, as a translator meets it again."""
    parts = text.split() if " " in text else list(text)
    del parts[dice.randrange(len(parts))]
    return (" " if " " in text else "").join(parts)


def percentiles(values: Sequence[float]) -> str:
    """Return median and 95th percentile."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):8.1f} {ordered[int(len(ordered) * 0.95)]:8.1f}"


def measure(texts: Sequence[str], lang: str, dice: random.Random) -> str:
    """Return a line of the table for a memory of these texts."""
    begin = time.perf_counter()
    keys = [fuzzy.key(text, lang) for text in texts]
    each = (time.perf_counter() - begin) / len(texts) * 1e6
    scan = Scan()
    scan.add((number, key.masked) for number, key in enumerate(keys))
    asked = [fuzzy.key(changed(text, dice), lang) for text in dice.sample(texts, ASKED)]
    find = [timed(partial(scan.candidates, key, 60)) for key in asked]
    rate = [timed(partial(compare_all, [keys[number] for number in scan.candidates(key, 60)], key)) for key in asked]
    return f"{len(texts):>9} {each:>8.1f} {percentiles(find)} {percentiles(rate)}"


def compare_all(keys: Sequence[fuzzy.Key], key: fuzzy.Key) -> list[fuzzy.Likeness]:
    """Compare one sentence with some exactly."""
    return [fuzzy.compare(each, key) for each in keys]


def main(path: str, lang: str, most: int) -> None:
    """Print the table."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        texts = [line.rstrip("\n") for line in itertools.islice(lines, most)]
    dice = random.Random(SEED)
    print(f"{'sentences':>9} {'us/text':>8} {'find p50':>8} {'p95':>8} {'rate p50':>8} {'p95':>8}")
    size = 1_000
    while size <= len(texts):
        print(measure(texts[:size], lang, dice))
        size *= 10


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 100_000)
