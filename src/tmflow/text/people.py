"""Names of people in running text. Precise rather than complete: what is found is nearly always a person.

Chinese: names beside a title or a verb of speech, and foreign names with a middle dot. English: a capitalised surname
and given name in pinyin. Russian: a surname and given name by Palladius in any case, and a known first name with a
surname.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from tmflow.text import morphology, palladius
from tmflow.text.pinyin import COMPOUND_SURNAMES, name_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator


def _words(name: str) -> frozenset[str]:
    """The words of a data file of this package."""
    return frozenset(resources.files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8").split())


_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝"
    "路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿"
    "桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥班储原"
    "栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿狄平计索宣晋相初门云容"
    "敬来扈晁芮都阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜逯隆茹诺战慕危玉银亢嵇公湛宾戎勾茅利於呼揭"
    "习"
)
_RARE: Final = frozenset(
    "时成连路管关和国平计门云容来都普公利居勾哈满位海花权强全应明安高方向文石白马江龙田武温包"
    "尚左单古宫费边师商官封谈班原栗相初支修"
)
"""Surnames that are also common words: a name of two characters with one of these is left alone."""

_POSTS: Final = (
    "书记|主任|主席|总理|总统|首相|大使|公使|总领事|领事|总裁|总经理|经理|董事长|理事长|会长|部长|省长|市长|县长|区长|"
    "州长|局长|司长|厅长|处长|科长|院长|校长|行长|秘书长|外长|国防部长|议长|团长|组长|所长|馆长|站长|社长|台长|署长|关长|"
    "委员|常委|教授|专家|研究员|记者|发言人|负责人|委员长|总书记|国务卿|参赞|秘书|主播|院士|总干事|同志|会长"
)
_HAN: Final = "[\u4e00-\u9fff]"
_AFTER: Final = (
    '(?=[，。、；：！？）)”"》\\s]|$|在|说|表示|出席|会见|率|陪同|主持|介绍|强调|指出|致辞|等|与|和|及|对|向|为|于|将|参加|同|'
    "代表|作|讲话|发表|到|赴|一行|调研|宣布|认为|就|受|被|以|先后|分别|还|也|当天|当日|昨|今|先生|女士|同志|举行|共同|签署|"
    "会谈|访问|抵达|接受|应邀|担任|任|告诉|称|透露|谈|提出|希望|感谢|祝|参观|考察|带队|走进|看望)"
)
_NOT_GIVEN: Final = frozenset("在和与等对向将说以为同及的了是于也还就被受先会率任称谈到赴作一、")
_FOREIGN_LETTERS: Final = frozenset("迪托塞尔斯埃厄姆拉莱勒")
"""Characters of transcriptions that Chinese given names nearly never have."""

_NOT_NAMES: Final = _words("not_names_zh")
"""Words that begin with a character that is a surname too."""

_ZH_AFTER_POST: Final = re.compile(rf"(?:{_POSTS})(?P<name>{_HAN}{{2,4}}?){_AFTER}")
_ZH_BEFORE_POST: Final = re.compile(
    rf"(?:(?<=[，。、；：！？“（\s与和])|^)(?P<name>{_HAN}{{2,3}}?)(?=(?:副)?(?:{_POSTS}|先生|女士)(?!们|会|处|办))",
    re.MULTILINE,
)
_SPEECH: Final = "表示|说|指出|介绍|强调|认为|坦言|透露|回应|谈到|提到|补充|告诉记者|致辞|感慨"
_ZH_BEFORE_SPEECH: Final = re.compile(
    rf"(?:(?<=[。！？；”\n])|^)(?P<name>{_HAN}{{2,4}}?)(?:在[^，。]{{2,20}})?(?=(?:{_SPEECH})(?:说|道|，|。|：|,|:|$))",
    re.MULTILINE,
)
_ZH_RULES: Final = (
    (_ZH_AFTER_POST, re.compile(_POSTS)),
    (_ZH_BEFORE_POST, re.compile(f"{_POSTS}|先生|女士")),
    (_ZH_BEFORE_SPEECH, re.compile(rf"(?:{_SPEECH})(?:说|道|，|。|：|,|:|$)", re.MULTILINE)),
)
"""The rules, each with the sign without which it cannot apply: it is found at a tenth of the price."""
_BODY_ENDS: Final = re.compile(
    r".*(?:[市省区县者们部委局院厅州镇村社报网司队店厂馆站所员人会口港商业界层府]|(?<![建爱卫保振治定安兴立为国])国|(?<!东)方|(?<!国)家)"
)
"""A body, a place or a group, not a person: 施工方, 张家口, 成员国."""
TRANSLITERATION: Final = (
    "阿埃艾爱安昂奥澳巴白拜班邦保堡鲍贝本比彼毕宾波博勃伯布查茨达大戴丹当道德登邓迪蒂丁东杜顿多厄恩尔法凡方菲费芬"
    "丰冯佛夫弗福富盖甘冈高戈哥格葛根贡古瓜圭哈海汉豪赫黑亨洪胡华怀霍基吉季加贾简江杰捷金津京居卡凯坎康考柯科克肯孔"
    "库夸奎昆拉莱兰朗劳勒雷黎里理利莉连廉良列烈林琳龙隆卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明缪莫默姆木穆娜纳"
    "乃奈南内尼年涅宁纽农努诺欧帕派潘庞佩彭皮平泼珀普奇齐恰乔切钦琼丘邱热仁日荣茹瑞若萨塞赛桑瑟森沙莎山珊尚绍申圣"
    "施什史舒朔斯松苏素索塔泰坦汤唐陶特滕提廷汀通图土托瓦万旺威韦维温文翁沃乌吾武西希锡夏显香肖谢辛欣兴休许逊雅亚延"
    "扬杨耶叶伊依因英尤尧约泽曾扎詹张哲珍芝治兹佐祖卓朱茱努苏捷婷妮丝蕾黛露莲琴丽娃妲薇艳贞芙萝"
    "别缅坚季采岑措楚舍柳赖边敦顺"
)
"""Characters that foreign names are written with."""
_DOTS: Final = "·•・‧"
_OTHER_WORDS: Final = (
    "通过|当[天日选时地]|达成|特别|因[为此]|尤其|本[人周月次]|日[前在]|多次|加[入强]|"
    "显[示然]|热情|希望|马上|普遍|内阁|安排|基于"
)
"""Words that begin with a character of transcriptions: a name ends before them (沃罗比约娃通过视频)."""
_FOREIGN_CHAR: Final = rf"(?:(?!{_OTHER_WORDS})[{TRANSLITERATION}])"
_ZH_FOREIGN: Final = re.compile(rf"[{TRANSLITERATION}]{{1,7}}(?:[·•・‧]{_FOREIGN_CHAR}{{1,8}}){{1,3}}(?![使臣])")
_EN_PAIR: Final = re.compile(r"([A-Z](?<![\w'’-].)[a-zü]{0,8}) ([A-Z][a-zü]{1,11}(?:[-'’][a-z]{1,6})?)(?![\w-])")
"""The capital stands before what looks back, here and below: so nothing is tried where there is none."""
_RU_PAIR: Final = re.compile(r"([А-ЯЁ](?<![\w-].)[а-яё]{1,7})[ \u00a0]([А-ЯЁ][а-яё]{1,14})(?![\w-])")
_RU_FULL: Final = re.compile(
    r"([А-ЯЁ](?<![\w-].)[а-яё]{2,14})(?:[ \u00a0][А-ЯЁ][а-яё]{3,15}(?:вич|вна|вич[ауе]|вичем|вн[ыеу]|вной))?"
    r"[ \u00a0]([А-ЯЁ][а-яё]{2,20})(?![\w-])"
)
_EN_WORDS: Final = _words("not_names_en")
_PLACES: Final = _words("places_pinyin")
_GIVEN: Final = 2
"""A given name has one or two syllables."""

_LIKELY: Final = 0.3


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name at `[start, end)` (code points).

    `surname` and `given` are the base forms (in Russian without case endings as far as they can be told); `origin` is
    `chinese` or `foreign`; `key` is the same for a Chinese person in all three languages (pinyin syllables), empty
    for foreigners.
    """

    start: int
    end: int
    text: str
    surname: str
    given: str = ""
    origin: str = "chinese"
    key: str = ""


