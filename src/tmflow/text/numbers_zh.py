"""Quantities in Chinese text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text import dates_zh
from tmflow.text.clues import Clues, Needs, Table, clues
from tmflow.text.dateparts import paired, quantity, scan
from tmflow.text.numerals_zh import value as numeral
from tmflow.text.quantity import (
    Atom,
    Kind,
    Measure,
    Measures,
    Number,
    Quantity,
    Value,
    flat,
    in_order,
    mask,
    mask_matches,
    plain,
    too_long,
)
from tmflow.text.roman import romans
from tmflow.text.scan import Grammar, quantities
from tmflow.text.units import ZH_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

_C: Final = "零〇一二两三四五六七八九十百千万亿兆"
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)"
_SMALL_UNIT: Final = r"[百千](?![瓦克米帕卡伏分])"
_MIXED: Final = (
    rf"{_DIGITS}(?:\s?[余多来几]?[十百千]?[万亿]{{1,2}}|\s?[余多]?{_SMALL_UNIT})?"
    rf"(?:(?<=[万亿])\s?{_DIGITS}\s?[百千]?[万亿]|(?<=[万亿])[一二三四五六七八九]千万?"
    rf"|(?<=[万亿千])\s?[1-9]\d{{0,3}}\s?{_SMALL_UNIT}|(?<=万)\s?[1-9]\d{{3}}(?![\d,.%年万亿]))*"
)
_ATOM: Final = regex.compile(
    rf"(?P<digits>{_MIXED})|(?P<words>[{_C}]+(?:点[零〇一二三四五六七八九]+[万亿]*)?(?:[余多来几][百千]?[万亿]+)?)"
)
_NUMERAL: Final = re.compile(rf"[\d{_C}]")
_FROZEN: Final = regex.compile(
    r"一带一路|[百千]方百计|千方百计|五年(?:规划|计划)|(?:二十|二十一|[七八]|77)国集团|[5-9０]0后|两岸三地|亿万(?!富|元|美)"
    r"|(?:歼|运|轰|直|长征|东风|神舟|嫦娥|天舟|天问|伊尔|米格)[-－—]\d{1,3}"
    r"|三[亚峡农沙明门星]"
    r"|五四运动|九一八|一二·?九|二战|一战"
    r"|四[川平海]|九[江寨龙]|八[宝达仙卦一](?!月)|六安|[万千]里(?:长城|江山|无云|迢迢|之外|挑一)?"
    r"|[万千]众一心|[百千万]花齐放|成千上万"
    r"|千家万户|千[载秋]|千辛万苦|万(?:众|事|物|象|水|分(?!之)|隆|科|达|宁|州|载)|(?<![一二两三四五六七八九十几数\d])百年(?:变局|未有)?"
    r"|百[姓货]|(?<![一二两三四五六七八九十几数\d])百度|百家争鸣|[一二三]线(?:城市|员工)?|第一时间|非?二元(?![美])|(?<![\d百千万十])[多单]元"
    r"|双[十\d]+一?|[一二]把手|(?<![一二三四五时点])十分|三轮车|万一|千万(?=不|别|要)|四面八方|五湖四海|七嘴八舌"
    r"|三[令番][五]?[申次]?|[东西南北]?四十铺|五[台指]山|二氧化|三氧化|一氧化"
    r"|(?:三|五|一)?(?:七|八|九)?〇?五粮液|三一重工|七匹狼|一汽|二汽|中央\d{1,2}台|CCTV-?\d{1,3}"
    r"|(?<![A-Za-z])[A-Za-z]{1,20}[-－]?\d{1,8}+[\d.]{0,8}+(?![\d年月%])"
    r"|(?<![\d.])\d{1,4}(?:\.\d{1,3})?[GKkDdBb](?![A-Za-z])"
)
_MAY_BE_FROZEN: Final = re.compile(rf"[\d{_C}]|[多单]元")
_FIVE_YEAR: Final = regex.compile(
    r"(?<!第)(?<![一二三四五六七八九])(?P<n>十[一二三四五六七八九]?"
    r"|[一二三四六七八九])[·]?五[”\"’]?(?=规划|时期|期间|计划|以来|开局|末|收官|[”\"’，。、\s])"
    r"|(?P<n>十[一二三四])五"
)
_CONGRESS: Final = regex.compile(
    r"(?:党的|中共|共产党的?)(?P<n>[一二三四五六七八九十]{1,3})大|(?P<n>十[六七八九]|二十)大(?=报告"
    r"|精神|以来|召开|代表|闭幕|开幕|擘画|提出|[，。、”]|$)"
)
_SESSION: Final = regex.compile(
    rf"(?<![第{_C}])(?P<n>[{_C}]{{1,3}}|\d{{1,3}})届(?=[一二三四五六七八九]中全会|[全三四五六七]|人大|政协|中央|\d)"
)
_PLENUM: Final = regex.compile(r"(?P<n>[一二三四五六七八九])中全会|(?P<n>[一二三四五六七])次全会")
_NTH: Final = regex.compile(
    rf"第\s?(?P<n>[{_C}]{{1,12}}|\d{{1,9}})(?!\d)|首(?P<one>[届个批轮期场家例座条])"
    rf"|(?P<n>[一二三])等秘书|(?P<n>(?<![{_C}])[{_C}]{{1,4}}|\d{{1,2}})\s?世纪(?!\s?\d"
    rf"|[一二三四五六七八九]十年代)|(?<![A-Za-z])[Nn]o\.?\s?(?P<n>\d{{1,9}})"
    rf"|(?<![{_C}\d])(?P<n>[{_C}]{{1,3}}|\d{{1,4}})号(?=文件|决议|公报|法令|公路|国道|航站楼|码头|台风|工程|高速|泊位|航线|展馆)"
)
_PERCENT: Final = regex.compile(rf"百分之\s?(?P<n>{_MIXED}|[{_C}]+(?:点[零〇一二三四五六七八九]+)?)")
_FRACTION: Final = regex.compile(
    rf"(?P<d>(?<![{_C}])[{_C}]{{1,8}}|(?<!\d)\d{{1,6}})\s?分之\s?(?P<n>[{_C}]{{1,8}}"
    rf"|\d{{1,9}}(?:\.\d{{1,9}})?)|(?<![\d/.])(?P<n>\d)/(?P<d>\d)(?![\d/])|(?P<half>一半|半数)"
)
_NEIGHBOURS: Final = regex.compile(
    rf"(?<![{_C}第周期星])(?P<a>[一二三四五六七八])(?P<b>[二三四五六七八九])(?P<u>[十百千万亿]{{0,3}})(?=[个家项名位人条次年天种类座件份月小公里元吨岁级倍%成])"
)
"""三四个, 二三十人: neighbours in the row of digits are a range."""
_AND_HALF: Final = regex.compile(
    rf"(?<![{_C}\d])(?P<n>[{_C}]{{1,3}}|\d{{1,3}})\s?(?:个半(?=小时|钟头|月|世纪|工作日)|[年天]半(?![年载天数]))"
    r"|半个?(?=小时|世纪|钟头|个月)|(?<![上下前后每])半年(?![报度检])"
)
_TENTHS_AND_HALF: Final = regex.compile(rf"(?<![{_C}\d])(?P<n>[一二两三四五六七八九\d])成半")
_DEGREES: Final = regex.compile(
    rf"(?:(?P<scale>[摄华])氏\s?(?:零下|负)?|(?<=零下[约近达至到]{{0,2}})\s?)\s?(?P<n>{_DIGITS}|[{_C}]{{1,4}})\s?度"
)
_QUARTER: Final = regex.compile(r"\s?个?季度|[至到—\-]第?[一二三四]季度")
_TIMES: Final = regex.compile(
    rf"翻(?:了)?(?P<n>[{_C}\d])番|(?P<once>翻番|翻倍|倍增)|翻(?:了)?(?P<fold>[{_C}\d]{{1,6}})倍"
)
_GREW: Final = regex.compile(r"(?r)(?:增长|增加|提高|扩大|上升|上涨|提升|增|涨|多)(?:了|出)?(?:近|约|超|超过|逾)?")
_ABOUT: Final = regex.compile(r"(?r)(?:近|约|超|超过|逾|达|上|大约|约为|将近|接近|突破|至少|不少于|多达|大概|左右)\s?")
_NEAR: Final = regex.compile(r"(?r)(?:近|约|超|过|逾|上|达|破|至少|接近)\s?")
_COUNTED: Final = regex.compile(
    r"[余多]?\s?(?:个|家|项|名|位|人|大(?=[\p{Han}”])|条|次|场|届|种|类|座|所|只|件|份|批|期|轮|年"
    r"|天|周|小时|分钟|秒|级|层|省|市(?!场)|区|县|列|辆|艘|架"
    r"|台|套|趟|班|笔|户|村|斤|岁|步|路|点(?!钟)|方面|部|册|篇|组|支|国|城|校|地(?!区)|方(?!面)|起"
    r"|处|栋|间|口|头|箱|代(?!表)|张|幅|棵|株|公里|字|票|席|枚|金|银|胎|车|船|港|店|院|馆|站|段|道"
    r"|股|样|遍|回|倍|成|句|平方|艘次|人次|月)"
)
_PAIR_WORDS: Final = regex.compile(
    r"(?:个|家|项|名|位|条|次|场|届|种|类|座|所|只|件|份|批|期|轮|年|天|周|小时|分钟|级|层|列|辆|艘"
    r"|架|台|套|趟|笔|岁|步|点|方面|部|组|支|倍|成|款|人(?!间))"
)
_RULES: Final = regex.compile(r"[至到~～—–]|(?P<dash>-)")
_MORE: Final = re.compile(r"\s?[余多](?!边|媒)")
_VAGUE: Final = frozenset("余多")
_APPROXIMATE: Final = re.compile(r"[余多来几]")
_TIMES_AFTER: Final = re.compile(r"\s?倍(?!速|率)")
_HAN: Final = regex.compile(r"\p{Han}")
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")
_COUNTERS_OF_HUNDREDS: Final = frozenset("余多个家人名")
_TWO: Final = 2
_MANY: Final = 3


def find(original: str) -> list[Quantity]:
    """Return the quantities of a Chinese text in reading order; see `tmflow.text.numbers.find`."""
    text = flat(original)
    if _MAY_BE_FROZEN.search(text):
        text = mask_matches(_FROZEN, text)
    seen = clues(text)
    found: list[Quantity] = []
    for step in (_fixed, _dates):
        new = step(text, original, seen)
        if new:
            text = mask(text, [(q.start, q.end) for q in new])
            found += new
    if _NUMERAL.search(text):
        found += quantities(text, original, list(_atoms(text)), GRAMMAR)
    return in_order(found)


_SAID_OTHERWISE: Final = {
    "半小时": 30, "半个小时": 30, "半年": 6, "一刻钟": 15, "一整天": 24, "一天": 24, "昼夜": 24, "一年": 12, "双": 2,
    "俩": 2, "仨": 3, "对": 2, "半": 0.5, "世纪": 100,
    "小时": 60, "一半": 50, "减半": 50, "翻倍": 100, "两周": 14,
}  # fmt: skip
"""Words that another language may write as a number."""
_SAID: Final = regex.compile("|".join(sorted(_SAID_OTHERWISE, key=len, reverse=True)))


def loose(text: str) -> set[float]:
    """Every number that might be read in a text, those inside names and idioms and in other words too."""
    found = {round(float(atom.value), 6) for atom in _atoms(flat(text))}
    found |= {float(number) for number in romans(text)}
    return found | {_SAID_OTHERWISE[match.group()] for match in _SAID.finditer(text)}


def _dates(text: str, original: str, seen: Clues) -> list[Quantity]:
    if not dates_zh.CLUES.met(seen):
        return []
    dated = scan(text, dates_zh.PATTERNS, seen)
    return [quantity(one, original) for one in paired(text, dated, dates_zh.JOINT)]


def _fixed(text: str, original: str, seen: Clues) -> list[Quantity]:
    """Ordinals, percentages in words, fractions and multiples: each has a form of its own."""
    found: list[Quantity] = []
    taken = bytearray(len(text))
    for pattern, read in _FIXED.worth(seen):
        for match in pattern.finditer(text):
            start, end = match.span()
            said = None if any(taken[start:end]) else read(text, match)
            if said:
                taken[start:end] = b"\x01" * (end - start)
                found.append(Quantity(*said, start, end, original[start:end]))
    return in_order(found)


Said = tuple[Kind, Value, str]
"""Kind, value and unit of a match."""


def _percent(_: str, match: regex.Match[str]) -> Said:
    return "percent", plain(numeral(match.group("n"))[0]), ""


def _neighbours(text: str, match: regex.Match[str]) -> Said | None:
    low, high = (numeral(match.group(end) + match.group("u"))[0] for end in "ab")
    follows = numeral(match.group("b"))[0] - numeral(match.group("a"))[0] == 1
    factor = 10 if text[match.end() : match.end() + 1] == "成" else 1
    return ("range", (plain(low * factor), plain(high * factor)), "") if follows else None


def _ordinal(text: str, match: regex.Match[str]) -> Said | None:
    """第十八次, 十四五, 三中全会, 首届; 第一季度 is a date."""
    groups = match.groupdict()
    if _QUARTER.match(text, match.end()) or not (groups.get("n") or groups.get("one")):
        return None
    return "ordinal", plain(numeral(groups["n"])[0]) if groups.get("n") else 1, ""


def _and_half(_: str, match: regex.Match[str]) -> Said:
    return "number", plain(numeral(match.group("n") or "零")[0]) + 0.5, ""


def _degrees(_: str, match: regex.Match[str]) -> Said:
    return "quantity", plain(numeral(match.group("n"))[0]), "F" if match.group("scale") == "华" else "C"


def _tenths_and_half(_: str, match: regex.Match[str]) -> Said:
    return "percent", plain(numeral(match.group("n"))[0]) * 10 + 5, ""


def _fraction(_: str, match: regex.Match[str]) -> Said:
    if match.group("half"):
        return "number", 0.5, ""
    below = numeral(match.group("d"))[0]
    return "number", plain(Decimal(numeral(match.group("n"))[0]) / below) if below else 0, ""


def _multiple(_: str, match: regex.Match[str]) -> Said:
    if match.group("once"):
        return "number", 2, "x"
    if match.group("fold"):
        return "number", plain(numeral(match.group("fold"))[0]), "x"
    return "number", 2 ** min(int(numeral(match.group("n"))[0]), 20), "x"


_FIXED: Final = Table(
    (
        ((_PERCENT, _percent), (Needs(pieces=("百分之",)),)),
        ((_NEIGHBOURS, _neighbours), (Needs(form=re.compile("[一二三四五六七八][二三四五六七八九]")),)),
        ((_AND_HALF, _and_half), (Needs(pieces=("半",)),)),
        ((_DEGREES, _degrees), (Needs(pieces=("氏", "零下")),)),
        ((_TENTHS_AND_HALF, _tenths_and_half), (Needs(pieces=("成半",)),)),
        ((_FRACTION, _fraction), (Needs(pieces=("分之", "/", "一半", "半数")),)),
        ((_TIMES, _multiple), (Needs(pieces=("翻", "倍增")),)),
        ((_FIVE_YEAR, _ordinal), (Needs(form=re.compile("[一二三四五六七八九十]·?五")),)),
        ((_CONGRESS, _ordinal), (Needs(form=re.compile("[一二三四五六七八九十]大")),)),
        ((_SESSION, _ordinal), (Needs(pieces=("届",)),)),
        ((_PLENUM, _ordinal), (Needs(pieces=("全会",)),)),
        ((_NTH, _ordinal), (Needs(pieces=("第", "首", "等秘书", "世纪", "号", "no")),)),
    )
)


def _atoms(text: str) -> Iterator[Atom]:
    begin = _NUMERAL.search(text)
    while begin:
        match = _ATOM.match(text, begin.start())
        if not match:
            break
        start, end = match.span()
        begin = _NUMERAL.search(text, end)
        found = match.group()
        if too_long(found) or text[start - 1 : start] in {"几", "数"}:
            continue
        amount, scale = numeral(found)
        approximate = text[end : end + 1] in _VAGUE or bool(_APPROXIMATE.search(found))
        yield Atom(start, _unit_at(text, end), amount, scale, words=match["words"] is not None, approximate=approximate)


def _unit_at(text: str, end: int) -> int:
    """A word of approximation between the number and its unit belongs to the number: 20余家, 2000多亿."""
    after = _MORE.match(text, end)
    return after.end() if after else end


def _judge(text: str, atom: Atom) -> Kind | None:
    """What a number without unit is: characters must count something, digits must stand alone."""
    before, after = text[max(0, atom.start - 8) : atom.start], text[atom.end : atom.end + 8]
    if not atom.words:
        if before[-1:] in _LETTERS:
            return None
        return "ordinal" if after[:1] == "号" and atom.scale == 1 else "number"
    characters = text[atom.start : atom.end].rstrip("余多")
    counted = _COUNTED.match(text, atom.end, atom.end + 12)
    if len(characters) == 1:
        return _one_character(characters, before, after, counted=bool(counted) or atom.approximate)
    bare = all(char in "十百千万亿兆" for char in characters) and characters[0] != "十"
    if bare:
        return "number" if atom.approximate or counted or _NEAR.match(before) else None
    if all(char in "零〇一二两三四五六七八九" for char in characters):
        return "number" if len(characters) > _MANY else None
    return "number" if counted or atom.approximate or len(characters) >= _MANY or not _HAN.match(after) else None


def _one_character(char: str, before: str, after: str, *, counted: bool) -> Kind | None:
    if char == "一":
        return None
    if char == "两":
        return "number" if _PAIR_WORDS.match(after) else None
    if char in "百千万亿兆":
        return "number" if counted and (_NEAR.match(before) or after[:1] in _COUNTERS_OF_HUNDREDS) else None
    if char in "零〇" and _HAN.match(before[-1:]):
        return None
    return "number" if counted else None


def _times(text: str, atom: Atom, end: int) -> Number | None:
    """增长1倍 became 2, 增长2倍 became 3; 是去年的2倍 is 2."""
    if not _TIMES_AFTER.match(text[end : end + 3]):
        return None
    grew = _GREW.match(text[max(0, atom.start - 8) : atom.start])
    return atom.value + 1 if grew else atom.value


GRAMMAR: Final = Grammar(
    measures=Measures((Measure(*unit) for unit in ZH_UNITS), gap=r"\s?"),
    joint=regex.compile(r"\s?(?:至|到|~|～|—+|–)\s?|(?P<dash>\s?-\s?)"),
    joints=re.compile("[至到~～—–-]"),
    opening=regex.compile(r"(?r)(?:从|由|在)\s?"),
    about=_ABOUT,
    judge=_judge,
    times=_times,
)
