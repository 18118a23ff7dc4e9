"""Every table, in portable column types. Times are UTC, ISO 8601 text with seconds; JSON columns hold plain JSON.

Texts with inline codes are two columns: `text` (plain, searchable) and `codes` (JSON list, see `rows`).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

migration = Table(
    "migration",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("at", String(32), nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", JSON, nullable=False),
)

# ---------------------------------------------------------------- accounts

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("display_name", String(200), nullable=False),
    Column("password_hash", String(300), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", String(32), nullable=False),
)

role_grant = Table(
    "role_grant",
    metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True),
    Column("role", String(30), primary_key=True),
    Column("lang", String(10), primary_key=True),
)

# Only the hash of a session's token is kept: a stolen database opens no session.
session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("created_at", String(32), nullable=False),
    Column("last_seen_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("revoked_at", String(32)),
    Column("client", String(300), nullable=False, default=""),
)

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, index=True),
    Column("at", String(32), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("account", String(100), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("detail", JSON, nullable=False),
)

# An operation id that was seen answers with its stored result: a repeated request changes nothing.
operation = Table(
    "operation",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("result", JSON, nullable=False),
)

# ---------------------------------------------------------------- releases

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

# ---------------------------------------------------------------- units

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

# ---------------------------------------------------------------- quality

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

# ---------------------------------------------------------------- glossary

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

# ---------------------------------------------------------------- memory

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

# ---------------------------------------------------------------- jobs

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("message", Text, nullable=False, default=""),
    Column("result", JSON),
    Column("resume_state", JSON),
    Column("cancel_requested", Boolean, nullable=False, default=False),
    Column("account_id", Integer, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("started_at", String(32)),
    Column("heartbeat_at", String(32)),
    Column("finished_at", String(32)),
)
