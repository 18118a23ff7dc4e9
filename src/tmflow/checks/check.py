"""What a check is, and what it may look at."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from tmflow.checks.reading import Reading, View
from tmflow.checks.rules import NONE, Rules
from tmflow.glossary.recognizer import outermost
from tmflow.model.language import LANGUAGES, ZH
from tmflow.text import names, numbers, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from tmflow.checks.evidence import Associations, Meaning
    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import ConceptEntry, Mention
    from tmflow.model.issue import Issue, IssueType, Severity
    from tmflow.model.unit import TranslationUnit
    from tmflow.text.names import PersonMention
    from tmflow.text.quantity import Quantity
    from tmflow.text.titles import RankMention

K = TypeVar("K")
T = TypeVar("T")
_lock: Final = threading.Lock()
_glossaries: Final[deque[tuple[Mapping[str, ConceptEntry], dict[str, object]]]] = deque(maxlen=2)
"""What was read from the glossaries that were used last, by identity: every entry is looked at, once."""


class Runner(Protocol):
    """The work of a check: look at one unit, give what is wrong with it."""

    def __call__(self, unit: TranslationUnit, context: Context, /) -> Iterator[Issue]:
        """Yield the issues of `unit`; no order is asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its id (the name of its file), how much its issues weigh by default, its work, the ITS type."""

    id: str
    severity: Severity
    run: Runner
    type: IssueType


def described(check: Check) -> str:
    """Return what a check does, in one sentence: the first of its file's docstring."""
    module = sys.modules[check.run.__module__]
    return " ".join((module.__doc__ or "").partition("\n\n")[0].split())


