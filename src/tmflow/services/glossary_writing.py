"""Writing concepts and terms inside a transaction, each change with its revision, author and time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.services.ports.glossary import ConceptState, TermState

if TYPE_CHECKING:
    from collections.abc import Container

    from tmflow.model.concept import ConceptEntry, Term
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

    def put_concept(self, entry: ConceptEntry, *, active: bool = True) -> None:
        """Store a concept's own values as they are; `entry.revision` is the new one."""
        self._uow.glossary.put_concepts([ConceptState(entry, active, self._author, self._at)])

    def take_out_concept(self, entry: ConceptEntry) -> None:
        """Take a concept out that has no terms any more; `entry.revision` is the one that it had."""
        self.put_concept(replace(entry, revision=entry.revision + 1), active=False)

    def add(self, draft: Term) -> TermState:
        """Store a term without an id under a new one, or bring back one of the same text that was taken out."""
        states = self._uow.glossary.newest([draft.concept_id])
        for state in states.values():
            if not state.active and (state.term.lang, state.term.text) == (draft.lang, draft.text):
                return self.change(replace(draft, id=state.term.id, revision=state.term.revision))
        return self._store(replace(draft, id=new_term_id(draft.concept_id, draft.lang, states)))

    def change(self, term: Term) -> TermState:
        """Store a term's new values; `term.revision` is the one that they replace."""
        return self._store(replace(term, revision=term.revision + 1))

    def take_out(self, term: Term) -> TermState:
        """Take a term out; `term.revision` is the one that it had."""
        return self._store(replace(term, revision=term.revision + 1), active=False)

    def _store(self, term: Term, *, active: bool = True) -> TermState:
        state = self.state(term, active=active)
        self._uow.glossary.put_terms([state])
        self.written.append(term.id)
        return state

    def state(self, term: Term, *, active: bool = True) -> TermState:
        """Return a term with this writer's author and time, as it is stored."""
        return TermState(term, active, self._author, self._at)
