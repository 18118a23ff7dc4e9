"""Cut a text: ask the rules at every place where a sentence may end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from tmflow.segmentation import en, lists, ru, zh
from tmflow.segmentation.place import Verdict, make, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.segmentation.common import Rule
    from tmflow.segmentation.place import Place

RULES: Final[dict[str, tuple[Rule, ...]]] = {"zh": zh.RULES, "en": en.RULES, "ru": ru.RULES}
_LINE: Final = regex.compile(r"[^\n\r\u2028\u2029\f\v]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A segment at `[start, end)` (code points, no blanks at its ends) and the name of the rule that ended it."""

    start: int
    end: int
    rule: str


def spans(text: str, lang: str) -> list[Span]:
    """Cut a text into segments and say which rule ended each of them.

    A segment ends after its final marks and the quotes and brackets they close, never inside these; a line break
    always ends one. Languages without rules of their own are cut by the English ones.

    Args:
        text: any text; a lone surrogate or a control character is a character like others.
        lang: `zh`, `en` or `ru`.
    """
    found: list[Span] = []
    start = 0
    for end, rule in _cuts(text, RULES.get(lang, en.RULES)):
        _keep(found, text, start, end, rule)
        start = end
    _keep(found, text, start, len(text), "text_end")
    return found


def split(text: str, lang: str) -> list[str]:
    """Return the segments as text, without the blanks around them; see `spans`."""
    return [text[span.start : span.end] for span in spans(text, lang)]


def _keep(found: list[Span], text: str, start: int, end: int, rule: str) -> None:
    """Add the segment unless it is blank."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        found.append(Span(start + left, start + right, rule))


def _cuts(text: str, rules: tuple[Rule, ...]) -> Iterator[tuple[int, str]]:
    """The ends in order, with the name of the rule that found each."""
    markers = [span for line in _LINE.finditer(text) for span in lists.markers(text, line.start(), line.end())]
    markers.append((len(text), len(text)))
    following = 0
    segment = 0
    for start, end, inside, quote in places(text):
        while markers[following][1] <= start:
            segment = markers[following][0]
            yield segment, "list_item"
            following += 1
        if inside or markers[following][0] <= start:
            continue
        place = make(text, start, min(end, markers[following][0]), segment, quote)
        rule = _ended_by(place, rules)
        if rule:
            segment = place.end
            yield segment, rule
    yield from ((start, "list_item") for start, _ in markers[following:])


def _ended_by(place: Place, rules: tuple[Rule, ...]) -> str:
    """The name of the rule that ends the segment here, or nothing."""
    for rule in rules:
        verdict = rule(place)
        if verdict is not None:
            return rule.__name__ if verdict is Verdict.BREAK else ""
    return ""
