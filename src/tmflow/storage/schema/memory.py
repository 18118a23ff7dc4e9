"""The translation memory."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from tmflow.storage.schema.base import metadata

memory_unit = Table(
    "memory_unit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("origin", String(500), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("author", String(100), nullable=False),
    Column("accepted", Boolean, nullable=False, default=True),
    Column("unit_id", String(40), nullable=False, default="", index=True),
    Column("active", Boolean, nullable=False, default=True),
)

# `folded` is the text as it is compared (width, case, quotes, blanks folded); `folded_hash` its SHA-256.
memory_text = Table(
    "memory_text",
    metadata,
    Column("memory_id", ForeignKey("memory_unit.id"), primary_key=True),
    Column("lang", String(10), primary_key=True),
    Column("text", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("folded_hash", String(64), nullable=False),
    Column("context_hash", String(64), nullable=False, default=""),
    Index("ix_memory_text_lang_folded_hash", "lang", "folded_hash"),
)
