"""Zip containers (.docx, .xlsx): looked at before anything is unpacked, and unpacked only as far as they declared."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from tmflow.files.limits import MEBIBYTE
from tmflow.i18n import tr
from tmflow.model.errors import TooLarge, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED: Final = 128 * MEBIBYTE
"""Bytes that all parts of a container may have together when they are unpacked."""
MAX_RATIO: Final = 250
"""How many times larger than its packed form a part may be; office XML packs to a twentieth, rarely a hundredth."""
RATIO_APPLIES_FROM: Final = MEBIBYTE
MAX_PARTS: Final = 10_000

_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
)
"""What zipfile raises on damaged containers, by its own checks and out of the modules that it calls."""
_ENCRYPTED_FLAG: Final = 0x1
_PICTURES: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_OTHERS: Final = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel 97-2003"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
)
_DTD: Final = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T|E\0?N\0?T\0?I)")
"""The start of `<!DOCTYPE` or `<!ENTITY`, in UTF-8 or UTF-16."""


def kind_of(data: bytes) -> str:
    """Return what the first bytes say: `zip`, a picture's or another format's name (`PNG`, `PDF`, ...), or empty."""
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"}:
        return "zip"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return next((name for magic, name in (*_PICTURES, *_OTHERS) if data.startswith(magic)), "")


def open_container(
    data: bytes, source: str, *, expected: str, requires: str, max_unpacked: int = MAX_UNPACKED
) -> zipfile.ZipFile:
    """Open a container after looking at what it declares and testing that it keeps to it.

    Args:
        data: the whole file.
        source: the file's name, for messages.
        expected: what the name promises (`.docx`), for messages.
        requires: the part without which it is something else (`word/document.xml`).
        max_unpacked: bytes that all parts may have together.

    Raises:
        UnreadableFile: not a zip, truncated, encrypted, of another kind, with paths that leave the container, with a
            document type definition in an XML part, or with parts other than declared.
        TooLarge: the declared sizes are over the limits (a zip bomb).
    """
    container = _open(data, source, expected)
    parts = container.infolist()
    _check_declared(parts, source, max_unpacked)
    if requires not in container.namelist():
        raise UnreadableFile(
            tr(
                "this is not a {expected} file: it has no part “{part}”. Open it in its program and save it again.",
                expected=expected,
                part=requires,
            ),
            source=source,
        )
    for part in parts:
        _check_part(container, part, source)
    return container


def _open(data: bytes, source: str, expected: str) -> zipfile.ZipFile:
    kind = kind_of(data)
    if kind != "zip":
        what = kind or tr("something else")
        raise UnreadableFile(
            tr(
                "the name says {expected}, the content is {what}. Open it in its program and save it as {expected}.",
                expected=expected,
                what=what,
            ),
            source=source,
        )
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise _damaged(source) from error


def _check_declared(parts: list[zipfile.ZipInfo], source: str, max_unpacked: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > max_unpacked or len(parts) > MAX_PARTS:
        raise TooLarge(
            tr(
                "unpacked it would have {size} MB in {parts} parts; at most {limit} MB in {most} parts are read.",
                size=unpacked // MEBIBYTE,
                parts=len(parts),
                limit=max_unpacked // MEBIBYTE,
                most=MAX_PARTS,
            ),
            source=source,
        )
    for part in parts:
        if part.file_size > RATIO_APPLIES_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise TooLarge(
                tr("it unpacks to more than {ratio} times its size: this looks like a zip bomb.", ratio=MAX_RATIO),
                source=source,
                place=part.filename,
            )
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename) or ":" in part.filename:
            raise UnreadableFile(
                tr("the name of this part leads out of the file. Do not trust this file."),
                source=source,
                place=part.filename,
            )
        if part.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableFile(
                tr("the file is protected by a password. Save it without one."), source=source, place=part.filename
            )


def _check_part(container: zipfile.ZipFile, part: zipfile.ZipInfo, source: str) -> None:
    """Unpack a part once, in pieces: its size and checksum must be as declared, and XML must have no DTD."""
    is_xml = part.filename.endswith((".xml", ".rels"))
    tail = b""
    try:
        with container.open(part) as stream:
            for piece in _pieces(stream):
                if is_xml and _DTD.search(tail + piece):
                    raise UnreadableFile(
                        tr("an XML part declares a document type; office files have none. Do not trust this file."),
                        source=source,
                        place=part.filename,
                    )
                tail = piece[-32:]
    except _BROKEN as error:
        raise _damaged(source, part.filename) from error


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(MEBIBYTE):
        yield piece


def _damaged(source: str, place: str = "") -> UnreadableFile:
    return UnreadableFile(
        tr("the file is damaged or was cut off. Copy or download it again."), source=source, place=place
    )
