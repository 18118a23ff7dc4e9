"""A row of the editor on the wire. Offsets are code points, as everywhere in the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tmflow.web.wire import plain

if TYPE_CHECKING:
    from tmflow.model.unit import Variant
    from tmflow.services.views import IssueView, UnitRow


def variant_on_wire(variant: Variant) -> dict[str, Any]:
    """Return a variant with its plain text."""
    shape: dict[str, Any] = plain(variant)
    return shape


def issue_on_wire(view: IssueView) -> dict[str, Any]:
    """Return an issue flat, with the decision about it (null while it is open)."""
    return {**plain(view.issue), "decision": plain(view.decision)}


def row_on_wire(row: UnitRow) -> dict[str, Any]:
    """Return a unit with everything that its row shows."""
    unit = row.unit
    return {
        "id": unit.id,
        "release_id": unit.release_id,
        "position": unit.position,
        "kind": unit.kind.value,
        "confidence": unit.confidence,
        "variants": {lang: variant_on_wire(variant) for lang, variant in unit.variants.items()},
        "issues": [issue_on_wire(view) for view in row.issues],
        "mentions": plain(row.mentions),
        "comments": row.comments,
    }
