"""Write one section of docs/benchmarks.md; each benchmark owns the section that bears its name.

A section stands between `<!-- begin NAME -->` and `<!-- end NAME -->`; everything else in the file is left alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(name: str, text: str) -> None:
    """Put `text` (Markdown that begins with its heading) where the section `name` stands, or at the end."""
    section = f"<!-- begin {name} -->\n{text.strip()}\n<!-- end {name} -->"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Benchmarks\n"
    old = re.compile(rf"<!-- begin {re.escape(name)} -->.*?<!-- end {re.escape(name)} -->", re.DOTALL)
    whole = old.sub(lambda _: section, page) if old.search(page) else f"{page.rstrip()}\n\n{section}\n"
    PAGE.write_text(whole, encoding="utf-8")
    print(text.strip())
