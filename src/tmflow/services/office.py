"""What the services of releases have at hand, wired once by `bootstrap`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tmflow.services.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmflow.alignment.aligner import Aligner
    from tmflow.services.ports.outside import Checker, Memory, Terms
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class Office:
    """The doors that a use case goes through; `aligner` loads its encoder at the first call."""

    open: UnitOfWorkFactory
    terms: Terms
    memory: Memory
    checker: Checker
    aligner: Callable[[], Aligner]
    recent: Recent = field(default_factory=Recent)
