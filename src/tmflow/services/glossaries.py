"""The glossary as people read it. Changing entries is in `glossary_editing`, files go through `glossary_imports`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from operator import itemgetter
from typing import TYPE_CHECKING

from tmflow.glossary.merge import folded
from tmflow.interchange import glossary_xlsx
from tmflow.interchange.glossary_xlsx import Layout
from tmflow.model.language import LANGUAGES
from tmflow.services import clock
from tmflow.services.glossary_drafts import TermDraft
from tmflow.services.glossary_editing import GlossaryEditing, entry_of
from tmflow.services.glossary_usage import Usage, usage
from tmflow.services.paging import Page, bounded, page_of
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.account import Account
    from tmflow.model.concept import ConceptEntry, Kind, Status
    from tmflow.services.glossary_cache import GlossaryCache
    from tmflow.services.ports.glossary import ConceptState, TermState
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory

_JUST_IT, _BEGINS, _HOLDS, _NOTE = range(4)
"""How near an entry is to what is searched."""

__all__ = ["ConceptDetail", "GlossaryCounts", "GlossaryService", "TermDraft"]


@dataclass(frozen=True, slots=True)
class ConceptDetail:
    """An entry and every state that its terms and its own values ever had, the newest first."""

    entry: ConceptEntry
    history: tuple[TermState, ...]
    own_history: tuple[ConceptState, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryCounts:
    """How many entries and terms there are, and how many entries lack an accepted term, by language.

    `drafts` counts the entries with a proposal that waits for an owner.
    """

    entries: int
    terms: int
    missing: Mapping[str, int]
    drafts: int = 0


class GlossaryService(GlossaryEditing):
    """Implements `services.ports.outside.Terms`, and what people do with the glossary.

    Args:
        open_unit_of_work: opens transactions.
        cache: the glossary in memory.
        now: the present moment, as `clock.now` writes it.
    """

    def __init__(
        self, open_unit_of_work: UnitOfWorkFactory, cache: GlossaryCache, now: Callable[[], str] = clock.now
    ) -> None:
        super().__init__(open_unit_of_work, cache, now)
        self._counted: tuple[Mapping[str, ConceptEntry], GlossaryCounts] | None = None

    # ------------------------------------------------------------ reading

    def usage(self, actor: Account | None, concept_id: str) -> Usage:
        """Return where an entry's terms stand in the archive, as far as `MOST_TEXTS` texts tell.

        Raises:
            NotFound: there is no such entry (any more).
        """
        require(actor, Action.READ)
        recognizer = self._cache.recognizer()
        with self._open() as uow:
            return usage(uow, entry_of(uow, concept_id), recognizer)

    def recognizer(self, actor: Account | None) -> Recognizer:
        """Return the recognizer of all active terms."""
        require(actor, Action.READ)
        return self.current_recognizer()

    def current_recognizer(self) -> Recognizer:
        """Return the recognizer of all active terms; the caller has asked for the right to read."""
        return self._cache.recognizer()

    def current_entries(self) -> Mapping[str, ConceptEntry]:
        """Return all active entries by id; the caller has asked for the right to read."""
        return self._cache.entries()

    def revision(self) -> int:
        """Return a number that grows with every change of the glossary."""
        return self._cache.revision()

    def list(
        self,
        actor: Account | None,
        *,
        query: str = "",
        kind: Kind | None = None,
        status: Status | None = None,
        lang_missing: str | None = None,
        waiting: bool = False,
        after: str | None = None,
        limit: int = 100,
    ) -> Page[ConceptEntry]:
        """Return a page of entries: by id, or those that a search means first.

        Args:
            actor: who asks.
            query: a part of a term, a note or an id; case and form do not matter. An entry with just this term or id
                comes first, then those with a term that begins so, with one that holds it, and with a note that does;
                the shorter term first.
            kind: only entries of this kind.
            status: only entries with a term of this status.
            lang_missing: only entries without an accepted term in this language.
            waiting: only entries with a proposal that waits for an owner.
            after: the cursor of the page before.
            limit: how many entries a page has.
        """
        require(actor, Action.READ)
        wanted = query.strip()
        forms = {lang: folded(wanted, lang) for lang in LANGUAGES}
        size = bounded(limit)
        found: list[tuple[str, ConceptEntry]] = []
        for key, entry in self._cache.entries().items():
            if (
                (kind is None or entry.kind is kind)
                and (status is None or any(term.status is status for term in entry.terms))
                and (not waiting or any(term.waiting for term in entry.terms))
                and (lang_missing is None or _lacks(entry, lang_missing))
            ):
                place = _place(entry, wanted, forms) if wanted else ""
                if place is not None and (after is None or place + key > after):
                    found.append((place + key, entry))
        page = page_of(nsmallest(size + 1, found, key=itemgetter(0)), size, itemgetter(0))
        return Page(tuple(entry for _, entry in page.items), page.next)

    def get(self, actor: Account | None, concept_id: str) -> ConceptDetail:
        """Return an entry with its history.

        Raises:
            NotFound: there is no such entry (any more).
        """
        require(actor, Action.READ)
        with self._open() as uow:
            return ConceptDetail(
                entry_of(uow, concept_id), uow.glossary.history(concept_id), uow.glossary.concept_history(concept_id)
            )

    def counts(self, actor: Account | None) -> GlossaryCounts:
        """Return how much there is, and what is missing."""
        require(actor, Action.READ)
        entries = self._cache.entries()
        if self._counted is None or self._counted[0] is not entries:
            self._counted = (entries, _counts(entries.values()))
        return self._counted[1]

    def export(self, actor: Account | None, layout: Layout = Layout.TERMS) -> bytes:
        """Return the whole glossary as .xlsx, one row a term or one row a concept, with revisions, for `preview`."""
        require(actor, Action.READ)
        with self._open() as uow:
            return glossary_xlsx.serialize(uow.glossary.entries(), layout)


def _counts(entries: Collection[ConceptEntry]) -> GlossaryCounts:
    present: Counter[str] = Counter()
    terms = drafts = 0
    for entry in entries:
        terms += len(entry.terms)
        present.update({term.lang for term in entry.terms if term.status.accepted})
        drafts += any(term.waiting for term in entry.terms)
    return GlossaryCounts(len(entries), terms, {lang: len(entries) - present[lang] for lang in LANGUAGES}, drafts)


def _lacks(entry: ConceptEntry, lang: str) -> bool:
    return not any(term.status.accepted for term in entry.in_language(lang))


def _place(entry: ConceptEntry, wanted: str, forms: Mapping[str, str]) -> str | None:
    """Return what sorts an entry among those that a search finds, as text of one length; nothing where it finds none.

    It begins with 0 for just what is searched, 1 for a term that begins so, 2 for one that holds it, 3 for a note.
    """
    small = wanted.casefold()
    best: tuple[int, int] | None = None
    if small in entry.id.casefold():
        best = (_JUST_IT if small == entry.id.casefold() else _HOLDS, len(entry.id))
    elif small in entry.note.casefold():
        best = (_NOTE, 0)
    for term in entry.terms:
        form = forms.get(term.lang, "")
        text = folded(term.text, term.lang)
        if form and form in text:
            rank = _JUST_IT if text == form else _BEGINS if text.startswith(form) else _HOLDS
            best = min(best or (rank, len(text)), (rank, len(text)))
    return None if best is None else f"{best[0]}{best[1]:05d} "
