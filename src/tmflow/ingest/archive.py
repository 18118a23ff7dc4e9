"""Files and folders on disk to groups: which files are versions of one release, as far as names and folders tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.ingest.sheet import HEADINGS
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

SUFFIXES: Final = frozenset(
    (".htm", ".html", ".shtml", ".xhtml", ".docx", ".txt", ".text", ".md", ".markdown", ".xlsx", ".tsv", ".csv")
)
"""The file names that `ingest` reads, in small letters."""
_IGNORED: Final = re.compile(
    r"^(?:[._~]|\$|thumbs\.db$|desktop\.ini$|(?:readme|license|notice|changelog)\b)", re.IGNORECASE
)
_TOKENS: Final = re.compile(r"[\s._\-()\[\]（）【】+]+")
_TABLES: Final = frozenset((".tsv", ".csv", ".xlsx"))
_NUMBER: Final = re.compile(r"(\d+)")
_WORDS: Final = {word: lang for lang, words in HEADINGS.items() for word in words}
_SCRIPT_TAGS: Final = frozenset(("cn", "hans", "us", "gb", "uk", "ru"))


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Files that belong to one release, in house order of their languages; `name` is the folder's or the common stem.

    A group may still hold several releases, or one release in several groups: what names do not tell, content must.
    """

    name: str
    paths: tuple[Path, ...]


def language_of_name(name: str) -> str | None:
    """Return the language that a file's name states (`en.txt`, `x_en.docx`, `x.zh.html`, `ru-x.md`), or None.

    Only the first and the last word of the name count, so that `news in english press_ru.txt` is Russian.
    """
    return _split(name)[1]


def stem_of_name(name: str) -> str:
    """Return the name in small letters, without suffix and language: `Visit_EN.docx` and `visit-ru.txt` agree."""
    return _split(name)[0]


def versions_by_name(paths: Iterable[Path]) -> Mapping[str, Path]:
    """Return the path for each language that a name states; files without one, or with one again, are left out."""
    found: dict[str, Path] = {}
    for path in paths:
        lang = language_of_name(path.name)
        if lang is not None:
            found.setdefault(lang, path)
    return {lang: found[lang] for lang in LANGUAGES if lang in found}


def discover(paths: Sequence[Path]) -> tuple[SourceGroup, ...]:
    """Find the releases in files, folders, and folders of folders (an archive), in natural order of their names.

    Files with the same stem but for the language are a group; so are up to three files alone in a folder when their
    names state different languages or none. Passed over are hidden files, files of other kinds, a README or LICENSE,
    and tables that lie beside the folders of an archive (they list it); links to folders are not followed.

    Raises:
        InputError: a path does not exist, a named file is of a kind that is not read, or nothing was found.
    """
    groups: list[SourceGroup] = []
    loose: list[Path] = []
    for path in paths:
        if path.is_dir():
            groups.extend(_folder(path))
        elif not path.exists():
            raise InputError(tr("there is no such file or folder. Check the name."), source=str(path))
        elif path.suffix.lower() not in SUFFIXES:
            raise InputError(
                tr("files of this kind are not read. Expected one of {kinds}.", kinds=", ".join(sorted(SUFFIXES))),
                source=str(path),
            )
        else:
            loose.append(path)
    groups.extend(_by_stem(loose))
    if not groups:
        raise InputError(
            tr("no file to import was found. Expected one of {kinds}.", kinds=", ".join(sorted(SUFFIXES))),
            source=", ".join(str(path) for path in paths),
        )
    return tuple(groups)


def _folder(folder: Path) -> list[SourceGroup]:
    try:
        entries = sorted(folder.iterdir(), key=_natural)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(tr("the folder cannot be opened: {reason}.", reason=reason), source=str(folder)) from error
    entries = [entry for entry in entries if not _IGNORED.match(entry.name)]
    files = [entry for entry in entries if entry.is_file() and entry.suffix.lower() in SUFFIXES]
    below = [group for entry in entries if entry.is_dir() and not entry.is_symlink() for group in _folder(entry)]
    if below:
        files = [path for path in files if path.suffix.lower() not in _TABLES]
    own = [SourceGroup(folder.name or str(folder), _ordered(files))] if _is_one_release(files) else _by_stem(files)
    return own + below


def _is_one_release(files: Sequence[Path]) -> bool:
    languages = [language_of_name(path.name) for path in files]
    named = [lang for lang in languages if lang]
    if not 1 <= len(files) <= len(LANGUAGES) or len(named) != len(set(named)):
        return False
    stems = {_split(path.name)[0] for path in files if language_of_name(path.name)} - {""}
    return len(stems) <= 1


def _by_stem(files: Sequence[Path]) -> list[SourceGroup]:
    groups: dict[tuple[str, str], list[Path]] = {}
    for path in files:
        stem, lang = _split(path.name)
        key = (str(path.parent), stem if lang else path.name)
        groups.setdefault(key, []).append(path)
    return [
        SourceGroup(stem if len(paths) > 1 and stem else paths[0].stem, _ordered(paths))
        for (_, stem), paths in groups.items()
    ]


def _split(name: str) -> tuple[str, str | None]:
    """Return the name without its language and its suffix (in small letters), and the language."""
    name = re.split(r"[/\\]", name)[-1]
    stem = name[: -len(suffix)] if (suffix := _suffix(name)) else name
    words = [word for word in _TOKENS.split(stem.lower()) if word]
    for first, last in ((-2, None), (-1, None), (0, 1), (0, 2)):
        part = words[first:last]
        lang = _language(part)
        if lang:
            rest = words[:first] if first < 0 else words[last:]
            return "-".join(rest), lang
    return "-".join(words), None


def _language(words: Sequence[str]) -> str | None:
    if len(words) == 1:
        return _WORDS.get(words[0])
    if len(words) == 2 and words[0] in LANGUAGES and words[1] in _SCRIPT_TAGS:  # noqa: PLR2004 - `zh-cn`
        return words[0]
    return None


def _suffix(name: str) -> str:
    found = re.search(r"\.[A-Za-z]{2,8}$", name)
    return found.group() if found and found.group().lower() in SUFFIXES else ""


def _ordered(paths: Iterable[Path]) -> tuple[Path, ...]:
    def rank(path: Path) -> tuple[int, list[tuple[int, int, str]]]:
        lang = language_of_name(path.name)
        return LANGUAGES.index(lang) if lang else len(LANGUAGES), _natural(path)

    return tuple(sorted(paths, key=rank))


def _natural(path: Path) -> list[tuple[int, int, str]]:
    parts = _NUMBER.split(path.name.lower())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
