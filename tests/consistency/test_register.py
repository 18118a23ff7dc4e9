"""An archive that changes little by little gives the findings of one that is read anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.consistency.register import Register, collect
from tmflow.consistency.renderings import PlacedUnit
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant


def entry(concept, **written):
    terms = tuple(
        Term(f"{concept}.{lang}.{n}", concept, lang, text, Status.FORBIDDEN if n else Status.PREFERRED)
        for lang, texts in written.items()
        for n, text in enumerate(texts)
    )
    return ConceptEntry(concept, Kind.TERM, terms)


ENTRIES = {
    each.id: each
    for each in (
        entry("trade", zh=["贸易"], en=["trade", "commerce"], ru=["торговля"]),
        entry("foreign", zh=["对外贸易"], en=["foreign trade", "Trade"], ru=["внешняя торговля"]),
        entry("port", zh=["港口"], en=["port"], ru=["порт"]),
    )
}
RECOGNIZER = Recognizer(term for one in ENTRIES.values() for term in one.terms)
TEXTS = {
    "zh": ["", "对外贸易", "贸易和港口", "会议"],
    "en": ["", "foreign trade", "Trade and port", "commerce, trade", "the area"],
    "ru": ["", "внешней торговли", "порт и торговля", "встреча"],
}
UNITS = st.builds(
    lambda release, position, draft, texts: PlacedUnit(
        TranslationUnit(
            f"{release}-{position}",
            release,
            position,
            variants={lang: Variant(lang, Segment(text)) for lang, text in texts.items() if text},
        ),
        release,
        "2024-01-01",
        draft,
    ),
    st.sampled_from("AB"),
    st.integers(1, 4),
    st.booleans(),
    st.fixed_dictionaries({lang: st.sampled_from(texts) for lang, texts in TEXTS.items()}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(UNITS, max_size=6, unique_by=lambda each: each.unit.id), min_size=1, max_size=5))
def test_release_after_release_and_state_after_state(states):
    register = Register()
    for state in states:
        for release in "AB":
            register.put_release(release, [each for each in state if each.release_id == release], RECOGNIZER)
        assert register.findings(ENTRIES) == collect(state, ENTRIES, RECOGNIZER)
        assert set(register.units) == {each.unit.id for each in state}


@settings(max_examples=30, deadline=None)
@given(st.lists(UNITS, max_size=6, unique_by=lambda each: each.unit.id), st.sampled_from(sorted(ENTRIES)))
def test_an_entry_goes_and_comes_back(units, concept):
    register = Register()
    for each in units:
        register.put(each, RECOGNIZER)
    whole = register.findings(ENTRIES)
    fewer = {number: each for number, each in ENTRIES.items() if number != concept}
    without = Recognizer(term for one in fewer.values() for term in one.terms)
    register.put_again([each.unit.id for each in units], without)
    register.touch([concept])
    assert register.findings(fewer) == collect(units, fewer, without)
    register.put_again([each.unit.id for each in units] + ["unknown"], RECOGNIZER)
    register.touch([concept])
    assert register.findings(ENTRIES) == whole
