"""What people do to beads: merge, split, move, accept. Pure operations: each takes a bitext and returns a new one.

A bead touched by a person has the origin `PERSON` and the confidence 1; given to the aligner as `fixed` it stays as it
is through every later run. To undo, keep the bitext from before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.alignment.order import in_order
from tmflow.i18n import tr
from tmflow.model.bitext import Bead, BeadOrigin, Bitext
from tmflow.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def merge(bitext: Bitext, first: int, last: int) -> Bitext:
    """Make one bead of the beads `first` to `last` (0-based, both included).

    Raises:
        InputError: there are no such beads, or it is only one.
    """
    _bead(bitext, first)
    _bead(bitext, last)
    if first >= last:
        raise InputError(tr("Merging takes at least two neighbouring beads."))
    merged = {
        lang: tuple(sorted(i for bead in bitext.beads[first : last + 1] for i in bead.members.get(lang, ())))
        for lang in bitext.sentences
    }
    return _with(bitext, [*bitext.beads[:first], _made(merged), *bitext.beads[last + 1 :]])


def split(bitext: Bitext, bead: int, at: Mapping[str, int]) -> Bitext:
    """Cut a bead in two.

    Args:
        bitext: what to change.
        bead: the bead's number, from 0.
        at: for each language how many of the bead's sentences go to the first part; a language that is left out gives
            all of them to the first part.

    Raises:
        InputError: there is no such bead, or a part would have no sentence at all.
    """
    old = _bead(bitext, bead)
    cuts = {lang: at.get(lang, len(members)) for lang, members in old.members.items()}
    first = {lang: members[: max(0, cuts[lang])] for lang, members in old.members.items()}
    second = {lang: members[max(0, cuts[lang]) :] for lang, members in old.members.items()}
    if not any(first.values()) or not any(second.values()):
        raise InputError(tr("Bead {number} cannot be split there: one part would be empty.", number=bead + 1))
    return _with(bitext, [*bitext.beads[:bead], _made(first), _made(second), *bitext.beads[bead + 1 :]])


def move(bitext: Bitext, lang: str, sentence: int, to_bead: int) -> Bitext:
    """Move a sentence to another bead; a bead that has lost its last sentence disappears.

    Both beads, the one it left and the one it joined, count as made by a person.

    Raises:
        InputError: there is no such sentence or bead, or it is there already.
    """
    target = _bead(bitext, to_bead)
    if not 0 <= sentence < len(bitext.sentences.get(lang, ())):
        raise InputError(tr("There is no sentence {number} in {lang}.", number=sentence + 1, lang=lang))
    if sentence in target.members.get(lang, ()):
        raise InputError(tr("Sentence {number} is in this bead already.", number=sentence + 1))
    changed = []
    for number, bead in enumerate(bitext.beads):
        members = bead.members.get(lang, ())
        if number == to_bead:
            changed.append(_made({**bead.members, lang: tuple(sorted((*members, sentence)))}))
        elif sentence in members:
            rest = {**bead.members, lang: tuple(i for i in members if i != sentence)}
            if any(rest.values()):
                changed.append(_made(rest))
        else:
            changed.append(bead)
    return _with(bitext, changed)


def accept(bitext: Bitext, bead: int) -> Bitext:
    """Say that a bead is right as it is.

    Raises:
        InputError: there is no such bead.
    """
    accepted = _made(_bead(bitext, bead).members)
    return _with(bitext, [*bitext.beads[:bead], accepted, *bitext.beads[bead + 1 :]])


def join(bitext: Bitext, members: Mapping[str, tuple[int, ...]]) -> Bitext:
    """Make one bead of sentences wherever they stand, also across other beads: what `Bitext.moved` offers.

    The beads that lose sentences keep the rest, and count as made by a person if they had partners there.

    Raises:
        InputError: there is no such sentence, or none at all.
    """
    wanted = {lang: tuple(sorted(set(members.get(lang, ())))) for lang in bitext.sentences}
    if not any(wanted.values()):
        raise InputError(tr("Joining takes at least one sentence."))
    for lang, indices in wanted.items():
        if indices and not 0 <= indices[0] <= indices[-1] < len(bitext.sentences[lang]):
            raise InputError(tr("There is no sentence {number} in {lang}.", number=indices[-1] + 1, lang=lang))
    changed = []
    for bead in bitext.beads:
        rest = {lang: tuple(i for i in found if i not in wanted[lang]) for lang, found in bead.members.items()}
        if rest == dict(bead.members):
            changed.append(bead)
        elif any(rest.values()):
            changed.append(_made(rest))
    return _with(bitext, [*changed, _made(wanted)])


def made_by_people(bitext: Bitext) -> tuple[Bead, ...]:
    """The beads that a later run of the aligner must keep: its argument `fixed`."""
    return tuple(bead for bead in bitext.beads if bead.origin is BeadOrigin.PERSON)


def _bead(bitext: Bitext, number: int) -> Bead:
    if not 0 <= number < len(bitext.beads):
        raise InputError(
            tr("There is no bead {number}; there are {count}.", number=number + 1, count=len(bitext.beads))
        )
    return bitext.beads[number]


def _made(members: Mapping[str, tuple[int, ...]]) -> Bead:
    return Bead(dict(members), 1.0, BeadOrigin.PERSON)


def _with(bitext: Bitext, beads: Iterable[Bead]) -> Bitext:
    counts = {lang: len(sentences) for lang, sentences in bitext.sentences.items()}
    ordered = in_order(tuple(beads), counts)
    lone = {
        (lang, members[0])
        for bead in ordered
        for lang, members in bead.members.items()
        if len(members) == 1 and not any(other for key, other in bead.members.items() if key != lang)
    }
    offered = (
        bead for bead in bitext.moved if all((lang, i) in lone for lang, found in bead.members.items() for i in found)
    )
    return replace(bitext, beads=ordered, moved=tuple(offered))
