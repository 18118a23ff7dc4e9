"""People at work in the unit editor."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import expect

QUEUE = "Object.keys(localStorage).filter((key) => key.startsWith('tmflow.outbox.')).length"


@pytest.fixture
def texts(server):
    """Gives what is stored: texts by position in one language."""

    def read(lang):
        with server.client("visitor") as client:
            rows = client.get(f"/v1/releases/{server.release}/units").json()["rows"]
        return {row["position"]: row["variants"][lang]["text"] for row in rows}

    return read


@pytest.fixture
def write(server):
    """Writes behind the browser's back, as another person would."""

    def change(name, position, lang, text):
        with server.client(name) as client:
            rows = client.get(f"/v1/releases/{server.release}/units").json()["rows"]
            row = next(row for row in rows if row["position"] == position)
            answer = client.put(
                f"/v1/units/{row['id']}/{lang}",
                json={
                    "text": text,
                    "version": row["variants"][lang]["version"],
                    "operation_id": str(uuid.uuid4()),
                },
            )
            assert answer.status_code == 200, answer.text

    return change


def test_what_is_typed_is_saved_without_being_asked(people, texts):
    olga = people("olga")
    area = olga.edit(3)
    area.press("End")
    area.press_sequentially(" Growth was 5 percent.")
    olga.saved()
    assert texts("en")[3].endswith("3.86 billion yuan. Growth was 5 percent.")
    assert olga.page.evaluate(QUEUE) == 0
    expect(area).to_be_focused()


def test_confirming_goes_on_to_the_next_unit(people, texts):
    olga = people("olga")
    olga.edit(2).fill("The two sides signed a memorandum in Qingdao on March 12, 2026.")
    olga.page.keyboard.press("Control+Enter")
    expect(olga.row(3)).to_have_class(re.compile("act"))
    expect(olga.area).to_be_focused()
    olga.saved()
    assert texts("en")[2] == "The two sides signed a memorandum in Qingdao on March 12, 2026."
    expect(olga.page).to_have_url(re.compile(r"unit=3"))


def test_a_killed_server_loses_nothing_and_doubles_nothing(people, server, texts):
    olga = people("olga")
    area = olga.edit(4)
    server.kill()
    area.press("End")
    area.press_sequentially(" The first departs in May.")
    expect(olga.pill).to_contain_text("Offline · changes that wait on this computer: 1")
    assert olga.page.evaluate(QUEUE) == 1
    server.start()
    olga.saved()
    assert texts("en")[4] == "The two sides will add freight trains. The first departs in May."
    with server.client("visitor") as client:
        rows = client.get(f"/v1/releases/{server.release}/units").json()["rows"]
        unit = next(row for row in rows if row["position"] == 4)["id"]
        history = client.get(f"/v1/units/{unit}/en/history").json()["revisions"]
    assert [one["text"] for one in history if "May" in one["text"]] == [texts("en")[4]]


def test_text_survives_a_closed_tab(people, texts):
    olga = people("olga")
    area = olga.edit(4)
    olga.context.set_offline(True)
    area.press("End")
    area.press_sequentially(" Kept.")
    expect(olga.pill).to_contain_text("Offline")
    olga.page.close()
    olga.context.set_offline(False)
    olga.new_page()
    olga.edit(1)
    expect(olga.cell(4, "en")).to_contain_text("freight trains. Kept.")
    olga.saved()
    assert texts("en")[4].endswith("Kept.")


def test_an_ended_session_keeps_the_text(people, texts):
    olga = people("olga")
    area = olga.edit(5)
    cookies = olga.context.cookies()
    olga.context.clear_cookies()
    area.press("End")
    area.press_sequentially(" More.")
    expect(olga.pill).to_contain_text("Signed out")
    expect(olga.pill.get_by_role("link", name="Sign in")).to_be_visible()
    expect(area).to_have_value(re.compile(r"terminal\. More\.$"))
    olga.context.add_cookies(cookies)
    olga.saved()
    assert texts("en")[5].endswith("More.")


