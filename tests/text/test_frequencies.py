"""How often something is held, in the three languages."""

import pytest

from tmflow.text.frequencies import find

WEEK = round(12 / 52, 4)


@pytest.mark.parametrize(
    ("lang", "text", "months"),
    [
        ("zh", "工作组每半年召开一次会议", [6]),
        ("zh", "论坛每两年举办一届", [24]),
        ("zh", "每年召开两次会议", [6]),
        ("zh", "一年一度的博览会", [12]),
        ("zh", "每季度通报一次", [3]),
        ("zh", "每个月一期", [1]),
        ("zh", "每周三开行", []),
        ("zh", "每年代", []),
        ("en", "The group meets every six months.", [6]),
        ("en", "held twice a year", [6]),
        ("en", "every other year", [24]),
        ("en", "a biennial forum", [24]),
        ("en", "semi-annually", [6]),
        ("en", "published quarterly and monthly", [3, 1]),
        ("en", "three times a week", [round(12 / 52 / 3, 4)]),
        ("en", "last year", []),
        ("ru", "собирается раз в год", [12]),
        ("ru", "раз в\u00a0полгода", [6]),
        ("ru", "дважды в год", [6]),
        ("ru", "каждые два года", [24]),
        ("ru", "ежеквартальный доклад", [3]),
        ("ru", "еженедельно", [WEEK]),
        ("ru", "в прошлом году", []),
        ("kk", "every year", []),
    ],
)
def test_table(lang, text, months):
    assert [round(one.months, 4) for one in find(text, lang)] == months


def test_a_span_is_cut_from_the_text_as_it_stands():
    (one,) = find("Форум проводится раз в\u00a0два года.", "ru")
    assert one.text == "раз в\u00a0два года"
    assert (one.months, one.period) == (24, 24)


def test_three_trains_a_week_may_be_told_either_way():
    (times,) = find("three times a week", "en")
    (bare,) = find("每周三列", "zh")
    assert times.meant & bare.meant
