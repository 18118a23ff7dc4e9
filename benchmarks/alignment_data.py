"""What the alignment benchmark reads: documents with known links, parallel rows, and what may be learnt for what."""

from __future__ import annotations

import json
import os
import pickle
import re
import sys
import tempfile
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tmflow.alignment import anchors, features, lexicon, training
from tmflow.alignment.similarity import UniversalSentenceEncoder
from tmflow.model.language import LANGUAGES, PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tmflow.alignment.features import Floats, Side

Links = list[tuple[tuple[int, ...], tuple[int, ...]]]
ENCODER = UniversalSentenceEncoder()


def shared() -> Path:
    """The folder with the documents: `TMFLOW_ALIGN_DATA`, else `../shared/align` beside the project."""
    default = Path(__file__).resolve().parents[2] / "shared" / "align"
    folder = Path(os.environ.get("TMFLOW_ALIGN_DATA", default))
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder; name the one that holds tri.hard.tune.jsonl in TMFLOW_ALIGN_DATA")
    return folder


@dataclass(slots=True)
class Document:
    """A document of three versions with its known links, prepared for scoring with and without vectors."""

    id: str
    texts: dict[str, list[str]]
    pairs: dict[str, Links]
    sides: dict[str, Side] = field(default_factory=dict)

    def prepare(self) -> None:
        """Read tokens, anchors and vectors once."""
        for lang, texts in self.texts.items():
            found = [anchors.of(text, lang) for text in texts]
            opens = [False] * len(texts)
            self.sides[lang] = features.prepare(texts, lang, ENCODER.embed(texts, lang), opens, found)

    @property
    def flat(self) -> str:
        """All text without blanks, to look sentences up in."""
        return "\n".join(squeezed("".join(self.texts[lang])) for lang in LANGUAGES)


def squeezed(text: str) -> str:
    """Return `text` without blanks: documents join and cut their sentences anew."""
    return re.sub(r"\s+", "", text)


def documents(level: str) -> list[Document]:
    """Read `tri.LEVEL.tune.jsonl`."""
    found = []
    with (shared() / f"tri.{level}.tune.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            pairs = {name: [(tuple(a), tuple(b)) for a, b in links] for name, links in data["pairs"].items()}
            found.append(Document(data["id"], data["langs"], pairs))
    cache = Path(tempfile.gettempdir()) / f"tmflow-benchmark-{level}.pickle"
    newest = max(Path(module.__file__).stat().st_mtime for module in (anchors, features))
    if cache.exists() and cache.stat().st_mtime > newest:
        return pickle.loads(cache.read_bytes())  # noqa: S301 - written by this script
    for document in found:
        document.prepare()
    cache.write_bytes(pickle.dumps(found))
    return found


def fold(document_id: str) -> int:
    """0 or 1, by the hash of the document's id."""
    return sha256(document_id.encode()).digest()[0] & 1


INNER = 3
"""Number of inner folds: a document to learn from is seen with a lexicon that does not know it."""


def inner(document_id: str) -> int:
    """The inner fold of a document, apart from `fold`."""
    return sha256(document_id.encode()).digest()[1] % INNER


def rows(kept_back: Iterable[Document], *, sources: Sequence[str] = ("tune", "wmt2123")) -> list[tuple[str, ...]]:
    """Parallel rows of which no language's text occurs in the documents kept back."""
    texts = "\n".join(document.flat for document in kept_back)
    found = []
    for source in sources:
        with (shared() / f"parallel.{source}.tsv").open(encoding="utf-8") as lines:
            found += [tuple(line.rstrip("\n").split("\t")) for line in lines]
    return [row for row in found if not any(len(part) > 12 and part in texts for part in map(squeezed, row))]


def learnt(name: str, found: Sequence[tuple[str, ...]], cache: Path, provenance: str = "") -> lexicon.Lexicon:
    """Learn a lexicon from rows, or read it from the cache if it was learnt from the same rows before."""
    tables = {}
    for x, y in PAIRS:
        a, b = LANGUAGES.index(x), LANGUAGES.index(y)
        digest = sha256("\n".join(row[a] + "\t" + row[b] for row in found).encode()).hexdigest()[:12]
        path = cache / f"{name}.{x}-{y}.{digest}.npz"
        if not path.exists():
            table = training.learn(lambda a=a, b=b: ((row[a], row[b]) for row in found), provenance=provenance, least=2)
            cache.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            with draft.open("wb") as stream:
                lexicon.save(table, stream)
            draft.replace(path)  # the other fold may be waiting for the same rows
        with path.open("rb") as stream:
            tables[f"{x}-{y}"] = lexicon.load(stream)
    return lexicon.Lexicon(tables)


def means(found: Sequence[tuple[str, ...]]) -> dict[str, Floats]:
    """The mean vector of 400 sentences of each language."""
    step = max(1, len(found) // 400)
    sample = found[::step][:400]
    return {lang: ENCODER.embed([row[n] for row in sample], lang).mean(axis=0) for n, lang in enumerate(LANGUAGES)}


def monotone(links: Links) -> bool:
    """Whether the beads rise on both sides."""
    full = [link for link in links if all(link)]
    return all(a[0][0] < b[0][0] and a[1][0] < b[1][0] for a, b in pairwise(full))
