"""The explicit list of formats that leave or enter the house, for menus, file names and HTTP answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tmflow.i18n import tr
from tmflow.model.errors import NotFound

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name that commands use; `per_language` says that a release is exported one language a file."""

    name: str
    suffix: str
    media_type: str
    per_language: bool = False


FORMATS: Final = (
    Format("docx", ".docx", f"{_OFFICE}wordprocessingml.document", per_language=True),
    Format("docx-review", ".docx", f"{_OFFICE}wordprocessingml.document"),
    Format("xlsx", ".xlsx", f"{_OFFICE}spreadsheetml.sheet"),
    Format("html", ".html", "text/html; charset=utf-8", per_language=True),
    Format("tmx", ".tmx", "application/x-tmx+xml"),
    Format("po", ".po", "text/x-gettext-translation; charset=utf-8", per_language=True),
    Format("tsv", ".tsv", "text/tab-separated-values; charset=utf-8"),
    Format("jsonl", ".jsonl", "application/jsonl"),
    Format("glossary", ".xlsx", f"{_OFFICE}spreadsheetml.sheet"),
)


def by_name(name: str) -> Format:
    """Return the format called `name`.

    Raises:
        NotFound: there is none; the message lists those that are.
    """
    found = next((item for item in FORMATS if item.name == name), None)
    if found is None:
        names = ", ".join(item.name for item in FORMATS)
        raise NotFound(tr("there is no format “{name}”. Expected one of {names}.", name=name, names=names))
    return found
