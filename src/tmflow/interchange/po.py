"""Gettext PO, for tools that know nothing else: one entry a unit, its id as context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polib

from tmflow import __version__
from tmflow.files.encoding import decode
from tmflow.files.limits import check_size
from tmflow.files.xml import without_illegal
from tmflow.i18n import tr
from tmflow.model.errors import UnreadableFile
from tmflow.model.unit import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.unit import TranslationUnit

_PLURALS: Final = {
    "zh": "nplurals=1; plural=0;",
    "en": "nplurals=2; plural=(n != 1);",
    "ru": ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"),
}
_APPROVED: Final = frozenset((State.REVIEWED, State.FINAL))
_POSIX: Final = {"zh": "zh_CN"}
_CHARSET: Final = re.compile(rb"charset=([A-Za-z0-9_.:-]{1,40})")
_ENTRY: Final = re.compile(r"^\s*msgid\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One entry: `unit_id` is its context (empty if none), `fuzzy` whether somebody must look at it first."""

    unit_id: str
    source: str
    target: str
    fuzzy: bool = False
    note: str = ""


def serialize(units: Sequence[TranslationUnit], source_lang: str, target_lang: str, *, project: str) -> bytes:
    """Return a PO file in UTF-8 that `msgfmt -c` accepts.

    Units without source text are left out; a missing target is an empty `msgstr`. A target that nobody has approved, or
    whose source has changed since, is marked fuzzy: programs pass over it. Line breaks at the ends, which gettext wants
    alike on both sides, are dropped.
    """
    file = polib.POFile(wrapwidth=100)
    dates = [variant.at for unit in units if (variant := unit.variants.get(target_lang)) and variant.at]
    file.metadata = {
        "Project-Id-Version": project or "tmflow",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": _po_date(min(dates, default="")),
        "PO-Revision-Date": _po_date(max(dates, default="")),
        "Last-Translator": "tmflow",
        "Language-Team": "tmflow",
        "Language": _POSIX.get(target_lang, target_lang),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS.get(target_lang, _PLURALS["en"]),
        "X-Source-Language": _POSIX.get(source_lang, source_lang),
        "X-Generator": f"tmflow {__version__}",
    }
    for unit in sorted(units, key=lambda unit: unit.position):
        entry = _entry(unit, source_lang, target_lang)
        if entry is not None:
            file.append(entry)
    return str(file).encode("utf-8")


def parse(data: bytes, source: str = "") -> tuple[PoEntry, ...]:
    """Return the entries of a PO file, obsolete ones left out; of a plural entry the first form.

    Raises:
        UnreadableFile: empty, no PO file, a syntax error (which line), or in no plausible encoding.
        TooLarge: over the upload limit.
    """
    check_size(len(data), source)
    found = _CHARSET.search(data[:8192])
    text = decode(data, source, declared=found.group(1).decode("ascii") if found else None).text.lstrip("\ufeff")
    # polib opens a file when the text it is given happens to be a file's name: a PO file has entries.
    if not _ENTRY.search(text):
        raise UnreadableFile(tr("there is no “msgid” in it: this is no PO file."), source=source)
    try:
        file = polib.pofile("\n" + text)
    except (OSError, ValueError, IndexError) as error:
        raise UnreadableFile(
            tr("gettext would not read it: {reason}.", reason=_reason(error)), source=source
        ) from error
    return tuple(
        PoEntry(
            entry.msgctxt or "",
            entry.msgid,
            entry.msgstr or (entry.msgstr_plural or {}).get(0, ""),
            fuzzy=entry.fuzzy,
            note=entry.tcomment or entry.comment,
        )
        for entry in file
        if not entry.obsolete
    )


def _entry(unit: TranslationUnit, source_lang: str, target_lang: str) -> polib.POEntry | None:
    source = _clean(unit.text(source_lang))
    if not source:
        return None
    variant = unit.variants.get(target_lang)
    target = _clean(unit.text(target_lang))
    approved = variant is not None and variant.state in _APPROVED and not variant.source_changed
    return polib.POEntry(
        msgctxt=_clean(unit.id),
        msgid=source,
        msgstr=target,
        comment=f"state: {variant.state.value}" if variant else "",
        flags=["fuzzy"] if target and not approved else [],
    )


def _clean(text: str) -> str:
    return without_illegal(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _po_date(at: str) -> str:
    """`2021-04-16T20:41:19Z` to gettext's `2021-04-16 20:41+0000`."""
    found = re.match(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?", at)
    return f"{found.group(1)} {found.group(2) or '00:00'}+0000" if found else "1970-01-01 00:00+0000"


def _reason(error: Exception) -> str:
    return re.sub(r"^Syntax error in po file\s*(?:\([^)]*\))?\s*", "", str(error).strip())[:200] or type(error).__name__
