"""Rebuild `examples/` from the text sources in `scripts/examples/`: `python scripts/make_examples.py`.

A source holds one release in three languages. Its head says the date line and each version's format; a version begins
at `== lang`, its first line is the title, blank lines part the paragraphs, `- ` begins a list item. A planted error is
written where it stands, as `{wrong|right|check|source span|other checks|note}`; an empty `wrong` is something left out.
The published files carry the wrong text, `answers.tsv` lists every planted error, and nothing else is wrong on purpose.

`renderings.tsv` there lists renderings of some concepts with a pattern for their inflected forms, longer terms first; a
match is struck out before the next pattern is tried, so that nothing inside a longer term is counted. `consistency.tsv`
gets the counts.

The files come out the same bytes on every run.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "examples"
EXAMPLES = ROOT / "examples"
LANGUAGES = ("zh", "en", "ru")
MARK = re.compile(r"\{([^{}]*)\}")
COUNTED = ("concept", "lang", "text", "status", "count", "releases")
FIELDS = ("release", "check", "lang", "text", "note", "source_text", "also", "before")
CONTEXT = 30
"""How many characters before a planted error the table quotes, so that its place is plain."""

NBSP = "\N{NO-BREAK SPACE}"
TYPESETTING = (
    re.compile(r"(?<=\d) (?=%|млн|млрд|тыс\.|ДФЭ|кв\.)"),
    re.compile(r"(?<=\bкв\.) (?=м)"),
    re.compile(r"(?<=\bг\.) (?=[А-ЯЁ])"),
    re.compile(r"(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ])"),
    re.compile(r"(?<=\b[Ии]\.) (?=о\.)"),
    re.compile(r" (?=—)"),
)
"""Spaces that Russian typographers keep from breaking; each is replaced one to one, so offsets stay."""

CHROME = {
    "zh": ("首页", "新闻中心", "工作动态", "上一篇", "来源：", "分享："),
    "en": ("Home", "News", "Updates", "Previous", "source:", "share:"),
    "ru": ("Главная", "Новости", "События", "Предыдущая", "источник:", "поделиться:"),
}
CHARSETS = {"gb18030": "gb2312", "cp1251": "windows-1251"}
"""The encoding of a page, and what its head claims (such pages say gb2312 and hold more)."""


@dataclass(frozen=True)
class Planted:
    """A planted error: its span in a paragraph's published text, and what the table says of it."""

    start: int
    end: int
    check: str
    source_text: str
    also: str
    note: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as published, as it should have been, and the errors planted in it."""

    text: str
    right: str
    planted: tuple[Planted, ...]
    item: bool = False


@dataclass(frozen=True)
class Source:
    """One release: name, date and time, the format of each version, and the versions' paragraphs (title first)."""

    name: str
    at: str
    formats: dict[str, str]
    versions: dict[str, list[Paragraph]]


def typeset(text: str, lang: str) -> str:
    """Return `text` with the no-break spaces of the house style; its length stays."""
    if lang == "ru":
        for rule in TYPESETTING:
            text = rule.sub(NBSP, text)
    return text


def paragraph(raw: str, lang: str) -> Paragraph:
    """Read one paragraph with its marks."""
    item = raw.startswith("- ")
    raw = raw.removeprefix("- ")
    text, right, planted, last = "", "", [], 0
    for mark in MARK.finditer(raw):
        wrong, meant, check, source, also, note = mark.group(1).split("|")
        text += raw[last : mark.start()]
        right += raw[last : mark.start()] + meant
        planted.append(Planted(len(text), len(text) + len(wrong), check, source, also, note))
        text += wrong
        last = mark.end()
    return Paragraph(typeset(text + raw[last:], lang), typeset(right + raw[last:], lang), tuple(planted), item)


def blocks(body: str) -> list[str]:
    """Return the paragraphs and list items of a version's text, in order."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", body.strip()):
        found.extend(block.splitlines() if block.startswith("- ") else [block])
    return found


def read(path: Path) -> Source:
    """Read one text source."""
    head, *parts = re.split(r"^== (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    settings = dict(line.removeprefix("# ").split(" ", 1) for line in head.splitlines())
    formats = dict(pair.split("=") for pair in settings["formats"].split())
    versions = {
        lang: [paragraph(raw, lang) for raw in blocks(body)] for lang, body in zip(parts[::2], parts[1::2], strict=True)
    }
    return Source(path.stem, settings["date"], formats, versions)


def sources() -> list[Source]:
    """Return all releases by date."""
    return [read(path) for path in sorted(SOURCES.glob("*.txt"))]


def body_html(paragraphs: list[Paragraph]) -> str:
    """Return the paragraphs as HTML, runs of list items as lists."""
    lines: list[str] = []
    for at, part in enumerate(paragraphs):
        if part.item and not (at and paragraphs[at - 1].item):
            lines.append("<ul>")
        tag = "li" if part.item else "p"
        lines.append(f"<{tag}>{escape(part.text, quote=False)}</{tag}>")
        if part.item and not (at + 1 < len(paragraphs) and paragraphs[at + 1].item):
            lines.append("</ul>")
    return "\n".join(lines)


def metinfo(source: Source, lang: str, charset: str) -> str:
    """Return a page as the MetInfo content system serves it, with its chrome."""
    title, *rest = source.versions[lang]
    home, news, updates, previous, origin, share = CHROME[lang]
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="{charset}">
<title>{escape(title.text)} - {updates}</title>
</head>
<body>
<header><nav><a href="/">{home}</a><a href="/news/">{news}</a><a href="/news/updates/">{updates}</a></nav></header>
<div class="breadcrumb"><a href="/">{home}</a> &gt; <a href="/news/">{news}</a> &gt; {updates}</div>
<main>
<section class="details-title"><h1>{escape(title.text)}</h1>
<div class="info"><span>{source.at}</span> <span>admin</span> <span>{origin}</span> <span>{share}</span></div>
</section>
<section class="met-editor clearfix">
{body_html(rest)}
</section>
<div class="pager"><a href="/news/1.html">{previous}</a></div>
</main>
<footer><p>Powered by <b>MetInfo 7.2.0</b> ©2008-2023</p></footer>
</body>
</html>
"""


