"""Bytes to text by evidence: byte order marks, validity, and which language the bytes would spell.

A wrong guess gives mojibake that nobody notices before it is published, so a text is decoded only when one reading is
strictly valid and reads like Chinese, Russian or English; otherwise the file is refused with the place of the fault.
"""

from __future__ import annotations

import codecs
import math
from dataclasses import dataclass
from typing import Final

from tmflow.i18n import tr
from tmflow.model.errors import UnreadableFile

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY: Final = ("gb18030", "cp1251", "koi8-r", "cp1252")
_WIDE: Final = ("utf-16-le", "utf-16-be")
_SEVERAL_BYTES: Final = frozenset(("gb18030", *_WIDE))
_ALIASES: Final = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hz": "gb18030"}
_SAMPLE: Final = 20_000
"""Characters that are weighed: enough for certainty, and quick for a file of any size."""

_COMMON_HANZI: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
    "学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外"
    "天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情"
    "区市青岛上合示范作经贸物流习近平书记主席委员会长"
)
_RUSSIAN: Final = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (
            *(10.9, 8.5, 8.0, 7.4, 6.7, 6.3, 5.5, 4.7, 4.5, 4.4, 3.5, 3.2, 3.0, 2.8, 2.6, 2.0, 1.9),
            *(1.7, 1.7, 1.6, 1.6, 1.4, 1.2, 1.0, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3, 0.3, 0.04, 0.04),
        ),
        strict=True,
    )
)
"""Frequency of the letters in Russian text, in per cent (National Corpus of the Russian language, rounded)."""
_TYPOGRAPHY: Final = frozenset("«»„“”‘’–—…№§©®°±·\u00a0\u00ad€™•")
_FOREIGN_LETTERS: Final = frozenset("àâäáãåçèéêëìíîïñòóôöõøùúûüýÿßæœÀÂÄÁÇÈÉÊËÎÏÑÓÔÖØÙÚÛÜŒŠšŽž")
_IMPLAUSIBLE: Final = -12.0
_REFUSED_BELOW: Final = -7.0
"""Mean log-probability of a non-ASCII byte under which no reading is believed (true readings have -2 to -5)."""
_DECLARED_BONUS: Final = 0.7
_SURELY_UTF8: Final = 0.9
_ASCII: Final = bytes(range(0x80))
_CONTROL_BYTES: Final = bytes((*range(0x09), *range(0x0E, 0x20)))
_SECOND_LEVEL: Final = 0xD8
"""First byte of the first rare character of GB 2312."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the codec that gave it (`utf-8`, `utf-8-sig`, `utf-16`, `gb18030`, `cp1251`, `koi8-r`, ...)."""

    text: str
    encoding: str


