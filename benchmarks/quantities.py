"""Quantities: cases beside other readers, and what comparing human translations flags and finds of planted errors.

    quantities.py TABLE.tsv [TABLE.tsv ...] [--show N] [--columns zh,en,ru]

A table holds a sentence a row, a language a column, without a header. Planted errors, one a row in the second language
of each pair: a changed digit, a dropped digit (both in numbers of at least two), and one magnitude word for another.
The cases are those of tests/text/quantities.tsv without dates and multiples. Writes a section of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import warnings
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import tables
from tmflow.text.numbers import compare, find

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from recognizers_number import Culture, recognize_number, recognize_ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CASES = Path(__file__).resolve().parent.parent / "tests" / "text" / "quantities.tsv"
CULTURES = {"zh": Culture.Chinese, "en": Culture.English}
MAGNITUDES = (
    ("million", "billion"), ("млн", "млрд"), ("миллионов", "миллиардов"), ("миллиона", "миллиарда"),
    ("миллион", "миллиард"), ("亿", "万"), ("万", "亿"), ("thousand", "million"), ("тысяч", "миллионов"),
    ("billion", "million"), ("млрд", "млн"),
)  # fmt: skip
NUMBER = re.compile(r"(?<![A-Za-z\d-])\d[\d.,]*\d(?![A-Za-z\d])")
PLAIN = re.compile(r"\d+(?:[.,]\d+)*")
DATED = ("date", "span", "range")
SLOW = 200
"""So many sentences are enough to time a reader that takes seconds for a thousand."""


def _digit(text: str, chance: random.Random) -> int | None:
    """The place of one digit of one number of at least two."""
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        return None
    number = chance.choice(numbers)
    return chance.choice([at for at in range(number.start(), number.end()) if text[at].isdigit()])


def changed_digit(text: str, chance: random.Random) -> str | None:
    """The text with one digit of one number of at least two digits changed."""
    at = _digit(text, chance)
    return None if at is None else text[:at] + chance.choice("123456789".replace(text[at], "")) + text[at + 1 :]


def dropped_digit(text: str, chance: random.Random) -> str | None:
    """The text with one digit of one number of at least two digits left out."""
    at = _digit(text, chance)
    return None if at is None else text[:at] + text[at + 1 :]


def changed_magnitude(text: str, _: random.Random) -> str | None:
    """The text with one magnitude word behind a number taken for another."""
    for old, new in MAGNITUDES:
        found = re.search(rf"(\d\s?){old}(?![a-zа-я])", text)
        if found:
            return text[: found.start()] + found.group(1) + new + text[found.end() :]
    return None


CHANGES = (changed_digit, dropped_digit, changed_magnitude)


def pairs(path: Path, languages: Sequence[str], show: int) -> list[list[str]]:
    """A row a pair of languages: what is flagged, and what is found of each kind of error."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    out = []
    for a, b in combinations(range(len(languages)), 2):
        flagged = 0
        found = {change: [0, 0] for change in CHANGES}
        for number, row in enumerate(rows):
            report = compare(row[a], languages[a], row[b], languages[b])
            flagged += any(report)
            if any(report):
                if flagged <= show:
                    _print(row[a], row[b], report)
                continue
            for change, counts in found.items():
                wrong = change(row[b], random.Random(number))
                if wrong is not None:
                    counts[1] += 1
                    counts[0] += any(compare(row[a], languages[a], wrong, languages[b]))
        finds = [f"{hit} of {of} ({100 * hit / max(of, 1):.1f} %)" for hit, of in found.values()]
        share = f"{flagged} of {len(rows)} ({100 * flagged / len(rows):.2f} %)"
        out.append([path.stem, f"{languages[a]}-{languages[b]}", share, *finds])
    return out


def _print(a: str, b: str, report: tuple) -> None:
    print(f"{a}\n{b}")
    for side in report:
        print("   ", *(f"{q.text!r}={q.kind}:{q.value}{q.unit}" for q in side))


