"""The translation memory: what was approved before, offered again.

An offer is scored by `memory.fuzzy`; 101 is the same sentence after the same sentence. Published pages whose beads
nobody has looked at are offered two points lower. What is remembered never changes: it is replaced as an offer when
its unit is approved anew, and stays as a record.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.interchange import tmx
from tmflow.memory import concordance, fuzzy
from tmflow.memory.candidates import Scan
from tmflow.model.errors import InputError, NotFound
from tmflow.model.language import LANGUAGES, ordered
from tmflow.model.match import DiffPart, Match, MatchKind, MemoryUnit
from tmflow.services import clock
from tmflow.services.paging import Page, bounded, page_of
from tmflow.services.ports.memories import RememberedText, Snapshot
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tmflow.memory.candidates import Candidates
    from tmflow.model.account import Account
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.meaning import Meaning
    from tmflow.services.ports.memories import Remembered
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory

IN_CONTEXT: Final = 101
NOT_ACCEPTED_PENALTY: Final = 2
_RESCORED: Final = 60
"""Candidates that are compared exactly."""
_OVERLAP: Final = 1_000
"""Ids that are read again, since another program may commit a smaller id after a larger one."""
_LONGEST_QUERY: Final = 500
_CURSOR: Final = re.compile("([0-9]{1,18})-([a-z]{2,8})")
_BATCH: Final = 500
_WAYS: Final = 2
"""Languages that a unit needs to be of use."""


@dataclass(frozen=True, slots=True)
class ConcordanceHit:
    """A remembered text that holds the words looked for: in `lang`, first at `[start, end)` (code points)."""

    unit: MemoryUnit
    lang: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MeaningHit:
    """A remembered unit whose text in the language asked for means about the same; `likeness` is a cosine, to 1."""

    unit: MemoryUnit
    likeness: float


@dataclass(frozen=True, slots=True)
class ImportedMemory:
    """What an import brought: units added, units that were known, and what was odd (`unit 17: ...`)."""

    added: int
    same: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoryCounts:
    """How many units there are, and how many of them have a text in each language."""

    units: int
    texts: Mapping[str, int]


class MemoryService:
    """Implements `services.ports.outside.Memory`, and what people do with the memory themselves.

    Args:
        open_unit_of_work: opens transactions.
        meaning: finds texts by meaning.
        now: the present moment, as `clock.now` writes it.
    """

    def __init__(
        self, open_unit_of_work: UnitOfWorkFactory, meaning: Meaning, now: Callable[[], str] = clock.now
    ) -> None:
        self._open = open_unit_of_work
        self._meaning = meaning
        self._now = now
        self._scans: dict[str, Scan] = {}

    # ------------------------------------------------------------ looking up

    def search(
        self,
        actor: Account | None,
        text: str,
        source_lang: str,
        target_lang: str,
        *,
        limit: int = 5,
        context: str | None = None,
        minimum: int = 70,
    ) -> tuple[Match, ...]:
        """Return what the memory offers for a source text, the best first, then the newest.

        Args:
            actor: who asks.
            text: the source text.
            source_lang: its language.
            target_lang: the language that is wanted.
            limit: how many offers at most.
            context: the source text before it, for 101.
            minimum: the lowest score, 1 to 100.
        """
        require(actor, Action.READ)
        key = fuzzy.key(text, source_lang)
        if not key.exact:
            return ()
        with self._open() as uow:
            scan = self._current(uow, source_lang)
            ids = {*uow.memories.equal(source_lang, (_hash(key.folded),)), *scan.candidates(key, _RESCORED)}
            remembered = uow.memories.get(ids)
        before = context_hash(context, source_lang)
        offers = (
            _offer(each, key, source_lang, target_lang, before) for each in remembered if target_lang in each.unit.texts
        )
        return _best((offer for offer in offers if offer.score >= minimum), limit, text, source_lang)

    def _current(self, uow: UnitOfWork, lang: str) -> Candidates:
        """Return the candidates' scan with everything that was stored meanwhile, by other programs too."""
        scan = self._scans.setdefault(lang, Scan())
        rows = uow.memories.folded_texts(lang, max(0, scan.newest - _OVERLAP))
        scan.add((number, fuzzy.masked(folded, lang)) for number, folded in rows)
        return scan

    def concordance(
        self, actor: Account | None, query: str, lang: str | None = None, *, after: str | None = None, limit: int = 50
    ) -> Page[ConcordanceHit]:
        """Return remembered texts that hold `query`, the newest first, without regard to case, ё and form.

        Args:
            actor: who asks.
            query: a part of a text, from one character on.
            lang: where to look; in all languages by default.
            after: the cursor of the page before.
            limit: how many hits a page has.
        """
        require(actor, Action.READ)
        languages = (lang,) if lang else LANGUAGES
        prepared = {each: concordance.prepare(query[:_LONGEST_QUERY], each) for each in languages}
        queries = {each: found for each, found in prepared.items() if found}
        if not queries:
            return Page(())
        size = bounded(limit)
        with self._open() as uow:
            places = uow.memories.containing(queries, _place(after), size + 1)
            units = {each.unit.id: each.unit for each in uow.memories.get({number for number, _ in places})}
        page = page_of(places, size, lambda place: f"{place[0]}-{place[1]}")
        hits = (_hit(units[number], found, queries[found]) for number, found in page.items if number in units)
        return Page(tuple(hits), page.next)

    def by_meaning(
        self, actor: Account | None, text: str, lang: str, target_lang: str, limit: int = 10
    ) -> tuple[MeaningHit, ...]:
        """Return remembered units whose text in `target_lang` means about what `text` (in `lang`) means.

        The first call after a start reads all remembered texts in that language, about 500 a second.
        """
        require(actor, Action.READ)
        if not text.strip():
            return ()
        with self._open() as uow:
            rows = uow.memories.plain_texts(target_lang, self._meaning.newest(target_lang))
        found = dict(self._meaning.nearest(text, lang, target_lang, rows, limit))
        with self._open() as uow:
            units = uow.memories.get(found.keys())
        hits = (MeaningHit(each.unit, found[each.unit.id]) for each in units)
        return tuple(sorted(hits, key=lambda hit: -hit.likeness))

    def counts(self, actor: Account | None) -> MemoryCounts:
        """Return how much is remembered."""
        require(actor, Action.READ)
        with self._open() as uow:
            return MemoryCounts(*uow.memories.counts())

    # ------------------------------------------------------------ remembering

    def add_approved(
        self, uow: UnitOfWork, unit: TranslationUnit, *, context: Mapping[str, str], author: str, accepted: bool = True
    ) -> None:
        """Put a snapshot of an approved unit into the memory, inside the caller's transaction.

        An earlier snapshot of the same unit is replaced as an offer; the same texts are not stored twice. A unit with a
        text in one language only is no translation and is passed over.

        Args:
            uow: the caller's transaction.
            unit: holds only the variants to remember.
            context: the text before it in its release, by language.
            author: the approver's account name.
            accepted: whether a person has approved the unit or accepted its bead.
        """
        texts = {lang: variant.text.text for lang, variant in unit.variants.items() if variant.text.text.strip()}
        if len(texts) < _WAYS:
            return
        known = uow.memories.of_units([unit.id]).get(unit.id)
        if known is not None and known.unit.texts == texts and known.accepted >= accepted:
            return
        uow.memories.withdraw(unit_ids=[unit.id])
        remembered = {lang: remember(text, lang, context.get(lang)) for lang, text in texts.items()}
        origin = f"{unit.release_id}/{unit.position}"
        uow.memories.add([Snapshot(remembered, origin, self._now(), author, accepted=accepted, unit_id=unit.id)])

    def withdraw(self, uow: UnitOfWork, unit_ids: Collection[str]) -> None:
        """Offer the snapshots of these units no longer, inside the caller's transaction."""
        uow.memories.withdraw(unit_ids=unit_ids)

    def import_tmx(self, actor: Account | None, name: str, data: bytes) -> ImportedMemory:
        """Store the units of a TMX file, all or nothing; what is already remembered is passed over.

        Raises:
            InputError: the file cannot be read, or holds nothing in two languages of the house.
            PermissionDenied: the actor may not change the memory.
        """
        who = require(actor, Action.EDIT_MEMORY)
        remarks: list[tmx.Remark] = []
        units = list(tmx.parse(data, name, remarks=remarks))
        problems = [tr("unit {number}: {message}", number=each.unit, message=each.message) for each in remarks]
        snapshots: dict[tuple[tuple[str, str], ...], Snapshot] = {}
        for unit in units:
            texts = {lang: text.strip() for lang, text in unit.texts.items() if lang in LANGUAGES and text.strip()}
            if len(texts) < _WAYS:
                problems.append(tr("unit {number}: it has no text in two of zh, en, ru.", number=unit.id))
                continue
            remembered = {lang: remember(text, lang) for lang, text in texts.items()}
            at, author = unit.at or self._now(), unit.author or who.name
            snapshots[_signature(texts)] = Snapshot(remembered, (unit.origin or name)[:500], at, author[:100])
        if not snapshots:
            raise InputError(tr("there is no unit with texts in two of zh, en and ru."), source=name)
        with self._open(write=True) as uow:
            known = _known(uow, list(snapshots))
            fresh = [snapshot for signature, snapshot in snapshots.items() if signature not in known]
            uow.memories.add(fresh)
            detail = {"added": len(fresh), "same": len(units) - len(fresh)}
            uow.trail.record(who, "memory.imported", f"memory:{name[:150]}", detail)
            uow.commit()
        return ImportedMemory(len(fresh), len(snapshots) - len(fresh), tuple(problems))

    def export_tmx(self, actor: Account | None) -> bytes:
        """Return everything that is offered as TMX 1.4b."""
        require(actor, Action.READ)
        with self._open() as uow:
            return tmx.serialize(_all(uow))

    def delete(self, actor: Account | None, memory_id: int) -> None:
        """Offer a unit no longer; it stays as a record.

        Raises:
            NotFound: there is no such unit, or it is offered no longer.
            PermissionDenied: the actor may not change the memory.
        """
        who = require(actor, Action.EDIT_MEMORY)
        with self._open(write=True) as uow:
            if not uow.memories.withdraw(memory_ids=[memory_id]):
                raise NotFound(tr("There is no memory unit {number} (any more).", number=memory_id))
            uow.trail.record(who, "memory.withdrawn", f"memory:{memory_id}")
            uow.commit()


