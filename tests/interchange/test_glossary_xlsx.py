from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.interchange import glossary_xlsx as table
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.errors import InputError, TooLarge, UnreadableFile

HEADER = "concept_id,lang,term\n"


def workbook(
    *rows: tuple[object, ...], merge: str = "", header: tuple[str, ...] = ("concept_id", "lang", "term")
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (header, *rows):
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def patched(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with bytes of one part exchanged, as no honest program would write them."""
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if name == part else content)
    return buffer.getvalue()


ENTRIES = (
    ConceptEntry(
        "C1",
        Kind.ORGANISATION,
        (
            Term("C1.zh.1", "C1", "zh", "上合示范区", Status.PREFERRED, source="官网", revision=3),
            Term("C1.en.1", "C1", "en", "=SCODA", Status.ADMITTED, note="-1+1"),
            Term("C1.ru.1", "C1", "ru", "горком КПК г.\u00a0Циндао", Status.FORBIDDEN),
        ),
    ),
)


def test_what_is_exported_comes_back_unchanged_and_without_remarks():
    rows = table.parse(table.serialize(ENTRIES), "g.xlsx")
    assert [
        (r.concept_id, r.term_id, r.base_rev, r.lang, r.term, r.status, r.kind, r.note, r.source) for r in rows
    ] == [
        (t.concept_id, t.id, t.revision, t.lang, t.text, t.status, Kind.ORGANISATION, t.note, t.source)
        for t in ENTRIES[0].terms
    ]
    assert [row.row_number for row in rows] == [2, 3, 4]
    assert not any(row.remarks for row in rows)


def test_the_workbook_is_ready_to_work_in_and_holds_no_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(table.serialize(ENTRIES))).active
    assert [cell.value for cell in sheet[1]] == list(table.COLUMNS)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:T4")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    lists = {str(choice.sqref): choice.formula1 for choice in sheet.data_validations.dataValidation}
    assert lists["D2:D1004"] == '"zh,en,ru"'
    assert '"preferred,admitted,deprecated,forbidden,draft"' in lists.values()
    assert all(len(formula) <= 257 for formula in lists.values())


WORD = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff\u200b\ufeff"),
    min_size=1,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["zh", "en", "ru"]), WORD, WORD), min_size=1, max_size=5))
def test_any_term_survives_the_workbook(items):
    terms = tuple(Term(f"t{n}", "c", lang, text, note=note) for n, (lang, text, note) in enumerate(items))
    rows = table.parse(table.serialize([ConceptEntry("c", Kind.TERM, terms)]), "g.xlsx")
    escaped = [(term.text, term.note) for term in terms]
    assert [(row.term, row.note) for row in rows] == escaped


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header",
    [
        ("concept_id", "lang", "term"),
        ("概念编号", "语种", "术语"),
        ("Concept ID", "LANG", "Term"),
        ("Код понятия", "Язык", "Термин"),
    ],
)
def test_separated_text_in_any_encoding(codec, delimiter, header):
    text = "\r\n".join(delimiter.join(row) for row in (header, ("C1", "中文", "青岛市委常委"), ("C1", "EN", "Qingdao")))
    rows = table.parse(text.encode(codec), "g.csv")
    assert [(row.concept_id, row.lang, row.term, row.row_number) for row in rows] == [
        ("C1", "zh", "青岛市委常委", 2),
        ("C1", "en", "Qingdao", 3),
    ]


def test_cyrillic_of_old_excel():
    rows = table.parse("concept_id;lang;term\nC1;ru;Постоянный комитет\n".encode("cp1251"), "g.csv")
    assert rows[0].term == "Постоянный комитет"


def test_blanks_are_normalised_and_said():
    (row,) = table.parse(workbook((" C1", "zh-CN", "\u3000青岛\u00a0 港\n")), "g.xlsx")
    assert (row.concept_id, row.lang, row.term) == ("C1", "zh", "青岛 港")
    assert len(row.remarks) == 3
    assert any("C2" in remark for remark in row.remarks)


def test_order_and_further_columns_are_free_and_empty_rows_passed_over():
    data = workbook(("x", "a", None, "zh", "C1"), (None, None, None, None, None), ("x", "b", "admitted", "en", "C1"),
                    header=("mine", "TERM", "Status", "lang", "concept_id"))  # fmt: skip
    assert [(row.row_number, row.term, row.status, row.kind) for row in table.parse(data, "g.xlsx")] == [
        (2, "a", None, None),
        (4, "b", Status.ADMITTED, None),
    ]


def test_an_emptied_term_is_kept_for_the_owner_to_decide():
    assert table.parse(workbook(("C1", "zh", None)), "g.xlsx")[0].term == ""


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (("C1", "zh", "=1+1"), "Sheet!C2"),
        (("C1", "zh", dt.date(2021, 4, 16)), "Sheet!C2"),
        (("C1", "fr", "a"), "Sheet!B2"),
        (("C1", "", "a"), "Sheet!B2"),
        (("", "zh", "a"), "Sheet!A2"),
        (("C1", "zh", "#REF!"), "Sheet!C2"),
    ],
)
def test_a_wrong_cell_is_named(row, place):
    with pytest.raises(InputError) as caught:
        table.parse(workbook(row), "g.xlsx")
    assert (caught.value.source, caught.value.place) == ("g.xlsx", place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("concept_id,lang,term,status\nC1,zh,a,liked\n", "D2"),
        ("concept_id,lang,term,kind\nC1,zh,a,animal\n", "D2"),
        ("concept_id,lang,term,base_rev\nC1,zh,a,1.5\n", "D2"),
        ("concept_id,lang,term,term\nC1,zh,a,b\n", "D1"),
        ("concept_id,lang\nC1,zh\n", ""),
        ("just,three,fields\n1,2,3\n", ""),
    ],
)
def test_a_wrong_field_or_heading_is_named(text, place):
    with pytest.raises(InputError) as caught:
        table.parse(text.encode(), "g.csv")
    assert caught.value.place == place


def test_merged_cells_are_refused_where_they_matter():
    with pytest.raises(InputError, match=r"Sheet!A2.*A2:A3"):
        table.parse(workbook(("C1", "zh", "a"), ("C1", "en", "b"), merge="A2:A3"), "g.xlsx")


def test_hostile_workbooks_are_refused():
    wide = workbook(("C1", "zh", "a"))
    with pytest.raises(TooLarge, match="XFD"):
        table.parse(patched(wide, "xl/worksheets/sheet1.xml", b'r="C2"', b'r="XFD2"'), "g.xlsx")
    with pytest.raises(InputError, match="40000"):
        table.parse(patched(workbook(("C1", "zh", "qqq")), "xl/worksheets/sheet1.xml", b"qqq", b"q" * 40_000), "g.xlsx")
    with pytest.raises(UnreadableFile, match="document type"):
        table.parse(
            patched(wide, "xl/workbook.xml", b"<workbook", b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook"), "g.xlsx"
        )
    with pytest.raises(TooLarge, match="MB"):
        table.parse(patched(wide, "xl/styles.xml", b"</styleSheet>", b" " * 80_000_000 + b"</styleSheet>"), "g.xlsx")
    with pytest.raises(UnreadableFile):
        table.parse(wide[:-200], "g.xlsx")


def test_control_characters_are_left_out_and_said():
    (row,) = table.parse(f"{HEADER}C1,zh,a\u0007b\u200b\n".encode(), "g.csv")
    assert row.term == "ab"
    assert "control" in row.remarks[0]


def test_a_formula_in_csv_is_only_text_and_the_apostrophe_of_safe_writers_goes():
    rows = table.parse(f"{HEADER}C1,zh,=1+1\nC2,zh,'=1+1\nC3,en,'s\n".encode(), "g.csv")
    assert [row.term for row in rows] == ["=1+1", "=1+1", "'s"]


def test_too_long_a_text_is_refused_instead_of_cut():
    with pytest.raises(InputError, match="32767"):
        table.serialize([ConceptEntry("c", Kind.TERM, (Term("t", "c", "en", "x" * 32_768),))])
