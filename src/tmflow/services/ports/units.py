"""Translation units, their variants, revisions and comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tmflow.model.unit import Revision, State, TranslationUnit, Variant


MOST_TERMS: Final = 20
"""Each term is looked for in every trace: with more of them it is quicker to read all texts."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a unit in one language; `kind` is `comment`, or `return` when an editor sent the text back."""

    id: int
    unit_id: str
    lang: str
    author: str
    at: str
    text: str
    kind: str = "comment"


@dataclass(frozen=True, slots=True)
class PastRevision:
    """A revision and the state that its text reached."""

    revision: Revision
    state: State


@dataclass(frozen=True, slots=True)
class Drafted:
    """An approved translation and the first text that stood in its place."""

    release_id: str
    lang: str
    draft: str
    approved: str


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text of an active unit, as it is found by its trace."""

    release_id: str
    unit_id: str
    lang: str
    text: str
    state: State


class Stamp(NamedTuple):
    """A text of an active unit, where it stands and in which version; a unit without any text has `lang` None."""

    unit_id: str
    position: int
    lang: str | None
    version: int | None


class Units(Protocol):
    """The repository of translation units."""

    def of_release(self, release_id: str, known: Sequence[TranslationUnit] = ()) -> tuple[TranslationUnit, ...]:
        """Return the active units of a release by position; of `known` ones only those are read that changed."""
        ...

    def of_releases(self, release_ids: Collection[str]) -> dict[str, tuple[TranslationUnit, ...]]:
        """Return the active units of several releases by position; a release without any is left out."""
        ...

    def stamps(self, release_ids: Collection[str]) -> dict[str, frozenset[Stamp]]:
        """Return what tells whether active units of these releases changed; a release without any is left out."""
        ...

    def get(self, unit_id: str) -> TranslationUnit:
        """Return a unit, also one that was replaced (its position is then 0).

        Raises:
            NotFound: there is none of this id.
        """
        ...

    def all_active(self, *, states: Collection[State] | None = None) -> Iterable[TranslationUnit]:
        """Return the active units of every release, release by release; with `states` only variants in these."""
        ...

    def holding(self, lang: str, wanted: Collection[Sequence[Sequence[str]]]) -> Iterable[HeldText]:
        """Return the texts of active units in `lang` whose trace holds what is sought for one of several terms.

        Args:
            lang: the language.
            wanted: for each term groups of pieces, one of each (`glossary.traces.sought`). For more than `MOST_TERMS`
                every text of the language is returned.
        """
        ...

    def tracing(self, wanted: Mapping[str, Collection[Sequence[Sequence[str]]]]) -> dict[str, str]:
        """Return the active units with a text whose trace holds what is sought, each with its release.

        Args:
            wanted: by language for each term groups of pieces, one of each; at most `MOST_TERMS` terms in each.
        """
        ...

    def add(self, units: Sequence[TranslationUnit], source_hashes: Sequence[str]) -> None:
        """Store new units with their variants, and a first revision for each variant with text.

        Args:
            units: the units.
            source_hashes: for each unit the hash of its source text.
        """
        ...

    def arrange(self, units: Sequence[TranslationUnit]) -> None:
        """Set position, block, kind and confidence of stored units, and make them active."""
        ...

    def retire(self, unit_ids: Collection[str]) -> None:
        """Take units out of their release; their texts and history stay."""
        ...

    def write(self, unit_id: str, variant: Variant, source_hash: str, *, revision: bool) -> None:
        """Store a variant as given; with `revision` its text becomes a new revision.

        Args:
            unit_id: the unit.
            variant: what to store; its `version` must be the stored one plus 1 (1 for the first).
            source_hash: the hash of the source text that it was made for; empty for the source itself.
            revision: whether the text is new.

        Raises:
            Conflict: the stored version is another; `current` is the stored variant.
        """
        ...

    def mark_approved(self, unit_id: str, lang: str, state: State) -> None:
        """Note at the newest revision that its text reached `state`."""
        ...

    def revisions(self, unit_id: str, lang: str) -> tuple[PastRevision, ...]:
        """Return all revisions of a variant, oldest first, those of the units it derives from before its own."""
        ...

    def comment(self, unit_id: str, lang: str, *, author: str, at: str, text: str, kind: str) -> None:
        """Append a comment."""
        ...

    def comments(self, unit_ids: Collection[str]) -> tuple[Comment, ...]:
        """Return the comments on these units, oldest first."""
        ...

    def progress(self, release_ids: Collection[str] | None = None) -> dict[str, dict[str, dict[State, int]]]:
        """Return for each release (of all by default) and language how many active variants are in which state."""
        ...

    def doubtful(self, release_ids: Collection[str], below: float) -> dict[str, int]:
        """Return for each release how many active units have a confidence under `below`."""
        ...

    def drafted(self, release_id: str | None) -> tuple[Drafted, ...]:
        """Return the approved translations that began as drafts here, of one release or of all, in reading order."""
        ...