def remember(text: str, lang: str, before: str | None = None) -> RememberedText:
    """Return a text with what it is found by; `before` is the text before it, where there is one."""
    folded = fuzzy.fold(text, lang)
    return RememberedText(text, folded, _hash(folded), context_hash(before, lang))


def context_hash(before: str | None, lang: str) -> str:
    """Return the hash of the text before a sentence, empty where there is none."""
    return _hash(fuzzy.fold(before, lang)) if before else ""


def _hash(folded: str) -> str:
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def _offer(remembered: Remembered, key: fuzzy.Key, source_lang: str, target_lang: str, before: str) -> Match:
    """Score one remembered unit; its difference is added to those that are shown."""
    unit = remembered.unit
    source = unit.texts[source_lang]
    likeness = fuzzy.compare(fuzzy.key(source, source_lang), key)
    points, note = likeness.score, likeness.note
    if points == fuzzy.EXACT and before and remembered.contexts.get(source_lang) == before:
        points = IN_CONTEXT
    if not remembered.accepted:
        points = max(0, points - NOT_ACCEPTED_PENALTY)
        note = "; ".join(part for part in (note, tr("imported, not accepted")) if part)
    kind = {IN_CONTEXT: MatchKind.CONTEXT, fuzzy.EXACT: MatchKind.EXACT}.get(points, MatchKind.FUZZY)
    return Match(unit, points, kind, source, unit.texts[target_lang], note=note)


