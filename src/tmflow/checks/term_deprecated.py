"""A rendering that the house has given up.

Flagged: "SCODA Management Committee" beside 上合示范区管委会, in any inflected form. Not flagged: the same words
where the unit is about something else, to which they belong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.checks import unwanted
from tmflow.checks.check import Check
from tmflow.i18n import tr
from tmflow.model.concept import Status
from tmflow.model.issue import IssueType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "term_deprecated"


def _say(text: str, suggestion: str) -> str:
    if not suggestion:
        return tr("“{text}” is no longer used", text=text)
    return tr("“{text}” is no longer used; preferred: {suggestion}", text=text, suggestion=suggestion)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return unwanted.issues(unit, context, Status.DEPRECATED, ID, _say)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TERMINOLOGY)
