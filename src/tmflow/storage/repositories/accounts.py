"""Accounts, sessions and attempts to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from tmflow.model.account import Account, Grant, Role
from tmflow.services.ports.accounts import Session
from tmflow.storage.schema import account, role_grant, session, sign_in_attempt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection


class Accounts:
    """Implements `services.ports.accounts.Accounts` on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Account, ...]:
        """Return every account by name."""
        return self._accounts()

    def get(self, account_id: int) -> Account | None:
        """Return an account by its id."""
        return next(iter(self._accounts(account.c.id == account_id)), None)

    def named(self, name: str) -> Account | None:
        """Return an account by its name."""
        return next(iter(self._accounts(account.c.name == name)), None)

    def _accounts(self, *where: ColumnElement[bool]) -> tuple[Account, ...]:
        rows = self._connection.execute(select(account).where(*where).order_by(account.c.name)).all()
        ids = [row.id for row in rows]
        grants: dict[int, set[Grant]] = {key: set() for key in ids}
        for row in self._connection.execute(select(role_grant).where(role_grant.c.account_id.in_(ids))):
            grants[row.account_id].add(Grant(Role(row.role), row.lang))
        return tuple(
            Account(row.id, row.name, row.display_name, frozenset(grants[row.id]), active=row.active) for row in rows
        )

    def password_hash(self, account_id: int) -> str:
        """Return the hash of the account's password."""
        found = self._connection.execute(select(account.c.password_hash).where(account.c.id == account_id))
        return str(found.scalar_one())

    def add(self, name: str, display_name: str, password_hash: str, at: str) -> int:
        """Store a new account and return its id."""
        values = {
            "name": name,
            "display_name": display_name,
            "password_hash": password_hash,
            "active": True,
            "created_at": at,
        }
        made = self._connection.execute(insert(account).values(values).returning(account.c.id))
        return int(made.scalar_one())

    def set_password_hash(self, account_id: int, password_hash: str) -> None:
        """Replace the password's hash."""
        self._connection.execute(update(account).where(account.c.id == account_id).values(password_hash=password_hash))

    def set_grants(self, account_id: int, grants: Iterable[Grant]) -> None:
        """Replace all roles of an account."""
        self._connection.execute(delete(role_grant).where(role_grant.c.account_id == account_id))
        rows = [
            {"account_id": account_id, "role": grant.role.value, "lang": grant.lang}
            for grant in sorted(set(grants), key=lambda grant: (grant.role, grant.lang))
        ]
        if rows:
            self._connection.execute(insert(role_grant), rows)

    def set_active(self, account_id: int, *, active: bool) -> None:
        """Open or close an account."""
        self._connection.execute(update(account).where(account.c.id == account_id).values(active=active))

    def open_session(self, opened: Session, client: str) -> None:
        """Store a new session."""
        self._connection.execute(
            insert(session).values(
                token_hash=opened.token_hash,
                account_id=opened.account_id,
                created_at=opened.created_at,
                last_seen_at=opened.last_seen_at,
                expires_at=opened.expires_at,
                client=client,
            )
        )

    def session(self, token_hash: str) -> Session | None:
        """Return a session by the hash of its token."""
        row = self._connection.execute(select(session).where(session.c.token_hash == token_hash)).one_or_none()
        if row is None:
            return None
        return Session(row.token_hash, row.account_id, row.created_at, row.last_seen_at, row.expires_at, row.revoked_at)

    def touch_session(self, token_hash: str, at: str) -> None:
        """Record that the session was used."""
        self._connection.execute(update(session).where(session.c.token_hash == token_hash).values(last_seen_at=at))

    def revoke_session(self, token_hash: str, at: str) -> None:
        """End one session."""
        self._connection.execute(
            update(session)
            .where(session.c.token_hash == token_hash, session.c.revoked_at.is_(None))
            .values(revoked_at=at)
        )

    def revoke_sessions(self, account_id: int, at: str) -> int:
        """End every open session of an account."""
        result = self._connection.execute(
            update(session)
            .where(session.c.account_id == account_id, session.c.revoked_at.is_(None))
            .values(revoked_at=at)
        )
        return result.rowcount

    def forget_sessions(self, expired_before: str) -> None:
        """Remove sessions that ended of age before a time."""
        self._connection.execute(delete(session).where(session.c.expires_at < expired_before))

    def count_attempts(self, name: str, since: str) -> int:
        """Return how many attempts to sign in as `name` there were since a time."""
        attempts = select(func.count()).where(sign_in_attempt.c.name == name, sign_in_attempt.c.at >= since)
        return int(self._connection.execute(attempts).scalar_one())

    def record_attempt(self, name: str, at: str) -> None:
        """Record an attempt to sign in."""
        self._connection.execute(insert(sign_in_attempt).values(name=name, at=at))

    def forget_attempts(self, *, name: str | None = None, before: str | None = None) -> None:
        """Remove the attempts of a name, or those before a time."""
        if name is not None:
            self._connection.execute(delete(sign_in_attempt).where(sign_in_attempt.c.name == name))
        if before is not None:
            self._connection.execute(delete(sign_in_attempt).where(sign_in_attempt.c.at < before))
