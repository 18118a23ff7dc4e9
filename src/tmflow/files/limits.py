"""How large a file may be, and reading one from disk without loading what is over the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.errors import InputError, TooLarge, UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

MEBIBYTE: Final = 1024 * 1024
MAX_UPLOAD: Final = 64 * MEBIBYTE
"""Bytes that one uploaded file may have."""


def check_size(size: int, source: str, limit: int = MAX_UPLOAD) -> None:
    """Refuse a file of `size` bytes that is empty or over `limit` bytes.

    Raises:
        UnreadableFile: `size` is 0.
        TooLarge: `size` is over `limit`.
    """
    if size == 0:
        raise UnreadableFile(tr("the file is empty (0 bytes). Choose the file again."), source=source)
    if size > limit:
        raise TooLarge(
            tr(
                "the file has {size} MB; at most {limit} MB are read. Split it, or remove its pictures.",
                size=_megabytes(size),
                limit=_megabytes(limit),
            ),
            source=source,
        )


def read_path(path: Path, limit: int = MAX_UPLOAD) -> bytes:
    """Return the bytes of the file at `path`; its size is asked for before anything is read.

    Raises:
        InputError: there is no such file, or it cannot be opened.
        UnreadableFile: the file is empty.
        TooLarge: the file is over `limit` bytes, also when it grows while it is read.
    """
    source = path.name or str(path)
    try:
        if not path.is_file():
            raise InputError(tr("there is no such file. Check the name and the folder."), source=str(path))
        check_size(path.stat().st_size, source, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(tr("the file cannot be opened: {reason}.", reason=reason), source=str(path)) from error
    check_size(len(data), source, limit)
    return data


def _megabytes(size: int) -> str:
    return f"{size / MEBIBYTE:.0f}" if size >= 10 * MEBIBYTE else f"{size / MEBIBYTE:.1f}"
