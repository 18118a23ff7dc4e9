"""Chinese rules of segmentation, in the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from tmflow.segmentation import common, en
from tmflow.segmentation.place import Verdict

if TYPE_CHECKING:
    from tmflow.segmentation.place import Place

SPEECH: Final = common.words(
    """说 说道 道 表示 指出 强调 称 认为 问 问道 回答 答道 回应 介绍 介绍说 告诉 写道 坦言
    呼吁 补充 补充说 解释 解释说 感叹 感慨 喊道 笑道 谈到 提到 透露 宣布 评价
    评价道 总结道 建议 承诺
    說 說道 強調 稱 認為 問 問道 回應 介紹 介紹說 告訴 寫道 補充 補充說 解釋 解釋說 感嘆 談到 透露 評價 建議 承諾"""
)
CONNECTIVES: Final = common.words(
    """然后 但 但是 而 而且 却 又 就 也 还 还是 于是 接着 所以 并 并且 以及 和 与 等
    等等 或 或者 因为 因此 可 可是 不过 才 便 都 的 地 得 了 是 那 一 之"""
)
"""Words that go on with a sentence after an omission mark."""
_TAG: Final = regex.compile(rf"[^，。！？；：、“”\n]{{0,24}}(?:{common.alternatives(SPEECH)})(?:[。，！：,.]|$)")
_WHILE: Final = regex.compile(rf"[^，。！？；：“”\n]{{1,24}}(?:{common.alternatives(SPEECH)})(?:[。，！,.]|$)")
_GOES_ON: Final = regex.compile(r"[的这是之与和及等、]|一[书文词语句]|为[题主]")
_CONNECTIVE: Final = regex.compile(common.alternatives(CONNECTIVES))
_DOTS: Final = regex.compile(r"^(?:…+|\.{3,}|。{2,})$")
_HAN: Final = regex.compile(r"[\p{Han}）”》」』\"]")
_WESTERN: Final = regex.compile(r"[A-Za-z\d][\"')\]]*$")


def title_in_brackets(place: Place) -> Verdict | None:
    """The marks of a work's title (《摔跤吧！爸爸》) and of a bracketed remark end nothing by themselves."""
    last = place.marks[-1]
    if last == "》" or (last in "）)】」』" and place.after[:1] not in "“‘「" and _GOES_ON.match(place.after)):
        return Verdict.JOIN
    return None


def speech_tag(place: Place) -> Verdict | None:
    """`“……！”他说。`: a quotation stays with its speech tag, unless it was introduced before it."""
    if place.quote < 0 or place.text[place.quote] not in '“‘「『"':
        return None
    if regex.match(r"[说說][完罢罷着著]", place.next):
        return Verdict.JOIN
    if place.lead_in in {"：", ":", "，", ","}:
        return None
    if _TAG.match(place.next) or _WHILE.match(place.next):
        return Verdict.JOIN
    return Verdict.JOIN if _GOES_ON.match(place.next) else None


def omission_mark(place: Place) -> Verdict | None:
    """`……` ends a segment where a new one begins, not before a connective and not in a stammer."""
    if not _DOTS.match(place.marks):
        return None
    following = place.next
    if _CONNECTIVE.match(following) or following[:1] == place.before[-1:]:
        return Verdict.JOIN
    return Verdict.BREAK


def western_full_stop(place: Place) -> Verdict | None:
    """A `.` is a Chinese full stop after a Chinese character; after a letter or a figure the English rules decide."""
    if place.marks[0] not in ".．":
        return None
    if _HAN.match(place.before[-1:]):
        return Verdict.BREAK
    if not _WESTERN.search(place.before) or not place.spaced:
        return Verdict.JOIN
    if not place.next[:1].isascii():
        return Verdict.BREAK if len(place.word) > 2 and en.acronym(place) is None else Verdict.JOIN  # noqa: PLR2004 - 1. A.
    return _english(place)


def _english(place: Place) -> Verdict | None:
    """The first answer of the English rules."""
    return next((verdict for rule in en.RULES if (verdict := rule(place)) is not None), None)


def western_name(place: Place) -> Verdict | None:
    """`Yahoo!公司`: a mark that belongs to a Latin name."""
    if place.marks != "!" or not regex.search(r"[A-Za-z]$", place.before):
        return None
    return en.brand(place)


RULES: Final[tuple[common.Rule, ...]] = (
    common.line_end,
    common.text_end,
    common.text_start,
    common.weak_mark_follows,
    common.omission,
    title_in_brackets,
    speech_tag,
    omission_mark,
    western_full_stop,
    western_name,
    common.otherwise_break,
)
