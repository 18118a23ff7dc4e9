"""Concepts, terms and their history, imports of files, and candidates for entries."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, false

from tmflow.storage.schema.base import metadata

concept = Table(
    "concept",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("confused_with", JSON, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("owner", String(100), nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="1"),
    # The glossary's revision at the last change of the concept or of one of its terms.
    Column("changed", Integer, nullable=False, server_default="0"),
)

# Each state of a concept's own values (kind, note, owner, what it is confused with), as `term_history` has of terms.
concept_history = Table(
    "concept_history",
    metadata,
    Column("concept_id", ForeignKey("concept.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("values", JSON, nullable=False),
    Column("author", String(100), nullable=False),
    Column("at", String(32), nullable=False),
)

term = Table(
    "term",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("concept_id", ForeignKey("concept.id"), nullable=False, index=True),
    Column("lang", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("form", String(10), nullable=False, server_default=""),
    Column("use_instead", Text, nullable=False, server_default=""),
    Column("case", Boolean, nullable=False, server_default=false()),
    Column("gender", String(4), nullable=False, server_default=""),
    Column("inflection", String(200), nullable=False, server_default=""),
    Column("valid_from", String(10), nullable=False, server_default=""),
    Column("valid_until", String(10), nullable=False, server_default=""),
    Column("returned", Text, nullable=False, server_default=""),
    Index("ix_term_lang_text", "lang", "text"),
)

# Each state a term ever had: the base of a three-way merge, and the way back.
term_history = Table(
    "term_history",
    metadata,
    Column("term_id", ForeignKey("term.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("values", JSON, nullable=False),
    Column("author", String(100), nullable=False),
    Column("at", String(32), nullable=False),
)

glossary_import = Table(
    "glossary_import",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(500), nullable=False),
    Column("state", String(20), nullable=False),
    Column("account", String(100), nullable=False),
    Column("at", String(32), nullable=False),
    Column("rows", JSON, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("undone_at", String(32)),
)

# Terms that the archive uses and the glossary lacks; `state` is open, accepted (as `concept_id`) or dismissed.
candidate = Table(
    "candidate",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("renderings", JSON, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("releases", Integer, nullable=False),
    Column("first", String(32), nullable=False),
    Column("last", String(32), nullable=False),
    Column("places", JSON, nullable=False),
    Column("score", Float, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("concept_id", String(40), nullable=False, server_default=""),
    Column("term_ids", JSON, nullable=False, server_default="[]"),
    Column("author", String(100), nullable=False, server_default=""),
    Column("at", String(32), nullable=False),
)