@dataclass(frozen=True)
class Context:
    """The release around a unit, and the glossary; what is read from a text is read once.

    Args:
        units: all units of the release, by position.
        recognizer: all terms of the glossary.
        entries: the glossary's entries by id.
        languages: the languages to look at.
        source_lang: the language that the release was written in; it is right where two versions stand alone.
        date: the release's date (ISO 8601, or empty where it is not known).
        associations: the lexicon, where there is one.
        meaning: the sentence encoder, where there is one.
        rules: the office's own rules of style.
        readings: what `of_text` has read; a later context with the same glossary may be given it again.
    """

    units: tuple[TranslationUnit, ...]
    recognizer: Recognizer
    entries: Mapping[str, ConceptEntry]
    languages: tuple[str, ...] = LANGUAGES
    source_lang: str = ZH
    date: str = ""
    associations: Associations | None = None
    meaning: Meaning | None = None
    rules: Rules = NONE
    readings: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)
    _read: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)
    _views: dict[int, View] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gave at the first call with this key; the key names the maker and all it depends on."""
        return _known(self._read, key, make)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Like `once`, for what depends on the glossary and the key alone: kept for later runs over the release."""
        return _known(self.readings, key, make)

    def of_text(self, name: str, lang: str, text: str, make: Callable[[], T]) -> T:
        """Like `once`, for what depends on one text and the glossary alone: it is kept for later runs over the release.

        What a check looks at in every unit of the release at each run (to find repetitions, say) belongs here.
        """
        return _known(self._reading(text, lang).more, name, make)

    def of_unit(self, name: str, unit: TranslationUnit, make: Callable[[], T]) -> T:
        """Like `once`, for what depends on one unit as it stands in this release."""
        return _known(self.view(unit).more, name, make)

    def of_glossary(self, name: str, make: Callable[[], T]) -> T:
        """Like `once`, for what depends on the glossary alone: it is kept as long as the glossary stays."""
        with _lock:
            known = next((read for entries, read in _glossaries if entries is self.entries), None)
            if known is None:
                known = {}
                _glossaries.append((self.entries, known))
        return _known(known, name, make)

    def view(self, unit: TranslationUnit) -> View:
        """The unit as this run sees it. A unit is known by identity: a check may look at an edited copy of it."""
        view = self._views.get(id(unit))
        if view is None:
            view = self._views[id(unit)] = View(unit, self._filled(unit))  # holds the unit: its identity stays taken
        return view

    def read(self, unit: TranslationUnit, lang: str) -> Reading:
        """What was read from the unit's text."""
        view = self._views.get(id(unit)) or self.view(unit)
        found = view.readings.get(lang)
        if found is None:
            found = view.readings[lang] = self._reading(unit.text(lang), lang)
        return found

    def _reading(self, text: str, lang: str) -> Reading:
        return _known(self.readings, (lang, text), lambda: Reading(text, lang))

    def filled(self, unit: TranslationUnit) -> tuple[str, ...]:
        """The languages in which the unit has a text, the source language first."""
        return (self._views.get(id(unit)) or self.view(unit)).filled

    def _filled(self, unit: TranslationUnit) -> tuple[str, ...]:
        variants = unit.variants
        langs = [lang for lang in self.languages if lang in variants and variants[lang].text.text.strip()]
        if self.source_lang in langs[1:]:
            langs.remove(self.source_lang)
            langs.insert(0, self.source_lang)
        return tuple(langs)

    def mentions(self, unit: TranslationUnit, lang: str) -> tuple[Mention, ...]:
        """The terms mentioned in the unit, those hidden inside a longer one left out."""
        read = self.read(unit, lang)
        if read.mentions is None:
            read.mentions = outermost(self._terms(read)[0])
        return read.mentions

    def all_mentions(self, unit: TranslationUnit, lang: str) -> tuple[Mention, ...]:
        """The terms mentioned in the unit, those inside a longer one too."""
        return self._terms(self.read(unit, lang))[0]

    def concepts(self, unit: TranslationUnit, lang: str) -> frozenset[str]:
        """The concepts mentioned in the unit, in any rendering, those inside longer mentions too."""
        read = self.read(unit, lang)
        if read.concepts is None:
            read.concepts = frozenset([mention.term.concept_id for mention in self._terms(read)[0]])
        return read.concepts

    def accepted(self, unit: TranslationUnit, lang: str) -> frozenset[str]:
        """The concepts that the unit renders as the glossary accepts it at the date of the release."""
        read = self.read(unit, lang)
        if read.accepted is None:
            terms = [mention.term for mention in self._terms(read)[0]]
            read.accepted = frozenset([term.concept_id for term in terms if term.accepted_at(self.date)])
        return read.accepted

    def miscapitalised(self, unit: TranslationUnit, lang: str) -> tuple[Mention, ...]:
        """What would be mentions if their capitals were the terms'."""
        return self._terms(self.read(unit, lang))[1]

    def _terms(self, read: Reading) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        if read.terms is None:
            read.terms = self.recognizer.read(read.text, read.lang)
        return read.terms

    def quantities(self, unit: TranslationUnit, lang: str) -> list[Quantity]:
        """The quantities of the unit's text."""
        read = self.read(unit, lang)
        if read.quantities is None:
            read.quantities = numbers.find(read.text, lang)
        return read.quantities

    def ranks(self, unit: TranslationUnit, lang: str) -> list[RankMention]:
        """The rank words of the unit's text."""
        read = self.read(unit, lang)
        if read.ranks is None:
            read.ranks = titles.ranks(read.text, lang)
        return read.ranks

    def people(self, unit: TranslationUnit, lang: str) -> list[PersonMention]:
        """The persons named in the unit's text."""
        read = self.read(unit, lang)
        if read.people is None:
            read.people = names.find_people(read.text, lang)
        return read.people

    def place(self, unit: TranslationUnit) -> int | None:
        """Which of the release's units this is, from 0; None where it is none of them."""
        return self.once("places", lambda: {known.id: n for n, known in enumerate(self.units)}).get(unit.id)

    def neighbours(self, unit: TranslationUnit) -> tuple[TranslationUnit, ...]:
        """The units directly before and after: what is missing here may stand there."""
        place = self.place(unit)
        if place is None:
            return ()
        return tuple(self.units[n] for n in (place - 1, place + 1) if 0 <= n < len(self.units))


def _known(known: dict[K, object], key: K, make: Callable[[], T]) -> T:
    """What is known by a key, made where it is not."""
    found = known.get(key, _lock)
    if found is _lock:
        found = known[key] = make()
    value: T = found  # type: ignore[assignment] # a key names one maker; `cast` would be a call for each of 100 a unit
    return value


def text_hash(text: str) -> str:
    """A short stable name of a text (64 bits of SHA-256, hex), for the keys of decisions."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
