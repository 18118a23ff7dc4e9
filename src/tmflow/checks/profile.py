"""Profiles: which checks run, and how severe each is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.issue import Issue, Severity


@dataclass(frozen=True, slots=True)
class Profile:
    """A named choice: `off` holds the ids of checks that do not run, `severities` replaces a check's own severity."""

    name: str
    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def runs(self, check: str) -> bool:
        """Whether the check runs."""
        return check not in self.off

    def weigh(self, issue: Issue) -> Issue:
        """Return the issue with the severity of this profile."""
        severity = self.severities.get(issue.check)
        return replace(issue, severity=severity) if severity else issue


DEFAULT = Profile("default")
