"""One row a concept, a column a language: as people make glossaries, and as other programs export them.

Several terms of a cell stand on lines of their own or between `;`, `；` or `|`; never at a comma, and never inside
brackets or quotation marks. Where the house's own export names the terms (`zh_ref`), only lines part them, so that a
term may hold any sign.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tmflow.i18n import tr
from tmflow.interchange.glossary_table import templates
from tmflow.interchange.glossary_table.model import GlossaryRow
from tmflow.interchange.glossary_table.terms import optional
from tmflow.model.concept import Form, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tmflow.files.workbook import SheetCell
    from tmflow.interchange.glossary_table.cells import Cells
    from tmflow.interchange.glossary_table.model import ColumnUse, Template

_SEPARATORS: Final = ";；|\n"
_BRACKETS: Final = {"(": ")", "（": "）", "[": "]", "【": "】", "「": "」", "«": "»", "“": "”", "《": "》"}
_OF_CONCEPT: Final = ("kind", "owner", "concept_note", "confused_with")
_REF_PARTS: Final = 3
_DEFAULTS: Final[dict[str, dict[str, Any]]] = {
    "term": {},
    "full": {"form": Form.FULL},
    "short": {"form": Form.SHORT},
    "avoid": {"status": Status.DEPRECATED},
}
"""What a column of terms says of them by itself."""


@dataclass(slots=True)
class _Slot:
    """A column of terms in one language, and the columns that speak of its terms."""

    lang: str
    letter: str
    position: int
    default: Mapping[str, Any]
    others: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """Which stored term a line of a cell was when it was exported: its id, revision, and a sum of its text."""

    term_id: str
    revision: int
    digest: str

    def __str__(self) -> str:
        return f"{self.term_id} @{self.revision} {self.digest}"


def digest(text: str) -> str:
    """Return a short sum of a text, by which a line that was moved is known again."""
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')) & 0xFFFF:04x}"


def read(
    rows: Sequence[tuple[int, Sequence[SheetCell]]], columns: Sequence[ColumnUse], cells: Cells, template: Template
) -> Iterator[GlossaryRow]:
    """Yield the terms of a table with one row a concept, language by language; arguments as of `terms.read`."""
    slots = _slots(columns)
    shared = {use.field: _position(use) for use in columns if use.field and ":" not in use.field}
    notes = [_position(use) for use in columns if use.field == "concept_note"]
    for number, row in rows:
        common = _common(row, shared, notes, cells, template)
        taken: set[tuple[str, str]] = set()
        for slot in slots:
            for term in _terms(number, row, slot, cells, common):
                if (term.lang, term.term) not in taken:
                    taken.add((term.lang, term.term))
                    yield term
        languages = {lang for lang, _ in taken}
        if not languages:
            cells.say(tr("There is no term in any language in"), row[slots[0].position], tr("the row has no term."))
        elif len(languages) == 1 and not common.concept_id:
            cells.say(
                tr("There is a term in one language only, which makes an entry of its own, in"),
                next(row[slot.position] for slot in slots if slot.lang in languages),
                tr("the row has one language."),
            )
        cells.taken_remarks()


def split(text: str, separators: str = _SEPARATORS) -> tuple[str, ...]:
    """Return the terms of a cell."""
    parts: list[str] = []
    depth: list[str] = []
    begin = 0
    for place, char in enumerate(text):
        if depth and char == depth[-1]:
            depth.pop()
        elif char in _BRACKETS and _BRACKETS[char] in text[place:]:
            depth.append(_BRACKETS[char])
        elif char in separators and (not depth or char == "\n"):
            parts.append(text[begin:place])
            begin, depth = place + 1, []
    return tuple(part for part in (*(each.strip() for each in parts), text[begin:].strip()) if part)


def _slots(columns: Sequence[ColumnUse]) -> list[_Slot]:
    """Return the columns of terms, each with the columns about it: the first of its language that lacks such a one."""
    slots: list[_Slot] = []
    waiting: list[tuple[str, str, int]] = []
    for use in columns:
        name, _, lang = use.field.partition(":")
        if not lang:
            continue
        if name in _DEFAULTS:
            slots.append(_Slot(lang, use.letter, _position(use), _DEFAULTS[name]))
            continue
        slot = next((slot for slot in slots if slot.lang == lang and name not in slot.others), None)
        if slot is None:
            waiting.append((name, lang, _position(use)))
        else:
            slot.others[name] = _position(use)
    for name, lang, position in waiting:
        slot = next((slot for slot in slots if slot.lang == lang and name not in slot.others), None)
        if slot is not None:
            slot.others[name] = position
    return slots


def _position(use: ColumnUse) -> int:
    column = 0
    for char in use.letter:
        column = column * 26 + ord(char) - 64
    return column - 1


@dataclass(frozen=True, slots=True)
class _Common:
    """What a row says of its concept, and of all its terms."""

    concept_id: str
    concept_rev: int | None
    concept: Mapping[str, Any]
    terms: Mapping[str, Any]
    template: Template


def _common(
    row: Sequence[SheetCell], shared: Mapping[str, int], notes: Sequence[int], cells: Cells, template: Template
) -> _Common:
    where = {name: row[position] for name, position in shared.items()}
    text = {name: cells.text(name, cell) for name, cell in where.items() if name != "concept_rev"}
    if len(notes) > 1:
        text["concept_note"] = "\n".join(filter(None, (cells.text("concept_note", row[place]) for place in notes)))
    values = optional(text, where, cells)
    return _Common(
        templates.concept_id(template, text.get("concept_id", "")),
        cells.revision("concept_rev", where.get("concept_rev")),
        {name: value for name, value in values.items() if name in _OF_CONCEPT},
        {name: value for name, value in values.items() if name not in _OF_CONCEPT},
        template,
    )


def _terms(number: int, row: Sequence[SheetCell], slot: _Slot, cells: Cells, common: _Common) -> Iterator[GlossaryRow]:
    """Yield the terms of one cell."""
    references = _references(row[slot.others["ref"]].text) if "ref" in slot.others else ()
    texts = cells.parts(row[slot.position], lambda text: split(text, "\n" if references else _SEPARATORS))
    known = _paired(texts, references)
    places = [references.index(each) if each else None for each in known]
    others = {
        name: _spread(name, row[column], places, len(references), cells)
        for name, column in slot.others.items()
        if name != "ref"
    }
    for place, text in enumerate(texts):
        own = {name: value for name, values in others.items() if (value := values[place]) is not None}
        where = {name: row[slot.others[name]] for name in own}
        values = {**common.terms, **slot.default, **optional(own, where, cells)}
        if place and values.get("status") is Status.PREFERRED and "status" not in own:
            values["status"] = Status.ADMITTED  # the row's word is about the first term; there is one preferred one
        reference = known[place]
        yield GlossaryRow(
            row_number=number,
            part=f"{slot.letter}{place + 1}" if len(texts) > 1 else slot.letter,
            concept_id=common.concept_id,
            concept_rev=common.concept_rev,
            lang=slot.lang,
            term=text,
            term_id=reference.term_id if reference else own.get("term_id", ""),
            base_rev=reference.revision if reference else None,
            **values,
            **common.concept,
            remarks=cells.taken_remarks(),
        )


def _spread(name: str, cell: SheetCell, places: Sequence[int | None], exported: int, cells: Cells) -> list[str | None]:
    """Return what a column says of each of the terms in the cell beside it.

    As many lines as terms are one each; as many as were exported belong to those. One line is about all terms, but a
    note, a source or the word "preferred" is about the first; more lines than terms are refused.

    Args:
        name: the column's field.
        cell: its cell.
        places: for each term its line when it was exported.
        exported: how many lines were exported.
        cells: the reader.
    """
    count = len(places)
    lines = cells.parts(cell, lambda text: tuple(filter(None, (line.strip() for line in text.split("\n")))), name)
    if len(lines) == count:
        return list(lines)
    if lines and len(lines) == exported:
        return [lines[place] if place is not None else None for place in places]
    whole = cells.text(name, cell)
    if name in {"note", "source", "use_instead", "inflection", "term_id"}:
        return [whole, *[None] * (count - 1)]
    if len(lines) > 1:
        if len(lines) > count:
            cells.refuse(
                cell, tr("here are {lines} lines, but {terms} terms beside them.", lines=len(lines), terms=count)
            )
        return [*lines[:count], *[None] * (count - len(lines))]
    first_only = name == "status" and templates.status_of(whole) is Status.PREFERRED
    return [whole, *[None if first_only else whole] * (count - 1)]


def _references(text: str) -> tuple[Reference, ...]:
    found = []
    for each in re.split(r"[;\n]", text):
        parts = each.strip().rsplit(maxsplit=2)
        if len(parts) == _REF_PARTS and parts[1][:1] == "@" and parts[1][1:].isdigit():
            found.append(Reference(parts[0], int(parts[1][1:]), parts[2]))
    return tuple(found)


def _paired(texts: Sequence[str], references: Sequence[Reference]) -> list[Reference | None]:
    """Return which stored term each line was: by its text where that did not change, else by its place."""
    pairs: list[Reference | None] = [None] * len(texts)
    left = list(references)
    for place, text in enumerate(texts):
        same = next((each for each in left if each.digest == digest(text)), None)
        if same is not None:
            pairs[place] = same
            left.remove(same)
    for place in range(len(texts)):
        at_its_place = references[place] if place < len(references) else None
        if pairs[place] is None and at_its_place in left and at_its_place is not None:
            pairs[place] = at_its_place
            left.remove(at_its_place)
    for place in range(len(texts)):
        if pairs[place] is None and left:
            pairs[place] = left.pop(0)
    return pairs
