"""Compare the quantities of human translations: how often it cries wolf, and what it finds of planted errors.

    quantities.py TABLE.tsv [--show N] [--columns zh,en,ru]

The table holds a sentence a row, a language a column, without a header. Planted errors are one changed digit and one
magnitude word for another (million for billion), one a row, in the second language of each pair.
"""

from __future__ import annotations

import argparse
import random
import re
from itertools import combinations
from pathlib import Path

from tmflow.text.numbers import compare

MAGNITUDES = (
    ("million", "billion"), ("млн", "млрд"), ("миллионов", "миллиардов"), ("миллиона", "миллиарда"),
    ("миллион", "миллиард"), ("亿", "万"), ("万", "亿"), ("thousand", "million"), ("тысяч", "миллионов"),
    ("billion", "million"), ("млрд", "млн"),
)  # fmt: skip


def changed_digit(text: str, chance: random.Random) -> str | None:
    """The text with one digit of one number of at least two digits changed."""
    numbers = list(re.finditer(r"(?<![A-Za-z\d-])\d[\d.,]*\d(?![A-Za-z\d])", text))
    if not numbers:
        return None
    number = chance.choice(numbers)
    digits = [found.start() for found in re.finditer(r"\d", text) if number.start() <= found.start() < number.end()]
    at = chance.choice(digits)
    new = chance.choice("123456789".replace(text[at], ""))
    return text[:at] + new + text[at + 1 :]


def changed_magnitude(text: str, _: random.Random) -> str | None:
    """The text with one magnitude word behind a number taken for another."""
    for old, new in MAGNITUDES:
        found = re.search(rf"(\d\s?){old}(?![a-zа-я])", text)
        if found:
            return text[: found.start()] + found.group(1) + new + text[found.end() :]
    return None


def main() -> None:
    """Print flags and finds of every pair."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("table", type=Path)
    arguments.add_argument("--columns", default="zh,en,ru")
    arguments.add_argument("--show", type=int, default=0, help="print so many flagged rows a pair")
    args = arguments.parse_args()
    languages = args.columns.split(",")
    rows = [line.split("\t") for line in args.table.read_text(encoding="utf-8").splitlines()]
    for a, b in combinations(range(len(languages)), 2):
        flagged = 0
        found = {changed_digit: [0, 0], changed_magnitude: [0, 0]}
        for number, row in enumerate(rows):
            report = compare(row[a], languages[a], row[b], languages[b])
            flagged += any(report)
            if any(report) and flagged <= args.show:
                print(f"{row[a]}\n{row[b]}")
                for side in report:
                    print("   ", *(f"{q.text!r}={q.kind}:{q.value}{q.unit}" for q in side))
            for change, counts in found.items():
                wrong = None if any(report) else change(row[b], random.Random(number))
                if wrong is not None:
                    counts[1] += 1
                    counts[0] += any(compare(row[a], languages[a], wrong, languages[b]))
        finds = ", ".join(
            f"{change.__name__} {hit}/{of} = {hit / max(of, 1):.3f}" for change, (hit, of) in found.items()
        )
        print(
            f"{languages[a]}-{languages[b]}: flagged {flagged}/{len(rows)} = {flagged / len(rows):.4f}; found {finds}"
        )


if __name__ == "__main__":
    main()
