"""How a sentence ends in one version, against the two others.

Flagged: “The agreement was signed” without its full stop, where the others end with one (an info); a question mark in
one of three versions only, or missing in one; 。 or a full stop at the end of a heading whose other versions have none.
Not flagged: , or ; of a clause against 。, a colon, an exclamation mark against a full stop, “?” inside quotes
(“...?” he asked), headings that end in an abbreviation (“U.S.”, «в 2021 г.»), items of lists, captions and cells of
tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import Slip
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, IssueType, Severity
from tmflow.model.language import ZH
from tmflow.model.release import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "end_mark"
_CLOSING: Final = "”»’\"'“」』)）]】》 \u00a0\u3000\u200b\n\t"
_KINDS: Final = {mark: kind for kind, marks in {".": ".。．｡", "?": "?？", "!": "!！"}.items() for mark in marks}
_OTHER: Final = "…:：;；,，、—–-~～/|•·*"
_HEADINGS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_SHORTENED: Final = re.compile(
    r"(?:\b[A-ZА-ЯЁ]|\.[a-zа-я]|\b(?:г|гг|др|пр|Inc|Ltd|Co|Corp|etc|Jr|Sr|St|No|млн|млрд|тыс|руб|долл|ст|в|вв))\.\Z"
)
_THREE: Final = 3


def _end(text: str) -> tuple[str, int]:
    """Return what kind of end a text has (`.`, `?`, `!`, `other`, or empty) and where its mark stands."""
    bare = text.rstrip(_CLOSING)
    last = bare[-1:]
    if bare.endswith("..") or last in _OTHER:
        return ("other" if last else ""), len(bare) - 1
    if last in "?？!！" and len(text.rstrip()) > len(bare):
        return "other", len(bare) - 1  # the question is inside: “...?” he asked
    if last == "." and _SHORTENED.search(bare[-8:]):
        return "other", len(bare) - 1
    return _KINDS.get(last, ""), len(bare) - 1


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    ends = {lang: _end(unit.text(lang)) for lang in context.languages if unit.text(lang)}
    if len(ends) < 2 or len({kind for kind, _ in ends.values()}) == 1:  # noqa: PLR2004 - nothing to compare
        return
    for lang, (kind, place) in ends.items():
        others = {other: end for other, end in ends.items() if other != lang}
        slip = _slip(unit, lang, kind, place, others)
        if slip:
            yield form.issue(ID, unit, lang, slip)


def _slip(
    unit: TranslationUnit, lang: str, kind: str, place: int, others: Mapping[str, tuple[str, int]]
) -> Slip | None:
    text = unit.text(lang)
    kinds = {end[0] for end in others.values()}
    evidence = tuple(
        Evidence(other, at, at + 1, unit.text(other)[at], agrees=False) for other, (_, at) in others.items() if at >= 0
    )
    if len(kinds) > 1:
        return None
    (said,) = kinds
    if unit.kind in _HEADINGS:
        if kind == "." and said == "" and place > 0:
            start, end, left = form.without(text, place, place + 1)
            return Slip(start, end, tr("A heading ends without a full stop"), left, evidence=evidence)
        return None
    sure = len(others) + 1 == _THREE
    if (
        sure
        and {kind, said} == {".", "?"}
        and not ("?" in text if kind == "." else any("?" in unit.text(o) or "？" in unit.text(o) for o in others))
    ):
        mark = {".": "。", "?": "？"}[said] if lang == ZH else said
        message = tr("The other versions end with “{mark}”", mark=mark)
        return Slip(place, place + 1, message, mark, evidence=evidence)
    if kind == "" and said == "." and sure and unit.kind is BlockKind.PARAGRAPH and _is_sentence(text, lang):
        end = len(text.rstrip())
        inside = text[end - 1] in _CLOSING
        meant = "" if inside else text[end - 1] + ("。" if lang == ZH else ".")
        message = tr("The sentence has no mark at its end")
        return Slip(end - 1, end, message, meant, Severity.INFO, evidence)
    return None


def _is_sentence(text: str, lang: str) -> bool:
    """Whether a text is no caption in the shape of a paragraph: 图为会见现场 goes without its 。 in Chinese."""
    return bool(text.strip()) and not (lang == ZH and text.lstrip(" \u3000▲△").startswith("图"))


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TYPOGRAPHICAL)
