"""The aligner of one workspace: its encoder, and the lexicon that it has learnt from its own approved texts."""

from __future__ import annotations

import logging
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tmflow.alignment import lexicon
from tmflow.alignment.aligner import Aligner
from tmflow.alignment.lexicon import Lexicon
from tmflow.i18n import tr
from tmflow.model.errors import StorageError
from tmflow.model.language import PAIRS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.alignment.lexicon import PairTable
    from tmflow.alignment.similarity import Similarity

_log = logging.getLogger(__name__)
_NAMES: Final = tuple("-".join(pair) for pair in PAIRS)
_UNREADABLE: Final = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile)


class HouseAligner:
    """Gives the aligner; a lexicon that was learnt meanwhile, also by another process, is taken up at the next call.

    Args:
        similarity: the encoder, or nothing.
        folder: where learnt tables lie, as `zh-en.npz` and so on; it need not exist. A pair that has none, or one that
            cannot be read, has the shipped one.
    """

    def __init__(self, similarity: Similarity | None, folder: Path) -> None:
        self._similarity = similarity
        self._folder = folder
        self._lock = threading.Lock()
        self._stamps: tuple[tuple[int, int] | None, ...] = ()
        self._aligner: Aligner | None = None

    def __call__(self) -> Aligner:
        """Return the aligner."""
        stamps = tuple(_stamp(self._folder / f"{name}.npz") for name in _NAMES)
        with self._lock:
            if self._aligner is None or stamps != self._stamps:
                self._stamps, self._aligner = stamps, Aligner(self._similarity, self._read())
            return self._aligner

    def keep(self, tables: Mapping[str, PairTable]) -> None:
        """Store learnt tables by pair; each replaces the one before at once.

        Raises:
            StorageError: a file cannot be written.
        """
        for name, table in tables.items():
            path = self._folder / f"{name}.npz"
            try:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as stream:
                    lexicon.save(table, stream)
                Path(stream.name).replace(path)
            except OSError as error:
                reason = error.strerror or str(error)
                raise StorageError(tr("{path} cannot be written: {reason}.", path=path, reason=reason)) from error

    def _read(self) -> Lexicon:
        tables = dict(lexicon.shipped().tables)
        for name in _NAMES:
            path = self._folder / f"{name}.npz"
            try:
                with path.open("rb") as stream:
                    tables[name] = lexicon.load(stream)
            except FileNotFoundError:
                continue
            except _UNREADABLE as error:
                _log.warning("lexicon %s is not readable: %s", path, error)
        return Lexicon(tables)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
