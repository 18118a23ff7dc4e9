"""Running all checks over the units of a release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.checks.profile import DEFAULT
from tmflow.checks.registry import ALL, BY_ID

if TYPE_CHECKING:
    from collections.abc import Collection

    from tmflow.checks.check import Context
    from tmflow.checks.profile import Profile
    from tmflow.model.issue import Issue

_VALUES: Final = frozenset({"number_mismatch", "money_mismatch", "percent_mismatch", "magnitude"})


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


def _misread(issue: Issue, figure: Issue) -> bool:
    """Whether a value is right and only written as another language would: 150 000 read as 000, 12,5 as nothing."""
    if issue.lang != figure.lang:
        return False
    meant = figure.suggestion.replace(",", ".")
    said = [issue.suggestion, *(evidence.text for evidence in issue.evidence)]
    right = any(meant in text.replace(",", ".") for text in said)
    near = issue.start == issue.end or (issue.start < figure.end and issue.end > figure.start)
    return (near and right) or figure.start < issue.start < figure.end


def _outspoken(issues: Collection[Issue]) -> list[Issue]:
    """Drop what another issue says better: why a term is missing, or that a value is only written in another way."""
    exact = {(issue.concept_id, issue.lang) for issue in issues if issue.concept_id and issue.check != "term_missing"}
    exact |= {(issue.concept_id, broken.lang) for broken in issues if broken.check == "homoglyph" for issue in issues}
    figures = [issue for issue in issues if issue.check == "number_format" and issue.suggestion]
    kept = (
        issue
        for issue in issues
        if not (issue.check == "term_missing" and (issue.concept_id, issue.lang) in exact)
        and not (issue.check in _VALUES and any(_misread(issue, figure) for figure in figures))
    )
    return sorted(kept, key=lambda issue: (issue.lang, issue.start, issue.end, issue.check))
