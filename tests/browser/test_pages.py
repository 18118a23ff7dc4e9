"""The pages in a real browser: every page for every role, import, relinking, the owner's Excel, review, accounts."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import expect

from tmflow.model.account import Grant, Role
from tmflow.model.bitext import BeadOrigin
from tmflow.model.concept import Kind, Status
from tmflow.model.unit import State
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft

BAR = {
    "olga": ["Releases", "Review", "Consistency", "Glossary", "Memory", "Import", "Reports"],
    "zhang": ["Releases", "Review", "Consistency", "Glossary", "Memory", "Import", "Reports"],
    "sunhui": ["Releases", "Review", "Consistency", "Glossary", "Memory", "Reports"],
    "root": ["Releases", "Review", "Consistency", "Glossary", "Memory", "Import", "Reports", "Checks", "Users"],
    "visitor": ["Releases", "Review", "Consistency", "Glossary", "Memory", "Reports"],
}


@pytest.fixture(scope="session")
def services(office, serving):
    """The services on the server's workspace, with a glossary owner and a glossary."""
    services = office[1]
    services.accounts.add(SYSTEM, "sunhui", "Sun Hui", serving.PASSWORD, [Grant(Role.GLOSSARY_OWNER)])
    for texts in (
        ("青岛港", "Qingdao Port", "порт Циндао"),
        ("合作备忘录", "memorandum of cooperation", "меморандум о сотрудничестве"),
    ):
        drafts = [TermDraft(None, lang, text) for lang, text in zip(("zh", "en", "ru"), texts, strict=True)]
        services.glossaries.save(SYSTEM, None, Kind.TERM, "", drafts)
    return services


def settled(page):
    """Wait until the page's script has run, and see that it did not break."""
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    return page


def press(page, name, **options):
    page.get_by_role("button", name=name, **options).first.click()


@pytest.mark.parametrize("name", BAR)
@pytest.mark.usefixtures("services", "server")
def test_every_page_opens_for_every_role(people, name):
    page = people(name).open("/")
    settled(page)
    links = page.locator('[data-testid="stTopNavLink"]')
    expect(links).to_have_count(len(BAR[name]))
    for title in BAR[name]:
        links.filter(has_text=title).click()
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        settled(page)


@pytest.mark.usefixtures("services")
def test_pages_of_one_release_open_for_a_reader_without_any_act(people, server):
    page = people("visitor").open(f"/release?release={server.release}")
    expect(page.locator(".tm-sentence").first).to_be_visible()
    settled(page)
    expect(page.get_by_role("button", name="Align again")).to_have_count(0)
    page.goto(f"{server.url}/review?release={server.release}")
    expect(page.get_by_text("Texts that wait for a decision").first).to_be_visible()
    settled(page)
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


@pytest.mark.usefixtures("services", "server")
def test_an_unknown_release_is_a_sentence(people):
    page = people("olga").open("/release?release=R-1999-0001")
    expect(page.get_by_role("alert").filter(has_text="R-1999-0001")).to_be_visible()


def files(serving):
    """One release as .docx, as GB18030 page that says nothing of its encoding, and as text."""
    document = Document()
    title, *paragraphs = serving.EN.replace("Tashkent", "Bishkek").strip().split("\n")
    document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    word = io.BytesIO()
    document.save(word)
    head, *body = serving.ZH.replace("塔什干", "比什凯克").strip().split("\n")
    web = f"<html><body><h1>{head}</h1>{''.join(f'<p>{line}</p>' for line in body)}</body></html>"
    russian = serving.RU.replace("Ташкент", "Бишкек")
    return [
        {"name": "bishkek-en.docx", "mimeType": "application/octet-stream", "buffer": word.getvalue()},
        {"name": "bishkek-zh.html", "mimeType": "text/html", "buffer": web.encode("gb18030")},
        {"name": "bishkek-ru.txt", "mimeType": "text/plain", "buffer": russian.encode()},
    ]