def plain_html(source: Source, lang: str, charset: str) -> str:
    """Return a page as another site would serve it."""
    title, *rest = source.versions[lang]
    home, news = CHROME[lang][:2]
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="{charset}"><title>{escape(title.text)}</title></head>
<body>
<nav><ul><li><a href="/">{home}</a></li><li><a href="/news">{news}</a></li></ul></nav>
<article>
<h1>{escape(title.text)}</h1>
<p class="date"><time datetime="{source.at.replace(" ", "T")}">{date_line(source.at, lang)}</time></p>
{body_html(rest)}
</article>
<footer><p>{home} | {news}</p></footer>
</body>
</html>
"""


def date_line(at: str, lang: str) -> str:
    """Return the date line of a version that is no page of the content system."""
    when = dt.datetime.fromisoformat(at)
    if lang == "zh":
        return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"
    if lang == "ru":
        return f"{when:%d.%m.%Y %H:%M}"
    return at


def plain_text(source: Source, lang: str) -> str:
    """Return the version as a text file: title, date line, paragraphs."""
    title, *rest = source.versions[lang]
    lines = [("- " if part.item else "") + part.text for part in rest]
    return "\n\n".join([title.text, date_line(source.at, lang), *lines]) + "\n"


def document(source: Source, lang: str) -> bytes:
    """Return the version as a Word document."""
    title, *rest = source.versions[lang]
    word = docx.Document()
    style = word.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    when = dt.datetime.fromisoformat(source.at)
    properties = word.core_properties
    properties.author = "Press Office"
    properties.title = title.text
    properties.language = lang
    properties.comments = ""
    properties.created = properties.modified = when
    word.add_heading(title.text, level=0)
    word.add_paragraph(date_line(source.at, lang))
    for part in rest:
        word.add_paragraph(part.text, style="List Bullet" if part.item else None)
    buffer = io.BytesIO()
    word.save(buffer)
    return with_fixed_times(buffer.getvalue())


def with_fixed_times(data: bytes) -> bytes:
    """Return the archive with every member's time set to the same moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in sorted(old.namelist()):
            info = zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return out.getvalue()


def render(source: Source, lang: str) -> tuple[str, bytes]:
    """Return the file name and the bytes of one version."""
    kind, _, encoding = source.formats[lang].partition("-")
    encoding = encoding or "utf-8"
    if kind == "docx":
        return f"{lang}.docx", document(source, lang)
    if kind == "txt":
        return f"{lang}.txt", plain_text(source, lang).encode(encoding)
    page = metinfo if kind == "metinfo" else plain_html
    return f"{lang}.html", page(source, lang, CHARSETS.get(encoding, encoding)).encode(encoding)


def answers(source: Source) -> Iterator[tuple[str, ...]]:
    """Yield one row for each planted error."""
    for lang in LANGUAGES:
        for part in source.versions[lang]:
            for error in part.planted:
                before = part.text[max(0, error.start - CONTEXT) : error.start]
                text = part.text[error.start : error.end]
                yield source.name, error.check, lang, text, error.note, error.source_text, error.also, before


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table without quoting."""
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_tsv(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write a table without quoting."""
    with path.open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None).writerows(rows)


def renderings(found: list[Source]) -> Iterator[tuple[str, str, str, str, int, int]]:
    """Yield how often each listed rendering stands in the published texts, and in how many releases."""
    texts = {
        (source.name, lang): "\n".join(part.text for part in source.versions[lang]).replace(NBSP, " ")
        for source in found
        for lang in LANGUAGES
    }
    for row in read_tsv(SOURCES / "renderings.tsv"):
        count = releases = 0
        for place in [key for key in texts if key[1] == row["lang"]]:
            texts[place], hits = re.subn(row["pattern"], "\x00", texts[place])
            count += hits
            releases += bool(hits)
        if count:
            yield row["concept"], row["lang"], row["rendering"], row["status"], count, releases


def main() -> None:
    """Write every version of every release, the table of answers and the table of renderings."""
    rows: list[tuple[str, ...]] = []
    for source in sources():
        folder = EXAMPLES / source.name
        folder.mkdir(parents=True, exist_ok=True)
        for lang in LANGUAGES:
            name, data = render(source, lang)
            (folder / name).write_bytes(data)
        rows.extend(answers(source))
    write_tsv(EXAMPLES / "answers.tsv", [FIELDS, *rows])
    write_tsv(EXAMPLES / "consistency.tsv", [COUNTED, *sorted(renderings(sources()))])
    print(f"{len(list(SOURCES.glob('*.txt')))} releases, {len(rows)} planted errors")


if __name__ == "__main__":
    main()
