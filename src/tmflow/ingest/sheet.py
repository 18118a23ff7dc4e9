"""Tables with a language a column: .xlsx, .tsv, .csv. Each row is one block of the release in each language."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from tmflow.files.encoding import decode
from tmflow.files.workbook import CellKind, first_sheet
from tmflow.i18n import tr
from tmflow.ingest import compose, languages
from tmflow.ingest.draft import Draft, tidy
from tmflow.model.errors import InputError, UnreadableFile
from tmflow.model.language import LANGUAGES, primary
from tmflow.model.release import Block, BlockKind, LanguageVersion
from tmflow.model.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADINGS: Final = {
    "zh": ["zh", "cn", "chs", "zh-cn", "zh-hans", "chinese", "中文", "汉语", "中", "简体中文", "китайский", "кит"],
    "en": ["en", "eng", "en-us", "en-gb", "english", "英文", "英语", "英", "английский", "англ"],
    "ru": ["ru", "rus", "ru-ru", "russian", "俄文", "俄语", "俄", "русский", "рус"],
}
"""How a column (or a file's name) says its language; compared without regard to case."""
_HEADER_ROWS: Final = 5
_MAX_COLUMNS: Final = 64
_DELIMITERS: Final = "\t;,"


def read_workbook(data: bytes, name: str, lang: str | None = None) -> tuple[LanguageVersion, ...]:
    """Read the first sheet of an .xlsx file.

    Raises:
        InputError: no column holds a language, or a cell cannot be used (with its coordinate).
    """
    sheet = first_sheet(data, name, max_columns=_MAX_COLUMNS)
    columns, start = _columns(
        [["" if cell.kind is CellKind.FORMULA else cell.text for cell in row] for row in sheet.rows]
    )
    for cell in (row[column] for row in sheet.rows[start:] for column in columns.values()):
        if cell.kind is CellKind.FORMULA:
            raise InputError(
                tr("there is a formula in this cell. Paste its value as text."), source=name, place=sheet.place(cell)
            )
    return _versions([[cell.text for cell in row] for row in sheet.rows], name, data, lang)


def read_separated(data: bytes, name: str, lang: str | None = None) -> tuple[LanguageVersion, ...]:
    """Read a .tsv or .csv file; the separator is a tab, a semicolon or a comma, whichever the first line has most of.

    Raises:
        InputError: no column holds a language, or a field is too long to be text.
    """
    return _versions(rows_of(decode(data, name).text, name), name, data, lang)


def rows_of(text: str, name: str, delimiter: str = "") -> list[list[str]]:
    """Split separated text into rows of fields."""
    first = text.lstrip("\ufeff\r\n").splitlines()[:1]
    chosen = delimiter or max(_DELIMITERS, key=lambda sign: first[0].count(sign) if first else 0)
    try:
        # A tab-separated file rarely quotes, and an opening quotation mark of a sentence must stay a mark.
        lines = io.StringIO(text.lstrip("\ufeff"), newline="")
        if chosen == "\t":
            return list(csv.reader(lines, delimiter=chosen, quoting=csv.QUOTE_NONE))
        return list(csv.reader(lines, delimiter=chosen))
    except csv.Error as error:
        raise UnreadableFile(
            tr("the rows cannot be split into fields ({reason}). Save it as .xlsx.", reason=str(error)), source=name
        ) from error


def language_of_heading(text: str) -> str:
    """Return the language that a column heading names (`zh`, `English`, `Русский`, `zh-CN`), or an empty text."""
    plain = text.strip().lower()
    for lang, words in HEADINGS.items():
        if plain in words or (len(plain) <= 10 and primary(plain) == lang):  # noqa: PLR2004 - `zh-Hans-CN`
            return lang
    return ""


def _versions(rows: Sequence[Sequence[str]], name: str, data: bytes, lang: str | None) -> tuple[LanguageVersion, ...]:
    columns, start = _columns(rows)
    if lang is not None:
        columns = {code: column for code, column in columns.items() if code == lang}
    if not columns:
        raise InputError(
            tr("no column is in Chinese, English or Russian. Write zh, en, ru (or 中文, English, Русский) above them."),
            source=name,
        )
    found: list[LanguageVersion] = []
    for code, column in columns.items():
        blocks = tuple(
            Block(BlockKind.PARAGRAPH, segment)
            for row in rows[start:]
            if column < len(row) and (segment := tidy(Segment(row[column]))).text
        )
        if blocks:
            found.extend(compose.versions(Draft(blocks), name=name, data=data, lang=code))
    if not found:
        raise UnreadableFile(tr("there is no text under the headings."), source=name)
    return tuple(found)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[Mapping[str, int], int]:
    """Return the column of each language and the first row of text: by a header, else by what the columns hold."""
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        named = {lang: column for column, cell in reversed(list(enumerate(row))) if (lang := language_of_heading(cell))}
        if named:
            return {lang: named[lang] for lang in LANGUAGES if lang in named}, number + 1
    width = max((len(row) for row in rows), default=0)
    by_content: dict[str, tuple[int, int]] = {}
    for column in range(min(width, _MAX_COLUMNS)):
        text = "\n".join(row[column] for row in rows if column < len(row))
        lang, weight = languages.of_block(text), languages.weight(text)
        if lang in LANGUAGES and weight > by_content.get(lang, (0, 0))[1]:
            by_content[lang] = (column, weight)
    return {lang: by_content[lang][0] for lang in LANGUAGES if lang in by_content}, 0
