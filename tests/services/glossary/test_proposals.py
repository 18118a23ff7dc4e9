"""Translators propose; owners approve, return with a reason, or take out."""

from __future__ import annotations

import pytest

from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.model.errors import Conflict, InputError, NotFound, PermissionDenied, Refused
from tmflow.services.glossaries import TermDraft
from tmflow.services.glossary_history import events

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))
TRANSLATOR = Account(7, "wulan", "Wu Lan", frozenset({Grant(Role.TRANSLATOR)}))


def texts(entry, lang):
    return [term.text for term in entry.in_language(lang)]


def test_a_translator_proposes_and_an_owner_approves(glossary, director):
    proposed = glossary.propose(TRANSLATOR, director.id, Kind.TITLE, "", [TermDraft(None, "ru", "директор")])
    draft = proposed.in_language("ru")[0]
    assert draft.status is Status.DRAFT
    with pytest.raises(PermissionDenied):
        glossary.save(TRANSLATOR, director.id, Kind.TITLE, "", [])
    with pytest.raises(InputError):
        glossary.propose(TRANSLATOR, director.id, Kind.TITLE, "", [TermDraft("C-0001.en.1", "en", "Boss")])
    approved = TermDraft(draft.id, "ru", "директор", Status.PREFERRED, base_revision=1)
    assert glossary.save(OWNER, director.id, Kind.TITLE, "", [approved]).preferred("ru").status is Status.PREFERRED


@pytest.fixture
def proposed(glossary, director):
    """The entry with a Russian and a Chinese proposal."""
    drafts = [TermDraft(None, "ru", "директор"), TermDraft(None, "zh", "主管", Status.FORBIDDEN)]
    return glossary.propose(TRANSLATOR, director.id, Kind.TERM, "not looked at", drafts)


def drafts_of(entry):
    return [term for term in entry.terms if term.status is Status.DRAFT]


def test_proposals_wait_and_change_nothing_else(glossary, director, proposed):
    assert [(term.lang, term.text, term.waiting) for term in drafts_of(proposed)] == [
        ("zh", "主管", True),
        ("ru", "директор", True),
    ]
    assert (proposed.kind, proposed.note, proposed.owner) == (director.kind, director.note, "sunhui")
    assert glossary.counts(READER).drafts == 1
    assert [entry.id for entry in glossary.list(READER, waiting=True).items] == [director.id]


def test_all_proposals_of_an_entry_are_approved_in_one_act(glossary, proposed):
    seen = [(term.id, term.revision) for term in drafts_of(proposed)]
    entry = glossary.approve(OWNER, seen)
    assert [(term.text, term.status) for term in entry.terms if (term.id, term.revision - 1) in seen] == [
        ("主管", Status.ADMITTED),
        ("директор", Status.PREFERRED),
    ]
    assert glossary.counts(READER).drafts == 0
    with pytest.raises(Conflict):
        glossary.approve(OWNER, seen)
    with pytest.raises(Refused):
        glossary.approve(OWNER, [(seen[0][0], 2)])
    with pytest.raises(NotFound):
        glossary.approve(OWNER, [])


def test_one_stale_proposal_and_none_is_approved(glossary, proposed):
    seen = [(term.id, term.revision) for term in drafts_of(proposed)]
    with pytest.raises(Conflict):
        glossary.approve(OWNER, [seen[0], (seen[1][0], 7)])
    assert glossary.get(READER, proposed.id).entry == proposed


def test_an_approved_entry_gets_its_owner(glossary):
    made = glossary.propose(TRANSLATOR, None, Kind.PLACE, "", [TermDraft(None, "en", "Jiaozhou")])
    assert (made.owner, made.kind) == ("", Kind.PLACE)
    assert glossary.approve(OWNER, [("C-0001.en.1", 1)], Status.ADMITTED).owner == "sunhui"


def test_a_returned_proposal_says_why_and_waits_again_when_it_is_amended(glossary, proposed):
    term = drafts_of(proposed)[1]
    with pytest.raises(InputError):
        glossary.give_back(OWNER, term.id, term.revision, "  ")
    returned = drafts_of(glossary.give_back(OWNER, term.id, term.revision, "in capitals"))[1]
    assert (returned.returned, returned.waiting, returned.status) == ("in capitals", False, Status.DRAFT)
    amended = TermDraft(term.id, "ru", "Директор", base_revision=returned.revision)
    again = drafts_of(glossary.propose(TRANSLATOR, proposed.id, Kind.TERM, "", [amended]))[1]
    assert (again.text, again.waiting) == ("Директор", True)
    detail = glossary.get(READER, proposed.id)
    said = [(each.act, each.reason) for each in events(detail.history, ()) if each.term_id == term.id]
    assert said == [("proposed", ""), ("returned", "in capitals"), ("proposed", "")]


def test_a_returned_proposal_may_still_be_approved_and_is_no_longer_returned(glossary, proposed):
    term = drafts_of(proposed)[1]
    glossary.give_back(OWNER, term.id, 1, "in capitals")
    approved = glossary.approve(OWNER, [(term.id, 2)]).preferred("ru")
    assert (approved.status, approved.returned) == (Status.PREFERRED, "")


def test_a_proposal_is_withdrawn_by_who_may_propose_and_nothing_else_is(glossary, proposed):
    for term in drafts_of(proposed):
        glossary.delete_term(TRANSLATOR, term.id, term.revision)
    assert glossary.counts(READER).drafts == 0
    with pytest.raises(PermissionDenied):
        glossary.delete_term(TRANSLATOR, "C-0001.en.1", 1)
    with pytest.raises(PermissionDenied):
        glossary.delete_term(READER, "C-0001.en.1", 1)
