"""Releases, their versions, the bytes that they came from, and their alignments."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from tmflow.storage.schema.base import metadata

source_file = Table(
    "source_file",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String(500), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
)

release = Table(
    "release",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("date", String(32), nullable=False, default=""),
    Column("state", String(20), nullable=False),
    Column("source_lang", String(10), nullable=False),
    Column("languages", JSON, nullable=False),
    # Number and titles in lower case, by which the list of releases is searched.
    Column("search", Text, nullable=False, default=""),
    Column("created_at", String(32), nullable=False),
    Column("created_by", String(100), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Index("ix_release_state_id", "state", "id"),
    Index("ix_release_date_id", "date", "id"),
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release_id", ForeignKey("release.id"), nullable=False),
    Column("lang", String(10), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_codes", JSON, nullable=False),
    Column("date", String(32), nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("source_name", String(500), nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("author", String(100), nullable=False),
    UniqueConstraint("release_id", "lang", "revision"),
    Index("ix_version_title_lang", "title", "lang"),
)

bitext = Table(
    "bitext",
    metadata,
    Column("release_id", ForeignKey("release.id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("beads", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("moved", JSON, nullable=False, server_default="[]"),
)

# Every earlier alignment of a release, so that a correction can be undone.
bitext_history = Table(
    "bitext_history",
    metadata,
    Column("release_id", ForeignKey("release.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("beads", JSON, nullable=False),
    Column("moved", JSON, nullable=False, server_default="[]"),
    Column("sentences", JSON, nullable=False),
    Column("at", String(32), nullable=False),
    Column("author", String(100), nullable=False),
    Column("action", String(60), nullable=False),
    Column("unit_ids", JSON, nullable=False),
    Column("undone_at", String(32)),
)
