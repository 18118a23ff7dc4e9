"""Who may do what. Services ask on every call; pages only hide what would be refused."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tmflow.i18n import tr
from tmflow.model.account import Role
from tmflow.model.errors import NotSignedIn, PermissionDenied

if TYPE_CHECKING:
    from tmflow.model.account import Account


class Action(StrEnum):
    """Everything that rights are asked for."""

    READ = "read"
    IMPORT = "import"
    ALIGN = "align"
    TRANSLATE = "translate"
    DECIDE = "decide"
    SUPPRESS_ERROR = "suppress_error"
    APPROVE = "approve"
    PUBLISH = "publish"
    EXPORT_UNAPPROVED = "export_unapproved"
    PROPOSE_TERM = "propose_term"
    EDIT_GLOSSARY = "edit_glossary"
    EDIT_MEMORY = "edit_memory"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_PROFILES = "manage_profiles"
    BACK_UP = "back_up"


_EVERYBODY = frozenset(Role)
_ALLOWED: dict[Action, frozenset[Role]] = {
    Action.READ: _EVERYBODY,
    Action.IMPORT: frozenset({Role.TRANSLATOR, Role.EDITOR, Role.ADMINISTRATOR}),
    Action.ALIGN: frozenset({Role.TRANSLATOR, Role.EDITOR}),
    Action.TRANSLATE: frozenset({Role.TRANSLATOR, Role.EDITOR}),
    Action.DECIDE: frozenset({Role.TRANSLATOR, Role.EDITOR, Role.GLOSSARY_OWNER}),
    Action.SUPPRESS_ERROR: frozenset({Role.EDITOR}),
    Action.APPROVE: frozenset({Role.EDITOR}),
    Action.PUBLISH: frozenset({Role.EDITOR}),
    Action.EXPORT_UNAPPROVED: frozenset({Role.TRANSLATOR, Role.EDITOR}),
    Action.PROPOSE_TERM: frozenset({Role.TRANSLATOR, Role.EDITOR, Role.GLOSSARY_OWNER}),
    Action.EDIT_GLOSSARY: frozenset({Role.GLOSSARY_OWNER}),
    Action.EDIT_MEMORY: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Action.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Action.MANAGE_PROFILES: frozenset({Role.ADMINISTRATOR}),
    Action.BACK_UP: frozenset({Role.ADMINISTRATOR}),
}


def may(account: Account | None, action: Action, lang: str | None = None) -> bool:
    """Whether `account` may do `action`, in `lang` where the action belongs to one language."""
    if account is None or not account.active:
        return False
    return any(account.has(role, lang) for role in _ALLOWED[action])


def require(account: Account | None, action: Action, lang: str | None = None) -> Account:
    """Return the account if it may; raise otherwise.

    Raises:
        NotSignedIn: there is no active account.
        PermissionDenied: the account lacks the role.
    """
    if account is None or not account.active:
        raise NotSignedIn(tr("Please sign in."))
    if not may(account, action, lang):
        names = ", ".join(sorted(role.value.replace("_", " ") for role in _ALLOWED[action]))
        raise PermissionDenied(
            tr("{name} may not do this: it takes the role {roles}.", name=account.display_name, roles=names)
            if lang is None
            else tr(
                "{name} may not do this in {lang}: it takes the role {roles}.",
                name=account.display_name,
                lang=lang,
                roles=names,
            )
        )
    return account
