"""Accounts, sessions, the audit trail and operations done."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table

from tmflow.storage.schema.base import metadata

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
