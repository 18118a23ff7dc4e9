"""What the services of releases ask of the glossary, the memory and the checks, each behind one narrow door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tmflow.checks.profile import Profile
    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.account import Account
    from tmflow.model.concept import ConceptEntry
    from tmflow.model.issue import Issue
    from tmflow.model.match import Match
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.unit_of_work import UnitOfWork


class Terms(Protocol):
    """The glossary as it stands now."""

    def current_recognizer(self) -> Recognizer:
        """Return the recognizer of all active terms: one object, that follows every change of the glossary.

        The caller has asked for the right to read; must not be called inside a unit of work.
        """
        ...

    def current_entries(self) -> Mapping[str, ConceptEntry]:
        """Return all active concept entries by id; the same object as long as the glossary does not change."""
        ...


class Memory(Protocol):
    """The translation memory."""

    def search(
        self,
        actor: Account | None,
        text: str,
        source_lang: str,
        target_lang: str,
        *,
        limit: int = 5,
        context: str | None = None,
        minimum: int = 70,
    ) -> tuple[Match, ...]:
        """Return what the memory offers for a source text, best first; `context` is the source text before it."""
        ...

    def add_approved(
        self, uow: UnitOfWork, unit: TranslationUnit, *, context: Mapping[str, str], author: str, accepted: bool = True
    ) -> None:
        """Put an immutable snapshot of a unit into the memory, inside the caller's transaction.

        An earlier snapshot of the same unit is replaced as an offer (and stays as a record).

        Args:
            uow: the caller's transaction.
            unit: holds only the variants to remember, the source and every approved one.
            context: the text before it in its release, by language.
            author: the approver's account name.
            accepted: false for a published page whose beads no person has accepted yet: its matches are penalised.
        """
        ...

    def withdraw(self, uow: UnitOfWork, unit_ids: Collection[str]) -> None:
        """Offer the snapshots of these units no longer: their beads were found to be wrong."""
        ...


class Checker(Protocol):
    """All checks of the house, with the profile in force."""

    def critical(self, check: str) -> bool:
        """Whether the profile lets nobody but an editor close the issues of this check."""
        ...

    def check(
        self,
        units: Sequence[TranslationUnit],
        languages: Sequence[str],
        *,
        source_lang: str,
        date: str = "",
        only: Collection[str] | None = None,
        profile: Profile | None = None,
        running: Collection[str] | None = None,
    ) -> list[Issue]:
        """Return the issues of a release.

        Args:
            units: all active units of the release, by position: what one unit is compared with.
            languages: the languages to look at.
            source_lang: the language that the release was written in.
            date: the release's date (ISO 8601 or empty).
            only: the ids of the units to check; all by default.
            profile: which checks run, and how severe each is; the one in force by default.
            running: the ids of the checks to run of these; all by default.
        """
        ...