def test_three_files_are_shown_then_stored_and_a_relinked_bead_outlives_aligning_again(
    people, services, server, serving
):
    page = people("olga").open("/import")
    page.locator('input[type="file"]').set_input_files(files(serving))
    table = page.locator("table.tm-table")
    expect(table.locator("td.head")).to_have_text(["中文", "English", "Русский"])
    expect(page.get_by_text("together by name")).to_be_visible()
    before = len(services.releases.list(SYSTEM).items)
    press(page, "Store this release")
    expect(page.get_by_text("is stored.")).to_be_visible()
    assert len(services.releases.list(SYSTEM).items) == before + 1
    release_id = page.get_by_text(re.compile(r"R-\d{4}-\d{4}")).first.inner_text().split()[0]
    release_id = re.search(r"R-\d{4}-\d{4}", release_id).group()

    page.goto(f"{server.url}/release?release={release_id}&bead=3")
    expect(page.locator(".tm-bar")).to_contain_text("Bead 3")
    page.get_by_text("Move a sentence").click()
    page.get_by_text(re.compile(r"to bead 4 · en")).click()
    press(page, "Move", exact=True)
    expect(page.locator(".st-key-bead-4 .tm-sentence")).to_have_count(4)
    moved = [bead for bead in services.alignments.bitext(SYSTEM, release_id).beads if bead.origin is BeadOrigin.PERSON]
    assert len(moved) == 2
    press(page, "Align again, keep corrections")
    expect(page.locator(".st-key-bead-4 .tm-conf.person")).to_be_visible()
    expect(page.get_by_text("aligned again")).to_be_visible()
    again = [bead for bead in services.alignments.bitext(SYSTEM, release_id).beads if bead.origin is BeadOrigin.PERSON]
    assert [bead.members for bead in again] == [bead.members for bead in moved]


def test_the_editor_approves_amends_and_returns(people, services, server):
    page = people("zhang").open(f"/review?release={server.release}")
    settled(page)
    unit = services.units.rows(SYSTEM, server.release)
    first, second, third = (row.unit.id for row in unit[:3])
    page.locator(f".st-key-approve-{first}-en button").click()
    expect(page.locator(f".st-key-approve-{first}-en")).to_have_count(0)
    assert services.units.row(SYSTEM, first).unit.variants["en"].state is State.REVIEWED

    page.locator(f".st-key-pop-return-{second}-en button").click()
    page.get_by_label("What is to be changed?").fill("“签署” is signed here.")
    press(page, "Return with comment")
    expect(page.locator(f".st-key-approve-{second}-en")).to_have_count(0)
    assert services.units.row(SYSTEM, second).unit.variants["en"].state is State.INITIAL
    zhang = next(each for each in services.accounts.list(SYSTEM) if each.name == "zhang")
    assert [each.text for each in services.units.help(zhang, second, "en").comments] == ["“签署” is signed here."]

    page.locator(f".st-key-pop-amend-{third}-en button").click()
    area = page.get_by_label("Text", exact=True)
    area.fill("From January to February, cargo throughput reached 3.86 billion yuan.")
    area.press("Tab")
    press(page, "Amend and sign")
    expect(page.locator(f".st-key-approve-{third}-en")).to_have_count(0)
    amended = services.units.row(SYSTEM, third).unit.variants["en"]
    assert (amended.author, amended.state) == ("zhang", State.REVIEWED)
    assert amended.text.text.startswith("From January")


def test_what_blocks_stands_beside_the_button(people, services, server):
    page = people("zhang").open(f"/review?release={server.release}")
    settled(page)
    row = services.units.rows(SYSTEM, server.release)[3]
    zhang = next(each for each in services.accounts.list(SYSTEM) if each.name == "zhang")
    services.units.save(
        zhang,
        row.unit.id,
        "en",
        "The sides will add freight trains.",
        version=row.unit.variants["en"].version,
        operation_id="own",
        confirm=True,
    )
    page.reload()
    expect(page.locator(f".st-key-approve-{row.unit.id}-en button").first).to_be_disabled()
    expect(page.get_by_text("your own text: it needs another editor").first).to_be_visible()


