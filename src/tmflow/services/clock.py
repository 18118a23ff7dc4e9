"""The one clock of the services: UTC, ISO 8601 text with seconds, which sorts by time as text."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the present moment, for instance `2026-11-24T08:54:12+00:00`."""
    return datetime.now(UTC).isoformat(timespec="seconds")
