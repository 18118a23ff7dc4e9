"""A version says nothing where the others speak.

Flagged: a sentence that stands in two versions and not in the third, and a title or heading that one version lacks. A
text that waits for its translation is an info; a published page without the sentence is a warning, and of a page
where only one version has it nothing is said: it was added for its readers, or it is a matter of alignment. Not
flagged: a sentence that became part of the one before or after (as far as a lexicon tells), a version that has no
text yet at all, and captions and table cells, which are often images elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import Check, text_hash
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.model.release import BlockKind
from tmflow.model.unit import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "empty"
_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_FREE: Final = frozenset({BlockKind.CAPTION, BlockKind.TABLE_CELL})
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_SAID: Final = 0.0
"""Words that the sentences around explain so well stand there."""
_BEGUN: Final = 0.5
"""A version with fewer of its sentences written is still being translated."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if not filled or len(filled) == len(context.languages) or unit.kind in _FREE:
        return
    said = [lang for lang in filled if _LETTERS.search(unit.text(lang))]
    for lang in context.languages:
        if lang in filled or not said or not _begun(context, lang):
            continue
        if (len(said) > 1 or unit.kind in _HEADS or _waits(unit, lang)) and not _nearby(unit, context, lang, said):
            yield _issue(unit, lang, said)


def _begun(context: Context, lang: str) -> bool:
    """Whether a version is there: half of the release's sentences at least."""
    return context.once(
        (ID, "begun", lang),
        lambda: sum(bool(unit.text(lang).strip()) for unit in context.units) >= _BEGUN * len(context.units),
    )


def _nearby(unit: TranslationUnit, context: Context, lang: str, said: list[str]) -> bool:
    """Whether the version says it in the sentence before or after: a clause moved, or two sentences became one."""
    around = " ".join(near.text(lang) for near in context.neighbours(unit)).strip()
    if not around or context.associations is None:
        return False
    found = [context.associations.explain(unit.text(other), other, around, lang) for other in said]
    return any(each is not None and each.mean > _SAID for each in found)


def _waits(unit: TranslationUnit, lang: str) -> bool:
    """Whether there is a place for the translation, which nobody has filled."""
    variant = unit.variants.get(lang)
    return variant is not None and variant.state is State.INITIAL


def _issue(unit: TranslationUnit, lang: str, said: list[str]) -> Issue:
    hashes = ":".join(text_hash(unit.text(other)) for other in sorted(said))
    end = len(unit.text(lang))
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=0,
        end=end,
        text=unit.text(lang),
        message=tr("Nothing stands here; the others have a text: {langs}", langs=", ".join(said)),
        severity=Severity.INFO if _waits(unit, lang) else Severity.WARNING,
        key=f"{ID}:{lang}:{hashes}",
        evidence=tuple(Evidence(other, 0, len(unit.text(other)), unit.text(other)) for other in said),
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.UNTRANSLATED)
