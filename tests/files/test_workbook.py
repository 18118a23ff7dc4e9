"""Workbooks as they come: of Excel, LibreOffice and others, and made to do harm."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.files.workbook import CellKind, first_sheet, open_workbook
from tmflow.files.workbook_parts import escaped, letter, number, unescaped
from tmflow.model.errors import InputError, TooLarge, UnreadableFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(rows="", *, after="", before="", shared="", styles="", sheets="", properties="", main=MAIN, extra=None):
    """A workbook written by hand, as far as a reader looks at it."""
    tabs = sheets or '<sheet name="S" sheetId="1" r:id="rId1"/>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{RELATION}">{properties}<sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATION}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATION}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>two</t></is></c></row></sheetData></worksheet>',
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{shared}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    return zipped({**parts, **(extra or {})})


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def cells(data):
    sheet = first_sheet(data, "x.xlsx", max_columns=64)
    return {cell.coordinate: (cell.text, cell.kind.value) for row in sheet.rows for cell in row if cell.kind != "empty"}


DATES = '<numFmts count="1"><numFmt numFmtId="170" formatCode="[$-419]d\\ mmmm\\ yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>'
VALUES = [
    ('<c r="A1" t="s"><v>0</v></c>', "text", "one"),
    ('<c r="A1" t="s"><v>1</v></c>', "text", "rich text"),
    ('<c r="A1" t="s"><v>2</v></c>', "text", "東京"),
    ('<c r="A1" t="s"><v>3</v></c>', "text", "a\rb _x0041_"),
    ('<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>', "text", "inline"),
    ('<c r="A1" t="str"><v>no formula</v></c>', "text", "no formula"),
    ('<c r="A1"><v>007</v></c>', "number", "7"),
    ('<c r="A1"><v>0.1</v></c>', "number", "0.1"),
    ('<c r="A1"><v>1E+20</v></c>', "number", "100000000000000000000"),
    ('<c r="A1" t="b"><v>1</v></c>', "boolean", "TRUE"),
    ('<c r="A1" t="b"><v>0</v></c>', "boolean", "FALSE"),
    ('<c r="A1" t="e"><v>#REF!</v></c>', "error", "#REF!"),
    ('<c r="A1" t="str"><f>A2&amp;B2</f><v>cached</v></c>', "formula", "=A2&B2"),
    ('<c r="A1"><f t="shared" si="0"/><v>5</v></c>', "formula", "="),
    ('<c r="A1" s="1"><v>44501</v></c>', "date", "2021-11-01"),
    ('<c r="A1" s="2"><v>44501.5</v></c>', "date", "2021-11-01 12:00:00"),
    ('<c r="A1" s="2"><v>1E+99</v></c>', "number", str(int(1e99))),
    ('<c r="A1" t="d"><v>2021-11-01T00:00:00</v></c>', "date", "2021-11-01"),
    ("<c><v>1</v></c>", "number", "1"),
]
SHARED = (
    "<si><t>one</t></si><si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r></si>"
    '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_b _x005F_x0041_</t></si>'
)


@pytest.mark.parametrize(("cell", "kind", "text"), VALUES)
@pytest.mark.parametrize("main", [MAIN, STRICT], ids=["transitional", "strict"])
def test_a_cell_says_what_it_is(cell, kind, text, main):
    assert cells(workbook(f"<row>{cell}</row>", shared=SHARED, styles=DATES, main=main)) == {"A1": (text, kind)}


def test_dates_of_old_macintoshes_count_from_1904():
    data = workbook(
        '<row r="1"><c r="A1" s="1"><v>43039</v></c></row>', styles=DATES, properties='<workbookPr date1904="1"/>'
    )
    assert cells(data) == {"A1": ("2021-11-01", "date")}


def test_places_are_counted_where_they_are_not_written_and_gaps_are_kept():
    data = workbook(
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c r='C4'><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"
    )
    assert {place: text for place, (text, _) in cells(data).items()} == {
        "A1": "1",
        "B1": "2",
        "C4": "3",
        "D4": "4",
        "A5": "5",
    }


def test_what_is_hidden_filtered_and_merged_is_known():
    data = workbook(
        '<row r="1"><c><v>1</v></c><c><v>2</v></c></row><row r="2" hidden="true"><c><v>1</v></c></row><row r="9" hidden="1"/>',
        before='<cols><col min="2" max="16384" hidden="1"/></cols>',
        after='<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    sheet = first_sheet(data, "x.xlsx", max_columns=64)
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.filtered) == ((2,), ("B",), True)
    assert [cell.merged for cell in sheet.rows[0]] == ["A1:B1", "A1:B1"]


def test_sheets_are_listed_and_chosen_and_charts_left_out():
    tabs = (
        '<sheet name="Hidden" state="hidden" sheetId="1" r:id="rId1"/><sheet name="Chart" sheetId="2" r:id="rId3"/>'
        '<sheet name="Two" sheetId="3" r:id="rId2"/>'
    )
    book = open_workbook(
        workbook(sheets=tabs, extra={"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": "<a/>"}),
        "x.xlsm",
    )
    assert [(each.name, each.hidden) for each in book.sheets] == [("Hidden", True), ("Two", False)]
    assert (book.macros, book.external_links) == (True, True)
    assert book.sheet("Two", max_columns=9).rows[0][0].text == "two"
    with pytest.raises(InputError, match="Hidden, Two"):
        book.sheet("Three", max_columns=9)


def test_openpyxl_and_we_agree():
    book = openpyxl.Workbook()
    sheet = book.active
    values = [
        "text",
        12,
        1.5,
        True,
        dt.datetime.fromisoformat("2021-11-01"),
        dt.date(2021, 11, 2),
        "=A1",
        None,
        "line\nbreak",
        " blanks ",
    ]
    sheet.append(values)
    buffer = io.BytesIO()
    book.save(buffer)
    row = first_sheet(buffer.getvalue(), "x.xlsx", max_columns=64).rows[0]
    assert [cell.text for cell in row] == [
        "text",
        "12",
        "1.5",
        "TRUE",
        "2021-11-01",
        "2021-11-02",
        "=A1",
        "",
        "line\nbreak",
        " blanks ",
    ]
    assert row[6].kind is CellKind.FORMULA


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
OTHERS = [
    (OLE, "97-2003"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "LibreOffice"),
    (zipped({"xl/workbook.bin": b"x"}), "xlsb"),
    (zipped({"Index/Document.iwa": b"x"}), "Numbers"),
    (zipped({"word/document.xml": "<a/>"}), "Word"),
    (zipped({"other.xml": "<a/>"}), "xl/workbook.xml"),
    (b"plain text", "something else"),
    (workbook()[:-300], "damaged"),
]


@pytest.mark.parametrize(("data", "words"), OTHERS)
def test_files_of_other_kinds_are_called_by_their_names(data, words):
    with pytest.raises(UnreadableFile, match=words):
        open_workbook(data, "x.xlsx")


BROKEN = [
    "<row r='0'><c><v>1</v></c></row>",
    "<row r='2000000'/>",
    "<row r='x'/>",
    "<row r='1'><c r='A2'><v>1</v></c></row>",
    "<row r='1'><c r='XFE1'><v>1</v></c></row>",
    "<row r='1'><c t='s'><v>99</v></c></row>",
    "<row r='1'><c><v>many</v></c></row>",
    "<row r='1'><c><v>1</v></row>",
]


@pytest.mark.parametrize("rows", BROKEN)
def test_parts_that_contradict_each_other_are_refused(rows):
    with pytest.raises(UnreadableFile, match="contradict"):
        first_sheet(workbook(rows), "x.xlsx", max_columns=64)


def test_rows_of_formatting_only_are_no_rows():
    rows = "<row r='1'><c><v>1</v></c></row>" + "".join(f"<row r='{n}' s='1'/>" for n in range(900_000, 1_048_577))
    assert len(first_sheet(workbook(rows), "x.xlsx", max_columns=64).rows) == 1


LAUGHS = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'>]>"
HOSTILE = [
    (workbook("<row r='1'>" + "<c><v>1</v></c>" * 16_384 + "</row>"), TooLarge, "XFD"),
    (workbook("<row r='1'><c r='XFD1'><v>1</v></c></row>"), TooLarge, "XFD"),
    (
        workbook("<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>1</v></c></row><row r='1048576'><c><v>1</v></c></row>"),
        TooLarge,
        "1048576",
    ),
    (
        workbook("<row r='1'><c><v>1</v></c></row>", after="<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"),
        TooLarge,
        "merged",
    ),
    (
        workbook("<row r='1'><c t='s'><v>0</v></c></row>", shared=f"<si><t>{'x' * 40_000}</t></si>"),
        InputError,
        "S!A1.*40000",
    ),
    (
        workbook(
            "".join("<row><c t='s'><v>0</v></c></row>" for _ in range(3000)), shared=f"<si><t>{'x' * 32_000}</t></si>"
        ),
        TooLarge,
        "million characters",
    ),
    (
        workbook(
            "<row r='1'><c t='s'><v>0</v></c></row>",
            extra={"xl/sharedStrings.xml": f"{LAUGHS}<sst><si><t>&c;</t></si></sst>"},
        ),
        UnreadableFile,
        "document type",
    ),
    (workbook("<row/>" * 6_000_000), TooLarge, "MB|bomb"),
    (workbook(extra={"xl/styles.xml": " " * 80_000_000}), TooLarge, "MB"),
    (workbook(extra={"../evil.xml": "<a/>"}), UnreadableFile, "leads out"),
    (workbook(), UnreadableFile, "no sheet with text"),
]


@pytest.mark.parametrize(("data", "error", "words"), HOSTILE)
def test_what_is_made_to_do_harm_is_refused_with_the_reason(data, error, words):
    with pytest.raises(error, match=words):
        first_sheet(data, "x.xlsx", max_columns=64)


def test_shared_strings_are_where_the_workbook_says():
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId9" Type="{RELATION}/sharedStrings" Target="texts.xml"/></Relationships>'
    )
    parts = {
        "xl/_rels/workbook.xml.rels": relations,
        "xl/texts.xml": f'<sst xmlns="{MAIN}"><si><t>elsewhere</t></si></sst>',
    }
    data = workbook("<row r='1'><c t='s'><v>0</v></c></row>", extra=parts)
    assert cells(data) == {"A1": ("elsewhere", "text")}


PARTS = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
]
GOOD = workbook(
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>44501</v></c><c t='b'><v>1</v></c></row><row r='2' hidden='1'><c r='C2' t='inlineStr'><is><t>x</t></is></c></row>",
    shared=SHARED,
    styles=DATES,
    before="<cols><col min='2' max='3' hidden='1'/></cols>",
    after="<mergeCells><mergeCell ref='A1:B2'/></mergeCells>",
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PARTS),
    st.integers(0, 900),
    st.integers(0, 30),
    st.sampled_from([b"", b"<", b">", b"99999999", b"-1", b"\xff", b"A", b'"', b"</c>", b"&x;"]),
)
def test_whatever_is_broken_in_a_workbook_is_an_error_of_the_house_or_none(part, place, length, patch):
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    content = parts[part]
    parts[part] = content[:place] + patch + content[place + length :]
    with contextlib.suppress(InputError):
        first_sheet(zipped(parts), "x.xlsx", max_columns=64)


@given(st.integers(1, 16_384))
def test_letters_and_numbers_of_columns_are_one(column):
    assert number(letter(column)) == column


@settings(max_examples=200)
@given(st.text(st.sampled_from("_x0041Fab ")))
def test_any_text_survives_the_escapes(text):
    assert unescaped(escaped(text)) == text
