"""Releases, their language versions, and the bytes that they came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tmflow.model.release import LanguageVersion
    from tmflow.model.unit import State


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """What is known about a release besides its texts.

    `date` is the release's own date (ISO 8601 or empty), `state` the least advanced state of its variants,
    `languages` the ones it is to be published in, in house order; the first text came in `source_lang`.
    """

    id: str
    date: str
    state: State
    source_lang: str
    languages: tuple[str, ...]
    created_at: str
    created_by: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Known:
    """A stored version with the same content as a new one."""

    release_id: str
    lang: str


class Releases(Protocol):
    """The repository of releases."""

    def allocate(self, year: int) -> str:
        """Return the next free number of `year`, such as `R-2026-0187`; it is taken once a release is added."""
        ...

    def add(self, record: ReleaseRecord) -> None:
        """Store a new release."""
        ...

    def counts(self) -> Mapping[State, int]:
        """Return how many releases are in which state."""
        ...

    def get(self, release_id: str) -> ReleaseRecord:
        """Return a release.

        Raises:
            NotFound: there is none of this number.
        """
        ...

    def set_languages(self, release_id: str, languages: Sequence[str]) -> None:
        """Change the languages that the release is to be published in."""
        ...

    def refresh(self, release_id: str, at: str) -> None:
        """Derive the release's state and search text from its units again, and note the time of the change."""
        ...

    def page(
        self, *, query: str, state: State | None, after: str | None, limit: int
    ) -> tuple[tuple[ReleaseRecord, ...], str | None]:
        """Return up to `limit` releases, newest date first, and the cursor of the following ones.

        Args:
            query: words that all occur in the number or the titles, in any case.
            state: only releases in this state.
            after: the cursor that an earlier call returned.
            limit: the most releases to return.
        """
        ...

    def titles(self, release_ids: Collection[str] | None = None) -> dict[str, dict[str, str]]:
        """Return for each release (of all by default) its title by language, as it stands now, if it has one."""
        ...

    def versions(self, release_id: str) -> dict[str, LanguageVersion]:
        """Return the newest version in each language."""
        ...

    def add_version(self, release_id: str, version: LanguageVersion, *, fingerprint: str, author: str, at: str) -> None:
        """Store a version as the newest in its language."""
        ...

    def known(self, fingerprints: Collection[str]) -> Mapping[str, Known]:
        """Return which of these contents are stored already, by fingerprint."""
        ...

    def titled(self, lang: str, title: str) -> tuple[tuple[str, LanguageVersion], ...]:
        """Return the stored versions in `lang` with exactly this title, each with its release's number."""
        ...

    def keep_file(self, digest: str, name: str, data: bytes, at: str) -> None:
        """Keep bytes as they came, once for each digest (SHA-256, hex)."""
        ...

    def file(self, digest: str) -> tuple[str, bytes]:
        """Return the name and the bytes kept under a digest.

        Raises:
            NotFound: no such bytes were kept.
        """
        ...
