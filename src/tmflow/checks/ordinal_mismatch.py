"""An ordinal differs.

Flagged: 第18次 with "the 19th". Not flagged: first, in any of its words; an ordinal that another version writes as a
plain number.
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

ID = "ordinal_mismatch"


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return values.issues(unit, context, ID)


CHECK = Check(ID, Severity.ERROR, _run, IssueType.NUMBERS)
