"""Files and folders that a person names, as uploads and as versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.i18n import tr
from tmflow.model.errors import InputError
from tmflow.model.language import NAMES, ordered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tmflow.model.release import LanguageVersion


def versions(paths: Sequence[Path]) -> tuple[LanguageVersion, ...]:
    """Return the versions of one release from its files, or from the folder that holds them, in house order.

    Raises:
        InputError: a file cannot be read, a language comes twice, or there are fewer than two languages.
    """
    from tmflow.files.limits import read_path  # noqa: PLC0415 - readers take seconds to import
    from tmflow.ingest import archive, registry  # noqa: PLC0415

    found: dict[str, LanguageVersion] = {}
    files = [path for group in archive.discover(paths) for path in group.paths]
    for path in files:
        stated = archive.language_of_name(path.name)
        for version in registry.read(path.name, read_path(path), lang=stated):
            if version.lang in found:
                raise InputError(
                    tr(
                        "this is {language}, and so is {other}. Name one file for each language.",
                        language=NAMES.get(version.lang, version.lang),
                        other=found[version.lang].source_name,
                    ),
                    source=str(path),
                )
            found[version.lang] = version
    if len(found) < 2:  # noqa: PLR2004 - a text and its translation
        raise InputError(
            tr("there must be two or three language versions of one release."),
            source=", ".join(str(path) for path in paths),
        )
    return tuple(found[lang] for lang in ordered(found))
