"""Which language a text is in; words with their places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.text.script import chinese_variant, identify, shares
from tmflow.text.tokens import tokens, words


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("青岛举行会谈", "zh"),
        ("SCODA管委会", "zh"),
        ("青島與上合組織國家深化合作", "zh"),
        ("Qingdao", "en"),
        ("Liu Jianjun meets envoy", "en"),
        ("Лю Цзяньцзюнь провёл встречу", "ru"),
        ("Визит SCODA", "ru"),
        ("Visit https://пример.рф now", "en"),
        ("今日は青島で会議がありました", "other"),
        ("칭다오에서 회의가 열렸다", "other"),
        ("Зустріч відбулася в Ціндао", "other"),
        ("Қазақстан мен Қытай ынтымақтастығы", "other"),
        ("Le président a rencontré hier le premier ministre à Paris", "other"),
        ("2021-04-16 20:41", "other"),
        ("", "other"),
    ],
)
def test_identify(text, lang):
    assert identify(text) == lang


@pytest.mark.parametrize(
    ("text", "variant"),
    [("青岛与上合组织", "hans"), ("青島與上合組織", "hant"), ("中文", ""), ("Qingdao", ""), ("", "")],
)
def test_chinese_variant(text, variant):
    assert chinese_variant(text) == variant


@given(st.text(max_size=300))
def test_shares_sum_to_one_or_nothing(text):
    total = sum(shares(text).values())
    assert total == 0 or abs(total - 1) < 1e-9
    assert identify(text) in {"zh", "en", "ru", "other"}
    assert identify(text) == identify(text)


def test_words():
    assert words("SCODA的3.5亿元 don't stop, е-почта Её") == [
        "SCODA", "的", "3.5", "亿", "元", "don't", "stop", "е", "почта", "Её",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say(text):
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text and token.text for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
