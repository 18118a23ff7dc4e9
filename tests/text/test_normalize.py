"""Folding: what is one becomes one, the rest stays apart, and every character knows where it comes from."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.text.normalize import fold, for_comparison, to_simplified

SAME = [
    ("zh", "習(xí)近平主席", "习近平主席"),
    ("zh", "習（xí）近平", "习近平"),
    ("zh", "“示範區”", '"示范区"'),
    ("zh", "ＳＣＯ　２０２１", "SCO 2021"),
    ("zh", "安德烈•杰尼索夫", "安德烈・杰尼索夫"),
    ("zh", "上合 示范区", "上合示范区"),
    ("zh", "中国—上合", "中国－上合"),
    ("zh", "为着", "為著"),
    ("ru", "орга- низации", "организации"),
    ("ru", "Артём", "Артем"),
    ("ru", "«Пояс»", '"Пояс"'),
    ("ru", "Китай–ШОС", "Китай-ШОС"),
    ("ru", "10 000 тонн", "10 000 тонн"),
    ("ru", "й", "и\u0306"),
    ("ru", "за́мок", "замок"),
    ("ru", "ШОC", "ШОС"),
    ("ru", "вКитае", "в Китае"),
    ("en", "theQingdao Port", "the Qingdao Port"),
    ("en", "orga- nization", "organization"),
    ("en", "co-operation", "cooperation"),
    ("en", "the “Belt”", 'the "Belt"'),
    ("en", "re\u00adform\u200b", "reform"),
    ("en", "café…", "cafe..."),
    ("en", "a\u00a0 b", "a b"),
]
APART = [
    ("ru", "научно- технический", "научнотехнический"),
    ("ru", "двух- и", "двухи"),
    ("en", "two- way", "twoway"),
    ("en", "resign", "re-sign"),
    ("en", "US", "us"),
    ("zh", "中国，上合", "中国上合"),
    ("zh", "(abc)中", "中"),
]


@pytest.mark.parametrize(("lang", "a", "b"), SAME)
def test_one_thing_in_two_writings(lang, a, b):
    assert for_comparison(a, lang) == for_comparison(b, lang)


@pytest.mark.parametrize(("lang", "a", "b"), APART)
def test_two_things_stay_apart(lang, a, b):
    assert for_comparison(a, lang) != for_comparison(b, lang)


def test_offsets_lead_back():
    text = "我是 習(xí)近平"
    folded, offsets = fold(text, "zh")
    assert folded == "我是 习近平"
    assert [text[offset] for offset in offsets] == list("我是 習近平")


def test_characters_one_for_one():
    assert to_simplified("習近平 абв abc") == "习近平 абв abc"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["zh", "en", "ru", "fr"]))
def test_any_text(text, lang):
    folded, offsets = fold(text, lang)
    assert len(folded) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert isinstance(for_comparison(text + "\ud800", lang), str)


@pytest.mark.parametrize(("lang", "piece"), [("ru", "a"), ("ru", "а- "), ("zh", "(ā"), ("en", "\u0301"), ("en", "the")])
def test_a_long_line_takes_linear_time(lang, piece):
    start = time.perf_counter()
    fold(piece * (1_000_000 // len(piece)), lang)
    assert time.perf_counter() - start < 60  # a hang, not a speed
