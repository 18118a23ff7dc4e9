"""Term candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, or_, select, update

from tmflow.candidates.discover import Candidate, Place
from tmflow.i18n import tr
from tmflow.model.concept import Kind
from tmflow.model.errors import NotFound
from tmflow.services.ports.candidates import CandidateRecord, CandidateState
from tmflow.storage.schema import candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row


class Candidates:
    """Implements `services.ports.candidates.Candidates` on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace_open(self, found: Sequence[Candidate], at: str) -> int:
        """Put `found` in the place of all open candidates and return how many are open now."""
        self._connection.execute(delete(candidate).where(candidate.c.state == CandidateState.OPEN.value))
        decided = set(self._connection.execute(select(candidate.c.id)).scalars())
        rows = [_row(each, at) for each in found if each.id not in decided]
        if rows:
            self._connection.execute(insert(candidate), rows)
        return len(rows)

    def get(self, candidate_id: str) -> CandidateRecord:
        """Return a candidate, or raise NotFound."""
        row = self._connection.execute(select(candidate).where(candidate.c.id == candidate_id)).one_or_none()
        if row is None:
            raise NotFound(tr("This candidate is not there any more: the archive was searched anew."))
        return _record(row)

    def listed(
        self, state: CandidateState, *, after: tuple[float, str] | None, limit: int
    ) -> tuple[CandidateRecord, ...]:
        """Return up to `limit` candidates of a state by falling score and id, those behind the key `after`."""
        statement = select(candidate).where(candidate.c.state == state.value)
        if after is not None:
            score, last = after
            statement = statement.where(
                or_(candidate.c.score < score, and_(candidate.c.score == score, candidate.c.id > last))
            )
        statement = statement.order_by(candidate.c.score.desc(), candidate.c.id).limit(limit)
        return tuple(_record(row) for row in self._connection.execute(statement))

    def counts(self) -> dict[CandidateState, int]:
        """Return how many candidates there are in each state."""
        statement = select(candidate.c.state, func.count()).group_by(candidate.c.state)
        found = {CandidateState(state): count for state, count in self._connection.execute(statement)}
        return {state: found.get(state, 0) for state in CandidateState}

    def decide(self, record: CandidateRecord) -> None:
        """Store what somebody said of a candidate."""
        values = {
            "state": record.state.value,
            "concept_id": record.concept_id,
            "term_ids": list(record.term_ids),
            "author": record.author,
            "at": record.at,
        }
        self._connection.execute(update(candidate).where(candidate.c.id == record.candidate.id).values(values))


def _row(found: Candidate, at: str) -> dict[str, Any]:
    return {
        "id": found.id,
        "text": found.text,
        "kind": found.kind.value,
        "renderings": {lang: [list(pair) for pair in pairs] for lang, pairs in found.renderings.items()},
        "mentions": found.count,
        "releases": found.releases,
        "first": found.first,
        "last": found.last,
        "places": [[place.release_id, place.unit_id, place.position, place.date] for place in found.places],
        "score": found.score,
        "state": CandidateState.OPEN.value,
        "at": at,
    }


def _record(row: Row[Any]) -> CandidateRecord:
    found = Candidate(
        id=row.id,
        text=row.text,
        kind=Kind(row.kind),
        renderings={lang: tuple((text, score) for text, score in pairs) for lang, pairs in row.renderings.items()},
        count=row.mentions,
        releases=row.releases,
        first=row.first,
        last=row.last,
        places=tuple(Place(*place) for place in row.places),
        score=row.score,
    )
    return CandidateRecord(found, CandidateState(row.state), row.concept_id, tuple(row.term_ids), row.author, row.at)
