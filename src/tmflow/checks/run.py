"""Running all checks over the units of a release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.checks.profile import DEFAULT
from tmflow.checks.registry import ALL, BY_ID

if TYPE_CHECKING:
    from collections.abc import Collection

    from tmflow.checks.check import Context
    from tmflow.checks.profile import Profile
    from tmflow.model.issue import Issue


def run(context: Context, *, only: Collection[str] | None = None, profile: Profile = DEFAULT) -> list[Issue]:
    """Return the issues of the context's units, by position, language and place.

    Args:
        context: the release and the glossary.
        only: the ids of the units to check; all by default.
        profile: which checks run, and how severe each is.
    """
    found: list[Issue] = []
    running = [check for check in ALL if profile.runs(check.id)]
    for unit in context.units:
        if only is None or unit.id in only:
            issues = {
                (issue.lang, issue.start, issue.end, issue.check, issue.key): issue
                for check in running
                for issue in check.run(unit, context)
            }
            if issues:
                weighed = (profile.weigh(issue, BY_ID[issue.check].severity) for issue in _outspoken(issues.values()))
                found.extend(replace(issue, type=BY_ID[issue.check].type) for issue in weighed if issue is not None)
    return found


def _outspoken(issues: Collection[Issue]) -> list[Issue]:
    """Drop a missing term where another issue says why: it is confused, deprecated or wrong in rank."""
    exact = {(issue.concept_id, issue.lang) for issue in issues if issue.concept_id and issue.check != "term_missing"}
    kept = (issue for issue in issues if issue.check != "term_missing" or (issue.concept_id, issue.lang) not in exact)
    return sorted(kept, key=lambda issue: (issue.lang, issue.start, issue.end, issue.check))
