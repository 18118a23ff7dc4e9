"""A rule of the office's own style: `style.toml` in the workspace, or the file given with `--rules`.

Flagged: what a rule names, in its language, in releases of its days; words are found whole (`export` is neither in
`exports` nor in `re-export`). Not flagged: what stands inside the words after `unless`. Without a file of the
office's own a few rules hold that no office would object to: 截止目前 for 截至目前, “goverment”, «в течении года» for
«в течение года». A pattern that takes longer than a twentieth of a second on a text is given up there, and the issue
says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.checks import form
from tmflow.checks.check import Check
from tmflow.checks.form import Slip
from tmflow.i18n import tr
from tmflow.model.issue import IssueType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

    from tmflow.checks.check import Context
    from tmflow.checks.rules import Rule, Selection
    from tmflow.model.issue import Issue
    from tmflow.model.unit import TranslationUnit

ID = "style_rule"


def _meant(rule: Rule, match: regex.Match[str]) -> str:
    """What stands there instead; words keep the capital of what they replace."""
    if not rule.replacement:
        return ""
    meant = match.expand(rule.replacement) if "\\" in rule.replacement else rule.replacement
    if match.group()[0].isupper() and rule.replacement[0].islower() and not rule.expression.groups:
        meant = meant[0].upper() + meant[1:]
    return meant


def _find(text: str, rule: Rule) -> Iterator[Slip]:
    try:
        for match in rule.find(text):
            yield Slip(match.start(), match.end(), rule.message, _meant(rule, match), rule.severity)
    except TimeoutError:
        message = tr("The rule “{id}” takes too long here: simplify its pattern", id=rule.id)
        yield Slip(0, len(text), message, severity=Severity.INFO)


def _rules(context: Context, lang: str) -> Selection:
    return context.once((ID, lang), lambda: context.rules.of(lang, context.date))


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    if not context.rules.all:
        return
    for lang in context.languages:
        text = unit.text(lang)
        for rule in _rules(context, lang).concerned(text) if text else ():
            for slip in _find(text, rule):
                issue = form.issue(ID, unit, lang, slip)
                yield replace(issue, key=f"{issue.key}:{rule.id}")


CHECK = Check(ID, Severity.WARNING, _run, IssueType.STYLE)
