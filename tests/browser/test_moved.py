"""The alignment page: a moved sentence is offered, accepted, and the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tmflow.services.accounts import SYSTEM
from tmflow.services.views import Upload

ZH = """济南将重启工厂变成音乐学校
他们把关闭的机床厂的院子交给了儿童合唱团。
建筑师张怡宁保留了砖墙，因为那里回声很好。
市长说，2027年9月将有340名学生入学。
学校将收藏一架1911年制造的钢琴。
参观者可以在周六听排练。
"""
EN = """Jinan Turns a Closed Factory into a Music School
The school will keep a piano that was built in 1911.
They gave the yard of the closed machine-tool works to a children's choir.
The architect Zhang Yining kept the brick walls because the echo there is good.
The mayor said that 340 students would enrol in September 2027.
Visitors may listen to rehearsals on Saturdays.
"""


@pytest.fixture
def services(office):
    return office[1]


@pytest.fixture
def release(services):
    uploads = [Upload(f"{lang}.txt", text.encode(), "school") for lang, text in (("zh", ZH), ("en", EN))]
    plan = services.releases.inspect(SYSTEM, uploads)
    return services.releases.store(SYSTEM, plan.groups[0], plan.files, published=False).id


def test_a_moved_sentence_is_accepted_and_taken_back(people, services, release):
    page = people("olga").open(f"/release?release={release}")
    offer = page.locator(".st-key-moved-1")
    expect(offer).to_contain_text("English 2")
    expect(offer.locator(".tm-sentence")).to_have_text([re.compile("1911年"), re.compile("built in 1911")])
    offer.get_by_role("button", name="Accept").click()
    expect(offer).to_have_count(0)
    expect(page.get_by_text("linked a moved sentence")).to_be_visible()
    crossing = {"zh": (4,), "en": (1,)}
    assert crossing in [bead.members for bead in services.alignments.bitext(SYSTEM, release).beads]
    page.get_by_role("button", name="Undo").click()
    expect(offer).to_be_visible()
    assert crossing not in [bead.members for bead in services.alignments.bitext(SYSTEM, release).beads]


def test_a_reader_sees_the_offer_and_cannot_accept(people, release):
    page = people("visitor").open(f"/release?release={release}")
    expect(page.locator(".st-key-moved-1")).to_be_visible()
    expect(page.locator(".st-key-moved-1").get_by_role("button")).to_have_count(0)