@lru_cache(maxsize=1)
def _surname_syllables() -> frozenset[str]:
    single = {name_syllables(char + "一")[0][0] for char in _SURNAMES}
    return frozenset(single | {"".join(reading.split()) for reading in COMPOUND_SURNAMES.values()})


def _key(*syllables: str) -> str:
    return "".join(syllables).replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv")


def find_people(text: str, lang: str) -> list[PersonMention]:
    """Find the names of people in `text` (`zh`, `en` or `ru`), in reading order, without overlaps."""
    finder = {"zh": _chinese, "en": _english, "ru": _russian}.get(lang)
    if finder is None:
        return []
    found: list[PersonMention] = []
    for mention in sorted(finder(text), key=lambda mention: (mention.start, -mention.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def _is_chinese_name(name: str) -> bool:
    if name[:2] in COMPOUND_SURNAMES:
        return len(name) in {3, 4} and not _NOT_GIVEN.intersection(name[2:])
    if re.search(_POSTS, name) or name[:2] in _NOT_NAMES or _FOREIGN_LETTERS.intersection(name):
        return False
    if len(name) not in {2, 3} or name[0] not in _SURNAMES or _NOT_GIVEN.intersection(name[1:]):
        return False
    return len(name) > len("习近") or name[0] not in _RARE


def _chinese(text: str) -> Iterator[PersonMention]:
    for match in _ZH_FOREIGN.finditer(text) if any(map(text.__contains__, _DOTS)) else ():
        parts = re.split("[·•・‧]", match.group())
        yield PersonMention(*match.span(), match.group(), parts[-1], "·".join(parts[:-1]), "foreign")
    for rule, sign in _ZH_RULES:
        for match in rule.finditer(text) if sign.search(text) else ():
            name = match.group("name")
            if _is_chinese_name(name) and (rule is not _ZH_BEFORE_SPEECH or _speaks(name)):
                surname, given = name_syllables(name)
                cut = len(surname)
                key = _key(*surname, *given)
                yield PersonMention(*match.span("name"), name, name[:cut], name[cut:], key=key)


def _speaks(name: str) -> bool:
    """Whether a name of a person stands at the start of a sentence before a verb of speech, not a body or a place."""
    spelt = "".join(part for parts in name_syllables(name) for part in parts)
    return not _BODY_ENDS.fullmatch(name) and spelt not in _PLACES and name[0] not in _RARE


def _english(text: str) -> Iterator[PersonMention]:
    place = 0
    while match := _EN_PAIR.search(text, place):
        surname, given = match.group(1), match.group(2)
        place = match.start(2)
        if _is_pinyin_name(surname, given):
            place = match.end()
            key = _key(surname.lower(), re.sub("[-'’]", "", given.lower()))
            yield PersonMention(*match.span(), match.group(), surname, given, key=key)


def _is_pinyin_name(surname: str, given: str) -> bool:
    first, second = surname.lower(), re.sub("[-'’]", "", given.lower())
    if not (palladius.is_pinyin(first) and palladius.is_pinyin(second)) or second in _PLACES or first in _PLACES:
        return False
    if _key(first) not in _surname_syllables():
        return False
    if first in _EN_WORDS and (len(second) < len("lifen") or second.endswith("e")):
        return False
    reads = palladius.split_pinyin(second)
    return bool(reads) and len(reads[0]) <= len(("jian", "jun"))


def _russian(text: str) -> Iterator[PersonMention]:
    place = 0
    while match := _RU_PAIR.search(text, place):
        place = match.start(2)
        mention = _palladius_name(match)
        if mention:
            place = match.end()
            yield mention
    place = 0
    while match := _RU_FULL.search(text, place):
        place = match.start(2)
        if _is_russian_name(match.group(1), match.group(2)):
            place = match.end()
            yield PersonMention(*match.span(), match.group(), match.group(2), match.group(1), "foreign")


def _palladius_name(match: re.Match[str]) -> PersonMention | None:
    surname, form = match.group(1), match.group(2)
    left = palladius.to_pinyin(surname)
    if not left or "".join(left) not in _surname_syllables() or _is_common(form):
        return None
    bases = [base for base in palladius.base_forms(form.lower()) if len(palladius.to_pinyin(base) or ()) <= _GIVEN]
    whole = palladius.to_pinyin(form)
    if whole and len(whole) <= _GIVEN and (not bases or form[-1] not in "аеуюя"):
        bases = [form.lower()]
    if not bases:
        return None
    given = bases[0]
    key = _key(*left, *(palladius.to_pinyin(given) or ()))
    return PersonMention(*match.span(), match.group(), surname, given.capitalize(), key=key)


def _is_common(word: str) -> bool:
    """Whether the dictionary knows the word as anything but a name."""
    return any(reading.dictionary and not reading.name for reading in morphology.readings(word))


def _is_russian_name(first: str, last: str) -> bool:
    """Whether a first name of the dictionary is followed by a surname that agrees with it in case."""
    given = {r.case for r in morphology.readings(first) if r.name and r.dictionary and r.pos == "NOUN"}
    if not given or any(r.dictionary and not r.name and r.score > _LIKELY for r in morphology.readings(first)):
        return False
    surnames = {r.case for r in morphology.readings(last) if r.name and r.dictionary}
    if surnames:
        return bool(given & surnames)
    guessed = {r.case for r in morphology.readings(last) if not r.dictionary}
    return bool(given & guessed) and not _is_common(last)
