"""Term candidates: found in the archive, taken into the glossary, refused, and the way back."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.model.errors import InputError, NotFound, PermissionDenied, Refused
from tmflow.services.accounts import SYSTEM
from tmflow.services.candidates import CandidateState
from tmflow.services.glossaries import TermDraft
from tmflow.services.views import Upload

OWNER = Account(7, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
TRANSLATOR = Account(8, "anna", "Anna", frozenset({Grant(Role.TRANSLATOR, "ru")}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))

RELEASES = [
    (
        "威海电子口岸开通\n2026年5月11日\n威海电子口岸正式开通。韩启明出席仪式。\n",
        "Weihai Electronic Port Opens\nMay 11, 2026\nThe Weihai Electronic Port officially opened. Han Qiming attended.\n",
        (
            "Открылся Вэйхайский электронный порт\n11 мая 2026 г.\nВэйхайский электронный порт начал работу. "
            "На церемонии присутствовал Хань Цимин.\n"
        ),
    ),
    (
        "企业使用威海电子口岸\n2026年5月20日\n企业通过威海电子口岸报关。市长韩启明介绍了情况。\n",
        (
            "Companies Use the Weihai Electronic Port\nMay 20, 2026\nCompanies declare goods through the Weihai Electronic "
            "Port. Mayor Han Qiming described the situation.\n"
        ),
        (
            "Предприятия пользуются Вэйхайским электронным портом\n20 мая 2026 г.\nПредприятия декларируют товары через "
            "Вэйхайский электронный порт. Мэр Хань Цимин рассказал о положении дел.\n"
        ),
    ),
    (
        "海关介绍威海电子口岸\n2026年6月2日\n海关介绍了威海电子口岸的服务。市长韩启明参观了海关。\n",
        (
            "Customs Presents the Weihai Electronic Port\nJune 2, 2026\nCustoms presented the services of the Weihai "
            "Electronic Port. Mayor Han Qiming visited the customs.\n"
        ),
        (
            "Таможня рассказала о Вэйхайском электронном порте\n2 июня 2026 г.\nТаможня рассказала об услугах Вэйхайского "
            "электронного порта. Мэр Хань Цимин посетил таможню.\n"
        ),
    ),
]
PORT = {"zh": "威海电子口岸", "en": "Weihai Electronic Port", "ru": "Вэйхайский электронный порт"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A workspace with three releases and no glossary, searched once."""
    services = bootstrap.build(tmp_path_factory.mktemp("candidates") / "workspace")
    for number, texts in enumerate(RELEASES):
        uploads = [Upload(f"{lang}.txt", text.encode(), f"r{number}") for lang, text in zip(PORT, texts, strict=True)]
        plan = services.releases.inspect(SYSTEM, uploads)
        services.releases.store(SYSTEM, plan.groups[0], plan.files, published=True)
    return services


@pytest.fixture
def services(archive):
    """The archive, searched anew, with nothing decided and an empty glossary."""
    yield archive
    for state in (CandidateState.ACCEPTED, CandidateState.DISMISSED):
        for record in archive.candidates.list(SYSTEM, state=state).items:
            archive.candidates.reopen(SYSTEM, record.candidate.id)
    for entry in archive.glossaries.list(SYSTEM).items:
        for term in entry.terms:
            archive.glossaries.delete_term(SYSTEM, term.id, term.revision)


@pytest.fixture
def found(services):
    services.candidates.find(SYSTEM)
    return {record.candidate.text: record.candidate for record in services.candidates.list(SYSTEM).items}


def best(candidate):
    return {lang: pairs[0][0] for lang, pairs in candidate.renderings.items() if pairs}


def test_a_body_and_a_person_are_found_with_their_renderings(found):
    port = found["威海电子口岸"]
    assert best(port) == {"en": "Weihai Electronic Port", "ru": "Вэйхайский электронный порт"}
    assert (port.count, port.releases, port.first, port.last) == (6, 3, "2026-05-11", "2026-06-02")
    assert port.kind is Kind.PLACE
    han = found["韩启明"]
    assert han.kind is Kind.PERSON
    assert best(han) == {"en": "Han Qiming", "ru": "Хань Цимин"}


def test_what_the_glossary_has_is_no_candidate(services):
    terms = [TermDraft(None, lang, text) for lang, text in PORT.items()]
    services.glossaries.save(OWNER, None, Kind.PLACE, "", terms)
    services.candidates.find(SYSTEM)
    texts = {record.candidate.text for record in services.candidates.list(SYSTEM).items}
    assert "威海电子口岸" not in texts
    assert "韩启明" in texts


def test_an_owner_makes_an_entry_with_one_act(services, found):
    entry = services.candidates.accept(OWNER, found["威海电子口岸"].id, Kind.PLACE, PORT)
    assert {(term.lang, term.text, term.status) for term in entry.terms} == {
        (lang, text, Status.PREFERRED) for lang, text in PORT.items()
    }
    assert entry.owner == "sunhui"
    record = services.candidates.get(READER, found["威海电子口岸"].id)
    assert (record.state, record.concept_id, record.author) == (CandidateState.ACCEPTED, entry.id, "sunhui")
    assert services.candidates.counts(READER)[CandidateState.ACCEPTED] == 1


