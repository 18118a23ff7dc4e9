"""Passwords: argon2id, and what the house asks of one."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from tmflow.i18n import tr
from tmflow.model.errors import InputError

SHORTEST: Final = 10
LONGEST: Final = 1_000
"""A limit, so that nobody keeps the machine busy with hashing a book."""


class Passwords:
    """Hashes and verifies with the library's recommended argon2id parameters (RFC 9106, low memory)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        """Return the hash to keep.

        Raises:
            InputError: shorter than 10 or longer than 1,000 characters.
        """
        if len(password) < SHORTEST:
            raise InputError(tr("A password has at least {count} characters.", count=SHORTEST), source=tr("password"))
        if len(password) > LONGEST:
            raise InputError(tr("A password has at most {count} characters.", count=LONGEST), source=tr("password"))
        return self._hasher.hash(_bytes(password))

    @cached_property
    def _nobody(self) -> str:
        """A hash to compare with when there is no such account, so that the answer takes as long as otherwise."""
        return self._hasher.hash("no account has this password")

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether `password` is the one that was hashed; without a hash always no, after the same time."""
        try:
            nobody = self._nobody
            right = self._hasher.verify(password_hash or nobody, _bytes(password[: LONGEST + 1]))
        except VerifyMismatchError:
            return False
        except (VerificationError, InvalidHashError):
            return False
        return right and password_hash is not None


def _bytes(password: str) -> bytes:
    # A lone surrogate in what somebody typed is a wrong password, not a crash.
    return password.encode("utf-8", "surrogatepass")
