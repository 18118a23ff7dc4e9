"""Writing concepts and terms inside a transaction, each change with its revision, author and time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.services.ports.glossary import TermState

if TYPE_CHECKING:
    from collections.abc import Container

    from tmflow.model.concept import Kind, Term
    from tmflow.services.ports.unit_of_work import UnitOfWork

_OWN_ID: Final = re.compile(r"C-(\d{4,9})")


def new_concept_id(uow: UnitOfWork) -> str:
    """Return an id that no concept ever had: `C-0001` and so on."""
    numbers = (int(found[1]) for each in uow.glossary.concept_ids() if (found := _OWN_ID.fullmatch(each)))
    return f"C-{max(numbers, default=0) + 1:04d}"


def new_term_id(concept_id: str, lang: str, taken: Container[str]) -> str:
    """Return the first id of a concept's terms that is not taken: `C-0001.en.1` and so on."""
    number = 1
    while f"{concept_id}.{lang}.{number}" in taken:
        number += 1
    return f"{concept_id}.{lang}.{number}"


class Writer:
    """Writes inside one transaction, for one author at one time; `written` collects the ids of the terms."""

    def __init__(self, uow: UnitOfWork, author: str, at: str) -> None:
        self._uow = uow
        self._author = author
        self._at = at
        self.written: list[str] = []

    def follow_kind(self, concept_id: str, kind: Kind) -> None:
        """Give the terms that were not written yet a new state with their concept's new kind."""
        for state in self._uow.glossary.newest([concept_id]).values():
            if state.active and state.term.id not in self.written:
                self.change(state.term, kind)

    def add(self, draft: Term, kind: Kind) -> TermState:
        """Store a term without an id under a new one, or bring back one of the same text that was taken out."""
        states = self._uow.glossary.newest([draft.concept_id])
        for state in states.values():
            if not state.active and (state.term.lang, state.term.text) == (draft.lang, draft.text):
                return self.change(replace(draft, id=state.term.id, revision=state.term.revision), kind)
        return self.store(replace(draft, id=new_term_id(draft.concept_id, draft.lang, states)), kind)

    def change(self, term: Term, kind: Kind) -> TermState:
        """Store a term's new values; `term.revision` is the one that they replace."""
        return self.store(replace(term, revision=term.revision + 1), kind)

    def take_out(self, term: Term, kind: Kind) -> TermState:
        """Take a term out; `term.revision` is the one that it had."""
        return self.store(replace(term, revision=term.revision + 1), kind, active=False)

    def store(self, term: Term, kind: Kind, *, active: bool = True) -> TermState:
        """Store a term as it is."""
        state = self.state(term, kind, active=active)
        self._uow.glossary.put_terms([state])
        self.written.append(term.id)
        return state

    def state(self, term: Term, kind: Kind, *, active: bool = True) -> TermState:
        """Return what `store` would store: the term with this writer's author and time."""
        return TermState(term, kind.value, active, self._author, self._at)
