"""Translation units, their variants and revisions, and comments."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from tmflow.storage.schema.base import metadata

unit = Table(
    "unit",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("release_id", ForeignKey("release.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("block", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("derived_from", JSON, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Index("ix_unit_release_id_position", "release_id", "position"),
)

variant = Table(
    "variant",
    metadata,
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("lang", String(10), primary_key=True),
    Column("text", Text, nullable=False),
    Column("codes", JSON, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("author", String(400), nullable=False),
    Column("at", String(32), nullable=False),
    Column("origin", String(100), nullable=False),
    Column("source_changed", Boolean, nullable=False, default=False),
    # What terms may leave behind in the text (`glossary.traces`), derived whenever the text is stored.
    Column("trace", Text),
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("lang", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("codes", JSON, nullable=False),
    Column("state", String(20), nullable=False),
    Column("author", String(400), nullable=False),
    Column("at", String(32), nullable=False),
    Column("origin", String(100), nullable=False),
    Column("source_hash", String(64), nullable=False),
    Index("ix_revision_unit_id_lang", "unit_id", "lang"),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("lang", String(10), nullable=False),
    Column("author", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(20), nullable=False),
)
