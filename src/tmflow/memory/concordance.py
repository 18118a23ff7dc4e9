"""Finding words in remembered sentences, without regard to case, ё and е, width, quotes and kinds of blanks."""

from __future__ import annotations

from tmflow.text import normalize


def prepare(query: str, lang: str) -> str:
    """Return a query as it is looked for in texts of `lang`: folded, lower case, blanks evened out."""
    return " ".join(_folded(query, lang)[0].split())


def find(text: str, query: str, lang: str) -> tuple[tuple[int, int], ...]:
    """Return where a prepared query stands in `text`, as spans `[start, end)` in code points; never overlapping."""
    if not query:
        return ()
    folded, offsets = _folded(text, lang)
    spans: list[tuple[int, int]] = []
    at = folded.find(query)
    while at >= 0:
        end = at + len(query)
        if not spans or offsets[at] >= spans[-1][1]:  # both halves of ß are one place
            spans.append((offsets[at], normalize.behind_marks(text, offsets[end - 1] + 1)))
        at = folded.find(query, end)
    return tuple(spans)


def _folded(text: str, lang: str) -> tuple[str, list[int]]:
    """Fold, lower the case and even out blanks, keeping the way back."""
    folded, offsets = normalize.fold(text, lang)
    characters: list[str] = []
    places: list[int] = []
    for character, place in zip(folded, offsets, strict=True):
        lower = " " if character.isspace() else character.casefold()
        if lower == " " and characters and characters[-1] == " ":
            continue
        characters.extend(lower)
        places.extend([place] * len(lower))
    return "".join(characters), places
