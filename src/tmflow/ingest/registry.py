"""The explicit list of formats that are read, and the one way in: `read` for files, `paste` for pasted text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.files.limits import check_size
from tmflow.files.zip import kind_of
from tmflow.i18n import tr
from tmflow.ingest import archive, compose, docx, html, plain, sheet
from tmflow.model.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from tmflow.ingest.draft import Draft
    from tmflow.model.release import LanguageVersion

    _Reader: TypeAlias = Callable[[str, bytes, str | None], tuple[LanguageVersion, ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: what people call it, its suffixes in small letters, its media type, its reader."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    read: _Reader


def _page(read: Callable[[bytes, str], Draft]) -> _Reader:
    def reader(name: str, data: bytes, lang: str | None) -> tuple[LanguageVersion, ...]:
        return compose.versions(read(data, name), name=name, data=data, lang=lang)

    return reader


def _table(read: Callable[[bytes, str, str | None], tuple[LanguageVersion, ...]]) -> _Reader:
    return lambda name, data, lang: read(data, name, lang)


FORMATS: Final = (
    Format("HTML", (".html", ".htm", ".xhtml", ".shtml"), "text/html", _page(html.read)),
    Format(
        "Word",
        (".docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _page(docx.read),
    ),
    Format("Text", (".txt", ".text"), "text/plain", _page(plain.read)),
    Format("Markdown", (".md", ".markdown"), "text/markdown", _page(plain.read_markdown)),
    Format(
        "Excel",
        (".xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _table(sheet.read_workbook),
    ),
    Format("Table", (".tsv", ".csv"), "text/tab-separated-values", _table(sheet.read_separated)),
)
_OLD: Final = {".doc": ".docx", ".rtf": ".docx", ".odt": ".docx", ".wps": ".docx", ".pdf": ".docx", ".xls": ".xlsx"}


def read(name: str, data: bytes, *, lang: str | None = None) -> tuple[LanguageVersion, ...]:
    """Read a published page or a file.

    Args:
        name: the file's name; its suffix says the format; of several languages `x_en.docx` chooses one.
        data: the bytes as they came; they are only read.
        lang: the language that the file must be in; by default what its text is.

    Returns:
        One version for each language in the file, in house order; only that of `lang` if it is given, or of the
        language in the name if it is there.

    Raises:
        UnreadableFile: empty, damaged, hostile, of another kind than its name says, or without text.
        TooLarge: over 64 MB, or unpacking to more than is allowed.
        UnsupportedLanguage: in none of the languages of the house.
        InputError: not in the language that was asked for; a table without language columns.
    """
    check_size(len(data), name)
    suffix = _suffix(name)
    found = next((item for item in FORMATS if suffix in item.suffixes), None)
    if found is None:
        raise _unknown(name, suffix)
    if found.media_type.startswith("text/") and (kind := kind_of(data)):
        raise UnreadableFile(
            tr("the name says {expected}, the content is {kind}. Give it its right name.", expected=suffix, kind=kind),
            source=name,
        )
    try:
        versions = found.read(name, data, lang)
    except RecursionError as error:
        raise UnreadableFile(
            tr("its parts are nested too deeply for a release. Copy the text into a new file."), source=name
        ) from error
    hint = None if lang else archive.language_of_name(name)
    # The name only chooses among the languages that are there: `ru_visit.docx` may be the Chinese text about Russia.
    return tuple(version for version in versions if version.lang == hint) or versions


def paste(text: str) -> tuple[LanguageVersion, ...]:
    """Read pasted text in one language, or in two or three in turn; the digest is that of its UTF-8 bytes.

    Raises:
        UnreadableFile: there is no text in it.
        TooLarge: over the limit of an upload.
        UnsupportedLanguage: in none of the languages of the house.
    """
    data = text.encode("utf-8", errors="replace")
    name = tr("pasted text")
    check_size(len(data), name)
    return compose.versions(plain.of_text(text), name=name, data=data)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _unknown(name: str, suffix: str) -> UnreadableFile:
    better = _OLD.get(suffix)
    if better:
        return UnreadableFile(
            tr("{suffix} files are not read. Open it and save it as {better}.", suffix=suffix, better=better),
            source=name,
        )
    kinds = ", ".join(suffix for item in FORMATS for suffix in item.suffixes)
    return UnreadableFile(tr("files of this kind are not read. Expected one of {kinds}.", kinds=kinds), source=name)
