"""A percentage differs.

Flagged: 31.4% with «34,1 %», 2.1个百分点 with "2.1 percent". Not flagged: a share written in words where the value is
the same.
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

ID = "percent_mismatch"


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return values.issues(unit, context, ID)


CHECK = Check(ID, Severity.ERROR, _run, IssueType.NUMBERS)