def _best(offers: Iterable[Match], limit: int, text: str, lang: str) -> tuple[Match, ...]:
    """Return the best offers, each pair of texts once, with the difference to the text at hand."""
    chosen: dict[tuple[str, str], Match] = {}
    for offer in sorted(offers, key=lambda offer: (offer.score, offer.unit.at, offer.unit.id), reverse=True):
        chosen.setdefault((offer.source, offer.target), offer)
    return tuple(_with_difference(offer, text, lang) for offer in itertools.islice(chosen.values(), max(0, limit)))


def _with_difference(offer: Match, text: str, lang: str) -> Match:
    difference: tuple[DiffPart, ...] = ()
    if offer.source != text:
        difference = fuzzy.difference(offer.source, text, lang)
    return Match(offer.unit, offer.score, offer.kind, offer.source, offer.target, difference, offer.note)


def _hit(unit: MemoryUnit, lang: str, query: str) -> ConcordanceHit:
    spans = concordance.find(unit.texts[lang], query, lang)
    start, end = spans[0] if spans else (0, 0)
    return ConcordanceHit(unit, lang, start, end)


def _place(cursor: str | None) -> tuple[int, str] | None:
    read = _CURSOR.fullmatch(cursor or "")
    return (int(read[1]), read[2]) if read else None


def _signature(texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((lang, texts[lang]) for lang in ordered(texts))


def _known(uow: UnitOfWork, signatures: Sequence[tuple[tuple[str, str], ...]]) -> set[tuple[tuple[str, str], ...]]:
    """Return which of these sets of texts are remembered already."""
    hashes: dict[str, set[str]] = {}
    for signature in signatures:
        lang, text = signature[0]
        hashes.setdefault(lang, set()).add(_hash(fuzzy.fold(text, lang)))
    ids = {number for lang, wanted in hashes.items() for number in uow.memories.equal(lang, wanted)}
    return {_signature(remembered.unit.texts) for remembered in uow.memories.get(ids)}


def _all(uow: UnitOfWork) -> Iterator[MemoryUnit]:
    after = 0
    while page := uow.memories.page(after, _BATCH):
        yield from page
        after = page[-1].id
