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


def sought(term: str, lang: str) -> tuple[tuple[str, ...], ...]:
    """Return groups of pieces: where the term is mentioned, the trace holds one of each. None: it never can be.

    In English and Russian a group has the base forms of one word, the longest words first: they are rarest.
    """
    folded, offsets = fold(term, lang)
    if lang == ZH:
        whole = compared(folded, offsets)[0]
        return ((whole,),) if whole else ()
    grammar = _GRAMMARS.get(lang)
    if grammar is None:
        return ()
    surfaces = sorted(set(grammar.words(folded).surfaces), key=lambda surface: (-len(surface), surface))
    return tuple(tuple(f" {key} " for key in sorted(grammar.keys(surface))) for surface in surfaces)
