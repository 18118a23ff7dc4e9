"""How a Russian term declines where its glossary entry says so: indeclinable, or by the genitive that is given.

The dictionary guesses the gender of Далянь and declines Сиани; an owner writes `Даляня` beside the term once, and the
other cases follow from the two forms.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from tmflow.text import morphology

if TYPE_CHECKING:
    from collections.abc import Iterator

INDECLINABLE: Final = "indeclinable"
CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_ENDINGS: Final = (
    ("", "а", "у", "", "ом", "е"),
    ("ь", "я", "ю", "ь", "ем", "е"),
    ("й", "я", "ю", "й", "ем", "е"),
    ("ь", "и", "и", "ь", "ью", "и"),
    ("а", "ы", "е", "у", "ой", "е"),
    ("а", "и", "е", "у", "ой", "е"),
    ("я", "и", "е", "ю", "ей", "е"),
    ("о", "а", "у", "о", "ом", "е"),
    ("е", "я", "ю", "е", "ем", "е"),
    ("ы", "ов", "ам", "ы", "ами", "ах"),
    ("и", "ов", "ам", "и", "ами", "ах"),
    ("и", "ей", "ям", "и", "ями", "ях"),
)
"""Endings of the six cases, in their order; the first row that fits the nominative and the genitive leads."""
_BY_GENDER: Final = {
    "m": (("ь", "я"), ("й", "я"), ("", "а")),
    "f": (("ь", "и"), ("я", "и"), ("а", "ы")),
    "n": (("о", "а"), ("е", "я")),
}
_VOWELS: Final = "аеёиоуыэюя"
_HUSHING: Final = re.compile(r"[жчшщц]\Z")
_VELAR: Final = re.compile(r"[гкхжчшщ]\Z")
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def case_forms(term: str, inflection: str, gender: str = "") -> dict[str, str]:
    """Return a term by case (OpenCorpora grammemes), as far as its entry tells; empty where it tells nothing.

    Args:
        term: the term in its base form, one word or more: `порт Далянь`.
        inflection: `indeclinable`, or the whole term in the genitive: `порта Далянь`; empty: see `gender`.
        gender: `m`, `f`, `n` or empty; tells the genitive of a single word that no dictionary knows (`f`: Керчи).
    """
    genitive = inflection or _guessed(term, gender)
    if not genitive:
        return {}
    if genitive in {INDECLINABLE, term}:
        return dict.fromkeys(CASES, term)
    here, there = _WORD.findall(term), _WORD.findall(genitive)
    if len(here) != len(there):
        return {}
    words = [_word_forms(base, form) for base, form in zip(here, there, strict=True)]
    animate = any(forms.get("accs") == forms["gent"] != forms["nomn"] for forms in words)
    words = [
        forms | {"accs": forms["gent" if animate else "nomn"]} if _is_adjective(forms) else forms for forms in words
    ]
    found = {}
    for case in CASES:
        if all(case in forms for forms in words):
            pieces = iter([forms[case] for forms in words])
            found[case] = _WORD.sub(partial(_next, pieces), term)
    return found


def _next(pieces: Iterator[str], _word: re.Match[str]) -> str:
    return next(pieces)


def _guessed(term: str, gender: str) -> str:
    """Return the genitive of a single unknown word of a known gender; a woman's name in a consonant has none."""
    if not gender or not _WORD.fullmatch(term) or morphology.known(term) or term.isupper():
        return ""
    for ending, genitive in _BY_GENDER.get(gender, ()):
        stem = term[: len(term) - len(ending)]
        if term.endswith(ending) and (ending or term[-1].lower() not in _VOWELS):
            return stem + ("и" if genitive == "ы" and _VELAR.search(stem) else genitive)
    return INDECLINABLE if gender == "f" else ""


def _word_forms(base: str, genitive: str) -> dict[str, str]:
    if base == genitive:
        return dict.fromkeys(CASES, base)
    guessed = _by_dictionary(base, genitive)
    if guessed and morphology.known(base):
        return guessed
    for endings in _ENDINGS:
        if not base.endswith(endings[0]):
            continue
        stem = base[: len(base) - len(endings[0])]
        if genitive == stem + endings[1] and (endings[0] or base[-1].lower() not in _VOWELS):
            forms = {case: stem + _spelt(stem, ending) for case, ending in zip(CASES, endings, strict=True)}
            return forms | _after_i(stem, endings[0])
    return guessed or {"nomn": base, "gent": genitive}


def _is_adjective(forms: dict[str, str]) -> bool:
    """Whether a word declines like a masculine adjective, whose accusative follows its noun's."""
    return forms["nomn"][-2:] in {"ый", "ий", "ой"} and forms["gent"][-3:] in {"ого", "его"}


def _spelt(stem: str, ending: str) -> str:
    """After ж, ч, ш, щ and ц an unstressed о is written е: Елецем."""
    return "е" + ending[1:] if ending in {"ом", "ой"} and _HUSHING.search(stem.lower()) else ending


def _after_i(stem: str, ending: str) -> dict[str, str]:
    """Return the cases of words in -ий, -ие, -ия that end in -ии."""
    if not stem.endswith("и") or ending not in {"й", "е", "я"}:
        return {}
    return {"loct": stem + "и"} | ({"datv": stem + "и"} if ending == "я" else {})


def _by_dictionary(base: str, genitive: str) -> dict[str, str]:
    """Return the forms of a dictionary word whose genitive is the one that is given."""
    wanted = genitive.lower().replace("ё", "е")
    for parse in morphology.parses(base):
        form = parse.inflect({"gent"}) if parse.tag.case == "nomn" else None
        if form is None or form.word.replace("ё", "е") != wanted:
            continue
        forms = {case: parse.inflect({case}) for case in CASES[2:]}
        if all(forms.values()):
            cased = {case: _with_capital(base, found.word) for case, found in forms.items()}
            if parse.tag.POS in {"ADJF", "PRTF"} and parse.tag.gender == "masc":
                cased["accs"] = base
            return {"nomn": base, "gent": genitive, **cased}
    return {}


def _with_capital(model: str, word: str) -> str:
    if "ё" not in model.lower():
        word = word.replace("ё", "е")
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
