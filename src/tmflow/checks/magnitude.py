"""A value is ten, a hundred, a thousand times too large or too small.

Flagged: 38.6亿元 with "386 million yuan", the classical slip between 万, 亿 and thousands, millions, billions;
a conversion in brackets that is ten times too small: «1500 му (10 гектаров)». Not flagged: 10 with 1.
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

ID = "magnitude"


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    return values.issues(unit, context, ID)


CHECK = Check(ID, Severity.ERROR, _run, IssueType.NUMBERS)