def test_a_translator_proposes_drafts(services, found):
    entry = services.candidates.accept(TRANSLATOR, found["威海电子口岸"].id, Kind.PLACE, {**PORT, "en": ""})
    assert {(term.lang, term.status) for term in entry.terms} == {("zh", Status.DRAFT), ("ru", Status.DRAFT)}


def test_terms_may_go_into_an_entry_that_has_the_rendering(services, found):
    terms = [TermDraft(None, "zh", "威海电子港"), TermDraft(None, "en", PORT["en"])]
    entry = services.glossaries.save(OWNER, None, Kind.PLACE, "", terms)
    record = services.candidates.get(OWNER, found["威海电子口岸"].id)
    assert services.candidates.fitting(OWNER, record).id == entry.id
    saved = services.candidates.accept(OWNER, record.candidate.id, Kind.PLACE, PORT, entry.id)
    assert {(term.text, term.status) for term in saved.terms} == {
        ("威海电子港", Status.PREFERRED),
        (PORT["en"], Status.PREFERRED),
        (PORT["zh"], Status.ADMITTED),
        (PORT["ru"], Status.PREFERRED),
    }
    services.candidates.reopen(OWNER, record.candidate.id)
    assert {term.text for term in services.glossaries.get(OWNER, entry.id).entry.terms} == {"威海电子港", PORT["en"]}


def test_undoing_takes_the_entry_out_again(services, found):
    chosen = found["威海电子口岸"].id
    entry = services.candidates.accept(OWNER, chosen, Kind.PLACE, PORT)
    services.candidates.reopen(OWNER, chosen)
    assert services.candidates.get(OWNER, chosen).state is CandidateState.OPEN
    with pytest.raises(NotFound):
        services.glossaries.get(OWNER, entry.id)


def test_an_entry_that_was_changed_since_is_not_taken_out(services, found):
    chosen = found["威海电子口岸"].id
    entry = services.candidates.accept(OWNER, chosen, Kind.PLACE, PORT)
    term = next(term for term in entry.terms if term.lang == "ru")
    changed = TermDraft(term.id, "ru", "Электронный порт Вэйхая", base_revision=1)
    services.glossaries.save(OWNER, entry.id, Kind.PLACE, "", [changed])
    with pytest.raises(Refused, match="changed since"):
        services.candidates.reopen(OWNER, chosen)
    assert services.candidates.get(OWNER, chosen).state is CandidateState.ACCEPTED
    services.glossaries.delete_term(OWNER, term.id, 2)


def test_what_is_no_term_does_not_come_back(services, found):
    services.candidates.dismiss(TRANSLATOR, found["韩启明"].id)
    services.candidates.find(SYSTEM)
    assert "韩启明" not in {record.candidate.text for record in services.candidates.list(SYSTEM).items}
    services.candidates.reopen(TRANSLATOR, found["韩启明"].id)
    assert services.candidates.get(SYSTEM, found["韩启明"].id).state is CandidateState.OPEN


def test_the_second_of_two_people_is_told_who_was_first(services, found):
    chosen = found["威海电子口岸"].id
    services.candidates.dismiss(TRANSLATOR, chosen)
    with pytest.raises(Refused, match="anna has decided"):
        services.candidates.accept(OWNER, chosen, Kind.PLACE, PORT)
    assert services.glossaries.list(OWNER).items == ()


def test_nothing_is_stored_of_an_entry_without_a_term(services, found):
    with pytest.raises(InputError):
        services.candidates.accept(OWNER, found["威海电子口岸"].id, Kind.PLACE, {"zh": " ", "en": ""})
    assert services.glossaries.list(OWNER).items == ()


def test_readers_look_and_decide_nothing(services, found):
    assert services.candidates.units(READER, services.candidates.get(READER, found["韩启明"].id))
    for act in (
        lambda: services.candidates.find(READER),
        lambda: services.candidates.accept(READER, found["韩启明"].id, Kind.PERSON, {"zh": "韩启明"}),
        lambda: services.candidates.dismiss(READER, found["韩启明"].id),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_pages_neither_skip_nor_repeat(services, found):
    seen, after = [], None
    while True:
        page = services.candidates.list(READER, after=after, limit=2)
        seen += [record.candidate.id for record in page.items]
        after = page.next
        if after is None:
            break
    assert sorted(seen) == sorted(candidate.id for candidate in found.values())
    with pytest.raises(InputError, match="no place"):
        services.candidates.list(READER, after="x")


def test_a_search_that_is_stopped_changes_nothing(services, found):
    def stop(_done, _total, _name):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.candidates.find(SYSTEM, stop)
    assert len(services.candidates.list(SYSTEM).items) == len(found)
