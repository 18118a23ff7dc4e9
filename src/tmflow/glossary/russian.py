"""Russian word forms for the recognizer: every reading of every word, with agreement inside the phrase.

A term is read as a phrase in its base form. Its *head* words stand in the nominative and change together; what hangs
on them (a genitive, what follows a preposition) keeps its case. Chinese names decline by the rule of their ending,
acronyms take endings (МИДе, РУСАЛа), and words that the dictionary does not know may stand as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tmflow.glossary.words import cut
from tmflow.text import palladius, paradigm
from tmflow.text.morphology import Reading, known, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.glossary.words import Pattern, Words
    from tmflow.model.concept import Term

_WORD: Final = re.compile(r"(\d+-(?:го|му|ми|[йяеюмх])(?!\w)|[^\W_]+|&)")
_ORDINAL: Final = re.compile(r"(\d+)-([а-я]+)")
_ORDINAL_ENDINGS: Final = {
    "й": (("nomn", "й"), ("gent", "го"), ("datv", "му"), ("accs", "й"), ("accs", "го"), ("ablt", "м"), ("loct", "м")),
    "я": (("nomn", "я"), ("gent", "й"), ("datv", "й"), ("accs", "ю"), ("ablt", "й"), ("loct", "й")),
    "е": (("nomn", "е"), ("gent", "го"), ("datv", "му"), ("accs", "е"), ("ablt", "м"), ("loct", "м"),
          ("gent", "х"), ("datv", "м"), ("ablt", "ми"), ("loct", "х")),
}  # fmt: skip
"""How 14-й, 14-я and 14-е decline."""
_ACRONYM: Final = re.compile(r"([А-ЯA-Z]{2,})(а|у|ы|е|ом|ем|и|ов|ам|ами|ах|ей|я|ю)\Z")
_NAME_ENDING: Final = re.compile(r"(?<=\w\w)(?:ом|ем|ым|[аеуюя])\Z")
_FAMILY: Final = re.compile(r"(?:[оеё]в|[иы]н)\Z")
_OWN_PLURALS: Final = frozenset(
    [
        "отношение",
        "переговоры",
        "связь",
        "власть",
        "средство",
        "сила",
        "данные",
        "выборы",
        "условие",
        "час",
        "деньга",
        "дело",
        "работа",
        "круг",
        "слушание",
        "торг",
        "знание",
        "вооружение",
        "слово",
        "бумага",
        "доход",
        "сбережение",
    ]
)
"""Nouns whose plural is another notion than the singular: a plural term is not found in the singular."""

_COMPOUND_PREPOSITIONS: Final = {
    "отношении": ("в",), "отношению": ("по",), "течение": ("в",), "ходе": ("в",), "целях": ("в",), "рамках": ("в",),
    "качестве": ("в",), "мере": ("по",), "основе": ("на",), "основании": ("на",), "счет": ("за",), "связи": ("в",),
    "силу": ("в",), "стороны": ("со",), "вопросу": ("по",), "случае": ("в",), "мнению": ("по",), "пути": ("по",),
}  # fmt: skip
"""Nouns that with this preposition before them mean nothing of their own (в отношении, по мере); single words only."""

_CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_ANY: Final = frozenset((case, number) for case in _CASES for number in ("sing", "plur"))
_FEW: Final = re.compile(r"(?:\d*[02-9])?[2-4]|дв[ае]|оба|обе|три|четыре")
_LIKELY: Final = 0.01
_NAME_SYLLABLES: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """What one word of a term allows. Slots are told apart by identity: to hash all readings would cost a search.

    `head` holds the readings that change with the phrase, `tied` those that keep one of their cases; `free` lets the
    very form of the term stand in any phrase; `forms` are declined forms by case (Chinese names), `counted` a noun
    after a numeral.
    """

    surface: str
    head: tuple[Reading, ...] = ()
    tied: tuple[Reading, ...] = ()
    free: bool = False
    forms: tuple[tuple[str, str], ...] = ()
    counted: bool = False


@lru_cache(maxsize=200_000)
def keys(surface: str) -> frozenset[str]:
    """The base forms (lower case, е for ё) that a Russian word form may belong to, itself among them."""
    word = surface.lower()
    if surface == "&":
        return frozenset({"и"})
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return frozenset({word, f"{ordinal[1]}-й", ordinal[1]})  # the figure: traces stored before had it alone
    found = {word}
    found.update(reading.lemma for reading in readings(word))
    acronym = _ACRONYM.match(surface)
    if acronym:
        found.add(acronym.group(1).lower())
    found.update(palladius.base_forms(word))
    ending = _NAME_ENDING.search(word)
    if ending and surface[0].isupper() and not known(word):
        stem = word[: ending.start()]
        found.update((stem, stem + "ь", stem + "й"))
    return frozenset(found)


def _is_surname(surfaces: Sequence[str], place: int) -> bool:
    """Whether the word and the one after it look like a Chinese surname and given name."""
    if place + 1 >= len(surfaces):
        return False
    first, second = surfaces[place], surfaces[place + 1]
    if not (first[0].isupper() and second[0].isupper()):
        return False
    left, right = palladius.to_pinyin(first), palladius.to_pinyin(second)
    if not left or not right or max(len(left), len(right)) > _NAME_SYLLABLES:
        return False
    return len(left) == 1 or not known(first)


def _nominative(word: str) -> list[Reading]:
    return [reading for reading in readings(word) if reading.case == "nomn"]


def _oblique(word: str) -> list[Reading]:
    return [reading for reading in readings(word) if reading.case not in {"", "nomn"}]


def _has(found: Sequence[Reading], *parts: str) -> bool:
    return any(reading.pos in parts for reading in found)


class _Reader:
    """Reads a term word by word and gives each word its slot."""

    def __init__(self, surfaces: Sequence[str], joints: Sequence[str], quoted: frozenset[int]) -> None:
        self.surfaces = surfaces
        self.joints = joints
        self.quoted = quoted
        self.head_number = ""
        self.head_seen = False
        self.numeral = False
        self.after_preposition = False
        self.last_tied = False
        self.name_until = -1

    def slots(self) -> tuple[Slot, ...]:
        slots = [self._slot(place) for place in range(len(self.surfaces))]
        for place in range(len(slots) - 1):
            if _names(slots[place].head) and _names(slots[place + 1].head):
                for at in (place, place + 1):
                    names = tuple(reading for reading in slots[at].head if reading.name)
                    slots[at] = replace(slots[at], head=names)
        return tuple(slots)

    def _slot(self, place: int) -> Slot:
        surface = self.surfaces[place]
        word = surface.lower()
        if self.name_until == place or _is_surname(self.surfaces, place):
            return self._chinese_name(place, word)
        ordinal = _ORDINAL.fullmatch(word)
        if ordinal and ordinal[2] in _ORDINAL_ENDINGS:
            forms = tuple((case, f"{ordinal[1]}-{end}") for case, end in _ORDINAL_ENDINGS[ordinal[2]])
            return Slot(word, forms=forms)
        found = readings(word)
        if _has(found[:1], "PREP"):
            self.after_preposition = True
            return Slot(word, free=True)
        if _has(found[:1], "CONJ", "PRCL", "PRED", "INTJ") or not word.isalpha():
            return Slot(word, free=True)
        if surface.isupper() and len(surface) > 1:
            return self._acronym(word, place)
        slot = self._loosened(place, surface, self._phrase_word(place, word, found), found)
        if _has(slot.head, "NOUN", "NPRO"):
            self.head_seen = True
        return slot

    def _loosened(self, place: int, surface: str, slot: Slot, found: Sequence[Reading]) -> Slot:
        """Names that no dictionary has decline by rule; what is quoted or hyphenated may stand as it is."""
        forms: tuple[tuple[str, str], ...] = ()
        capital = surface[0].isupper()
        unknown = not any(reading.dictionary for reading in found)
        if capital and not any(reading.dictionary and reading.case == "nomn" for reading in found):
            forms = _rule_forms(slot.surface)
            if slot.tied and not slot.head:
                slot = replace(slot, tied=())
        hyphen_after = place + 1 < len(self.surfaces) and self.joints[place] == "-"
        apposed = self.head_seen and place > 0 and capital and not slot.tied
        if forms and not palladius.to_pinyin(slot.surface):
            free = hyphen_after
        else:
            free = hyphen_after or unknown or bool(forms) or (apposed and not _names(slot.head))
        nothing = not (slot.head or slot.tied or forms)
        return replace(slot, free=free or nothing or place in self.quoted, forms=forms)

    def _chinese_name(self, place: int, word: str) -> Slot:
        if self.name_until != place:
            self.name_until = place + 1
            return Slot(word, free=True)
        self.head_seen = True
        return Slot(word, free=True, forms=_declined(word))

    def _acronym(self, word: str, place: int) -> Slot:
        head = () if self.head_seen or self.after_preposition else tuple(_nominative(word))
        self.head_seen = self.head_seen or place == 0
        endings = tuple((case, word + end) for case, end in
                        (("gent", "а"), ("datv", "у"), ("accs", "а"), ("ablt", "ом"), ("loct", "е")))  # fmt: skip
        plural = (("nomn", word + "ы"), ("gent", word + "ов"), ("datv", word + "ам"), ("ablt", word + "ами"))
        return Slot(word, head=head, free=True, forms=endings + plural)

    def _phrase_word(self, place: int, word: str, found: Sequence[Reading]) -> Slot:
        nominative = self._agreeing(_nominative(word))
        oblique = [reading for reading in _oblique(word) if reading.score > _LIKELY or not nominative]
        joint = self.joints[place - 1] if place else ""
        coordinated = joint in {",", "-"} or (place > 0 and self.surfaces[place - 1].lower() in {"и", "или", "&"})
        if not nominative and not oblique:
            return Slot(word, head=(), tied=tuple(reading for reading in found if reading.pos == "VERB"))
        if self.numeral and oblique and not _has(nominative, "NUMR"):
            self.numeral = _has(oblique, "ADJF") and not _has(oblique, "NOUN")
            self.head_seen = True
            return Slot(word, tied=tuple(oblique), counted=True)
        tie = bool(oblique) and (
            not nominative or self.after_preposition or self._hangs(coordinated, nominative, oblique)
        )
        if tie:
            self.last_tied = True
            return Slot(word, tied=tuple(oblique))
        self.last_tied = False
        if _has(nominative[:1], "NUMR"):
            self.numeral = True
        if not self.head_number and _has(nominative, "NOUN"):
            self.head_number = next(reading.number for reading in nominative if reading.pos == "NOUN")
        return Slot(word, head=tuple(nominative))

    def _agreeing(self, nominative: list[Reading]) -> list[Reading]:
        """Nouns before adjectives of the same form when the term ends there; likely readings only."""
        best = [reading for reading in nominative if reading.score > _LIKELY]
        return best or nominative

    def _hangs(self, coordinated: bool, nominative: list[Reading], oblique: list[Reading]) -> bool:
        """Whether a word that could be nominative is a genitive that hangs on the head before it."""
        if not self.head_seen:
            return False
        if coordinated:
            return self.last_tied
        genitive = any(reading.case == "gent" for reading in oblique)
        same_number = any(reading.number == self.head_number or reading.name for reading in nominative)
        return genitive and (self.last_tied or not same_number)


def _names(found: Sequence[Reading]) -> bool:
    return any(reading.name for reading in found)


def _rule_forms(word: str) -> tuple[tuple[str, str], ...]:
    """How a name declines that no dictionary has: by its last letter, and as a surname in -ов, -ин."""
    forms = _declined(word)
    if _FAMILY.search(word):
        forms = (*(form for form in forms if form[0] != "ablt"), ("ablt", word + "ым"))
    return forms


@lru_cache(maxsize=20_000)
def _declined(word: str) -> tuple[tuple[str, str], ...]:
    return tuple((case, form) for case, forms in palladius.case_forms(word).items() for form in forms)


class RussianGrammar:
    """Russian for the word index."""

    def words(self, folded: str) -> Words:
        """Words, numbers, ordinals in figures (14-го) and `&`; the parts of other hyphenated words are words."""
        return cut(_WORD, folded)

    keys = staticmethod(keys)

    def note(self, folded: str, words: Words) -> object:
        """The slots of a term."""
        gaps = [folded[end:start].strip(' "') for end, start in zip(words.ends, words.starts[1:], strict=False)]
        whole = folded.strip().startswith('"')
        quoted = frozenset(
            place for place, start in enumerate(words.starts) if not whole and folded.count('"', 0, start) % 2
        )
        slots = _Reader(words.surfaces, gaps, quoted).slots()
        if len(slots) == 1 and not slots[0].free:
            nouns = tuple(reading for reading in slots[0].head if reading.pos == "NOUN")
            slot = slots[0]
            forms = _single_forms(slot.surface)
            if not slot.head and words.surfaces[0][0].isupper():
                forms = _rule_forms(slot.surface)  # a name that the dictionary takes for a form of another word
            return (Slot(slot.surface, nouns or slot.head, slot.tied, forms=forms),)
        if len(slots) == 1:
            return (Slot(slots[0].surface, slots[0].head, slots[0].tied, free=True,
                         forms=slots[0].forms or _single_forms(slots[0].surface)),)  # fmt: skip
        return slots

    def forms(self, term: Term) -> tuple[str, ...]:
        """The forms by `inflection` and `gender`."""
        return tuple(set(paradigm.case_forms(term.text, term.inflection, term.gender).values()))

    def agrees(self, pattern: Pattern, surfaces: tuple[str, ...], before: str, after: str) -> bool:
        """Whether the word forms are one phrase: a case and number in which every head word can stand."""
        del after
        slots = pattern.grammar
        if not isinstance(slots, tuple):
            return False
        if len(slots) == 1 and before.lower() in _COMPOUND_PREPOSITIONS.get(surfaces[0].lower(), ()):
            return False
        if surfaces == pattern.surfaces or tuple(map(str.lower, surfaces)) == pattern.lowered:
            return True  # as it is written in the glossary, whatever the readings say
        if _of_two_numbers(slots):
            cases = [
                {case for case, _ in _states(slot, surface)} for slot, surface in zip(slots, surfaces, strict=True)
            ]
            return bool(set.intersection(*cases))
        states = _ANY
        for slot, surface in zip(slots, surfaces, strict=True):
            states &= _states(slot, surface)
            if not states:
                return _FEW.fullmatch(before.lower()) is not None and _after_few(slots, surfaces)
        return True


def _after_few(slots: Sequence[Slot], surfaces: Sequence[str]) -> bool:
    """Whether it is a phrase behind 2, 3 or 4: the noun in the genitive singular, what agrees with it in the plural."""
    return all(("gent", "sing") in states or ("gent", "plur") in states for states in map(_states, slots, surfaces))


@lru_cache(maxsize=100_000)
def _of_two_numbers(slots: tuple[Slot, ...]) -> bool:
    """Whether a phrase joins a plural and a singular: реформы и открытость. They share the case alone."""
    numbers = [{reading.number for reading in slot.head if reading.pos == "NOUN"} for slot in slots]
    filled = [found for found in numbers if found]
    return len(filled) > 1 and not set.intersection(*filled)


def _single_forms(word: str) -> tuple[tuple[str, str], ...]:
    """The rule's forms of a word that Palladius could have written and the dictionary does not know."""
    return _declined(word) if not known(word) and palladius.to_pinyin(word) else ()


