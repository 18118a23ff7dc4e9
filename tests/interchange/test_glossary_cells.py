"""What may stand in the cells of a glossary table, what is evened out and said, and what is refused by its place."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from csv import writer

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.interchange import glossary_xlsx as table
from tmflow.model.concept import ConceptEntry, Form, Kind, Status, Term
from tmflow.model.errors import InputError, TooLarge, UnreadableFile

HEAD = ("concept_id", "lang", "term")


def csv(*rows, head=HEAD):
    return "\n".join("\t".join(row) for row in (head, *rows)).encode()


def one(field, value):
    """The only row of a table with one more column."""
    return table.read(csv(("C1", "ru", "слово", value), head=(*HEAD, field)), "g.tsv").rows[0]


def book(*rows, head=HEAD, edit=None):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Terms"
    for row in (head, *rows):
        sheet.append(row)
    if edit:
        edit(made, sheet)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


VALUES = [
    ("case", "TRUE", True),
    ("case", "WAHR", True),
    ("case", "ИСТИНА", True),
    ("case", "是", True),
    ("case", "да", True),
    ("case", "yes", True),
    ("case", "1", True),
    ("case", "FALSCH", False),
    ("case", "ЛОЖЬ", False),
    ("case", "否", False),
    ("case", "", False),
    ("form", "full", Form.FULL),
    ("form", "简称", Form.SHORT),
    ("form", "полная", Form.FULL),
    ("form", "", Form.ANY),
    ("status", "Preferred", Status.PREFERRED),
    ("status", "禁用", Status.FORBIDDEN),
    ("status", "устаревший", Status.DEPRECATED),
    ("status", "Entwurf", Status.DRAFT),
    ("status", "", None),
    ("kind", "机构", Kind.ORGANISATION),
    ("kind", "должность", Kind.TITLE),
    ("kind", "", None),
    ("gender", "ж", "f"),
    ("gender", "мн.", "pl"),
    ("gender", "", ""),
    ("inflection", "нескл.", "indeclinable"),
    ("inflection", "Шанхая", "Шанхая"),
    ("valid_from", "2021-11-01", "2021-11-01"),
    ("valid_from", "01.11.2021", "2021-11-01"),
    ("valid_until", "2021年11月1日", "2021-11-01"),
    ("valid_until", "2021/1/5", "2021-01-05"),
    ("valid_until", "", ""),
    ("confused_with", "C-2，C-3; C-4 C-2", ("C-2", "C-3", "C-4")),
    ("owner", " Sun  Hui ", "Sun Hui"),
]


@pytest.mark.parametrize(("field", "value", "expected"), VALUES)
def test_a_cell_is_read_in_the_words_of_four_languages(field, value, expected):
    assert getattr(one(field, value), field) == expected


WRONG = [
    ("status", "liked", "preferred, admitted, deprecated, forbidden, draft"),
    ("kind", "animal", "person, title, organisation"),
    ("form", "middle", "full, short"),
    ("gender", "x", "m, f, n, pl"),
    ("case", "maybe", "yes, no"),
    ("valid_from", "November 2021", "2021-11-01"),
    ("valid_from", "31.02.2021", "2021-11-01"),
    ("base_rev", "two", "whole number"),
    ("concept_rev", "1.5", "whole number"),
]


@pytest.mark.parametrize(("field", "value", "words"), WRONG)
def test_a_wrong_word_is_refused_with_the_right_ones(field, value, words):
    with pytest.raises(InputError, match=rf"g\.tsv, D2: .*{words}"):
        one(field, value)


@pytest.mark.parametrize(
    "field",
    ["case", "form", "gender", "note", "source", "use_instead", "owner", "concept_note", "confused_with", "valid_from"],
)
def test_a_missing_column_is_not_an_emptied_one(field):
    assert getattr(one("mine", "x"), field) is None
    assert getattr(one(field, ""), field) in {"", False, ()}


def test_all_bad_cells_are_named_at_once_in_the_order_of_the_sheet():
    rows = [("C1", "ru", "a", "liked"), ("", "fr", "b", "draft"), ("C3", "en", "c", "loved")]
    with pytest.raises(InputError, match=r"“liked” is not known here.* Not used either: A3: .*B3: .*D4: ") as caught:
        table.read(csv(*rows, head=(*HEAD, "status")), "g.tsv")
    assert caught.value.place == "D2"
    many = [(f"C{n}", "ru", "a", "liked") for n in range(12)]
    with pytest.raises(InputError, match=r"Not used either: D3, D4, .*D10 and 3 more: “liked” is not"):
        table.read(csv(*many, head=(*HEAD, "status")), "g.tsv")


REFUSED = [
    ("=A1", "formula"),
    (dt.date(2021, 4, 16), "date"),
    (dt.time(8, 30), "date"),
    (3.14, "number"),
    (2026, "number"),
    (True, "TRUE"),
    ("#N/A", "error value"),
]


@pytest.mark.parametrize(("value", "words"), REFUSED)
@pytest.mark.parametrize("layout", ["terms", "wide"])
def test_what_excel_made_of_a_term_is_refused_by_its_cell(value, words, layout):
    data = (
        book(("C1", "ru", value))
        if layout == "terms"
        else book(("C1", "слово", value), head=("concept_id", "ru", "en"))
    )
    with pytest.raises(InputError, match=words) as caught:
        table.read(data, "g.xlsx")
    assert caught.value.place == "Terms!C2"


def test_dates_of_excel_are_welcome_where_a_date_is_asked():
    rows = table.read(book(("C1", "ru", "слово", dt.date(2021, 11, 1)), head=(*HEAD, "valid_from")), "g.xlsx").rows
    assert rows[0].valid_from == "2021-11-01"


def test_a_boolean_of_excel_is_a_boolean():
    assert table.read(book(("C1", "ru", "слово", True), head=(*HEAD, "case")), "g.xlsx").rows[0].case is True


def test_numbers_and_dates_in_notes_and_ids_are_read():
    data = book((17, "ru", "слово", 5, dt.date(2021, 11, 1)), head=(*HEAD, "note", "source"))
    found = table.read(data, "g.xlsx")
    assert (found.rows[0].concept_id, found.rows[0].note, found.rows[0].source) == ("17", "5", "2021-11-01")
    assert "Numbers were read as text in D2." in found.remarks


def test_what_was_evened_out_is_gathered_with_its_places():
    rows = [(f"C{n}", "ru", " слово ") for n in range(12)]
    found = table.read(csv(*rows, ("C20", "ru", "два\u00a0слова"), ("C21", "中文", "字")), "g.tsv")
    assert found.remarks == (
        "Blanks around the text were left out in C2, C3, C4, C5, C6, C7, C8, C9 and 4 more.",
        "No-break spaces became blanks in C14.",
        "“中文” was read as “zh” in B15.",
    )


def test_hidden_rows_columns_sheets_and_filters_are_announced():
    def edit(made, sheet):
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.auto_filter.ref = "A1:C5"
        sheet.auto_filter.add_filter_column(0, ["C1"])
        made.create_sheet("Notes").append(["x"])
        made.create_sheet("Old").sheet_state = "hidden"

    found = table.read(book(*((f"C{n}", "ru", "слово") for n in range(4)), edit=edit), "g.xlsx")
    assert len(found.rows) == 4
    assert (found.sheet, found.sheets) == ("Terms", ("Terms", "Notes", "Old"))
    assert found.remarks == (
        "Only the sheet “Terms” was read, not: Notes, Old (hidden).",
        "A filter is on; the rows that it hides were read too.",
        "Hidden rows were read too: 2–3, 5.",
        "Hidden columns were read too: B.",
    )


def test_the_sheet_with_known_headings_is_read_and_another_can_be_chosen():
    def edit(made, _):
        made.move_sheet(made.create_sheet("Readme"), -1)
        made["Readme"].append(["How to fill this in", "text"])
        other = made.create_sheet("More")
        for row in (("zh", "en"), ("甲", "Alpha")):
            other.append(row)

    data = book(("C1", "ru", "слово"), edit=edit)
    assert table.read(data, "g.xlsx").sheet == "Terms"
    assert [row.term for row in table.read(data, "g.xlsx", sheet="More").rows] == ["甲", "Alpha"]
    with pytest.raises(InputError, match="there is no sheet “Less”; there are: Readme, Terms, More"):
        table.read(data, "g.xlsx", sheet="Less")


def test_a_separator_can_be_named_as_excel_does_and_rows_keep_their_numbers():
    found = table.read("sep=;\nconcept_id;lang;term\nC1;ru;a, b\n".encode("utf-16"), "g.csv")
    assert [(row.row_number, row.term) for row in found.rows] == [(3, "a, b")]
    with pytest.raises(InputError, match=r"g\.csv, B4"):
        table.read(b"sep=;\nconcept_id;lang;term\nC1;ru;a\nC2;fr;b\n", "g.csv")


HOSTILE = [
    ("\t".join(["concept_id", "lang", "term", *("x" * 300)]), TooLarge, "303 columns"),
    ("a\n" * 1_000_001, TooLarge, "1000000 cells"),
    (f"concept_id\tlang\tterm\nC1\tru\t{'x' * 40_000}", InputError, "C2: the cell has 40000 characters"),
    (f'concept_id,lang,term\nC1,ru,"{"x" * 140_000}"', UnreadableFile, "cannot be split"),
    ("concept_id\0lang", UnreadableFile, "binary"),
]


@pytest.mark.parametrize(("text", "error", "words"), HOSTILE)
def test_separated_text_that_is_too_much_is_refused(text, error, words):
    with pytest.raises(error, match=words):
        table.read(text.encode(), "g.csv")


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\u200b\ufeff\ufffe\uffff"), min_size=1, max_size=10)  # fmt: skip
DATE = st.dates().map(str) | st.just("")
TERM = st.builds(
    Term, st.just("t"), st.just("c"), st.sampled_from(["zh", "en", "ru"]), WORD, st.sampled_from(Status), WORD, WORD,
    st.integers(1, 999), st.sampled_from(Form), WORD, st.booleans(), st.sampled_from(["", "m", "f", "n", "pl"]), WORD, DATE, DATE,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(TERM, WORD, WORD, st.integers(1, 99))
def test_every_cell_of_any_term_survives_the_workbook(term, note, owner, revision):
    entry = ConceptEntry("c", Kind.PLACE, (term,), note, ("c2", "c3"), owner, revision)
    row = table.parse(table.serialize([entry]), "g.xlsx")[0]
    names = ("lang", "status", "form", "use_instead", "case", "gender", "valid_from", "valid_until", "note", "source")
    assert [getattr(row, name) for name in names] == [getattr(term, name) for name in names]
    assert (row.term, row.base_rev, row.inflection) in {
        (term.text, term.revision, term.inflection),
        (term.text, term.revision, "indeclinable"),
    }
    assert (row.owner, row.concept_note, row.confused_with, row.concept_rev, row.kind) == (
        owner,
        note,
        ("c2", "c3"),
        revision,
        Kind.PLACE,
    )


CELL = st.sampled_from(
    [
        *(
            "",
            "zh",
            "en",
            "ru",
            "主任",
            "Director",
            "a; b",
            "a\nb",
            "=1",
            "concept_id",
            "term",
            "lang",
            "status",
            "en_status",
            "zh_ref",
        ),
        *(
            "C-1.zh.1 @2 abcd",
            "Entry_ID",
            "Term_Info",
            "E_ID",
            "L_CODE",
            "T_TERM",
            "preferred",
            "draft\ndraft",
            "1",
            "TRUE",
            "2021-11-01",
        ),
        *("\u00a0x ", "（a；b", "俄文备注", "Status (ru)", "C1", "\x07", "'"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, max_size=9), min_size=1, max_size=6), st.sampled_from([",", ";", "\t", "|"]))
def test_any_table_is_read_or_refused_with_a_sentence(rows, delimiter):
    buffer = io.StringIO()
    writer(buffer, delimiter=delimiter).writerows(rows)
    with contextlib.suppress(InputError):
        found = table.read(buffer.getvalue().encode(), "g.csv")
        assert all(row.lang in {"zh", "en", "ru"} for row in found.rows)
