"""The sentences of a language version, in reading order, as the aligner takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow import segmentation
from tmflow.model.bitext import Sentence
from tmflow.model.release import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.model.release import LanguageVersion
    from tmflow.model.segment import Segment


def of(version: LanguageVersion) -> tuple[Sentence, ...]:
    """Return the sentences of `version`: the title first (block -1, never cut), then block by block as segmented.

    Inline codes stay with their characters; blanks at the ends of a sentence and empty blocks are left out.
    """
    return tuple(_sentences(version))


def _sentences(version: LanguageVersion) -> Iterator[Sentence]:
    title = version.title.strip()
    if title.text:
        yield Sentence(title, block=-1, kind=BlockKind.TITLE)
    for index, block in enumerate(version.blocks):
        for part in _cut(block.segment, version.lang):
            yield Sentence(part, block=index, kind=block.kind)


def _cut(segment: Segment, lang: str) -> Iterator[Segment]:
    for span in segmentation.spans(segment.text, lang):
        part = segment.slice(span.start, span.end).strip()
        if part.text:
            yield part
