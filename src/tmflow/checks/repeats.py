"""The same text twice in a release: what source_repeated_target_differs and target_repeated_source_differs share.

Texts are compared without case, punctuation, numbers and names; English and Russian words by their first letters, so
that an ending that follows a number makes no difference. Titles are compared with titles, sentences with sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import text_hash
from tmflow.model.issue import Evidence, Issue, Severity
from tmflow.model.language import ZH
from tmflow.model.release import BlockKind
from tmflow.text.normalize import for_comparison

if TYPE_CHECKING:
    from collections.abc import Container

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

_STEM: Final = 5
_WORD: Final = re.compile(r"[^\W_]+|#")
_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_SHORTEST: Final = {ZH: 8}
_FEWEST_WORDS: Final = 4
_TAIL: Final = 24
"""Characters in which the last word of a text stands."""

Form = tuple[bool, tuple[str, ...]]
Outline = tuple[bool, int, str]


def form(unit: TranslationUnit, context: Context, lang: str) -> Form | None:
    """What is the same for two units that say the same, numbers and names apart; None for a text too short to tell."""
    head = unit.kind in _HEADS
    return context.of_text(
        f"repeated form {head}", lang, unit.text(lang), lambda: _form(unit, context, lang, head=head)
    )


def _form(unit: TranslationUnit, context: Context, lang: str, *, head: bool) -> Form | None:
    words = _words(unit, context, lang)
    enough = sum(map(len, words)) >= _SHORTEST[ZH] if lang == ZH else len(words) >= _FEWEST_WORDS
    return (head, words) if enough else None


def _words(unit: TranslationUnit, context: Context, lang: str) -> tuple[str, ...]:
    text = unit.text(lang)
    masked, at = "", 0
    for start, end in _masks(unit, context, lang):
        masked, at = f"{masked}{text[at:start]} # ", end
    plain = for_comparison(masked + text[at:], lang).lower()
    return tuple(word if lang == ZH else word[:_STEM] for word in _WORD.findall(plain))


def _masks(unit: TranslationUnit, context: Context, lang: str) -> list[tuple[int, int]]:
    """Where numbers and names stand, none inside another."""
    spans = [(q.start, q.end) for q in context.quantities(unit, lang)]
    spans += [(person.start, person.end) for person in context.people(unit, lang)]
    apart: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def twins(unit: TranslationUnit, context: Context, lang: str) -> tuple[TranslationUnit, ...]:
    """The units of the release that say the same as this one in a language, itself among them, in reading order.

    Only where an outline is that of two units are they read word by word: what is rarely so costs a tenth of it.
    """
    if len(context.units) < 2 or not unit.text(lang).strip():  # noqa: PLR2004 - alone
        return ()
    alike = context.once(("repeated outlines", lang), lambda: _alike(context, lang))
    if _outline(unit, context, lang) not in alike:
        return ()
    key = form(unit, context, lang)
    return context.once(("repeats", lang), lambda: _by_form(context, lang, alike)).get(key, ()) if key else ()


def _alike(context: Context, lang: str) -> frozenset[Outline]:
    """The outlines that two units and more have."""
    counts = Counter(_outline(unit, context, lang) for unit in context.units if unit.text(lang).strip())
    return frozenset(outline for outline, count in counts.items() if count > 1)


def _by_form(context: Context, lang: str, alike: Container[Outline]) -> dict[Form, tuple[TranslationUnit, ...]]:
    found: dict[Form, list[TranslationUnit]] = {}
    for unit in context.units:
        if unit.text(lang).strip() and _outline(unit, context, lang) in alike:
            key = form(unit, context, lang)
            if key is not None:
                found.setdefault(key, []).append(unit)
    return {key: tuple(units) for key, units in found.items() if len(units) > 1}


def _outline(unit: TranslationUnit, context: Context, lang: str) -> Outline:
    """What all units of one form have in common, and few others: how many masks they have, and how they end."""
    numbers, ending = context.of_text("repeated outline", lang, unit.text(lang), lambda: _ending(unit, context, lang))
    return unit.kind in _HEADS, numbers, ending


def _ending(unit: TranslationUnit, context: Context, lang: str) -> tuple[int, str]:
    text = unit.text(lang)
    masks = _masks(unit, context, lang)
    tail = text[max(masks[-1][1] if masks else 0, len(text) - _TAIL) :]
    words = _WORD.findall(for_comparison(tail, lang).lower())
    last = words[-1] if words else ""
    return len(masks) + text.count("#"), last[-1:] if lang == ZH else last[:_STEM]


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
