"""Which files belong together, and which are left to a person."""

from __future__ import annotations

import pytest

from tmflow.alignment.pairing import pair
from tmflow.alignment.similarity import UniversalSentenceEncoder
from tmflow.model.release import Block, BlockKind, LanguageVersion
from tmflow.model.segment import Segment

RELEASES = {
    "train": {
        "zh": ("首趟班列开往塔什干", "4月16日，一列满载50个集装箱的货运班列从胶州驶出。", "货值约2300万元。"),
        "en": ("First Train Leaves for Tashkent", "A freight train with 50 containers left Jiaozhou on April 16.", "The goods are worth about 23 million yuan."),
        "ru": ("Первый поезд отправился в Ташкент", "16 апреля из Цзяочжоу отправился поезд с 50 контейнерами.", "Стоимость груза — около 23 млн юаней."),
    },
    "expo": {
        "zh": ("博览会在青岛开幕", "6月15日，来自28个国家的1200家企业参加了博览会。", "展会面积5万平方米。"),
        "en": ("Expo Opens in Qingdao", "On June 15, 1,200 companies from 28 countries took part in the expo.", "It covers 50,000 square metres."),
        "ru": ("В Циндао открылась выставка", "15 июня в выставке приняли участие 1200 предприятий из 28 стран.", "Её площадь — 50 тыс. кв. метров."),
    },
    "school": {
        "zh": ("上合组织经贸学院举办培训班", "来自乌兹别克斯坦的30名官员学习了海关业务。"),
        "en": ("SCO Institute of Economy and Trade Holds Training Course", "Thirty officials from Uzbekistan studied customs procedures."),
        "ru": ("Институт торговли ШОС провёл учебные курсы", "Тридцать чиновников из Узбекистана изучали таможенное дело."),
    },
}  # fmt: skip


def version(name, lang, date=""):
    title, *body = RELEASES[name][lang]
    blocks = tuple(Block(BlockKind.PARAGRAPH, Segment(text)) for text in body)
    return LanguageVersion(lang, Segment(title), date, blocks, source_name=f"{name}.{lang}.html")


@pytest.fixture(scope="module")
def encoder():
    return UniversalSentenceEncoder()


def test_nine_files_are_three_releases(encoder):
    names = [("train", "ru"), ("expo", "zh"), ("school", "en"), ("train", "zh"), ("expo", "en"), ("school", "ru"),
             ("train", "en"), ("expo", "ru"), ("school", "zh")]  # fmt: skip
    found = pair([version(*name) for name in names], encoder)
    assert {group.indices for group in found.groups} == {(0, 3, 6), (1, 4, 7), (2, 5, 8)}
    assert found.questions == ()


def test_a_stranger_stays_alone(encoder):
    found = pair([version("train", "zh"), version("expo", "en")], encoder)
    assert [group.indices for group in found.groups] == [(0,), (1,)]


def test_two_copies_of_a_version_are_a_question_not_a_guess(encoder):
    found = pair([version("train", "zh"), version("train", "en"), version("train", "en")], encoder)
    assert all(len(group.indices) == 1 for group in found.groups)


def test_a_date_far_away_speaks_against(encoder):
    near = pair([version("expo", "zh", "2021-06-15"), version("expo", "en", "2021-06-20T10:00:00")], encoder)
    far = pair([version("expo", "zh", "2021-06-15"), version("expo", "en", "2024-06-15")], encoder)
    assert near.groups[0].indices == (0, 1)
    assert far.groups[0].indices == (0,) or far.groups[0].confidence < near.groups[0].confidence


def test_without_an_encoder_nothing_is_joined_wrongly():
    names = [(name, lang) for name in RELEASES for lang in ("zh", "en", "ru")]
    found = pair([version(*name) for name in names], None)
    for group in found.groups:
        assert len({names[i][0] for i in group.indices}) == 1


def test_nothing_to_pair(encoder):
    assert pair([], encoder).groups == ()
    assert [group.indices for group in pair([version("expo", "en")], encoder).groups] == [(0,)]
