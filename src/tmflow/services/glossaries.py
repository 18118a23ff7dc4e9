"""The glossary: reading it, changing it entry by entry, and proposals. Files go through `glossary_imports`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.glossary.merge import folded
from tmflow.i18n import tr
from tmflow.interchange import glossary_xlsx
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.errors import Conflict, InputError, NotFound
from tmflow.model.language import LANGUAGES
from tmflow.services import clock
from tmflow.services.glossary_imports import GlossaryImports
from tmflow.services.glossary_writing import Writer, new_concept_id
from tmflow.services.paging import Page, bounded, page_of
from tmflow.services.texts import cleaned
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.account import Account
    from tmflow.services.glossary_cache import GlossaryCache
    from tmflow.services.ports.glossary import TermState
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory

LONGEST_TERM: Final = 1_000
_LONGEST_NOTE: Final = 10_000


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term as a person leaves it: new without `term_id`, else changed from the revision that the person saw."""

    term_id: str | None
    lang: str
    text: str
    status: Status = Status.PREFERRED
    note: str = ""
    source: str = ""
    base_revision: int = 0


@dataclass(frozen=True, slots=True)
class ConceptDetail:
    """An entry and every state that its terms ever had, the newest first."""

    entry: ConceptEntry
    history: tuple[TermState, ...]


@dataclass(frozen=True, slots=True)
class GlossaryCounts:
    """How many entries and terms there are, and how many entries lack an accepted term, by language."""

    entries: int
    terms: int
    missing: Mapping[str, int]


class GlossaryService(GlossaryImports):
    """Implements `services.ports.outside.Terms`, and what people do with the glossary.

    Args:
        open_unit_of_work: opens transactions.
        cache: the glossary in memory.
        now: the present moment, as `clock.now` writes it.
    """

    def __init__(
        self, open_unit_of_work: UnitOfWorkFactory, cache: GlossaryCache, now: Callable[[], str] = clock.now
    ) -> None:
        super().__init__(open_unit_of_work, now)
        self._cache = cache

    # ------------------------------------------------------------ reading

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
        after: str | None = None,
        limit: int = 100,
    ) -> Page[ConceptEntry]:
        """Return a page of entries by id.

        Args:
            actor: who asks.
            query: a part of a term, a note or an id; case and form do not matter.
            kind: only entries of this kind.
            status: only entries with a term of this status.
            lang_missing: only entries without an accepted term in this language.
            after: the cursor of the page before.
            limit: how many entries a page has.
        """
        require(actor, Action.READ)
        wanted = query.strip()
        forms = {lang: folded(wanted, lang) for lang in LANGUAGES}
        found: list[ConceptEntry] = []
        size = bounded(limit)
        for key, entry in sorted(self._cache.entries().items()):
            if (
                (after is None or key > after)
                and (kind is None or entry.kind is kind)
                and (status is None or any(term.status is status for term in entry.terms))
                and (lang_missing is None or _lacks(entry, lang_missing))
                and (not wanted or _speaks_of(entry, wanted, forms))
            ):
                found.append(entry)
                if len(found) > size:
                    break
        return page_of(found, size, lambda entry: entry.id)

    def get(self, actor: Account | None, concept_id: str) -> ConceptDetail:
        """Return an entry with its history.

        Raises:
            NotFound: there is no such entry (any more).
        """
        require(actor, Action.READ)
        with self._open() as uow:
            return ConceptDetail(_entry(uow, concept_id), uow.glossary.history(concept_id))

    def counts(self, actor: Account | None) -> GlossaryCounts:
        """Return how much there is, and what is missing."""
        require(actor, Action.READ)
        entries = self._cache.entries().values()
        missing = {lang: sum(_lacks(entry, lang) for entry in entries) for lang in LANGUAGES}
        return GlossaryCounts(len(entries), sum(len(entry.terms) for entry in entries), missing)

    def export(self, actor: Account | None) -> bytes:
        """Return the whole glossary as .xlsx, with the revision of each term, for `preview`."""
        require(actor, Action.READ)
        with self._open() as uow:
            return glossary_xlsx.serialize(uow.glossary.entries())

    # ------------------------------------------------------------ changing

    def save(
        self,
        actor: Account | None,
        concept_id: str | None,
        kind: Kind,
        note: str,
        terms: Sequence[TermDraft],
        confused_with: Sequence[str] = (),
    ) -> ConceptEntry:
        """Store an entry, new without `concept_id`. Terms that `terms` leaves out stay as they are.

        Raises:
            Conflict: a term was changed meanwhile; `current` is the stored entry.
            InputError: an empty or overlong text, an unknown language, the same term twice.
            NotFound: there is no such entry or term (any more).
            PermissionDenied: the actor is no glossary owner.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        drafts = tuple(_checked(draft) for draft in terms)
        with self._open(write=True) as uow:
            writer = Writer(uow, who.name, self._now())
            current = _entry(uow, concept_id) if concept_id is not None else None
            identity = concept_id or new_concept_id(uow)
            entry = ConceptEntry(identity, kind, current.terms if current else (), _note(note), tuple(confused_with))
            if current is None or current != entry:
                uow.glossary.put_concept(entry)
            known = {term.id: term for term in current.terms} if current else {}
            if not known and not drafts:
                raise InputError(tr("An entry needs at least one term."))
            for draft in drafts:
                self._write(writer, identity, kind, known, draft, current)
            if current is not None and current.kind is not kind:
                writer.follow_kind(identity, kind)
            saved = _entry(uow, identity)
            _refuse_doubles(saved)
            uow.trail.record(who, "glossary.saved", f"concept:{identity}", {"terms": writer.written})
            uow.commit()
        return saved

    @staticmethod
    def _write(
        writer: Writer,
        concept_id: str,
        kind: Kind,
        known: Mapping[str, Term],
        draft: TermDraft,
        current: ConceptEntry | None,
    ) -> None:
        """Write one draft, if it changes something."""
        if draft.term_id is None:
            writer.add(_term(concept_id, draft, draft.status), kind)
            return
        before = known.get(draft.term_id)
        if before is None:
            raise NotFound(tr("There is no term {term} in this entry (any more).", term=draft.term_id))
        after = replace(before, text=draft.text, status=draft.status, note=draft.note, source=draft.source)
        if draft.lang != before.lang:
            raise InputError(tr("A term keeps its language; add a new one instead."), source=before.text)
        if after == before:
            return
        if draft.base_revision != before.revision:
            raise Conflict(tr("“{term}” was changed by somebody else meanwhile.", term=before.text), current=current)
        writer.change(after, kind)

    def propose(
        self,
        actor: Account | None,
        concept_id: str | None,
        kind: Kind,
        note: str,
        terms: Sequence[TermDraft],
    ) -> ConceptEntry:
        """Store proposals as drafts that an owner decides about: a new entry, or new terms of one that exists.

        Raises:
            InputError: as `save`; or a draft names an existing term, which only an owner may change.
            NotFound: there is no such entry (any more).
            PermissionDenied: the actor may not propose terms.
        """
        who = require(actor, Action.PROPOSE_TERM)
        drafts = tuple(_checked(draft) for draft in terms)
        if not drafts or any(draft.term_id is not None for draft in drafts):
            raise InputError(tr("A proposal brings new terms; a glossary owner changes those that are there."))
        with self._open(write=True) as uow:
            writer = Writer(uow, who.name, self._now())
            current = _entry(uow, concept_id) if concept_id is not None else None
            entry = current or ConceptEntry(new_concept_id(uow), kind, note=_note(note))
            if current is None:
                uow.glossary.put_concept(entry)
            for draft in drafts:
                writer.add(_term(entry.id, draft, Status.DRAFT), entry.kind)
            saved = _entry(uow, entry.id)
            _refuse_doubles(saved)
            uow.trail.record(who, "glossary.proposed", f"concept:{entry.id}", {"terms": writer.written})
            uow.commit()
        return saved

    def delete_term(self, actor: Account | None, term_id: str, base_revision: int) -> ConceptEntry | None:
        """Take a term out (its history stays); return the entry, or nothing when it was its last term.

        Raises:
            Conflict: the term was changed meanwhile; `current` is the stored entry.
            NotFound: there is no such term (any more).
            PermissionDenied: the actor is no glossary owner.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        with self._open(write=True) as uow:
            state = uow.glossary.current([term_id]).get(term_id)
            if state is None or not state.active:
                raise NotFound(tr("There is no term {term} (any more).", term=term_id))
            entry = _entry(uow, state.term.concept_id)
            if state.term.revision != base_revision:
                raise Conflict(
                    tr("“{term}” was changed by somebody else meanwhile.", term=state.term.text), current=entry
                )
            writer = Writer(uow, who.name, self._now())
            writer.take_out(state.term, entry.kind)
            left = _entry(uow, entry.id)
            if not left.terms:
                uow.glossary.put_concept(entry, active=False)
            uow.trail.record(who, "glossary.term_deleted", f"concept:{entry.id}", {"terms": writer.written})
            uow.commit()
        return left if left.terms else None


