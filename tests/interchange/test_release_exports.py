from __future__ import annotations

import io
import re

import docx
import lxml.html
import openpyxl
import pytest
from docx.oxml.ns import qn

from tmflow.ingest import registry as ingest
from tmflow.interchange import docx as word
from tmflow.interchange import html, xlsx
from tmflow.interchange.assemble import date_in_words, paragraphs
from tmflow.model.release import BlockKind


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("zh", "论坛4月16日开幕。20国代表出席。"),
        ("en", "The forum opened on April 16. Delegates from 20 countries attended."),
        ("ru", "Форум открылся 16 апреля."),
    ],
)
def test_units_of_a_block_are_joined_by_the_rule_of_the_language(release, units, lang, first):
    assert paragraphs(release, units, lang)[1].segment.text == first


def test_a_language_without_texts_gives_nothing(release, units):
    assert paragraphs(release, units, "fr") == ()


def test_units_are_taken_in_the_order_of_their_positions(release, units):
    assert paragraphs(release, units[::-1], "zh") == paragraphs(release, units, "zh")


@pytest.mark.parametrize(
    ("date", "zh", "en", "ru"),
    [
        ("2021-04-16T20:41:19", "2021年4月16日", "April 16, 2021", "16\u00a0апреля 2021\u00a0г."),
        ("2021-04-16", "2021年4月16日", "April 16, 2021", "16\u00a0апреля 2021\u00a0г."),
        ("2021", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_dates_in_words(date, zh, en, ru):
    assert tuple(date_in_words(date, lang) for lang in ("zh", "en", "ru")) == (zh, en, ru)


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_a_word_release_is_read_back_by_our_own_reader(release, units, lang):
    data = word.serialize_release(release, units, lang)
    (version,) = ingest.read(f"x_{lang}.docx", data)
    wanted = paragraphs(release, units, lang)
    assert version.title.text == wanted[0].segment.text
    assert version.date == "2021-04-16"
    assert [block.segment for block in version.blocks] == [item.segment for item in wanted[1:]]
    assert [(b.kind, b.table, b.row, b.column) for b in version.blocks] == [
        (p.kind, p.table, p.row, p.column) for p in wanted[1:]
    ]


def test_a_word_release_names_a_chinese_face_and_no_theme(release, units):
    document = docx.Document(io.BytesIO(word.serialize_release(release, units, "zh")))
    for name in ("Normal", "Title", "Heading 2", "Caption"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in {"宋体", "黑体"}
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert document.core_properties.title == "论坛在青岛开幕"
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (210, 297)


def test_the_review_table_has_a_row_a_unit_with_states(release, units):
    document = docx.Document(io.BytesIO(word.serialize_review(release, units, ("zh", "en", "ru"))))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["#", "中文", "English", "Русский"]
    assert len(table.rows) == len(units) + 1
    assert table.rows[1].cells[1].text == "论坛在青岛开幕\nreviewed · li"
    assert table.rows[3].cells[3].text == "\ninitial · li"


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en"), ("ru", "ru")])
def test_an_html_release_states_its_language_and_reads_back(release, units, lang, tag):
    data = html.serialize(release, units, lang)
    root = lxml.html.document_fromstring(data.decode())
    assert root.get("lang") == tag
    assert root.findtext(".//title") == paragraphs(release, units, lang)[0].segment.text
    assert not root.xpath("//script | //link | //img")
    assert [len(row) for row in root.iter("tr")] == [2, 2]
    assert len(root.findall(".//ul/li")) == 2
    (version,) = ingest.read(f"{lang}.html", data)
    assert version.title.text == root.findtext(".//h1")
    assert version.date == "2021-04-16"


def test_html_escapes_text_and_nests_codes(release, units):
    page = html.serialize(release, units, "en").decode()
    assert '<a href="https://example.org/?a=1&amp;b=2">The <strong>forum</strong></a> opened' in page
    assert "Opening ceremony &amp; guests" in page
    assert "图为开幕式 &lt;1&gt;" in html.serialize(release, units, "zh").decode()


def test_html_is_well_formed_but_for_void_elements(release, units):
    page = html.serialize(release, units, "ru").decode()
    opened = re.findall(r"<([a-z0-9]+)(?:\s[^>]*)?>", page)
    closed = re.findall(r"</([a-z0-9]+)>", page)
    void = {"meta", "br"}
    assert sorted(tag for tag in opened if tag not in void) == sorted(closed)


def test_excel_review_holds_text_cells_only(release, units):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.serialize_review(release, units, ("zh", "en", "ru"))))
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == [
        "#",
        "unit",
        "中文",
        "state",
        "English",
        "state",
        "Русский",
        "state",
        "comment",
    ]
    assert sheet.max_row == len(units) + 1
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert sheet.cell(13, 3).value == "=1+1"
    assert sheet.freeze_panes == "A2"


def test_a_missing_kind_of_coordinates_does_not_break_a_table(release, units):
    cut = [unit for unit in units if unit.kind is not BlockKind.TABLE_CELL or unit.block in {4, 7}]
    page = html.serialize(release, cut, "en").decode()
    assert "<tr><td>Year</td><td></td></tr>" in page
    assert "<tr><td></td><td>31.357 billion yuan</td></tr>" in page
