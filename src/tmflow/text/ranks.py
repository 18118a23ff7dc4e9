"""Rank words in titles: deputy, executive deputy, first deputy, acting, former, concurrent, in three languages.

A word counts only where it ranks a post (副主任, Vice Mayor, замминистра), not where it means something else (副中心,
deputies to the Congress, the former Soviet Union): a check that rests on this must be nearly always right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

RankKind = Literal["deputy", "executive_deputy", "first_deputy", "acting", "former", "concurrent"]


@dataclass(frozen=True, slots=True)
class RankMention:
    """A rank word at `[start, end)` (code points of the text) and what it says."""

    kind: RankKind
    start: int
    end: int
    text: str


_ZH_POST: Final = (
    "(?:书记|主任|主席|总理|总统|首相|首席|大使|公使|领事|总裁|总经理|经理|总监|总干事|总书记|国务卿|代表|专员|司令|"
    "董事|理事|检察|教授|研究员|主编|总编|总工程师|主管|主委|会长|部长|省长|市长|县长|区长|州长|镇长|乡长|局长|司长|"
    "厅长|处长|科长|院长|校长|行长|秘书长|外长|防长|议长|团长|组长|队长|所长|馆长|站长|社长|台长|署长|关长|参谋长|"
    "董事长|理事长|秘书|盟长|酋长|村长|园长|旗长|委员长|舰长|连长|营长|师长|军长|指挥|总督|督察|特使|代办|"
    "主教练|教练|经纪人|党魁|领导人|领袖|发言人)"
)
_EN_POST: Final = (
    r"(?:president|vice[- ]president|premier|prime|chair\w*|minister|mayor|governor|secretar(?:y|ies)|director|head|"
    r"chief|general|manager|ambassador|consul|commissioner|commander|speaker|chancellor|dean|editor|inspector|"
    r"procurator|prosecutor|representative|rector|leader|officer|judge|administrator|magistrate|principal|"
    r"executive|deputy|vice|captain|chargé|counsel+or|treasurer|envoy|coach|spokes\w+|negotiator|advis[eo]r|aide)s?"
)
_EN_FIELD: Final = (
    r"(?:(?:foreign|finance|defen[sc]e|health|trade|party|state|interior|justice|agriculture|culture|education)[ ])?"
)
"""What may stand between vice and its post: vice foreign minister."""

_RU_POST: Final = (
    r"(?:президент|премьер|министр|мэр|губернатор|секретар|директор|глав|руководител|начальник|председател|посол|посл|"
    r"консул|канцлер|спикер|ректор|декан|представител|командующ|редактор|прокурор|генеральн|генсек|"
    r"вице|заместител|госсекретар|пресс-секретар|лидер|тренер|менеджер|спецпредставител|"
    r"уполномоченн|исполнительн|управляющ|постоянн|чрезвычайн)"
)

_RULES: Final[dict[str, str]] = {
    "zh": rf"""
        (?P<executive_deputy>常务副(?=[总]?{_ZH_POST}))
        |(?P<first_deputy>第一副(?=总?{_ZH_POST}))
        |(?P<deputy>副手|(?<![名全一两几成])副(?=(?:总|执行|国务|代|外交|最高|大|商务|贸易|经贸|工业|财政|财务|行政|技术)?{_ZH_POST}))
        |(?P<acting>(?<![现当时年世古近历末朝取替交换后前一])代(?:理)?(?=副?{_ZH_POST})(?!代表)|(?:署理|临时|看守)(?={_ZH_POST})(?!代办))
        |(?P<former>(?<![平高草中太还复起病燃能雪])原(?![来因则料油子本始有先定计价告文稿产材标貌版著创件址装野点理谅])
            (?=[\u4e00-\u9fff]{{0,14}}?{_ZH_POST})
            |(?:(?<=[，。、；：“（(\s的名位与和同对是由任将让该国斯兰亚坦尼罗西度本巴利省市州府部院协党团华馆])|(?<=委员会)|(?<=协会)|^)
            前(?:任)?(?=[\u4e00-\u9fff]{{0,8}}?副?{_ZH_POST}))
        |(?P<concurrent>兼(?![顾容具备收济并程])任?(?=[\u4e00-\u9fff]{{0,24}}?{_ZH_POST}))
    """,
    "en": rf"""(?ix)
        (?P<executive_deputy>\b(?:executive|standing)[ -](?:deputy|vice)\b(?=[ -]))
        |(?P<first_deputy>\bfirst[ -](?:deputy|vice)\b(?=[ -]))
        |(?P<deputy>(?<!congress[ ])(?<!npc[ ])(?<!duma[ ])(?<!people's[ ])(?<!cppcc[ ])
                \bdeputy(?=[ -]\w)(?![ ](?:to|of|from|for|and|said|who|was|is|has)\b)
            |\bvice(?=[ -]{_EN_FIELD}{_EN_POST}))
        |(?P<acting>\b(?:acting|interim|caretaker)(?=[ ](?:\w+[ ]){{0,2}}{_EN_POST}\b))
        |(?P<former>\b(?:former|ex-|onetime|one-time)(?![ ]soviet)(?=[ ]?(?:[\w'-]+[ ]){{0,5}}?{_EN_POST}\b))
        |(?P<concurrent>\bconcurrently\b|\bconcurrent(?=[ ]{_EN_POST}))
    """,
    "ru": rf"""(?ix)
        (?P<first_deputy>\b(?:перв\w{{2,3}}|1-\w{{1,3}})\s(?:зам(?:\.|естител\w{{1,4}}|\w{{3,20}})|вице-(?=\w)))
        |(?P<executive_deputy>\b(?:исполнительн|постоянн)\w{{2,3}}\s(?:зам(?:\.|естител\w{{1,4}})|вице-(?=\w)))
        |(?P<deputy>\bзаместител\w{{1,4}}|\bзам\.(?=\s?\w)|\bзам(?=\s?{_RU_POST})|\bвице-(?={_RU_POST}|адмирал|спикер))
        |(?P<acting>\bи\.\s?о\.|\bврио\b|\bврид\b|\bвременн\w{{2,3}}(?=\s{_RU_POST})|\bисполня(?:ющ|вш)\w{{2,3}}\sобязанности)
        |(?P<former>\bбывш\w{{2,3}}(?!\sссср)(?=\s(?:[\w-]+\s){{0,4}}?{_RU_POST})|\bэкс-(?={_RU_POST}|вице|зам|глав))
        |(?P<concurrent>\bпо\sсовместительству\b|\bодновременно(?=\s(?:[\w-]+\s){{0,2}}?(?:занима|явля|{_RU_POST})))
    """,
}


_HINTS: Final = {
    "zh": tuple("副代署临看原前兼"),
    "en": (
        "deputy", "vice", "acting", "interim", "caretaker", "former", "ex-", "ex\u2010", "ex\u2011", "onetime",
        "one-time", "one\u2010time", "one\u2011time", "concurrent",
    ),
    "ru": (
        "зам", "вице", "врио", "врид", "временн", "исполня", "бывш", "экс-", "экс\u2010", "экс\u2011",
        "совместительств", "одновременно",
    ),
}  # fmt: skip
"""A text in which none of these stands has no rank word: quickly told, and so with most texts."""
_ACTING: Final = re.compile(r"и\.\s?о\.")


_FIRST: Final = {
    "zh": "(?=[常第副代署临看原前兼])(?:{})",
    "en": r"\b(?=[esfdvaico])(?:{})",
    "ru": r"\b(?=[п1извбэо])(?:{})",
}
"""The first letters of all rules: elsewhere none of them is tried."""


def _hinted(text: str, lang: str) -> bool:
    lowered = text.lower()
    for hint in _HINTS[lang]:
        if hint in lowered:
            return True
    return lang == "ru" and _ACTING.search(lowered) is not None


@lru_cache(maxsize=3)
def _rule(lang: str) -> re.Pattern[str]:
    rules = _RULES[lang].strip().removeprefix("(?ix)")
    flags = re.VERBOSE if lang == "zh" else re.VERBOSE | re.IGNORECASE
    return re.compile(_FIRST[lang].format(rules), flags)


def ranks(text: str, lang: str) -> list[RankMention]:
    """Find the rank words of the titles in `text` (`zh`, `en` or `ru`), in reading order.

    A longer rank is one mention: 常务副, First Deputy, первый заместитель. Other languages have none.
    """
    if lang not in _RULES or not _hinted(text, lang):
        return []
    plain = text.translate({0xA0: " ", 0x202F: " ", 0x2011: "-", 0x2010: "-", 0x2019: "'"})
    found = []
    for match in _rule(lang).finditer(plain):
        start, end = match.span()
        kind: RankKind = match.lastgroup  # type: ignore[assignment] # the groups are named by the kinds
        found.append(RankMention(kind, start, end, text[start:end]))
    return found
