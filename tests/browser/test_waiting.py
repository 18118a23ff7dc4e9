"""What is still under way behind a page is said there, and goes away by itself when it is over."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tmflow.model.concept import Kind
from tmflow.services import rechecking
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft

SAID = re.compile("The glossary changed")


def test_a_list_says_that_checks_are_under_way_until_they_are_done(people, office, server):
    _, services = office
    for number in range(rechecking.FEW + 1):
        services.glossaries.save(SYSTEM, None, Kind.TERM, "", [TermDraft(None, "en", f"Waiting term {number}")])
    opened = services.quality._office.open
    with opened(write=True) as uow:
        # As an import leaves it that is too large to be followed at once.
        uow.quality.set_checked_glossary(0)
        uow.commit()
    page = people("olga").open("/")
    expect(page.get_by_text(SAID)).to_be_visible()
    services.quality.catch_up_with_all(SYSTEM, lambda *_: None)
    expect(page.get_by_text(SAID)).to_have_count(0)
    expect(page.get_by_text(server.release).first).to_be_visible()
