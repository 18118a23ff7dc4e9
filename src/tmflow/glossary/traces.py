"""What terms may leave behind in a text: so that a database finds the few texts in which a changed term can stand.

A trace is derived from a text once, when it is stored. It holds what the recognizer compares: in Chinese the folded
characters without signs, in English and Russian every base form of every word. A text whose trace lacks what `sought`
gives for a term has no mention of it; one that holds it may have one, and the recognizer knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.glossary.chinese import compared
from tmflow.glossary.english import EnglishGrammar
from tmflow.glossary.russian import RussianGrammar
from tmflow.model.language import EN, RU, ZH
from tmflow.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.glossary.words import Grammar
    from tmflow.model.concept import Term

_GRAMMARS: Final[Mapping[str, Grammar]] = {EN: EnglishGrammar(), RU: RussianGrammar()}


def trace(text: str, lang: str) -> str:
    """Return the trace of a text in `zh`, `en` or `ru`; empty in other languages.

    Base forms stand between blanks, each once: ` committee meeting the `.
    """
    folded, offsets = fold(text, lang)
    if lang == ZH:
        return compared(folded, offsets)[0]
    grammar = _GRAMMARS.get(lang)
    if grammar is None:
        return ""
    forms = sorted({key for surface in grammar.words(folded).surfaces for key in grammar.keys(surface)})
    return f" {' '.join(forms)} " if forms else ""


def sought(term: Term) -> tuple[tuple[str, ...], ...]:
    """Return groups of pieces: where the term is mentioned, the trace holds one of each. None: it never can be.

    In English and Russian a group has the base forms of one word, the longest words first: they are rarest.
    """
    lang = term.lang
    folded, offsets = fold(term.text, lang)
    if lang == ZH:
        whole = compared(folded, offsets)[0]
        return ((whole,),) if whole else ()
    grammar = _GRAMMARS.get(lang)
    if grammar is None:
        return ()
    base = grammar.words(folded).surfaces
    told = [grammar.words(fold(form, lang)[0]).surfaces for form in grammar.forms(term)]
    standing = {
        frozenset(words) for words in zip(base, *(form for form in told if len(form) == len(base)), strict=True)
    }
    places = sorted(standing, key=lambda surfaces: (-max(map(len, surfaces)), sorted(surfaces)))
    return tuple(
        tuple(f" {key} " for key in sorted({key for surface in surfaces for key in grammar.keys(surface)}))
        for surfaces in places
    )
