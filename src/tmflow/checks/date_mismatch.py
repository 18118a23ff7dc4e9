"""A date that one version has and another lacks.

Flagged: 4月21日 with «12 апреля». Not flagged: a year added or left out, "this year" for 2023.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.checks import values
from tmflow.checks.check import Check
from tmflow.model.issue import IssueType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "date_mismatch"


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return values.issues(unit, context, ID)


CHECK = Check(ID, Severity.ERROR, _run, IssueType.NUMBERS)
