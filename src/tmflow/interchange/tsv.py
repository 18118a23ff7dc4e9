"""Tab-separated rows: a header of language codes, then a bead a row. Fields are never quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.files.encoding import decode
from tmflow.files.limits import check_size
from tmflow.i18n import tr
from tmflow.interchange import beads
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES, primary

if TYPE_CHECKING:
    from tmflow.model.bitext import Bitext


def serialize(bitext: Bitext) -> bytes:
    """Return the beads of a bitext in UTF-8; texts hold no tab and no line break."""
    lines = [beads.languages(bitext), *beads.rows(bitext)]
    return "".join("\t".join(line) + "\n" for line in lines).encode("utf-8", errors="replace")


def parse(data: bytes, source: str = "") -> tuple[dict[str, str], ...]:
    """Return each row as texts by language; empty fields are left out, and rows without any text.

    Raises:
        UnreadableFile: empty, or in no plausible encoding.
        TooLarge: over the upload limit.
        InputError: the header names no two languages of the house, or a row has more fields than the header.
    """
    check_size(len(data), source)
    lines = decode(data, source).text.lstrip("\ufeff").splitlines()
    header = [primary(field) for field in lines[0].split("\t")] if lines else []
    if len([lang for lang in header if lang in LANGUAGES]) < 2 or len(set(header)) < len(header):  # noqa: PLR2004 - a pair
        raise InputError(
            tr("the first line must name at least two languages, each once: zh, en, ru with tabs between."),
            source=source,
            place=tr("line {line}", line=1),
        )
    found: list[dict[str, str]] = []
    for number, line in enumerate(lines[1:], start=2):
        fields = line.split("\t")
        if len(fields) > len(header):
            raise InputError(
                tr("the line has {fields} fields, the header {expected}.", fields=len(fields), expected=len(header)),
                source=source,
                place=tr("line {line}", line=number),
            )
        texts = {lang: field.strip() for lang, field in zip(header, fields, strict=False) if field.strip()}
        if texts:
            found.append(texts)
    return tuple(found)
