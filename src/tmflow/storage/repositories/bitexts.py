"""Alignments and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from tmflow.i18n import tr
from tmflow.model.errors import NotFound
from tmflow.services.ports.bitexts import Earlier
from tmflow.storage.rows_releases import beads_to_json, bitext_of, sentences_to_json
from tmflow.storage.schema import bitext as current
from tmflow.storage.schema import bitext_history as history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from tmflow.model.bitext import Bitext


class Bitexts:
    """Implements `tmflow.services.ports.bitexts.Bitexts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, release_id: str) -> Bitext:
        """Return the current alignment, or raise NotFound."""
        row = self._connection.execute(select(current).where(current.c.release_id == release_id)).first()
        if row is None:
            raise NotFound(tr("There is no release {release}.", release=release_id))
        return bitext_of(row.sentences, row.beads, row.warnings, row.revision, row.moved)

    def put(self, release_id: str, bitext: Bitext) -> int:
        """Store the current alignment and return its new revision."""
        stored = self._connection.execute(select(current.c.revision).where(current.c.release_id == release_id)).scalar()
        values = {
            "revision": (stored or 0) + 1,
            "sentences": sentences_to_json(bitext),
            "beads": beads_to_json(bitext.beads),
            "warnings": list(bitext.warnings),
            "moved": beads_to_json(bitext.moved),
        }
        if stored is None:
            self._connection.execute(insert(current).values(release_id=release_id, **values))
        else:
            self._connection.execute(update(current).where(current.c.release_id == release_id).values(**values))
        return (stored or 0) + 1

    def remember(
        self, release_id: str, bitext: Bitext, unit_ids: Sequence[str], *, action: str, author: str, at: str
    ) -> None:
        """Keep an alignment that `action` is about to replace."""
        self._connection.execute(
            insert(history).values(
                release_id=release_id,
                revision=bitext.revision,
                beads=beads_to_json(bitext.beads),
                moved=beads_to_json(bitext.moved),
                sentences=sentences_to_json(bitext),
                unit_ids=list(unit_ids),
                action=action,
                author=author,
                at=at,
            )
        )

    def last(self, release_id: str) -> Earlier | None:
        """Return the alignment before the latest action that was not undone, or nothing."""
        row = self._connection.execute(
            select(history)
            .where(history.c.release_id == release_id, history.c.undone_at.is_(None))
            .order_by(history.c.revision.desc())
            .limit(1)
        ).first()
        if row is None:
            return None
        bitext = bitext_of(row.sentences, row.beads, (), row.revision, row.moved)
        return Earlier(bitext, tuple(row.unit_ids), row.action, row.author, row.at)

    def mark_undone(self, release_id: str, revision: int, at: str) -> None:
        """Note that the action which replaced alignment `revision` was undone."""
        self._connection.execute(
            update(history)
            .where(history.c.release_id == release_id, history.c.revision == revision)
            .values(undone_at=at)
        )
