"""The same text twice in a release: what source_repeated_target_differs and target_repeated_source_differs share.

Texts are compared without case, punctuation, numbers and names; English and Russian words by their first letters, so
that an ending that follows a number makes no difference. Titles are compared with titles, sentences with sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import text_hash
from tmflow.model.issue import Evidence, Issue, Severity
from tmflow.model.language import ZH
from tmflow.model.release import BlockKind
from tmflow.text.normalize import for_comparison

if TYPE_CHECKING:
    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

_STEM: Final = 5
_WORD: Final = re.compile(r"[^\W_]+|#")
_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_SHORTEST: Final = {ZH: 8}
_FEWEST_WORDS: Final = 4

Form = tuple[bool, tuple[str, ...]]


def form(unit: TranslationUnit, context: Context, lang: str) -> Form | None:
    """What is the same for two units that say the same, numbers and names apart; None for a text too short to tell."""
    head = unit.kind in _HEADS
    return context.kept(("repeated form", head, lang, unit.text(lang)), lambda: _form(unit, context, lang, head=head))


def _form(unit: TranslationUnit, context: Context, lang: str, *, head: bool) -> Form | None:
    words = _words(unit, context, lang)
    enough = sum(map(len, words)) >= _SHORTEST[ZH] if lang == ZH else len(words) >= _FEWEST_WORDS
    return (head, words) if enough else None


def _words(unit: TranslationUnit, context: Context, lang: str) -> tuple[str, ...]:
    text = unit.text(lang)
    spans = [(q.start, q.end) for q in context.quantities(unit, lang)]
    spans += [(person.start, person.end) for person in context.people(unit, lang)]
    masked, at = "", 0
    for start, end in sorted(spans):
        if start >= at:
            masked, at = f"{masked}{text[at:start]} # ", end
    plain = for_comparison(masked + text[at:], lang).lower()
    return tuple(word if lang == ZH else word[:_STEM] for word in _WORD.findall(plain))


def by_form(context: Context, lang: str) -> dict[Form, tuple[TranslationUnit, ...]]:
    """The units of the release that say the same in one language, in reading order."""

    def read() -> dict[Form, tuple[TranslationUnit, ...]]:
        found: dict[Form, list[TranslationUnit]] = {}
        for unit in context.units if len(context.units) > 1 else ():
            key = form(unit, context, lang) if unit.text(lang).strip() else None
            if key is not None:
                found.setdefault(key, []).append(unit)
        return {key: tuple(units) for key, units in found.items() if len(units) > 1}

    return context.once(("repeats", lang), read)


def issue(check: str, unit: TranslationUnit, lang: str, source: str, message: str, suggestion: str = "") -> Issue:
    """An info about a whole text, beside its source: kept by both texts."""
    text, said = unit.text(lang), unit.text(source)
    return Issue(
        check=check,
        unit_id=unit.id,
        lang=lang,
        start=0,
        end=len(text),
        text=text,
        message=message,
        severity=Severity.INFO,
        key=f"{check}:{lang}:{text_hash(said)}:{text_hash(text)}",
        suggestion=suggestion,
        evidence=(Evidence(source, 0, len(said), said),),
    )
