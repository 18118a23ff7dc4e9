"""The glossary as it stands now, kept in memory and brought up to date when somebody has changed it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tmflow.glossary.recognizer import Recognizer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.concept import ConceptEntry, Term
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory


class GlossaryCache:
    """Entries and recognizer of one workspace; safe to use from several threads.

    Every call asks the database for the glossary's revision, which is one short read.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory) -> None:
        self._open = open_unit_of_work
        self._lock = threading.Lock()
        self._revision = -1
        self._entries: Mapping[str, ConceptEntry] = {}
        self._terms: Mapping[str, Term] = {}
        self._recognizer: Recognizer | None = None

    def revision(self) -> int:
        """Return the number of the glossary's present state."""
        with self._open() as uow:
            return uow.glossary.revision()

    def entries(self) -> Mapping[str, ConceptEntry]:
        """Return all active entries by id; the same object as long as nothing changes."""
        with self._lock:
            self._refresh()
            return self._entries

    def recognizer(self) -> Recognizer:
        """Return the recognizer of all active terms; it is the same object and follows every change."""
        with self._lock:
            self._refresh()
            if self._recognizer is None:
                self._recognizer = Recognizer(self._terms.values())
            return self._recognizer

    def _refresh(self) -> None:
        with self._open() as uow:
            revision = uow.glossary.revision()
            if revision == self._revision:
                return
            entries = {entry.id: entry for entry in uow.glossary.entries()}
        terms = {term.id: term for entry in entries.values() for term in entry.terms}
        if self._recognizer is not None:
            for gone in self._terms.keys() - terms.keys():
                self._recognizer.discard(gone)
            for term in terms.values():
                if self._terms.get(term.id) != term:
                    self._recognizer.add(term)
        self._entries, self._terms, self._revision = entries, terms, revision
