"""Russian and English word forms of a phrase: the preferred term put into the form of what stands in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tmflow.text import morphology, palladius, paradigm
from tmflow.text.english import base_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.text.morphology import Reading

_PIECE: Final = re.compile(r"[^\W_]+|[\W_]+")
_WORDS: Final = re.compile(r"[^\W_]+")
_CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_PLURAL_AFTER: Final = re.compile(r"(?:ch|sh|s|x|z)\Z")
_CONSONANT_Y: Final = re.compile(r"[^aeiou]y\Z")
_IRREGULAR_PLURALS: Final = {"man": "men", "woman": "women", "child": "children", "person": "people"}
_LIKELY: Final = 0.1
_NAME_ENDINGS: Final = {"а": "gent", "я": "gent", "у": "datv", "ю": "datv", "е": "loct", "м": "ablt"}
"""The case of a declined Chinese name by its last letter."""

_PREFIXES: Final = frozenset({"вице", "экс", "и", "или"})
"""Words that are never the head of a phrase, whatever else the dictionary says about them."""

_PREPOSITIONS: Final = re.compile(r" (?=(?:of|for|on|in|to|at|and|with|from)\b)")


def _nominal(word: str) -> list[Reading]:
    return [reading for reading in morphology.readings(word) if reading.case]


def _nouns(word: str) -> list[Reading]:
    """The noun readings of a word that are likely."""
    if word.lower() in _PREFIXES:
        return []
    return [reading for reading in _nominal(word) if reading.pos == "NOUN" and reading.score >= _LIKELY]


def _head(words: Sequence[str]) -> int:
    """The place of the head: the first noun that can be nominative, else the first noun, else the first word."""
    nouns = [_nouns(word) for word in words]
    for place, found in enumerate(nouns):
        if any(reading.case == "nomn" for reading in found):
            return place
    return next((place for place, found in enumerate(nouns) if found), 0)


def grammatical_form(surface: str) -> tuple[str, str]:
    """The case (OpenCorpora grammeme) and number in which a Russian phrase stands.

    `Административного комитета` is `("gent", "sing")`.
    Adjectives before the head noun rule out what their form does not allow; of what remains the likeliest is taken.
    """
    words = _WORDS.findall(surface)
    if not words:
        return "nomn", "sing"
    if (
        len(words) > 1
        and words[-2].istitle()
        and palladius.to_pinyin(words[-2])
        and palladius.base_forms(words[-1].lower())
    ):
        return _NAME_ENDINGS.get(words[-1][-1:], "ablt"), "sing"
    head = next((place for place, word in enumerate(words) if _nouns(word)), 0)
    best: dict[tuple[str, str], float] = {}
    for reading in _nouns(words[head]) or _nominal(words[head]):
        state = (reading.case, reading.number or "sing")
        best[state] = max(best.get(state, 0.0), reading.score)
    for word in words[:head]:
        allowed = {(reading.case, reading.number or "sing") for reading in _nominal(word) if reading.pos == "ADJF"}
        if allowed & set(best):
            best = {state: score for state, score in best.items() if state in allowed}
    return max(best, key=lambda state: best[state], default=("nomn", "sing"))


@lru_cache(maxsize=20_000)
def _inflect_word(word: str, case: str, number: str, *, animate: bool) -> str | None:
    """The word in `case` and `number`, with its own capitals, or None if it cannot be nominative."""
    for parse in morphology.parses(word):
        if parse.tag.case != "nomn" or parse.tag.POS not in {"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"}:
            continue
        if "Fixd" in parse.tag:
            return word
        wanted = {case}
        if parse.tag.POS != "NUMR":
            wanted.add("plur" if parse.tag.number == "plur" else number)
        if case == "accs" and parse.tag.POS in {"ADJF", "PRTF"} and "femn" not in parse.tag:
            wanted.add("anim" if animate else "inan")
        form = parse.inflect(wanted) or parse.inflect(wanted - {"anim", "inan"})
        if form is not None:
            return _with_capitals(word, form.word)
    return None


def _with_capitals(model: str, word: str) -> str:
    if "ё" not in model.lower():
        word = word.replace("ё", "е")
    if model.isupper() and len(model) > 1:
        return model + word[len(model) :] if word.startswith(model.lower()) else word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _inflect_russian(term: str, case: str, number: str) -> str:
    """Decline the head of a phrase and what agrees with it; what hangs on the head stays."""
    if case == "nomn" and number == "sing":
        return term
    pieces = _PIECE.findall(term)
    words = [piece for piece in pieces if _WORDS.fullmatch(piece)]
    head = _head(words)
    animate = any("anim" in parse.tag for parse in morphology.parses(words[head])) if words else False
    done, place = [], -1
    for index, piece in enumerate(pieces):
        if not _WORDS.fullmatch(piece):
            done.append(piece)
            continue
        place += 1
        done.append(_form_of(words, place, head, case, number, animate=animate, hyphen=_hyphenated(pieces, index)))
    return "".join(done)


def _hyphenated(pieces: Sequence[str], index: int) -> str:
    before = pieces[index - 1] if index else ""
    after = pieces[index + 1] if index + 1 < len(pieces) else ""
    return ("<" if before in {"-", "‑"} else "") + (">" if after in {"-", "‑"} else "")


def _form_of(words: Sequence[str], place: int, head: int, case: str, number: str, *, animate: bool, hyphen: str) -> str:
    word = words[place]
    if place and is_chinese_name(words[place - 1], word):
        return next(iter(palladius.case_forms(word).get(case, {word})))
    surname = place + 1 < len(words) and is_chinese_name(word, words[place + 1])
    if surname or (word.isupper() and len(word) > 1):
        return word
    if _counted(words, place) and case not in {"nomn", "accs"}:
        return _inflect_counted(word, case)
    readings = _nominal(word)
    name = any(reading.name for reading in readings)
    agrees = place <= head or name or (place == head + 1 and "<" in hyphen) or _coordinated(words, place, head)
    prefix = ">" in hyphen and not any(reading.dictionary and reading.pos == "NOUN" for reading in readings)
    if prefix or not agrees or not any(reading.case == "nomn" for reading in readings):
        return word
    return _inflect_word(word, case, number, animate=animate) or word


def _counted(words: Sequence[str], place: int) -> bool:
    """Whether the word is what a numeral counts: `центров` in `пять центров`."""
    return any(reading.pos == "NUMR" for word in words[:place] for reading in morphology.readings(word)[:1])


def _inflect_counted(word: str, case: str) -> str:
    for parse in morphology.parses(word):
        if parse.tag.case == "gent" and parse.tag.POS in {"NOUN", "ADJF", "PRTF"}:
            form = parse.inflect({case, "plur"})
            return _with_capitals(word, form.word) if form else word
    return word


def _coordinated(words: Sequence[str], place: int, head: int) -> bool:
    """Whether the word is a second head: `Один пояс, один путь`, `мир и развитие`."""
    between = words[head + 1 : place]
    if not any(word.lower() in {"и", "один", "одна", "одно"} for word in (*between, words[place])):
        return False
    return all(word.lower() == "и" or any(r.case == "nomn" for r in _nominal(word)) for word in between)


def is_chinese_name(surname: str, given: str) -> bool:
    """Whether two Russian words, in the base form, are a Chinese surname and given name by Palladius."""
    if not (surname[:1].isupper() and given[:1].isupper()):
        return False
    left, right = palladius.to_pinyin(surname), palladius.to_pinyin(given)
    longest = len(("ou", "yang"))
    return bool(left and right and len(left) <= longest and len(right) <= longest and not morphology.known(given))


def _plural_english(word: str) -> str:
    lowered = word.lower()
    if lowered in _IRREGULAR_PLURALS:
        return _with_capitals(word, _IRREGULAR_PLURALS[lowered])
    if lowered.endswith("man"):
        return word[:-2] + "en"
    if _PLURAL_AFTER.search(lowered):
        return word + "es"
    if _CONSONANT_Y.search(lowered):
        return word[:-1] + "ies"
    return word + "s"


def _is_plural(word: str) -> bool:
    lowered = word.lower().removesuffix("'s")
    return base_forms(lowered) - {lowered} != frozenset() and not lowered.endswith(("ss", "us", "is", "ise", "our"))


def _inflect_english(term: str, surface: str) -> str:
    head, *rest = _PREPOSITIONS.split(term, maxsplit=1)
    standing = _PREPOSITIONS.split(surface, maxsplit=1)[0].split()
    words = head.split()
    if not words or not standing:
        return term
    last = words[-1]
    if standing[-1].endswith("s") and _is_plural(standing[-1]) and not _is_plural(last) and not last.isupper():
        words[-1] = _plural_english(last)
    result = " ".join([" ".join(words), *rest])
    if standing[0][:1].isupper() and not surface.isupper() and result[:1].islower() and len(standing) == 1:
        return result[:1].upper() + result[1:]
    return result


def inflect_like(term: str, surface: str, lang: str = "", *, inflection: str = "", gender: str = "") -> str:
    """Put a term into the grammatical form of what stands in a text, so that it can stand there instead.

    Args:
        term: the term in its base form: `Административный комитет`.
        surface: what stands in the text: `Управленческого комитета`.
        lang: `ru` declines to the case and number of `surface`, `en` makes a plural where one stands, others leave the
            term as it is; empty: told by script.
        inflection: how the term declines, where it is known: see `paradigm.case_forms`.
        gender: its gender, where it is known.

    Returns:
        The term's form (`Административного комитета`); the term itself where the form cannot be told.
    """
    if lang == "ru" or (not lang and _CYRILLIC.search(term)):
        case, number = grammatical_form(surface)
        told = paradigm.case_forms(term, inflection, gender)
        return told.get(case) or _inflect_russian(term, case, number)
    if lang in {"", "en"} and term.isascii():
        return _inflect_english(term, surface)
    return term


def forms_agree(term: str, surface: str) -> bool:
    """Whether `surface` is a form of the Russian phrase `term`, in which all that must agree agrees."""
    if term.lower().replace("ё", "е") == surface.lower().replace("ё", "е"):
        return True
    wanted = surface.lower().replace("ё", "е")
    return any(
        _inflect_russian(term, case, number).lower().replace("ё", "е") == wanted
        for number in ("sing", "plur")
        for case in _CASES
    )