def recognized(text: str, lang: str) -> Counter[float]:
    """The values that Recognizers-Text finds; an ordinal and the number inside it count once."""
    ordinals = recognize_ordinal(text, CULTURES[lang])
    taken = [(found.start, found.end) for found in ordinals]
    numbers = [
        found
        for found in recognize_number(text, CULTURES[lang])
        if not any(start <= found.end and found.start <= end for start, end in taken)
    ]
    return Counter(_value(found.resolution["value"]) for found in (*ordinals, *numbers) if found.resolution)


def _value(text: str | None) -> float:
    try:
        return round(float(text or "nan"), 6)
    except ValueError:
        return float("nan")


def plain(text: str, _: str) -> Counter[float]:
    """The values of the figures that a regular expression finds."""
    return Counter(_value(found.replace(",", "")) for found in PLAIN.findall(text))


def ours(text: str, lang: str) -> Counter[float]:
    """The values that tmflow finds."""
    return Counter(round(float(q.value), 6) for q in find(text, lang) if isinstance(q.value, (int, float)))


def cases(lang: str) -> list[tuple[str, Counter[float]]]:
    """The cases of a language whose quantities are single numbers."""
    out = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.startswith(f"{lang}\t"):
            continue
        _, text, told = line.split("\t")
        parts = [] if told == "-" else [part.split(" ") for part in told.split("; ")]
        if not any(part[0] in DATED or part[-1] == "x" for part in parts):
            out.append((text, Counter(round(float(part[1]), 6) for part in parts)))
    return out


def score(read: Callable[[str, str], Counter[float]], lang: str) -> str:
    """How many cases come out with exactly the values they hold; a percentage may be a share."""
    rows = cases(lang)
    return f"{sum(read(text, lang) == wanted for text, wanted in rows)} of {len(rows)}"


def rate(read: Callable[[str, str], object], lang: str, texts: Sequence[str]) -> str:
    """Megabytes a second of processor time, after a first text that loads what is loaded once."""
    read(texts[0], lang)
    began = time.process_time()
    for text in texts:
        read(text, lang)
    return f"{sum(len(text.encode('utf-8')) for text in texts) / 1e6 / (time.process_time() - began):.3f}"


def beside(path: Path, languages: Sequence[str]) -> list[list[str]]:
    """A row a reader: cases and speed in every language."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    texts = {lang: [row[column] for row in lines] for column, lang in enumerate(languages)}
    readers = {"tmflow": ours, "Recognizers-Text 1.0.2a2": recognized, "regular expression": plain}
    out = []
    for name, read in readers.items():
        known = [lang for lang in languages if read is not recognized or lang in CULTURES]
        amount = SLOW if read is recognized else None
        right = [score(read, lang) if lang in known else "–" for lang in languages]
        out.append(
            [name, *right, *(rate(read, lang, texts[lang][:amount]) if lang in known else "–" for lang in languages)]
        )
    return out


def main() -> None:
    """Measure and write the section."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tables", type=Path, nargs="+")
    arguments.add_argument("--columns", default="zh,en,ru")
    arguments.add_argument("--show", type=int, default=0, help="print so many flagged rows a pair")
    args = arguments.parse_args()
    languages = args.columns.split(",")
    compared = [row for path in args.tables for row in pairs(path, languages, args.show)]
    readers = beside(args.tables[0], languages)
    head = ["", *(f"{lang} cases" for lang in languages), *(f"{lang} MB/s" for lang in languages)]
    tables.write(
        "quantities",
        f"""## Quantities

`python benchmarks/quantities.py TABLE.tsv ...`. Cases of `tests/text/quantities.tsv` (written together with the rules)
without dates and multiples, right when exactly the values are found. Recognizers-Text knows no Russian and is timed on
the first {SLOW} sentences; the regular expression reads figures only. Speed on single sentences of
{args.tables[0].name}, megabytes of UTF-8 a second of processor time.

{tables.table(head, readers)}

Human translations compared by value: rows that are flagged, and planted errors that are found (one a row, with a seed,
in rows that are not flagged). The rules were written with the rows of `parallel.tune` in sight; of another table no row
was read, but its totals (by kind of quantity too) were looked at while the rules were written.

{tables.table(["table", "pair", "flagged", "changed digit", "dropped digit", "million for billion"], compared)}
""",
    )


if __name__ == "__main__":
    main()
