"""The translation memory: snapshots and their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, insert, or_, select, true, update

from tmflow.model.language import ordered
from tmflow.model.match import MemoryUnit
from tmflow.services.ports.memories import Remembered, Snapshot
from tmflow.storage.chunks import portions
from tmflow.storage.schema import memory_text, memory_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection


class Memories:
    """Implements `services.ports.memories.Memories` on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, snapshots: Sequence[Snapshot]) -> None:
        """Store snapshots."""
        if not snapshots:
            return
        units = [
            {
                "origin": snapshot.origin,
                "at": snapshot.at,
                "author": snapshot.author,
                "accepted": snapshot.accepted,
                "unit_id": snapshot.unit_id,
                "active": True,
            }
            for snapshot in snapshots
        ]
        made = self._connection.execute(
            insert(memory_unit).returning(memory_unit.c.id, sort_by_parameter_order=True), units
        )
        texts = [
            {
                "memory_id": row.id,
                "lang": lang,
                "text": text.text,
                "folded": text.folded,
                "folded_hash": text.folded_hash,
                "context_hash": text.context_hash,
            }
            for row, snapshot in zip(made, snapshots, strict=True)
            for lang, text in snapshot.texts.items()
        ]
        self._connection.execute(insert(memory_text), texts)

    def withdraw(self, *, unit_ids: Collection[str] = (), memory_ids: Collection[int] = ()) -> int:
        """Offer these no longer; return how many were offered."""
        conditions = [memory_unit.c.unit_id.in_(chunk) for chunk in portions(sorted(unit_ids))]
        conditions += [memory_unit.c.id.in_(chunk) for chunk in portions(sorted(memory_ids))]
        return sum(
            self._connection.execute(
                update(memory_unit).where(condition, memory_unit.c.active == true()).values(active=False)
            ).rowcount
            for condition in conditions
        )

    def get(self, memory_ids: Collection[int]) -> tuple[Remembered, ...]:
        """Return those of the given units that are still offered, the newest first."""
        found = [
            remembered
            for chunk in portions(sorted(memory_ids))
            for remembered in self._read(memory_unit.c.id.in_(chunk)).values()
        ]
        return tuple(sorted(found, key=lambda remembered: remembered.unit.id, reverse=True))

    def of_units(self, unit_ids: Collection[str]) -> Mapping[str, Remembered]:
        """Return what is remembered of the given translation units, by their id."""
        found: dict[str, Remembered] = {}
        for chunk in portions(sorted(unit_ids)):
            rows = self._connection.execute(
                select(memory_unit.c.id, memory_unit.c.unit_id).where(memory_unit.c.unit_id.in_(chunk))
            )
            ids = {row.id: row.unit_id for row in rows}
            found |= {ids[number]: remembered for number, remembered in self._read(memory_unit.c.id.in_(ids)).items()}
        return found

    def _read(self, condition: ColumnElement[bool]) -> dict[int, Remembered]:
        """Return the offered units that meet a condition, by id."""
        rows = self._connection.execute(
            select(
                memory_unit.c.id,
                memory_unit.c.origin,
                memory_unit.c.at,
                memory_unit.c.author,
                memory_unit.c.accepted,
                memory_text.c.lang,
                memory_text.c.text,
                memory_text.c.context_hash,
            )
            .join(memory_text, memory_text.c.memory_id == memory_unit.c.id)
            .where(condition, memory_unit.c.active == true())
            .order_by(memory_unit.c.id)
        ).all()
        found: dict[int, Remembered] = {}
        texts: dict[int, dict[str, str]] = {}
        contexts: dict[int, dict[str, str]] = {}
        for row in rows:
            texts.setdefault(row.id, {})[row.lang] = row.text
            contexts.setdefault(row.id, {})[row.lang] = row.context_hash
        for row in rows:
            if row.id not in found:
                by_language = {lang: texts[row.id][lang] for lang in ordered(texts[row.id])}
                unit = MemoryUnit(row.id, by_language, row.origin, row.at, row.author)
                found[row.id] = Remembered(unit, row.accepted, contexts[row.id])
        return found

    def equal(self, lang: str, folded_hashes: Collection[str]) -> tuple[int, ...]:
        """Return the ids of the units whose text in `lang` has one of these hashes."""
        return tuple(
            number
            for chunk in portions(sorted(folded_hashes))
            for number in self._connection.execute(
                select(memory_text.c.memory_id)
                .join(memory_unit, memory_unit.c.id == memory_text.c.memory_id)
                .where(
                    memory_text.c.lang == lang,
                    memory_text.c.folded_hash.in_(chunk),
                    memory_unit.c.active == true(),
                )
            ).scalars()
        )

    def folded_texts(self, lang: str, after: int) -> tuple[tuple[int, str], ...]:
        """Return id and folded text of the units with a text in `lang` whose id is greater than `after`."""
        return self._texts(memory_text.c.folded, lang, after)

    def plain_texts(self, lang: str, after: int) -> tuple[tuple[int, str], ...]:
        """Return id and text of the units with a text in `lang` whose id is greater than `after`."""
        return self._texts(memory_text.c.text, lang, after)

    def _texts(self, column: ColumnElement[str], lang: str, after: int) -> tuple[tuple[int, str], ...]:
        rows = self._connection.execute(
            select(memory_text.c.memory_id, column)
            .join(memory_unit, memory_unit.c.id == memory_text.c.memory_id)
            .where(memory_text.c.lang == lang, memory_text.c.memory_id > after, memory_unit.c.active == true())
            .order_by(memory_text.c.memory_id)
        )
        return tuple((row[0], row[1]) for row in rows)

    def containing(
        self, queries: Mapping[str, str], after: tuple[int, str] | None, limit: int
    ) -> tuple[tuple[int, str], ...]:
        """Return `(id, lang)` of texts that hold the folded query of their language, the newest first."""
        wanted = or_(
            *(
                and_(memory_text.c.lang == lang, memory_text.c.folded.contains(query, autoescape=True))
                for lang, query in queries.items()
            )
        )
        statement = (
            select(memory_text.c.memory_id, memory_text.c.lang)
            .join(memory_unit, memory_unit.c.id == memory_text.c.memory_id)
            .where(wanted, memory_unit.c.active == true())
            .order_by(memory_text.c.memory_id.desc(), memory_text.c.lang)
            .limit(limit)
        )
        if after is not None:
            number, lang = after
            statement = statement.where(
                or_(
                    memory_text.c.memory_id < number,
                    and_(memory_text.c.memory_id == number, memory_text.c.lang > lang),
                )
            )
        return tuple((row.memory_id, row.lang) for row in self._connection.execute(statement))

    def page(self, after: int, limit: int) -> tuple[MemoryUnit, ...]:
        """Return units whose id is greater than `after`, by id."""
        ids = select(memory_unit.c.id).where(memory_unit.c.id > after, memory_unit.c.active == true())
        chosen = ids.order_by(memory_unit.c.id).limit(limit)
        return tuple(remembered.unit for remembered in self._read(memory_unit.c.id.in_(chosen)).values())

    def counts(self) -> tuple[int, Mapping[str, int]]:
        """Return how many units there are, and how many have a text in each language."""
        active = memory_unit.c.active == true()
        total = self._connection.execute(select(func.count()).select_from(memory_unit).where(active)).scalar_one()
        rows = self._connection.execute(
            select(memory_text.c.lang, func.count())
            .join(memory_unit, memory_unit.c.id == memory_text.c.memory_id)
            .where(active)
            .group_by(memory_text.c.lang)
        )
        by_language: dict[str, int] = {row[0]: row[1] for row in rows}
        return total, {lang: by_language[lang] for lang in ordered(by_language)}
