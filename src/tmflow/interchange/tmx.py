"""TMX, the exchange format of translation memories: written as 1.4b, read from 1.1 on with all its habits.

Rules: TMX 1.4b Specification (LISA OSCAR, 2005). Inline codes are dropped to text when reading: `bpt`, `ept`, `it`,
`ph`, `ut` hold native codes and go (with a `sub` in them staying), `hi` only marks text and its text stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from tmflow import __version__
from tmflow.files import xml
from tmflow.i18n import tr
from tmflow.model.errors import UnreadableFile
from tmflow.model.language import ordered, primary
from tmflow.model.match import MemoryUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE_TAGS: Final = {"zh": "zh-CN", "en": "en", "ru": "ru"}
_NATIVE_CODES: Final = frozenset(("bpt", "ept", "it", "ph", "ut"))
_ORIGIN_TYPES: Final = ("x-origin", "x-document", "origin", "document", "x-context", "filename")
_STAMP: Final = re.compile(r"\A(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?")
_LINE_BREAK: Final = re.compile(r"[ \t]*[\r\n]\s*")
_DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HEADER: Final = {
    "creationtool": "tmflow",
    "creationtoolversion": __version__,
    "segtype": "sentence",
    "o-tmf": "tmflow",
    "adminlang": "en",
    "datatype": "plaintext",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd that was read all the same: the unit's number in the file (from 1) and what it is."""

    unit: int
    message: str


def serialize(units: Iterable[MemoryUnit], *, source_lang: str = "zh") -> bytes:
    """Return TMX 1.4b, valid against `tmx14.dtd`, in UTF-8.

    A unit's `at` becomes `creationdate` (UTC as `YYYYMMDDThhmmssZ`), its author `creationid`, its origin a property
    `x-origin`. Characters that no XML file can hold are left out, and units with fewer than one text.
    """
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header", {**_HEADER, "srclang": _LANGUAGE_TAGS.get(source_lang, source_lang)})
    body = etree.SubElement(root, "body")
    for unit in units:
        _append(body, unit)
    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">', pretty_print=True
    )


def parse(data: bytes, source: str = "", *, remarks: list[Remark] | None = None) -> Iterator[MemoryUnit]:
    """Yield the units of a TMX file, numbered from 1 in `id`; the languages are primary subtags.

    Args:
        data: the whole file; UTF-8, UTF-16 or what it declares.
        source: its name; the origin of units that name none.
        remarks: where to put what was odd but usable: a unit without the source language, codes that do not match, an
            old `lang` attribute, directional overrides, a second variant in one language (en-US, en-GB): the first is
            kept, or that in the exact source language.

    Raises:
        UnreadableFile: not TMX, empty, truncated, hostile; before the first unit is given.
        TooLarge: over the upload limit.
    """
    root = xml.parse(data, source)
    if xml.local_name(root) != "tmx":
        raise UnreadableFile(
            tr("this is not a TMX file: it begins with <{root}>. Export it as TMX.", root=xml.local_name(root)),
            source=source,
        )
    header = next((child for child in root if xml.local_name(child) == "header"), None)
    srclang = (header.get("srclang") or "") if header is not None else ""
    return _units(root, source, srclang, remarks if remarks is not None else [])


def _units(root: etree._Element, source: str, srclang: str, remarks: list[Remark]) -> Iterator[MemoryUnit]:
    for number, element in enumerate(root.iter("{*}tu"), start=1):
        exact = (element.get("srclang") or srclang).lower()
        unit = _unit(element, number, source, exact, remarks)
        if exact not in {"", "*all*"} and primary(exact) not in unit.texts:
            remarks.append(Remark(number, tr("there is no text in the source language {lang}.", lang=exact)))
        yield unit


