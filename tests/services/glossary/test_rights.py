"""Who may change the glossary."""

from __future__ import annotations

import pytest

from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind
from tmflow.model.errors import NotSignedIn, PermissionDenied
from tmflow.services.glossaries import TermDraft

TRANSLATOR = Account(7, "wulan", "Wu Lan", frozenset({Grant(Role.TRANSLATOR)}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))


ACTS = {
    "save": lambda glossary, actor: glossary.save(actor, None, Kind.TERM, "", [TermDraft(None, "en", "x")]),
    "delete_term": lambda glossary, actor: glossary.delete_term(actor, "C-0001.en.1", 1),
    "approve": lambda glossary, actor: glossary.approve(actor, [("C-0001.en.1", 1)]),
    "give_back": lambda glossary, actor: glossary.give_back(actor, "C-0001.en.1", 1, "why"),
    "restore": lambda glossary, actor: glossary.restore(actor, "C-0001.en.1", 1, 1),
    "delete_entry": lambda glossary, actor: glossary.delete_entry(actor, "C-0001", []),
    "preview": lambda glossary, actor: glossary.preview(actor, "x.csv", b""),
    "apply": lambda glossary, actor: glossary.apply(actor, 1, {}),
    "undo": lambda glossary, actor: glossary.undo(actor, 1),
    "load_file": lambda glossary, actor: glossary.load_file(actor, "x.csv", b""),
}


@pytest.mark.usefixtures("director")
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_only_an_owner_changes_the_glossary(glossary, act):
    for actor in (TRANSLATOR, READER):
        with pytest.raises(PermissionDenied):
            act(glossary, actor)
    with pytest.raises(NotSignedIn):
        act(glossary, None)


def test_a_reader_may_not_propose(glossary):
    with pytest.raises(PermissionDenied):
        glossary.propose(READER, None, Kind.TERM, "", [TermDraft(None, "en", "x")])
