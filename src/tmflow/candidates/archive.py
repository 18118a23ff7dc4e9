"""What is searched for candidates: aligned units with the date of their release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tmflow.model.unit import TranslationUnit


@dataclass(frozen=True, slots=True)
class DatedUnit:
    """A unit and the date of its release, ISO 8601 or empty."""

    unit: TranslationUnit
    date: str = ""
