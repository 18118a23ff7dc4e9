"""A rendering that must never be printed.

Flagged: any inflected form of a term with status `forbidden`, where the unit is about its concept.
"""

from __future__ import annotations

from dataclasses import replace
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

ID = "term_forbidden"


def _say(text: str, suggestion: str) -> str:
    if not suggestion:
        return tr("“{text}” must not be printed", text=text)
    return tr("“{text}” must not be printed; preferred: {suggestion}", text=text, suggestion=suggestion)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for issue in unwanted.issues(unit, context, Status.FORBIDDEN, ID, _say):
        yield replace(issue, severity=Severity.ERROR)


CHECK = Check(ID, Severity.ERROR, _run, IssueType.TERMINOLOGY)
