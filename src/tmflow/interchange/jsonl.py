"""Documents to align and their links, one JSON object a line.

In: `{"id": "a", "langs": {"zh": ["句子。", ...], "en": [...], "ru": [...]}}`.
Out: `{"id": "a", "links": [{"zh": [0], "en": [0, 1], "ru": [0]}, ...]}` with 0-based sentence numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tmflow.files.encoding import decode
from tmflow.files.limits import check_size
from tmflow.i18n import tr
from tmflow.interchange import beads
from tmflow.model.errors import InputError
from tmflow.model.language import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tmflow.model.bitext import Bitext


@dataclass(frozen=True, slots=True)
class Document:
    """Sentences by language, as they are to be aligned."""

    id: str
    sentences: Mapping[str, tuple[str, ...]]


def parse(data: bytes, source: str = "") -> Iterator[Document]:
    """Yield the documents of a file; empty lines are passed over.

    Raises:
        UnreadableFile: empty, or in no plausible encoding.
        TooLarge: over the upload limit.
        InputError: a line is no JSON object, or lacks `id` or `langs` with two lists of texts (which line).
    """
    check_size(len(data), source)
    for number, line in enumerate(decode(data, source).text.lstrip("\ufeff").split("\n"), start=1):
        if line.strip():
            yield _document(line, source, tr("line {line}", line=number))


def serialize(documents: Iterable[tuple[str, Bitext]], *, with_text: bool = False) -> bytes:
    """Return the links of documents given as (id, bitext), in UTF-8; `with_text` adds the sentences as `langs`."""
    return "".join(
        json.dumps(_record(name, bitext, with_text=with_text), ensure_ascii=False) + "\n" for name, bitext in documents
    ).encode("utf-8", errors="replace")


def _record(name: str, bitext: Bitext, *, with_text: bool) -> dict[str, object]:
    columns = beads.languages(bitext)
    record: dict[str, object] = {"id": name}
    if with_text:
        record["langs"] = {lang: [sentence.text for sentence in bitext.sentences[lang]] for lang in columns}
    record["links"] = [{lang: list(bead.members.get(lang, ())) for lang in columns} for bead in bitext.beads]
    return record


def _document(line: str, source: str, place: str) -> Document:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(tr("this line is no JSON object."), source=source, place=place) from error
    name = record.get("id") if isinstance(record, dict) else None
    langs = record.get("langs") if isinstance(record, dict) else None
    if not isinstance(name, str | int) or not isinstance(langs, dict) or len(langs) < 2:  # noqa: PLR2004 - a pair
        raise InputError(
            tr("expected an object with “id” and, under “langs”, sentences in two or three languages."),
            source=source,
            place=place,
        )
    for lang, sentences in langs.items():
        if not isinstance(sentences, list) or not all(isinstance(item, str) for item in sentences):
            raise InputError(tr("“{lang}” must be a list of texts.", lang=lang), source=source, place=place)
    return Document(str(name), {lang: tuple(langs[lang]) for lang in ordered(langs)})
