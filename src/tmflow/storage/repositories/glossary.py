"""Concepts, terms and their histories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, insert, or_, select, true, update

from tmflow.model.concept import Status
from tmflow.model.language import ordered
from tmflow.services.ports.glossary import ConceptState, TermState
from tmflow.storage import rows_glossary
from tmflow.storage.chunks import portions
from tmflow.storage.repositories.glossary_imports import Imports
from tmflow.storage.schema import concept, concept_history, setting, term, term_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from tmflow.model.concept import ConceptEntry, Term

_REVISION: Final = "glossary.revision"
_RANK: Final = {status: number for number, status in enumerate(Status)}
_NEW: Final = 1
"""The revision of what was not there before."""


class Glossary(Imports):
    """Implements `services.ports.glossary.Glossary` on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._counted = 0

    def revision(self) -> int:
        """Return the number of the glossary's present state."""
        found = self._connection.execute(select(setting.c.value).where(setting.c.key == _REVISION)).scalar()
        return int(found or 0)

    def _count_change(self) -> int:
        """Let the revision grow, once a transaction, and return it."""
        if not self._counted:
            now = self.revision()
            self._counted = now + 1
            if now:
                change = update(setting).where(setting.c.key == _REVISION).values(value=self._counted)
                self._connection.execute(change)
            else:
                self._connection.execute(insert(setting).values(key=_REVISION, value=self._counted))
        return self._counted

    # ------------------------------------------------------------ entries

    def entries(self, concept_ids: Iterable[str] | None = None) -> tuple[ConceptEntry, ...]:
        """Return active entries by id, with their active terms."""
        concepts = select(concept).where(concept.c.active == true())
        terms = select(*rows_glossary.TERM_COLUMNS).where(term.c.active == true())
        if concept_ids is None:
            return self._joined(self._connection.execute(concepts).all(), self._connection.execute(terms).all())
        found: list[ConceptEntry] = []
        for chunk in portions(sorted(set(concept_ids))):
            rows = self._connection.execute(concepts.where(concept.c.id.in_(chunk))).all()
            found += self._joined(rows, self._connection.execute(terms.where(term.c.concept_id.in_(chunk))).all())
        return tuple(found)

    @staticmethod
    def _joined(concepts: Sequence[Row[Any]], terms: Sequence[Row[Any]]) -> tuple[ConceptEntry, ...]:
        by_concept: dict[str, list[Term]] = {}
        for each in rows_glossary.terms_of(terms):
            by_concept.setdefault(each.concept_id, []).append(each)
        present = {each.lang for members in by_concept.values() for each in members}
        languages = {lang: number for number, lang in enumerate(ordered(present))}
        for members in by_concept.values():
            members.sort(key=lambda each: (languages[each.lang], _RANK[each.status], each.id))
        return tuple(
            rows_glossary.concept_of(row, tuple(by_concept.get(row.id, ())))
            for row in sorted(concepts, key=lambda row: row.id)
        )

    def concept_ids(self) -> frozenset[str]:
        """Return the ids of all concepts there ever were."""
        return frozenset(self._connection.execute(select(concept.c.id)).scalars())

    def changed_since(self, revision: int) -> frozenset[str]:
        """Return the ids of concepts that changed after a revision of the glossary, or whose terms did."""
        return frozenset(self._connection.execute(select(concept.c.id).where(concept.c.changed > revision)).scalars())

    # ------------------------------------------------------------ terms

    def current(self, term_ids: Iterable[str]) -> Mapping[str, TermState]:
        """Return the present state of these terms."""
        found: dict[str, TermState] = {}
        for chunk in portions(sorted(set(term_ids))):
            found |= self._newest(term.c.id.in_(chunk))
        return found

    def newest(self, concept_ids: Iterable[str]) -> Mapping[str, TermState]:
        """Return the present state of every term there ever was in these concepts."""
        found: dict[str, TermState] = {}
        for chunk in portions(sorted(set(concept_ids))):
            found |= self._newest(term.c.concept_id.in_(chunk))
        return found

    def _newest(self, condition: object) -> dict[str, TermState]:
        rows = self._connection.execute(
            select(term, term_history.c.author, term_history.c.at)
            .join(term_history, and_(term_history.c.term_id == term.c.id, term_history.c.revision == term.c.revision))
            .where(condition)  # type: ignore[arg-type]  # any SQL condition
        )
        return {row.id: TermState(rows_glossary.term_of(row), row.active, row.author, row.at) for row in rows}

    def states(self, wanted: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], TermState]:
        """Return past states by term id and revision."""
        found: dict[tuple[str, int], TermState] = {}
        for chunk in portions(sorted(set(wanted))):
            conditions = (
                and_(term_history.c.term_id == term_id, term_history.c.revision == number) for term_id, number in chunk
            )
            for row in self._connection.execute(select(term_history).where(or_(*conditions))):
                found[row.term_id, row.revision] = rows_glossary.state_of(row)
        return found

    def history(self, concept_id: str) -> tuple[TermState, ...]:
        """Return every state that the terms of a concept ever had, the newest first."""
        rows = self._connection.execute(
            select(term_history)
            .join(term, term.c.id == term_history.c.term_id)
            .where(term.c.concept_id == concept_id)
            .order_by(term_history.c.at.desc(), term_history.c.revision.desc(), term_history.c.term_id)
        )
        return tuple(rows_glossary.state_of(row) for row in rows)

    def put_terms(self, states: Sequence[TermState]) -> None:
        """Store the new state of terms and add it to the history."""
        if not states:
            return
        rows = [
            {
                "id": state.term.id,
                **rows_glossary.term_values(state.term),
                "revision": state.term.revision,
                "active": state.active,
            }
            for state in states
        ]
        new = [row for row in rows if row["revision"] == _NEW]
        if new:
            self._connection.execute(insert(term), new)
        changed = [{**row, "changed_id": row["id"]} for row in rows if row["revision"] != _NEW]
        if changed:
            values: dict[str, object] = {name: bindparam(name) for name in rows[0] if name != "id"}
            self._connection.execute(update(term).where(term.c.id == bindparam("changed_id")).values(values), changed)
        self._connection.execute(
            insert(term_history),
            [
                {
                    "term_id": state.term.id,
                    "revision": state.term.revision,
                    "values": rows_glossary.state_json(state),
                    "author": state.author,
                    "at": state.at,
                }
                for state in states
            ],
        )
        number = self._count_change()
        for chunk in portions(sorted({state.term.concept_id for state in states})):
            self._connection.execute(update(concept).where(concept.c.id.in_(chunk)).values(changed=number))

    # ------------------------------------------------------------ concepts

    def concepts(self, concept_ids: Iterable[str]) -> Mapping[str, ConceptState]:
        """Return the present state of these concepts, taken out or not, without their terms."""
        found: dict[str, ConceptState] = {}
        same = and_(concept_history.c.concept_id == concept.c.id, concept_history.c.revision == concept.c.revision)
        query = select(concept, concept_history.c.author, concept_history.c.at).outerjoin(concept_history, same)
        for chunk in portions(sorted(set(concept_ids))):
            for row in self._connection.execute(query.where(concept.c.id.in_(chunk))):
                entry = rows_glossary.concept_of(row)
                found[row.id] = ConceptState(entry, row.active, row.author or "", row.at or "")
        return found

    def concept_states(self, wanted: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], ConceptState]:
        """Return past states by concept id and revision."""
        keys = set(wanted)
        found = {
            (each.entry.id, each.entry.revision): each for each in self.concepts(number for number, _ in keys).values()
        }
        for chunk in portions(sorted(keys - found.keys())):
            conditions = (
                and_(concept_history.c.concept_id == each, concept_history.c.revision == number)
                for each, number in chunk
            )
            for row in self._connection.execute(select(concept_history).where(or_(*conditions))):
                found[row.concept_id, row.revision] = rows_glossary.concept_state_of(row)
        return {key: state for key, state in found.items() if key in keys}

    def concept_history(self, concept_id: str) -> tuple[ConceptState, ...]:
        """Return every state of a concept's own values that is known, the newest first."""
        rows = self._connection.execute(
            select(concept_history)
            .where(concept_history.c.concept_id == concept_id)
            .order_by(concept_history.c.revision.desc())
        )
        return tuple(rows_glossary.concept_state_of(row) for row in rows)

    def put_concepts(self, states: Sequence[ConceptState]) -> None:
        """Store the new state of concepts and add it to the history."""
        if not states:
            return
        number = self._count_change()
        before = self.concepts(state.entry.id for state in states)
        known = self.concept_states((each.entry.id, each.entry.revision) for each in before.values() if each.at)
        # A concept of an older database has no history yet: what it was becomes its first line.
        unrecorded = [each for each in before.values() if (each.entry.id, each.entry.revision) not in known]
        rows = [
            {
                **rows_glossary.concept_values(state.entry),
                "id": state.entry.id,
                "revision": state.entry.revision,
                "active": state.active,
                "changed": number,
            }
            for state in states
        ]
        new = [row for row in rows if row["id"] not in before]
        if new:
            self._connection.execute(insert(concept), new)
        changed = [{**row, "changed_id": row["id"]} for row in rows if row["id"] in before]
        if changed:
            values: dict[str, object] = {name: bindparam(name) for name in rows[0] if name != "id"}
            change = update(concept).where(concept.c.id == bindparam("changed_id")).values(values)
            self._connection.execute(change, changed)
        self._connection.execute(
            insert(concept_history),
            [
                {
                    "concept_id": each.entry.id,
                    "revision": each.entry.revision,
                    "values": rows_glossary.concept_json(each.entry, active=each.active),
                    "author": each.author,
                    "at": each.at,
                }
                for each in (*unrecorded, *states)
            ],
        )
