"""Associations of Chinese words with English ones from CC-CEDICT, for words that the parallel rows do not have.

    python benchmarks/alignment_dictionary.py cedict_1_0_ts_utf-8_mdbg.txt.gz

writes `dictionary.zh-en.npz` of the package: statistics only, learnt from headwords and glosses as if they were rows.
CC-CEDICT is published by MDBG under CC BY-SA 4.0.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tmflow.alignment import lexicon, training

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(lexicon.__file__).parent / "data" / "dictionary.zh-en.npz"
PROVENANCE = "CC-CEDICT (MDBG, CC BY-SA 4.0)"
ENTRY = re.compile(r"(?P<traditional>\S+) (?P<simplified>[\u3400-\u9fff]{1,8}) \[.*?\] /(?P<glosses>.*)/")
NO_TRANSLATION = re.compile(
    r"CL:|abbr\.|also written|erhua|old variant|same as|see |surname |Taiwan pr|used in|variant of"
)
NOTES = re.compile(r"\(.*?\)|\[.*?\]|[\u3400-\u9fff|]+")
LITTLE_WORDS = re.compile(r"\b(?:to be|to|sb|sth|etc|esp|lit|fig|an?|the)\b\.?")
LONGEST = 6


def rows(text: str) -> Iterator[tuple[str, str]]:
    """Headwords in simplified characters, each with the words of its glosses."""
    for line in text.splitlines():
        if not (found := ENTRY.match(line)):
            continue
        glosses = []
        for gloss in re.split("[/;]", found["glosses"]):
            if NO_TRANSLATION.match(gloss):
                continue
            words = re.findall("[A-Za-z]+", LITTLE_WORDS.sub("", NOTES.sub("", gloss)))
            if 0 < len(words) <= LONGEST:
                glosses.append(" ".join(words))
        if glosses:
            yield found["simplified"], " ".join(glosses)


def main() -> None:
    """Learn and write the table."""
    text = gzip.decompress(Path(sys.argv[1]).read_bytes()).decode()
    table = training.learn(lambda: rows(text), provenance=PROVENANCE, least=2)
    with TABLE.open("wb") as stream:
        lexicon.save(table, stream)


if __name__ == "__main__":
    main()
