"""The tokens that the lexicon counts: no segmenter, no analyser, the same in training and in use.

Chinese as single characters and pairs of neighbours (better than a word segmenter on news), English and Russian as the
first six letters of a word (a fair stem), Latin words in any language as words, digits as they stand.
"""

from __future__ import annotations

import re
from typing import Final

STEM: Final = 6
"""Letters of a word that are kept."""

_PARTS: Final = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+|\d+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


def tokens(text: str) -> list[str]:
    """Return the tokens of `text` in reading order; Chinese characters come before the pairs they form, run by run."""
    found: list[str] = []
    for match in _PARTS.finditer(text.lower().replace("ё", "е")):
        part = match.group()
        if _HAN.match(part):
            found += part
            found += [part[at : at + 2] for at in range(len(part) - 1)]
        else:
            found.append(part[:STEM])
    return found
