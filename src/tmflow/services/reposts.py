"""Which stored release has the texts that are about to be stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tmflow.ingest.repost import fingerprint, same_release
from tmflow.model.language import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.release import LanguageVersion
    from tmflow.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """A stored release with at least one of the texts.

    It is the same release if no text differs; `missing` are languages that it does not have yet.
    """

    release_id: str
    differing: tuple[str, ...]
    missing: tuple[str, ...]


def find(uow: UnitOfWork, versions: Mapping[str, LanguageVersion]) -> Known | None:
    """Return the stored release that has most of these texts, whatever page they come from.

    Args:
        uow: an open transaction.
        versions: the texts by language.
    """
    same: dict[str, set[str]] = {}
    marks = {lang: fingerprint(version) for lang, version in versions.items()}
    known = uow.releases.known(set(marks.values()))
    for lang, version in versions.items():
        if marks[lang] in known:
            same.setdefault(known[marks[lang]].release_id, set()).add(lang)
        else:
            # A line of chrome that one reading kept and the other did not makes another fingerprint.
            for release_id, stored in uow.releases.titled(lang, version.title.text):
                if same_release(stored, version):
                    same.setdefault(release_id, set()).add(lang)
    if not same:
        return None
    release_id = max(sorted(same, reverse=True), key=lambda each: len(same[each]))
    languages = uow.releases.versions(release_id).keys()
    others = versions.keys() - same[release_id]
    return Known(
        release_id,
        differing=ordered(lang for lang in others if lang in languages),
        missing=ordered(lang for lang in others if lang not in languages),
    )
