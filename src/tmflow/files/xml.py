"""XML from strangers: decoded by evidence, without entities, without network, not deeper than libxml2's own limit."""

from __future__ import annotations

import re
import sys
from html.entities import name2codepoint
from typing import Final

from lxml import etree

from tmflow.files.encoding import decode
from tmflow.files.limits import check_size
from tmflow.i18n import tr
from tmflow.model.errors import UnreadableFile

_DECLARATION: Final = re.compile(r"\A\s*<\?xml\b[^>]*?\?>")
_ENCODING: Final = re.compile(rb"""\A[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ENTITY_DECLARATION: Final = re.compile(r"<!ENTITY\b")
_ILLEGAL: Final = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Every character that XML 1.0 (production 2, Char) does not allow."""
_ILLEGAL_REFERENCE: Final = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,9}));")
_NAMED: Final = re.compile(r"<!\[CDATA\[.*?\]\]>|&([A-Za-z][A-Za-z0-9]{1,31});", re.DOTALL)
_OWN_ENTITIES: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))


def parse(data: bytes, source: str = "") -> etree._Element:
    """Return the root element of an XML document.

    The encoding is found by `tmflow.files.encoding` (a declaration that contradicts the bytes is no hindrance), illegal
    control characters are left out, and HTML's named characters (`&nbsp;`) are understood.

    Raises:
        UnreadableFile: empty, in no plausible encoding, declares entities, too deep, or not well formed (which line).
        TooLarge: over the upload limit.
    """
    check_size(len(data), source)
    text = _text(data, source)
    if _ENTITY_DECLARATION.search(text):
        raise UnreadableFile(
            tr("the file declares XML entities, which are not read. Save it without a document type of its own."),
            source=source,
        )
    if "&" in text:
        text = _ILLEGAL_REFERENCE.sub(_legal_reference, _NAMED.sub(_named_character, text))
    text = _ILLEGAL.sub("", text)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise UnreadableFile(
            tr("this is not well-formed XML ({reason}). Export it again.", reason=error.msg),
            source=source,
            place=tr("line {line}", line=line),
        ) from error
    _refuse_entities(root, source)
    return root


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def without_illegal(text: str) -> str:
    """Return `text` without the characters that no XML 1.0 document can hold (control characters, lone surrogates)."""
    return _ILLEGAL.sub("", text)


def _text(data: bytes, source: str) -> str:
    found = _ENCODING.match(data)
    declared = found.group(1).decode("ascii") if found else None
    text = decode(data, source, declared=declared).text
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)


def _named_character(found: re.Match[str]) -> str:
    name = found.group(1)
    if name is None or name in _OWN_ENTITIES or name not in name2codepoint:
        return found.group()
    return chr(name2codepoint[name])


def _legal_reference(found: re.Match[str]) -> str:
    code = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    return found.group() if code <= sys.maxunicode and not _ILLEGAL.match(chr(code)) else ""


def _refuse_entities(root: etree._Element, source: str) -> None:
    for entity in root.iter(etree.Entity):
        raise UnreadableFile(
            tr("the entity “{name}” is not read. Write the characters themselves.", name=str(entity.text)),
            source=source,
            place=tr("line {line}", line=entity.sourceline or 1),
        )
