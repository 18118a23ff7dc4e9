"""Concepts, terms and their history, imports of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, insert, or_, select, true, update

from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.language import ordered
from tmflow.services.ports.glossary import ImportRecord, TermState
from tmflow.storage.chunks import portions
from tmflow.storage.schema import concept, glossary_import, setting, term, term_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from tmflow.services.ports.trail import Plain

_REVISION: Final = "glossary.revision"
_RANK: Final = {status: number for number, status in enumerate(Status)}


class Glossary:
    """Implements `services.ports.glossary.Glossary` on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._counted = False

    def revision(self) -> int:
        """Return the number of the glossary's present state."""
        found = self._connection.execute(select(setting.c.value).where(setting.c.key == _REVISION)).scalar()
        return int(found or 0)

    def _count_change(self) -> None:
        """Let the revision grow, once a transaction."""
        if self._counted:
            return
        self._counted = True
        now = self.revision()
        if now:
            self._connection.execute(update(setting).where(setting.c.key == _REVISION).values(value=now + 1))
        else:
            self._connection.execute(insert(setting).values(key=_REVISION, value=1))

    def entries(self, concept_ids: Iterable[str] | None = None) -> tuple[ConceptEntry, ...]:
        """Return active entries by id, with their active terms."""
        concepts, terms = select(concept).where(concept.c.active == true()), select(term).where(term.c.active == true())
        if concept_ids is None:
            return self._joined(self._connection.execute(concepts).all(), self._connection.execute(terms).all())
        found: list[ConceptEntry] = []
        for chunk in portions(sorted(set(concept_ids))):
            rows = self._connection.execute(concepts.where(concept.c.id.in_(chunk))).all()
            found += self._joined(rows, self._connection.execute(terms.where(term.c.concept_id.in_(chunk))).all())
        return tuple(found)

    @staticmethod
    def _joined(concepts: Sequence[Row[Any]], terms: Sequence[Row[Any]]) -> tuple[ConceptEntry, ...]:
        languages = {lang: number for number, lang in enumerate(ordered({row.lang for row in terms}))}
        by_concept: dict[str, list[Term]] = {}
        for row in terms:
            by_concept.setdefault(row.concept_id, []).append(_term(row))
        for members in by_concept.values():
            members.sort(key=lambda each: (languages[each.lang], _RANK[each.status], each.id))
        return tuple(
            ConceptEntry(row.id, Kind(row.kind), tuple(by_concept.get(row.id, ())), row.note, tuple(row.confused_with))
            for row in sorted(concepts, key=lambda row: row.id)
        )

    def concept_ids(self) -> frozenset[str]:
        """Return the ids of all concepts there ever were."""
        return frozenset(self._connection.execute(select(concept.c.id)).scalars())

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
            select(
                term,
                concept.c.kind,
                term_history.c.author,
                term_history.c.at,
            )
            .join(concept, concept.c.id == term.c.concept_id)
            .join(term_history, and_(term_history.c.term_id == term.c.id, term_history.c.revision == term.c.revision))
            .where(condition)  # type: ignore[arg-type]  # any SQL condition
        )
        return {row.id: TermState(_term(row), row.kind, row.active, row.author, row.at) for row in rows}

    def states(self, wanted: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], TermState]:
        """Return past states by term id and revision."""
        found: dict[tuple[str, int], TermState] = {}
        for chunk in portions(sorted(set(wanted))):
            conditions = (
                and_(term_history.c.term_id == term_id, term_history.c.revision == number) for term_id, number in chunk
            )
            for row in self._connection.execute(select(term_history).where(or_(*conditions))):
                found[row.term_id, row.revision] = _state(row)
        return found

    def history(self, concept_id: str) -> tuple[TermState, ...]:
        """Return every state that the terms of a concept ever had, the newest first."""
        rows = self._connection.execute(
            select(term_history)
            .join(term, term.c.id == term_history.c.term_id)
            .where(term.c.concept_id == concept_id)
            .order_by(term_history.c.at.desc(), term_history.c.revision.desc(), term_history.c.term_id)
        )
        return tuple(_state(row) for row in rows)

    def put_concept(self, entry: ConceptEntry, *, active: bool = True) -> None:
        """Store a concept's own values."""
        self._count_change()
        values = {
            "kind": entry.kind.value,
            "note": entry.note,
            "confused_with": list(entry.confused_with),
            "active": active,
        }
        changed = self._connection.execute(update(concept).where(concept.c.id == entry.id).values(values))
        if not changed.rowcount:
            self._connection.execute(insert(concept).values(id=entry.id, **values))

    def put_terms(self, states: Sequence[TermState]) -> None:
        """Store the new state of terms and add it to the history."""
        if not states:
            return
        self._count_change()
        rows = [{"id": state.term.id, **_stored(state)} for state in states]
        new = [row for row in rows if row["revision"] == 1]
        if new:
            self._connection.execute(insert(term), new)
        changed = [{**row, "changed_id": row["id"]} for row in rows if row["revision"] != 1]
        if changed:
            values: dict[str, object] = {name: bindparam(name) for name in _stored(states[0])}
            self._connection.execute(update(term).where(term.c.id == bindparam("changed_id")).values(values), changed)
        self._connection.execute(
            insert(term_history),
            [
                {
                    "term_id": state.term.id,
                    "revision": state.term.revision,
                    "values": {**_values(state.term), "kind": state.kind, "active": state.active},
                    "author": state.author,
                    "at": state.at,
                }
                for state in states
            ],
        )

    def add_import(self, record: ImportRecord) -> int:
        """Store an import and return its id."""
        made = self._connection.execute(
            insert(glossary_import)
            .values(
                name=record.name,
                state=record.state,
                account=record.account,
                at=record.at,
                rows=record.rows,
                changes=record.changes,
            )
            .returning(glossary_import.c.id)
        )
        return int(made.scalar_one())

    def get_import(self, import_id: int) -> ImportRecord | None:
        """Return an import."""
        row = self._connection.execute(select(glossary_import).where(glossary_import.c.id == import_id)).one_or_none()
        return _import(row) if row is not None else None

    def imports(self, limit: int) -> tuple[ImportRecord, ...]:
        """Return the newest imports."""
        rows = self._connection.execute(select(glossary_import).order_by(glossary_import.c.id.desc()).limit(limit))
        return tuple(_import(row) for row in rows)

    def set_import(
        self, import_id: int, state: str, *, changes: Mapping[str, Plain] | None = None, undone_at: str | None = None
    ) -> None:
        """Change an import's state."""
        values: dict[str, object] = {"state": state, "undone_at": undone_at}
        if changes is not None:
            values["changes"] = changes
        self._connection.execute(update(glossary_import).where(glossary_import.c.id == import_id).values(values))


def _values(each: Term) -> dict[str, str]:
    return {
        "concept_id": each.concept_id,
        "lang": each.lang,
        "text": each.text,
        "status": each.status.value,
        "note": each.note,
        "source": each.source,
    }


def _stored(state: TermState) -> dict[str, object]:
    return {**_values(state.term), "revision": state.term.revision, "active": state.active}


def _term(row: Row[Any]) -> Term:
    return Term(row.id, row.concept_id, row.lang, row.text, Status(row.status), row.note, row.source, row.revision)


def _state(row: Row[Any]) -> TermState:
    values = row.values
    each = Term(
        row.term_id,
        values["concept_id"],
        values["lang"],
        values["text"],
        Status(values["status"]),
        values["note"],
        values["source"],
        row.revision,
    )
    return TermState(each, values["kind"], values["active"], row.author, row.at)


def _import(row: Row[Any]) -> ImportRecord:
    return ImportRecord(row.id, row.name, row.state, row.account, row.at, row.rows, row.changes, row.undone_at)
