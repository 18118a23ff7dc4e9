"""The office's own profiles of checks, and which profile is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """A profile that the office made: `content` is its TOML, `base` the shipped profile that it was made from.

    `version` grows by one with each change.
    """

    name: str
    base: str
    content: str
    version: int
    author: str
    at: str


class Profiles(Protocol):
    """The repository of profiles; those that come with the house are not in it."""

    def own(self) -> tuple[ProfileRecord, ...]:
        """Return the office's profiles by name."""
        ...

    def get(self, name: str) -> ProfileRecord | None:
        """Return one of them."""
        ...

    def put(self, record: ProfileRecord, *, instead_of: str = "") -> None:
        """Store a profile, new or in the place of the one with this name or of `instead_of`."""
        ...

    def remove(self, name: str) -> None:
        """Remove a profile."""
        ...

    def chosen(self) -> tuple[str, str]:
        """Return the names of the profiles in force: for texts in work, and for published ones; empty if not chosen."""
        ...

    def choose(self, in_work: str, published: str) -> None:
        """Put two profiles into force."""
        ...
