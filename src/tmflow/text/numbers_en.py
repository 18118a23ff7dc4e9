"""Quantities in English text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import regex

from tmflow.text import dates_en
from tmflow.text.clues import Clues, Needs, Table, clues, starts
from tmflow.text.dateparts import paired, quantity, scan
from tmflow.text.numerals_en import CARDINALS, MAGNITUDES, ORDINALS
from tmflow.text.numerals_en import value as numeral
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
    number,
    plain,
    too_long,
)
from tmflow.text.roman import ROMAN, SMALL, roman, romans
from tmflow.text.scan import Grammar, quantities
from tmflow.text.units import EN_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

_CARD: Final = "|".join(sorted(CARDINALS, key=len, reverse=True))
_ORD: Final = "|".join(sorted(ORDINALS, key=len, reverse=True))
_MAG: Final = "hundred|thousand|million|billion|trillion|dozen|lakh|crore"
_SHORT_MAG: Final = r"(?:bn|mn|mln|bln|trn|m|k|b)(?![\w²³])"
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_SEP: Final = r"(?:\s|-)"
_WORDS: Final = (
    rf"(?:(?:(?:{_CARD})|an?\s(?:{_MAG})|half\s(?:a\s)?(?:million|billion|thousand|trillion|dozen|hundred)"
    r"|half\sa(?=\s(?:per\s?cent|percentage|kilomet|met(?:er|re)|mile|ton|hectare|kilo|lit(?:er|re)|barrel|degree)))"
    rf"(?:{_SEP}(?:{_CARD}|{_MAG})|(?<=hundred|thousand|million"
    rf"|billion)\sand\s(?:{_CARD})(?!\w))*(?:\sand\sa\shalf(?:{_SEP}(?:{_MAG}))?)?)"
)
_ATOM: Final = regex.compile(
    r"(?:(?<=RMB|CNY|USD|EUR|GBP|RUB|NGN|\bN(?=\d[\d.]{0,6}\s?(?:m|b|tr)(?:illion|n)\b))|(?<![\w.,]"
    rf"|[A-Za-z]-))(?P<digits>{_DIGITS})(?:{_SEP}?(?P<mag>(?i:{_MAG})\b|{_SHORT_MAG}))*"
    rf"|\b(?i:(?P<words>{_WORDS}))\b"
)
_FROZEN: Final = regex.compile(
    r"\b(?:(?i:five[-\s]year\s(?=plans?\b))|Two Sessions|One Belt,?\s(?:and\s)?One Road"
    r"|Group of (?:Twenty|Seven|Eight|77|20)|[A-Z][A-Za-z]*[-–]\d[\d.]*\b|(?!(?:RMB|CNY|USD|EUR|GBP"
    r"|RUB|JPY)\d|[QH][1-4]\b)[A-Z]{1,5}\d[\d.]*\b(?!\s(?:million|billion|trillion))"
    r"|(?i:no one|one another|one[- ]on[- ]one|(?:the|this|that|each|every|any|some|which"
    r"|another) one|one of|one-stop|one-sided|one-way|(?:two|2)-way|at first|first of all"
    r"|first and foremost"
    r"|first lady|(?:for\s)?the first time|first[- ]?hand|first-class|first-rate|second-hand"
    r"|second to none|in the first place|seven wonders|twenty-four seven|one day|first name"
    r"|at one)\b"
    r"|(?:Three Gorges|Four Seasons|Seven-Eleven|Big Four|Big Five|Channel \w+|First Financial"
    r"|One Country,? Two Systems)|(?i:one country,? two systems)|(?i:COVID-?19)"
    r"|\d+(?:\.\d+)?[GD]\b|\d-D\b|24/7|9/11|4x4)"
)
_MAY_BE_FROZEN: Final = Needs(
    words=frozenset(
        "five sessions belt twenty seven eight one first second gorges seasons eleven big channel covid".split()  # noqa: SIM905 - reads as a row
    ),
    pieces=("group of ", "-way", "24/7", "9/11", "4x4"),
    near=re.compile(r"\d(?:-?[gd]|(?<=[a-z]\d)|(?<=[a-z][-–]\d))"),
)
_FROZEN_BEGINS: Final = frozenset(
    "five two one group no the this that each every any some which another at first for second in seven twenty three four big channel covid".split()  # noqa: E501, SIM905 - reads as a row
)
_FROZEN_TOKEN: Final = re.compile(r"(\d+|[a-z]+(?=[-–]?\d))|[a-z]+")
_FRACTION_WORDS: Final = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_HALVED: Final = r"(?:per\s?cent|percentage|kilomet|met(?:er|re)|mile|ton|hectare|kilo|lit(?:er|re)|barrel|degree)"
_FRACTION: Final = regex.compile(
    r"\b(?i:(?P<n>two|three|four|five|six|seven|eight|nine|[2-9])[\s-](?P<d>third|fifth|sixth"
    r"|seventh|eighth|ninth|tenth)s)\b"
    r"|\b(?i:(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|\d)[\s-](?P<d>third|quarter"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?)\b(?=\s(?:of|the|more|less|as|to)\b"
    r"|[.,;:!?)]|$)"
    r"|\b(?i:(?P<half>(?:one[\s-])?half)(?=\s(?:of|the|as|that|its|their|an?)\b))(?!\san?"
    rf"\s(?:million|billion|thousand|trillion|dozen|hundred|{_HALVED}))"
    r"|\b(?i:an?\s(?:hour|year|month|day|week|century|decade)\sand\sa\s(?P<over>half))\b"
    r"|(?<![\d/])(?P<a>\d)/(?P<b>\d)(?![\d/])"
)
_TIMES: Final = regex.compile(
    r"\b(?i:(?P<two>doubled|doubling|doubles|redoubled)|(?P<three>tripled|trebled|tripling|triples"
    r"|trebling)|(?P<four>quadrupled|quadrupling|fourfold)"
    r"|(?P<fold>two|three|four|five|six|seven|eight|nine|ten|\d+(?:\.\d+)?)[\s-]?fold"
    r"|(?P<twice>twice)(?=\s(?:as|the|that|more|its|last)\b))\b"
    r"|\b(?i:increased?|rose|grew|rise|up|growth)\s(?i:(?P<twice>twice))\b"
    r"|\b(?i:(?:by\s)?a\sfactor\sof\s(?P<fold>two|three|four|five|six|seven|eight|nine|ten|\d+(?:\.\d+)?))\b"
)
_NTH: Final = regex.compile(
    rf"(?<![\w.,]|[A-Za-z]-)(?P<n>\d{{1,4}})(?:st|nd|rd|th)\b|(?<!\d[\s-])(?<!\b(?:per|each|every"
    rf"|split|one)\s)\b(?i:(?P<words>(?:(?:{_CARD})[\s-]){{0,3}}(?:(?:hundred"
    rf"|thousand)\s(?:and\s)?(?:(?:{_CARD})[\s-])?)?(?:{_ORD})))\b(?!\s(?:\d+|{_CARD})\s[a-z]+s\b)"
    r"|\b(?:No|Nos|no)\.\s?(?P<no>\d+)|№\s?(?P<no>\d+)"
)
_SECOND: Final = regex.compile(r"^(?:s\b|-hand|\s(?:later|or|after|before|longer|faster|ago|per|and)\b|[.,;)]|$)")
_AFTER_FIRST: Final = regex.compile(r"\b[Ff]irst\s(?:and|or|to)\s(?:the\s)?$")
_ROMAN: Final = regex.compile(
    rf"\b(?:(?<=World War\s|Chapter\s|Phase\s|Part\s|Volume\s|Section\s)(?P<r>{ROMAN})\b"
    rf"|(?P<r>{ROMAN})\s(?=(?:[A-Z]\w+\s)?(?:Congress|Session|Meeting|Summit|Forum|[Cc]entury"
    r"|Olympi\w+|Plenum|Conference|Games|Winter|International|[a-z]+ (?:meeting|session))))"
)
_GREW: Final = regex.compile(r"\b(?:increas\w+|grew|grown?|rose|risen|expand\w+|multipl\w+|soar\w+)\s(?:\w+\s){0,3}$")
_TIMES_AFTER: Final = re.compile(r"[\s-]times\b")
_TIMES_AS: Final = regex.compile(
    r"\s(?:the|as|that|higher|more|larger|greater|bigger|over|its|those|what|faster|compared|than|last)\b"
)
_GLUED: Final = re.compile(r"(?!s\b)[A-Za-z_]")
_GLUES: Final = frozenset("/_#@")
_NAME: Final = regex.compile(r"\s[A-Z][a-z]+")
_SENTENCE_START: Final = regex.compile(r"(?:^|[.!?:\"“”(\n]\s*)$")


def find(original: str) -> list[Quantity]:
    """Return the quantities of an English text in reading order; see `tmflow.text.numbers.find`."""
    text = flat(original)
    seen = clues(text)
    if _MAY_BE_FROZEN.met(seen):
        frozen = starts(_FROZEN, text, _FROZEN_BEGINS, _FROZEN_TOKEN)
        if frozen:
            text = mask(text, (match.span() for match in frozen))
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


_SAID_OTHERWISE: Final = {
    "half an hour": 30, "half-hour": 30, "quarter of an hour": 15, "half a year": 6, "fortnight": 14, "decade": 10,
    "decades": 10, "dozen": 12, "twice": 2, "double": 2, "doubles": 2, "pair": 2, "couple": 2, "duo": 2, "thrice": 3,
    "triple": 3, "trio": 3, "century": 100, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90, "halves": 0.5, "halved": 0.5, "a day": 24,
    "centenary": 100, "year-long": 12, "a year": 12, "hourly": 60, "an hour": 60, "half": 50,
}  # fmt: skip
"""Words that another language may write as a number."""
_SAID: Final = regex.compile(rf"\b(?i:{'|'.join(sorted(_SAID_OTHERWISE, key=len, reverse=True))})\b")


def loose(text: str) -> set[float]:
    """Every number that might be read in a text, those inside names and idioms and in other words too."""
    plain_text = flat(text)
    found = {round(float(atom.value), 6) for atom in _atoms(plain_text, clues(plain_text))}
    found |= {float(number) for number in romans(text)}
    return found | {_SAID_OTHERWISE[match.group().lower()] for match in _SAID.finditer(text)}


def _dates(text: str, original: str, seen: Clues) -> list[Quantity]:
    if not dates_en.CLUES.met(seen):
        return []
    dated = scan(text, dates_en.PATTERNS, seen)
    return [quantity(one, original) for one in paired(text, dated, dates_en.JOINT)]


def _fixed(text: str, original: str, seen: Clues) -> list[Quantity]:
    """Fractions, multiples and ordinals: each has a form of its own."""
    found: list[Quantity] = []
    taken = bytearray(len(text))
    for pattern, read, begin in _FIXED.worth(seen):
        for match in starts(pattern, text, begin, _START) if begin else pattern.finditer(text):
            start, end = match.span()
            said = None if any(taken[start:end]) else read(text, match)
            if said:
                kind, value, unit = said
                taken[start:end] = b"\x01" * (end - start)
                found.append(Quantity(kind, plain(value), unit, start, end, original[start:end]))
    return in_order(found)


def _fraction(_: str, match: regex.Match[str]) -> tuple[Kind, Number, str] | None:
    if match.group("half") or match.group("over"):
        return "number", Decimal("0.5" if match.group("half") else "1.5"), ""
    if match.group("a"):
        below = int(match.group("b"))
        return ("number", Decimal(match.group("a")) / below, "") if below else None
    above = match.group("n").lower()
    amount = 1 if above in {"a", "an"} else int(above) if above.isdecimal() else CARDINALS[above]
    return "number", Decimal(amount) / _FRACTION_WORDS[match.group("d").lower()], ""


def _multiple(_: str, match: regex.Match[str]) -> tuple[Kind, Number, str]:
    groups = match.groupdict()
    if groups["fold"]:
        fold = groups["fold"].lower()
        return "number", CARDINALS.get(fold) or number(fold), "x"
    return "number", 3 if groups["three"] else 4 if groups["four"] else 2, "x"


def _ordinal(text: str, match: regex.Match[str]) -> tuple[Kind, Number, str] | None:
    digits = match.group("n") or match.group("no")
    if digits:
        return "ordinal", number(digits), ""
    words = match.group("words")
    before = text[max(0, match.start() - 12) : match.start()]
    if (
        words.lower() == "second"
        and not _AFTER_FIRST.search(before)
        and _SECOND.match(text[match.end() : match.end() + 10])
    ):
        return None
    return "ordinal", numeral(words)[0], ""


def _roman(_: str, match: regex.Match[str]) -> tuple[Kind, Number, str]:
    return "ordinal", roman(match.group("r")), ""


_FRACTION_OF: Final = Needs(
    words=frozenset(_FRACTION_WORDS) | {f"{word}s" for word in _FRACTION_WORDS}, near=re.compile(r"\d/\d")
)
_TIMES_OF: Final = Needs(
    words=frozenset(
        "doubled doubling doubles redoubled tripled trebled tripling triples trebling quadrupled quadrupling twice "  # noqa: SIM905 - reads as a row
        "factor".split()
    ),
    pieces=("fold",),
)
_NTH_OF: Final = Needs(words=frozenset({*ORDINALS, "no", "nos"}), pieces=("№",), near=re.compile(r"\d(?:st|nd|rd|th)"))
_NTH_BEGINS: Final = frozenset({*CARDINALS, *ORDINALS, "hundred", "thousand", "no", "nos", "№"})
_FRACTION_BEGINS: Final = frozenset({*list(CARDINALS)[1:10], "a", "an", "half"})
_START: Final = re.compile(r"(\d+)|[a-z]+|№")
_FIXED: Final = Table(
    (
        ((_FRACTION, _fraction, _FRACTION_BEGINS), (_FRACTION_OF,)),
        ((_TIMES, _multiple, frozenset[str]()), (_TIMES_OF,)),
        ((_NTH, _ordinal, _NTH_BEGINS), (_NTH_OF,)),
        ((_ROMAN, _roman, frozenset[str]()), (Needs(words=SMALL),)),
    )
)
_ARTICLES: Final = frozenset({"a", "an"})
_FIRST_WORDS: Final = frozenset({*CARDINALS, *_ARTICLES, "half"})
_NUMERALS: Final = Needs(words=frozenset({*CARDINALS, *MAGNITUDES, "half"}), near=re.compile(r"\d"))
_FIGURE: Final = re.compile(r"(\.?\d+)")
_TOKEN: Final = re.compile(r"(\.?\d+)|[a-z]+")


def _atoms(text: str, seen: Clues) -> Iterator[Atom]:
    begins = seen.words & _FIRST_WORDS
    if seen.words.isdisjoint(MAGNITUDES):
        begins -= _ARTICLES  # a hundred
    for match in starts(_ATOM, text, begins, _TOKEN if begins else _FIGURE):
        start, end = match.span()
        digits, words = match.group("digits"), match.group("words")
        if digits:
            if too_long(digits):
                continue
            scale = 1
            for magnitude in match.captures("mag"):
                scale *= MAGNITUDES[magnitude.lower()]
            yield Atom(start, end, number(digits.replace(",", "")) * scale, scale)
        else:
            yield Atom(start, end, *numeral(words), words=True)


def _judge(text: str, atom: Atom) -> Kind | None:
    """What a number without unit is: `one` is a pronoun, digits glued to letters are a name."""
    if not atom.words:
        glued = _GLUED.match(text, atom.end) or text[max(0, atom.start - 1) : atom.start] in _GLUES
        return None if glued else "number"
    after = text[atom.end : atom.end + 24]
    word = text[atom.start : atom.end]
    if word.lower() in {"one", "zero"}:
        return None
    if (
        word[0].isupper()
        and _NAME.match(after)
        and not _SENTENCE_START.search(text[max(0, atom.start - 8) : atom.start])
    ):
        return None
    return "number"


def _times(text: str, atom: Atom, end: int) -> Number | None:
    """`3 times the figure` and `increased 3 times` are 3; `met 3 times` counts meetings."""
    after = _TIMES_AFTER.match(text, end, end + 8)
    if not after:
        return None
    grew = _GREW.search(text[max(0, atom.start - 40) : atom.start])
    return atom.value if grew or _TIMES_AS.match(text, after.end(), after.end() + 12) else None


GRAMMAR: Final = Grammar(
    measures=Measures((Measure(*unit) for unit in EN_UNITS), gap=r"[\s-]?", headlines=True),
    joint=regex.compile(r"\s(?:to|through)\s|(?P<weak>\sand\s)|(?P<dash>\s?[-–—]\s?)"),
    joints=re.compile(r"\s(?:to|through|and)\s|[-–—]"),
    opening=regex.compile(r"(?r)\b[Bb]etween\s(?:US|RMB)?[$€£¥]?\s?"),
    about=regex.compile(
        r"(?r)\b(?i:about|around|approximately|nearly|almost|over|more than|some|roughly|up to|at least"
        r"|above|below|under|less than|close to|an estimated|exceed\w*|exceeding)\s(?:US"
        r"|RMB)?[$€£¥]?\s?"
    ),
    judge=_judge,
    times=_times,
)
