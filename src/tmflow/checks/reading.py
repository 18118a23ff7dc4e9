"""What was read from a text, and from a unit: looked up once, then at hand.

Forty checks ask for the same few things of each unit, some 300 times. Asked for by a key of name, language and text,
they cost a fifth of a run; as fields of one object of the text they cost an attribute.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tmflow.model.concept import Mention
    from tmflow.model.unit import TranslationUnit
    from tmflow.text.names import PersonMention
    from tmflow.text.quantity import Quantity
    from tmflow.text.titles import RankMention


@dataclass(slots=True)
class Reading:
    """What was read from one text, each thing at its first use (None before); all of it holds for one glossary.

    `terms` are the mentions with the nested ones, and what would be mentions but for its capitals; `more` is what
    single checks read, by name.
    """

    text: str
    lang: str
    terms: tuple[tuple[Mention, ...], tuple[Mention, ...]] | None = None
    mentions: tuple[Mention, ...] | None = None
    concepts: frozenset[str] | None = None
    accepted: frozenset[str] | None = None
    quantities: list[Quantity] | None = None
    ranks: list[RankMention] | None = None
    people: list[PersonMention] | None = None
    more: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """A unit as the checks of one run see it: the languages that have a text, the source first, and its readings."""

    unit: TranslationUnit
    filled: tuple[str, ...]
    readings: dict[str, Reading] = field(default_factory=dict)
    more: dict[str, object] = field(default_factory=dict)