CHOICES = {
    # unit: (button, theirs, mine, what is stored afterwards)
    2: (
        "Keep both changes",
        "The two sides signed a new memorandum of cooperation in Qingdao on March 12, 2026.",
        "The two sides signed a memorandum of cooperation in Qingdao on March 13, 2026.",
        "The two sides signed a new memorandum of cooperation in Qingdao on March 13, 2026.",
    ),
    4: (
        "Take theirs",
        "The two sides will add trains.",
        "Both sides will add freight trains.",
        "The two sides will add trains.",
    ),
    5: ("Keep mine", "The delegation saw the terminal.", "The delegation left.", "The delegation left."),
}


def test_a_conflict_is_shown_and_settled_by_a_choice(people, texts, write):
    olga = people("olga")
    olga.edit(1)
    for position, (button, theirs, mine, settled) in CHOICES.items():
        olga.cell(position, "en").click()
        write("zhang", position, "en", theirs)
        olga.area.fill(mine)
        expect(olga.page.locator(".conflict")).to_contain_text("Changed by zhang while you typed")
        expect(olga.pill).to_contain_text("Conflicts to settle: 1")
        assert texts("en")[position] == theirs
        expect(olga.area).to_have_value(mine)
        olga.page.get_by_role("button", name=button).click()
        expect(olga.page.locator(".conflict")).to_have_count(0)
        expect(olga.area).to_have_value(settled)
        olga.saved()
        assert texts("en")[position] == settled


def test_text_for_a_unit_that_is_gone_is_shown_to_be_copied(people, server):
    olga = people("olga")
    olga.edit(1)
    operation = (
        '{"id": "gone-0001", "unit": "gone", "lang": "en", "kind": "save", "text": "Typed for nothing?", '
        '"base": "", "version": 1, "origin": "typed", "confirm": false, "at": 1, "sent": false}'
    )
    key = f"tmflow.outbox.olga.{server.release}.gone-0001"
    olga.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, operation])
    olga.edit(2)
    expect(olga.pill).to_contain_text("Not accepted: 1")
    olga.pill.get_by_role("button", name="Show").click()
    dialog = olga.page.get_by_role("dialog", name="Not saved")
    expect(dialog).to_contain_text("Typed for nothing?")
    dialog.get_by_role("button", name="Discard my text").click()
    expect(olga.pill).to_contain_text("All saved")


class TestKeys:
    def test_moving_finding_and_leaving(self, people):
        olga = people("olga")
        olga.edit(1)
        keyboard = olga.page.keyboard
        keyboard.press("Alt+ArrowDown")
        expect(olga.row(2)).to_have_class(re.compile("act"))
        expect(olga.area).to_be_focused()
        keyboard.press("Alt+ArrowUp")
        expect(olga.row(1)).to_have_class(re.compile("act"))
        keyboard.press("Escape")
        expect(olga.area).not_to_be_focused()
        keyboard.press("ArrowDown")
        keyboard.press("ArrowRight")
        expect(olga.cell(2, "ru")).to_have_class(re.compile("ed"))
        keyboard.press("?")
        expect(olga.page.get_by_role("dialog", name="All keys")).to_be_visible()
        keyboard.press("Escape")
        expect(olga.page.get_by_role("dialog", name="All keys")).to_be_hidden()
        keyboard.press("F3")
        search = olga.page.get_by_role("searchbox", name="Concordance")
        expect(search).to_be_focused()
        for tab in ("History", "Comments"):
            olga.page.get_by_role("tab", name=tab).click()
            keyboard.press("F3")
            expect(search).to_be_focused()

    def test_letters_that_streamlit_listens_for_are_only_letters(self, people):
        olga = people("olga")
        area = olga.edit(2)
        area.fill("")
        area.press_sequentially("rcRC ?")
        expect(area).to_have_value("rcRC ?")
        expect(olga.page.get_by_role("dialog")).to_have_count(0)
        olga.saved()

    def test_copy_source_and_take_it_back(self, people):
        olga = people("olga")
        area = olga.edit(4)
        before = area.input_value()
        area.press("Control+Insert")
        expect(area).to_have_value("双方将增开货运班列。")
        area.press("Control+z")
        expect(area).to_have_value(before)
        olga.saved()

    def test_keys_are_left_alone_while_an_input_method_composes(self, people):
        olga = people("olga")
        area = olga.edit(2)
        for init in ("isComposing: true", "keyCode: 229"):
            area.evaluate(
                f"(node) => node.dispatchEvent(new KeyboardEvent('keydown',"
                f" {{key: 'Enter', ctrlKey: true, bubbles: true, composed: true, {init}}}))"
            )
        expect(olga.row(2)).to_have_class(re.compile("act"))


