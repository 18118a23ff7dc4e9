"""Quantities in Russian text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text import dates_ru
from tmflow.text.clues import Clues, Needs, Table, clues, small_letters, starts
from tmflow.text.dateparts import paired, quantity, scan
from tmflow.text.numerals_ru import CARDINALS, HALVES, MAGNITUDES, ONE, ORDINALS, PLURAL
from tmflow.text.numerals_ru import value as numeral
from tmflow.text.quantity import (
    Atom,
    Kind,
    Measure,
    Measures,
    Number,
    Quantity,
    flat,
    in_order,
    mask,
    mask_matches,
    number,
    plain,
    too_long,
)
from tmflow.text.roman import ROMAN, SMALL, roman, romans
from tmflow.text.scan import Grammar, quantities
from tmflow.text.units import RU_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _any(words: Iterable[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_L: Final = "(?<![а-яa-z-])"
_R: Final = "(?![а-яa-z])"
_NUMERAL: Final = _any({*CARDINALS, *HALVES} - {"пол"})
_MAG: Final = _any(MAGNITUDES)
_DIGITS: Final = r"(?:\d{1,3}(?:\s\d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?)"
_ATOM: Final = regex.compile(
    rf"(?<![\wа-я.,]|[a-zа-я]-)(?P<digits>{_DIGITS})[-–]?(?P<mag>тысяч|миллион|миллиард|триллион)н(?:ый|ого|ому|ым|ом"
    rf"|ая|ой|ую|ое|ые|ых|ыми){_R}|"
    rf"(?<![\wа-я.,]|[a-zа-я]-)(?P<digits>{_DIGITS})(?P<half>\sс\sполовиной)?"
    rf"(?:\sс\s(?:лишним|небольшим)(?=\s(?:{_MAG})))?(?:\s?(?P<mag>{_MAG}){_R})*"
    rf"(?:(?<=[а-я.])\s(?P<rest>\d{{1,3}}(?:,\d{{1,3}})?)\s(?P<unit>тыс(?:яч[аи]?|\.)?|млн|миллион(?:а|ов)?){_R})?"
    rf"|{_L}(?P<words>пол(?=процента|километра|литра|тонны|гектара|метра|градуса|доллара))"
    rf"|(?:{_L}|(?<={_L}(?:{_any(CARDINALS)})-))(?P<words>(?:{_NUMERAL}|{_any(ONE)}|{_any(MAGNITUDES)}){_R}(?:\sс\sполовиной)?(?:\s(?:{_NUMERAL}"
    rf"|{_any(ONE)}|{_MAG}){_R})*)"
)
_FROZEN: Final = regex.compile(
    rf"{_L}(?:групп\w*\s(?:двадцати|семи|восьми|77)|больш\w+\s(?:двадцатк|семерк|восьмерк)\w*"
    r"|один(?:\sпояс|\sиз)|одн\w+\sиз|в\sперв(?:ую|ых)\s?(?:очередь)?|во-вторых|в-третьих"
    r"|в-четвертых|в-пятых|впервые"
    r"|сорока(?=\s(?:улетел|прилетел|сидел|стрекоч|белобок)\w*)|(?:covid|ковид)-19"
    rf"|[a-zа-я]{{1,20}}-\d[\d.]*(?![\d%])|[a-z]{{1,5}}\d[\d.]*\b"
    rf"|(?<![\d.])\d{{1,4}}(?:\.\d{{1,3}})?[gdk](?![а-яa-z])|24/7|первым делом|первой леди"
    r"|первая леди|по первому|семь чудес|во втором чтении"
    r"|девятый вал|одна страна,? две системы|одной страны,? двух систем)"
)
_MAY_BE_FROZEN: Final = Needs(
    words=frozenset({"двадцати", "семи", "восьми", "один", "сорока", "девятый", "чтении", "чудес"}),
    pieces=("перв", "-втор", "-трет", "-четверт", "двадцатк", "семерк", "восьмерк", "77", "24/7"),
    form=re.compile(r"о(?<![а-яa-z-]о)дн"),
    near=re.compile(r"\d(?:[gdk]|(?<=[a-zа-я]-\d)|(?<=[a-z]\d))"),
)
_HALF_OF: Final = r"пол(?:века|часа|года|месяца|столетия)"
_FRACTION_BELOW: Final = {
    "трет": 3,
    "четверт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "восьм": 8,
    "девят": 9,
    "десят": 10,
    "сот": 100,
    "тысячн": 1000,
}
_FRACTION: Final = regex.compile(
    rf"(?<!\d){_L}(?:(?P<n>одн(?:а|у|ой)|две|двух|двумя|три|трех|тремя|четыре|четырех"
    r"|пят[ьи]|шест[ьи]|сем[ьи]|восемь|восьми|девят[ьи]|\d)\s)(?P<d>трет(?:ью|ьей|ья|и|ей|ями|ям|ь)|четверт(?:ью|ей|ями|и|ь|ых|ая|ую|ой)|(?:пят|шест"
    rf"|седьм|восьм|девят|десят|сот|тысячн)(?:ая|ых|ую|ой|ыми)){_R}"
    rf"|{_L}(?P<third>трет(?:ью|и|ь)|четверт(?:ью|и|ь)){_R}(?=\s[а-я]+)|(?<!\sс\s){_L}(?P<half>половин(?:а|у|ы"
    rf"|е|ой)|{_HALF_OF}){_R}|{_L}(?P<more>полутора)(?=(?:часов|годов)[а-я])|(?<![\d/])(?P<a>\d)/(?P<b>\d)(?![\d/])"
)
_BY_TIMES: Final = {"вдвое": 2, "втрое": 3, "вчетверо": 4, "впятеро": 5, "вшестеро": 6, "всемеро": 7, "вдесятеро": 10}
_TIMES: Final = regex.compile(
    rf"{_L}(?:(?P<by>{'|'.join(_BY_TIMES)}){_R}|(?P<verb>удво(?:и|ен|я)|утро(?:и|ен|я)|учетвер)[а-я]*"
    rf"|(?:в|во)\s(?:(?:примерно|почти|более чем|около|приблизительно)\s)?(?P<n>{_DIGITS}"
    rf"|(?:{_NUMERAL})(?:\s(?:{_NUMERAL})){{0,3}})(?:\sс\sполовиной(?P<plus>))?\sраза?{_R}"
    rf"|(?P<fold>двух|дву|трех|четырех|пяти|шести|семи|восьми|десяти|\d{{1,4}}-)кратн[а-я]*)"
)
_VERBS: Final = {"удво": 2, "утро": 3, "учет": 4}
_NTH: Final = regex.compile(
    rf"(?<![\wа-я.,]|[a-zа-я]-)(?P<n>\d{{1,4}})-?(?:ый|ой|ая|ое|ые|го|му|ом|ую|ых|ым|ми|й|я|е|м|ю|х){_R}(?!\d)"
    rf"|{_L}(?P<words>(?:(?:{_any(CARDINALS)})\s){{0,4}}(?:{_any(ORDINALS)})){_R}(?!-)(?!\s(?:\d+"
    rf"|{_NUMERAL})\s[а-я]+(?:ев|ов|лет|а|я|ей)\b)|№\s?(?P<n>\d+)"
    rf"|(?<![a-zа-я\d-])(?P<r>{ROMAN.lower()})(?=\s[а-я]{{3,}}|\sв(?:в|\.)"
    rf"|[-–—]{ROMAN.lower()}\s[а-я]{{3,}}|[-\s](?:й|го|м)\s)|(?<=глав[аеуы]\s|раздел\s|разделе\s"
    rf"|част[ьи]\s|том\s)(?P<r>{ROMAN.lower()})\b"
)
_ABOUT: Final = regex.compile(
    rf"(?r){_L}(?:более|свыше|около|почти|примерно|порядка|приблизительно|до|не\sменее|не\sболее|менее"
    r"|больше|меньше|превы\w+|чем|почти\sна|на\sпочти|около)\s(?:[$€¥]\s?)?"
)
_NEAR: Final = regex.compile(
    rf"(?r){_L}(?:более|свыше|около|менее|больше|меньше|порядка|почти|до|от|из|к|ко|в|о|об|с|не\sменее|превысил\w*)\s"
)
_TIMES_WORD: Final = re.compile(r"\s(?:раза?|раз)(?![а-я])")
_GREW: Final = regex.compile(r"(?:на|выросл?\w*|увелич\w+)\s$")
_LETTER: Final = re.compile(r"[a-zа-я_]")
_GLUES: Final = frozenset("/_#@")
_HUNDREDS: Final = frozenset({"сотня", "сотню", "сотни", "сотней", "сотен", "десятка"})
_AFTER_NEAR: Final = _HUNDREDS | {"тысячи"}
_JOINED: Final = regex.compile(rf"{_L}({_any(word for word in CARDINALS if word[-1] in 'хиао')})+(?=[а-я]{{3}})")
"""The numeral that opens an adjective: восемнадцатилетний, двухметровый, двадцатипятилетний."""
_SAID_OTHERWISE: Final = {
    "сутки": 24, "суток": 24, "полчаса": 30, "полгода": 6, "полугодие": 6, "полутора": 1.5, "десятилет": 10,
    "столет": 100, "дважды": 2, "трижды": 3, "четырежды": 4, "вдвоем": 2, "втроем": 3, "двойн": 2, "тройн": 3,
    "пара": 2, "пары": 2, "пару": 2, "двойк": 2, "тройк": 3, "четверк": 4, "пятерк": 5, "шестерк": 6, "семерк": 7,
    "восьмерк": 8, "девятк": 9, "десятк": 10, "двадцатк": 20, "дюжин": 12, "век": 100,
    "вдвое": 100, "наполовину": 50, "половин": 50, "четверть час": 15,
    "полтора год": 18, "за год": 12, "в час": 60, "пополам": 0.5, "двое суток": 48,
}  # fmt: skip
"""Beginnings of words that another language may write as a number."""
_SAID: Final = regex.compile(rf"{_L}(?:{'|'.join(sorted(_SAID_OTHERWISE, key=len, reverse=True))})")


def find(original: str) -> list[Quantity]:
    """Return the quantities of a Russian text in reading order; see `tmflow.text.numbers.find`."""
    text = _lower(flat(original))
    seen = clues(text)
    if _MAY_BE_FROZEN.met(seen):
        text = mask_matches(_FROZEN, text)
        seen = clues(text)
    found: list[Quantity] = []
    for step in (_dates, _fixed):
        new = step(text, original, seen)
        if new:
            text = mask(text, [(q.start, q.end) for q in new])
            found += new
    if _NUMERALS.met(seen):
        found += quantities(text, original, list(_atoms(text, seen)), GRAMMAR)
    return in_order(found)


def _lower(text: str) -> str:
    """Small letters and е for ё, every character in its place."""
    return small_letters(text).replace("ё", "е")


def loose(text: str) -> set[float]:
    """Every number that might be read in a text, those inside names and idioms too."""
    small = _lower(flat(text))
    found = {round(float(atom.value), 6) for atom in _atoms(small, clues(small))}
    found |= {float(sum(CARDINALS[word] for word in match.captures(1))) for match in _JOINED.finditer(small)}
    found |= {float(number) for number in romans(text)}
    return found | {_SAID_OTHERWISE[match.group()] for match in _SAID.finditer(small)}


def _dates(text: str, original: str, seen: Clues) -> list[Quantity]:
    if not dates_ru.CLUES.met(seen):
        return []
    dated = scan(text, dates_ru.PATTERNS, seen)
    return [quantity(one, original) for one in paired(text, dated, dates_ru.JOINT)]


def _fixed(text: str, original: str, seen: Clues) -> list[Quantity]:
    """Fractions, multiples and ordinals: each has a form of its own."""
    found: list[Quantity] = []
    taken = bytearray(len(text))
    for pattern, read, begin in _FIXED.worth(seen):
        for match in starts(pattern, text, begin, _START) if begin else pattern.finditer(text):
            start, end = match.span()
            said = None if any(taken[start:end]) else read(match)
            if said:
                kind, value, unit = said
                taken[start:end] = b"\x01" * (end - start)
                found.append(Quantity(kind, plain(value), unit, start, end, original[start:end]))
    return in_order(found)


def _fraction(match: regex.Match[str]) -> tuple[Kind, Number, str] | None:
    if match.group("half") or match.group("more"):
        return "number", Decimal("0.5" if match.group("half") else "1.5"), ""
    if match.group("a"):
        below = int(match.group("b"))
        return ("number", Decimal(match.group("a")) / below, "") if below else None
    if match.group("third"):
        return "number", Decimal(1) / (3 if match.group("third").startswith("т") else 4), ""
    above, below_word = match.group("n"), match.group("d")
    below = next(number for stem, number in _FRACTION_BELOW.items() if below_word.startswith(stem))
    amount = int(above) if above.isdecimal() else numeral(above)[0]
    return "number", Decimal(amount) / below, ""


def _multiple(match: regex.Match[str]) -> tuple[Kind, Number, str]:
    groups = match.groupdict()
    if groups["by"]:
        value: Number = _BY_TIMES[groups["by"]]
    elif groups["verb"]:
        value = _VERBS[groups["verb"][:4]]
    elif groups["fold"]:
        fold = groups["fold"].rstrip("-")
        value = int(fold) if fold.isdecimal() else numeral("двух" if fold == "дву" else fold)[0]
    else:
        value = _amount(groups["n"]) + (Decimal("0.5") if groups["plus"] is not None else 0)
    return "number", value, "x"


def _amount(text: str) -> Number:
    return _decimal(text) if text[0].isdigit() else numeral(text)[0]


def _decimal(text: str) -> Number:
    """Blanks group thousands; a comma is the decimal mark, unless it stands twice."""
    text = "".join(text.split())
    return number(text.replace(",", "" if text.count(",") > 1 else "."))


def _ordinal(match: regex.Match[str]) -> tuple[Kind, Number, str]:
    if match.group("n"):
        return "ordinal", number(match.group("n")), ""
    if match.group("r"):
        return "ordinal", roman(match.group("r").upper()), ""
    return "ordinal", numeral(match.group("words"))[0], ""


_PART_STEMS: Final = ("пят", "шест", "седьм", "восьм", "девят", "десят", "сот", "тысячн")
_PARTS: Final = frozenset(
    {
        *(f"трет{end}" for end in ("ью", "ьей", "ья", "и", "ей", "ями", "ям", "ь")),
        *(f"четверт{end}" for end in ("ью", "ей", "ями", "и", "ь", "ых", "ая", "ую", "ой")),
        *(f"половин{end}" for end in ("а", "у", "ы", "е", "ой")),
        *(f"{stem}{end}" for stem in _PART_STEMS for end in ("ая", "ых", "ую", "ой", "ыми")),
    }
)
_TIMES_OF: Final = Needs(words=frozenset({"раз", "раза", *_BY_TIMES}), pieces=("удво", "утро", "учетвер", "кратн"))
_PART_OF: Final = Needs(
    words=_PARTS | {"полвека", "полчаса", "полгода", "полмесяца", "полстолетия"},
    pieces=("полутора",),
    near=re.compile(r"\d/\d"),
)
_NTH_OF: Final = Needs(
    words=frozenset(ORDINALS) | SMALL,
    pieces=("№",),
    near=re.compile(r"\d-?(?:ый|ой|ая|ое|ые|го|му|ом|ую|ых|ым|ми|[йяемюх])"),
)
_NTH_BEGINS: Final = frozenset({*CARDINALS, *ORDINALS, *SMALL, "№"})
_START: Final = re.compile(r"(\d+)|[а-яa-z]+|№")
_FIXED: Final = Table(
    (
        ((_TIMES, _multiple, frozenset[str]()), (_TIMES_OF,)),
        ((_FRACTION, _fraction, frozenset[str]()), (_PART_OF,)),
        ((_NTH, _ordinal, _NTH_BEGINS), (_NTH_OF,)),
    )
)
_FIRST_WORDS: Final = frozenset({*CARDINALS, *HALVES, *ONE, *(word.rstrip(".") for word in MAGNITUDES)})
_NUMERALS: Final = Needs(words=_FIRST_WORDS, pieces=("пол",), near=re.compile(r"\d"))
_HALF_A: Final = r"пол(?=процента|километра|литра|тонны|гектара|метра|градуса|доллара)"
_FIGURE: Final = re.compile(rf"(\d+|{_HALF_A})")
_TOKEN: Final = re.compile(rf"(\d+|{_HALF_A})|[а-я]+")


def _atoms(text: str, seen: Clues) -> Iterator[Atom]:
    words = seen.words & _FIRST_WORDS
    for match in starts(_ATOM, text, words, _TOKEN if words else _FIGURE):
        start, end = match.span()
        digits = match.group("digits")
        if digits and too_long(digits):
            continue
        if digits:
            scale: Number = 1
            for magnitude in match.captures("mag"):
                scale *= MAGNITUDES[magnitude]
            amount = (_decimal(digits) + (Decimal("0.5") if match.group("half") else 0)) * scale
            if match.group("rest"):
                lower = MAGNITUDES[match.group("unit")]
                if lower >= scale:
                    yield Atom(start, match.start("rest") - 1, amount, scale)
                    yield Atom(match.start("rest"), end, _decimal(match.group("rest")) * lower, lower)
                    continue
                amount, scale = amount + _decimal(match.group("rest")) * lower, lower
            yield Atom(start, end, amount, scale)
        elif not _indefinite(match.group("words"), text[max(0, start - 16) : start]):
            amount, scale = numeral(match.group("words"))
            yield Atom(start, end, amount, scale, words=True)


def _judge(text: str, atom: Atom) -> Kind | None:
    """What a number without unit is: один is a pronoun, тысячи alone is no quantity, сорока needs a preposition."""
    if not atom.words:
        glued = _LETTER.match(text, atom.end) or text[atom.start - 1 : atom.start] in _GLUES
        return None if glued else "number"
    words = text[atom.start : atom.end].split()
    if len(words) > 1:
        return "number"
    if words[0] in ONE:
        return None
    return "number"


def _indefinite(words: str, before: str) -> bool:
    """`тысячи людей`, `сотни тонн` are no quantities; `более тысячи`, `около сотни` are."""
    first = words.split(" ", 1)[0]
    if first not in PLURAL and first not in _HUNDREDS:
        return False
    return first not in _AFTER_NEAR or not _NEAR.match(before)


def _times(text: str, atom: Atom, end: int) -> Number | None:
    """`увеличить на 2 раза`; with `в` the multiple has been read already, and `3 раза` alone counts events."""
    grew = _TIMES_WORD.match(text, end, end + 8) and _GREW.search(text[max(0, atom.start - 20) : atom.start])
    return atom.value if grew else None


GRAMMAR: Final = Grammar(
    measures=Measures((Measure(*unit) for unit in RU_UNITS), gap=r"[\s-]?"),
    joint=regex.compile(r"(?P<weak>\s(?:до|по)\s|\sи\s)|(?P<dash>\s?[-–—]\s?)"),
    joints=re.compile(r"\s(?:до|по|и)\s|[-–—]"),
    opening=regex.compile(r"(?r)(?<![а-я])(?:от|с|между)\s(?:[$€¥]\s?)?"),
    about=_ABOUT,
    judge=_judge,
    times=_times,
)