@pytest.mark.usefixtures("server")
def test_the_owners_excel_a_conflict_and_the_way_back(people, services):
    entry = next(each for each in services.glossaries.list(SYSTEM).items if each.preferred("zh").text == "青岛港")
    book = openpyxl.load_workbook(io.BytesIO(services.glossaries.export(SYSTEM)))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[heads.index("term")].value == "Qingdao Port":
            row[heads.index("term")].value = "Port of Qingdao"
    edited = io.BytesIO()
    book.save(edited)
    term = entry.preferred("en")
    services.glossaries.save(
        SYSTEM,
        entry.id,
        entry.kind,
        entry.note,
        [TermDraft(term.id, "en", "the Port of Qingdao", base_revision=term.revision)],
    )

    def stored():
        return services.glossaries.get(SYSTEM, entry.id).entry.preferred("en").text

    page = people("sunhui").open("/glossary?tab=import")
    page.locator('input[type="file"]').set_input_files(
        [{"name": "terms.xlsx", "mimeType": "application/octet-stream", "buffer": edited.getvalue()}]
    )
    expect(page.locator(".tm-chip.red").get_by_text("conflict")).to_be_visible()
    expect(page.get_by_role("button", name="Apply the changes (1)")).to_be_disabled()
    assert stored() == "the Port of Qingdao"
    page.get_by_text("Take the file’s").click()
    press(page, "Apply the changes (1)")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert stored() == "Port of Qingdao"
    press(page, "Undo")
    press(page, "Take it back (1)")
    expect(page.locator(".tm-chip").get_by_text("undone")).to_be_visible()
    assert stored() == "the Port of Qingdao"


def test_two_chinese_characters_are_found_with_their_translations(people, services, server):
    zhang = next(each for each in services.accounts.list(SYSTEM) if each.name == "zhang")
    services.review.approve_clean(zhang, server.release, "en")
    page = people("visitor").open("/memory?q=码头")
    expect(page.locator("table.tm-table mark").first).to_have_text("码头")
    expect(page.locator("table.tm-table").get_by_text("automated terminal").first).to_be_visible()


@pytest.mark.usefixtures("services")
def test_an_administrator_makes_an_account_and_it_signs_in(people, server, serving):
    page = people("root").open("/users")
    page.get_by_text("New account").click()
    page.get_by_label("Name to sign in with").fill("vera")
    page.get_by_label("Name that others see").fill("Vera Orlova")
    page.get_by_label("Password, 10 characters or more", exact=True).fill(serving.PASSWORD)
    press(page, "Make the account")
    expect(page.get_by_text("Vera Orlova").first).to_be_visible()
    with server.client("vera") as client:
        assert client.get("/v1/me").json()["name"] == "vera"


@pytest.mark.usefixtures("services")
def test_a_draft_is_exported_only_when_approved(people, server):
    page = people("olga").open(f"/release?release={server.release}")
    press(page, "Export")
    press(page, "Make the file")
    expect(page.get_by_text("has no approved text to export yet")).to_be_visible()
    page.get_by_text("Also texts that nobody has approved").click()
    press(page, "Make the file")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Download ")).click()
    assert download.value.suggested_filename == f"{server.release}-zh.docx"


@pytest.mark.usefixtures("services")
def test_signing_out_ends_the_session(people, server, sessions):
    page = people("petr").open("/")
    del sessions["petr"]
    press(page, "Petr")
    press(page, "Sign out")
    expect(page.get_by_text("You are signed out")).to_be_visible()
    page.goto(server.url)
    expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.usefixtures("server")
def test_a_folder_of_releases_is_imported_in_the_background(people, services, serving, tmp_path):
    for city in ("Минск", "Уфа"):
        folder = tmp_path / "archive" / city
        folder.mkdir(parents=True)
        english = {"Минск": "Minsk", "Уфа": "Ufa"}[city]
        chinese = {"Минск": "明斯克", "Уфа": "乌法"}[city]
        (folder / "zh.txt").write_text(serving.ZH.replace("塔什干", chinese), encoding="utf-8")
        (folder / "en.txt").write_text(serving.EN.replace("Tashkent", english), encoding="utf-8")
    (tmp_path / "archive" / "Уфа" / "broken.docx").write_bytes(b"PK\x03\x04 is not a document")
    before = {item.id for item in services.releases.list(SYSTEM).items}
    page = people("olga").open("/import?tab=archive")
    page.locator('input[type="file"]').set_input_files(tmp_path / "archive")
    press(page, "Import the files (5)")
    expect(page.get_by_text("releases added: 2")).to_be_visible(timeout=60_000)
    page.get_by_text("Problems: 1").click()
    expect(page.get_by_text("broken.docx")).to_be_visible()
    added = [item for item in services.releases.list(SYSTEM).items if item.id not in before]
    assert sorted(set(item.titles) == {"zh", "en"} for item in added) == [True, True]


