"""Glossary files of other layouts: who a row means, what is asked, and nothing lost on the way back."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from tmflow import bootstrap
from tmflow.interchange.glossary_xlsx import Layout, Template
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.model.errors import Blocked, Conflict, InputError, PermissionDenied
from tmflow.services.glossaries import TermDraft
from tmflow.services.glossary_reading import entries_of

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
SECOND = Account(6, "second", "Second Owner", frozenset({Grant(Role.GLOSSARY_OWNER)}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))


@pytest.fixture
def services(tmp_path):
    return bootstrap.build(tmp_path / "workspace")


@pytest.fixture
def glossary(services):
    return services.glossaries


@pytest.fixture
def director(glossary):
    terms = [
        TermDraft(None, "zh", "主任"),
        TermDraft(None, "en", "Director"),
        TermDraft(None, "en", "Head", Status.DEPRECATED),
    ]
    return glossary.save(OWNER, None, Kind.TITLE, "of a committee", terms)


def preview(glossary, text, name="table.csv", **how):
    return glossary.preview(OWNER, name, text.encode(), **how)


def results(found):
    return [(row.row_number, row.part, row.result, row.concept_id, row.cell, row.file) for row in found.rows]


def texts(entry, lang):
    return [(term.text, term.status.value) for term in entry.in_language(lang)]


def entry_of(glossary, concept_id="C-0001"):
    return glossary.get(READER, concept_id).entry


# ---------------------------------------------------------------- who a row means


def test_terms_that_agree_in_two_languages_are_the_same_concept(glossary, director):
    found = preview(glossary, "中文,英文,俄文\n主任,DIRECTOR,директор\n")
    assert results(found) == [
        (2, "A", "unchanged", director.id, "", "主任"),
        (2, "B", "conflict", director.id, "term", "DIRECTOR"),
        (2, "C", "new", director.id, "term", "директор"),
    ]
    assert found.counts["conflict"] == 1
    assert "Rows without an id that were recognised by their terms: 1." in found.warnings
    glossary.apply(OWNER, found.id, {"2B:term": "theirs"})
    assert texts(entry_of(glossary), "ru") == [("директор", "preferred")]
    assert texts(entry_of(glossary), "en") == [("Director", "preferred"), ("Head", "deprecated")]


@pytest.mark.parametrize(("decision", "entries"), [("same", 1), ("different", 2)])
def test_a_term_that_agrees_in_one_language_is_asked_about(glossary, director, decision, entries):
    found = preview(glossary, "zh,en,ru\n主任,Chairman,председатель\n")
    assert {row.result for row in found.rows if row.part == "A"} == {"duplicate"}
    assert [(row.key, row.concept_id, row.entry) for row in found.rows if row.to_decide] == [("2:", director.id, "+2")]
    with pytest.raises(Blocked):
        glossary.apply(OWNER, found.id, {})
    glossary.apply(OWNER, found.id, {"2:": decision})
    assert glossary.counts(READER).entries == entries
    home = entry_of(glossary, "C-0001" if decision == "same" else "C-0002")
    assert texts(home, "ru") == [("председатель", "preferred")]


def test_new_rows_get_ids_in_their_order_when_they_are_written(glossary, director):
    found = preview(glossary, "zh,en,kind\n青岛港,Qingdao Port,机构\n即墨,Jimo,地名\n")
    assert [row.concept_id for row in found.rows] == ["+2", "+2", "+3", "+3"]
    glossary.save(SECOND, None, Kind.TERM, "", [TermDraft(None, "zh", "同时")])
    glossary.apply(OWNER, found.id, {})
    assert entry_of(glossary, "C-0003").kind is Kind.ORGANISATION
    assert texts(entry_of(glossary, "C-0004"), "en") == [("Jimo", "preferred")]
    assert entry_of(glossary, "C-0002").in_language("zh")[0].text == "同时"
    glossary.undo(OWNER, found.id)
    assert glossary.counts(READER).entries == 2
    assert entry_of(glossary) == director


def test_rows_of_one_file_that_agree_are_one_concept_and_those_that_share_a_term_are_named(glossary):
    found = preview(glossary, "zh,en,ru\n甲,Alpha,альфа\n甲,Alpha,а\n甲,Beta,бета\n")
    assert [row.concept_id for row in found.rows] == ["+2", "+2", "+2", "+2", "+2", "+2", "+4", "+4", "+4"]
    assert [row.message for row in found.rows if row.result == "error"] == ["the same term stands in row 2."] * 2
    assert any(
        "Rows that share a term with a row above them" in remark and ": 4." in remark for remark in found.warnings
    )
    glossary.apply(OWNER, found.id, {})
    assert glossary.counts(READER).entries == 2


def test_numbers_of_another_program_are_kept_apart_and_known_again(glossary, director):
    table = "Entry_ID;Entry_Note;Entry_Subject;Chinese;Term_Info;English;Term_Info\n1;n;;主任;;Director;\n2;;;青岛港;;Qingdao Port;\n"
    found = preview(glossary, table)
    assert found.table.template is Template.MEMOQ
    assert [row.concept_id for row in found.rows if row.cell != "concept_note"] == [
        director.id,
        director.id,
        "memoq-2",
        "memoq-2",
    ]
    glossary.apply(OWNER, found.id, {row.key: "theirs" for row in found.rows if row.to_decide})
    again = preview(glossary, table.replace("Qingdao Port", "Port of Qingdao"))
    assert [
        (row.concept_id, row.result, row.file) for row in again.rows if row.lang == "en" and row.row_number == 3
    ] == [("memoq-2", "new", "Port of Qingdao")]


def test_the_same_table_twice_changes_nothing(glossary):
    table = "中文,英文,俄文,备注\n上合示范区；示范区,SCO Area|SCODA,Зона ШОС,重要\n青岛港,Qingdao Port,порт Циндао,\n"
    assert glossary.apply(OWNER, preview(glossary, table).id, {}).changed == 8
    found = preview(glossary, table)
    assert found.counts["unchanged"] == 2
    assert glossary.apply(OWNER, found.id, {}).changed == 0


# ---------------------------------------------------------------- the house's own wide table


def workbook(glossary, edit):
    book = openpyxl.load_workbook(io.BytesIO(glossary.export(OWNER, Layout.WIDE)))
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    edit(lambda heading, row=2: sheet.cell(row, columns[heading]))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_untouched_wide_export_changes_nothing(glossary, director):
    found = glossary.preview(OWNER, "w.xlsx", workbook(glossary, lambda _: None))
    assert found.counts == {"unchanged": 1, "merged": 0, "conflict": 0, "new": 0, "duplicate": 0, "error": 0}
    assert (found.table.layout, found.table.template) == (Layout.WIDE, Template.TMFLOW)
    assert glossary.apply(OWNER, found.id, {}).changed == 0
    assert entry_of(glossary) == director


@pytest.mark.usefixtures("director")
def test_two_owners_with_wide_tables_lose_nothing(glossary):
    def first(cell):
        cell("en").value = "Director\nChief"
        cell("ru").value = "директор"

    def second(cell):
        cell("en").value = "Director General\nHead"
        cell("en_status").value = "preferred\nforbidden"
        cell("concept_note").value = "of an office"

    one, two = workbook(glossary, first), workbook(glossary, second)
    applied = glossary.preview(OWNER, "one.xlsx", one)
    glossary.apply(OWNER, applied.id, {})
    found = glossary.preview(SECOND, "two.xlsx", two)
    assert sorted((row.part, row.cell, row.result) for row in found.rows if row.result != "unchanged") == [
        ("", "concept_note", "merged"),
        ("E1", "term", "merged"),
        ("E2", "status", "merged"),
    ]
    glossary.apply(SECOND, found.id, {})
    entry = entry_of(glossary)
    assert texts(entry, "en") == [("Director General", "preferred"), ("Chief", "forbidden")]
    assert texts(entry, "ru") == [("директор", "preferred")]
    assert entry.note == "of an office"


def test_the_same_cell_changed_twice_is_a_conflict_of_three_texts(glossary, director):
    one = workbook(glossary, lambda cell: setattr(cell("en"), "value", "Chief\nHead"))
    two = workbook(glossary, lambda cell: setattr(cell("en"), "value", "Boss\nHead"))
    glossary.apply(OWNER, glossary.preview(OWNER, "one.xlsx", one).id, {})
    found = glossary.preview(SECOND, "two.xlsx", two)
    (conflict,) = [row for row in found.rows if row.to_decide]
    assert (conflict.key, conflict.base, conflict.current, conflict.file) == ("2E1:term", "Director", "Chief", "Boss")
    glossary.save(
        OWNER, director.id, Kind.TITLE, director.note, [TermDraft("C-0001.en.1", "en", "Leader", base_revision=2)]
    )
    with pytest.raises(Conflict) as stale:
        glossary.apply(SECOND, found.id, {"2E1:term": "mine"})
    assert stale.value.current.table == found.table
    assert [row.current for row in stale.value.current.rows if row.to_decide] == ["Leader"]


def test_a_line_that_is_missing_deletes_nothing(glossary, director):
    found = glossary.preview(OWNER, "w.xlsx", workbook(glossary, lambda cell: setattr(cell("en"), "value", "Director")))
    assert glossary.apply(OWNER, found.id, {}).changed == 0
    assert entry_of(glossary) == director


# ---------------------------------------------------------------- what a person says and sees


def test_a_person_says_what_the_columns_are(glossary):
    table = "Key,Eins,Zwei\nX,主任,Director\n"
    with pytest.raises(InputError, match="concept_id, lang, term is missing"):
        preview(glossary, table)
    head = glossary.columns(OWNER, "table.csv", table.encode())
    assert [(use.letter, use.heading, use.field) for use in head.columns] == [
        ("A", "Key", ""),
        ("B", "Eins", ""),
        ("C", "Zwei", ""),
    ]
    found = preview(glossary, table, mapping={"B": "term:zh", "C": "term:en"})
    assert [row.file for row in found.rows] == ["主任", "Director"]
    with pytest.raises(PermissionDenied):
        glossary.columns(READER, "table.csv", table.encode())


def test_a_wide_table_is_read_without_a_workspace():
    (one, two) = entries_of("t.csv", "zh,en\n主任,Director; Head\n青岛港,Qingdao Port\n".encode())
    assert [(term.lang, term.text, term.status.value) for term in one.terms] == [
        ("zh", "主任", "preferred"),
        ("en", "Director", "preferred"),
        ("en", "Head", "admitted"),
    ]
    assert two.preferred("en").text == "Qingdao Port"


def test_double_terms_double_ids_and_half_rows_are_refused_one_by_one(glossary, director):
    head = "concept_id,term_id,lang,term\n"
    rows = f"{director.id},C-0001.zh.1,zh,主任\n{director.id},C-0001.zh.1,zh,书记\n{director.id},,ru,директор\n{director.id},,ru,директор\n{director.id},,en,\nother,C-0001.en.1,en,x\n"
    found = preview(glossary, head + rows)
    assert [(row.row_number, row.result, row.message) for row in found.rows] == [
        (2, "unchanged", ""),
        (3, "error", "the same term stands in row 2."),
        (4, "new", ""),
        (5, "error", "the same term stands in row 4."),
        (6, "error", "the term is empty; a term is taken out on the Glossary page, not by an empty cell."),
        (7, "error", "term C-0001.en.1 belongs to the concept C-0001."),
    ]
    assert glossary.apply(OWNER, found.id, {}).changed == 1
    assert texts(entry_of(glossary), "ru") == [("директор", "preferred")]


def test_a_column_that_is_not_there_leaves_its_values_alone(glossary, director):
    draft = TermDraft("C-0001.en.1", "en", "Director", note="kept", case=True, valid_from="2021-11-01", base_revision=1)
    glossary.save(OWNER, director.id, director.kind, director.note, [draft])
    before = entry_of(glossary)
    rows = "concept_id,term_id,base_rev,lang,term,status\nC-0001,C-0001.en.1,2,en,Director,admitted\n"
    glossary.apply(OWNER, preview(glossary, rows).id, {})
    after = entry_of(glossary).in_language("en")[0]
    assert (after.status, after.note, after.case, after.valid_from) == (Status.ADMITTED, "kept", True, "2021-11-01")
    rows = "concept_id,term_id,base_rev,lang,term,note,case\nC-0001,C-0001.en.1,3,en,Director,,\n"
    glossary.apply(OWNER, preview(glossary, rows).id, {})
    emptied = entry_of(glossary).in_language("en")[0]
    assert (emptied.status, emptied.note, emptied.case, emptied.valid_from) == (
        Status.ADMITTED,
        "",
        False,
        "2021-11-01",
    )
    assert entry_of(glossary).note == before.note


def test_macros_are_said_and_not_read(glossary):
    data = glossary.export(OWNER)
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    found = glossary.preview(OWNER, "glossary.xlsm", buffer.getvalue())
    assert found.warnings == ("The workbook carries macros; they were neither run nor read.",)
