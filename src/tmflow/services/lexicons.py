"""The word associations of a workspace: learnt from its approved texts, on top of those that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tmflow.alignment import lexicon, training
from tmflow.i18n import tr
from tmflow.model.language import PAIRS
from tmflow.model.unit import State
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tmflow.alignment.house import HouseAligner
    from tmflow.model.account import Account
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.unit_of_work import UnitOfWorkFactory

_APPROVED: Final = (State.REVIEWED, State.FINAL)
_SURE: Final = 0.9
_FEWEST: Final = 20


@dataclass(frozen=True, slots=True)
class Learnt:
    """How many rows of each pair were learnt from; a pair with too few keeps what it had."""

    rows: Mapping[str, int]


class LexiconService:
    """Learns the lexicon of one workspace.

    Args:
        open_unit_of_work: opens transactions.
        house: keeps what was learnt.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory, house: HouseAligner) -> None:
        self._open = open_unit_of_work
        self._house = house

    def train(self, actor: Account | None, step: Callable[[int, int, str], None] | None = None) -> Learnt:
        """Learn anew from all approved and published units whose alignment is sure or was accepted by a person.

        Takes about a minute for 10,000 units; memory does not grow with their number, only with the vocabulary.

        Args:
            actor: who asks.
            step: told before each pair of languages `(done, total, what)`; may raise to stop.

        Raises:
            PermissionDenied: the account may not edit the memory.
            StorageError: the result cannot be stored; what was before stays.
        """
        who = require(actor, Action.EDIT_MEMORY)
        counts: dict[str, int] = {}
        for done, (x, y) in enumerate(PAIRS):
            name = f"{x}-{y}"
            if step is not None:
                step(done, len(PAIRS), name)
            counts[name] = sum(1 for _ in self._rows(x, y))
            if counts[name] >= _FEWEST:
                said = tr("approved units of this workspace: {count}", count=counts[name])
                own = training.learn(lambda x=x, y=y: self._rows(x, y), provenance=said)  # type: ignore[misc] # bound now
                known = lexicon.shipped().pair(x, y)
                self._house.keep({name: own if known is None else lexicon.merged(known, own)})
        with self._open(write=True) as uow:
            uow.trail.record(who, "lexicon.trained", "lexicon", dict(counts))
            uow.commit()
        return Learnt(counts)

    def _rows(self, x: str, y: str) -> Iterator[tuple[str, str]]:
        with self._open() as uow:
            for unit in uow.units.all_active(states=_APPROVED):
                first, second = _text(unit, x), _text(unit, y)
                if unit.confidence >= _SURE and first and second:
                    yield first, second


def _text(unit: TranslationUnit, lang: str) -> str:
    variant = unit.variants.get(lang)
    return variant.text.text.strip() if variant is not None and variant.state in _APPROVED else ""
