"""Merge, split, move and accept, on beads written as rows of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.alignment import corrections
from tmflow.model.bitext import Bead, BeadOrigin, Bitext, Sentence
from tmflow.model.errors import InputError
from tmflow.model.segment import Segment


def bitext(*rows):
    """`((zh indices), (en indices))` a bead."""
    counts = [sum(len(row[side]) for row in rows) for side in (0, 1)]
    sentences = {
        lang: tuple(Sentence(Segment(f"{lang}{n}")) for n in range(count))
        for lang, count in zip(("zh", "en"), counts, strict=True)
    }
    return Bitext(sentences, tuple(Bead({"zh": zh, "en": en}, 0.5) for zh, en in rows))


def rows(found):
    return [(bead.members["zh"], bead.members["en"], bead.origin is BeadOrigin.PERSON) for bead in found.beads]


START = bitext(((0,), (0,)), ((1, 2), (1,)), ((), (2,)), ((3,), (3, 4)))


def test_merge():
    assert rows(corrections.merge(START, 1, 2)) == [((0,), (0,), False), ((1, 2), (1, 2), True), ((3,), (3, 4), False)]


def test_split():
    found = corrections.split(START, 3, {"zh": 1, "en": 1})
    assert rows(found)[3:] == [((3,), (3,), True), ((), (4,), True)]


def test_split_keeps_a_language_that_is_not_named_in_the_first_part():
    assert rows(corrections.split(START, 1, {"zh": 1}))[1:3] == [((1,), (1,), True), ((2,), (), True)]


def test_move_marks_both_beads():
    assert rows(corrections.move(START, "zh", 2, 2))[1:3] == [((1,), (1,), True), ((2,), (2,), True)]


def test_a_bead_without_sentences_disappears():
    assert rows(corrections.move(START, "en", 2, 1))[1:] == [((1, 2), (1, 2), True), ((3,), (3, 4), False)]


def test_accept():
    found = corrections.accept(START, 0)
    assert rows(found)[0] == ((0,), (0,), True)
    assert found.beads[0].confidence == 1.0
    assert corrections.made_by_people(found) == (found.beads[0],)
    assert corrections.made_by_people(START) == ()


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        (lambda: corrections.merge(START, 1, 1), "at least two"),
        (lambda: corrections.merge(START, 2, 9), "no bead 10"),
        (lambda: corrections.split(START, 0, {"zh": 0, "en": 0}), "empty"),
        (lambda: corrections.split(START, 3, {}), "split there"),
        (lambda: corrections.move(START, "ru", 0, 1), "no sentence 1 in ru"),
        (lambda: corrections.move(START, "zh", 0, 0), "already"),
        (lambda: corrections.accept(START, -1), "no bead 0"),
    ],
)
def test_what_cannot_be_done_is_said(operation, says):
    with pytest.raises(InputError, match=says):
        operation()


@given(
    st.lists(
        st.tuples(st.sampled_from(["merge", "split", "move", "accept"]), st.integers(0, 5), st.integers(0, 5)),
        max_size=8,
    )
)
def test_no_sentence_is_ever_lost(steps):
    found = START
    for name, a, b in steps:
        try:
            if name == "split":
                found = corrections.split(found, a, {"zh": b, "en": b})
            elif name == "move":
                found = corrections.move(found, "en", a, b)
            else:
                found = corrections.merge(found, a, b) if name == "merge" else corrections.accept(found, a)
        except InputError:
            continue
        for lang, sentences in START.sentences.items():
            assert sorted(i for bead in found.beads for i in bead.members[lang]) == list(range(len(sentences)))
