"""Accounts, and what they may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does in the office."""

    READER = "reader"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    GLOSSARY_OWNER = "glossary_owner"
    ADMINISTRATOR = "administrator"


ALL_LANGUAGES = "*"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one language, or in all (`*`)."""

    role: Role
    lang: str = ALL_LANGUAGES


@dataclass(frozen=True, slots=True)
class Account:
    """A person who can sign in; `name` is what they type, `display_name` what others see."""

    id: int
    name: str
    display_name: str
    grants: frozenset[Grant] = frozenset()
    active: bool = True

    def has(self, role: Role, lang: str | None = None) -> bool:
        """Whether the account holds `role` in `lang` (in any language if `lang` is None)."""
        return any(
            grant.role is role and (lang is None or grant.lang in {lang, ALL_LANGUAGES}) for grant in self.grants
        )
