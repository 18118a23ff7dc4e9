"""Concepts, terms, each state a term ever had, and the imports of files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.model.concept import ConceptEntry, Term
    from tmflow.services.ports.trail import Plain


@dataclass(frozen=True, slots=True)
class TermState:
    """A term as it was at one revision: who wrote it and when; `active` is false where it was taken out."""

    term: Term
    active: bool
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class ConceptState:
    """A concept's own values at one revision, as `TermState`; the terms of `entry` are not looked at."""

    entry: ConceptEntry
    active: bool
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """An import of a file: `state` is `pending`, `applied` or `undone`; `rows` and `changes` are plain JSON."""

    id: int
    name: str
    state: str
    account: str
    at: str
    rows: Mapping[str, Plain]
    changes: Mapping[str, Plain]
    undone_at: str | None = None


class Glossary(Protocol):
    """The glossary's tables; what was taken out is not among the entries, but keeps its history."""

    def revision(self) -> int:
        """Return a number that grows with every change of the glossary, by whatever program."""
        ...

    def entries(self, concept_ids: Iterable[str] | None = None) -> tuple[ConceptEntry, ...]:
        """Return active entries by id, each with its active terms, preferred ones first in each language."""
        ...

    def concept_ids(self) -> frozenset[str]:
        """Return the ids of all concepts there ever were."""
        ...

    def current(self, term_ids: Iterable[str]) -> Mapping[str, TermState]:
        """Return the present state of these terms, taken out or not."""
        ...

    def newest(self, concept_ids: Iterable[str]) -> Mapping[str, TermState]:
        """Return the present state of every term there ever was in these concepts."""
        ...

    def states(self, wanted: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], TermState]:
        """Return past states by term id and revision; what is not known is left out."""
        ...

    def history(self, concept_id: str) -> tuple[TermState, ...]:
        """Return every state that the terms of a concept ever had, the newest first."""
        ...

    def put_terms(self, states: Sequence[TermState]) -> None:
        """Store the new state of terms, new (revision 1) or changed, and add it to the history."""
        ...

    def changed_since(self, revision: int) -> frozenset[str]:
        """Return the ids of concepts that changed after a revision of the glossary, or whose terms did."""
        ...

    def concepts(self, concept_ids: Iterable[str]) -> Mapping[str, ConceptState]:
        """Return the present state of these concepts, taken out or not, without their terms."""
        ...

    def concept_states(self, wanted: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], ConceptState]:
        """Return past states by concept id and revision; what is not known is left out."""
        ...

    def concept_history(self, concept_id: str) -> tuple[ConceptState, ...]:
        """Return every state of a concept's own values that is known, the newest first."""
        ...

    def put_concepts(self, states: Sequence[ConceptState]) -> None:
        """Store the new state of concepts, new (revision 1) or changed, and add it to the history."""
        ...

    def add_import(self, record: ImportRecord) -> int:
        """Store an import (its `id` is not looked at) and return its id."""
        ...

    def get_import(self, import_id: int) -> ImportRecord | None:
        """Return an import."""
        ...

    def imports(self, limit: int) -> tuple[ImportRecord, ...]:
        """Return the newest imports, the newest first."""
        ...

    def set_import(
        self, import_id: int, state: str, *, changes: Mapping[str, Plain] | None = None, undone_at: str | None = None
    ) -> None:
        """Change an import's state."""
        ...
