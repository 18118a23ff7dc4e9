"""Term candidates in the browser: searched, one taken in, one refused, and the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tmflow.services.accounts import SYSTEM
from tmflow.services.views import Upload

TEXTS = {
    "zh": "海关{n}介绍威海电子口岸\n2026年6月{n}日\n威海电子口岸服务企业{n}家。港务局长说明了威海电子口岸的作用。\n",
    "en": (
        "Customs {n} Presents the Weihai Electronic Port\nJune {n}, 2026\nThe Weihai Electronic Port serves {n} companies."
        " The port director explained the role of the Weihai Electronic Port.\n"
    ),
    "ru": (
        "Таможня {n} рассказала о Вэйхайском электронном порте\n{n} июня 2026 г.\nВэйхайский электронный порт обслуживает"
        " {n} предприятий. Начальник порта объяснил, зачем нужен Вэйхайский электронный порт.\n"
    ),
}


@pytest.fixture
def services(office):
    services = office[1]
    for number in (21, 22, 23):
        uploads = [Upload(f"{lang}.txt", text.format(n=number).encode(), "port") for lang, text in TEXTS.items()]
        plan = services.releases.inspect(SYSTEM, uploads)
        services.releases.store(SYSTEM, plan.groups[0], plan.files, published=True)
    services.candidates.find(SYSTEM)
    return services


def test_a_candidate_becomes_a_draft_and_another_is_no_term(people, services):
    found = services.candidates.list(SYSTEM).items
    port = next(record.candidate.id for record in found if record.candidate.text == "威海电子口岸")
    page = people("olga").open(f"/glossary?tab=candidates&candidate={port}")
    expect(page.get_by_role("combobox", name=re.compile("English"))).to_have_value("Weihai Electronic Port")
    page.get_by_role("button", name="Propose as drafts").click()
    expect(page.get_by_text(re.compile("威海电子口岸 waits for a glossary owner, as C-")).first).to_be_visible()
    (entry,) = services.glossaries.list(SYSTEM, query="威海电子口岸").items
    assert {(term.lang, term.text, term.status.value) for term in entry.terms} == {
        ("zh", "威海电子口岸", "draft"),
        ("en", "Weihai Electronic Port", "draft"),
        ("ru", "Вэйхайский электронный порт", "draft"),
    }
    page.get_by_role("button", name="Not a term").click()
    expect(page.get_by_text(re.compile("does not come back")).first).to_be_visible()
    page.get_by_role("radio", name=re.compile("Accepted")).click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(re.compile("is open again")).first).to_be_visible()
    assert services.glossaries.list(SYSTEM, query="威海电子口岸").items == ()


@pytest.mark.usefixtures("services")
def test_a_reader_sees_candidates_and_no_buttons(people):
    page = people("visitor").open("/glossary?tab=candidates")
    expect(page.get_by_text("Accepting takes a translator")).to_be_visible()
    expect(page.get_by_role("button", name="Not a term")).to_have_count(0)
