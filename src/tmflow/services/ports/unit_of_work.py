"""One transaction over all repositories.

A use case reads and writes inside `with open_unit_of_work(write=True) as uow:` and ends with `uow.commit()`; what was
not committed when the block ends, for whatever reason, has never happened. Slow work (alignment, embeddings, hashing
of passwords) is done before the block is entered, and what it was based on is looked at again inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tmflow.services.ports.accounts import Accounts
    from tmflow.services.ports.bitexts import Bitexts
    from tmflow.services.ports.candidates import Candidates
    from tmflow.services.ports.glossary import Glossary
    from tmflow.services.ports.jobs import Jobs
    from tmflow.services.ports.memories import Memories
    from tmflow.services.ports.profiles import Profiles
    from tmflow.services.ports.quality import Quality
    from tmflow.services.ports.rechecks import Rechecks
    from tmflow.services.ports.releases import Releases
    from tmflow.services.ports.trail import Trail
    from tmflow.services.ports.units import Units


class UnitOfWork(Protocol):
    """An open transaction; each attribute is the repository of one area.

    Raises:
        StorageError: on entering, inside the block or on `commit`, when the database is locked, full or damaged.
    """

    @property
    def releases(self) -> Releases:
        """Releases, their versions and the bytes that they came from."""
        ...

    @property
    def bitexts(self) -> Bitexts:
        """Alignments and their history."""
        ...

    @property
    def units(self) -> Units:
        """Translation units, variants, revisions and comments."""
        ...

    @property
    def quality(self) -> Quality:
        """Issues and decisions."""
        ...

    @property
    def rechecks(self) -> Rechecks:
        """Units that a change of the glossary touched and that were not checked since."""
        ...

    @property
    def trail(self) -> Trail:
        """The audit trail and the operations that were already done."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Accounts, sessions and attempts to sign in."""
        ...

    @property
    def glossary(self) -> Glossary:
        """Concepts, terms, their history, and imports of files."""
        ...

    @property
    def candidates(self) -> Candidates:
        """Terms that the archive uses and the glossary lacks."""
        ...

    @property
    def profiles(self) -> Profiles:
        """Profiles of checks."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Long work."""
        ...

    @property
    def memories(self) -> Memories:
        """The translation memory."""
        ...

    def commit(self) -> None:
        """Make everything since the block was entered permanent, at once."""
        ...

    def __enter__(self) -> Self:
        """Begin: at once as the only writer, or as a reader of one consistent state."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed."""
        ...


class UnitOfWorkFactory(Protocol):
    """Opens units of work."""

    def __call__(self, *, write: bool = False) -> UnitOfWork:
        """Return a new unit of work: with `write` the only writer, without it a reader that never waits."""
        ...
