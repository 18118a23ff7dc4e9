"""Where the terms of one entry stand in the archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from tmflow.services.rechecking import holding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.concept import ConceptEntry
    from tmflow.services.ports.unit_of_work import UnitOfWork

MOST_TEXTS: Final = 1_000
"""So many texts are looked at; of a term that stands everywhere nobody wants the exact number."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How often each term stands in texts (by its id), and the releases of these texts, the newest number first.

    A term inside a longer one of another entry is not counted. `more` tells that there are more texts than were read.
    """

    places: Mapping[str, int]
    releases: tuple[str, ...]
    more: bool = False


def usage(uow: UnitOfWork, entry: ConceptEntry, recognizer: Recognizer) -> Usage:
    """Return where an entry's terms stand; `recognizer` knows all terms of the glossary."""
    places: Counter[str] = Counter()
    releases: set[str] = set()
    read = 0
    for held in islice(holding(uow, entry.terms), MOST_TEXTS + 1):
        read += 1
        found = {
            (mention.start, mention.end): mention.term.id
            for mention in reversed(recognizer.find(held.text, held.lang))
            if mention.term.concept_id == entry.id
        }
        if found:
            places.update(found.values())
            releases.add(held.release_id)
    return Usage(dict(places), tuple(sorted(releases, reverse=True)), more=read > MOST_TEXTS)
