"""Beads become units, and corrected beads become units that name what they derive from. Pure functions.

The active units of a release and the beads of its alignment correspond one to one, in the same order. A unit's texts
may have been edited since: when beads change, the edited texts are joined or cut, never the old page's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from tmflow import segmentation
from tmflow.model.release import BlockKind
from tmflow.model.segment import Segment
from tmflow.model.unit import State, TranslationUnit, Variant
from tmflow.services.texts import join
from tmflow.workflow.states import Step, after, least

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.bitext import Bead, Bitext


@dataclass(frozen=True, slots=True)
class Frame:
    """What all units of a release share: its number, its languages, and the one that it was written in."""

    release_id: str
    languages: tuple[str, ...]
    source_lang: str


def new_id() -> str:
    """Return an id for a unit that no other unit will ever have."""
    return uuid4().hex[:20]


def places(bitext: Bitext, source_lang: str) -> list[tuple[BlockKind, int]]:
    """Return for each bead the kind and the number of the source version's block that it belongs to.

    A bead without a source sentence goes with the block before it, so that its text is printed in that paragraph.
    """
    own = [_place(bitext, bead, (source_lang,)) for bead in bitext.beads]
    found: list[tuple[BlockKind, int]] = []
    for index, bead in enumerate(bitext.beads):
        place = own[index]
        if place is None:
            any_language = _place(bitext, bead, tuple(bitext.sentences)) or (BlockKind.PARAGRAPH, 0)
            before = found[-1] if found and found[-1][0] is not BlockKind.TITLE else None
            following = next((each for each in own[index:] if each and each[0] is not BlockKind.TITLE), None)
            place = any_language if any_language[0] is BlockKind.TITLE else before or following or any_language
        found.append(place)
    return found


def _place(bitext: Bitext, bead: Bead, languages: Sequence[str]) -> tuple[BlockKind, int] | None:
    for lang in languages:
        for index in bead.members.get(lang, ()):
            sentence = bitext.sentences[lang][index]
            return sentence.kind, sentence.block
    return None


def text_of(bitext: Bitext, bead: Bead, lang: str) -> Segment:
    """Return a bead's sentences in one language as one text."""
    return join((bitext.sentences[lang][index].segment for index in bead.members.get(lang, ())), lang)


def plant(
    bitext: Bitext, frame: Frame, *, states: Mapping[str, State], author: str, at: str, every_language: bool
) -> tuple[TranslationUnit, ...]:
    """Return the units of a release that is new in the store.

    Args:
        bitext: the alignment.
        frame: the release.
        states: the state of a text by its language.
        author: who brought the texts.
        at: when.
        every_language: whether a bead without a sentence in some language gets an empty text there, to be translated.
    """
    units = []
    for position, (bead, (kind, block)) in enumerate(
        zip(bitext.beads, places(bitext, frame.source_lang), strict=True), start=1
    ):
        variants = {}
        for lang in frame.languages:
            text = text_of(bitext, bead, lang)
            if text.text:
                variants[lang] = Variant(lang, text, states[lang], 1, author, at, "imported")
            elif every_language:
                variants[lang] = Variant(lang, text)
        units.append(TranslationUnit(new_id(), frame.release_id, position, kind, block, bead.confidence, variants))
    return tuple(units)


def rebuild(old: Bitext, units: Sequence[TranslationUnit], new: Bitext, frame: Frame) -> tuple[TranslationUnit, ...]:
    """Return the units of a changed alignment of the same sentences (new languages may have come).

    A unit whose bead is as it was stays, with everything that people did to it. Others are made from the texts as they
    stand now: joined, or cut at their sentences. Approval is kept only by a text that is the same as before, of a
    source that is the same as before; text of a published page stays final, since only its bead was wrong.
    """
    return _Rebuilding(old, tuple(units), new, frame).run()


