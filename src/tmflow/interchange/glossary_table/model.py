"""What a table of terms says: its rows, how its columns were understood, and what was odd in reading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tmflow.model.concept import Form, Kind, Status


class Layout(StrEnum):
    """One row a term, or one row a concept with a column a language."""

    TERMS = "terms"
    WIDE = "wide"


class Template(StrEnum):
    """Whose table it is, told by its headings; `PLAIN` is a table that people made."""

    TMFLOW = "tmflow"
    PLAIN = "plain"
    MEMOQ = "memoq"
    TRADOS = "trados"
    PHRASE = "phrase"
    IATE = "iate"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column and what it was taken for.

    Attributes:
        letter: `A`, `B`, ...
        heading: what stands above it.
        field: `term`, `status`, ... in the one-row-a-term layout; `term:zh`, `status:en`, `concept_note`, ... in the
            wide one; empty for a column that is left out.
        sample: the first text under the heading, cut to 60 characters.
    """

    letter: str
    heading: str
    field: str
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryRow:
    """A term with what the file says of it and of its concept.

    In the optional cells None is "the file does not speak of it" (no such column), an empty value is "emptied". Only
    `status` and `kind` cannot be emptied: None is also an empty cell. The concept's own values (`kind`, `owner`,
    `concept_note`, `confused_with`, `concept_rev`) stand in every row of the concept.

    Attributes:
        row_number: the row in the file, from 1 with the header.
        part: in the wide layout, where several terms come from one row, the column and the place in its cell (`C`,
            `C2`); otherwise empty.
        concept_id: the concept's id; empty where the file has none (such rows belong together by `row_number`).
        lang: the term's language.
        term: the term; empty where its cell is.
        term_id: the stored term's id; empty for a new one.
        base_rev: the revision of the term that the owner saw when it was exported.
        concept_rev: the same of the concept's own values.
        status: the term's status.
        kind: the concept's kind.
        form: full, short, or neither.
        use_instead: the term to write in the place of this one.
        case: whether the capitals matter.
        gender: `m`, `f`, `n`, `pl` or empty.
        inflection: `indeclinable`, a genitive, or empty.
        valid_from: the first day (ISO) on which the status holds.
        valid_until: the first day on which it does not hold any more.
        note: the term's note.
        source: where the term is established.
        owner: who answers for the concept.
        concept_note: the concept's note.
        confused_with: ids of concepts that must not be mixed up with this one.
        remarks: what was normalised in reading, for people.
    """

    row_number: int
    concept_id: str
    lang: str
    term: str
    part: str = ""
    term_id: str = ""
    base_rev: int | None = None
    concept_rev: int | None = None
    status: Status | None = None
    kind: Kind | None = None
    form: Form | None = None
    use_instead: str | None = None
    case: bool | None = None
    gender: str | None = None
    inflection: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    note: str | None = None
    source: str | None = None
    owner: str | None = None
    concept_note: str | None = None
    confused_with: tuple[str, ...] | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryTable:
    """A table that was read.

    Attributes:
        rows: its terms, in the file's order.
        layout: which of the two layouts it has.
        template: whose table it is.
        columns: every column with a heading, and what it was taken for.
        sheet: the sheet that was read; empty for separated text.
        sheets: all sheets of the workbook.
        remarks: what was odd, gathered for people: hidden rows, sheets not read, blanks evened out and where.
    """

    rows: tuple[GlossaryRow, ...]
    layout: Layout
    template: Template
    columns: tuple[ColumnUse, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableHead:
    """How a table's columns would be understood, before its cells are looked at.

    `layout` is nothing where the headings do not tell; then a person has to say what the columns are.
    """

    layout: Layout | None
    template: Template
    columns: tuple[ColumnUse, ...]
    header_row: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
