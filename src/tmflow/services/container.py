"""All services of one workspace, wired: what pages, routes and commands are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tmflow.services.accounts import AccountService
    from tmflow.services.glossaries import GlossaryService
    from tmflow.services.memories import MemoryService


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, by area."""

    accounts: AccountService
    glossaries: GlossaryService
    memories: MemoryService
