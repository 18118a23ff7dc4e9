"""The office's own rules of style: `style.toml` in the workspace, beside the database.

Where there is none the rules that come with the program hold. The file is read again when it changes; as long as it
cannot be used, what held before holds on, so that nobody's work stands still; the log and `fault` name the line.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from tmflow.checks import rules
from tmflow.files.encoding import decode
from tmflow.files.limits import read_path
from tmflow.model.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from tmflow.checks.rules import Rules

_log = logging.getLogger(__name__)


def load(path: Path) -> Rules:
    """Read a file of rules; an empty one has none.

    Raises:
        InputError: there is no such file, it cannot be opened, or a rule cannot be used; the message names the line.
    """
    if path.is_file() and not path.stat().st_size:
        return rules.NONE
    return rules.parse(decode(read_path(path, rules.LONGEST_FILE), path.name).text, path.name)


class StyleFile:
    """The rules in force; calling it looks whether the file has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._state: tuple[int, int] | None = None
        self._rules = rules.shipped()
        self._fault = ""

    def fault(self) -> str:
        """Return why the file as it is now cannot be used, with the line; nothing where it can."""
        self()
        return self._fault

    def __call__(self) -> Rules:
        """Return the rules as the file has them now."""
        with self._lock:
            state = self._look()
            if state != self._state:
                self._state = state
                self._fault = ""
                try:
                    self._rules = load(self._path) if state else rules.shipped()
                except InputError as error:
                    self._fault = str(error)
                    _log.warning("the rules of style stay as they were: %s", error)
            return self._rules

    def _look(self) -> tuple[int, int] | None:
        """When the file was written and how long it is; None where there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
