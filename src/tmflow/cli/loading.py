"""What `tmflow setup` loads: the starter glossary and memory, and the examples. Each step can be done again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from tmflow.cli import console
from tmflow.cli.releases import store, uploads
from tmflow.files.limits import read_path
from tmflow.i18n import tr
from tmflow.services.accounts import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tmflow.services.container import Services

DRAFTS: Final = 2
"""The newest examples come as drafts, so that translator and editor find something to do."""
_GLOSSARIES: Final = ("glossaries/*.xlsx", "glossaries/*.csv")
_MEMORIES: Final = ("memories/*.tmx",)
_EXAMPLES: Final = "examples"
_MARK: Final = "loaded.txt"


def load(services: Services, source: Path, *, with_examples: bool) -> None:
    """Load what lies in the folder `source`; nothing is done when the same was loaded before."""
    glossaries, memories = _found(source, _GLOSSARIES), _found(source, _MEMORIES)
    examples = source / _EXAMPLES
    files = [path for path in sorted(examples.rglob("*")) if path.is_file()] if with_examples else []
    mark = console.place().root / _MARK
    state = _digest([*glossaries, *memories, *files], source)
    if mark.is_file() and mark.read_text(encoding="utf-8") == state:
        return
    for path in glossaries:
        changed = services.glossaries.load_file(SYSTEM, path.name, read_path(path)).changed
        console.note(tr("{name}, terms: {count}", name=path.name, count=changed))
    for path in memories:
        imported = services.memories.import_tmx(SYSTEM, path.name, read_path(path))
        console.note(tr("{name}, sentences: {count}", name=path.name, count=imported.added))
    if files:
        _load_examples(services, examples)
    # Written last: an interrupted run is taken up again, and finds again what it has done.
    console.write_file(mark, state.encode())


def _load_examples(services: Services, folder: Path) -> None:
    batches = uploads([folder])
    for number, batch in enumerate(console.progress(batches, tr("Importing the examples"))):
        plan = services.releases.inspect(SYSTEM, batch)
        for problem in plan.problems:
            console.note(f"{problem.source_name}: {problem.message}")
        for group in plan.groups:
            store(services, group, plan, draft=number >= len(batches) - DRAFTS)
    console.note(tr("example releases: {count}", count=len(batches)))


def _found(source: Path, patterns: Sequence[str]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(source.glob(pattern))]


def _digest(paths: Sequence[Path], source: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(source)).encode("utf-8", "surrogateescape"))
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
