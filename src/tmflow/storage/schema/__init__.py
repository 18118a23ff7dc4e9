"""Every table, in portable column types. Times are UTC, ISO 8601 text with seconds; JSON columns hold plain JSON.

Texts with inline codes are two columns: `text` (plain, searchable) and `codes` (JSON list, see `rows`).
"""

from tmflow.storage.schema.accounts import account, audit, operation, role_grant, session, sign_in_attempt
from tmflow.storage.schema.base import metadata, migration, setting
from tmflow.storage.schema.glossary import candidate, concept, concept_history, glossary_import, term, term_history
from tmflow.storage.schema.jobs import job
from tmflow.storage.schema.memory import memory_text, memory_unit
from tmflow.storage.schema.quality import decision, issue, profile, recheck
from tmflow.storage.schema.releases import bitext, bitext_history, release, source_file, version
from tmflow.storage.schema.units import comment, revision, unit, variant

__all__ = [
    "account",
    "audit",
    "bitext",
    "bitext_history",
    "candidate",
    "comment",
    "concept",
    "concept_history",
    "decision",
    "glossary_import",
    "issue",
    "job",
    "memory_text",
    "memory_unit",
    "metadata",
    "migration",
    "operation",
    "profile",
    "recheck",
    "release",
    "revision",
    "role_grant",
    "session",
    "setting",
    "sign_in_attempt",
    "source_file",
    "term",
    "term_history",
    "unit",
    "variant",
    "version",
]
