"""From translation units back to the paragraphs of a release in one language."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.model.language import EN, RU, ZH, ordered
from tmflow.model.release import BlockKind
from tmflow.model.segment import CodeKind, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.model.release import Release
    from tmflow.model.segment import InlineCode
    from tmflow.model.unit import TranslationUnit

LANGUAGE_TAGS: Final = {ZH: "zh-CN", EN: "en", RU: "ru"}
"""What a file says about its language: mainland Chinese, so that viewers choose its letter forms."""
_RUSSIAN_MONTHS: Final = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_ENGLISH_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY_LENGTH: Final = len("2021-04-16")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a finished release; the table coordinates (from 0) are set for table cells only."""

    kind: BlockKind
    segment: Segment
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one table by (row, column), several paragraphs a cell."""

    cells: Mapping[tuple[int, int], tuple[Segment, ...]]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return max(row for row, _ in self.cells) + 1, max(column for _, column in self.cells) + 1


def paragraphs(release: Release, units: Sequence[TranslationUnit], lang: str) -> tuple[Paragraph, ...]:
    """Return the release in `lang`: the units of one block joined, in Chinese without a blank, else with one.

    Units without text in `lang` are left out, and a block that has none at all with them.
    """
    lead = release.source_lang if release.source_lang in release.versions else next(iter(ordered(release.versions)), "")
    blocks = release.versions[lead].blocks if lead else ()
    found: list[Paragraph] = []
    in_order = sorted(units, key=lambda unit: unit.position)
    for (kind, number), group in itertools.groupby(in_order, key=lambda unit: (unit.kind, unit.block)):
        segment = _joined(group, lang)
        if not segment.text.strip():
            continue
        block = blocks[number] if 0 <= number < len(blocks) and kind is BlockKind.TABLE_CELL else None
        where = (block.table, block.row, block.column) if block else (None, None, None)
        found.append(Paragraph(kind, segment, *where))
    return tuple(found)


def title_and_body(found: Sequence[Paragraph]) -> tuple[Segment, tuple[Paragraph, ...]]:
    """Part the title (of several title units the first paragraph) from the rest."""
    title = next((item.segment for item in found if item.kind is BlockKind.TITLE), Segment(""))
    return title, tuple(item for item in found if item.kind is not BlockKind.TITLE)


def flow(body: Sequence[Paragraph]) -> Iterator[Paragraph | Table]:
    """Yield paragraphs, and the cells of each table together where its first cell stands."""
    for number, group in itertools.groupby(body, key=lambda item: item.table):
        items = tuple(group)
        if number is None:
            yield from items
            continue
        cells: dict[tuple[int, int], tuple[Segment, ...]] = {}
        for item in items:
            place = (item.row or 0, item.column or 0)
            cells[place] = (*cells.get(place, ()), item.segment)
        yield Table(cells)


def runs(segment: Segment) -> Iterator[tuple[str, tuple[InlineCode, ...]]]:
    """Yield the text in runs over which the same codes hold, links first; codes may nest or overlap."""
    cuts = {0, len(segment.text), *(code.start for code in segment.codes), *(code.end for code in segment.codes)}
    for start, end in itertools.pairwise(sorted(cut for cut in cuts if 0 <= cut <= len(segment.text))):
        active = [code for code in segment.codes if code.start <= start and code.end >= end]
        yield (
            segment.text[start:end],
            tuple(sorted(active, key=lambda code: (code.kind is not CodeKind.LINK, code.kind))),
        )


def date_in_words(date: str, lang: str) -> str:
    """Return an ISO date as the press prints it: `2021年4月16日`, `April 16, 2021`, `16 апреля 2021 г.`; else empty."""
    try:
        day = dt.date.fromisoformat(date[:_DAY_LENGTH])
    except ValueError:
        return ""
    if lang == ZH:
        return f"{day.year}年{day.month}月{day.day}日"
    if lang == RU:
        return f"{day.day}\u00a0{_RUSSIAN_MONTHS[day.month - 1]} {day.year}\u00a0г."
    return f"{_ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year}"


def release_date(release: Release, lang: str) -> str:
    """Return the date of the version in `lang`, else that of the release (ISO 8601)."""
    version = release.versions.get(lang)
    return (version.date if version else "") or release.date


def _joined(units: Iterator[TranslationUnit], lang: str) -> Segment:
    separator = "" if lang == ZH else " "
    joined = Segment("")
    for unit in units:
        variant = unit.variants.get(lang)
        if variant is None or not variant.text.text.strip():
            continue
        joined = joined.join(variant.text.strip(), separator) if joined.text else variant.text.strip()
    return joined
