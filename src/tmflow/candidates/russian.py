"""Which Russian runs of words may be a term, and its nominative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from tmflow.candidates.words import word_list
from tmflow.text import morphology
from tmflow.text.inflection import grammatical_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.candidates.words import Word

LINKS: Final = frozenset({"и", "по", "в", "на", "при", "с", "для", "во", "о", "об"})
"""Words that stand inside terms, and never at their edges."""

_EMPTY: Final = word_list("function_words_ru")
_PIECE: Final = regex.compile(r"[\p{L}\p{M}\d]+|[^\p{L}\p{M}\d]+")
_WORD: Final = regex.compile(r"\p{L}[\p{L}\p{M}]*")


def trimmed(run: Sequence[Word]) -> slice:
    """What is left of a run without function words and verbs at its edges: a noun and what belongs to it.

    Nothing where other words stand inside.
    """
    kinds = [_parts(word) for word in run]
    begin, end = 0, len(run)
    while begin < end and (run[begin].key in _EMPTY | LINKS or not kinds[begin] & {"NOUN", "ADJF", "LATN"}):
        begin += 1
    while begin < end and (run[end - 1].key in _EMPTY | LINKS or not kinds[end - 1] & {"NOUN", "LATN"}):
        end -= 1
    inside = zip(kinds[begin:end], run[begin:end], strict=True)
    loose = any(not kind & {"NOUN", "ADJF", "LATN"} and word.key not in LINKS for kind, word in inside)
    return slice(0, 0) if loose else slice(begin, end)


def _parts(word: Word) -> set[str]:
    if not regex.search(r"\p{Cyrillic}", word.text):
        return {"LATN"} if word.text[0].isalpha() else {"NUMB"}
    if word.text.isupper() and len(word.text) > 1:
        return {"NOUN"}
    found = morphology.readings(word.text.lower())
    best = max(reading.score for reading in found)
    return {reading.pos for reading in found if reading.score >= best / 4}


def dictionary_form(surfaces: Sequence[str]) -> str:
    """The nominative: as a text writes it, where one does, else made from the commonest form.

    Args:
        surfaces: the forms in which the texts write the term, the commonest first.
    """
    for surface in surfaces:
        if grammatical_form(surface)[0] == "nomn":
            return _plain(surface, surfaces)
    return nominative(surfaces[0])


def _plain(surface: str, surfaces: Sequence[str]) -> str:
    """Without the capital that only the beginning of a sentence gave."""
    lowered = surface[:1].lower() + surface[1:]
    return lowered if any(each[:1].islower() for each in surfaces) else surface


def nominative(surface: str) -> str:
    """A Russian phrase in the nominative: its head noun and the adjectives before it; what hangs on the head stays.

    The number stays as it is; a phrase that the dictionary cannot turn comes back as it came.
    """
    case, number = grammatical_form(surface)
    pieces = _PIECE.findall(surface)
    places = [n for n, piece in enumerate(pieces) if _WORD.fullmatch(piece)]
    words = [pieces[n] for n in places]
    for state in dict.fromkeys((case, "gent", "ablt", "datv", "accs", "loct")):
        nouns = (n for n, word in enumerate(words) if not _adjective(word, state, number, "") and _noun(word, state))
        head = next((n for n in nouns if pieces[places[n] + 1 :][:1] != ["-"]), None)
        turned = _noun(words[head], state) if head is not None else None
        if head is None or turned is None or any(_disagrees(word, state, number) for word in words[:head]):
            continue
        new = [_adjective(word, state, number, turned[1]) for word in words[:head]] + [turned[0]]
        if words[head + 1 : head + 2] == ["и"]:
            new += ["и", *(found[0] for word in words[head + 2 : head + 3] if (found := _noun(word, state)))]
        for place, old, word in zip(places, words, new, strict=False):
            pieces[place] = _capitals(old, word) if word else old
        return "".join(pieces)
    return surface


def _noun(word: str, case: str) -> tuple[str, str] | None:
    """The nominative and gender of a noun that can stand in `case`; the name of a letter is none."""
    if len(word) == 1:
        return None
    for parse in morphology.parses(word):
        if parse.tag.POS == "NOUN" and _case(str(parse.tag.case)) == case:
            form = parse.inflect({"nomn"})
            if form is not None:
                return str(form.word), str(parse.tag.gender or "")
    return None


def _adjective(word: str, case: str, number: str, gender: str) -> str:
    for parse in morphology.parses(word):
        if parse.tag.POS in {"ADJF", "PRTF"} and _case(str(parse.tag.case)) == case:
            wanted = {"nomn", "plur"} if number == "plur" else {"nomn", "sing", gender or "masc"}
            form = parse.inflect(wanted)
            if form is not None:
                return str(form.word)
    return ""


def _disagrees(word: str, case: str, number: str) -> bool:
    """Whether a word is an adjective in some other case: парка is a nominative, but not after индустриального."""
    kinds = {parse.tag.POS for parse in morphology.parses(word)}
    return kinds <= {"ADJF", "PRTF"} and bool(kinds) and not _adjective(word, case, number, "")


def _case(tag: str) -> str:
    return {"gen2": "gent", "loc2": "loct", "acc2": "accs"}.get(tag, tag)


def _capitals(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
