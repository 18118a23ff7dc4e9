"""Plain JSON for the small values of the model, and back: what several repositories share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tmflow.model.segment import CodeKind, InlineCode, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = Any
"""Whatever a JSON column returns; its shape is checked by the function that reads it."""


def codes_to_json(segment: Segment) -> list[list[Json]]:
    """Return the inline codes as `[kind, start, end, data]` each."""
    return [[code.kind.value, code.start, code.end, code.data] for code in segment.codes]


def segment_of(text: str, codes: Sequence[Sequence[Json]]) -> Segment:
    """Return a text and its stored codes as a segment."""
    return Segment(text, tuple(InlineCode(CodeKind(kind), start, end, data) for kind, start, end, data in codes))


def segment_to_json(segment: Segment) -> list[Json]:
    """Return a whole segment as `[text, codes]`, or `[text]` where there are no codes."""
    return [segment.text, codes_to_json(segment)] if segment.codes else [segment.text]


def segment_from_json(value: Sequence[Json]) -> Segment:
    """Return the segment that `segment_to_json` wrote."""
    return segment_of(value[0], value[1] if len(value) > 1 else ())
