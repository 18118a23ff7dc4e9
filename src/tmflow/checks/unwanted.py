"""What term_deprecated and term_forbidden share: a rendering that the house has given up or never allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.checks import terms
from tmflow.checks.check import text_hash
from tmflow.model.issue import Issue, Severity
from tmflow.text.normalize import for_comparison

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tmflow.checks.check import Context
    from tmflow.model.concept import Mention, Status
    from tmflow.model.unit import TranslationUnit

_LONGEST_IN_KEY: Final = 100


def find(unit: TranslationUnit, context: Context, status: Status) -> Iterator[tuple[str, Mention]]:
    """Yield language and mention of each rendering with `status` whose concept the unit is about.

    The status must be in force at the date of the release. The concept must be named in another version (in a unit with
    one version it is taken at its word): "Deputy Director General" is wrong for one office and right for another. What
    another concept of the unit accepts is right.
    """
    unwanted = context.of_unit("unwanted", unit, lambda: _unwanted(unit, context))
    for lang, mention in unwanted:
        if mention.term.status is status:
            others = [other for other in context.filled(unit) if other != lang]
            named = {concept for other in others for concept in context.concepts(unit, other)}
            if (not others or mention.term.concept_id in named) and not _right_elsewhere(
                unit, context, mention, lang, named
            ):
                yield lang, mention


def _unwanted(unit: TranslationUnit, context: Context) -> list[tuple[str, Mention]]:
    """Language and mention of what is not accepted at the date of the release: in most units there is none."""
    return [
        (lang, mention)
        for lang in context.filled(unit)
        for mention in context.mentions(unit, lang)
        if not mention.term.status.accepted and mention.term.holds(context.date)
    ]


def _right_elsewhere(unit: TranslationUnit, context: Context, mention: Mention, lang: str, named: set[str]) -> bool:
    """Whether what stands there is accepted: of another concept, or as it is written (Initiative for ~initiative)."""
    right = {for_comparison(mention.term.text, lang), for_comparison(mention.text, lang)}
    return any(
        other.term.accepted_at(context.date)
        and (not named or other.term.concept_id in named)
        and other.start <= mention.start
        and other.end >= mention.end
        for other in context.all_mentions(unit, lang)
        if other.term.concept_id != mention.term.concept_id or for_comparison(other.term.text, lang) in right
    )


def issues(
    unit: TranslationUnit, context: Context, status: Status, check: str, say: Callable[[str, str], str]
) -> Iterator[Issue]:
    """Yield an issue for each unwanted rendering; `say` makes its message from what stands there and the preferred.

    Two terms of one concept that are found at one place (with a comma and without) make one issue.
    """
    found: dict[tuple[str, int, int, str], Mention] = {}
    for lang, each in find(unit, context, status):
        place = (lang, each.start, each.end, each.term.concept_id)
        if place not in found or each.term.text == each.text:
            found[place] = each
    for (lang, _, _, concept), mention in found.items():
        if concept not in context.entries:
            continue
        suggestion = terms.preferred_form(context, concept, lang, mention.text, instead=mention.term.use_instead)
        message = say(mention.text, suggestion)
        yield Issue(
            check=check,
            unit_id=unit.id,
            lang=lang,
            start=mention.start,
            end=mention.end,
            text=mention.text,
            message=f"{message} ({mention.term.note})" if mention.term.note else message,
            severity=Severity.WARNING,
            key=decision_key(check, concept, lang, mention.term.text),
            suggestion=suggestion,
            evidence=tuple(
                terms.evidence(other, other_lang)
                for other_lang in context.filled(unit)
                if other_lang != lang
                for other in context.mentions(unit, other_lang)
                if other.term.concept_id == concept
            ),
            concept_id=concept,
        )


def decision_key(check: str, concept_id: str, lang: str, rendering: str) -> str:
    """What a decision about a rendering is kept by: check, concept and rendering."""
    return f"{check}:{concept_id}:{lang}:{rendering_name(rendering, lang)}"


def rendering_name(rendering: str, lang: str) -> str:
    """A rendering as keys hold it: in its form for comparing; a long one by its hash."""
    form = for_comparison(rendering, lang)
    return form if len(form) <= _LONGEST_IN_KEY else text_hash(form)
