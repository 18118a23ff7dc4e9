"""The house's checks behind the door that use cases go through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow import checks
from tmflow.checks.check import Context
from tmflow.checks.profile import DEFAULT, Profile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.outside import Terms


class HouseChecker:
    """Implements `tmflow.services.ports.outside.Checker` with the checks, the glossary as it stands, and a profile."""

    def __init__(self, terms: Terms, profile: Profile = DEFAULT) -> None:
        self._terms = terms
        self._profile = profile

    def check(
        self,
        units: Sequence[TranslationUnit],
        languages: Sequence[str],
        *,
        source_lang: str,
        date: str = "",
        only: Collection[str] | None = None,
    ) -> list[Issue]:
        """Return the issues of a release, or of some of its units."""
        context = Context(
            units=tuple(units),
            recognizer=self._terms.current_recognizer(),
            entries=self._terms.current_entries(),
            languages=tuple(languages),
            source_lang=source_lang,
            date=date,
        )
        return checks.run(context, only=only, profile=self._profile)
