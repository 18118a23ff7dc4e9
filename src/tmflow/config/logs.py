"""The program's log: JSON lines in the workspace, rotated. It names things by id and never holds texts or passwords."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tmflow.config.workspace import Workspace

ROOT: Final = "tmflow"
_BYTES: Final = 5_000_000
_FILES: Final = 5
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `logger`, `event`, and what was passed as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an exception is kept as its type and the places it passed, without its message.

        A message can quote what somebody typed.
        """
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = _places(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _places(exc_info: logging._SysExcInfoType) -> list[str]:
    places = []
    trace = exc_info[2]
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('tmflow/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places


def start(workspace: Workspace, program: str, level: int = logging.INFO) -> None:
    """Send the log of this process to `logs/PROGRAM.jsonl` (`server`, `worker`, `command`); a second call changes it.

    Each kind of process has a file of its own, since two processes cannot rotate one.
    """
    logger = logging.getLogger(ROOT)
    for old in list(logger.handlers):
        logger.removeHandler(old)
        old.close()
    path = workspace.logs / f"{program}.jsonl"
    handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
