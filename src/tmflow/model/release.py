"""A release and its language versions, as they were published or drafted."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.segment import Segment


class BlockKind(StrEnum):
    """What a block of a page is. Site chrome never becomes a block."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text; `row` and `column` (from 0) and `table` (from 0) are set for table cells only."""

    kind: BlockKind
    segment: Segment
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """A release in one language.

    `date` is ISO 8601 as far as the page tells (`2021-04-16T20:41:19`, `2021-04-16`, or empty);
    `blocks` are the body in reading order, without the title and without the date line;
    `source_name` is the file's name or the page's address; `digest` is the SHA-256 of the bytes as they came (hex).
    """

    lang: str
    title: Segment
    date: str = ""
    blocks: tuple[Block, ...] = ()
    source_name: str = ""
    digest: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The plain text of every body block, in reading order."""
        return tuple(block.segment.text for block in self.blocks)

    @property
    def text(self) -> str:
        """Title and body as plain text, a block a line."""
        return "\n".join((self.title.text, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class Release:
    """A release in up to three languages; `id` is the number people quote (`R-2026-0187`).

    `languages` are those it is to be published in, in house order, also where no version exists yet; the text was first
    written in `source_lang`.
    """

    id: str
    date: str
    state: str
    versions: Mapping[str, LanguageVersion] = field(default_factory=dict)
    source_lang: str = ""
    languages: tuple[str, ...] = ()
