"""Russian rules of segmentation, in the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from tmflow.segmentation import common
from tmflow.segmentation.place import Verdict

if TYPE_CHECKING:
    from tmflow.segmentation.place import Place

BEFORE_NAME: Final = common.words(
    """им ул пр-т пер пл просп наб б-р пос дер с хут р-н респ окр г гор пгт м-н ж-д о-в п-ов зам нач гл
    пом секр упр проф акад доц чл-кор член-корр чл-корр канд д-р др-р инж ген полк подп майор кап св тов гр г-н г-жа ред
    сост авт врио вр и.о т.е т.н т.к напр ср см ок прим англ кит рус лат пред председ исп мин первый
    отв ст уч"""
)
"""Before a name or an explanation: never the end."""
BEFORE_NUMBER: Final = common.words(
    """д корп кв оф стр с ст рис табл гл п пп ч т вып № доб тел стр-е эт под ред вкл кн"""
)
"""Before a number."""
FINAL: Final = common.words(
    """г гг в вв т.д т.п др пр проч долл дол руб коп млн млрд трлн тыс кв куб м км см мм га т кг мг л ч час
    мин сек с.г т.г м.г н.э у.е тел янв февр фев мар апр июн июл авг сент сен окт нояб ноя дек чел
    обл экз шт ед проц пп. и.т.д и.т.п кв.м куб.м кв.км АО ООО"""
)
"""Either inside or at the end: what follows decides."""
STARTERS: Final = common.words(
    """Он Она Оно Они Это Этот Эта Эти Мы Вы Я В Во На По С Со К Ко За Из Для При После До От Однако Также
    Кроме Тем Так Как Но И А Если Когда Затем Потом Там Здесь Все Всё Его Её Их Стороны Участники
    Сегодня Ему Ей Им Нам Вам Мне У О Об Над Под Между Перед Через Благодаря Согласно Среди"""
)
_MONTHS: Final = common.words("""янв февр фев мар апр июн июл авг сент сен окт нояб ноя дек""")
_DASH: Final = "—–-"
_CLAUSE: Final = regex.compile(
    r"(?:СТАТЬЯ|Статья|Ст\.|Пункт|П\.|ГЛАВА|Глава|РАЗДЕЛ|Раздел|ЧАСТЬ|Часть|Параграф|Приложение)"
    r"\s(?:№\s?)?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})$"
)
_AGENCY: Final = regex.compile(r"/\p{Lu}[\w .,-]{1,30}/\.?")
_INITIALS: Final = regex.compile(r"(?:^|[^\p{L}\d°º])(?:(?:\p{Lu}|Дж)\.\s?)*(?:\p{Lu}|Дж)$")
_DIGITS: Final = regex.compile(r"(?:\d|[IVXLC]+)\s*$")
_SHORT_LEAD: Final = regex.compile(
    r"(?:В|Во|С|К|До|После|На|По|За|От|Около|Более|Свыше)\b(?:\s+(?:\d[\d,–—-]*|[IVXLC]+|\p{Ll}[\p{Ll}.]*)){1,5}$"
)
_ITEM: Final = regex.compile(r"(?:^|[:;,(])\s*\d{1,3}$")


def _token(place: Place) -> str:
    """The abbreviation before the marks: `т. е` and `т.е` are the same, opening quotes and brackets left out."""
    spaced = regex.search(r"(?:^|[^\p{L}.])((?:\p{L}{1,4}\.\s?)?\p{L}[\p{L}-]*)$", place.before)
    if not spaced:
        return ""
    token: str = regex.sub(r"\s", "", spaced.group(1))
    if token in KNOWN:
        return token
    last = token.rsplit(".", 1)[-1]
    return last if last in KNOWN else last[:1].lower() + last[1:]


KNOWN: Final = BEFORE_NAME | BEFORE_NUMBER | FINAL


def _after_number(place: Place) -> bool:
    """Whether a number stands right before the last word: `2018 г`, `XX в`."""
    head = place.before.rstrip()
    return bool(_DIGITS.search(head[: len(head) - len(head.rsplit(None, 1)[-1])])) if head else False


def speech_tag(place: Place) -> Verdict | None:
    """A dash after a closed quotation, or before a small letter, brings the words that say who spoke."""
    following = place.next
    if following[:1] not in set(_DASH) or not following[1:2].isspace():
        return None
    if place.quote >= 0 or following[1:].lstrip()[:1].islower():
        return Verdict.JOIN
    return Verdict.JOIN if place.opening.lstrip()[:1] in set(_DASH) else None


def not_a_full_stop(place: Place) -> Verdict | None:
    """After `!`, `?` or a closed quotation no abbreviation can be meant."""
    return Verdict.BREAK if place.marks != "." else None


def clause_number(place: Place) -> Verdict | None:
    """`Статья 5. Стороны ...`: the number of a clause that opens the segment belongs to its first sentence."""
    return Verdict.JOIN if _CLAUSE.match(place.opening.strip()) else None


def agency(place: Place) -> Verdict | None:
    """`МОСКВА, 10 июня. /ТАСС/. Открылся ...`: place, day and agency belong to the first sentence."""
    if _AGENCY.match(place.next):
        return Verdict.JOIN
    lead = place.word
    return Verdict.JOIN if len(lead) > 2 and lead.endswith("/") and "/" in place.opening[:-1] else None  # noqa: PLR2004


def initials(place: Place) -> Verdict | None:
    """`В. Норов`, `М. В. Ломоносов`: initials before a surname."""
    if not _INITIALS.search(place.before) or not common.starts_upper(place):
        return None
    word = common.first_word(place)
    return None if word in STARTERS and len(word) > 1 and not place.next.startswith(f"{word}.") else Verdict.JOIN


def year_or_town(place: Place) -> Verdict | None:
    """`г.` after a number is a year and may end; before a name it is a town or a gentleman."""
    if _token(place) not in {"г", "гор"}:
        return None
    if not _after_number(place):
        return Verdict.JOIN
    return short_lead(place)


def before_number(place: Place) -> Verdict | None:
    """`д. 5`, `ст. 12`, `9 апр. 2021`: an abbreviation before its number."""
    token = _token(place)
    if not regex.match(r"\d|[IVXLC]+\b|№", place.next):
        return None
    if token in BEFORE_NUMBER and not (token in FINAL and _after_number(place)):
        return Verdict.JOIN
    return (
        Verdict.JOIN if token in _MONTHS or token in {"тыс", "млн", "млрд", "трлн", "ч", "час", "мин", "руб"} else None
    )


def before_name(place: Place) -> Verdict | None:
    """`им. Ломоносова`, `проф. Ван`, `зам. председателя`: an abbreviation before what it belongs to."""
    token = _token(place)
    if token in FINAL and _after_number(place):
        return None
    return Verdict.JOIN if token in BEFORE_NAME or token.lower() in BEFORE_NAME else None


def short_lead(place: Place) -> Verdict | None:
    """`В 2021 г. Китай ...`: a segment cannot end while it has only said when or where."""
    return Verdict.JOIN if _token(place) in FINAL and _SHORT_LEAD.match(place.opening.strip()) else None


def belongs_to_it(place: Place) -> Verdict | None:
    """`9 апр. (Синьхуа)`, `млрд долл. США`: a bracket or the dollar's country belongs to the abbreviation."""
    token = _token(place)
    if token in {"долл", "дол"} and place.next.startswith("США"):
        return Verdict.JOIN
    return Verdict.JOIN if place.next[:1] in set("([") and token in KNOWN else None


def item_number(place: Place) -> Verdict | None:
    """`цели: 1. Логистика`: a number behind a colon, comma or semicolon counts items, as one at the start does."""
    return Verdict.JOIN if _ITEM.search(place.before) else None


RULES: Final[tuple[common.Rule, ...]] = (
    common.line_end,
    common.text_end,
    common.text_start,
    common.weak_mark_follows,
    common.omission,
    common.dots,
    speech_tag,
    common.glued,
    common.lower_case_follows,
    not_a_full_stop,
    clause_number,
    agency,
    initials,
    year_or_town,
    before_number,
    before_name,
    short_lead,
    belongs_to_it,
    item_number,
    common.otherwise_break,
)
