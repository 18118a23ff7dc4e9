"""The house's checks behind the door that use cases go through."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow import checks
from tmflow.checks.check import Context
from tmflow.checks.profile import DEFAULT, Profile
from tmflow.checks.registry import BY_ID
from tmflow.checks.rules import Rules
from tmflow.model.unit import State
from tmflow.services.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.outside import Terms

_RELEASES_KEPT: Final = 8
_MOST_READINGS: Final = 30
"""Readings for each unit of a release; a unit has about half a dozen, one of each text and a few of its names."""


class HouseChecker:
    """Implements `tmflow.services.ports.outside.Checker` with the checks, the glossary as it stands, and a profile.

    Args:
        terms: the glossary.
        profile: gives the profile in force; `published=True` asks for that of published releases.
        evidence: gives lexicon and encoder; without them the checks of completeness are silent.
        rules: gives the office's own rules of style.
    """

    def __init__(
        self,
        terms: Terms,
        profile: Callable[..., Profile] = lambda **_: DEFAULT,
        evidence: Callable[[], Evidence] = Evidence,
        rules: Callable[[], Rules] = Rules,
    ) -> None:
        self._terms = terms
        self._profile = profile
        self._evidence = evidence
        self._rules = rules
        self._readings = _Readings()

    def critical(self, check: str) -> bool:
        """Whether nobody but an editor closes the issues of this check."""
        return self._profile().critical(check)

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
        """Return the issues of a release, or of some of its units."""
        evidence = self._evidence()
        entries = self._terms.current_entries()
        published = all(each.state is State.FINAL for unit in units for each in unit.variants.values())
        context = Context(
            units=tuple(units),
            recognizer=self._terms.current_recognizer(),
            entries=entries,
            languages=tuple(languages),
            source_lang=source_lang,
            date=date,
            associations=evidence.associations,
            meaning=evidence.meaning,
            rules=self._rules(),
            readings=self._readings.of((units[0].release_id, date, source_lang), len(units), entries) if units else {},
        )
        wanted = profile or self._profile(published=published)
        if running is not None:
            wanted = replace(wanted, off=wanted.off | (BY_ID.keys() - set(running)))
        return checks.run(context, only=only, profile=wanted)


class _Readings:
    """What was read from the texts of the releases that were checked last; a change of the glossary ends all of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: object = None
        self._kept: OrderedDict[tuple[str, str, str], dict[Hashable, object]] = OrderedDict()

    def of(self, release: tuple[str, str, str], size: int, entries: object) -> dict[Hashable, object]:
        """Return what is known of the texts of a release, to be used and added to.

        Args:
            release: its number, date and source language.
            size: how many units it has.
            entries: the glossary as it is now.
        """
        if not release[0]:
            return {}
        with self._lock:
            if entries is not self._entries:
                self._kept.clear()
                self._entries = entries
            known = self._kept.pop(release, {})
            if len(known) > _MOST_READINGS * size:  # texts that were typed over
                known = {}
            self._kept[release] = known
            while len(self._kept) > _RELEASES_KEPT:
                self._kept.popitem(last=False)
        return known
