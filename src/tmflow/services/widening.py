"""A new version joins an alignment that people may have corrected: its beads stay, and take the new text in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.model.bitext import Bead, BeadOrigin, Bitext, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tmflow.alignment.aligner import Aligner
    from tmflow.model.unit import TranslationUnit


def widened(
    aligner: Aligner,
    bitext: Bitext,
    units: Sequence[TranslationUnit],
    lang: str,
    sentences: Sequence[Sentence],
    source_lang: str,
) -> Bitext:
    """Return the alignment with a version in `lang` more.

    The units' source texts, as they stand, are aligned with the new sentences. Beads whose sources are said in one
    sentence of the new version become one; what has no source becomes a bead of its own.

    Args:
        aligner: joins the two.
        bitext: the stored alignment, without `lang`.
        units: the active units, one for each bead.
        lang: the new language.
        sentences: the new version's sentences.
        source_lang: the language of the units' sources.
    """
    filled = [number for number, unit in enumerate(units) if unit.text(source_lang)]
    sources = [
        Sentence(units[number].variants[source_lang].text, units[number].block, units[number].kind) for number in filled
    ]
    pair = aligner.align({source_lang: sources, lang: sentences})
    beads: list[Bead] = []
    done = 0
    for found in pair.beads:
        ours = [filled[index] for index in found.members.get(source_lang, ())]
        theirs = tuple(found.members.get(lang, ()))
        if not ours:
            beads.append(replace(found, members={lang: theirs}))
            continue
        # Beads without a source that stand before this one, or inside it, keep their place.
        beads.extend(_with(bead, lang, ()) for bead in bitext.beads[done : ours[0]])
        beads.append(_joined(bitext.beads[ours[0] : ours[-1] + 1], lang, theirs, found.confidence))
        done = ours[-1] + 1
    beads.extend(_with(bead, lang, ()) for bead in bitext.beads[done:])
    return replace(
        bitext,
        sentences={**bitext.sentences, lang: tuple(sentences)},
        beads=tuple(beads),
        warnings=(*bitext.warnings, *pair.warnings),
        moved=(*(_with(offer, lang, ()) for offer in bitext.moved), *_offers(bitext, filled, pair, source_lang)),
    )


def _offers(bitext: Bitext, filled: Sequence[int], pair: Bitext, source_lang: str) -> Iterator[Bead]:
    """Moved sentences of the new version whose source is one sentence that stands alone so far."""
    for offer in pair.moved:
        members = bitext.beads[filled[offer.members[source_lang][0]]].members
        if sum(map(len, members.values())) == 1:
            yield replace(offer, members={**members, **offer.members, source_lang: members[source_lang]})


def _with(bead: Bead, lang: str, members: tuple[int, ...]) -> Bead:
    return replace(bead, members={**bead.members, lang: members})


def _joined(beads: Sequence[Bead], lang: str, members: tuple[int, ...], confidence: float) -> Bead:
    languages = {other for bead in beads for other in bead.members}
    joined = {other: tuple(index for bead in beads for index in bead.members.get(other, ())) for other in languages}
    by_hand = len(beads) == 1 and beads[0].origin is BeadOrigin.PERSON
    return Bead(
        {**joined, lang: members},
        min(confidence, *(bead.confidence for bead in beads)),
        BeadOrigin.PERSON if by_hand else BeadOrigin.AUTOMATIC,
    )
