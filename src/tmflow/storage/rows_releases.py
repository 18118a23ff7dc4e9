"""Rows of releases, versions and alignments to the model, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tmflow.model.bitext import Bead, BeadOrigin, Bitext, Sentence
from tmflow.model.release import Block, BlockKind, LanguageVersion
from tmflow.model.unit import State
from tmflow.services.ports.releases import ReleaseRecord
from tmflow.storage.rows import segment_from_json, segment_of, segment_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from tmflow.storage.rows import Json


def record_of(row: Row[Any]) -> ReleaseRecord:
    """Return a row of `release`."""
    return ReleaseRecord(
        id=row.id,
        date=row.date,
        state=State(row.state),
        source_lang=row.source_lang,
        languages=tuple(row.languages),
        created_at=row.created_at,
        created_by=row.created_by,
        updated_at=row.updated_at,
    )


def block_to_json(block: Block) -> dict[str, Json]:
    """Return a block as plain JSON; a table's coordinates only where there are some."""
    value: dict[str, Json] = {"kind": block.kind.value, "segment": segment_to_json(block.segment)}
    if block.table is not None:
        value["cell"] = [block.table, block.row, block.column]
    return value


def _block_of(value: dict[str, Json]) -> Block:
    table, row, column = value.get("cell", (None, None, None))
    return Block(BlockKind(value["kind"]), segment_from_json(value["segment"]), table, row, column)


def version_of(row: Row[Any]) -> LanguageVersion:
    """Return a row of `version`."""
    return LanguageVersion(
        lang=row.lang,
        title=segment_of(row.title, row.title_codes),
        date=row.date,
        blocks=tuple(_block_of(value) for value in row.blocks),
        source_name=row.source_name,
        digest=row.digest,
    )


def sentences_to_json(bitext: Bitext) -> Json:
    """Return the sentences by language as `[block, kind, text, codes]` each."""
    return {
        lang: [[item.block, item.kind.value, *segment_to_json(item.segment)] for item in sentences]
        for lang, sentences in bitext.sentences.items()
    }


def beads_to_json(beads: Iterable[Bead]) -> Json:
    """Return beads as `[members, confidence, origin]` each."""
    return [
        [{lang: list(members) for lang, members in bead.members.items()}, bead.confidence, bead.origin.value]
        for bead in beads
    ]


def _beads_of(values: Json) -> tuple[Bead, ...]:
    return tuple(
        Bead({lang: tuple(indices) for lang, indices in members.items()}, confidence, BeadOrigin(origin))
        for members, confidence, origin in values
    )


def bitext_of(sentences: Json, beads: Json, warnings: Json, revision: int, moved: Json) -> Bitext:
    """Return an alignment from its JSON columns."""
    return Bitext(
        sentences={
            lang: tuple(Sentence(segment_from_json(rest), block, BlockKind(kind)) for block, kind, *rest in items)
            for lang, items in sentences.items()
        },
        beads=_beads_of(beads),
        warnings=tuple(warnings),
        revision=revision,
        moved=_beads_of(moved),
    )