def _entry(uow: UnitOfWork, concept_id: str) -> ConceptEntry:
    found = uow.glossary.entries([concept_id])
    if not found:
        raise NotFound(tr("There is no glossary entry {concept} (any more).", concept=concept_id))
    return found[0]


def _term(concept_id: str, draft: TermDraft, status: Status) -> Term:
    return Term("", concept_id, draft.lang, draft.text, status, draft.note, draft.source)


def _lacks(entry: ConceptEntry, lang: str) -> bool:
    return not any(term.status.accepted for term in entry.in_language(lang))


def _speaks_of(entry: ConceptEntry, wanted: str, forms: Mapping[str, str]) -> bool:
    if wanted.casefold() in entry.id.casefold() or wanted.casefold() in entry.note.casefold():
        return True
    return any(forms[term.lang] in folded(term.text, term.lang) for term in entry.terms if term.lang in forms)


def _checked(draft: TermDraft) -> TermDraft:
    """Return a draft with its blanks evened out.

    Raises:
        InputError: what cannot be a term.
    """
    text = cleaned(draft.text).strip()
    if draft.lang not in LANGUAGES:
        raise InputError(tr("“{lang}” is no language of the glossary.", lang=draft.lang), source=text)
    if not text or len(text) > LONGEST_TERM or "\n" in text:
        raise InputError(
            tr("A term is one line of 1 to {count} characters.", count=LONGEST_TERM), source=text[:50] or tr("term")
        )
    return replace(draft, text=text, note=_note(draft.note), source=_note(draft.source))


def _note(text: str) -> str:
    return cleaned(text).strip()[:_LONGEST_NOTE]


def _refuse_doubles(entry: ConceptEntry) -> None:
    seen: set[tuple[str, str]] = set()
    for term in entry.terms:
        if (term.lang, term.text) in seen:
            raise InputError(tr("the entry has this term twice."), source=term.text)
        seen.add((term.lang, term.text))
