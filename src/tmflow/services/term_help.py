"""Which glossary concepts a source text names, and how they are rendered in the target language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.services.views import TermHelp

if TYPE_CHECKING:
    from tmflow.model.concept import Term
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.outside import Terms


def term_help(terms: Terms, unit: TranslationUnit, source_lang: str, lang: str, date: str = "") -> tuple[TermHelp, ...]:
    """Return the concepts named in the unit's source text, in the order of their first mention.

    `date` is the release's: of several renderings those come first, and alone if there are some, that hold then.
    """
    recognizer = terms.current_recognizer()
    entries = terms.current_entries()
    used = {mention.term.concept_id for mention in recognizer.find(unit.text(lang), lang)}
    found: dict[str, TermHelp] = {}
    for mention in recognizer.find(unit.text(source_lang), source_lang):
        entry = entries.get(mention.term.concept_id)
        if entry is None or entry.id in found:
            continue
        accepted = sorted((term for term in entry.in_language(lang) if term.status.accepted), key=_rank)
        renderings = [term for term in accepted if term.holds(date)] or accepted
        found[entry.id] = TermHelp(
            concept_id=entry.id,
            source_text=mention.text,
            renderings=tuple(term.text for term in renderings),
            used=entry.id in used,
            status=renderings[0].status.value if renderings else "",
            note=entry.note or next((term.note for term in renderings if term.note), ""),
        )
    return tuple(found.values())


def _rank(term: Term) -> int:
    return ("preferred", "admitted", "draft").index(term.status.value)
