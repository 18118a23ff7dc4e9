"""What happened to an entry, as people read it: who changed what, and when; made of the states that are kept."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tmflow.glossary import cells
from tmflow.model.concept import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.model.concept import Term
    from tmflow.services.ports.glossary import ConceptState, TermState

Act = Literal["added", "proposed", "changed", "approved", "returned", "taken_out", "brought_back"]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after; the names are those of the file's columns."""

    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a term, or of the entry's own values (`term_id` and `lang` are empty then).

    Attributes:
        at: when (UTC, ISO 8601); empty where it is not known.
        author: the account's name.
        act: what was done.
        lang: the term's language.
        text: the term as it was written afterwards.
        changes: what changed; of something new nothing.
        term_id: the term's id.
        revision: the revision that it made.
        reason: why a proposal was returned.
        current: whether it is as this change left it.
    """

    at: str
    author: str
    act: Act
    lang: str
    text: str
    changes: tuple[CellChange, ...]
    term_id: str
    revision: int
    reason: str = ""
    current: bool = False


def events(terms: Iterable[TermState], own: Iterable[ConceptState]) -> tuple[Event, ...]:
    """Return what happened, the newest first.

    Args:
        terms: every state of every term, in any order.
        own: every state of the entry's own values.
    """
    found: list[Event] = []
    by_term: defaultdict[str, list[TermState]] = defaultdict(list)
    for state in terms:
        by_term[state.term.id].append(state)
    for states in by_term.values():
        ordered = sorted(states, key=lambda each: each.term.revision)
        found += [
            _of_term(before, after, current=after is ordered[-1])
            for before, after in zip([None, *ordered], ordered, strict=False)
        ]
    found += _of_entry(sorted(own, key=lambda each: each.entry.revision))
    return tuple(sorted(found, key=lambda each: (each.at, each.revision, each.act, each.term_id), reverse=True))


def _of_term(before: TermState | None, after: TermState, *, current: bool) -> Event:
    term = after.term
    return Event(
        at=after.at,
        author=after.author,
        act=_act(before, after),
        lang=term.lang,
        text=term.text,
        changes=_changes(cells.of_term(before.term), cells.of_term(term)) if before and after.active else (),
        term_id=term.id,
        revision=term.revision,
        reason=term.returned,
        current=current,
    )


def _act(before: TermState | None, after: TermState) -> Act:
    if not after.active:
        return "taken_out"
    if before is None:
        return "proposed" if after.term.status is Status.DRAFT else "added"
    if not before.active:
        return "brought_back"
    return _decision(before.term, after.term)


def _decision(before: Term, after: Term) -> Act:
    """What became of a proposal; a change like any other where it was none, or nobody decided."""
    if after.returned and after.returned != before.returned:
        return "returned"
    if before.returned and after.waiting:
        return "proposed"
    return "approved" if before.status is Status.DRAFT and after.status is not Status.DRAFT else "changed"


def _of_entry(states: Sequence[ConceptState]) -> list[Event]:
    found = []
    for before, after in itertools.pairwise(states):
        changes = _changes(cells.of_concept(before.entry), cells.of_concept(after.entry))
        if changes:
            act: Act = "changed"
            number = after.entry.revision
            found.append(Event(after.at, after.author, act, "", "", changes, "", number, current=after is states[-1]))
    return found


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[CellChange, ...]:
    return tuple(CellChange(name, before[name], value) for name, value in after.items() if value != before[name])
