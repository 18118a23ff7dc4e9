"""The owner's files in a real browser, once for each layout: what is seen before anything is written."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from tmflow.interchange.glossary_xlsx import Layout
from tmflow.model.account import Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft


@pytest.fixture(scope="module")
def glossary(office, serving):
    """The glossary of the server's workspace, with an owner and an entry of this module's own."""
    services = office[1]
    services.accounts.add(SYSTEM, "liyan", "Li Yan", serving.PASSWORD, [Grant(Role.GLOSSARY_OWNER)])
    terms = [
        TermDraft(None, lang, text)
        for lang, text in (("zh", "胶州湾"), ("en", "Jiaozhou Bay"), ("ru", "залив Цзяочжоу"))
    ]
    services.glossaries.save(SYSTEM, None, Kind.PLACE, "", terms)
    return services.glossaries


def stored(glossary, text):
    return next(iter(glossary.list(SYSTEM, query=text).items), None)


def upload(page, name, data):
    page.locator('input[type="file"]').set_input_files([{"name": name, "mimeType": "text/csv", "buffer": data}])


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def choose(page, letter, words):
    """Choose what a column is; the list shows only a part of itself, so it is searched."""
    field = page.get_by_role("combobox", name=f"Column {letter}")
    field.fill(words)
    page.get_by_role("option", name=words, exact=True).click()


@pytest.mark.usefixtures("server")
def test_a_table_of_people_asks_about_what_may_be_the_same(people, glossary):
    page = people("liyan").open("/glossary?tab=import")
    table = "中文,英文,俄文,Deutsch\n胶州湾,Kiaochow Bay,бухта Цзяочжоу,Bucht\n崂山,Mount Laoshan,горы Лаошань,\n"
    upload(page, "table.csv", table.encode())
    expect(page.get_by_text("One row an entry, a column a language.").first).to_be_visible()
    expect(page.get_by_text("These columns are left out: D (Deutsch).")).to_be_visible()
    expect(page.locator(".tm-chip").get_by_text("possible duplicate")).to_have_count(1)
    apply = page.get_by_role("button", name="Apply the changes (2)")
    expect(apply).to_be_disabled()
    assert stored(glossary, "崂山") is None
    page.get_by_text("Different thing").click()
    apply.click()
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()
    assert stored(glossary, "Kiaochow").preferred("ru").text == "бухта Цзяочжоу"
    undone = page.locator(".tm-chip").get_by_text("undone")
    before = undone.count()
    press(page, "Undo")
    press(page, "Take it back (6)")
    expect(undone).to_have_count(before + 1)
    assert stored(glossary, "Kiaochow") is None
    assert stored(glossary, "胶州湾").preferred("en").text == "Jiaozhou Bay"


@pytest.mark.usefixtures("server")
def test_the_wide_export_comes_back_with_one_cell_changed(people, glossary):
    book = openpyxl.load_workbook(io.BytesIO(glossary.export(SYSTEM, Layout.WIDE)))
    cell = next(cell for row in book.active.iter_rows() for cell in row if cell.value == "залив Цзяочжоу")
    cell.value = "залив Цзяочжоувань"
    edited = io.BytesIO()
    book.save(edited)
    page = people("liyan").open("/glossary?tab=import")
    upload(page, "wide.xlsx", edited.getvalue())
    expect(page.get_by_text("An export of this glossary.").first).to_be_visible()
    expect(page.locator(".tm-chip").get_by_text("merged")).to_have_count(1)
    press(page, "Apply the changes (1)")
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()
    assert stored(glossary, "胶州湾").preferred("ru").text == "залив Цзяочжоувань"


@pytest.mark.usefixtures("server")
def test_unknown_headings_are_said_by_the_person(people, glossary):
    page = people("liyan").open("/glossary?tab=import")
    upload(page, "odd.csv", "Key,Eins,Zwei\nX,田横岛,Tianheng Island\n".encode())
    expect(page.get_by_text("the heading concept_id, lang, term is missing")).to_be_visible()
    choose(page, "B", "term, 中文")
    choose(page, "C", "term, English")
    press(page, "Read it so")
    expect(page.locator(".tm-chip").get_by_text("new")).to_have_count(2)
    press(page, "Apply the changes (1)")
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()
    assert stored(glossary, "田横岛").preferred("en").text == "Tianheng Island"


@pytest.mark.usefixtures("server")
def test_another_programs_table_is_named_and_a_bad_column_left_out(people, glossary):
    page = people("liyan").open("/glossary?tab=import")
    table = "Entry number,English,Status,Chinese,Status\n9,Shazikou,In process,沙子口,In process\n"
    upload(page, "terms.csv", table.encode())
    expect(page.get_by_text("Recognised as an export of Trados MultiTerm.")).to_be_visible()
    expect(page.get_by_text("terms.csv, C2: “In process” is not known here.")).to_be_visible()
    choose(page, "C", "left out")
    choose(page, "E", "left out")
    press(page, "Read it so")
    press(page, "Apply the changes (1)")
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()
    assert stored(glossary, "沙子口").id == "multiterm-9"


@pytest.mark.usefixtures("server", "glossary")
def test_a_file_of_another_kind_is_said_plainly(people):
    page = people("liyan").open("/glossary?tab=import")
    upload(page, "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    expect(page.get_by_text("Excel 97-2003 (.xls). Open it and save it as .xlsx.")).to_be_visible()
    press(page, "Choose another file")
    expect(page.get_by_text("97-2003")).to_have_count(0)


@pytest.mark.usefixtures("server", "glossary")
def test_a_search_that_finds_nothing_offers_an_entry_and_filters_that_hide_are_cleared(people):
    page = people("liyan").open("/glossary?q=灵山岛")
    press(page, "New entry “灵山岛”")
    expect(page.locator(".st-key-card-0").get_by_role("textbox")).to_have_value("灵山岛")
    page.keyboard.press("Escape")
    page.goto(page.url.split("?")[0] + "?q=胶州湾&kind=event&missing=ru")
    expect(page.get_by_text("No entry fits the search and the filters above.")).to_be_visible()
    press(page, "Clear the filters")
    expect(page.locator("table.tm-table").get_by_text("Jiaozhou Bay", exact=True)).to_be_visible()
    assert "kind=" not in page.url


@pytest.mark.usefixtures("server")
def test_an_entry_says_which_language_has_only_a_proposal_and_a_preview_which_term_is_meant(people, glossary):
    terms = [TermDraft(None, "zh", "竹岔岛"), TermDraft(None, "en", "Zhucha Island", Status.DRAFT)]
    entry = glossary.save(SYSTEM, None, Kind.PLACE, "", terms)
    page = people("liyan").open(f"/glossary?entry={entry.id}")
    expect(page.get_by_text("no Русский")).to_be_visible()
    expect(page.get_by_text("only proposed: English")).to_be_visible()
    page.goto(page.url.split("?")[0] + "?tab=import")
    row = f"{entry.id},{entry.terms[0].id},zh,竹岔岛,deprecated"
    upload(page, "one.csv", f"concept_id,term_id,lang,term,status\n{row}\n".encode())
    changed = page.locator(".st-key-preview-rows")
    expect(changed).to_contain_text("竹岔岛")
    expect(changed).to_contain_text("◷ deprecated")
    press(page, "Cancel the import")
    expect(page.get_by_role("button", name="One row a term")).to_be_visible()
    upload(
        page, "same.csv", f"concept_id,term_id,lang,term,status\n{row}\n".replace("deprecated", "preferred").encode()
    )
    expect(page.get_by_text("There is nothing to apply.")).to_be_visible()
    expect(page.get_by_role("button", name="Apply the changes (0)")).to_be_disabled()
