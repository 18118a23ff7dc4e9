"""Chinese names in pinyin (GB/T 28039-2011) and in Palladius.

Surnames have their own readings (单 Shan, 曾 Zeng); compound surnames are one word. 乐 and 覃 have two readings: what
stands here is the commoner one, and the glossary decides for a person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pypinyin
from pypinyin.constants import PHRASES_DICT

from tmflow.text import palladius as _palladius
from tmflow.text.normalize import to_simplified

COMPOUND_SURNAMES: Final = {
    "欧阳": "ou yang", "上官": "shang guan", "司马": "si ma", "诸葛": "zhu ge", "皇甫": "huang fu", "尉迟": "yu chi",
    "公孙": "gong sun", "长孙": "zhang sun", "慕容": "mu rong", "司徒": "si tu", "司空": "si kong", "夏侯": "xia hou",
    "令狐": "ling hu", "宇文": "yu wen", "东方": "dong fang", "南宫": "nan gong", "西门": "xi men", "轩辕": "xuan yuan",
    "端木": "duan mu", "百里": "bai li", "东郭": "dong guo", "呼延": "hu yan", "澹台": "tan tai", "濮阳": "pu yang",
    "淳于": "chun yu", "单于": "chan yu", "太史": "tai shi", "申屠": "shen tu", "鲜于": "xian yu", "闻人": "wen ren",
    "钟离": "zhong li", "赫连": "he lian", "万俟": "mo qi", "独孤": "du gu", "拓跋": "tuo ba", "完颜": "wan yan",
    "公羊": "gong yang", "宗政": "zong zheng", "仲孙": "zhong sun", "梁丘": "liang qiu", "左丘": "zuo qiu",
    "亓官": "qi guan", "公冶": "gong ye", "司寇": "si kou", "第五": "di wu", "即墨": "ji mo",
}  # fmt: skip
_SURNAME_READINGS: Final = {
    "单": "shan", "曾": "zeng", "查": "zha", "区": "ou", "员": "yun", "解": "xie", "仇": "qiu", "任": "ren",
    "朴": "piao", "薄": "bo", "盖": "ge", "覃": "qin", "乐": "yue", "纪": "ji", "宁": "ning", "种": "chong",
    "秘": "bi", "繁": "po", "冼": "xian", "洗": "xian", "么": "yao", "折": "she", "谌": "chen", "逄": "pang",
    "佴": "nai", "黑": "he", "缪": "miao", "牟": "mou", "翟": "zhai", "盛": "sheng", "石": "shi", "沈": "shen",
    "车": "che", "祭": "zhai", "隗": "wei", "郇": "xun", "郄": "qie", "晁": "chao", "卜": "bu", "都": "du",
    "能": "nai", "过": "guo", "句": "gou", "贾": "jia", "阚": "kan", "柏": "bai", "便": "pian", "炅": "gui",
    "相": "xiang", "应": "ying", "要": "yao", "訾": "zi", "庹": "tuo", "仉": "zhang", "撒": "sa", "尉": "wei",
    "重": "chong", "藏": "zang", "强": "qiang", "召": "shao", "占": "zhan", "那": "na", "宓": "mi", "谷": "gu",
    "乜": "nie", "於": "yu", "呙": "guo", "幺": "yao", "钻": "zuan", "啜": "chuai", "适": "kuo", "教": "jiao",
    "哈": "ha", "葛": "ge", "华": "hua", "燕": "yan", "洪": "hong", "行": "xing", "长": "chang", "朝": "chao",
    "曲": "qu", "卡": "ka", "红": "hong", "眭": "sui", "郗": "xi", "邸": "di", "幸": "xing", "郜": "gao", "尹": "yin",
    "荀": "xun", "逯": "lu", "笪": "da", "戚": "qi", "厍": "she", "库": "she", "亓": "qi", "綦": "qi", "甄": "zhen",
    "臧": "zang", "亢": "kang", "家": "jia", "褚": "chu",
    "筰": "ze", "参": "shen", "令": "ling", "渠": "qu", "侯": "hou",
}  # fmt: skip
_GIVEN_READINGS: Final = {
    "晟": "sheng", "长": "chang", "朝": "chao", "行": "xing", "重": "zhong", "乐": "le", "曾": "zeng", "盛": "sheng",
    "藏": "cang", "传": "chuan", "调": "diao", "得": "de", "地": "di", "都": "du", "还": "huan", "会": "hui",
    "参": "shen", "率": "shuai", "省": "sheng", "弹": "tan", "降": "jiang", "强": "qiang", "茜": "qian", "骏": "jun",
    "晃": "huang", "济": "ji", "正": "zheng", "奇": "qi", "娜": "na", "奔": "ben", "相": "xiang", "柏": "bai",
    "艾": "ai", "谷": "gu", "夏": "xia", "沈": "shen",
    "石": "shi", "和": "he", "中": "zhong", "兴": "xing", "少": "shao",
    "大": "da", "合": "he", "车": "che", "葛": "ge", "便": "bian", "万": "wan", "区": "qu", "单": "dan", "解": "jie",
}  # fmt: skip
_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
_SHORT: Final = 2


def is_chinese(text: str) -> bool:
    """Whether the text consists of Chinese characters only."""
    return _HAN.fullmatch(text) is not None


def split_name(zh: str) -> tuple[str, str]:
    """Split a Chinese name into surname and given name; the given name is empty for a single character.

    A compound surname is taken when something follows it; `zh` may hold blanks between the two.
    """
    name = to_simplified(re.sub(r"\s", "", zh))
    if name[:2] in COMPOUND_SURNAMES and len(name) > len(name[:2]):
        return name[:2], name[2:]
    return name[:1], name[1:]


@lru_cache(maxsize=50_000)
def name_syllables(zh: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pinyin syllables (lower case, no tones, `v` for ü) of the surname and of the given name."""
    surname, given = split_name(zh)
    reading = COMPOUND_SURNAMES.get(surname) or _SURNAME_READINGS.get(surname) or " ".join(_readings(surname))
    return tuple(reading.split()), _given_syllables(given)


