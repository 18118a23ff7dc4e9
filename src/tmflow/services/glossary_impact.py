"""How many approved units of the releases a file of the glossary would make wrong, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.model.language import LANGUAGES
from tmflow.model.unit import State
from tmflow.services.rechecking import mentions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import Mention, Term
    from tmflow.services.ports.unit_of_work import UnitOfWork

_APPROVED: Final = frozenset({State.REVIEWED, State.FINAL})


def units_made_wrong(
    uow: UnitOfWork, falling: Mapping[int, Term], naming: Iterable[Term], recognizer: Recognizer
) -> dict[int, frozenset[str]]:
    """Return the approved units that would have an issue, by the place of the rendering that falls.

    As the checks see it: the unit must name the concept in another language, and what lies inside a longer accepted
    term of the glossary is that term's and not wrong.

    Args:
        uow: an open unit of work.
        falling: the renderings that are right now, or new, and would be wrong.
        naming: all terms of their concepts, in every language.
        recognizer: knows the glossary as it is.
    """
    concepts = {term.concept_id for term in falling.values()}
    terms = [replace(term, id=f"falls-{place}") for place, term in falling.items()]
    places = {term.id: place for term, place in zip(terms, falling, strict=True)}
    terms += [replace(term, id=f"names-{n}") for n, term in enumerate(naming) if term.concept_id in concepts]
    named: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    wrong: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for held, mentioned in mentions(uow, terms, nested=True):
        for mention in mentioned:
            named[mention.term.concept_id].add((held.unit_id, held.lang))
        fallen = [mention for mention in mentioned if mention.term.id in places]
        if fallen and held.state in _APPROVED:
            longer = [each for each in recognizer.find(held.text, held.lang) if each.term.status.accepted]
            for mention in fallen:
                if not any(_inside(mention, each) for each in longer):
                    wrong[places[mention.term.id]].add((held.unit_id, held.lang))
    return {
        place: frozenset(unit for unit, lang in wrong[place] if _elsewhere(named[term.concept_id], unit, lang))
        for place, term in falling.items()
    }


def _inside(mention: Mention, other: Mention) -> bool:
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.start <= mention.start and other.end >= mention.end


def _elsewhere(named: Collection[tuple[str, str]], unit: str, lang: str) -> bool:
    return any((unit, other) in named for other in LANGUAGES if other != lang)
