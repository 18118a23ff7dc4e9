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


TOPICS = {
    "zh": ("货运班列", "水果展览", "海关窗口", "啤酒工厂", "俄语课程", "青年论坛", "冷链仓库", "棉花合同", "港口吊车", "医疗设备"),
    "en": ("freight train", "fruit exhibition", "customs window", "brewery", "Russian course", "youth forum", "cold store",
           "cotton contract", "port crane", "medical equipment"),
    "ru": ("грузовой поезд", "выставка фруктов", "таможенное окно", "пивоварня", "курс русского языка", "молодёжный форум",
           "холодильный склад", "контракт на хлопок", "портовый кран", "медицинское оборудование"),
}  # fmt: skip
FRAMES = {
    "zh": ("今天的主题是{0}。", "{1}年，{0}得到了{2}名代表的关注。", "专家们对此表示满意。"),
    "en": ("Today's topic is the {0}.", "In {1} the {0} was noticed by {2} delegates.", "Experts are satisfied with it."),
    "ru": ("Сегодняшняя тема — {0}.", "В {1} году {0}: внимание {2} делегатов.", "Эксперты этим довольны."),
}  # fmt: skip


def small(lang, topic, year, count, date=""):
    texts = [frame.format(TOPICS[lang][topic], year, count) for frame in FRAMES[lang]]
    blocks = tuple(Block(BlockKind.PARAGRAPH, Segment(text)) for text in texts)
    return LanguageVersion(lang, Segment(TOPICS[lang][topic]), date, blocks, source_name=f"{lang}{topic}-{year}")


@pytest.mark.parametrize("similarity", ["encoder", None])
def test_a_folder_of_sixty_files_has_no_wrong_pair(similarity, encoder):
    keys = [
        (topic, 2001 + 7 * topic + again, 130 + 31 * topic + 11 * again) for topic in range(10) for again in range(2)
    ]
    versions = [small(lang, *key) for lang in ("ru", "zh", "en") for key in keys]
    found = pair(versions, encoder if similarity else None)
    assert sorted(i for group in found.groups for i in group.indices) == list(range(60))
    assert all(len({i % 20 for i in group.indices}) == 1 for group in found.groups)
    joined = sum(len(group.indices) == 3 for group in found.groups)
    assert joined >= (18 if similarity else 0)


def test_versions_without_a_date_lose_nothing(encoder):
    dated = pair([version("expo", "zh", "2021-06-15"), version("expo", "en", "2021-06-15")], encoder)
    for dates in (("", ""), ("2021-06-15", ""), ("sometime", "2021-06-15")):
        found = pair([version("expo", "zh", dates[0]), version("expo", "en", dates[1])], encoder)
        assert found.groups[0] == dated.groups[0]


def test_empty_versions_stay_alone(encoder):
    empty = [LanguageVersion(lang, Segment(""), "", ()) for lang in ("zh", "en", "ru")]
    found = pair([*empty, version("expo", "en")], encoder)
    assert [group.indices for group in found.groups] == [(0,), (1,), (2,), (3,)]
    assert found.questions == ()
    assert [group.indices for group in pair(empty, None).groups] == [(0,), (1,), (2,)]
