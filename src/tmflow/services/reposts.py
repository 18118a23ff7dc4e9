"""Which stored release has the texts that are about to be stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tmflow.model.language import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """A stored release with at least one of the texts.

    It is the same release if no text differs; `missing` are languages that it does not have yet.
    """

    release_id: str
    differing: tuple[str, ...]
    missing: tuple[str, ...]


def find(uow: UnitOfWork, marks: Mapping[str, str]) -> Known | None:
    """Return the stored release that has most of these texts.

    Args:
        uow: an open transaction.
        marks: the fingerprint of each text, by language.
    """
    found = uow.releases.known(set(marks.values()))
    if not found:
        return None
    places = [known.release_id for known in found.values()]
    release_id = max(sorted(set(places), reverse=True), key=places.count)
    stored = uow.releases.versions(release_id)
    same = {lang for lang, mark in marks.items() if mark in found and found[mark].release_id == release_id}
    others = marks.keys() - same
    return Known(
        release_id,
        differing=ordered(lang for lang in others if lang in stored),
        missing=ordered(lang for lang in others if lang not in stored),
    )
