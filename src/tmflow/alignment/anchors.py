"""Anchors: marks in a sentence that survive translation, as strings that are equal in every language.

Quantities by value, Latin words in any script's text, names by their sound, and glossary concepts in any rendering.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tmflow.text import names, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.text.numbers import Quantity

_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
_CYRILLIC_NAME: Final = re.compile(r"\b[А-ЯЁ][а-яё]{2,}")
_LATIN_NAME: Final = re.compile(r"\b[A-Z][a-z]{2,}")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2,}")
_DATE: Final = re.compile(r"^(?P<year>\d{4})?-{0,2}(?P<month>\d\d)?(?:-(?P<day>\d\d))?$")
_INFLECTED: Final = re.compile(r"(?:ами|ями|ого|ому|ым|ом|ем|ой|ей|ах|ях|ью|ь|ю|у|а|я|е|и|й|ы)$")
_TOO_COMMON: Final = 0.5
_SHORTEST_SKELETON: Final = 2
_LONGEST_SKELETON: Final = 4
_LONGEST_TEXT: Final = 2_000

_SOUNDS: Final = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("kh", "h"), ("g", "h"), ("zh", "z"), ("sh", "s"), ("ch", "c"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("ts", "c"), ("x", "ks"), ("w", "v"), ("q", "k"), ("j", "z"),
)  # fmt: skip
_CYRILLIC: Final = str.maketrans(
    dict(zip("бвгджзклмнпрстфхцчшщ", "bvhdzzklmnprstfhccss", strict=True)) | dict.fromkeys("йьъаеёиоуыэюя", "")
)
_VOWELS: Final = str.maketrans(dict.fromkeys("aeiouy'’-", ""))


def of(text: str, lang: str, glossary: Recognizer | None = None) -> frozenset[str]:
    """Return the anchors of a sentence; of a very long text the first 2,000 characters are read."""
    text = text[:_LONGEST_TEXT]
    found = _of(text, lang)
    if glossary is None:
        return found
    return found | {f"%{mention.term.concept_id}" for mention in glossary.find(text, lang)}


@lru_cache(maxsize=20_000)
def _of(text: str, lang: str) -> frozenset[str]:
    """What needs no glossary; kept, since people align a release again and again while they correct it."""
    found = {f"#{value}" for quantity in numbers.find(text, lang) for value in _values(quantity)}
    found.update(f"={word.lower()}" for word in _LATIN.findall(text))
    if lang == "ru":
        words = _CYRILLIC_NAME.findall(text)
        stems = [_INFLECTED.sub("", word.lower()) for word in words]
        found.update(_skeletons(stems))
        found.update(f"^{stem}" for stem in stems)
    elif lang == "en":
        found.update(_skeletons(_LATIN_NAME.findall(text)))
    elif lang == "zh":
        found.update(_chinese(text))
    return frozenset(found)


def _values(quantity: Quantity) -> Iterator[str]:
    parts = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    for part in parts:
        if isinstance(part, str):
            yield from _date(part)
        else:
            yield f"{part:.10g}"


def _date(value: str) -> Iterator[str]:
    """A date as a whole and in parts: one version often leaves the year out."""
    yield value
    if match := _DATE.match(value):
        for name, part in match.groupdict().items():
            if part:
                yield part if name == "year" else f"{name}{part}"


def _skeletons(found: Sequence[str]) -> set[str]:
    """Two to four consonants of names in Latin or Cyrillic letters; sounds that are spelt apart made equal."""
    skeletons = set()
    for name in found:
        plain = name.lower().translate(_CYRILLIC)
        for spelling, sound in _SOUNDS:
            plain = plain.replace(spelling, sound)
        bare = re.sub(r"(.)\1+", r"\1", plain.translate(_VOWELS))
        if len(bare) >= _SHORTEST_SKELETON:
            skeletons.add(f"~{bare[:_LONGEST_SKELETON]}")
    return skeletons


def _chinese(text: str) -> Iterator[str]:
    """Every pair of characters as a given name would be written in pinyin and in Palladius' Cyrillic."""
    for run in _HAN.findall(text):
        for at in range(len(run) - 1):
            yield from _as_name(run[at : at + 2])


@lru_cache(maxsize=100_000)
def _as_name(pair: str) -> tuple[str, str]:
    cyrillic = names.palladius(pair).replace(" ", "").lower()
    return f"={names.pinyin_name(pair).replace(' ', '').lower()}", f"^{_INFLECTED.sub('', cyrillic)}"


def shared(x: Sequence[frozenset[str]], y: Sequence[frozenset[str]]) -> list[str]:
    """Return the anchors that both versions have, those left out that stand in most sentences of either."""
    in_x, in_y = (Counter(anchor for found in side for anchor in found) for side in (x, y))
    most_x, most_y = max(2.0, len(x) * _TOO_COMMON), max(2.0, len(y) * _TOO_COMMON)
    return sorted(a for a in in_x.keys() & in_y.keys() if in_x[a] <= most_x and in_y[a] <= most_y)
