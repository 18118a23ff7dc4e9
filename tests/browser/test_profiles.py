"""An administrator makes the office's own profile of checks in the browser and puts it into force."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tmflow.services.accounts import SYSTEM
from tmflow.services.jobs import JobKind


@pytest.mark.usefixtures("server")
def test_a_profile_is_copied_and_changed(people, office):
    services = office[1]
    page = people("root").open("/checks")
    expect(page.get_by_text("This profile came with the house")).to_be_visible()
    page.get_by_label("New name").fill("Office")
    page.get_by_label("New name").press("Enter")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Save").first).to_be_visible()
    expect(page.get_by_text("This profile came with the house")).to_have_count(0)
    severity = page.get_by_role("combobox", name="number_mismatch")
    expect(severity).to_have_count(1)  # the one of the shipped profile goes when the page is drawn
    severity.click()
    page.get_by_role("option", name="minor: a warning").click()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("changed", exact=True)).to_be_visible()
    chosen = {row.id: row.chosen.value for row in services.profiles.get(SYSTEM, "Office").checks if row.chosen}
    assert chosen["number_mismatch"] == "minor"


@pytest.mark.usefixtures("server")
def test_a_profile_is_put_into_force(people, office):
    services = office[1]
    services.profiles.copy(SYSTEM, "strict", "House")
    page = people("root").open("/checks")
    expect(page.get_by_text("from strict")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("texts in work")).click()
    page.get_by_role("option", name="House").click()
    page.get_by_role("button", name="Put into force").click()
    expect(page.get_by_text("All releases are checked again.")).to_be_visible()
    assert services.profiles.in_force().name == "House"
    assert any(job.kind is JobKind.CHECK_ALL for job in services.jobs.list(SYSTEM))
    services.profiles.activate(SYSTEM, "default")


@pytest.mark.usefixtures("server")
def test_rules_of_style_that_cannot_be_used_are_told(people, office):
    rules = office[0].workspace / "style.toml"
    rules.write_text("[[rule]]\ncolour = 1\n", encoding="utf-8")
    page = people("root").open("/checks")
    expect(page.get_by_text("those before hold on")).to_be_visible()
    expect(page.get_by_text("style.toml, line")).to_be_visible()
    rules.unlink()
    page.reload()
    expect(page.get_by_role("button", name="Put into force")).to_be_visible()
    expect(page.get_by_text("those before hold on")).to_have_count(0)
