"""The glossary in a real browser: proposals and what becomes of them, two owners at once, the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tmflow.model.account import Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft


@pytest.fixture(scope="module")
def services(office, serving):
    """The services on the server's workspace, with two glossary owners."""
    services = office[1]
    for name in ("owner", "second"):
        services.accounts.add(SYSTEM, name, name.title(), serving.PASSWORD, [Grant(Role.GLOSSARY_OWNER)])
    return services


@pytest.fixture
def entry(services):
    """An entry of this test's own: what is stored of it now."""
    texts = (("zh", "胶州港"), ("en", "Jiaozhou Harbor"))
    made = services.glossaries.save(SYSTEM, None, Kind.PLACE, "", [TermDraft(None, *each) for each in texts])
    yield lambda: services.glossaries.get(SYSTEM, made.id).entry
    left = services.glossaries.get(SYSTEM, made.id).entry
    for term in left.terms:
        services.glossaries.delete_term(SYSTEM, term.id, term.revision)


def opened(person, entry):
    page = person.open(f"/glossary?q={entry().id}&entry={entry().id}")
    expect(page.locator("table.tm-table").get_by_text("胶州港")).to_be_visible()
    return page


def typed(page, field, text):
    """Type into a field and leave it, so that the page knows."""
    field.fill(text)
    field.press("Tab")
    settled(page)


def settled(page):
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")


def field(page, name):
    return page.get_by_role("textbox", name=name, exact=True)


@pytest.mark.usefixtures("server")
def test_a_proposal_is_returned_amended_and_approved(people, entry):
    translator = opened(people("olga"), entry)
    translator.get_by_role("button", name="Propose a term").click()
    card = translator.locator(".st-key-card-2")
    typed(translator, card.get_by_role("textbox"), "порт Цзяочжоу")
    card.get_by_role("button", name="More").click()
    typed(translator, field(translator, "Genitive"), "порта " * 50)
    translator.locator(".st-key-entry-save button").click()
    expect(card.get_by_text("here 200 are allowed")).to_be_visible()
    assert entry().in_language("ru") == ()
    typed(translator, field(translator, "Genitive"), "порта Цзяочжоу")
    translator.locator(".st-key-entry-save button").click()
    expect(translator.locator(".st-key-proposals")).to_contain_text("proposed by olga")
    (draft,) = entry().in_language("ru")
    assert (draft.text, draft.inflection, draft.status) == ("порт Цзяочжоу", "порта Цзяочжоу", Status.DRAFT)

    owner = people("owner").open("/glossary?tab=drafts")
    expect(owner.get_by_text(re.compile(r"^Drafts \d+$"))).to_be_visible()
    expect(owner.locator(".st-key-proposals")).to_contain_text("порт Цзяочжоу")
    owner.get_by_role("button", name="Return").click()
    owner.get_by_label("Why?").fill("Which port?")
    owner.get_by_label("Why?").press("Control+Enter")
    owner.get_by_role("button", name="Return the proposal").click()
    expect(owner.get_by_text("No proposal waits.")).to_be_visible()

    translator.reload()
    expect(translator.locator(".st-key-proposals")).to_contain_text("Which port?")
    translator.get_by_role("button", name="Amend").click()
    typed(translator, translator.locator(".st-key-card-0").get_by_role("textbox"), "морской порт Цзяочжоу")
    translator.locator(".st-key-entry-save button").click()
    expect(translator.locator(".st-key-proposals")).to_contain_text("proposed by olga")
    owner.reload()
    owner.get_by_role("button", name="Approve as preferred").click()
    expect(owner.locator(".st-key-proposals")).to_have_count(0)
    assert [(term.text, term.status) for term in entry().in_language("ru")] == [
        ("морской порт Цзяочжоу", Status.PREFERRED)
    ]


@pytest.mark.usefixtures("server")
def test_two_owners_of_one_entry_see_each_others_change(people, entry):
    first, second = opened(people("owner"), entry), opened(people("second"), entry)
    for page, text, note in ((first, "Port of Jiaozhou", ""), (second, "Jiaozhou Port", "on the bay")):
        page.get_by_role("button", name="Edit").click()
        typed(page, page.locator(".st-key-card-1").get_by_role("textbox"), text)
        typed(page, field(page, "Note"), note)
    first.locator(".st-key-entry-save button").click()
    expect(first.locator(".st-key-entry-save")).to_have_count(0)
    second.locator(".st-key-entry-save button").click()
    conflict = second.locator('[class*="st-key-conflict-"]')
    expect(conflict).to_contain_text("Port of Jiaozhou")
    expect(conflict).to_contain_text("Jiaozhou Port")
    assert entry().preferred("en").text == "Port of Jiaozhou"
    conflict.get_by_role("button", name="Keep mine").click()
    expect(conflict).to_have_count(0)
    settled(second)
    expect(second.get_by_text("Nothing differs any more")).to_be_visible()
    second.locator(".st-key-entry-save button").click()
    expect(second.locator(".st-key-entry-save")).to_have_count(0)
    assert (entry().preferred("en").text, entry().note) == ("Jiaozhou Port", "on the bay")


@pytest.mark.usefixtures("server")
def test_a_form_that_was_closed_leaves_nothing_in_the_next(people, entry):
    page = people("owner").open(f"/glossary?entry={entry().id}")
    page.get_by_role("button", name="Edit").click()
    typed(page, page.locator(".st-key-card-1").get_by_role("textbox"), "Kiaochow")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="New entry").click()
    expect(page.locator(".st-key-card-1").get_by_role("textbox")).to_have_value("")
    page.locator(".st-key-entry-save button").click()
    expect(page.get_by_text("An entry needs at least one term.")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator(".st-key-card-1").get_by_role("textbox")).to_have_value(entry().preferred("en").text)


@pytest.mark.usefixtures("server")
def test_the_history_leads_back(people, services, entry):
    term = entry().preferred("en")
    changed = TermDraft(term.id, "en", "Kiaochow", Status.DEPRECATED, base_revision=1, valid_from="2021-11-01")
    services.glossaries.save(SYSTEM, entry().id, Kind.PLACE, "", [changed])
    page = opened(people("owner"), entry)
    expect(page.locator("table.tm-table")).to_contain_text("from 2021-11-01")
    expect(page.get_by_text("valid from: — → 2021-11-01")).to_be_visible()
    page.locator(f'[class*="st-key-restore-{term.id.replace(".", "-")}-1"] button:visible').click()
    expect(page.get_by_text("valid from: 2021-11-01 → —")).to_be_visible()
    back = entry().preferred("en")
    assert (back.text, back.status, back.valid_from, back.revision) == ("Jiaozhou Harbor", Status.PREFERRED, "", 3)
