"""Accounts, their sessions and the attempts to sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.model.account import Account, Grant


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it is kept: by the hash of its token, with times in UTC (ISO 8601)."""

    token_hash: str
    account_id: int
    created_at: str
    last_seen_at: str
    expires_at: str
    revoked_at: str | None = None


class Accounts(Protocol):
    """People who can sign in; a name is stored as `services.accounts.canonical_name` writes it."""

    def all(self) -> tuple[Account, ...]:
        """Return every account by name, closed ones too."""
        ...

    def get(self, account_id: int) -> Account | None:
        """Return an account by its id."""
        ...

    def named(self, name: str) -> Account | None:
        """Return an account by its name."""
        ...

    def password_hash(self, account_id: int) -> str:
        """Return the argon2id hash of the account's password."""
        ...

    def add(self, name: str, display_name: str, password_hash: str, at: str) -> int:
        """Store a new account without roles and return its id."""
        ...

    def set_password_hash(self, account_id: int, password_hash: str) -> None:
        """Replace the password's hash."""
        ...

    def set_grants(self, account_id: int, grants: Iterable[Grant]) -> None:
        """Replace all roles of an account."""
        ...

    def set_active(self, account_id: int, *, active: bool) -> None:
        """Open or close an account; it is never removed, since its name stands in the trail."""
        ...

    def open_session(self, session: Session, client: str) -> None:
        """Store a new session; `client` says what it was opened from."""
        ...

    def session(self, token_hash: str) -> Session | None:
        """Return a session by the hash of its token, ended ones too."""
        ...

    def touch_session(self, token_hash: str, at: str) -> None:
        """Record that the session was used."""
        ...

    def revoke_session(self, token_hash: str, at: str) -> None:
        """End one session."""
        ...

    def revoke_sessions(self, account_id: int, at: str) -> int:
        """End every open session of an account and return how many there were."""
        ...

    def forget_sessions(self, expired_before: str) -> None:
        """Remove sessions that ended of age before a time."""
        ...

    def count_attempts(self, name: str, since: str) -> int:
        """Return how many attempts to sign in as `name` there were since a time."""
        ...

    def record_attempt(self, name: str, at: str) -> None:
        """Record an attempt to sign in, before the password is looked at."""
        ...

    def forget_attempts(self, *, name: str | None = None, before: str | None = None) -> None:
        """Remove the attempts of a name, or those before a time."""
        ...
