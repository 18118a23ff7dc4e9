"""The glossary as it stands now, kept in memory and brought up to date when somebody has changed it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from tmflow.glossary.recognizer import Recognizer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.concept import ConceptEntry
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory

_MANY: Final = 2_000
"""So many changed entries are read anew with all others."""


class GlossaryCache:
    """Entries and recognizer of one workspace; safe to use from several threads.

    Every call asks the database for the glossary's revision, which is one short read; after a change only the entries
    that changed are read.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory) -> None:
        self._open = open_unit_of_work
        self._lock = threading.Lock()
        self._revision = -1
        self._entries: Mapping[str, ConceptEntry] = {}
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
                self._recognizer = Recognizer(term for entry in self._entries.values() for term in entry.terms)
            return self._recognizer

    def _refresh(self) -> None:
        with self._open() as uow:
            revision = uow.glossary.revision()
            if revision == self._revision:
                return
            changed = uow.glossary.changed_since(self._revision) if self._entries else None
            # A workspace put in the place of another may have a smaller number.
            if changed is None or revision < self._revision or len(changed) > _MANY:
                entries = {entry.id: entry for entry in uow.glossary.entries()}
            else:
                entries = dict(self._entries)
                for gone in changed:
                    entries.pop(gone, None)
                entries.update((entry.id, entry) for entry in uow.glossary.entries(changed))
        self._follow(entries)
        self._revision = revision

    def _follow(self, entries: Mapping[str, ConceptEntry]) -> None:
        """Take over entries, and bring the recognizer what changed."""
        if self._recognizer is not None:
            for concept in self._entries.keys() | entries.keys():
                before, after = self._entries.get(concept), entries.get(concept)
                if before is after:
                    continue
                old = {term.id: term for term in before.terms} if before else {}
                new = {term.id: term for term in after.terms} if after else {}
                for gone in old.keys() - new.keys():
                    self._recognizer.discard(gone)
                for term in new.values():
                    if old.get(term.id) != term:
                        self._recognizer.add(term)
        self._entries = entries
