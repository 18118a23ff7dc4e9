"""A number or measure that one version has and another lacks.

Flagged: 47笔 with "74", 每半年 with «раз в год». Not flagged: words for digits, converted units (120亩 and
8 hectares), counts up to twelve left out by style.
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

ID = "number_mismatch"


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return values.issues(unit, context, ID)


CHECK = Check(ID, Severity.ERROR, _run, IssueType.NUMBERS)
