"""What omission, addition and other_sentence share: which unit is worth a look, and how sure the signs are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from statistics import median
from typing import TYPE_CHECKING, Final

from tmflow.checks import gaps
from tmflow.checks.calibration import LEAST, key, shipped
from tmflow.checks.items import items, same
from tmflow.checks.people import people
from tmflow.model.errors import Unavailable
from tmflow.model.issue import Severity
from tmflow.model.language import EN, RU, ZH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.checks.calibration import Anchors, Model
    from tmflow.checks.check import Context
    from tmflow.checks.evidence import Meaning
    from tmflow.checks.gaps import Trace
    from tmflow.model.unit import TranslationUnit


_RELATED: Final = {ZH: 0.4, EN: 0.4, RU: 0.1}
"""A version that is explained worse than this in the other direction too is another sentence's translation."""
_ALIKE: Final = {ZH: 0.8, EN: 0.8, RU: 0.6}
"""A version that explains another so well, or is explained so well by it, is no stranger."""
_ENOUGH: Final = 8
"""Sentences that tell what is usual in a release."""
_UNSURE: Final = 0.7
"""Standard deviations by which names of different length may hide that a version is short."""
_OVERWHELMING: Final = 1.5
"""A score that is so much above a warning needs no place that both versions show."""


@dataclass(frozen=True, slots=True)
class Found:
    """How sure the signs are, where the text is that another version lacks, and by how much the score is a warning."""

    severity: Severity
    traces: tuple[Trace, ...] = ()
    margin: float = 0.0


def omitted(unit: TranslationUnit, context: Context, lang: str) -> Found | None:
    """Whether the version in `lang` lacks something that every other version says."""
    return _lacking(unit, context, tuple(other for other in context.filled(unit) if other != lang), lang)


def added(unit: TranslationUnit, context: Context, lang: str, least: int) -> Found | None:
    """Whether the version in `lang` says something of `least` characters and more that no other version says."""
    texts = _texts(unit, context)
    others = tuple(other for other in texts if other != lang)
    if len(others) == 1:
        # Of two versions the source cannot lack anything: what is more in the translation was added.
        return _lacking(unit, context, (lang,), others[0])
    model = shipped().surpluses.get(key(lang, others))
    if model is None or not _long(texts, tuple(texts)):
        return None
    if sum(_off(unit, context, lang, other) for other in others) > model.length + _UNSURE:
        return None
    sentence = _sentence(unit, context)
    if not _short(texts, [(lang, other) for other in others], model.length, sentence.anchors):
        return None
    trace = gaps.surplus(sentence, lang, shipped().lengths, least)
    if trace is None or trace.related < _RELATED[lang]:
        return None

    def full(meaning: Meaning) -> float:
        return gaps.score(model.full[lang], trace.signs + gaps.meant(texts, trace, others, meaning))

    return _weighed(context, model, gaps.score(model.lexical[lang], trace.signs), full, (trace,))


def _lacking(unit: TranslationUnit, context: Context, others: tuple[str, ...], lang: str) -> Found | None:
    """Whether `lang` lacks something that the others say."""
    texts = _texts(unit, context)
    model = shipped().gaps.get(key(lang, others))
    if model is None or not _long(texts, others):
        return None
    if sum(_off(unit, context, other, lang) for other in others) > model.length + _UNSURE:
        return None
    sentence = _sentence(unit, context)
    if not _short(texts, [(other, lang) for other in others], model.length, sentence.anchors):
        return None
    traces: dict[str, Trace] = {}
    for said in others:
        trace = gaps.lacking(sentence, said, lang, shipped().lengths)
        if trace is None:
            return None
        traces[said] = trace
    if max(trace.related for trace in traces.values()) < _RELATED[lang]:
        return None

    def full(meaning: Meaning) -> float:
        total = 0.0
        for said, trace in traces.items():
            behind = [lang, *(other for other in others if other != said)]
            total += gaps.score(model.full[said], trace.signs + gaps.meant(texts, trace, behind, meaning))
        return total

    lexical = sum(gaps.score(model.lexical[said], trace.signs) for said, trace in traces.items())
    return _agreed(_weighed(context, model, lexical, full, tuple(traces.values())), sentence, context)


def _agreed(found: Found | None, sentence: gaps.Sentence, context: Context) -> Found | None:
    """A gap, unless two versions show places of it that have nothing in common and the score is no higher than that."""
    if found is None or context.meaning is None or found.severity is Severity.INFO or found.margin > _OVERWHELMING:
        return found
    return found if gaps.linked(sentence, found.traces, context.meaning) else None


def _off(unit: TranslationUnit, context: Context, x: str, y: str) -> float:
    """How many deviations y is longer beside x than in the release's middle sentence; anchors are not looked for."""
    offs = context.once(("completeness off", unit.id, *map(unit.text, context.languages)), lambda: _offs(unit, context))
    return offs[x, y]


