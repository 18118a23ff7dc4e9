"""Learning associations, storing them, and what they say."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.alignment import anchors, lexicon, training
from tmflow.alignment.tokens import tokens
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import Term

ROWS = [
    ("青岛港", "Qingdao port"),
    ("青岛市", "Qingdao city"),
    ("大连港", "Dalian port"),
    ("大连市", "Dalian city"),
    ("港口", "port"),
] * 4


@pytest.fixture(scope="module")
def table():
    return training.learn(lambda: ROWS, provenance="own rows")


def likeliest(table, side, word):
    direction = table.directions[side]
    number = table.ids[side][word]
    here = slice(direction.start[number], direction.start[number + 1])
    best = direction.target[here][direction.probability[here].argmax()]
    return next(token for token, n in table.ids[1 - side].items() if n == best)


@pytest.mark.parametrize(
    ("side", "word", "expected"), [(0, "青岛", "qingda"), (0, "港", "port"), (0, "市", "city"), (1, "dalian", "大")]
)
def test_words_find_their_translation(table, side, word, expected):
    assert likeliest(table, side, word) == expected


def test_probabilities_of_a_word_do_not_exceed_one(table):
    for direction in table.directions:
        sums = np.add.reduceat(np.append(direction.probability, 0), direction.start[:-1])
        assert (sums <= 1 + 1e-5).all()


def test_a_stored_table_says_the_same(table):
    stream = io.BytesIO()
    lexicon.save(table, stream)
    stream.seek(0)
    again = lexicon.load(stream)
    assert again.ids == table.ids
    assert again.provenance == "own rows"
    for old, new in zip(table.directions, again.directions, strict=True):
        assert np.array_equal(old.target, new.target)
        assert np.allclose(old.probability, new.probability, rtol=0.02)


def test_rows_that_are_empty_on_a_side_teach_nothing():
    table = training.learn(lambda: [("", "word"), ("字", ""), ("。", "!")])
    assert [len(direction.target) for direction in table.directions] == [0, 0]


def test_the_shipped_tables_name_their_provenance():
    for pair in ("zh-en", "en-ru", "zh-ru"):
        table = lexicon.shipped().pair(*pair.split("-"))
        assert "NTREX-128 (CC BY-SA 4.0)" in table.provenance
        assert lexicon.shipped().pair(*reversed(pair.split("-"))).ids == table.ids[::-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青岛港2021", ["青", "岛", "港", "青岛", "岛港", "2021"]),
        ("Development of SCODA", ["develo", "of", "scoda"]),
        ("Её развитие", ["ее", "развит"]),
        ("", []),
        ("《。》", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (("zh", "总额达12.6亿元"), ("en", "a total of 1.26 billion yuan")),
        (("zh", "5月18日"), ("ru", "18 мая 2021 года")),
        (("en", "President Tokayev said"), ("ru", "с президентом Токаевым")),
        (("zh", "刘建军表示"), ("en", "Liu Jianjun said")),
        (("zh", "刘建军表示"), ("ru", "с Лю Цзяньцзюнем")),
        (("zh", "SCODA平台"), ("ru", "платформа SCODA")),
    ],
)
def test_anchors_meet(x, y):
    found = [anchors.of(text, lang) for lang, text in (x, y)]
    assert anchors.shared([found[0]], [found[1]])


def test_an_anchor_in_every_sentence_is_none():
    every = [anchors.of("SCODA", "en")] * 10
    assert anchors.shared(every, every) == []


@given(st.text(max_size=200), st.sampled_from(["zh", "en", "ru"]))
def test_any_text_has_tokens_and_anchors(text, lang):
    assert all(tokens(text))
    assert isinstance(anchors.of(text, lang), frozenset)


def test_a_concept_is_an_anchor_in_whatever_rendering():
    terms = [Term("1", "scoda", "zh", "上合示范区"), Term("2", "scoda", "ru", "демонстрационная зона ШОС")]
    glossary = Recognizer(terms)
    found = [
        anchors.of("上合示范区建设加快。", "zh", glossary),
        anchors.of("Развитие демонстрационной зоны ШОС ускоряется.", "ru", glossary),
    ]
    assert anchors.shared(found[:1], found[1:]) == ["%scoda"]


def explained(table, zh, en):
    found = [[frozenset()] * len(texts) for texts in (zh, en)]
    bags = [
        lexicon.bag([tokens(text) for text in texts], table.ids[side], found[side], ())
        for side, texts in enumerate((zh, en))
    ]
    return lexicon.explained(table.directions[0], *bags, table.counts)


def test_sentences_compete_for_the_words_of_the_other_version(table):
    shares = explained(table, ["青岛港", "大连市", "青岛市"], ["Qingdao port", "Dalian city", "nothing known"]).shares()
    assert shares[:, 0].argmax() == 0
    assert shares[:, 1].argmax() == 1
    assert shares[0, 0] > shares[2, 0] > 0
    assert (shares[:, 2] == 0).all()


@given(
    st.lists(st.sampled_from(["青岛港", "大连", "市", "", "别的"]), max_size=5),
    st.lists(st.sampled_from(["Qingdao", "port of Dalian", "", "city city", "other"]), max_size=5),
)
def test_no_sentence_is_explained_more_than_once(table, zh, en):
    shares = explained(table, zh, en).shares()
    assert shares.shape == (len(zh), len(en))
    assert (shares >= 0).all()
    assert (shares.sum(axis=0) <= 1 + 1e-5).all()


def test_the_dictionary_adds_words_and_leaves_what_the_rows_say(table):
    wide = lexicon.widened(table, "zh-en")
    assert set(table.ids[0]) < set(wide.ids[0])
    assert likeliest(wide, 0, "合同") == "contra"
    assert "合同" not in table.ids[0]
    assert lexicon.widened(table, "zh-en") is wide
    assert lexicon.widened(table, "en-ru") is table


def test_merging_with_nothing_changes_nothing(table):
    for merged in (lexicon.merged(table, lexicon.EMPTY), lexicon.merged(lexicon.EMPTY, table)):
        assert merged.ids == table.ids
        for old, new in zip(table.directions, merged.directions, strict=True):
            assert np.array_equal(old.start, new.start)
            assert sorted(old.probability) == pytest.approx(sorted(new.probability))
