"""One person in two spellings inside one release.

Flagged: "Liu Jianjun" and later "Liu Jian-jun", "Lü Siyuan" and "Lyu Siyuan", Jonon and Jononov, «Каримов» and
«Керимов», 刘建军 and 刘建君. The glossary's rendering leads, else the more frequent one, else the one that another
version agrees with. Not flagged: any case, a surname alone, two persons of one surname, a name that is another name
(`name_mismatch`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from tmflow.checks import drift, name_mismatch
from tmflow.checks.check import Check
from tmflow.checks.people import places
from tmflow.i18n import tr
from tmflow.model.issue import Issue, IssueType, Severity
from tmflow.model.language import ZH
from tmflow.text.people import TRANSLITERATION
from tmflow.text.pinyin import name_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit

ID = "name_drift"
_FULL_NAME: Final = 3
_DOTTED: Final = re.compile(rf"[{TRANSLITERATION}]{{1,8}}(?:·[{TRANSLITERATION}]{{2,8}})+")


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    others = name_mismatch.issues(unit, context)
    for found in drift.drifts(unit, context):
        if not any(drift.overlap(other, found.wrong) for other in others):
            yield drift.issue(found, ID, Severity.WARNING)
    if ZH in context.filled(unit):
        variants = context.once("variants of names", lambda: _variants(context))
        text = unit.text(ZH)
        for wrong, right in variants.items():
            for at in places(wrong, text) if wrong in text else ():
                yield _in_chinese(unit, at, wrong, right)


def _variants(context: Context) -> dict[str, str]:
    """Chinese names of the release that are another one but for a character that sounds alike, and that other one."""
    release = [unit.text(ZH) for unit in context.units]
    whole = "\n".join(release)
    people = {m.text for unit in context.units for m in context.people(unit, ZH) if len(m.text) == _FULL_NAME and m.key}
    found: dict[str, str] = {}
    for name in sorted(people):
        others = {match.group() for match in re.finditer(rf"{name[0]}[\u4e00-\u9fff]{{2}}", whole)}
        alike = {other for other in others if _sounds_alike(name, other)}
        if not alike or any(sum(one in text for one in (name, *alike)) > 1 for text in release):
            continue  # one spelling, or two persons side by side
        known = context.once("mentions of the release", lambda: _mentioned(context))
        right = max((name, *sorted(alike)), key=lambda one: (one in known, sum(text.count(one) for text in release)))
        found |= {one: right for one in (name, *alike) if one != right and one not in known and one not in found}
    return found | _foreign_variants(release)


def _mentioned(context: Context) -> frozenset[str]:
    return frozenset(m.text for unit in context.units for m in context.mentions(unit, ZH))


def _sounds_alike(name: str, other: str) -> bool:
    """Whether two names of three characters differ by one of the given name's, which reads alike."""
    if sum(a != b for a, b in zip(name, other, strict=True)) != 1:
        return False
    return name_syllables(name) == name_syllables(other)


def _foreign_variants(release: Sequence[str]) -> dict[str, str]:
    """Foreign names with one character changed: 谢尔佐德·尤苏波夫 and 谢尔佐德·优苏波夫."""
    whole = "\n".join(text for text in release if "·" in text)
    names = Counter(match.group() for match in _DOTTED.finditer(whole))
    found: dict[str, str] = {}
    for name, count in names.most_common():
        for other, times in names.items():
            if other != name and len(other) == len(name) and times <= count and not found.keys() & {name, other}:
                changed = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
                if len(changed) == 1 and "·" not in changed[0]:
                    found[other] = name
    return found


def _in_chinese(unit: TranslationUnit, at: int, wrong: str, right: str) -> Issue:
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=ZH,
        start=at,
        end=at + len(wrong),
        text=wrong,
        message=tr("“{text}” is “{right}” elsewhere in this release", text=wrong, right=right),
        severity=Severity.WARNING,
        key=f"{ID}:{ZH}:{wrong}:{right}",
        suggestion=right,
    )


CHECK = Check(ID, Severity.WARNING, _run, IssueType.INCONSISTENT_ENTITIES)