def test_a_revised_source_is_shown_with_its_difference_and_asks_for_the_translation_again(
    people, services, server, serving
):
    number = server.drafts
    revised = f"{serving.ZH}本周第{number}期。\n".replace("38.6亿元", "39.6亿元")
    page = people("zhang").open(f"/release?release={server.release}&tab=texts")
    page.get_by_text("Add a language or upload a revised text").click()
    page.locator('input[type="file"]').set_input_files(
        [{"name": "zh.txt", "mimeType": "text/plain", "buffer": revised.encode()}]
    )
    expect(page.locator("ins").filter(has_text="39")).to_be_visible()
    press(page, "Revise 中文")
    expect(page.get_by_text("1 changed, 0 added, 0 removed")).to_be_visible()
    changed = [row for row in services.units.rows(SYSTEM, server.release) if row.unit.variants["en"].source_changed]
    assert [row.unit.text("zh") for row in changed] == ["今年前两个月，货物吞吐量达39.6亿元。"]
    page.goto(f"{server.url}/release?release={server.release}")
    expect(page.get_by_text("Sentences whose source changed: 1")).to_be_visible()


@pytest.mark.usefixtures("server")
def test_a_new_password_takes_the_old_one(people, services, serving):
    services.accounts.add(SYSTEM, "ivan", "Ivan", serving.PASSWORD, [Grant(Role.READER)])
    page = people("ivan").open("/")
    press(page, "Ivan")
    page.get_by_text("Change the password").click()
    for old, remark in (
        ("a wrong password", "Name or password is not right"),
        (serving.PASSWORD, "You are signed out"),
    ):
        page.get_by_label("Present password").fill(old)
        page.get_by_label("New password, 10 characters or more").fill("another horse battery")
        page.get_by_label("The new password again").fill("another horse battery")
        press(page, "Change it, and sign in again")
        expect(page.get_by_text(remark)).to_be_visible()
    assert services.accounts.sign_in("ivan", "another horse battery")


def test_a_rendering_is_mended_in_the_drafts_and_a_decision_stays(people, services, server):
    texts = (
        ("zh", "货运班列", Status.PREFERRED),
        ("en", "cargo trains", Status.PREFERRED),
        ("en", "freight trains", Status.DEPRECATED),
    )
    drafts = [TermDraft(None, lang, text, status) for lang, text, status in texts]
    entry = services.glossaries.save(SYSTEM, None, Kind.TERM, "", drafts)
    page = people("olga").open(f"/consistency?concept={entry.id}")
    expect(page.locator("mark").filter(has_text="freight trains").first).to_be_visible()
    press(page, "Different thing")
    expect(page.get_by_text("a different thing by olga").first).to_be_visible()
    press(page, re.compile("Fix in drafts"))
    expect(page.get_by_label("Replace by")).to_have_value("cargo trains")
    press(page, "Fix", exact=True)
    expect(page.get_by_text(re.compile("Texts changed"))).to_be_visible()
    assert services.units.rows(SYSTEM, server.release)[3].unit.text("en") == "The two sides will add cargo trains."


@pytest.mark.usefixtures("server")
def test_a_tmx_file_is_imported_and_found_again(people, services):
    units = "".join(
        f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>'
        for lang, text in (
            ("zh", "跨境电商综合试验区挂牌。"),
            ("en", "The cross-border e-commerce pilot area was unveiled."),
        )
    )
    header = '<header srclang="zh" segtype="sentence" adminlang="en" datatype="plaintext" o-tmf="x" creationtool="x" creationtoolversion="1"/>'
    file = f'<?xml version="1.0"?><tmx version="1.4">{header}<body><tu>{units}</tu></body></tmx>'
    page = people("zhang").open("/memory?tab=tmx")
    page.locator('input[type="file"]').set_input_files(
        [{"name": "pilot.tmx", "mimeType": "text/xml", "buffer": file.encode()}]
    )
    press(page, re.compile("^Import pilot"))
    expect(page.get_by_text("Units added: 1, known already: 0.")).to_be_visible()
    page.goto(page.url.split("?")[0] + "?tab=search&q=跨境电商综合试验区揭牌。")
    expect(page.locator("table.tm-table").get_by_text("e-commerce pilot area")).to_be_visible()
    expect(page.locator("table.tm-table del")).to_have_text("挂")
    assert services.memories.concordance(SYSTEM, "电商").items
