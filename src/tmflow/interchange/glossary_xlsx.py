"""The glossary as a table that its owner edits: one row a term, .xlsx out, .xlsx or .csv in.

What is written is read back by this module with nothing lost; what Excel, LibreOffice or a hand has changed is
normalised and said in `GlossaryRow.remarks`, never guessed in silence.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tmflow.files.encoding import decode
from tmflow.files.limits import check_size
from tmflow.files.workbook import MAX_CELL, CellKind, Sheet, SheetCell, first_sheet
from tmflow.files.xml import without_illegal
from tmflow.files.zip import kind_of
from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Form, Kind, Status
from tmflow.model.errors import InputError, UnreadableFile
from tmflow.model.language import LANGUAGES, primary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS: Final = (
    "concept_id",
    "term_id",
    "base_rev",
    "lang",
    "term",
    "status",
    "kind",
    "form",
    "use_instead",
    "case",
    "gender",
    "inflection",
    "valid_from",
    "valid_until",
    "note",
    "source",
    "owner",
    "concept_note",
    "confused_with",
    "concept_rev",
)
REQUIRED: Final = ("concept_id", "lang", "term")
SHEET: Final = "glossary"
_WIDTHS: Final = {
    "concept_id": 14,
    "term_id": 14,
    "base_rev": 9,
    "lang": 7,
    "term": 60,
    "status": 13,
    "kind": 14,
    "form": 8,
    "use_instead": 30,
    "case": 7,
    "gender": 8,
    "inflection": 18,
    "valid_from": 12,
    "valid_until": 12,
    "note": 40,
    "source": 40,
    "owner": 14,
    "concept_note": 40,
    "confused_with": 24,
    "concept_rev": 11,
}
_HEADINGS: Final = {
    "concept_id": (
        "concept",
        "conceptid",
        "概念编号",
        "概念id",
        "概念号",
        "概念",
        "ид понятия",
        "код понятия",
        "понятие",
    ),
    "term_id": ("termid", "术语编号", "术语id", "ид термина", "код термина"),
    "base_rev": ("rev", "revision", "baserev", "修订号", "版本", "版本号", "修订", "ревизия", "версия"),
    "lang": ("language", "语言", "语种", "язык"),
    "term": ("text", "术语", "词条", "译名", "термин"),
    "status": ("state", "状态", "статус", "состояние"),
    "kind": ("type", "类型", "类别", "种类", "тип", "вид", "категория"),
    "form": ("全称或简称", "форма"),
    "use_instead": ("useinstead", "use", "改用", "应用", "вместо этого", "писать"),
    "case": ("case sensitive", "casesensitive", "区分大小写", "大小写", "регистр"),
    "gender": ("性", "词性别", "род"),
    "inflection": ("变格", "склонение"),
    "valid_from": ("validfrom", "from", "生效日期", "действует с"),
    "valid_until": ("validuntil", "until", "失效日期", "действует до"),
    "note": ("notes", "comment", "备注", "注释", "说明", "примечание", "комментарий"),
    "owner": ("负责人", "责任单位", "владелец", "ответственный"),
    "concept_note": ("conceptnote", "概念备注", "примечание к понятию"),
    "concept_rev": ("conceptrev", "概念修订号", "ревизия понятия"),
    "source": ("sources", "reference", "来源", "出处", "источник"),
    "confused_with": ("not", "易混", "勿混", "不要混淆", "не путать с", "не путать"),
}
_BY_HEADING: Final = {
    heading: column for column, others in _HEADINGS.items() for heading in (column, column.replace("_", " "), *others)
}
_LANGUAGES: Final = {
    **dict.fromkeys(("中文", "汉语", "chinese", "китайский", "cn"), "zh"),
    **dict.fromkeys(("英文", "英语", "english", "английский", "eng"), "en"),
    **dict.fromkeys(("俄文", "俄语", "russian", "русский", "rus"), "ru"),
}
_WRAPPED: Final = frozenset(("term", "note", "source"))
_MAX_COLUMNS: Final = 64
_HEADER_ROWS: Final = 5
_DELIMITERS: Final = "\t;,"
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u3000\u200b\ufeff]+")
_RUSSIAN_NO_BREAK: Final = re.compile(r"(?:(?<=[.№0-9])\u00a0(?=[А-ЯЁа-яё0-9])|(?<=[А-ЯЁа-яё»])\u00a0(?=[—–]))")
"""After an abbreviation, a figure or №, and before a dash: `г. Циндао`, `и. о. мэра`, `Китай — ШОС`."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]|_x00[01][0-9A-Fa-f]_")
_LANG_TAG: Final = re.compile(r"\A[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_Choice = TypeVar("_Choice", Status, Kind)
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryRow:
    """One row as the owner sent it: a term with what the file says of it and of its concept.

    In the optional cells None is "the file does not speak of it" (no such column), an empty value is "emptied". Only
    `status` and `kind` cannot be emptied: None is also an empty cell. The concept's own values (`kind`, `owner`,
    `concept_note`, `confused_with`, `concept_rev`) are written in every row of the concept.

    Attributes:
        row_number: the row in the file, from 1 with the header.
        concept_id: the concept's id.
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


def serialize(entries: Iterable[ConceptEntry]) -> bytes:
    """Return an .xlsx workbook: a frozen header with a filter, drop-downs for lang, status and kind, text cells only.

    Every cell is stored as text (`data_type` `s`), so nothing in it can be a live formula, whatever it begins with.

    Raises:
        InputError: a text is longer than a cell can hold (32,767 characters); Excel would cut it in silence.
    """
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    if sheet is None:  # a new workbook has one sheet; the type allows none
        sheet = workbook.create_sheet()
    sheet.title = SHEET
    for column, heading in enumerate(COLUMNS, start=1):
        _write(sheet, 1, column, heading)
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EDF3")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[heading]
    last = 1
    for last, values in enumerate(_rows(entries), start=2):
        for column, (heading, value) in enumerate(zip(COLUMNS, values, strict=True), start=1):
            _write(sheet, last, column, value)
            sheet.cell(last, column).alignment = Alignment(vertical="top", wrap_text=heading in _WRAPPED)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    _add_lists(sheet, last)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def parse(data: bytes, source: str) -> tuple[GlossaryRow, ...]:
    """Read a glossary table: .xlsx, or .csv/.tsv in UTF-8, UTF-16, GB18030 or CP1251 with `;`, `,` or tab.

    Headings are found in the first rows in any case and order, in English, Chinese or Russian; only `concept_id`,
    `lang` and `term` are asked for. A row whose cells are all empty is passed over; a row without a term is kept (it
    may mean a deletion).

    Raises:
        UnreadableFile: empty, damaged, hostile, or of another kind.
        TooLarge: over the limits of an upload or of a workbook.
        InputError: a heading is missing or doubled; a cell holds a formula, a date, an unknown language, status or
            kind, or is merged; with the sheet and the cell (`glossary!E7`).
    """
    check_size(len(data), source)
    sheet = (
        first_sheet(data, source, max_columns=_MAX_COLUMNS)
        if kind_of(data) or source.lower().endswith(".xlsx")
        else _separated(data, source)
    )
    start, columns = _header(sheet, source)
    reader = _Reader(sheet, source, columns)
    return tuple(
        reader.row(number, cells)
        for number, cells in enumerate(sheet.rows[start + 1 :], start=start + 2)
        if any(cell.text.strip() for cell in cells)
    )


def _rows(entries: Iterable[ConceptEntry]) -> Iterable[tuple[str, ...]]:
    for entry in entries:
        for term in entry.terms:
            yield (
                *(entry.id, term.id, str(term.revision), term.lang, term.text),
                *(term.status.value, entry.kind.value, term.form.value, term.use_instead),
                *("yes" if term.case else "", term.gender, term.inflection, term.valid_from, term.valid_until),
                *(term.note, term.source, entry.owner, entry.note, " ".join(entry.confused_with), str(entry.revision)),
            )


def _write(sheet: Worksheet, row: int, column: int, value: str) -> None:
    if len(value) > MAX_CELL:
        raise InputError(
            tr("the text has {size} characters; a cell of Excel holds {limit}.", size=len(value), limit=MAX_CELL),
            source=SHEET,
            place=f"{get_column_letter(column)}{row}",
        )
    cell = sheet.cell(row, column)
    cell.value = without_illegal(value)
    cell.data_type = "s"
    cell.number_format = "@"


def _add_lists(sheet: Worksheet, last: int) -> None:
    """Add drop-downs, also for a thousand rows that the owner will fill."""
    for heading, values in (("lang", LANGUAGES), ("status", tuple(Status)), ("kind", tuple(Kind))):
        letter = get_column_letter(COLUMNS.index(heading) + 1)
        choice = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True, showErrorMessage=True)
        choice.add(f"{letter}2:{letter}{last + 1000}")
        sheet.add_data_validation(choice)


def _separated(data: bytes, source: str) -> Sheet:
    text = decode(data, source).text.lstrip("\ufeff")
    head = text.lstrip("\r\n").splitlines()[:1]
    delimiter = max(_DELIMITERS, key=lambda sign: head[0].count(sign) if head else 0)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFile(
            tr("the rows cannot be split into fields ({reason}). Save it as .xlsx.", reason=str(error)), source=source
        ) from error
    width = min(max(map(len, rows), default=0), _MAX_COLUMNS)
    cells = tuple(
        tuple(_text_cell(row, column, number) for column in range(width)) for number, row in enumerate(rows, start=1)
    )
    return Sheet("", cells)


def _text_cell(row: Sequence[str], column: int, number: int) -> SheetCell:
    text = row[column] if column < len(row) else ""
    # A spreadsheet that writes CSV safely puts an apostrophe before what would be a formula.
    if text[:1] == "'" and text[1:2] in _FORMULA_START and text[1:2]:
        text = text[1:]
    return SheetCell(text, CellKind.TEXT if text else CellKind.EMPTY, f"{get_column_letter(column + 1)}{number}")


def _header(sheet: Sheet, source: str) -> tuple[int, Mapping[str, int]]:
    best: Mapping[str, int] = {}
    for number, row in enumerate(sheet.rows[:_HEADER_ROWS]):
        columns: dict[str, int] = {}
        for position, cell in enumerate(row):
            column = _BY_HEADING.get(_BLANKS.sub(" ", cell.text).strip().lower())
            if column in columns:
                raise InputError(
                    tr("the heading “{heading}” stands twice. Keep one of the columns.", heading=cell.text),
                    source=source,
                    place=_place(sheet, cell),
                )
            if column:
                columns[column] = position
        if all(column in columns for column in REQUIRED):
            return number, columns
        best = columns if len(columns) > len(best) else best
    missing = ", ".join(column for column in REQUIRED if column not in best)
    raise InputError(
        tr("the heading {missing} is missing. The first row must name concept_id, lang and term.", missing=missing),
        source=source,
        place=sheet.name,
    )


def _names(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(text.replace(",", " ").replace(";", " ").split())


def _place(sheet: Sheet, cell: SheetCell) -> str:
    return sheet.place(cell) if sheet.name else cell.coordinate


def _one_blank(text: str) -> str:
    """Make each run of white space one blank; a no-break space that Russian typography asks for stays what it is."""
    return _BLANKS.sub(lambda run: "\u00a0" if _RUSSIAN_NO_BREAK.match(run.string, run.start()) else " ", text).strip()


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, sheet: Sheet, source: str, columns: Mapping[str, int]) -> None:
        self._sheet = sheet
        self._source = source
        self._columns = columns

    def row(self, number: int, cells: Sequence[SheetCell]) -> GlossaryRow:
        remarks: list[str] = []
        value = {column: self._clean(column, cells[position], remarks) for column, position in self._columns.items()}
        where = {column: cells[position] for column, position in self._columns.items()}
        if not value["concept_id"]:
            raise self._error(where["concept_id"], tr("concept_id is empty. Write the concept's id, or a new one."))
        return GlossaryRow(
            row_number=number,
            concept_id=value["concept_id"],
            term_id=value.get("term_id", ""),
            base_rev=self._revision(value.get("base_rev", ""), where.get("base_rev")),
            concept_rev=self._revision(value.get("concept_rev", ""), where.get("concept_rev")),
            lang=self._language(value["lang"], where["lang"], remarks),
            term=value["term"],
            status=self._choice(Status, value.get("status", ""), where.get("status")),
            kind=self._choice(Kind, value.get("kind", ""), where.get("kind")),
            form=self._form(value.get("form"), where.get("form")),
            use_instead=value.get("use_instead"),
            case=self._case(value.get("case"), where.get("case")),
            gender=value.get("gender"),
            inflection=value.get("inflection"),
            valid_from=value.get("valid_from"),
            valid_until=value.get("valid_until"),
            note=value.get("note"),
            source=value.get("source"),
            owner=value.get("owner"),
            concept_note=value.get("concept_note"),
            confused_with=_names(value.get("confused_with")),
            remarks=tuple(remarks),
        )

    def _clean(self, column: str, cell: SheetCell, remarks: list[str]) -> str:
        if cell.kind is CellKind.FORMULA:
            raise self._error(cell, tr("there is a formula in this cell. Paste its value as text."))
        if cell.kind is CellKind.ERROR:
            raise self._error(cell, tr("there is an error value ({value}) in this cell.", value=cell.text))
        if cell.merged and column in REQUIRED:
            raise self._error(
                cell, tr("the cells {area} are merged. Split them; each row needs its own.", area=cell.merged)
            )
        if cell.kind is CellKind.DATE and column not in {"note", "source"}:
            raise self._error(
                cell,
                tr("Excel made a date of this cell ({value}). Format it as text and write it again.", value=cell.text),
            )
        if cell.kind is CellKind.NUMBER and column == "term":
            remarks.append(tr("{place}: a number was read as text.", place=cell.coordinate))
        text = cell.text
        if _CONTROL.search(text):
            text = _CONTROL.sub("", text)
            remarks.append(tr("{place}: control characters were left out.", place=cell.coordinate))
        clean = text.strip() if column in {"note", "source"} else _one_blank(text)
        if clean != text:
            remarks.append(tr("{place}: blanks or line breaks were normalised.", place=cell.coordinate))
        return clean

    def _language(self, text: str, cell: SheetCell, remarks: list[str]) -> str:
        lang = _LANGUAGES.get(text.lower()) or (primary(text) if _LANG_TAG.match(text) else "")
        if lang not in LANGUAGES:
            raise self._error(cell, tr("“{lang}” is no language of the glossary. Expected zh, en or ru.", lang=text))
        if lang != text:
            remarks.append(tr("{place}: {old} was read as {new}.", place=cell.coordinate, old=text, new=lang))
        return lang

    def _revision(self, text: str, cell: SheetCell | None) -> int | None:
        if not text or cell is None:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > 9:  # noqa: PLR2004 - a revision is a small number
            raise self._error(cell, tr("base_rev must be a whole number; here is “{text}”.", text=text))
        return int(text)

    def _choice(self, choices: type[_Choice], text: str, cell: SheetCell | None) -> _Choice | None:
        if not text or cell is None:
            return None
        try:
            return choices(text.lower())
        except ValueError as error:
            expected = ", ".join(choices)
            raise self._error(
                cell, tr("“{text}” is not known here. Expected one of {expected}.", text=text, expected=expected)
            ) from error

    def _form(self, text: str | None, cell: SheetCell | None) -> Form | None:
        if text is None or cell is None:
            return None
        try:
            return Form(text.lower())
        except ValueError as error:
            raise self._error(
                cell, tr("“{text}” is not known here. Expected one of {expected}.", text=text, expected="full, short")
            ) from error

    def _case(self, text: str | None, cell: SheetCell | None) -> bool | None:
        if text is None or cell is None:
            return None
        if text.lower() not in {"", "yes", "no"}:
            raise self._error(cell, tr("“{text}” is not known here. Expected one of yes, no.", text=text))
        return text.lower() == "yes"

    def _error(self, cell: SheetCell, message: str) -> InputError:
        return InputError(message, source=self._source, place=_place(self._sheet, cell))
