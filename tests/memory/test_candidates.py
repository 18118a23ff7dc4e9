"""The scan finds what an exhaustive comparison finds."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tmflow.memory import concordance, fuzzy
from tmflow.memory.candidates import Scan

WORDS = [
    "port",
    "trade",
    "visit",
    "delegation",
    "chairman",
    "deputy",
    "director",
    "Qingdao",
    "12",
    "350",
    "agreement",
    "signed",
    "new",
    "of",
    "the",
    "and",
]


def test_the_scan_offers_what_comparing_with_everything_finds():
    dice = random.Random(7)  # noqa: S311 - the same texts in every run
    texts = [" ".join(dice.choices(WORDS, k=dice.randint(3, 14))) for _ in range(2_000)]
    scan = Scan()
    keys = [fuzzy.key(text, "en") for text in texts]
    scan.add((number, key.masked) for number, key in enumerate(keys))
    for asked in keys[::50]:
        scores = {number: fuzzy.compare(key, asked).score for number, key in enumerate(keys)}
        wanted = sorted(scores.values(), reverse=True)[:5]
        offered = sorted((scores[number] for number in scan.candidates(asked, 60)), reverse=True)[:5]
        assert [score for score in offered if score >= 70] == [score for score in wanted if score >= 70]


def test_a_known_id_is_added_once():
    scan = Scan()
    scan.add([(1, "one"), (2, "two")])
    scan.add([(2, "other"), (3, "three")])
    assert (len(scan), scan.newest) == (3, 3)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 10), st.sampled_from(["zh", "en", "ru"]))
def test_every_part_of_a_text_is_found_in_it(text, start, length, lang):
    query = concordance.prepare(text[start : start + length], lang)
    spans = concordance.find(text, query, lang)
    assert all(0 <= first < last <= len(text) for first, last in spans)
    if not query:
        assert spans == ()