def decode(data: bytes, source: str = "", *, declared: str | None = None) -> Decoded:
    """Return the text of `data`, with the line ends as they stand in the file.

    Args:
        data: the bytes of the file.
        source: the file's name, for messages.
        declared: the encoding that the file itself claims, if any. It decides between readings of like quality, never
            against the evidence: many pages claim `gb2312` and hold UTF-8 or characters that only GB18030 has.

    Raises:
        UnreadableFile: no reading is valid and plausible, or the file is cut off inside a character.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data, codec, source), codec)
    if _looks_wide(data):
        wide = _best(data, _WIDE, None)
        if wide:
            return wide
    if b"\0" in data:
        raise UnreadableFile(
            tr("this is not a text: it holds binary data. Save it as plain text, .docx or .html."), source=source
        )
    fault = _utf8_fault(data)
    if fault is None:
        return Decoded(data.decode("utf-8"), "utf-8")
    if _share_of_utf8(data) >= _SURELY_UTF8:
        raise _broken(data, source, "UTF-8", fault)
    best = _best(data, (*_LEGACY, *_WIDE), _canonical(declared))
    if best is None:
        raise UnreadableFile(
            tr("the encoding of this text cannot be told. Open it in its program and save it as UTF-8."),
            source=source,
            place=_line(data, fault),
        )
    return best


def _strict(data: bytes, codec: str, source: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _broken(data, source, codec.removesuffix("-sig"), error.start) from error


def _looks_wide(data: bytes) -> bool:
    """Whether zero or control bytes are frequent: in UTF-16 every ASCII and every Cyrillic letter has one."""
    sample = data[:4096]
    return sum(sample.count(byte) for byte in _CONTROL_BYTES) * 50 >= max(1, len(sample))


def _utf8_fault(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _best(data: bytes, codecs_to_try: tuple[str, ...], claimed: str | None) -> Decoded | None:
    """Return the most plausible of the strictly valid readings, or nothing if none is plausible."""
    best, best_score = None, _REFUSED_BELOW
    for codec in dict.fromkeys((*codecs_to_try, *((claimed,) if claimed else ()))):
        try:
            text = data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        score = plausibility(text[:_SAMPLE], codec) + (_DECLARED_BONUS if codec == claimed else 0.0)
        if score > best_score:
            best, best_score = Decoded(text, codec), score
    return best


def plausibility(text: str, codec: str) -> float:
    """Return the mean log-probability of a non-ASCII byte if `text` is a reading in `codec` (about -2 to -5 if right).

    Chinese is weighed by common characters and by the first level of GB 2312 (its 3,755 characters in daily use),
    Russian by the frequency of its letters and by where capitals stand, anything else by a short list of signs.
    """
    total, size = 0.0, 0
    before = " "
    for char in text:
        if char > "\x7f":
            width = len(char.encode(codec, errors="replace")) if codec in _SEVERAL_BYTES else 1
            total += _likelihood(char, before)
            size += width
        elif char < " " and char not in "\r\n\t\f":
            total += _IMPLAUSIBLE
            size += 1
        before = char
    return total / size if size else 0.0


def _likelihood(char: str, before: str) -> float:
    lower = char.lower()
    if lower in _RUSSIAN:
        value = math.log(_RUSSIAN[lower] / 100)
        if char != lower:
            value -= 6.0 if before.islower() else 0.25 if before.isalpha() else 0.6
        if lower in "ьъы" and not before.isalpha():
            value -= 6.0
        if before.isascii() and before.isalpha():
            value -= 5.0
        return value
    if char in _COMMON_HANZI:
        return -6.0
    if "\u4e00" <= char <= "\u9fff":
        code = char.encode("gb2312", errors="ignore")
        return (-9.0 if code[0] < _SECOND_LEVEL else -13.0) if code else -18.0
    if char in _TYPOGRAPHY or "\u3000" <= char <= "\u3017" or "\uff01" <= char <= "\uff5e":
        return -5.5
    if char in _FOREIGN_LETTERS:
        return -4.5 if before.isascii() and before.isalpha() and char.islower() else -8.0
    return _IMPLAUSIBLE - 6.0


def _canonical(declared: str | None) -> str:
    if not declared:
        return ""
    name = _ALIASES.get(declared.strip().lower(), declared.strip().lower())
    try:
        return codecs.lookup(name).name if name != "gb18030" else name
    except (LookupError, ValueError):
        return ""


def _share_of_utf8(data: bytes) -> float:
    """Return how much of the non-ASCII bytes is valid UTF-8: nearly all if it is damaged UTF-8, else under half."""
    sample = data[: 10 * _SAMPLE]
    valid = sample.decode("utf-8", errors="ignore").encode("utf-8")
    high = len(sample.translate(None, _ASCII))
    return len(valid.translate(None, _ASCII)) / high if high else 0.0


def _line(data: bytes, position: int) -> str:
    return tr("line {line}", line=data.count(b"\n", 0, position) + 1)


def _broken(data: bytes, source: str, encoding: str, position: int) -> UnreadableFile:
    return UnreadableFile(
        tr(
            "the text is {encoding}, but byte {position} does not belong to it: the file is damaged or was cut off. "
            "Copy it again, or save it as UTF-8 in its program.",
            encoding=encoding.upper(),
            position=position + 1,
        ),
        source=source,
        place=_line(data, position),
    )
