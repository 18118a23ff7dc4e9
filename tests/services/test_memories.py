"""What the memory offers, how it is searched, and what goes in and out."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.interchange import tmx
from tmflow.model.account import Account, Grant, Role
from tmflow.model.errors import InputError, NotFound, NotSignedIn, PermissionDenied
from tmflow.model.match import MatchKind, MemoryUnit
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant
from tmflow.services.accounts import SYSTEM
from tmflow.storage.engine import open_engine
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))
MEETING = {
    "zh": "代表团参观了青岛港的自动化码头。",
    "en": "The delegation toured the automated terminal of Qingdao Port.",
    "ru": "Делегация осмотрела автоматизированный терминал порта Циндао.",
}
TRADE = {
    "zh": "一季度进出口总额达120亿元。",
    "en": "Imports and exports totaled 12 billion yuan in the first quarter.",
    "ru": "В первом квартале объём внешней торговли составил 12 млрд юаней.",
}


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def memories(workspace):
    return bootstrap.build(workspace).memories


@pytest.fixture
def approve(memories, workspace):
    """Approves a unit as the review service does: inside a transaction of its own."""
    engine = open_engine(f"sqlite:///{workspace / 'tmflow.db'}")

    def approve(unit_id, texts, *, context=None, accepted=True):
        variants = {lang: Variant(lang, Segment(text)) for lang, text in texts.items()}
        unit = TranslationUnit(unit_id, "R-2026-0001", int(unit_id[1:]), variants=variants)
        with SqlUnitOfWorkFactory(engine)(write=True) as uow:
            memories.add_approved(uow, unit, context=context or {}, author="chenhao", accepted=accepted)
            uow.commit()

    yield approve
    engine.dispose()


OFFERS = [
    ("zh", "en", "代表团参观了青岛港的自动化码头。", 100, MatchKind.EXACT, ""),
    ("ru", "zh", "Делегация осмотрела автоматизированный терминал порта Циндао.", 100, MatchKind.EXACT, ""),
    ("zh", "ru", "一季度进出口总额达98亿元。", 99, MatchKind.FUZZY, "numbers only"),
    ("ru", "en", "В первом квартале объем внешней торговли составил 12 млрд юаней.", 99, MatchKind.FUZZY, "form only"),
    ("en", "ru", "The delegation toured the new automated terminal of Qingdao Port.", 90, MatchKind.FUZZY, ""),
]


@pytest.mark.parametrize(("source", "target", "text", "score", "kind", "note"), OFFERS)
def test_an_approved_sentence_is_offered(memories, approve, source, target, text, score, kind, note):
    approve("u1", MEETING)
    approve("u2", TRADE)
    best = memories.search(READER, text, source, target)[0]
    assert abs(best.score - score) <= (5 if score < 99 else 0)
    assert (best.kind, best.note) == (kind, note)
    assert best.target in {MEETING[target], TRADE[target]}
    assert best.unit.origin in {"R-2026-0001/1", "R-2026-0001/2"}
    assert "".join(part.text for part in best.difference if part.op != "delete") in {text, ""}


@pytest.mark.parametrize("text", ["", "  ", "\ud800", "粮食价格下跌。", "x" * 50_000])
def test_what_is_unlike_is_not_offered(memories, approve, text):
    approve("u1", MEETING)
    assert memories.search(READER, text, "zh", "en") == ()


def test_the_same_sentence_after_the_same_sentence_is_101(memories, approve):
    approve("u1", MEETING)
    approve("u2", TRADE, context=MEETING)
    best = memories.search(READER, TRADE["zh"], "zh", "en", context=MEETING["zh"])[0]
    assert (best.score, best.kind) == (101, MatchKind.CONTEXT)
    assert memories.search(READER, TRADE["zh"], "zh", "en", context="另一句。")[0].score == 100


def test_a_published_page_that_nobody_accepted_is_offered_lower(memories, approve):
    approve("u1", MEETING, accepted=False)
    best = memories.search(READER, MEETING["zh"], "zh", "en")[0]
    assert (best.score, best.kind, best.note) == (98, MatchKind.FUZZY, "imported, not accepted")
    approve("u1", MEETING)
    assert [offer.score for offer in memories.search(READER, MEETING["zh"], "zh", "en")] == [100]


def test_a_new_approval_replaces_the_offer(memories, approve):
    approve("u1", MEETING)
    approve("u1", MEETING | {"en": "The delegation visited the automated terminal at Qingdao Port."})
    offers = memories.search(READER, MEETING["zh"], "zh", "en")
    assert [offer.target for offer in offers] == ["The delegation visited the automated terminal at Qingdao Port."]


def test_a_source_without_translation_is_not_remembered(memories, approve):
    approve("u1", {"zh": MEETING["zh"], "en": "  "})
    assert memories.counts(READER).units == 0


def test_equal_translations_are_offered_once_and_different_ones_all(memories, approve):
    approve("u1", MEETING)
    approve("u2", MEETING)
    approve("u3", MEETING | {"en": "Another rendering."})
    offers = memories.search(READER, MEETING["zh"], "zh", "en")
    assert [offer.target for offer in offers] == ["Another rendering.", MEETING["en"]]


def test_two_programs_see_each_other(approve, workspace):
    other = bootstrap.build(workspace).memories
    assert other.search(READER, MEETING["zh"], "zh", "en") == ()
    approve("u1", MEETING)
    assert other.search(READER, "代表团参观了青岛港的码头。", "zh", "en")[0].target == MEETING["en"]


CONCORDANCE = [
    ("码头", None, [("zh", "码头")]),
    ("港", "zh", [("zh", "港")]),
    ("QINGDAO  port", None, [("en", "Qingdao Port")]),
    ("объем", None, [("ru", "объём")]),
    ("ОБЪЁМ", "ru", [("ru", "объём")]),
    ("объём", "en", []),
    ("100%", None, []),
    ("_", None, []),
    ("", None, []),
]


@pytest.mark.parametrize(("query", "lang", "expected"), CONCORDANCE)
def test_concordance(memories, approve, query, lang, expected):
    approve("u1", MEETING)
    approve("u2", TRADE)
    hits = memories.concordance(READER, query, lang).items
    assert [(hit.lang, hit.unit.texts[hit.lang][hit.start : hit.end]) for hit in hits] == expected


def test_a_broken_query_is_one_sentence(memories):
    with pytest.raises(InputError):
        memories.concordance(READER, "\ud800")


@pytest.mark.parametrize("cursor", ["", "x", "-", "7", "٣-en", "9" * 5000 + "-en", "-1-en"])
def test_a_cursor_that_is_none_begins_at_the_beginning(memories, approve, cursor):
    approve("u1", MEETING)
    assert len(memories.concordance(READER, "terminal", "en", after=cursor).items) == 1


def test_concordance_by_pages_skips_and_repeats_nothing(memories, approve):
    for number in range(1, 8):
        approve(
            f"u{number}", {"zh": f"第{number}次会议。", "en": f"Meeting number {number}.", "ru": f"Встреча {number}."}
        )
    seen, after = [], None
    while True:
        page = memories.concordance(READER, "ing", after=after, limit=3)
        seen += [hit.unit.texts["en"] for hit in page.items]
        after = page.next
        if after is None:
            break
    assert seen == [f"Meeting number {number}." for number in range(7, 0, -1)]


def test_a_translation_is_found_by_meaning(memories, approve):
    approve("u1", MEETING)
    approve("u2", TRADE)
    approve("u3", {"zh": "他喜欢喝绿茶。", "en": "He likes green tea."})
    hits = memories.by_meaning(READER, "Гости увидели терминал в порту.", "ru", "en", 2)
    assert hits[0].unit.texts["en"] == MEETING["en"]
    assert len(hits) == 2
    assert hits[0].likeness > hits[1].likeness
    approve("u4", {"zh": "货船驶入青岛港。", "en": "Guests saw a terminal in the port."})
    assert memories.by_meaning(READER, "Гости увидели терминал в порту.", "ru", "en", 1)[0].unit.origin.endswith("/4")


def test_tmx_out_and_in_again_adds_nothing(memories, approve):
    approve("u1", MEETING)
    approve("u2", TRADE)
    again = memories.import_tmx(SYSTEM, "own.tmx", memories.export_tmx(READER))
    assert (again.added, again.same, again.problems) == (0, 2, ())


def test_an_imported_memory_is_offered_with_its_origin(memories):
    units = [
        MemoryUnit(1, MEETING, "", "2025-03-01T10:00:00Z", "anna"),
        MemoryUnit(2, {"zh": "单"}),
        MemoryUnit(3, TRADE),
    ]
    imported = memories.import_tmx(SYSTEM, "office.tmx", tmx.serialize([*units, units[0]]))
    assert (imported.added, imported.same) == (2, 0)
    assert len(imported.problems) == 1
    best = memories.search(READER, MEETING["ru"], "ru", "zh")[0]
    assert (best.score, best.unit.origin, best.unit.at, best.unit.author) == (
        100,
        "office.tmx",
        "2025-03-01T10:00:00Z",
        "anna",
    )
    assert memories.counts(READER).texts == {"zh": 2, "en": 2, "ru": 2}


@pytest.mark.parametrize("data", [b"", b"<html/>", tmx.serialize([MemoryUnit(1, {"fr": "un", "de": "eins"})])])
def test_a_file_that_brings_nothing_changes_nothing(memories, data):
    with pytest.raises(InputError, match=r"office\.tmx"):
        memories.import_tmx(SYSTEM, "office.tmx", data)
    assert memories.counts(READER).units == 0


def test_a_deleted_unit_is_offered_no_longer(memories, approve):
    approve("u1", MEETING)
    number = memories.search(READER, MEETING["zh"], "zh", "en")[0].unit.id
    memories.delete(SYSTEM, number)
    assert memories.search(READER, MEETING["zh"], "zh", "en") == ()
    assert memories.concordance(READER, "码头").items == ()
    assert memories.counts(READER).units == 0
    with pytest.raises(NotFound):
        memories.delete(SYSTEM, number)


def test_reading_takes_an_account_and_changing_a_role(memories):
    with pytest.raises(NotSignedIn):
        memories.search(None, "x", "en", "ru")
    with pytest.raises(NotSignedIn):
        memories.concordance(None, "x")
    with pytest.raises(PermissionDenied):
        memories.import_tmx(READER, "x.tmx", b"")
    with pytest.raises(PermissionDenied):
        memories.delete(READER, 1)
