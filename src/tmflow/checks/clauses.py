"""The run of a text that another text does not explain, brought to the edges of a clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tmflow.checks.evidence import Explained

_EDGES: Final = {
    ZH: re.compile(r"[，；：、。！？…—“”（）()]"),
    EN: re.compile(
        r"(?:[,.](?!\d)|[;:!?()“”\"—–])\s?"
        r"|\s(?=(?:and|which|that|who|with|while|as|but|after|for|to|in|on|by|of)\s)"
    ),
    RU: re.compile(r"(?:[,.](?!\d)|[;:!?()«»\"—–])\s?|\s(?=(?:и|что|с|в|на|по|для|а|но|при|от|к)\s)"),
}
_NEAR: Final = {ZH: 4, EN: 12, RU: 12}
"""So many characters from an edge a run still begins or ends there."""


def sag(values: NDArray[np.floating[Any]]) -> tuple[float, int, int]:
    """The lowest sum of neighbouring values, at most 0, and the range `[first, last)` that has it."""
    if not len(values):
        return 0.0, 0, 0
    sums = np.concatenate([np.zeros(1), np.cumsum(values, dtype=np.float64)])
    highest = np.maximum.accumulate(sums)
    last = int(np.argmin(sums - highest))
    # Values of nought at the edge belong to no run: of equal heights the last one counts.
    first = last - int(np.argmax(sums[last::-1]))
    return float(sums[last] - sums[first]), first, last


def clause(text: str, lang: str, found: Explained, first: int, last: int) -> tuple[int, int]:
    """The place in the text of the tokens `[first, last)`, widened or narrowed to the nearest edges of a clause."""
    start, end = int(found.starts[first]), int(found.ends[last - 1])
    pattern = _EDGES.get(lang)
    if pattern is None:
        return start, end
    edges = [0, *(match.end() for match in pattern.finditer(text)), len(text)]
    begin, finish = (_nearest(at, edges, _NEAR[lang]) for at in (start, end))
    return (begin, finish) if begin < finish else (start, end)


def _nearest(at: int, edges: list[int], within: int) -> int:
    edge = min(edges, key=lambda edge: abs(edge - at))
    return edge if abs(edge - at) <= within else at


def without(text: str, start: int, end: int) -> str:
    """The text without one place."""
    return (text[:start] + text[end:]).strip()
