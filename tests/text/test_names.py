"""Names: pinyin, Palladius, romanisations, likeness, and people in running text."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.text import palladius as table
from tmflow.text.names import (
    decline_chinese,
    find_people,
    likeness,
    palladius,
    palladius_name,
    pinyin_name,
    romanisations,
    split_name,
)

NAMES = [
    ("刘建军", "Liu Jianjun", "Лю Цзяньцзюнь"),
    ("孟庆升", "Meng Qingsheng", "Мэн Циншэн"),
    ("单立人", "Shan Liren", "Шань Лижэнь"),
    ("解晓东", "Xie Xiaodong", "Се Сяодун"),
    ("仇保兴", "Qiu Baoxing", "Цю Баосин"),
    ("查干", "Zha Gan", "Чжа Гань"),
    ("曾荫权", "Zeng Yinquan", "Цзэн Иньцюань"),
    ("盖叫天", "Ge Jiaotian", "Гэ Цзяотянь"),
    ("朴永日", "Piao Yongri", "Пяо Юнжи"),
    ("任志强", "Ren Zhiqiang", "Жэнь Чжицян"),
    ("尉迟恭", "Yuchi Gong", "Юйчи Гун"),
    ("欧阳娜娜", "Ouyang Nana", "Оуян Нана"),
    ("司马光", "Sima Guang", "Сыма Гуан"),
    ("诸葛亮", "Zhuge Liang", "Чжугэ Лян"),
    ("吕正", "Lyu Zheng", "Люй Чжэн"),
    ("女娲", "Nyu Wa", "Нюй Ва"),
    ("翟志刚", "Zhai Zhigang", "Чжай Чжиган"),
    ("冼星海", "Xian Xinghai", "Сянь Синхай"),
    ("张晟", "Zhang Sheng", "Чжан Шэн"),
    ("習近平", "Xi Jinping", "Си Цзиньпин"),
    ("王毅", "Wang Yi", "Ван И"),
    ("李二", "Li Er", "Ли Эр"),
    ("胡耀邦", "Hu Yaobang", "Ху Яобан"),
    ("江恩安", "Jiang Enan", "Цзян Эньань"),
]


@pytest.mark.parametrize(("zh", "latin", "cyrillic"), NAMES)
def test_a_chinese_name_in_three_languages(zh, latin, cyrillic):
    assert pinyin_name(zh) == latin
    assert palladius_name(zh) == cyrillic
    assert likeness(zh, "zh", latin, "en") == 1
    assert likeness(zh, "zh", cyrillic, "ru") == 1
    assert likeness(cyrillic, "ru", latin, "en") == 1


@pytest.mark.parametrize(
    ("zh", "cyrillic"),
    [
        ("长安", "Чанъань"),
        ("西安", "Сиань"),
        ("延安", "Яньань"),
        ("吉安", "Цзиань"),
        ("洪武", "Хунъу"),
        ("胶州", "Цзяочжоу"),
        ("黄岛", "Хуандао"),
        ("崂山", "Лаошань"),
        ("威海", "Вэйхай"),
        ("徽", "Хуэй"),
        ("略", "Люэ"),
        ("子", "Цзы"),
        ("捉", "Чжо"),
        ("戳", "Чо"),
        ("二", "Эр"),
        ("哟", "Йо"),
    ],
)
def test_words_by_palladius(zh, cyrillic):
    assert palladius(zh) == cyrillic


def test_every_syllable_and_every_pair_round_trips():
    syllables = [syllable for syllable in table.syllables() if syllable != "lo"]
    assert len(syllables) > 400
    for syllable in syllables:
        assert table.to_pinyin(table.from_pinyin([syllable])) == (syllable,)
    for pair in itertools.product(syllables, repeat=2):
        word = table.from_pinyin(pair)
        read = table.to_pinyin(word)
        assert read is not None
        assert table.from_pinyin(read) == word


def test_nothing_else_is_palladius():
    assert [word for word in ("Денисов", "Рашид", "Чань-", "Цзянь ъ", "", "ъ", "Qing") if table.to_pinyin(word)] == []


@pytest.mark.parametrize(
    ("name", "gender", "forms"),
    [
        ("Лю Цзяньцзюнь", "m", "Лю Цзяньцзюня|Лю Цзяньцзюню|Лю Цзяньцзюнем|Лю Цзяньцзюне|Лю Цзяньцзюнь"),
        ("Си Цзиньпин", "m", "Си Цзиньпина|Си Цзиньпину|Си Цзиньпином|Си Цзиньпине|Си Цзиньпин"),
        ("Чжан Вэй", "", "Чжан Вэя|Чжан Вэю|Чжан Вэем|Чжан Вэе|Чжан Вэй"),
        ("Чжан Синьчжу", "m", "Чжан Синьчжу"),
        ("Ван И", "m", "Ван И"),
        ("Пэн Лиюань", "f", "Пэн Лиюань"),
        ("Шанхай", "", "Шанхая|Шанхаю|Шанхаем|Шанхае|Шанхай"),
    ],
)
def test_declension(name, gender, forms):
    assert decline_chinese(name, gender) == frozenset(forms.split("|"))


@pytest.mark.parametrize(
    ("ru", "legal", "illegal"),
    [
        ("Денисов", "Denisov", "Denisow"),
        ("Андрей", "Andrey Andrei", "Andre"),
        ("Сергей", "Sergey Sergei", "Serge"),
        ("Дмитрий", "Dmitry Dmitri Dmitriy Dmitrii", "Dmytro"),
        ("Юрий", "Yury Yuri Yuriy", "Juri-"),
        ("Евгений", "Evgeny Yevgeny", "Eugene"),
        ("Александр", "Alexander Aleksandr", "Sasha"),
        ("Хрущёв", "Khrushchev Khrushchyov", "Hruschow"),
        ("Токаев", "Tokayev Tokaev", "Tokajew"),
        ("Чайковский", "Chaikovsky Chaykovskiy Chaykovsky", "Tschaikowski"),
        ("Соловьёв", "Solovyov Solovyev", "Solowjow"),
        ("Андрей Денисов", "Andrey~Denisov Andrei~Denisov", "Denisov~Andrey"),
        ("Римский-Корсаков", "Rimsky-Korsakov", "Rimsky~Korsakov"),
    ],
)
def test_romanisations(ru, legal, illegal):
    found = romanisations(ru)
    assert {name.replace("~", " ") for name in legal.split()} <= found
    assert illegal.replace("~", " ") not in found


SAME = [
    ("杰尼索夫", "Денисов", "Denisov"),
    ("拉夫罗夫", "Лавров", "Lavrov"),
    ("托卡耶夫", "Токаев", "Tokayev"),
    ("扎帕罗夫", "Жапаров", "Japarov"),
    ("拉赫蒙", "Рахмон", "Rahmon"),
    ("米尔济约耶夫", "Мирзиёев", "Mirziyoyev"),
    ("卢卡申科", "Лукашенко", "Lukashenko"),
    ("梅德韦杰夫", "Медведев", "Medvedev"),
    ("沃洛金", "Володин", "Volodin"),
    ("马特维延科", "Матвиенко", "Matviyenko"),
    ("绍伊古", "Шойгу", "Shoigu"),
    ("米舒斯京", "Мишустин", "Mishustin"),
    ("诺罗夫", "Норов", "Norov"),
    ("张明", "Чжан Мин", "Zhang Ming"),
    ("莫迪", "Моди", "Modi"),
    ("弗拉基米尔·普京", "Владимир Путин", "Vladimir Putin"),
    ("叶卡捷琳堡", "Екатеринбург", "Yekaterinburg"),
    ("符拉迪沃斯托克", "Владивосток", "Vladivostok"),
    ("新西伯利亚", "Новосибирск", "Novosibirsk"),
]


def test_the_true_name_is_the_likeliest():
    for zh, ru, en in SAME[:-1]:
        assert max(SAME, key=lambda row: likeness(zh, "zh", row[1], "ru"))[1] == ru
        assert max(SAME, key=lambda row: likeness(zh, "zh", row[2], "en"))[2] == en
        assert max(SAME, key=lambda row: likeness(en, "en", row[1], "ru"))[1] == ru


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("刘建军", "zh", "Li Jianjun", "en"),
        ("刘建军", "zh", "Лю Цзянцзюнь", "ru"),
        ("王开文", "zh", "Wang Kaiwei", "en"),
        ("孟庆升", "zh", "Мэн Циншень", "ru"),
        ("普京", "zh", "Лавров", "ru"),
    ],
)
def test_another_name_is_not_fully_alike(a, lang_a, b, lang_b):
    assert likeness(a, lang_a, b, lang_b) < 1


@pytest.mark.parametrize("form", ["Лю Цзяньцзюня", "Лю Цзяньцзюнем", "Лю Цзяньцзюню"])
def test_cases_do_not_matter(form):
    assert likeness("刘建军", "zh", form, "ru") == 1
    assert likeness("Liu Jianjun", "en", form, "ru") == 1
    assert likeness("Andrey Denisov", "en", "Андрею Денисову", "ru") == 1


PEOPLE = [
    ("zh", "青岛市委副书记、市长刘建军在会上表示", "刘建军=liujianjun"),
    ("zh", "国家主席习近平同俄罗斯总统弗拉基米尔·普京举行会谈。", "习近平=xijinping|弗拉基米尔·普京="),
    ("zh", "市长李明等领导陪同", "李明=liming"),
    ("zh", "李强总理出席，张三丰先生致辞", "李强=liqiang|张三丰=zhangsanfeng"),
    ("zh", "管委会主任和书记说", ""),
    ("zh", "青岛市委书记会议在京召开", ""),
    ("zh", "主席国于今年成立", ""),
    ("en", "Liu Jianjun, Mayor of Qingdao, met Meng Qingsheng.", "Liu Jianjun=liujianjun|Meng Qingsheng=mengqingsheng"),
    ("en", "He Can go to Qingdao Jiaozhou and Long Song", ""),
    ("en", "Lyu Guozeng and Lü Xiaoming", "Lyu Guozeng=lvguozeng|Lü Xiaoming=lvxiaoming"),
    ("ru", "Мэр Лю Цзяньцзюнь встретился с Мэн Циншэном", "Лю Цзяньцзюнь=liujianjun|Мэн Циншэном=mengqingsheng"),
    ("ru", "На Луне и в Шанхае", ""),
    ("ru", "с Андреем Денисовым и Сергеем Викторовичем Лавровым", "Андреем Денисовым=|Сергеем Викторовичем Лавровым="),
]


@pytest.mark.parametrize(("lang", "text", "expected"), PEOPLE)
def test_people(lang, text, expected):
    found = find_people(text, lang)
    assert "|".join(f"{person.text}={person.key}" for person in found) == expected
    assert all(text[person.start : person.end] == person.text for person in found)


def test_a_name_is_split():
    assert split_name("欧阳娜娜") == ("欧阳", "娜娜")
    assert split_name("刘 建军") == ("刘", "建军")
    assert split_name("") == ("", "")


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40), st.text(max_size=20), st.sampled_from(["zh", "en", "ru"]), st.sampled_from(["zh", "en", "ru"])
)
def test_any_text(a, b, lang_a, lang_b):
    assert 0 <= likeness(a, lang_a, b, lang_b) <= 1
    assert all(person.text for person in find_people(a + b, lang_a))
    assert isinstance(pinyin_name(a) + palladius(a), str)
    assert romanisations(b)


@pytest.mark.parametrize(
    ("lang", "piece"), [("zh", "王"), ("zh", "阿·"), ("en", "Li "), ("ru", "Ли "), ("ru", "Андрей ")]
)
def test_people_in_linear_time(lang, piece):
    start = time.perf_counter()
    find_people(piece * (200_000 // len(piece)), lang)
    assert time.perf_counter() - start < 60  # a hang, not a speed
