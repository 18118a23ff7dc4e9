"""Terms that the archive uses and the glossary lacks, as they were found, and what people said of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.candidates.discover import Candidate


class CandidateState(StrEnum):
    """What people said of a candidate."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class CandidateRecord:
    """A stored candidate: who decided about it and when; `concept_id` is the entry that got its terms, `term_ids`."""

    candidate: Candidate
    state: CandidateState
    concept_id: str
    term_ids: tuple[str, ...]
    author: str
    at: str


class Candidates(Protocol):
    """The repository of candidates."""

    def replace_open(self, found: Sequence[Candidate], at: str) -> int:
        """Put `found` in the place of all open candidates and return how many are open now.

        What people decided stays decided: a candidate that was accepted or dismissed does not come back.
        """
        ...

    def get(self, candidate_id: str) -> CandidateRecord:
        """Return a candidate.

        Raises:
            NotFound: there is none of this id (any more).
        """
        ...

    def listed(
        self, state: CandidateState, *, after: tuple[float, str] | None, limit: int
    ) -> tuple[CandidateRecord, ...]:
        """Return up to `limit` candidates of a state by falling score and id, those behind the key `after`."""
        ...

    def counts(self) -> dict[CandidateState, int]:
        """Return how many candidates there are in each state."""
        ...

    def decide(self, record: CandidateRecord) -> None:
        """Store what somebody said of a candidate."""
        ...
