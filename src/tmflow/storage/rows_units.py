"""Rows of units, variants, revisions, issues and decisions to the model, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tmflow.glossary.traces import trace
from tmflow.model.issue import Decision, DecisionKind, Evidence, Issue, IssueType, Scope, Severity
from tmflow.model.language import ordered
from tmflow.model.release import BlockKind
from tmflow.model.unit import Revision, State, TranslationUnit, Variant
from tmflow.services.ports.quality import StoredDecision
from tmflow.services.ports.units import Comment, PastRevision
from tmflow.storage.rows import codes_to_json, segment_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from tmflow.storage.rows import Json


def unit_of(row: Row[Any], variants: Mapping[str, Variant]) -> TranslationUnit:
    """Return a row of `unit` with its variants; a unit that left its release has position 0."""
    return TranslationUnit(
        id=row.id,
        release_id=row.release_id,
        position=row.position if row.active else 0,
        kind=BlockKind(row.kind),
        block=row.block,
        confidence=row.confidence,
        variants={lang: variants[lang] for lang in ordered(variants)},
        derived_from=tuple(row.derived_from),
    )


def unit_to_row(unit: TranslationUnit) -> dict[str, Json]:
    """Return the columns of an active unit."""
    return {
        "id": unit.id,
        "release_id": unit.release_id,
        "position": unit.position,
        "kind": unit.kind.value,
        "block": unit.block,
        "confidence": unit.confidence,
        "derived_from": list(unit.derived_from),
        "active": True,
    }


def variant_of(row: Row[Any]) -> Variant:
    """Return a row of `variant`."""
    return Variant(
        lang=row.lang,
        text=segment_of(row.text, row.codes),
        state=State(row.state),
        version=row.version,
        author=row.author,
        at=row.at,
        origin=row.origin,
        source_changed=row.source_changed,
    )


def variant_to_row(unit_id: str, variant: Variant) -> dict[str, Json]:
    """Return the columns of a variant."""
    return {
        "unit_id": unit_id,
        "lang": variant.lang,
        "text": variant.text.text,
        "codes": codes_to_json(variant.text),
        "state": variant.state.value,
        "version": variant.version,
        "author": variant.author,
        "at": variant.at,
        "origin": variant.origin,
        "source_changed": variant.source_changed,
        "trace": trace(variant.text.text, variant.lang),
    }


def revision_to_row(unit_id: str, variant: Variant, source_hash: str) -> dict[str, Json]:
    """Return the columns of the revision that a variant's text is."""
    return {
        "unit_id": unit_id,
        "lang": variant.lang,
        "text": variant.text.text,
        "codes": codes_to_json(variant.text),
        "state": variant.state.value,
        "author": variant.author,
        "at": variant.at,
        "origin": variant.origin,
        "source_hash": source_hash,
    }


def revision_of(row: Row[Any]) -> PastRevision:
    """Return a row of `revision`."""
    revision = Revision(row.id, segment_of(row.text, row.codes), row.author, row.at, row.origin, row.source_hash)
    return PastRevision(revision, State(row.state))


def comment_of(row: Row[Any]) -> Comment:
    """Return a row of `comment`."""
    return Comment(row.id, row.unit_id, row.lang, row.author, row.at, row.text, row.kind)


def issue_of(row: Row[Any]) -> Issue:
    """Return a row of `issue`."""
    return Issue(
        check=row.check,
        unit_id=row.unit_id,
        lang=row.lang,
        start=row.start,
        end=row.end,
        text=row.text,
        message=row.message,
        severity=Severity(row.severity),
        key=row.key,
        suggestion=row.suggestion,
        evidence=tuple(Evidence(*item) for item in row.evidence),
        concept_id=row.concept_id,
        type=IssueType(row.type),
    )


def issue_to_row(release_id: str, issue: Issue) -> dict[str, Json]:
    """Return the columns of an issue."""
    return {
        "release_id": release_id,
        "unit_id": issue.unit_id,
        "check": issue.check,
        "lang": issue.lang,
        "start": issue.start,
        "end": issue.end,
        "text": issue.text,
        "message": issue.message,
        "severity": issue.severity.value,
        "key": issue.key,
        "suggestion": issue.suggestion,
        "evidence": [[item.lang, item.start, item.end, item.text, item.value, item.agrees] for item in issue.evidence],
        "concept_id": issue.concept_id,
        "type": issue.type.value,
    }


def decision_of(row: Row[Any]) -> StoredDecision:
    """Return a row of `decision`."""
    return StoredDecision(
        row.id,
        Decision(row.key, DecisionKind(row.kind), Scope(row.scope), row.place, row.author, row.at, row.reason),
    )
