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
from tmflow.services.texts import join, written_by
from tmflow.workflow.states import Step, after, least

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.bitext import Bead, Bitext


@dataclass(frozen=True, slots=True)
class Frame:
    """What all units of a release share, and who changes them.

    Args:
        release_id: the release's number; empty as long as it has none.
        languages: the languages it is to be published in.
        source_lang: the one that it was written in.
        author: who brings new texts.
        at: when.
        state: the state of a text that is new in the store.
        date: the release's date, as far as it is known.
        published: a published page says nothing where a version has no sentence; a draft waits there for a translation.
    """

    release_id: str
    languages: tuple[str, ...]
    source_lang: str
    author: str
    at: str
    state: State = State.TRANSLATED
    published: bool = False
    date: str = ""

    def imported(self, lang: str, text: Segment, version: int = 1) -> Variant:
        """Return a text that came with a file."""
        return Variant(lang, text, self.state, version, self.author, self.at, "imported")

    def complete(self, unit: TranslationUnit) -> TranslationUnit:
        """Return the unit with an empty text in each language into which its source is still to be translated."""
        if self.published or not unit.text(self.source_lang):
            return replace(unit, variants={lang: each for lang, each in unit.variants.items() if each.text.text})
        missing = {lang: Variant(lang, Segment("")) for lang in self.languages if lang not in unit.variants}
        return replace(unit, variants={**unit.variants, **missing})


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


def plant(bitext: Bitext, frame: Frame) -> tuple[TranslationUnit, ...]:
    """Return the units of a release that is new in the store."""
    layout = places(bitext, frame.source_lang)
    units = []
    for position, (bead, (kind, block)) in enumerate(zip(bitext.beads, layout, strict=True), start=1):
        texts = {lang: text_of(bitext, bead, lang) for lang in frame.languages}
        variants = {lang: frame.imported(lang, text) for lang, text in texts.items() if text.text}
        unit = TranslationUnit(new_id(), frame.release_id, position, kind, block, bead.confidence, variants)
        units.append(frame.complete(unit))
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
            same = self._same(bead, origins)
            unit = same or self._derived(bead, origins, fresh)
            unit = replace(unit, variants={**unit.variants, **self._arrived(bead, unit)})
            unit = unit if same else self.frame.complete(unit)
            result.append(replace(unit, position=position, kind=kind, block=block, confidence=bead.confidence))
        return tuple(result)

    def _same(self, bead: Bead, origins: Sequence[int]) -> TranslationUnit | None:
        if len(origins) != 1:
            return None
        before = _filled(self.old.beads[origins[0]])
        now = {lang: members for lang, members in _filled(bead).items() if lang in self.old.sentences}
        return self.units[origins[0]] if before == now else None

    def _derived(self, bead: Bead, origins: Sequence[int], fresh: frozenset[int]) -> TranslationUnit:
        variants: dict[str, Variant] = {}
        givers: dict[str, list[int]] = {}
        for lang in self.frame.languages:
            if any(lang in self.units[number].variants for number in origins):
                variants[lang], givers[lang] = self._variant(bead, lang, origins, fresh)
        unit = TranslationUnit(
            new_id(),
            self.frame.release_id,
            0,
            variants=variants,
            derived_from=tuple(self.units[number].id for number in origins),
        )
        source = self.frame.source_lang
        for lang, numbers in givers.items():
            if lang != source and any(self.units[number].text(source) != unit.text(source) for number in numbers):
                variants[lang] = _doubted(variants[lang])
        return unit

    def _variant(
        self, bead: Bead, lang: str, origins: Sequence[int], fresh: frozenset[int]
    ) -> tuple[Variant, list[int]]:
        """Return the text that a new unit gets from those it derives from, and which of them gave some."""
        parts: list[Segment] = []
        givers: list[int] = []
        intact = True
        for number in origins:
            text = self.units[number].variants[lang].text if lang in self.units[number].variants else Segment("")
            members = self.old.beads[number].members.get(lang, ())
            taken = [index for index in bead.members.get(lang, ()) if index in members]
            if not text.text or (members and not taken) or (not members and number not in fresh):
                continue
            givers.append(number)
            if len(taken) == len(members):
                parts.append(text)
            else:
                intact = False
                pieces = self._pieces(number, lang, text)
                parts.extend(pieces[index] for index in taken)
        if not givers:
            return Variant(lang, Segment("")), givers
        return self._joined(lang, parts, [self.units[number].variants[lang] for number in givers], intact), givers

    def _joined(self, lang: str, parts: Sequence[Segment], used: Sequence[Variant], intact: bool) -> Variant:
        text = join(parts, lang)
        newest = max(used, key=lambda variant: variant.at)
        state = least(variant.state for variant in used)
        published = all(variant.state is State.FINAL and variant.origin == "imported" for variant in used)
        if not text.text:
            state = State.INITIAL
        elif not published and (not intact or len(used) > 1):
            state = after(state, Step.REVISE)
        changed = any(variant.source_changed for variant in used)
        return Variant(lang, text, state, 1, written_by(used), newest.at, newest.origin, changed)

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
                arrived[lang] = self.frame.imported(lang, text, version)
        return arrived


def _doubted(variant: Variant) -> Variant:
    if variant.state is State.FINAL and variant.origin == "imported":
        return variant
    return replace(variant, state=after(variant.state, Step.REVISE), source_changed=bool(variant.text.text))


def _filled(bead: Bead) -> dict[str, tuple[int, ...]]:
    return {lang: tuple(members) for lang, members in bead.members.items() if members}


def _keys(bead: Bead) -> list[tuple[str, int]]:
    return [(lang, index) for lang, members in bead.members.items() for index in members]
