"""Every error that tmflow raises on purpose, as one tree. The message is for people, already in their language.

TmflowError
├── InputError            what a stranger sent cannot be used: file, place, expectation, remedy
│   ├── UnreadableFile    empty, truncated, wrong kind, hostile
│   ├── TooLarge          over a stated limit, before it was unpacked
│   └── UnsupportedLanguage  none of the languages of the house
├── NotFound              a thing named by its id does not exist (any more)
├── Refused               a rule of the house forbids it now
│   ├── PermissionDenied  this account may not
│   ├── NotSignedIn       no account, or a session that has ended
│   └── Blocked           open errors, empty text, own revision: `reasons` says which
├── Conflict              somebody else was faster: `current` holds what is stored now
├── StorageError          the disk is full, the database is locked or damaged
└── Unavailable           a port is taken, a service does not answer, no network
"""

from __future__ import annotations


class TmflowError(Exception):
    """Base of the tree; `str(error)` is a sentence for the user."""


class InputError(TmflowError):
    """Input that cannot be used.

    Args:
        message: what is wrong and what to do about it.
        source: the file's or the field's name as the user knows it.
        place: line, cell, row or paragraph, as the user would find it; empty when it is the whole file.
    """

    def __init__(self, message: str, *, source: str = "", place: str = "") -> None:
        where = ", ".join(part for part in (source, place) if part)
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.source = source
        self.place = place


class UnreadableFile(InputError):  # noqa: N818 - the tree reads as words of the field
    """A file that is empty, truncated, of another kind than its name says, or made to do harm."""


class TooLarge(InputError):  # noqa: N818
    """Larger than a stated limit; found before it was unpacked."""


class UnsupportedLanguage(InputError):  # noqa: N818
    """A text in none of the languages of the house."""


class NotFound(TmflowError):  # noqa: N818
    """A release, unit, entry, account or job that does not exist."""


class Refused(TmflowError):  # noqa: N818
    """A rule of the house forbids it now."""


class PermissionDenied(Refused):
    """The account has no right to do this."""


class NotSignedIn(Refused):
    """No account, or its session has ended or was revoked."""


class Blocked(Refused):
    """An action with open preconditions.

    Args:
        message: the sentence for the user.
        reasons: each precondition that fails, by its code (`empty`, `own_revision`, `open_error`, ...).
    """

    def __init__(self, message: str, *, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons


class Conflict(TmflowError):  # noqa: N818
    """Somebody else changed it meanwhile.

    Args:
        message: the sentence for the user.
        current: the state stored now, in the form in which the caller sent its own.
    """

    def __init__(self, message: str, *, current: object = None) -> None:
        super().__init__(message)
        self.current = current


class StorageError(TmflowError):
    """The disk is full, or the database is locked or damaged; nothing was changed."""


class Unavailable(TmflowError):  # noqa: N818
    """A port, a service or the network that is needed now is not there."""
