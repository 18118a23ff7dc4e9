"""The renderings of a whole archive, kept so that a change costs what it touches and not what there is.

Every unit tells once which terms stand in it; a finding is made anew only where one of its units or its entry changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tmflow.consistency.renderings import Finding, Place, PlacedUnit, Rendering
from tmflow.glossary.recognizer import outermost
from tmflow.model.concept import Status
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import ConceptEntry, Term

    Key = tuple[str, str]
    Rank = tuple[int, int, str, str]

T = TypeVar("T")


class _Told(NamedTuple):
    """A mention as the register keeps it; the term itself is the glossary's, as it is when the finding is made."""

    term_id: str
    start: int
    end: int
    text: str


class Register:
    """The findings of an archive that changes little by little. Not safe for several threads.

    Args:
        source_lang: the language whose mentions the unlisted places are counted against.
    """

    def __init__(self, source_lang: str = "zh") -> None:
        self._source_lang = source_lang
        self._told: dict[Key, dict[str, list[_Told]]] = {}
        self._unlisted: dict[Key, dict[str, None]] = {}
        self._keys: dict[str, set[Key]] = {}
        self._releases: dict[str, set[str]] = {}
        self._units: dict[str, PlacedUnit] = {}
        self._findings: dict[Key, tuple[Rank, Finding]] = {}
        self._stale: set[Key] = set()

    @property
    def units(self) -> Mapping[str, PlacedUnit]:
        """The units by id."""
        return self._units

    def put(self, placed: PlacedUnit, recognizer: Recognizer) -> None:
        """Take a unit over, in the place of what was known of it."""
        unit = placed.unit
        self._forget(unit.id)
        self._units[unit.id] = placed
        self._releases.setdefault(placed.release_id, set()).add(unit.id)
        keys = self._keys[unit.id] = set()
        inner: dict[str, set[str]] = {}
        named: set[str] = set()
        for lang in LANGUAGES:
            text = unit.text(lang)
            if not text:
                continue
            nested = recognizer.find(text, lang, nested=True)
            inner[lang] = {mention.term.concept_id for mention in nested}
            for mention in outermost(nested):
                key = (mention.term.concept_id, lang)
                told = _Told(mention.term.id, mention.start, mention.end, mention.text)
                self._told.setdefault(key, {}).setdefault(unit.id, []).append(told)
                keys.add(key)
                if lang == self._source_lang:
                    named.add(mention.term.concept_id)
        for lang, present in inner.items():
            for concept in named - present:
                self._unlisted.setdefault((concept, lang), {})[unit.id] = None
                keys.add((concept, lang))
        self._stale |= keys

    def put_release(self, release_id: str, units: Iterable[PlacedUnit], recognizer: Recognizer) -> None:
        """Take a release over as it stands: units that are as they were cost nothing, others may be gone."""
        there = {placed.unit.id: placed for placed in units}
        for gone in self._releases.get(release_id, set()) - there.keys():
            self._forget(gone)
            del self._units[gone]
        for unit_id, placed in there.items():
            if self._units.get(unit_id) != placed:
                self.put(placed, recognizer)

    def put_again(self, unit_ids: Iterable[str], recognizer: Recognizer) -> None:
        """Look anew at units in whose texts other terms may be found now; those that are not here do not matter."""
        for unit_id in unit_ids:
            if unit_id in self._units:
                self.put(self._units[unit_id], recognizer)

    def touch(self, concept_ids: Iterable[str]) -> None:
        """Make the findings of concepts anew whose entries changed."""
        self._stale.update((concept, lang) for concept in concept_ids for lang in LANGUAGES)

    def findings(self, entries: Mapping[str, ConceptEntry]) -> tuple[Finding, ...]:
        """Return a finding for each concept and language that occurs, the harmful first, then by frequency."""
        for key in self._stale:
            self._findings.pop(key, None)
            concept, lang = key
            if concept in entries and (key in self._told or key in self._unlisted):
                made = self._made(entries[concept], lang)
                if made.renderings or made.unlisted:
                    self._findings[key] = (_rank(made), made)
        self._stale.clear()
        return tuple(finding for _, finding in sorted(self._findings.values(), key=lambda each: each[0]))

    def _forget(self, unit_id: str) -> None:
        placed = self._units.get(unit_id)
        if placed is None:
            return
        self._releases[placed.release_id].discard(unit_id)
        for key in self._keys.pop(unit_id):
            self._stale.add(key)
            _take_out(self._told, key, unit_id)
            _take_out(self._unlisted, key, unit_id)

    def _made(self, entry: ConceptEntry, lang: str) -> Finding:
        key = (entry.id, lang)
        terms = {term.id: term for term in entry.terms}
        places: dict[str, list[Place]] = {}
        told = self._told.get(key, {})
        for placed in self._in_order(told):
            for mention in _written(told[placed.unit.id], terms):
                place = _place(placed, lang, mention.start, mention.end, mention.text)
                places.setdefault(mention.term_id, []).append(place)
        renderings = sorted(
            (Rendering(terms[term_id], tuple(found)) for term_id, found in places.items()),
            key=lambda each: (-each.count, each.text),
        )
        unlisted = tuple(_place(placed, lang, 0, 0, "") for placed in self._in_order(self._unlisted.get(key, ())))
        preferred = entry.preferred(lang)
        return Finding(entry.id, entry.kind, lang, tuple(renderings), preferred.text if preferred else "", unlisted)

    def _in_order(self, unit_ids: Iterable[str]) -> list[PlacedUnit]:
        return sorted(map(self._units.__getitem__, unit_ids), key=lambda each: (each.release_id, each.unit.position))


def collect(
    units: Iterable[PlacedUnit],
    entries: Mapping[str, ConceptEntry],
    recognizer: Recognizer,
    *,
    source_lang: str = "zh",
) -> tuple[Finding, ...]:
    """Return the findings of an archive as it is, in any order, with a glossary and the recognizer of its terms."""
    register = Register(source_lang)
    for placed in units:
        register.put(placed, recognizer)
    return register.findings(entries)


def _take_out(known: dict[Key, dict[str, T]], key: Key, unit_id: str) -> None:
    units = known.get(key, {})
    units.pop(unit_id, None)
    if not units:
        known.pop(key, None)


def _written(told: Iterable[_Told], terms: Mapping[str, Term]) -> list[_Told]:
    """The mentions to count, one a place: of two terms of one concept the one that is written there."""
    best: dict[tuple[int, int], _Told] = {}
    for mention in told:
        if mention.term_id in terms:
            place = (mention.start, mention.end)
            if place not in best or _fitness(mention, terms) > _fitness(best[place], terms):
                best[place] = mention
    return list(best.values())


def _fitness(mention: _Told, terms: Mapping[str, Term]) -> tuple[bool, bool, bool]:
    term = terms[mention.term_id]
    return term.text == mention.text, term.status is Status.PREFERRED, term.status.accepted


def _place(placed: PlacedUnit, lang: str, start: int, end: int, text: str) -> Place:
    unit = placed.unit
    return Place(placed.release_id, unit.id, unit.position, placed.date, placed.draft, lang, start, end, text)


def _rank(finding: Finding) -> Rank:
    return -finding.harm, -sum(each.count for each in finding.renderings), finding.concept_id, finding.lang
