"""Issues and decisions, profiles and rules of checking."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text

from tmflow.storage.schema.base import metadata

issue = Table(
    "issue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release_id", ForeignKey("release.id"), nullable=False, index=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("check", String(60), nullable=False),
    Column("lang", String(10), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("severity", String(10), nullable=False),
    Column("key", String(300), nullable=False, index=True),
    Column("suggestion", Text, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("concept_id", String(40), nullable=False),
    Column("type", String(40), nullable=False, server_default="other"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(300), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("scope", String(20), nullable=False),
    Column("place", String(40), nullable=False),
    Column("author", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("revoked_at", String(32)),
)

# Units that a change of the glossary touched and that were not checked since (`services.rechecking`): up to which
# revision of the glossary, and whether the checks of people are to look, too.
recheck = Table(
    "recheck",
    metadata,
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("release_id", ForeignKey("release.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("people", Boolean, nullable=False),
)

# Profiles of checks that the office made; `content` is TOML. Which ones are in force is a setting.
profile = Table(
    "profile",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("base", String(60), nullable=False),
    Column("content", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("author", String(100), nullable=False),
    Column("at", String(32), nullable=False),
)