def _unit(element: etree._Element, number: int, source: str, exact: str, remarks: list[Remark]) -> MemoryUnit:
    texts: dict[str, str] = {}
    author, at = _stamp(element)
    for variant in element.iterchildren("{*}tuv"):
        tag = variant.get(_XML_LANG) or variant.get("lang") or ""
        if not variant.get(_XML_LANG) and tag:
            remarks.append(Remark(number, tr("the language stands in “lang”, as in TMX 1.1.")))
        segment = variant.find("{*}seg")
        if not tag or segment is None:
            remarks.append(Remark(number, tr("a variant without language or text was left out.")))
            continue
        text = _text(segment)
        remarks.extend(Remark(number, message) for message in _oddities(segment, text))
        lang = primary(tag)
        if lang in texts:
            remarks.append(Remark(number, tr("there is more than one variant in {lang}.", lang=lang)))
            if tag.lower() != exact:
                continue
        texts[lang] = text
        if not author or not at:
            own_author, own_at = _stamp(variant)
            author, at = author or own_author, at or own_at
    in_order = texts if len(texts) == 1 else {lang: texts[lang] for lang in ordered(texts)}
    return MemoryUnit(number, in_order, _origin(element) or source, at, author)


def _text(segment: etree._Element) -> str:
    """Return a segment's characters, with line breaks and the indentation of pretty printing as single blanks."""
    text = "".join(_characters(segment)) if len(segment) else segment.text or ""
    if "\n" not in text and "\r" not in text:
        return text
    return _LINE_BREAK.sub(" ", text.strip("\r\n") if text.strip() else "").strip("\r\n")


def _characters(element: etree._Element) -> Iterator[str]:
    native = xml.local_name(element) in _NATIVE_CODES
    if not native:
        yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _characters(child)
        if not native:
            yield child.tail or ""


def _oddities(segment: etree._Element, text: str) -> Iterator[str]:
    opened: set[str] = set()
    for code in segment.iterdescendants("{*}bpt", "{*}ept"):
        name, number = xml.local_name(code), code.get("i") or ""
        if name == "bpt":
            if number in opened:
                yield tr("the inline code {number} is opened twice.", number=number)
            opened.add(number)
        elif number not in opened:
            yield tr("the inline code {number} is closed before it is opened.", number=number)
        else:
            opened.discard(number)
    if _DIRECTION.search(text):
        yield tr("the text holds an invisible override of its direction.")


def _origin(element: etree._Element) -> str:
    properties = {child.get("type") or "": child.text or "" for child in element.iterchildren("{*}prop")}
    return next((properties[name].strip() for name in _ORIGIN_TYPES if properties.get(name, "").strip()), "")


def _stamp(element: etree._Element) -> tuple[str, str]:
    author = element.get("changeid") or element.get("creationid") or ""
    return author, _iso(element.get("changedate") or element.get("creationdate") or "")


def _iso(stamp: str) -> str:
    """`20210416T204119Z` to `2021-04-16T20:41:19Z`; what is no date gives an empty text."""
    found = _STAMP.match(stamp.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second = found.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}Z"


def _append(body: etree._Element, unit: MemoryUnit) -> None:
    if not unit.texts:
        return
    attributes = {"tuid": str(unit.id)} if unit.id else {}
    stamp = _tmx_date(unit.at)
    if stamp:
        attributes["creationdate"] = stamp
    if unit.author:
        attributes["creationid"] = xml.without_illegal(unit.author)
    element = etree.SubElement(body, "tu", attributes)
    if unit.origin:
        etree.SubElement(element, "prop", {"type": "x-origin"}).text = xml.without_illegal(unit.origin)
    for lang in ordered(unit.texts):
        variant = etree.SubElement(element, "tuv", {_XML_LANG: _LANGUAGE_TAGS.get(lang, lang)})
        etree.SubElement(variant, "seg").text = xml.without_illegal(unit.texts[lang])


def _tmx_date(at: str) -> str:
    found = _STAMP.match(at.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second = found.groups(default="00")
    return f"{year}{month}{day}T{hour}{minute}{second}Z"
