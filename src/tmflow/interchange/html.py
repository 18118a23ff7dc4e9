"""A finished release as an HTML page of its own: valid HTML 5, its language stated, nothing fetched from outside."""

from __future__ import annotations

import itertools
from html import escape
from typing import TYPE_CHECKING, Final

from tmflow.files.xml import without_illegal
from tmflow.interchange import assemble
from tmflow.interchange.assemble import Table
from tmflow.model.release import BlockKind
from tmflow.model.segment import CodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.interchange.assemble import Paragraph
    from tmflow.model.release import Release
    from tmflow.model.segment import InlineCode, Segment
    from tmflow.model.unit import TranslationUnit

_TAGS: Final = {
    CodeKind.BOLD: "strong",
    CodeKind.ITALIC: "em",
    CodeKind.SUPERSCRIPT: "sup",
    CodeKind.SUBSCRIPT: "sub",
}
_BLOCK_TAGS: Final = {BlockKind.HEADING: "h2", BlockKind.CAPTION: 'p class="caption"', BlockKind.TABLE_CELL: "p"}
_STYLE: Final = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;line-height:1.6}"
    ":lang(zh){font-family:'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif}"
    ":lang(en),:lang(ru){font-family:'Noto Serif','Times New Roman',serif}"
    ".caption{font-size:.9em;color:#555}table{border-collapse:collapse}td{border:1px solid #999;padding:.3em .6em}"
)


def serialize(release: Release, units: Sequence[TranslationUnit], lang: str) -> bytes:
    """Return the release in `lang` as a page in UTF-8. The caller has left out what is not approved."""
    title, body = assemble.title_and_body(assemble.paragraphs(release, units, lang))
    tag = assemble.LANGUAGE_TAGS.get(lang, lang)
    date = assemble.release_date(release, lang)
    words = assemble.date_in_words(date, lang)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(tag)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title.text) or escape(release.id)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<article>",
        *([f"<h1>{_inline(title)}</h1>"] if title.text else []),
        *([f'<p><time datetime="{escape(date[:10])}">{escape(words)}</time></p>'] if words else []),
        *_body(body),
        "</article>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _body(body: Sequence[Paragraph]) -> Iterator[str]:
    for is_list, group in itertools.groupby(assemble.flow(body), key=_is_list_item):
        items = list(group)
        if is_list:
            yield "<ul>"
            yield from (f"<li>{_inline(item.segment)}</li>" for item in items if not isinstance(item, Table))
            yield "</ul>"
            continue
        for item in items:
            yield _table(item) if isinstance(item, Table) else _paragraph(item)


def _is_list_item(item: Paragraph | Table) -> bool:
    return not isinstance(item, Table) and item.kind is BlockKind.LIST_ITEM


def _paragraph(item: Paragraph) -> str:
    opening = _BLOCK_TAGS.get(item.kind, "p")
    return f"<{opening}>{_inline(item.segment)}</{opening.split()[0]}>"


def _table(table: Table) -> str:
    rows, columns = table.size
    lines = ["<table>"]
    for row in range(rows):
        cells = ("<br>".join(map(_inline, table.cells.get((row, column), ()))) for column in range(columns))
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return "\n".join([*lines, "</table>"])


def _inline(segment: Segment) -> str:
    parts: list[str] = []
    for link, group in itertools.groupby(assemble.runs(segment), key=lambda run: _link(run[1])):
        inner = "".join(_wrapped(text, codes) for text, codes in group)
        parts.append(f'<a href="{escape(link)}">{inner}</a>' if link else inner)
    return "".join(parts)


def _link(codes: Sequence[InlineCode]) -> str:
    address = next((code.data for code in codes if code.kind is CodeKind.LINK), "")
    return address if address.lower().startswith(("http://", "https://", "mailto:", "/", "./", "../")) else ""


def _wrapped(text: str, codes: Sequence[InlineCode]) -> str:
    tags = [_TAGS[code.kind] for code in codes if code.kind in _TAGS]
    tags = list(dict.fromkeys(tags))
    return "".join(f"<{tag}>" for tag in tags) + _text(text) + "".join(f"</{tag}>" for tag in reversed(tags))


def _text(text: str) -> str:
    return escape(without_illegal(text), quote=False)
