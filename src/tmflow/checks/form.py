"""What the checks of form share: a slip inside one version, and what a version does throughout.

A check of form looks at one text at a time and asks nothing of the glossary. A habit is no slip: straight quotes or a
hyphen for a dash are reported only where the version itself does otherwise, or hardly does so (`mostly`, `rare`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import text_hash
from tmflow.model.issue import Issue, Severity

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Evidence
    from tmflow.model.unit import TranslationUnit

HAN: Final = "\u3400-\u9fff\U00020000-\U000323af〇々"
"""The characters of Chinese words, as the inside of a class of a regular expression."""
CYRILLIC: Final = "\u0400-\u052f"
BLANK: Final = " \u00a0\u202f\u2009"
"""The blanks that a typographer sets inside a line."""

_HABIT: Final = 3
"""What a version does so often is its way of writing."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong at `[start, end)` of a text; `suggestion` stands there instead, empty where a person decides.

    Where something is to be taken away, the span takes a neighbour along that stays.
    """

    start: int
    end: int
    message: str
    suggestion: str = ""
    severity: Severity = Severity.WARNING
    evidence: tuple[Evidence, ...] = ()


def each(
    check: str, unit: TranslationUnit, context: Context, find: Callable[[str, str], Iterable[Slip]]
) -> Iterator[Issue]:
    """Yield what `find(text, lang)` finds in each version of the unit."""
    for lang in context.languages:
        text = unit.text(lang)
        if text:
            for slip in find(text, lang):
                yield issue(check, unit, lang, slip)


def issue(check: str, unit: TranslationUnit, lang: str, slip: Slip) -> Issue:
    """Return a slip as an issue; its key holds as long as the text stays as it is, wherever the unit moves."""
    text = unit.text(lang)
    compared = "".join(text_hash(unit.text(one.lang)) for one in slip.evidence)
    return Issue(
        check=check,
        unit_id=unit.id,
        lang=lang,
        start=slip.start,
        end=slip.end,
        text=text[slip.start : slip.end],
        message=slip.message,
        severity=slip.severity,
        key=f"{check}:{lang}:{slip.start}-{slip.end}:{text_hash(text)}{compared}",
        suggestion=slip.suggestion if slip.suggestion != text[slip.start : slip.end] else "",
        evidence=slip.evidence,
    )


def whole(context: Context, lang: str) -> str:
    """The whole version in `lang`, a unit a line."""
    return context.once(("form.whole", lang), lambda: "\n".join(unit.text(lang) for unit in context.units))


def times(context: Context, lang: str, pattern: re.Pattern[str]) -> int:
    """How often the version in `lang` holds the pattern."""
    return context.once(("form.times", lang, pattern.pattern), lambda: len(pattern.findall(whole(context, lang))))


def rare(context: Context, lang: str, pattern: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether `pattern` is the exception in the version: not more frequent than `other`, or there once or twice.

    A sentence by itself tells no habit: there, `other` must be seen.
    """
    found, better = times(context, lang, pattern), times(context, lang, other)
    return found <= better or (found < _HABIT and len(context.units) > 1)


def mostly(context: Context, lang: str, pattern: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether the version in `lang` writes `pattern` more often than `other`."""
    return times(context, lang, pattern) > times(context, lang, other)


def without(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Return span and suggestion that take `[start, end)` away: the character before (or behind) goes along.

    The suggestion is empty where nothing would be left.
    """
    if start > 0:
        return start - 1, end, text[start - 1]
    return start, min(end + 1, len(text)), text[end : end + 1]
