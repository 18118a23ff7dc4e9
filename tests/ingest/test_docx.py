from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from docx.enum.text import WD_BREAK

from tmflow.ingest.registry import read
from tmflow.model.errors import TooLarge, UnreadableFile
from tmflow.model.segment import CodeKind

if TYPE_CHECKING:
    from tmflow.model.release import LanguageVersion

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE = "Форум открылся в Циндао"


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_body(xml: str) -> bytes:
    """A Word file whose body is this XML (prefixes w, mc, wps, r)."""
    document = docx.Document()
    source, buffer = zipfile.ZipFile(io.BytesIO(saved(document))), io.BytesIO()
    body = (
        f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{xml}</w:body></w:document>"
    )
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, body if name == "word/document.xml" else source.read(name))
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def one(data: bytes) -> LanguageVersion:
    (version,) = read("a.docx", data)
    return version


def kinds(version: LanguageVersion) -> list[tuple[str, str]]:
    return [(block.kind.value, block.segment.text) for block in version.blocks]


def test_a_document_made_with_word_styles():
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph("16 апреля 2021 года, 20:41")
    body = document.add_paragraph("В Циндао открылся ")
    body.add_run("фор").bold = True
    body.add_run("ум").bold = True
    body.add_run(" ШОС.").add_break(WD_BREAK.LINE)
    body.add_run("Приехали делегаты.")
    document.add_heading("Итоги", level=2)
    document.add_paragraph("Торговля", style="List Bullet")
    document.add_paragraph("Церемония открытия", style="Caption")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Год"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "Итого"
    table.cell(1, 0).text = "2020"
    document.add_paragraph("Powered by MetInfo 7.2.0 ©2008-2023")
    version = one(saved(document))
    assert (version.lang, version.title.text, version.date) == ("ru", TITLE, "2021-04-16T20:41")
    assert kinds(version) == [
        ("paragraph", "В Циндао открылся форум ШОС."),
        ("paragraph", "Приехали делегаты."),
        ("heading", "Итоги"),
        ("list_item", "Торговля"),
        ("caption", "Церемония открытия"),
        ("table_cell", "Год"),
        ("table_cell", "Итого"),
        ("table_cell", "2020"),
    ]
    assert [(block.row, block.column) for block in version.blocks[5:]] == [(0, 0), (0, 2), (1, 0)]
    (code,) = version.blocks[0].segment.codes
    assert (code.kind, version.blocks[0].segment.text[code.start : code.end]) == (CodeKind.BOLD, "форум")


def test_tracked_changes_are_read_as_accepted():
    xml = paragraph(run("论坛开幕")) + paragraph(
        run("双方"),
        '<w:ins w:id="1" w:author="a">' + run("已经") + "</w:ins>",
        '<w:del w:id="2" w:author="a"><w:r><w:delText>没有</w:delText></w:r></w:del>',
        '<w:moveFrom w:id="3" w:author="a">' + run("旧处") + "</w:moveFrom>",
        '<w:moveTo w:id="4" w:author="a">' + run("签署") + "</w:moveTo>",
        run("协议。"),
    )
    assert one(with_body(xml)).paragraphs == ("双方已经签署协议。",)


def test_text_boxes_follow_their_paragraph_once():
    box = f"<w:txbxContent>{paragraph(run('图为签约现场'))}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    version = one(
        with_body(
            paragraph(run("论坛开幕")) + paragraph(run("双方"), drawing, run("签约。")) + paragraph(run("会后合影。"))
        )
    )
    assert kinds(version) == [("paragraph", "双方签约。"), ("caption", "图为签约现场"), ("paragraph", "会后合影。")]


def test_ruby_fields_and_hidden_marks():
    ruby = f"<w:r><w:ruby><w:rt>{run('xi')}</w:rt><w:rubyBase>{run('习')}</w:rubyBase></w:ruby></w:r>"
    field = "<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    xml = paragraph(run("论坛开幕")) + paragraph(
        ruby, run("近平"), field, "<w:r><w:noBreakHyphen/></w:r>", run("出席。")
    )
    assert one(with_body(xml)).paragraphs == ("习近平\u2011出席。",)


def test_content_controls_layout_tables_and_switched_off_bold():
    inner = paragraph(run("双方签约。", '<w:b w:val="0"/>'))
    xml = (
        paragraph(run("论坛开幕"))
        + f"<w:sdt><w:sdtContent>{paragraph(run('第一段。'))}</w:sdtContent></w:sdt>"
        + f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    )
    version = one(with_body(xml))
    assert kinds(version) == [("paragraph", "第一段。"), ("paragraph", "双方签约。")]
    assert version.blocks[1].segment.codes == ()


def test_a_script_is_no_link():
    xml = paragraph(run("论坛开幕")) + paragraph(
        '<w:hyperlink r:id="rIdX">' + run("双方") + "</w:hyperlink>", run("签约。")
    )
    assert one(with_body(xml)).blocks[0].segment.codes == ()


@pytest.mark.parametrize("name", ["a_en.docx", "a.docx"])
def test_a_document_without_text_is_refused(name):
    with pytest.raises(UnreadableFile, match="no text"):
        read(name, saved(docx.Document()))


def test_hostile_and_broken_documents_are_refused():
    good = with_body(paragraph(run("论坛开幕")))
    with pytest.raises(UnreadableFile, match="damaged"):
        read("a.docx", good[: len(good) // 2])
    with pytest.raises(UnreadableFile, match="document type"):
        read("a.docx", _with_entity(good))
    with pytest.raises(TooLarge, match="zip bomb"):
        read("a.docx", with_body(paragraph(run("a" * 20_000_000))))
    with pytest.raises(UnreadableFile, match="well-formed"):
        read("a.docx", with_body("<w:p>"))
    with pytest.raises(UnreadableFile, match="no part"):
        read("a.docx", _workbook())


def _with_entity(data: bytes) -> bytes:
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name, b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + content if name == "word/document.xml" else content
            )
    return buffer.getvalue()


def _workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()
