"""The explicit list of all checks. A new check is one file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.checks import (
    date_mismatch,
    empty,
    formulation,
    impossible_date,
    magnitude,
    money_mismatch,
    name_drift,
    name_mismatch,
    name_order,
    number_mismatch,
    ordinal_mismatch,
    percent_mismatch,
    rank_mismatch,
    source_repeated_target_differs,
    target_repeated_source_differs,
    term_confused,
    term_deprecated,
    term_forbidden,
    term_missing,
    untranslated,
    weekday_mismatch,
)

if TYPE_CHECKING:
    from tmflow.checks.check import Check

ALL: Final[tuple[Check, ...]] = (
    term_missing.CHECK,
    term_deprecated.CHECK,
    term_forbidden.CHECK,
    term_confused.CHECK,
    number_mismatch.CHECK,
    date_mismatch.CHECK,
    impossible_date.CHECK,
    weekday_mismatch.CHECK,
    money_mismatch.CHECK,
    percent_mismatch.CHECK,
    ordinal_mismatch.CHECK,
    magnitude.CHECK,
    name_mismatch.CHECK,
    name_drift.CHECK,
    source_repeated_target_differs.CHECK,
    target_repeated_source_differs.CHECK,
    name_order.CHECK,
    rank_mismatch.CHECK,
    untranslated.CHECK,
    empty.CHECK,
    formulation.CHECK,
)
BY_ID: Final = {check.id: check for check in ALL}
