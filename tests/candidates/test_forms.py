"""Edges of terms, and the form in which a glossary writes them."""

import pytest

from tmflow.candidates import chinese, english, russian
from tmflow.candidates.words import words
from tmflow.model.concept import Kind

TRIMMED = [
    ("zh", "在青岛海关举行", "青岛海关"),
    ("zh", "出席上合组织国家农业论坛", "上合组织国家农业论坛"),
    ("zh", "2025年国际投资贸易博览会", "国际投资贸易博览会"),
    ("zh", "同比增长", ""),
    ("zh", "12个项目", "项目"),
    ("zh", "中国人民银行青岛市分行", "中国人民银行青岛市分行"),
    ("zh", "共同", ""),
    ("en", "the Qingdao Multimodal Transport Center", "Qingdao Multimodal Transport Center"),
    ("en", "said that Qingdao Port", "Qingdao Port"),
    ("en", "Bureau of Commerce of the", "Bureau of Commerce"),
    ("en", "port which has grown", ""),
    ("en", "12 percent", ""),
    ("ru", "на Циндаоской таможне", "Циндаоской таможне"),
    ("ru", "Управление коммерции г. Циндао", "Управление коммерции г. Циндао"),
    ("ru", "посетил Центр правовых услуг", "Центр правовых услуг"),
    ("ru", "который прибыл", ""),
]
NOMINATIVE = [
    ("Циндаоской таможней", "Циндаоская таможня"),
    ("Китайско-Белорусского индустриального парка", "Китайско-Белорусский индустриальный парк"),
    ("Министерству инвестиций и внешней торговли", "Министерство инвестиций и внешней торговли"),
    ("инвестиционного и торгового потенциала", "инвестиционный и торговый потенциал"),
    ("сертификатов происхождения", "сертификаты происхождения"),
    ("странах и регионах", "страны и регионы"),
    ("меморандум о взаимопонимании", "меморандум о взаимопонимании"),
    ("Посольстве Казахстана в Китае", "Посольство Казахстана в Китае"),
]
SPLIT = [
    ("在", "乌兹别克斯坦", "驻", False),
    ("萨", "克斯坦", "驻", True),
    ("问", "俄罗斯工商会代", "表", True),
    ("了", "青岛海关", "的", False),
    ("", "青岛", "", False),
]
KINDS = [
    ("青岛市商务局副局长", Kind.TITLE),
    ("白俄罗斯工商会", Kind.ORGANISATION),
    ("青岛市外办", Kind.ORGANISATION),
    ("国际投资贸易博览会", Kind.EVENT),
    ("前湾港", Kind.PLACE),
    ("上海精神", Kind.FORMULATION),
    ("标准箱", Kind.TERM),
]
RULES = {"zh": chinese.trimmed, "en": english.trimmed, "ru": russian.trimmed}


@pytest.mark.parametrize(("lang", "text", "left"), TRIMMED)
def test_edges_that_belong_to_no_term_are_cut(lang, text, left):
    run = [word for word in words(text, lang) if word.key]
    kept = run[RULES[lang](run)]
    assert (text[kept[0].start : kept[-1].end] if kept else "") == left


@pytest.mark.parametrize(("surface", "nominative"), NOMINATIVE)
def test_a_russian_phrase_in_the_nominative(surface, nominative):
    assert russian.nominative(surface) == nominative


@pytest.mark.parametrize(("before", "run", "after", "split"), SPLIT)
def test_a_chinese_run_that_cuts_a_word(before, run, after, split):
    assert chinese.splits_word(before, run, after) is split


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_last_characters_tell_the_kind(text, kind):
    assert chinese.kind(text) is kind


def test_the_capital_of_a_sentence_s_beginning_is_no_part_of_a_term():
    assert english.dictionary_form(["Block trains", "block trains"]) == "block trains"
    assert english.dictionary_form(["Qingdao Port"]) == "Qingdao Port"


@pytest.mark.parametrize(
    ("text", "lang", "borders"),
    [
        ("г. Циндао, порт", "ru", 1),
        ("поезд Китай — Европа", "ru", 0),
        ("он — советник", "ru", 1),
        ("青岛，上海", "zh", 1),
    ],
)
def test_marks_that_no_term_reaches_across(text, lang, borders):
    assert sum(not word.key for word in words(text, lang)) == borders
