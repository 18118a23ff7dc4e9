"""People, their roles, and their sessions.

A session is an opaque random token; only its SHA-256 is kept, so that a stolen database opens no session. It ends
after 12 hours without use, after 7 days in any case, when it is revoked, and when its account is closed; all of this is
looked up on every call.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import regex

from tmflow.i18n import tr
from tmflow.model.account import Account, Grant, Role
from tmflow.model.errors import Blocked, Conflict, InputError, NotFound, NotSignedIn, StorageError
from tmflow.services import clock
from tmflow.services.ports.accounts import Session
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tmflow.services.passwords import Passwords
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory

SYSTEM: Final = Account(0, "system", "tmflow", frozenset(Grant(role) for role in Role))
"""The account of the command line: whoever can open the workspace's files may do everything."""

IDLE: Final = timedelta(hours=12)
ABSOLUTE: Final = timedelta(days=7)
ATTEMPTS: Final = 10
WINDOW: Final = timedelta(minutes=10)
_TOUCH_EVERY: Final = timedelta(minutes=1)
_NAME: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{0,59}")
_LONGEST_DISPLAY_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration; its password is public."""

    name: str
    display_name: str
    password: str
    grants: frozenset[Grant]


def _demo(name: str, display_name: str, *grants: Grant) -> DemoAccount:
    return DemoAccount(name, display_name, f"demo-{name}-2026", frozenset(grants))


DEMO: Final = (
    _demo("wulan", "Wu Lan", Grant(Role.TRANSLATOR, "en"), Grant(Role.TRANSLATOR, "ru")),
    _demo("anna", "Anna Belova", Grant(Role.TRANSLATOR, "ru")),
    _demo("chenhao", "Chen Hao", Grant(Role.EDITOR)),
    _demo("sunhui", "Sun Hui", Grant(Role.GLOSSARY_OWNER)),
    _demo("admin", "Administrator", Grant(Role.ADMINISTRATOR)),
    _demo("reader", "Reader", Grant(Role.READER)),
)


def canonical_name(name: str) -> str:
    """Return a sign-in name as it is stored: composed letters, lower case, without blanks around it."""
    whole = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", whole).strip().casefold()


def token_hash(token: str) -> str:
    """Return what is kept of a session's token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class AccountService:
    """Signing in and out, and the administration of accounts.

    Args:
        open_unit_of_work: opens transactions.
        passwords: hashes and verifies.
        now: the present moment, as `clock.now` writes it.
    """

    def __init__(
        self, open_unit_of_work: UnitOfWorkFactory, passwords: Passwords, now: Callable[[], str] = clock.now
    ) -> None:
        self._open = open_unit_of_work
        self._passwords = passwords
        self._now = now

    # ------------------------------------------------------------ sessions

    def sign_in(self, name: str, password: str, client: str = "") -> str:
        """Open a session and return its token; `client` says where from, for the list of sessions.

        Raises:
            NotSignedIn: no such account, a wrong password, a closed account (all in the same words and time), or more
                than 10 attempts for this name in 10 minutes.
        """
        known_as = canonical_name(name)[:100]
        stored, found = self._begin_attempt(known_as)
        if not self._passwords.verify(stored, password) or found is None or not found.active:
            raise NotSignedIn(tr("Name or password is not right."))
        token = secrets.token_urlsafe(32)
        with self._open(write=True) as uow:
            current = uow.accounts.get(found.id)
            # The password or the account may have changed while the hash was computed.
            if current is None or not current.active or uow.accounts.password_hash(found.id) != stored:
                raise NotSignedIn(tr("Name or password is not right."))
            now = self._now()
            uow.accounts.forget_attempts(name=known_as)
            uow.accounts.forget_sessions(now)
            opened = Session(token_hash(token), found.id, now, now, _later(now, ABSOLUTE))
            uow.accounts.open_session(opened, client[:300].encode("utf-8", "replace").decode("utf-8"))
            uow.trail.record(current, "account.signed_in", f"account:{known_as}")
            uow.commit()
        return token

    def _begin_attempt(self, name: str) -> tuple[str | None, Account | None]:
        """Count the attempt before the password is looked at, so that parallel attempts count as well."""
        with self._open(write=True) as uow:
            now = self._now()
            since = _later(now, -WINDOW)
            if uow.accounts.count_attempts(name, since) >= ATTEMPTS:
                minutes = int(WINDOW.total_seconds() // 60)
                raise NotSignedIn(
                    tr("Too many attempts for this name; please try again in {minutes} minutes.", minutes=minutes)
                )
            uow.accounts.forget_attempts(before=since)
            uow.accounts.record_attempt(name, now)
            found = uow.accounts.named(name)
            stored = uow.accounts.password_hash(found.id) if found else None
            uow.commit()
        return stored, found

    def resolve(self, token: str) -> Account | None:
        """Return the account of an open session, or nothing; looked up in the database on every call."""
        if not token:
            return None
        hashed = token_hash(token)
        with self._open() as uow:
            now = self._now()
            session = uow.accounts.session(hashed)
            if session is None or session.revoked_at is not None or session.expires_at <= now:
                return None
            if _later(session.last_seen_at, IDLE) <= now:
                return None
            found = uow.accounts.get(session.account_id)
        if found is None or not found.active:
            return None
        if _later(session.last_seen_at, _TOUCH_EVERY) <= now:
            # Reading goes on where nothing can be written, on a full disk for instance.
            with contextlib.suppress(StorageError), self._open(write=True) as uow:
                uow.accounts.touch_session(hashed, now)
                uow.commit()
        return found

    def sign_out(self, token: str) -> None:
        """End a session; an unknown token changes nothing."""
        if not token:
            return
        hashed = token_hash(token)
        with self._open(write=True) as uow:
            session = uow.accounts.session(hashed)
            found = uow.accounts.get(session.account_id) if session and session.revoked_at is None else None
            if found is not None:
                uow.accounts.revoke_session(hashed, self._now())
                uow.trail.record(found, "account.signed_out", f"account:{found.name}")
                uow.commit()

    def revoke_all(self, actor: Account | None, account_id: int) -> int:
        """End every session of an account and return how many were open; everybody may do so for themselves.

        Raises:
            NotFound: there is no such account.
            PermissionDenied: another person's sessions, without being an administrator.
        """
        who = actor if actor is not None and actor.id == account_id else require(actor, Action.MANAGE_ACCOUNTS)
        with self._open(write=True) as uow:
            found = uow.accounts.get(account_id)
            if found is None:
                raise NotFound(tr("There is no account {name}.", name=account_id))
            ended = uow.accounts.revoke_sessions(account_id, self._now())
            uow.trail.record(who, "account.sessions_revoked", f"account:{found.name}", {"sessions": ended})
            uow.commit()
        return ended

    # ------------------------------------------------------------ administration

    def list(self, actor: Account | None) -> tuple[Account, ...]:
        """Return every account by name, closed ones too.

        Raises:
            PermissionDenied: the actor is no administrator.
        """
        require(actor, Action.MANAGE_ACCOUNTS)
        with self._open() as uow:
            return uow.accounts.all()

    def add(
        self, actor: Account | None, name: str, display_name: str, password: str, grants: Iterable[Grant]
    ) -> Account:
        """Make an account.

        Raises:
            Conflict: the name is taken.
            InputError: the name, the displayed name or the password cannot be used.
            PermissionDenied: the actor is no administrator.
        """
        who = require(actor, Action.MANAGE_ACCOUNTS)
        known_as = _checked_name(name)
        shown = _checked_display_name(display_name) or known_as
        hashed = self._passwords.hash(password)
        roles = frozenset(grants)
        with self._open(write=True) as uow:
            if uow.accounts.named(known_as) is not None:
                raise Conflict(tr("There is already an account {name}.", name=known_as))
            account_id = uow.accounts.add(known_as, shown, hashed, self._now())
            uow.accounts.set_grants(account_id, roles)
            uow.trail.record(who, "account.added", f"account:{known_as}", {"roles": _readable(roles)})
            uow.commit()
        return Account(account_id, known_as, shown, roles)

    def set_password(self, actor: Account | None, name: str, password: str) -> None:
        """Set a password and end the account's sessions; everybody may do so for themselves.

        Raises:
            InputError: the password is too short.
            NotFound: there is no such account.
            PermissionDenied: another person's password, without being an administrator.
        """
        known_as = canonical_name(name)
        itself = actor is not None and actor.name == known_as
        who = require(actor, Action.READ if itself else Action.MANAGE_ACCOUNTS)
        hashed = self._passwords.hash(password)
        with self._open(write=True) as uow:
            found = _known(uow, known_as)
            uow.accounts.set_password_hash(found.id, hashed)
            uow.accounts.revoke_sessions(found.id, self._now())
            uow.trail.record(who, "account.password_set", f"account:{known_as}")
            uow.commit()

    def set_grants(self, actor: Account | None, name: str, grants: Iterable[Grant]) -> Account:
        """Replace the roles of an account.

        Raises:
            Blocked: nobody would be left who can manage accounts (`last_administrator`).
            NotFound: there is no such account.
            PermissionDenied: the actor is no administrator.
        """
        who = require(actor, Action.MANAGE_ACCOUNTS)
        roles = frozenset(grants)
        with self._open(write=True) as uow:
            found = _known(uow, canonical_name(name))
            if not any(grant.role is Role.ADMINISTRATOR for grant in roles):
                _keep_an_administrator(uow, found)
            uow.accounts.set_grants(found.id, roles)
            uow.trail.record(who, "account.roles_set", f"account:{found.name}", {"roles": _readable(roles)})
            uow.commit()
        return Account(found.id, found.name, found.display_name, roles, active=found.active)

    def set_active(self, actor: Account | None, name: str, *, active: bool) -> Account:
        """Open or close an account; closing ends its sessions.

        Raises:
            Blocked: nobody would be left who can manage accounts (`last_administrator`).
            NotFound: there is no such account.
            PermissionDenied: the actor is no administrator.
        """
        who = require(actor, Action.MANAGE_ACCOUNTS)
        with self._open(write=True) as uow:
            found = _known(uow, canonical_name(name))
            if not active:
                _keep_an_administrator(uow, found)
                uow.accounts.revoke_sessions(found.id, self._now())
            uow.accounts.set_active(found.id, active=active)
            uow.trail.record(who, "account.opened" if active else "account.closed", f"account:{found.name}")
            uow.commit()
        return Account(found.id, found.name, found.display_name, found.grants, active=active)

    def ensure_demo(self) -> tuple[DemoAccount, ...]:
        """Make those accounts of the demonstration that are missing, and return all of them."""
        with self._open() as uow:
            known = {account.name for account in uow.accounts.all()}
        for demo in DEMO:
            if demo.name not in known:
                self.add(SYSTEM, demo.name, demo.display_name, demo.password, demo.grants)
        return DEMO


def _later(moment: str, by: timedelta) -> str:
    return (datetime.fromisoformat(moment) + by).isoformat(timespec="seconds")


def _known(uow: UnitOfWork, name: str) -> Account:
    found = uow.accounts.named(name)
    if found is None:
        raise NotFound(tr("There is no account {name}.", name=name))
    return found


def _keep_an_administrator(uow: UnitOfWork, leaving: Account) -> None:
    """The command line can always make another, but a browser cannot."""
    others = (account for account in uow.accounts.all() if account.active and account.id != leaving.id)
    if leaving.has(Role.ADMINISTRATOR) and not any(account.has(Role.ADMINISTRATOR) for account in others):
        raise Blocked(
            tr("{name} is the last administrator.", name=leaving.display_name), reasons=("last_administrator",)
        )


def _checked_name(name: str) -> str:
    known_as = canonical_name(name)
    if not _NAME.fullmatch(known_as) or known_as == SYSTEM.name:
        raise InputError(
            tr("A name is made of letters and digits (and . _ @ + - inside), at most 60, without blanks."),
            source=name[:100] or tr("name"),
        )
    return known_as


def _checked_display_name(display_name: str) -> str:
    shown = " ".join(display_name.split())
    if len(shown) > _LONGEST_DISPLAY_NAME or not shown.isprintable():
        raise InputError(
            tr("The name that others see has at most {count} characters.", count=_LONGEST_DISPLAY_NAME),
            source=tr("display name"),
        )
    return shown


def _readable(grants: Iterable[Grant]) -> list[str]:
    return sorted(f"{grant.role}:{grant.lang}" for grant in grants)
