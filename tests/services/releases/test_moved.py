"""A sentence that stands elsewhere in another version: offered with the alignment, accepted, taken back."""

from __future__ import annotations

import pytest

from tmflow.ingest import registry
from tmflow.model.bitext import BeadOrigin
from tmflow.model.errors import Blocked, Conflict, InputError, PermissionDenied
from tmflow.services.views import Upload

ZH = """济南将重启工厂变成音乐学校
他们把关闭的机床厂的院子交给了儿童合唱团。
建筑师张怡宁保留了砖墙，因为那里回声很好。
市长说，2027年9月将有340名学生入学。
学校将收藏一架1911年制造的钢琴。
参观者可以在周六听排练。
"""
EN = """Jinan Turns a Closed Factory into a Music School
They gave the yard of the closed machine-tool works to a children's choir.
The architect Zhang Yining kept the brick walls because the echo there is good.
The mayor said that 340 students would enrol in September 2027.
The school will keep a piano that was built in 1911.
Visitors may listen to rehearsals on Saturdays.
"""
ORDER = (0, 4, 1, 2, 3, 5)
"""Where the lines of the Chinese version stand in the English one."""


def texts():
    lines = EN.splitlines(keepends=True)
    return {"zh": ZH, "en": "".join(lines[n] for n in ORDER)}


@pytest.fixture
def release(services, people):
    found = texts()
    uploads = [Upload(f"school-{lang}.txt", found[lang].encode(), "school") for lang in found]
    plan = services.releases.inspect(people.translator, uploads)
    return services.releases.store(people.translator, plan.groups[0], plan.files, published=False).id


@pytest.fixture
def stored(services, people, release):
    return lambda: services.alignments.bitext(people.reader, release)


@pytest.fixture
def crossed(services, people, release, stored):
    return lambda offer=0, actor=people.translator: services.alignments.cross(actor, release, stored().revision, offer)


def version(lang, text):
    (found,) = registry.read(f"school-{lang}.txt", text.encode(), lang=lang)
    return found


def rows(services, people, release):
    return [[row.unit.text(lang) for lang in ("zh", "en")] for row in services.units.rows(people.reader, release)]


PIANO = ["学校将收藏一架1911年制造的钢琴。", "The school will keep a piano that was built in 1911."]


def test_an_offer_is_kept_with_the_alignment(stored):
    (offer,) = stored().moved
    assert dict(offer.members) == {"zh": (4,), "en": (1,)}
    assert 0 < offer.confidence < 1
    assert not any(offer.members == bead.members for bead in stored().beads)


def test_accepting_makes_the_link_across_the_others(services, people, release, stored, crossed):
    crossed()
    (made,) = [bead for bead in stored().beads if bead.origin is BeadOrigin.PERSON]
    assert dict(made.members) == {"zh": (4,), "en": (1,)}
    assert stored().moved == ()
    assert PIANO in rows(services, people, release)
    assert len(rows(services, people, release)) == 6
    assert services.releases.events(people.reader, release, limit=1)[0].action == "cross"


def test_an_accepted_link_outlives_aligning_again(services, people, release, stored, crossed):
    crossed()
    (made,) = [bead for bead in stored().beads if bead.origin is BeadOrigin.PERSON]
    before = [dict(bead.members) for bead in stored().beads]
    services.alignments.realign(people.translator, release)
    assert made in stored().beads
    assert stored().moved == ()
    assert [dict(bead.members) for bead in stored().beads] == before


def test_undo_brings_the_offer_back(services, people, release, stored, crossed):
    before, units = stored(), rows(services, people, release)
    crossed()
    services.alignments.undo(people.translator, release)
    assert (stored().beads, stored().moved) == (before.beads, before.moved)
    assert rows(services, people, release) == units
    with pytest.raises(Blocked):
        services.alignments.undo(people.translator, release)


def test_linking_one_of_the_two_otherwise_withdraws_the_offer(services, people, release, stored):
    services.alignments.merge(people.translator, release, stored().revision, 0, 1)
    assert stored().moved == ()


def test_what_cannot_be_accepted(services, people, release, stored, crossed):
    with pytest.raises(InputError, match="no moved sentence 2; there are 1"):
        crossed(1)
    with pytest.raises(InputError):
        crossed(-1)
    with pytest.raises(PermissionDenied):
        crossed(actor=people.reader)
    old = stored().revision
    services.alignments.accept(people.translator, release, old, 0)
    with pytest.raises(Conflict):
        services.alignments.cross(people.translator, release, old, 0)


def test_a_revised_version_takes_the_offer_along(services, people, release, stored):
    new = ZH.replace("\n他们", "\n下一个学年开始。\n他们", 1)
    services.releases.revise(people.translator, release, version("zh", new))
    (offer,) = stored().moved
    assert stored().sentences["zh"][offer.members["zh"][0]].text == PIANO[0]
    assert stored().sentences["en"][offer.members["en"][0]].text == PIANO[1]


def test_a_version_that_comes_later_is_offered_too(services, people):
    plan = services.releases.inspect(people.translator, [Upload("a-zh.txt", ZH.encode(), "a")])
    number = services.releases.store(people.translator, plan.groups[0], plan.files, published=False).id
    services.releases.add_version(people.translator, number, version("en", texts()["en"]))
    (offer,) = services.alignments.bitext(people.reader, number).moved
    assert dict(offer.members) == {"zh": (4,), "en": (1,)}
