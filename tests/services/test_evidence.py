"""The lexicon and the encoder as the checks see them."""

from __future__ import annotations

import numpy as np
import pytest

from tmflow.alignment import lexicon, training
from tmflow.alignment.aligner import Aligner
from tmflow.alignment.lexicon import Lexicon
from tmflow.alignment.similarity import SHIPPED
from tmflow.model.errors import Unavailable
from tmflow.services.evidence import EncodedMeaning, HouseEvidence, LexicalAssociations

ROWS = [
    ("港口 集装箱", "port container"),
    ("港口 码头", "port terminal"),
    ("集装箱 码头", "container terminal"),
    ("农业", "agriculture"),
] * 10


class Encoder:
    def __init__(self, name=SHIPPED, error=None):
        self.name = name
        self._error = error

    def embed(self, texts, _lang):
        if self._error:
            raise self._error
        return np.ones((len(texts), 2), np.float32)


@pytest.fixture(scope="module")
def table():
    return Lexicon({"zh-en": training.learn(lambda: ROWS)})


def test_a_word_is_explained_by_its_translation_and_not_by_another(table):
    known = LexicalAssociations(table)
    found = known.explain("The port, the terminal", "en", "港口", "zh")
    words = {"The port, the terminal"[a:b]: r for a, b, r in zip(found.starts, found.ends, found.ratio, strict=True)}
    assert words["port"] > 0 > words["terminal"]
    assert known.explain("港口", "zh", "port", "en").mean > known.explain("港口", "zh", "agriculture", "en").mean


def test_chinese_is_read_by_character_and_by_pair(table):
    found = LexicalAssociations(table).explain("港口。", "zh", "port", "en")
    assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]


def test_unknown_words_weigh_nothing_and_an_unknown_pair_is_none(table):
    known = LexicalAssociations(table)
    assert known.explain("zebra", "en", "港口", "zh").worth.tolist() == [0.0]
    assert known.explain("", "en", "", "zh").mean == 0
    assert known.explain("порт", "ru", "港口", "zh") is None


def test_evidence_is_made_anew_only_for_another_aligner(table):
    aligners = [Aligner(Encoder(), table)]
    house = HouseEvidence(lambda: aligners[-1])
    first = house()
    assert house() is first
    aligners.append(Aligner(Encoder(), table))
    assert house() is not first


def test_another_encoder_or_no_lexicon_is_no_evidence(table):
    other = HouseEvidence(lambda: Aligner(Encoder("another"), table))()
    assert other.meaning is None
    assert other.associations is not None
    assert HouseEvidence(lambda: Aligner(Encoder(), None))().associations is None


@pytest.mark.parametrize("error", [OSError("gone"), RuntimeError("broken"), MemoryError()])
def test_an_encoder_that_fails_says_so(error):
    with pytest.raises(Unavailable):
        EncodedMeaning(Encoder(error=error)).vectors(["a"], "en")


def test_the_shipped_lexicon_explains_a_translation_better_than_another_sentence():
    known = LexicalAssociations(lexicon.shipped())
    right = known.explain("The delegation visited the port.", "en", "代表团参观了港口。", "zh")
    wrong = known.explain("The delegation visited the port.", "en", "双方签署了农业协议。", "zh")
    assert right.mean > wrong.mean
