"""Capital letters in titles and headings.

Russian titles are written like sentences: flagged is one in which the verb and nearly every other word is capitalised.
English titles keep one way inside a release: flagged are, as an info, a heading in the other way than the release's
other headings, and the one ordinary word without its capital in a title that has them. Not flagged: titles in capitals
throughout, short headings, names of bodies and persons («Организация Объединённых Наций»), articles and prepositions,
what stands in quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity
from tmflow.model.language import EN, RU
from tmflow.model.release import BlockKind
from tmflow.text.morphology import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tmflow.checks.check import Context
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "sentence_case_title"
_HEADINGS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|\([^)]*\)")
_SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        "about above across after against along among amid around before behind below between beyond during except "
        "from inside into like near onto over past since through throughout toward towards under until upon versus "
        "despite regarding concerning outside alongside amongst beside besides following according with within "
        "without that than then their them they this these those when where which while whose will would have been "
        "being held",
    )
)
_LEAST: Final = 4
_SHARE: Final = 0.75
_LONG: Final = 4


def _russian(text: str) -> Iterator[Slip]:
    words = list(_WORD.finditer(_QUOTED.sub(lambda match: " " * len(match.group()), text)))[1:]
    long = [match.group() for match in words if len(match.group()) >= _LONG and not match.group().isupper()]
    capital = [word for word in long if word[0].isupper()]
    if len(capital) < _LEAST or len(capital) < _SHARE * len(long):
        return
    common = [word for word in capital if all(each.dictionary and not each.name for each in readings(word)[:1])]
    if len(common) >= _LEAST - 1 and any(readings(word)[0].pos in {"VERB", "PRTS"} for word in capital):
        yield Slip(0, len(text), tr("Russian titles are written like sentences: capitals only where a name begins"))


def _way(text: str) -> str:
    """How an English title is written: `title`, `sentence`, or empty where it does not tell."""
    words = _content(text)
    if len(words) < _LEAST:
        return ""
    capital = sum(match.group()[0].isupper() for match in words)
    if capital == len(words):
        return "title"
    return "sentence" if capital * 2 <= len(words) else ""


def _content(text: str) -> list[re.Match[str]]:
    """The words of an English title that would be capitalised: long ones but the first, no prepositions, no quotes."""
    bare = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    found = list(_WORD.finditer(bare))[1:]
    return [match for match in found if len(match.group()) > _LONG and match.group().lower() not in _SMALL]


def _capitalises(words: list[re.Match[str]], context: Context) -> bool:
    """Whether two ordinary words have a capital: words that the version itself writes small elsewhere."""
    known = context.once(("titles", "small"), lambda: frozenset(re.findall(r"\b[a-z]{5,}\b", form.whole(context, EN))))
    return sum(match.group()[0].isupper() and match.group().lower() in known for match in words) > 1


def _english(unit: TranslationUnit, context: Context) -> Iterator[Slip]:
    text = unit.text(EN)
    if text.isupper():
        return
    words = _content(text)
    small = [match for match in words if match.group().islower()]
    if len(small) == 1 and len(words) > _LEAST and "-" not in small[0].group() and _capitalises(words, context):
        word = small[0]
        message = tr("The one word of this title without a capital")
        yield Slip(word.start(), word.end(), message, word.group().capitalize(), Severity.INFO)
        return
    way = _way(text)
    kind = unit.kind
    ways = context.once(("titles", kind), lambda: [_way(one.text(EN)) for one in context.units if one.kind is kind])
    other = "sentence" if way == "title" else "title"
    if way and ways.count(other) > ways.count(way):
        message = (
            tr("The other headings are written like sentences")
            if way == "title"
            else tr("The other headings capitalise their words")
        )
        yield Slip(0, len(text), message, "", Severity.INFO)


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    if unit.kind not in _HEADINGS:
        return
    if RU in context.languages and unit.text(RU):
        for slip in _russian(unit.text(RU)):
            yield form.issue(ID, unit, RU, slip)
    if EN in context.languages and unit.text(EN):
        for slip in _english(unit, context):
            yield form.issue(ID, unit, EN, slip)


CHECK = Check(ID, Severity.WARNING, _run, IssueType.TYPOGRAPHICAL)
