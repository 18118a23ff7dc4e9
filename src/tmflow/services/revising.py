"""A new text of a version over the stored one: what is the same keeps its units and approvals. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tmflow.memory import fuzzy
from tmflow.model.bitext import Bead, Bitext
from tmflow.model.segment import Segment
from tmflow.model.unit import State, TranslationUnit, Variant
from tmflow.services.beads import Frame, new_id, places
from tmflow.services.texts import join
from tmflow.workflow.states import Step, after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.bitext import Sentence

_LIKE: Final = 45
"""Least likeness (0 to 100) at which a new sentence counts as a changed old one and not as another sentence."""
_WIDEST: Final = 250_000
"""Most pairs of sentences that are compared within one changed stretch; beyond it sentences are paired in order."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The release after its text was revised.

    `touched` are the ids of units whose texts changed or that are new; counts are in sentences' units.
    """

    bitext: Bitext
    units: tuple[TranslationUnit, ...]
    touched: frozenset[str]
    unchanged: int
    changed: int
    added: int
    removed: int


@dataclass(slots=True)
class _Entry:
    """A bead on its way: the old bead's number (none for an added sentence), and its sentences in the new version."""

    number: int | None
    members: list[int] = field(default_factory=list)


def revise(
    bitext: Bitext, units: Sequence[TranslationUnit], lang: str, sentences: Sequence[Sentence], frame: Frame
) -> Revision:
    """Return the release with `sentences` as its version in `lang`.

    Args:
        bitext: the stored alignment; it has a version in `lang`.
        units: the active units, one for each bead.
        lang: the language of the revised version.
        sentences: the new version's sentences.
        frame: the release.
    """
    moved = matched([item.text for item in bitext.sentences[lang]], [item.text for item in sentences], lang)
    entries = _entries(bitext, lang, moved, len(sentences), drop=lang == frame.source_lang)
    new_bitext = _bitext(bitext, lang, tuple(sentences), entries, moved)
    layout = places(new_bitext, frame.source_lang)
    result: list[TranslationUnit] = []
    touched: set[str] = set()
    for position, (entry, (kind, block)) in enumerate(zip(entries, layout, strict=True), start=1):
        text = join((sentences[index].segment for index in entry.members), lang)
        if entry.number is None:
            unit = frame.complete(
                TranslationUnit(new_id(), frame.release_id, 0, variants={lang: frame.imported(lang, text)})
            )
        else:
            unit = _unit(bitext, entry.number, units[entry.number], lang, text, frame)
        if entry.number is None or unit != units[entry.number]:
            touched.add(unit.id)
        result.append(replace(unit, position=position, kind=kind, block=block))
    added = sum(entry.number is None for entry in entries)
    kept = len(entries) - added
    changed = len(touched) - added
    return Revision(
        new_bitext, tuple(result), frozenset(touched), kept - changed, changed, added, len(bitext.beads) - kept
    )


def matched(old: Sequence[str], new: Sequence[str], lang: str) -> dict[int, int]:
    """Return for each old sentence that is still there, as it was or changed, its number in the new version."""
    found: dict[int, int] = {}
    for op, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found.update(zip(range(first, last), range(start, stop), strict=True))
        elif op == "replace":
            pairs = _likest(old[first:last], new[start:stop], lang)
            found.update({first + left: start + right for left, right in pairs})
    return found


def _likest(old: Sequence[str], new: Sequence[str], lang: str) -> list[tuple[int, int]]:
    """Return the pairing in order that is likest in sum."""
    if len(old) * len(new) > _WIDEST:
        return [(number, number) for number in range(min(len(old), len(new)))]
    keys_old, keys_new = [fuzzy.key(text, lang) for text in old], [fuzzy.key(text, lang) for text in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[fuzzy.compare(left, right).score for right in keys_new] for left in keys_old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] >= _LIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if like[i][j] >= _LIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _entries(bitext: Bitext, lang: str, moved: dict[int, int], count: int, *, drop: bool) -> list[_Entry]:
    """Return the beads in their new order; with `drop` those that lost all their sentences in `lang` are left out."""
    entries: list[_Entry] = []
    for number, bead in enumerate(bitext.beads):
        before = bead.members.get(lang, ())
        members = sorted(moved[index] for index in before if index in moved)
        others = any(indices for other, indices in bead.members.items() if other != lang)
        if members or (not before and others) or (before and others and not drop):
            entries.append(_Entry(number, members))
    taken = set(moved.values())
    for index in range(count):
        if index not in taken:
            _insert(entries, index)
    return entries


def _insert(entries: list[_Entry], index: int) -> None:
    """Put a new sentence inside the bead that stands around it, or behind the bead before it as one of its own."""
    place = 0
    for position, entry in enumerate(entries):
        if any(left < index < right for left, right in pairwise(entry.members)):
            entry.members = sorted([*entry.members, index])
            return
        if entry.members and entry.members[-1] < index:
            place = position + 1
    entries.insert(place, _Entry(None, [index]))


def _bitext(
    bitext: Bitext, lang: str, sentences: tuple[Sentence, ...], entries: Sequence[_Entry], moved: dict[int, int]
) -> Bitext:
    """Return the alignment of what is left: other versions lose the sentences of beads that were dropped."""
    old = [bitext.beads[entry.number] if entry.number is not None else None for entry in entries]
    numbers: dict[str, dict[int, int]] = {}
    for other in bitext.sentences:
        kept = sorted(index for bead in old if bead for index in bead.members.get(other, ()))
        numbers[other] = {index: new for new, index in enumerate(kept)}
    beads = []
    for entry, bead in zip(entries, old, strict=True):
        members = {
            other: tuple(numbers[other][index] for index in (bead.members.get(other, ()) if bead else ()))
            for other in bitext.sentences
        }
        members[lang] = tuple(entry.members)
        beads.append(replace(bead, members=members) if bead else Bead(members))
    kept_sentences = {other: tuple(bitext.sentences[other][index] for index in numbers[other]) for other in numbers}
    numbers[lang] = moved
    return replace(
        bitext,
        sentences={**kept_sentences, lang: sentences},
        beads=tuple(beads),
        moved=tuple(
            replace(
                offer, members={own: tuple(numbers[own][i] for i in indices) for own, indices in offer.members.items()}
            )
            for offer in bitext.moved
            if all(i in numbers[own] for own, indices in offer.members.items() for i in indices)
        ),
    )


def _unit(
    bitext: Bitext, number: int, unit: TranslationUnit, lang: str, text: Segment, frame: Frame
) -> TranslationUnit:
    """Return a stored unit with the new text in `lang`, if it is new."""
    before = bitext.beads[number].members.get(lang, ())
    old_text = join((bitext.sentences[lang][index].segment for index in before), lang)
    stored = unit.variants.get(lang) or Variant(lang, Segment(""))
    if text.text in {old_text.text, stored.text.text}:
        return unit
    state = after(State.TRANSLATED if text.text else State.INITIAL, Step.REVISE)
    variants = dict(unit.variants)
    variants[lang] = replace(
        stored,
        text=text,
        state=state,
        version=stored.version + 1,
        author=frame.author,
        at=frame.at,
        origin="imported",
        source_changed=False,
    )
    if lang == frame.source_lang:
        for other, variant in unit.variants.items():
            if other != lang and variant.text.text:
                state = after(variant.state, Step.REVISE)
                variants[other] = replace(variant, state=state, version=variant.version + 1, source_changed=True)
    return replace(unit, variants=variants)
