"""Rules that hold in all three languages, and the tools the rules of one language are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import regex

from tmflow.segmentation.place import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.segmentation.place import Place

Rule = Callable[["Place"], Verdict | None]
"""A rule answers break, join, or nothing; the first answer counts and the rule's name is kept with it."""

_GLUED: Final = regex.compile(r"(?<![\w@/.:])[\p{L}][\p{L}'’-]*\p{Ll}{2}$")
_NEW_WORD: Final = regex.compile(r"\p{Lu}\p{Ll}+(?![\w.@/])|[AIВКСОУЯ]\s")
CLOSING: Final = '"”’»)）'
_OPENERS: Final = "\"'“‘«„([（【《「『"
_ADDRESS: Final = regex.compile(r"(?:https?:|www\.|@)")
_FOUR_DOTS: Final = regex.compile(r"^\s?\.(?:\s?\.){3}")
_DOTS: Final = regex.compile(r"^(?:…+|\.(?:\s?\.){2,}|。。。*)[\"'”’»)\]]*$")


def words(table: str) -> frozenset[str]:
    """A table of words, written with blanks between them."""
    return frozenset(table.split())


def line_end(place: Place) -> Verdict | None:
    """A line break always ends a segment."""
    return Verdict.BREAK if place.marks[:1] in "\n\r\u2028\u2029\f\v" else None


def text_end(place: Place) -> Verdict | None:
    """The end of the text ends the segment."""
    return Verdict.BREAK if not place.next and place.end + len(place.after) == len(place.text) else None


def text_start(place: Place) -> Verdict | None:
    """Marks that open a segment belong to what follows them."""
    return None if place.before.strip() else Verdict.JOIN


def weak_mark_follows(place: Place) -> Verdict | None:
    """A comma, semicolon or colon after the marks continues the sentence."""
    return Verdict.JOIN if place.next[:1] in set(",;:，；：、～~") else None


def omission(place: Place) -> Verdict | None:
    """Dots in square brackets mark words left out, not an end."""
    return Verdict.JOIN if place.before.endswith("[") and "]" in place.marks else None


def dots(place: Place) -> Verdict | None:
    """Four dots end a sentence; three do so only before a capital letter that is not the pronoun I."""
    if _FOUR_DOTS.match(place.marks):
        return None if starts_lower(place) else Verdict.BREAK
    if _DOTS.match(place.marks):
        goes_on = starts_lower(place) or regex.match(r"I\b|\d", place.next) or not place.spaced
        return Verdict.JOIN if goes_on else Verdict.BREAK
    return None


def glued(place: Place) -> Verdict | None:
    """Without a blank after the full stop only two plain words around it show an end (`reforms.At`)."""
    if place.spaced:
        return None
    if place.marks[-1] in CLOSING and place.marks[0] not in CLOSING and starts_upper(place):
        return None
    word = place.word
    if _GLUED.search(word) and _NEW_WORD.match(place.after) and not _ADDRESS.search(word):
        return Verdict.BREAK
    if place.after[:1] in _OPENERS and place.after[1:2].isupper() and _GLUED.search(word):
        return Verdict.BREAK
    return Verdict.JOIN


def lower_case_follows(place: Place) -> Verdict | None:
    """A small letter continues the sentence."""
    return Verdict.JOIN if starts_lower(place) else None


def otherwise_break(_: Place) -> Verdict | None:
    """Nothing spoke against an end."""
    return Verdict.BREAK


def first_word(place: Place) -> str:
    """The first word after the marks, opening quotes and brackets left out."""
    match = regex.match(r"[\p{L}][\p{L}'’-]*", place.next.lstrip(_OPENERS))
    return match.group() if match else ""


def starts_lower(place: Place) -> bool:
    """Whether what follows begins with a small letter, behind opening quotes or not."""
    return place.next.lstrip(_OPENERS)[:1].islower()


def starts_upper(place: Place) -> bool:
    """Whether what follows begins with a capital letter, behind opening quotes or not."""
    return place.next.lstrip(_OPENERS)[:1].isupper()


def starts_digit(place: Place) -> bool:
    """Whether what follows begins with a digit."""
    return place.next[:1].isdigit()


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