@dataclass(frozen=True, slots=True)
class _Rebuilding:
    old: Bitext
    units: tuple[TranslationUnit, ...]
    new: Bitext
    frame: Frame

    def run(self) -> tuple[TranslationUnit, ...]:
        owner = {
            (lang, index): number
            for number, bead in enumerate(self.old.beads)
            for lang, members in bead.members.items()
            for index in members
        }
        placed: set[int] = set()
        result = []
        layout = places(self.new, self.frame.source_lang)
        for position, (bead, (kind, block)) in enumerate(zip(self.new.beads, layout, strict=True), start=1):
            origins = sorted({owner[key] for key in _keys(bead) if key in owner})
            fresh = frozenset(origins) - placed
            placed.update(origins)
            unit = self._same(bead, origins) or self._derived(bead, origins, fresh)
            variants = {**unit.variants, **self._arrived(bead, unit)}
            result.append(
                replace(unit, position=position, kind=kind, block=block, confidence=bead.confidence, variants=variants)
            )
        return tuple(result)

    def _same(self, bead: Bead, origins: Sequence[int]) -> TranslationUnit | None:
        if len(origins) != 1:
            return None
        before = _filled(self.old.beads[origins[0]])
        now = {lang: members for lang, members in _filled(bead).items() if lang in self.old.sentences}
        return self.units[origins[0]] if before == now else None

    def _derived(self, bead: Bead, origins: Sequence[int], fresh: frozenset[int]) -> TranslationUnit:
        variants: dict[str, Variant] = {}
        for lang in self.frame.languages:
            whole = [self.units[number].variants[lang] for number in origins if lang in self.units[number].variants]
            if whole:
                variants[lang] = self._variant(bead, lang, origins, fresh)
        unit = TranslationUnit(
            new_id(),
            self.frame.release_id,
            0,
            variants=variants,
            derived_from=tuple(self.units[number].id for number in origins),
        )
        source = self.frame.source_lang
        if any(unit.text(source) != self.units[number].text(source) for number in origins):
            variants |= {lang: _doubted(each) for lang, each in variants.items() if lang != source}
        return replace(unit, variants=variants)

    def _variant(self, bead: Bead, lang: str, origins: Sequence[int], fresh: frozenset[int]) -> Variant:
        parts: list[Segment] = []
        used: list[Variant] = []
        intact = True
        for number in origins:
            variant = self.units[number].variants.get(lang)
            if variant is None or not variant.text.text:
                continue
            members = self.old.beads[number].members.get(lang, ())
            taken = [index for index in bead.members.get(lang, ()) if index in members]
            if len(taken) == len(members):
                if members or number in fresh:
                    parts.append(variant.text)
                    used.append(variant)
                continue
            intact = False
            pieces = self._pieces(number, lang, variant.text)
            parts.extend(pieces[index] for index in taken)
            used.extend([variant] if taken else [])
        if not used:
            return Variant(lang, Segment(""))
        text = join(parts, lang)
        newest = max(used, key=lambda variant: variant.at)
        state = least(variant.state for variant in used)
        published = all(variant.state is State.FINAL and variant.origin == "imported" for variant in used)
        if not text.text:
            state = State.INITIAL
        elif not published and (not intact or len(used) > 1):
            state = after(state, Step.REVISE)
        changed = any(variant.source_changed for variant in used)
        return Variant(lang, text, state, 1, newest.author, newest.at, newest.origin, changed)

    def _pieces(self, number: int, lang: str, text: Segment) -> dict[int, Segment]:
        """Return the part of a unit's text that each of its bead's sentences has become."""
        bead = self.old.beads[number]
        members = bead.members[lang]
        if text.text == text_of(self.old, bead, lang).text:
            return {index: self.old.sentences[lang][index].segment for index in members}
        cut = [text.slice(span.start, span.end).strip() for span in segmentation.spans(text.text, lang)]
        shares: dict[int, list[Segment]] = {index: [] for index in members}
        for order, piece in enumerate(cut):
            shares[members[order * len(members) // len(cut)]].append(piece)
        return {index: join(share, lang) for index, share in shares.items()}

    def _arrived(self, bead: Bead, unit: TranslationUnit) -> dict[str, Variant]:
        """Return the texts of languages that are new in the alignment, where nobody has written anything yet."""
        arrived = {}
        for lang in self.frame.languages:
            if lang in self.old.sentences or lang not in self.new.sentences:
                continue
            text = text_of(self.new, bead, lang)
            stored = unit.variants.get(lang)
            unconfirmed = stored is None or (stored.state is State.INITIAL and stored.origin != "typed")
            if text.text and unconfirmed:
                version = (stored.version if stored else 0) + 1
                arrived[lang] = Variant(lang, text, State.TRANSLATED, version, "", "", "imported")
        return arrived


def _doubted(variant: Variant) -> Variant:
    if variant.state is State.FINAL and variant.origin == "imported":
        return variant
    return replace(variant, state=after(variant.state, Step.REVISE), source_changed=bool(variant.text.text))


def _filled(bead: Bead) -> dict[str, tuple[int, ...]]:
    return {lang: tuple(members) for lang, members in bead.members.items() if members}


def _keys(bead: Bead) -> list[tuple[str, int]]:
    return [(lang, index) for lang, members in bead.members.items() for index in members]
