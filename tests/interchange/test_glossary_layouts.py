"""Tables of terms as people and other programs make them: by headings, with nothing guessed."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.interchange import glossary_xlsx as table
from tmflow.interchange.glossary_table.columns import field_in_language, field_of, language_of
from tmflow.interchange.glossary_table.wide import split
from tmflow.model.concept import ConceptEntry, Form, Kind, Status, Term
from tmflow.model.errors import InputError


def read(text, **how):
    return table.read(text.encode(), "g.csv", **how)


def said(row):
    """What a row says, without what it does not speak of."""
    names = ("concept_id", "lang", "term", "status", "kind", "form", "case", "gender", "inflection", "use_instead")
    more = ("valid_from", "valid_until", "note", "source", "owner", "concept_note", "confused_with")
    values = {name: getattr(row, name) for name in (*names, *more)}
    return {name: value for name, value in values.items() if value not in {None, "", ()}}


def terms(found):
    return [(row.lang, row.term, row.status.value if row.status else "") for row in found.rows]


# ---------------------------------------------------------------- headings

HEADINGS = [
    ("Concept ID", "concept_id"),
    ("概念编号", "concept_id"),
    ("ИД понятия", "concept_id"),
    ("Begriffs-ID", "concept_id"),
    ("STATUS", "status"),
    ("状态", "status"),
    ("статус", "status"),
    ("术语", "term"),
    ("Benennung", "term"),
    ("действует  с", "valid_from"),
    ("Gültig bis", "valid_until"),
    ("不要混淆", "confused_with"),
    ("Род", "gender"),
    ("Case sensitive", "case"),
    ("my own column", ""),
]


@pytest.mark.parametrize(("heading", "field"), HEADINGS)
def test_a_heading_is_known_in_four_languages(heading, field):
    assert field_of(heading) == field


IN_LANGUAGE = [
    ("zh", "term", "zh"),
    ("zh-CN", "term", "zh"),
    ("zh_Hans_CN", "term", "zh"),
    ("中文", "term", "zh"),
    ("Chinese (PRC)", "term", "zh"),
    ("English (United States)", "term", "en"),
    ("English_United_States", "term", "en"),
    ("Chinese_PRC", "term", "zh"),
    ("Chinese_PRC_Note", "note", "zh"),
    ("Russian_Russia", "term", "ru"),
    ("Русский", "term", "ru"),
    ("俄语", "term", "ru"),
    ("Englisch", "term", "en"),
    ("en_status", "status", "en"),
    ("zh_cn_status", "status", "zh"),
    ("zh_cn_note", "note", "zh"),
    ("Status (ru)", "status", "ru"),
    ("俄文备注", "note", "ru"),
    ("来源（英文）", "source", "en"),
    ("中文全称", "full", "zh"),
    ("英文缩写", "short", "en"),
    ("English abbreviation", "short", "en"),
    ("ru_avoid", "avoid", "ru"),
    ("English_Def", "note", "en"),
    ("Chinese (PRC)_Def", "note", "zh"),
    ("Deutsch", "term", "de"),
    ("id", "", ""),
    ("no", "", ""),
    ("status", "", ""),
    ("type of text", "", ""),
]


@pytest.mark.parametrize(("heading", "field", "lang"), IN_LANGUAGE)
def test_a_heading_may_name_a_language(heading, field, lang):
    assert field_in_language(heading) == (field, lang)


def test_a_language_is_known_by_name_and_by_code():
    assert [language_of(text) for text in ("ZH", "en-GB", "ru_RU", "英文", "xx", "hello")] == [
        "zh",
        "en",
        "ru",
        "en",
        "",
        "",
    ]


# ---------------------------------------------------------------- several terms in a cell

CELLS = [
    ("上合示范区", ["上合示范区"]),
    ("上合示范区；示范区", ["上合示范区", "示范区"]),
    ("SCODA; Demonstration Area | the Area", ["SCODA", "Demonstration Area", "the Area"]),
    ("line\nbreak", ["line", "break"]),
    ("Astana, Kazakhstan", ["Astana, Kazakhstan"]),
    ("Centre (SCODA; pilot)", ["Centre (SCODA; pilot)"]),
    ("中心（一；二）；三", ["中心（一；二）", "三"]),
    ("комитет «Мир; труд»", ["комитет «Мир; труд»"]),
    ("a) first; b) second", ["a) first", "b) second"]),
    ("open ( and; never closed", ["open ( and", "never closed"]),
    (" ; ;x; ", ["x"]),
    ("", []),
]


@pytest.mark.parametrize(("cell", "parts"), CELLS)
def test_a_cell_is_parted_at_lines_and_semicolons_never_at_commas_or_in_brackets(cell, parts):
    assert list(split(cell)) == parts


# ---------------------------------------------------------------- the wide layout of people


def test_a_column_a_language_without_ids():
    found = read("中文,英文,俄文,备注\n上合示范区；示范区,SCO Area|SCODA,Зона ШОС,重要\n青岛港,Qingdao Port,,\n")
    assert (found.layout, found.template) == (table.Layout.WIDE, table.Template.PLAIN)
    assert [(row.row_number, row.part, row.concept_id, row.lang, row.term) for row in found.rows] == [
        (2, "A1", "", "zh", "上合示范区"),
        (2, "A2", "", "zh", "示范区"),
        (2, "B1", "", "en", "SCO Area"),
        (2, "B2", "", "en", "SCODA"),
        (2, "C", "", "ru", "Зона ШОС"),
        (3, "A", "", "zh", "青岛港"),
        (3, "B", "", "en", "Qingdao Port"),
    ]
    assert [row.concept_note for row in found.rows[-3:]] == ["重要", "", ""]


def test_columns_about_one_language_and_about_all():
    found = read(
        "概念编号,中文,en,en_status,en source,俄文,俄文备注,Deutsch,kind,来源\n"
        'C1,主任,"Director\nHead","preferred\ndeprecated",site,директор,в компании,Direktor,должность,手册\n'
    )
    assert [said(row) for row in found.rows] == [
        {"concept_id": "C1", "lang": "zh", "term": "主任", "kind": Kind.TITLE, "source": "手册"},
        {"concept_id": "C1", "lang": "en", "term": "Director", "status": Status.PREFERRED, "kind": Kind.TITLE, "source": "site"},
        {"concept_id": "C1", "lang": "en", "term": "Head", "status": Status.DEPRECATED, "kind": Kind.TITLE, "source": "手册"},
        {"concept_id": "C1", "lang": "ru", "term": "директор", "note": "в компании", "kind": Kind.TITLE, "source": "手册"},
    ]  # fmt: skip
    assert any("H (Deutsch)" in remark for remark in found.remarks)


def test_one_word_about_several_terms():
    head = "id,concept_id,zh,en,en_status\n"
    assert terms(read(f"{head}1,C1,甲,a; b,preferred\n"))[1:] == [("en", "a", "preferred"), ("en", "b", "")]
    assert terms(read(f"{head}1,C1,甲,a; b,forbidden\n"))[1:] == [("en", "a", "forbidden"), ("en", "b", "forbidden")]
    with pytest.raises(InputError, match=r"g\.csv, E2: here are 3 lines, but 2 terms"):
        read(f'{head}1,C1,甲,a; b,"draft\ndraft\ndraft"\n')


def test_a_row_without_any_term_is_passed_over_and_said():
    found = read("zh,en,note\n甲,a,\n,,only a note\n")
    assert len(found.rows) == 2
    assert "There is no term in any language in A3." in found.remarks


def test_the_same_term_twice_in_a_cell_is_one():
    assert terms(read("zh,en\n甲,a; a ;b\n")) == [("zh", "甲", ""), ("en", "a", ""), ("en", "b", "")]


def test_full_and_short_forms_and_what_is_not_to_be_used_in_columns_of_their_own():
    found = read(
        "中文全称,中文简称,英文全称,英文缩写,英文禁用译名,俄文\n上海合作组织,上合组织,Shanghai Cooperation Organisation,SCO,Shanghai Five,ШОС\n"
    )
    assert [
        (row.lang, row.term, row.form.value if row.form else "", row.status.value if row.status else "")
        for row in found.rows
    ] == [
        ("zh", "上海合作组织", "full", ""),
        ("zh", "上合组织", "short", ""),
        ("en", "Shanghai Cooperation Organisation", "full", ""),
        ("en", "SCO", "short", ""),
        ("en", "Shanghai Five", "", "deprecated"),
        ("ru", "ШОС", "", ""),
    ]


def test_a_row_with_one_language_only_is_said():
    found = read("zh,en\n甲,Alpha\n,Beta\n")
    assert found.remarks == ("There is a term in one language only, which makes an entry of its own, in B3.",)
    assert read("concept_id,zh,en\nC1,,Beta\n").remarks == ()


def test_a_title_above_the_headings_is_no_heading():
    found = read("上合示范区术语表,,\n,,\n中文,英文,俄文\n主任,Director,директор\n")
    assert [row.row_number for row in found.rows] == [4, 4, 4]


# ---------------------------------------------------------------- other programs


def test_memoq():
    found = read(
        "Entry_ID;Entry_Subject;Entry_Created;Entry_Note;English;English_Def;Term_Info;Term_Example;"
        "Chinese (PRC);Chinese (PRC)_Def;Term_Info;Term_Example;Chinese (PRC);Term_Info;Term_Example\n"
        "17;offices;1/2/2020 10:00:00 AM;about it;Director;head of an office;CaseSense;ex;主任;;;;主管;Forbidden;\n"
    )
    assert found.template is table.Template.MEMOQ
    assert [said(row) for row in found.rows] == [
        {"concept_id": "memoq-17", "lang": "en", "term": "Director", "case": True, "note": "head of an office", "concept_note": "about it"},
        {"concept_id": "memoq-17", "lang": "zh", "term": "主任", "concept_note": "about it"},
        {"concept_id": "memoq-17", "lang": "zh", "term": "主管", "status": Status.FORBIDDEN, "concept_note": "about it"},
    ]  # fmt: skip
    assert found.remarks[0] == "The table was recognised as an export of memoQ."
    assert "B (Entry_Subject)" in found.remarks[1]


def test_trados_with_fields_after_their_language():
    found = read("English,Comment,Chinese,Comment,Russian,Comment\ncar|automobile,usual,汽车,中,автомобиль,рус\n")
    assert found.template is table.Template.TRADOS
    assert [(row.lang, row.term, row.note) for row in found.rows] == [
        ("en", "car", "usual"),
        ("en", "automobile", None),
        ("zh", "汽车", "中"),
        ("ru", "автомобиль", "рус"),
    ]


def test_trados_with_synonyms_in_columns():
    found = read(
        "Entry number,English,Synonym,Definition,Status,Chinese,Synonym\n5,Director,Head,boss,Preferred,主任,主管\n"
    )
    assert [said(row) for row in found.rows] == [
        {"concept_id": "multiterm-5", "lang": "en", "term": "Director", "status": Status.PREFERRED, "note": "boss"},
        {"concept_id": "multiterm-5", "lang": "en", "term": "Head"},
        {"concept_id": "multiterm-5", "lang": "zh", "term": "主任"},
        {"concept_id": "multiterm-5", "lang": "zh", "term": "主管"},
    ]


def test_phrase_with_booleans_of_a_german_excel():
    found = read(
        "Concept ID,en,en_status,en_usage,en_forbidden,en_preferred,en_created_by,zh_cn,zh_cn_status,zh_cn_forbidden\n"
        "8,Director,Approved,formal,FALSCH,WAHR,me,主任,New,FALSCH\n9,Boss,Approved,,WAHR,FALSCH,me,老板,Approved,\n"
    )
    assert found.template is table.Template.PHRASE
    assert terms(found) == [
        ("en", "Director", "preferred"),
        ("zh", "主任", "draft"),
        ("en", "Boss", "forbidden"),
        ("zh", "老板", ""),
    ]
    assert found.rows[0].note == "formal"


def test_iate_with_its_own_separator():
    found = read(
        "E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_RELIABILITY|T_EVALUATION|E_LIFECYCLE\n"
        "35|trade|en|SCO|Abbrev|Very reliable|Preferred|x\n35|trade|zh|上合|Term|Reliability not verified||\n"
        "35|trade|ru|ШОС|Term|Reliable||\n35|trade|en|S.C.O.|Term|Reliable|Obsolete|\n"
    )
    assert (found.template, found.layout) == (table.Template.IATE, table.Layout.TERMS)
    assert terms(found) == [
        ("en", "SCO", "preferred"),
        ("zh", "上合", "draft"),
        ("ru", "ШОС", ""),
        ("en", "S.C.O.", "deprecated"),
    ]
    assert (found.rows[0].concept_id, found.rows[0].form) == ("iate-35", Form.SHORT)


# ---------------------------------------------------------------- a person says what the columns are


def test_a_mapping_leads_over_the_headings():
    text = "Key,First,Second,en\nC1,主任,директор,Director\n"
    head = table.head(text.encode(), "g.csv")
    assert head.layout is None
    assert [(use.letter, use.heading, use.field, use.sample) for use in head.columns] == [
        ("A", "Key", "", "C1"),
        ("B", "First", "", "主任"),
        ("C", "Second", "", "директор"),
        ("D", "en", "", "Director"),
    ]
    found = read(text, mapping={"A": "concept_id", "B": "term:zh", "C": "term:ru", "D": "term:en"})
    assert [(row.concept_id, row.lang, row.term) for row in found.rows] == [
        ("C1", "zh", "主任"),
        ("C1", "ru", "директор"),
        ("C1", "en", "Director"),
    ]


def test_a_column_can_be_left_out():
    text = "concept_id,lang,term,status\nC1,zh,a,wild\n"
    with pytest.raises(InputError, match="preferred, admitted, deprecated, forbidden, draft"):
        read(text)
    found = read(text, mapping={"D": ""})
    assert found.rows[0].status is None


def test_a_mapping_that_makes_no_table_says_what_is_missing():
    with pytest.raises(InputError, match="concept_id, lang"):
        read("a,b\n1,2\n", mapping={"A": "term"})
    with pytest.raises(InputError, match="there is no column “nonsense”"):
        read("zh,en\n1,2\n", mapping={"A": "nonsense"})


# ---------------------------------------------------------------- the house's own wide export

TERMS = (
    Term("C-1.zh.1", "C-1", "zh", "主任", note="n"),
    Term("C-1.en.1", "C-1", "en", "Director; General", revision=4),
    Term("C-1.en.2", "C-1", "en", "Head", Status.DEPRECATED, revision=2),
    Term("C-1.en.3", "C-1", "en", "=Chief", Status.FORBIDDEN),
)
ENTRY = ConceptEntry("C-1", Kind.TITLE, TERMS, note="of an office", confused_with=("C-2",), owner="sunhui", revision=3)


def wide_sheet(entries=(ENTRY,)):
    book = openpyxl.load_workbook(io.BytesIO(table.serialize(entries, table.Layout.WIDE)))
    return book, book.active


def read_sheet(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return table.read(buffer.getvalue(), "w.xlsx")


def column(sheet, heading):
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def lines(found):
    return [(row.term_id, row.base_rev, row.term, row.status.value if row.status else None) for row in found.rows]


def test_the_wide_export_comes_back_to_the_letter():
    found = read_sheet(wide_sheet()[0])
    assert (found.layout, found.template, found.remarks) == (table.Layout.WIDE, table.Template.TMFLOW, ())
    assert lines(found) == [(term.id, term.revision, term.text, term.status.value) for term in TERMS]
    assert {
        (row.concept_id, row.concept_rev, row.kind, row.owner, row.concept_note, row.confused_with)
        for row in found.rows
    } == {("C-1", 3, Kind.TITLE, "sunhui", "of an office", ("C-2",))}
    assert all(row.note is None and row.source is None for row in found.rows)


EDITS = [
    ("Director; General\nHead\n=Boss", [("C-1.en.1", "Director; General"), ("C-1.en.2", "Head"), ("C-1.en.3", "=Boss")]),
    ("Head\nDirector; General\n=Chief", [("C-1.en.2", "Head"), ("C-1.en.1", "Director; General"), ("C-1.en.3", "=Chief")]),
    ("Director; General\n=Chief", [("C-1.en.1", "Director; General"), ("C-1.en.3", "=Chief")]),
    ("Director; General\nHead\n=Chief\nBoss", [("C-1.en.1", "Director; General"), ("C-1.en.2", "Head"), ("C-1.en.3", "=Chief"), ("", "Boss")]),
    ("Boss\nDirector; General\nHead\n=Chief", [("", "Boss"), ("C-1.en.1", "Director; General"), ("C-1.en.2", "Head"), ("C-1.en.3", "=Chief")]),
    ("Chairman\nHead\n=Chief", [("C-1.en.1", "Chairman"), ("C-1.en.2", "Head"), ("C-1.en.3", "=Chief")]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), EDITS)
def test_a_line_is_known_again_after_it_was_moved_or_changed(cell, expected):
    book, sheet = wide_sheet()
    sheet.cell(2, column(sheet, "en")).value = cell
    sheet.cell(2, column(sheet, "en")).data_type = "s"
    sheet.cell(2, column(sheet, "en_status")).value = None
    assert [(row.term_id, row.term) for row in read_sheet(book).rows if row.lang == "en"] == expected


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\u200b\ufeff\ufffe\uffff"), min_size=1, max_size=12)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["zh", "en", "ru"]), TEXT, st.sampled_from(Status)),
        min_size=1,
        max_size=6,
        unique_by=lambda item: item[:2],
    )
)
def test_any_entry_survives_the_wide_layout(items):
    entry = ConceptEntry(
        "c",
        Kind.TERM,
        tuple(Term(f"c.{n}", "c", lang, text, status, revision=n + 1) for n, (lang, text, status) in enumerate(items)),
    )
    found = table.read(table.serialize([entry], table.Layout.WIDE), "w.xlsx")
    expected = {(term.id, term.lang, term.text, term.status, term.revision) for term in entry.terms}
    assert {(row.term_id, row.lang, row.term, row.status, row.base_rev) for row in found.rows} == expected
