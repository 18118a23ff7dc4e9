"""Units as rows: issues with what was decided about them, term mentions, numbers of comments."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tmflow.model.concept import Status
from tmflow.model.issue import DecisionKind, Scope
from tmflow.services.views import DecisionView, IssueView, MentionView, UnitRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import Term
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.quality import StoredDecision
    from tmflow.services.ports.unit_of_work import UnitOfWork


def decision_view(stored: StoredDecision) -> DecisionView:
    """Return a stored decision as it is shown."""
    made = stored.decision
    return DecisionView(
        stored.id, made.key, made.kind.value, made.scope.value, made.place, made.author, made.at, made.reason
    )


def _holds(stored: StoredDecision, unit: TranslationUnit) -> bool:
    made = stored.decision
    place = {Scope.HERE: unit.id, Scope.RELEASE: unit.release_id, Scope.EVERYWHERE: made.place}[made.scope]
    return made.kind is not DecisionKind.FIXED and made.place == place


def issue_views(
    unit: TranslationUnit, issues: Iterable[Issue], decisions: Iterable[StoredDecision]
) -> tuple[IssueView, ...]:
    """Return the issues of one unit, each with the decision that holds for it here."""
    by_key: dict[str, StoredDecision] = {}
    for stored in decisions:
        if _holds(stored, unit):
            by_key[stored.decision.key] = stored
    return tuple(
        IssueView(
            issue,
            unit.release_id,
            unit.position,
            unit.text(issue.lang),
            decision_view(by_key[issue.key]) if issue.key in by_key else None,
        )
        for issue in issues
    )


def mentions_of(unit: TranslationUnit, recognizer: Recognizer, date: str) -> dict[str, tuple[MentionView, ...]]:
    """Return the glossary terms in each text of a unit; what is not forbidden yet at `date` is shown as admitted."""
    return {
        lang: tuple(
            MentionView(found.start, found.end, found.term.concept_id, _status(found.term, date))
            for found in recognizer.find(variant.text.text, lang)
        )
        for lang, variant in unit.variants.items()
    }


def _status(term: Term, date: str) -> str:
    return term.status.value if term.status.accepted or term.holds(date) else Status.ADMITTED.value


def rows_of(
    uow: UnitOfWork, units: Sequence[TranslationUnit], mentions: Mapping[str, Mapping[str, tuple[MentionView, ...]]]
) -> tuple[UnitRow, ...]:
    """Return units of any releases as rows, in the given order; `mentions` by unit id."""
    identities = [unit.id for unit in units]
    issues: dict[str, list[Issue]] = {}
    for issue in uow.quality.of_units(identities):
        issues.setdefault(issue.unit_id, []).append(issue)
    keys = {issue.key for found in issues.values() for issue in found}
    decisions = uow.quality.decisions(keys) if keys else ()
    comments = Counter(comment.unit_id for comment in uow.units.comments(identities))
    return tuple(
        UnitRow(
            unit, issue_views(unit, issues.get(unit.id, ()), decisions), mentions.get(unit.id, {}), comments[unit.id]
        )
        for unit in units
    )