def _offs(unit: TranslationUnit, context: Context) -> dict[tuple[str, str], float]:
    sizes = {lang: len(unit.text(lang)) for lang in context.filled(unit)}
    return {
        (x, y): shipped().lengths.apart(sizes[x], sizes[y], f"{x}-{y}") - _usual(context, x, y)
        for x, y in permutations(sizes, 2)
        if f"{x}-{y}" in shipped().lengths.pairs
    }


def _usual(context: Context, x: str, y: str) -> float:
    """How many deviations y is longer than x lets expect in the middle sentence of the release."""
    return context.once(("completeness usual", x, y), lambda: _median(context, x, y))


def _median(context: Context, x: str, y: str) -> float:
    sizes = [(len(unit.text(x)), len(unit.text(y))) for unit in context.units]
    offs = [shipped().lengths.apart(a, b, f"{x}-{y}") for a, b in sizes if b and a >= LEAST.get(x, 0)]
    return median(offs) if len(offs) >= _ENOUGH else 0.0


def _short(texts: Mapping[str, str], pairs: Sequence[tuple[str, str]], limit: float, known: Anchors) -> bool:
    """Whether the second of each pair is shorter than the first lets expect, and together by as much as `limit`."""
    offs = [shipped().lengths.off(texts, x, y, known) for x, y in pairs]
    return max(offs) < 0 and sum(offs) <= limit


def stranger(unit: TranslationUnit, context: Context, lang: str, rather: Found | None = None) -> Found | None:
    """Whether the version in `lang` is another sentence's translation, rather than what else was found."""
    texts = _texts(unit, context)
    model = shipped().strangers.get(key(lang, tuple(other for other in texts if other != lang)))
    if model is None or not _long(texts, tuple(texts)):
        return None
    signs = gaps.unlike(_sentence(unit, context), lang, shipped().lengths)
    if not signs or max(signs[1 : 2 * len(texts) - 1]) > _ALIKE[lang]:
        return None

    def full(meaning: Meaning) -> float:
        return gaps.score(model.full[lang], signs + gaps.apart(texts, lang, meaning))

    found = _weighed(context, model, gaps.score(model.lexical[lang], signs), full, (), doubtful=True)
    return None if found and rather and rather.margin >= found.margin else found


def _sentence(unit: TranslationUnit, context: Context) -> gaps.Sentence:
    """The unit's versions as the signs see them; the caller has seen to it that there is a lexicon."""
    known = context.associations
    if known is None:
        raise TypeError("the checks of completeness ask for a lexicon first")
    place = ("completeness", unit.id, *map(unit.text, context.languages))
    return context.once(place, lambda: gaps.Sentence(_texts(unit, context), known, _anchors(unit, context)))


def _anchors(unit: TranslationUnit, context: Context) -> Anchors:
    """The terms, values and persons of each version that each other one has too."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    filled = context.filled(unit)
    values = {lang: items(unit, context, lang) for lang in filled}
    persons = {lang: people(unit, context, lang) for lang in filled}
    for lang, other in permutations(filled, 2):
        concepts = context.concepts(unit, other)
        places = [(m.start, m.end) for m in context.all_mentions(unit, lang) if m.term.concept_id in concepts]
        places += [
            (value.quantity.start, value.quantity.end)
            for value in values[lang]
            if any(same(value, theirs) for theirs in values[other])
        ]
        if len(persons[lang]) <= len(persons[other]):
            places += [(person.start, person.end) for person in persons[lang]]
        found[lang, other] = places
    return found


def _texts(unit: TranslationUnit, context: Context) -> dict[str, str]:
    return {lang: unit.text(lang) for lang in context.filled(unit)}


def _long(texts: Mapping[str, str], langs: tuple[str, ...]) -> bool:
    return all(len(texts[lang]) >= LEAST.get(lang, 0) for lang in langs)


def _weighed(
    context: Context,
    model: Model,
    lexical: float,
    full: Callable[[Meaning], float],
    traces: tuple[Trace, ...],
    *,
    doubtful: bool = False,
) -> Found | None:
    """The verdict; vectors are asked for only where lengths and words leave a doubt, and without them it is an info.

    With them a clause is left alone unless all signs agree (an info was wrong more often than right); `doubtful` gives
    an info too.
    """
    if lexical < model.doubt:
        return None
    score = None
    if context.meaning is not None:
        try:
            score = full(context.meaning)
        except Unavailable:  # an encoder that fails is done without
            score = None
    if score is None:
        return Found(Severity.INFO, traces, lexical - model.alone) if lexical > model.alone else None
    if score <= (model.info if doubtful else model.warning):
        return None
    severity = Severity.WARNING if score > model.warning else Severity.INFO
    return Found(severity, traces, score - model.warning)