def test_an_editor_amends_and_signs_in_one_act(people, server):
    with server.client("olga") as client:
        rows = client.get(f"/v1/releases/{server.release}/units").json()["rows"]
        row = next(row for row in rows if row["position"] == 4)
        version = row["variants"]["en"]["version"]
        body = {
            "text": "Both sides will add trains.",
            "version": version,
            "operation_id": str(uuid.uuid4()),
            "confirm": True,
        }
        assert client.put(f"/v1/units/{row['id']}/en", json=body).status_code == 200
    zhang = people("zhang")
    zhang.edit(4).fill("The two sides will add trains.")
    zhang.page.keyboard.press("Control+Shift+Enter")
    expect(zhang.cell(4, "en").get_by_label("reviewed")).to_be_visible()
    zhang.saved()
    with server.client("visitor") as client:
        variant = client.get(f"/v1/units/{row['id']}").json()["variants"]["en"]
    assert (variant["text"], variant["state"]) == ("The two sides will add trains.", "reviewed")


def test_an_own_text_is_not_approved_and_the_reason_is_told(people):
    zhang = people("zhang")
    zhang.edit(2).fill("My own text.")
    zhang.page.keyboard.press("Control+Enter")
    zhang.saved()
    zhang.page.keyboard.press("Alt+ArrowUp")
    zhang.page.keyboard.press("Control+Shift+Enter")
    expect(zhang.page.locator(".toast")).to_contain_text("nobody approves a text of their own")


WRONG = "In the first two months of the year, cargo throughput reached 386 million yuan."


def test_an_issue_is_shown_in_place_with_evidence_and_fixed_by_key(people, write, texts):
    write("zhang", 3, "en", WRONG)
    olga = people("olga")
    area = olga.edit(3)
    expect(olga.page.locator(".ta .mk-error")).to_have_text(re.compile("386 million"))
    card = olga.page.locator(".iss.s-error").first
    expect(card.locator(".ev tr")).to_have_count(3)
    expect(card.locator(".ev tr.odd td").first).to_have_text("en")
    olga.page.keyboard.press("Control+.")
    expect(area).to_have_value(re.compile(r"reached 3\.86 billion yuan\.$"))
    olga.saved()
    expect(olga.page.locator(".ta .mk-error")).to_have_count(0)
    assert "3.86 billion" in texts("en")[3]


def test_an_editor_decides_that_it_is_no_issue(people, write):
    write("olga", 3, "en", WRONG)
    zhang = people("zhang")
    zhang.edit(3)
    card = zhang.page.locator(".iss.s-error").first
    card.get_by_role("button", name="Not an issue…").click()
    card.get_by_label("Decision").select_option("suppress")
    card.get_by_role("button", name="Decide").click()
    expect(card.get_by_role("alert")).to_have_text("Say why it is no issue.")
    card.get_by_label("Reason").fill("The ministry published it so.")
    card.get_by_role("button", name="Decide").click()
    expect(zhang.page.locator(".iss.decided")).to_contain_text("The ministry published it so.")
    expect(zhang.page.locator(".iss.decided")).to_contain_text("Decided by zhang: ignored")
    expect(zhang.page.locator(".ta .mk-error")).to_have_count(0)
    zhang.page.get_by_role("button", name="Take the decision back").click()
    expect(zhang.page.locator(".iss.decided")).to_have_count(0)
    expect(zhang.page.locator(".ta .mk-error")).to_have_count(1)