@lru_cache(maxsize=100_000)
def _states(slot: Slot, surface: str) -> frozenset[tuple[str, str]]:
    """The cases and numbers in which the phrase may stand if this word form stands in this slot."""
    word = surface.lower()
    if slot.free and word == slot.surface:
        return _ANY
    states = {(case, number) for case, form in slot.forms if form == word for number in ("sing", "plur")}
    for reading in readings(word):
        for wanted in slot.tied:
            if _same_word(wanted, reading) and (wanted.case == reading.case or wanted.pos == "VERB"):
                return _ANY if not slot.counted else frozenset(states | _counted(reading))
            if slot.counted and _same_word(wanted, reading) and reading.number == "plur":
                states.add((reading.case, "plur"))
                states.add((reading.case, "sing"))
        for wanted in slot.head:
            if _same_word(wanted, reading) and _number_fits(wanted, reading):
                numbers = (reading.number,) if reading.number else ("sing", "plur")
                states.update((reading.case, number) for number in numbers)
    return frozenset(states)


def _counted(reading: Reading) -> set[tuple[str, str]]:
    """A genitive after a numeral in the nominative or accusative, or in the genitive itself."""
    return {(case, number) for case in ("nomn", "accs", reading.case) for number in ("sing", "plur")}


def _same_word(wanted: Reading, reading: Reading) -> bool:
    if wanted.lemma != reading.lemma or wanted.pos != reading.pos:
        return False
    if wanted.name and wanted.dictionary and not reading.name:
        return False
    return wanted.pos != "NOUN" or not wanted.gender or not reading.gender or wanted.gender == reading.gender


def _number_fits(wanted: Reading, reading: Reading) -> bool:
    return not (wanted.number == "plur" and reading.number == "sing" and wanted.lemma in _OWN_PLURALS)
