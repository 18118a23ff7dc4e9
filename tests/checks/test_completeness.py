"""The pieces under omission, addition and other_sentence: runs, clauses, lists, and what is done without."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow import checks
from tmflow.alignment import aligner
from tmflow.checks import lists
from tmflow.checks.calibration import LEAST, covered, shipped
from tmflow.checks.check import Context
from tmflow.checks.clauses import clause, sag, without
from tmflow.checks.evidence import Explained
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.errors import Unavailable
from tmflow.model.issue import Severity
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant
from tmflow.services.evidence import HouseEvidence

CUT = {
    "zh": "代表团参观了青岛港，并与当地企业签署了三项合作协议，涉及物流、贸易和农业领域。",
    "en": "The delegation visited the port of Qingdao.",
    "ru": "Делегация посетила порт Циндао и подписала с местными предприятиями три соглашения о сотрудничестве в области "
    "логистики, торговли и сельского хозяйства.",
}


PIECES = [
    *CUT.values(),
    "港口、学校、工厂和博物馆",
    "five centers: trade, culture and tourism",
    "，",
    "0x",
    "\u200b",
    "😀",
    "\ud800",
    "a" * 300,
    "签署",
]


def unit_of(texts, unit_id="u"):
    return TranslationUnit(
        unit_id, "R", 1, variants={lang: Variant(lang, Segment(text)) for lang, text in texts.items()}
    )


def found(texts, **evidence):
    context = Context((unit_of(texts),), Recognizer(()), {}, languages=tuple(texts), **evidence)
    return {(issue.check, issue.lang): issue for issue in checks.run(context)}


@pytest.fixture(scope="module")
def evidence():
    return HouseEvidence(aligner.default)()


class Broken:
    def vectors(self, _texts, _lang):
        raise Unavailable("no encoder here")


@given(st.lists(st.integers(-9, 9), max_size=12))
def test_a_sag_is_the_lowest_sum_of_neighbours(values):
    lowest, first, last = sag(np.array(values, np.float64))
    sums = [sum(values[a:b]) for a in range(len(values) + 1) for b in range(a, len(values) + 1)]
    assert lowest == min(sums)
    assert sum(values[first:last]) == lowest


@given(st.text(alphabet="абвгд ,.и", min_size=1, max_size=60), st.data())
def test_a_clause_is_a_place_of_the_text(text, data):
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    places = np.arange(len(text))
    signs = np.zeros(len(text), np.float32)
    start, end = clause(text, "ru", Explained(places, places + 1, signs, signs), first, last)
    assert 0 <= start < end <= len(text)
    assert without(text, start, end) == (text[:start] + text[end:]).strip()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=8))
def test_places_that_overlap_are_counted_once(places):
    assert covered([tuple(place) for place in places]) == len({at for start, end in places for at in range(start, end)})


@pytest.mark.parametrize(
    ("lang", "text", "number", "least", "most"),
    [
        ("zh", "北京、上海和厦门三市", 3, 3, 3),
        ("zh", "五大中心：物流中心、贸易中心、投资中心、文化中心", 5, 4, 4),
        ("en", "four countries: China, Russia, India and Pakistan.", 4, 3, 4),
        ("en", "four countries: China, Russia, India, and Pakistan.", 4, 4, 4),
        ("ru", "три города: Пекин, Шанхай и Сямынь.", 3, 2, 3),
    ],
)
def test_what_a_number_word_announces_is_counted(lang, text, number, least, most):
    (one,) = lists.announced(text, lang)
    assert (one.number, one.least, one.most) == (number, least, most)


@pytest.mark.parametrize(
    "text", ["three times: it was, it is, it will be what it has always been for all of us here.", "one list"]
)
def test_clauses_are_no_list(text):
    assert list(lists.announced(text, "en")) == []


def test_a_clause_that_is_left_out_is_named_with_its_places(evidence):
    issue = found(CUT, associations=evidence.associations, meaning=evidence.meaning)["omission", "en"]
    assert issue.severity is Severity.WARNING
    assert {each.lang for each in issue.evidence} == {"zh", "ru"}
    for each in issue.evidence:
        assert CUT[each.lang][each.start : each.end] == each.text
        assert each.text not in {"", CUT[each.lang]}


def test_without_an_encoder_it_is_an_info_at_most_and_without_a_lexicon_nothing(evidence):
    for meaning in (None, Broken()):
        issue = found(CUT, associations=evidence.associations, meaning=meaning)["omission", "en"]
        assert issue.severity is Severity.INFO
    assert not {"omission", "addition", "other_sentence"} & {check for check, _ in found(CUT, meaning=evidence.meaning)}


def test_the_same_release_is_judged_the_same_alone_and_together(evidence):
    units = (
        unit_of(CUT),
        unit_of({"zh": "活动结束。", "en": "The event ended.", "ru": "Мероприятие завершилось."}, "v"),
    )
    ask = {"associations": evidence.associations, "meaning": evidence.meaning}
    together = checks.run(Context(units, Recognizer(()), {}, **ask))
    alone = [issue for unit in units for issue in checks.run(Context(units, Recognizer(()), {}, **ask), only={unit.id})]
    assert together == alone


def test_the_shipped_calibration_is_whole():
    known = shipped()
    assert known.provenance
    assert len(known.gaps) == len(known.strangers) == 9
    assert len(known.surpluses) == 3
    for model in (*known.gaps.values(), *known.surpluses.values(), *known.strangers.values()):
        assert model.info <= model.warning
        assert model.lexical.keys() == model.full.keys()
    assert set(LEAST) == {"zh", "en", "ru"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), st.lists(st.sampled_from(PIECES), max_size=8), st.text()
)
def test_any_texts_are_judged_and_every_place_is_in_its_text(evidence, first, second, third):
    texts = {"zh": "".join(first), "en": " ".join(second), "ru": third}
    texts = {lang: text for lang, text in texts.items() if text.strip()}
    unit = unit_of(texts)
    context = Context((unit,), Recognizer(()), {}, associations=evidence.associations, meaning=evidence.meaning)
    for issue in checks.run(context):
        assert texts.get(issue.lang, "")[issue.start : issue.end] == issue.text
        for each in issue.evidence:
            assert texts[each.lang][each.start : each.end] == each.text


def test_a_language_that_was_never_learnt_is_left_alone(evidence):
    texts = {"zh": CUT["zh"], "en": CUT["en"], "kk": "Делегация Циндао портын аралады және келісімдерге қол қойды."}
    context = Context(
        (unit_of(texts),),
        Recognizer(()),
        {},
        languages=tuple(texts),
        associations=evidence.associations,
        meaning=evidence.meaning,
    )
    assert not {"omission", "addition", "other_sentence"} & {issue.check for issue in checks.run(context)}
