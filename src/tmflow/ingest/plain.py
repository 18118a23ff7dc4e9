"""Plain text and Markdown: lines to paragraphs, headings, list items and captions."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt

from tmflow.files.encoding import decode
from tmflow.files.xml import without_illegal
from tmflow.ingest import markup
from tmflow.ingest.draft import Draft, tidy
from tmflow.model.release import Block, BlockKind
from tmflow.model.segment import Segment

_BULLET: Final = re.compile(r"^(?:[-*•·▪●○◆■]\s+|[–—]\s+(?!.*[,.!?…»]\s[–—]\s))(?=\S)")
"""A line after a dash is an item, unless a second dash after a comma shows direct speech: `— Да, — сказал он.`"""
_NUMBERED: Final = re.compile(r"^(?:\(?\d{1,2}[.)、．](?!\d)\s*|[（(]\d{1,2}[)）]\s*|[①-⑳]\s*)(?=\S)")
_CAPTION: Final = re.compile(
    r"^[（(\[【]?(?:图为|图\d*[:：]|图片[:：]|图[/／]|photos?\b(?:\s+(?:by|shows?)|:)|picture:|caption:|фото(?:\s*(?:автора|:|—|/))|"
    r"на (?:фото|снимке)\b)",
    re.IGNORECASE,
)
_TERMINAL: Final = re.compile(r"[.。．!！?？;；:：,，、…—][”’»\"）)\]】]*$")
_HANZI: Final = re.compile(r"[\u3400-\u9fff]")
_WRAP_WIDTHS: Final = {True: (18, 50), False: (45, 100)}
"""Shortest and longest line, in characters, of a text wrapped by hand: with Chinese characters, and without."""
_BROKEN_OFF: Final = 40
"""A shorter line is a line of its own, also when the next one begins in small letters (`by Li Ming`)."""
_CAPTION_LONGEST: Final = 250
_HEADING_LONGEST: Final = {True: 32, False: 90}


def read(data: bytes, name: str) -> Draft:
    """Read a .txt file.

    Raises:
        UnreadableFile: binary, in no plausible encoding, or cut off inside a character.
    """
    return of_text(decode(data, name).text)


def read_markdown(data: bytes, name: str) -> Draft:
    """Read a Markdown file (CommonMark with tables); raw HTML inside is shown as text, never interpreted.

    Raises:
        UnreadableFile: as for `read`.
    """
    text = without_illegal(decode(data, name).text).replace("\x00", "")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(_without_front_matter(text))
    return Draft(markup.blocks(markup.parse(f"<html><body>{html}</body></html>")))


def of_text(text: str) -> Draft:
    """Read text as it was typed or pasted: an empty line or a line end ends a paragraph, unless lines are wrapped."""
    groups = _groups(without_illegal(text))
    wrapped = _is_wrapped(groups)
    paragraphs = [paragraph for group in groups for paragraph in _paragraphs(group, wrapped=wrapped)]
    last = len(paragraphs) - 1
    return Draft(tuple(_block(line, first=n == 0, last=n == last) for n, line in enumerate(paragraphs)))


def kind_of(text: str) -> BlockKind:
    """Return CAPTION or LIST_ITEM where the first characters say so, else PARAGRAPH."""
    if len(text) <= _CAPTION_LONGEST and _CAPTION.match(text):
        return BlockKind.CAPTION
    return BlockKind.LIST_ITEM if _BULLET.match(text) or _NUMBERED.match(text) else BlockKind.PARAGRAPH


def _block(line: str, *, first: bool, last: bool) -> Block:
    kind = kind_of(line)
    bullet = _BULLET.match(line) if kind is BlockKind.LIST_ITEM else None
    if kind is BlockKind.PARAGRAPH and not first and not last and _like_a_heading(line):
        kind = BlockKind.HEADING
    return Block(kind, tidy(Segment(line[bullet.end() :] if bullet else line)))


def _like_a_heading(line: str) -> bool:
    chinese = _HANZI.search(line) is not None
    return len(line) <= _HEADING_LONGEST[chinese] and _TERMINAL.search(line) is None and any(map(str.isalpha, line))


def _groups(text: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in text.splitlines():
        clean = line.strip("\ufeff \t\u00a0\u3000")
        if clean:
            groups[-1].append(clean)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Whether lines were broken at a width: most lines inside a group are about as long as the longest, and go on."""
    inner = [line for group in groups for line in group[:-1]]
    if not inner:
        return False
    chinese = sum(1 for line in inner if _HANZI.search(line)) * 2 > len(inner)
    shortest, longest = _WRAP_WIDTHS[chinese]
    width = max(len(line) for group in groups for line in group)
    full = sum(1 for line in inner if len(line) >= max(shortest, 0.7 * width))
    going_on = sum(1 for line in inner if not _TERMINAL.search(line))
    return width <= longest and full * 2 > len(inner) and going_on * 2 > len(inner)


def _paragraphs(group: list[str], *, wrapped: bool) -> list[str]:
    found: list[str] = []
    for line in group:
        if found and _goes_on(found[-1], line, wrapped=wrapped):
            found[-1] = _join(found[-1], line)
        else:
            found.append(line)
    return found


def _goes_on(before: str, line: str, *, wrapped: bool) -> bool:
    if kind_of(line) is not BlockKind.PARAGRAPH or bool(_HANZI.search(before)) != bool(_HANZI.search(line)):
        return False
    return wrapped or (line[0].islower() and len(before) >= _BROKEN_OFF and _TERMINAL.search(before) is None)


def _join(before: str, line: str) -> str:
    if before.endswith("-") and line[0].islower():
        return before[:-1] + line
    glue = "" if _HANZI.match(line[0]) or _HANZI.match(before[-1]) or ord(before[-1]) in range(0xFF01, 0xFF5F) else " "
    return before + glue + line


def _without_front_matter(text: str) -> str:
    """Drop a YAML block at the top; a `title:` in it becomes the heading of the text."""
    found = re.match(r"\A---\s*\n(.{0,4000}?)\n---\s*\n", text, re.DOTALL)
    if found is None:
        return text
    title = re.search(r"^title:\s*[\"']?(.+?)[\"']?\s*$", found.group(1), re.MULTILINE)
    date = re.search(r"^date:\s*(.+?)\s*$", found.group(1), re.MULTILINE)
    head = (f"# {title.group(1)}\n\n" if title else "") + (f"{date.group(1)}\n\n" if date else "")
    return head + text[found.end() :]
