"""Copies of the whole database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Archive(Protocol):
    """Makes copies of the database while others work on it."""

    def copy_to(self, path: Path) -> int:
        """Write a consistent copy of the database into one new file and return its size in bytes.

        Raises:
            StorageError: the copy cannot be written, or the database is damaged; no half copy is left.
            Unavailable: this kind of database has tools of its own.
        """
        ...
