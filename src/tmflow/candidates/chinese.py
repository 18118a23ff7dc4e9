"""Which runs of Chinese characters may be a term, and of which kind: by their edges and their last characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex
from pypinyin.constants import PHRASES_DICT

from tmflow.candidates.words import word_list
from tmflow.model.concept import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.candidates.words import Word

FUNCTION: Final = frozenset(
    "的了在是和与及对将为以从由向于等也都就还又并或其该此这那各每被把让使给至到自而且但则若如因所之者个些项次名位家条种"
    "上下前后中内外里间时候着过很最更较不没有我你他她它们约近超逾余多共达均已再仅只"
)
"""Characters that no term begins with, and (but for those of `_MAY_END`) none ends with."""

_MAY_BEGIN: Final = frozenset("项上中外自共多如个不名家以对时")
_MAY_END: Final = frozenset("者家项上下中内外间名条种位者时")
_FIRST: Final = regex.compile(
    r"(?:举行|举办|召开|开展|推动|推进|加强|深化|促进|提升|提高|扩大|实现|表示|介绍|指出|强调|认为|参加|出席|参观|考察|会见|访问|"
    r"签署|签订|围绕|通过|根据|按照|积极|进一步|不断|全面|持续|首次|包括|来自|成为|打造|支持|欢迎|希望|感谢|邀请|面向|据|"
    r"双方|目前|今年|去年|同时|此外|近年|当天|当日|本次|此次|一行|如何|相关|有关|更加|高度|深入|充分|正式|启动|开行|抵达|赴|率|"
    r"第?[\d一二三四五六七八九十百两几]+(?:多)?[年月日个家名位条次届列项期批艘万亿千百]|[多首本全][个家次届列]|(?:[年月日]|同比|环比)|\d+(?=\p{Han}))"
)
_LAST: Final = regex.compile(
    r"(?:举行|举办|召开|开展|表示|介绍|指出|强调|认为|参加|出席|参观|考察|会见|访问|一行|以来|以上|以下|左右|方面|期间|等地|双方|我们|"
    r"统计|数据|进行|成为|签署|提供|实现|达成|开行|增长|下降|突破|启动|落户|共同|第|开|[年月日第])$"
)
_BARE: Final = regex.compile(r"[\d\p{Latin}.+&-]*\p{Han}?[\d\p{Latin}.+&-]*")
"""Verbs and adverbs at the edges, dates and counts: no part of a term."""

_SPELLING: Final = frozenset(
    "斯克尔夫特拉姆亚耶娃罗基尼科巴诺托德里莫奇季贾塔吉佐维茨卡萨伊别努赛因撒马罕列契阿谢廖捷琴恩伦奥瓦乌兹扎"
)
"""Characters that foreign names are spelt with, and hardly anything else when two stand together."""

_COMMON: Final = word_list("common_words_zh")
"""Words of two characters that stand beside others in titles and names."""

_LAST_WORDS: Final = {
    Kind.TITLE: (
        "书记|主任|主席|总理|大使|参赞|领事|总裁|经理|代表|会长|部长|省长|市长|县长|区长|州长|局长|司长|厅长|处长|院长|校长|"
        "行长|秘书长|专员|巡视员|常委|委员|董事长|理事长|馆长|站长|组长"
    ),
    Kind.EVENT: (
        "峰会|论坛|博览会|展览会|交易会|研讨会|座谈会|大会|会议|会晤|活动周|文化节|艺术节|电影节|比赛|锦标赛|夏令营|展会|年会|"
        "对接会|推介会"
    ),
    Kind.ORGANISATION: (
        "委员会|管委会|委|集团|公司|大学|学院|学校|协会|商会|联合会|基金会|银行|常委会|政协|外办|办|会|中心|研究院|研究所|使馆|"
        "领馆|领事馆|办公室|法院|检察院|海关|总署|总局|部|厅|局|署|政府|工委|联盟|组织|平台|机构|秘书处|医院|实验室"
    ),
    Kind.PLACE: ("省|市|区|县|州|镇|港|站|机场|口岸|示范区|园区|产业园|基地|公园|走廊|半岛|自贸区|保税区|新区|开发区"),
    Kind.FORMULATION: "倡议|精神|战略|规划|方案|宣言|公约|宪章|备忘录|条例|办法|协定|行动计划|纲要|意见",
}
_KINDS: Final = tuple((kind, regex.compile(rf"(?:{last})$")) for kind, last in _LAST_WORDS.items())


def trimmed(run: Sequence[Word]) -> slice:
    """What is left of a run of characters without function words, verbs and counts at its edges; maybe nothing."""
    begin, end = 0, len(run)
    while begin < end:
        text = "".join(word.text for word in run[begin:end])
        first, last = _FIRST.match(text), _LAST.search(text)
        if text[0] in FUNCTION - _MAY_BEGIN:
            begin += 1
        elif text[-1] in FUNCTION - _MAY_END:
            end -= 1
        elif first:
            begin += _tokens(run[begin:end], len(first.group()))
        elif last:
            end -= _tokens(run[begin:end][::-1], len(last.group()))
        elif _BARE.fullmatch(text):
            return slice(0, 0)
        else:
            break
    return slice(begin, end)


def splits_word(before: str, run: str, after: str) -> bool:
    """Whether an edge of a run lies inside a word: between two characters that spell a foreign name, or of one word.

    Args:
        before: the character before the run, or nothing.
        run: the run.
        after: the character after it, or nothing.
    """
    return _joined(before, run[0], run[:2]) or _joined(run[-1], after, run[-2:])


def _joined(left: str, right: str, inside: str) -> bool:
    if not left or not right:
        return False
    if left in _SPELLING and right in _SPELLING:
        return True
    return (left + right in _COMMON or left + right in PHRASES_DICT) and inside not in PHRASES_DICT


def _tokens(run: Sequence[Word], characters: int) -> int:
    """How many tokens of a run hold its first characters."""
    count = 0
    while characters > 0:
        characters -= len(run[count].text)
        count += 1
    return count


def kind(text: str) -> Kind:
    """The kind of concept that the last characters of a term tell; `term` where they tell none."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), Kind.TERM)