def test_a_unit_whose_issue_is_settled_goes_from_the_filtered_list(people, write):
    write("zhang", 3, "en", WRONG)
    write("zhang", 5, "en", WRONG)
    olga = people("olga")
    olga.edit(3)
    olga.page.locator(".filters").get_by_role("button", name="Any issue").click()
    expect(olga.row(5)).to_be_visible()
    olga.row(3).locator('[data-lang="en"]').click()
    olga.page.keyboard.press("Control+.")
    olga.saved()
    expect(olga.row(3)).to_be_visible()
    olga.row(5).locator('[data-lang="en"]').click()
    expect(olga.row(3)).to_be_hidden()
    expect(olga.row(5)).to_be_visible()


def test_selected_words_are_looked_up_in_the_glossary(people):
    person = people("olga")
    person.edit(3)
    person.area.evaluate("area => { area.focus(); area.setSelectionRange(0, 8); }")
    selected = person.area.input_value()[:8]
    with person.context.expect_page() as opened:
        person.page.get_by_role("button", name="Find or propose a term…").click()
    expect(opened.value.get_by_role("searchbox")).to_have_value(selected.strip())
    expect(person.area).to_be_focused()


def test_who_may_not_write_reads(people):
    visitor = people("visitor")
    visitor.open(f"/editor?release={visitor.server.release}&unit=3")
    expect(visitor.row(3)).to_have_class(re.compile("act"))
    expect(visitor.area).to_have_count(0)
    expect(visitor.cell(3, "en")).to_contain_text("Read only")
    expect(visitor.page.locator(".keys")).to_contain_text("concordance")
    expect(visitor.page.locator(".keys")).not_to_contain_text("approve")
    expect(visitor.page.locator(".keys")).not_to_contain_text("confirm")


def test_the_filter_says_when_nothing_fits_and_can_be_cleared(people):
    olga = people("olga")
    olga.edit(1)
    olga.page.get_by_role("searchbox", name="Filter text").fill("автоматизированный")
    expect(olga.row(5)).to_be_visible()
    expect(olga.row(3)).to_be_hidden()
    olga.page.get_by_role("searchbox", name="Filter text").fill("no such words")
    expect(olga.page.get_by_text("No unit fits this filter.")).to_be_visible()
    olga.page.get_by_role("button", name="Clear filters").click()
    expect(olga.row(3)).to_be_visible()


def test_markup_in_a_text_stays_text(people, write):
    hostile = '<img src=x onerror="document.title=1"><b>bold</b> &amp; {{x}}'
    write("zhang", 3, "en", hostile)
    olga = people("olga")
    expect(olga.edit(3)).to_have_value(hostile)
    olga.page.keyboard.press("Alt+ArrowDown")
    expect(olga.cell(3, "en").locator(".text")).to_have_text(hostile)
    assert olga.page.locator(".u img, .u b").count() == 0


def test_an_unknown_unit_is_said_and_the_release_opens(people):
    olga = people("olga")
    olga.open(f"/editor?release={olga.server.release}&unit=999")
    expect(olga.page.locator(".toast")).to_contain_text("has no unit 999")
    expect(olga.row(1)).to_be_visible()


def test_the_theme_follows_the_system(people):
    olga = people("olga", color_scheme="light")
    olga.edit(1)
    for scheme in ("light", "dark"):
        olga.page.emulate_media(color_scheme=scheme)
        expect(olga.page.locator(".tm")).to_have_attribute("data-theme", scheme)


def test_the_mirror_breaks_lines_where_the_text_area_does(people):
    olga = people("olga")
    for position, lang in ((3, "en"), (2, "ru")):
        area = olga.edit(position, lang)
        area.fill(area.input_value() + " И ещё одно длинное предложение for good measure, 12.5 percent." * 4)
        sizes = area.evaluate(
            "(node) => ({shown: node.clientHeight, needed: node.scrollHeight, mirror: node.previousSibling.clientHeight})"
        )
        assert sizes["needed"] == sizes["shown"] == sizes["mirror"]
        olga.saved()