@lru_cache(maxsize=20_000)
def _reading(char: str) -> tuple[str, ...]:
    return tuple(pypinyin.lazy_pinyin(char))


def _readings(word: str) -> tuple[str, ...]:
    """The syllables of a word; of one or two characters that are no phrase each is read by itself, and remembered."""
    if len(word) <= _SHORT and word not in PHRASES_DICT and is_chinese(word):
        return tuple(syllable for char in word for syllable in _reading(char))
    return tuple(pypinyin.lazy_pinyin(word))


def _given_syllables(given: str) -> tuple[str, ...]:
    readings = _readings(given)
    if len(readings) != len(given):
        return tuple(readings)
    return tuple(_GIVEN_READINGS.get(char, reading) for char, reading in zip(given, readings, strict=True))


def _latin(syllables: tuple[str, ...]) -> str:
    """Join syllables as passports print them: ü as yu after n and l, an apostrophe nowhere."""
    return "".join(part.replace("v", "yu").replace("ü", "yu") for part in syllables).capitalize()


def pinyin_name(zh: str) -> str:
    """A Chinese person's name in pinyin by GB/T 28039: `刘建军` -> `Liu Jianjun`, `吕国增` -> `Lyu Guozeng`.

    The surname comes first in its surname reading, the given name is joined, tones are left out, ü is yu after n and l.
    Text that is no Chinese name is returned with its characters read one by one.
    """
    surname, given = name_syllables(zh)
    return f"{_latin(surname)} {_latin(given)}".strip()


def palladius(zh: str) -> str:
    """One Chinese word (a place, a given name, a surname) in Palladius: `天安门` -> `Тяньаньмэнь`, `东营` -> `Дунъин`.

    Readings are those of the word in context; ъ closes a hard н before a vowel. Traditional names are the glossary's.
    """
    word = to_simplified(zh.strip())
    known = len(word) > 1 and word in PHRASES_DICT
    return _palladius.from_pinyin(tuple(pypinyin.lazy_pinyin(word)) if known else _given_syllables(word)).capitalize()


def palladius_name(zh: str) -> str:
    """A Chinese person's name in Palladius, surname first, given name joined: `刘建军` -> `Лю Цзяньцзюнь`."""
    surname, given = name_syllables(zh)
    words = (_palladius.from_pinyin(part).capitalize() for part in (surname, given) if part)
    return " ".join(words)
