"""The aligner: two or three versions in, a bitext out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment import anchors, confidence, features, joint, pairs, weights
from tmflow.alignment.band import band
from tmflow.alignment.fixed import without_fixed
from tmflow.alignment.links import through
from tmflow.alignment.order import in_order
from tmflow.alignment.similarity import UniversalSentenceEncoder
from tmflow.i18n import tr
from tmflow.model.bitext import Bead, BeadOrigin, Bitext
from tmflow.model.errors import InputError, TmflowError, UnsupportedLanguage
from tmflow.model.language import LANGUAGES, ordered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.alignment.features import Floats, Side
    from tmflow.alignment.fixed import Free
    from tmflow.alignment.lexicon import Lexicon
    from tmflow.alignment.pairs import Answer
    from tmflow.alignment.similarity import Similarity
    from tmflow.alignment.weights import Model
    from tmflow.model.bitext import Sentence

_log = logging.getLogger(__name__)
_FEWEST_LANGUAGES: Final = 2
_RELATED: Final = 0.25
_ENOUGH: Final = 4
_NO_VECTORS: Final = np.zeros((0, 0), np.float32)
_FAILURES: Final = (TmflowError, ImportError, OSError, RuntimeError, ValueError, MemoryError)


@dataclass(frozen=True, slots=True)
class Pairwise:
    """What the search found about each pair of versions, on the sentences that are free: `steps` index into `kept`."""

    answers: Mapping[tuple[str, str], Answer]
    kept: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Aligner:
    """Aligns versions of one release. Safe to use from several threads; the same input gives the same bitext.

    Args:
        similarity: the sentence encoder; without one the lexicon, anchors and lengths decide alone, and the bitext says so.
        lexicon: word associations; without one the encoder and the anchors decide.
        models: learnt weights by pair of languages; the shipped ones unless told otherwise.
    """

    similarity: Similarity | None = None
    lexicon: Lexicon | None = None
    models: Mapping[str, Model] = field(default_factory=weights.shipped)

    def align(self, versions: Mapping[str, Sequence[Sentence]], *, fixed: Sequence[Bead] = ()) -> Bitext:
        """Join the sentences of two or three versions into beads.

        Args:
            versions: the sentences by language.
            fixed: beads that people have made: each comes back as it is, and no other bead is joined across it.

        Returns:
            Every sentence in exactly one bead, in reading order, each bead with the probability that it is right.

        Raises:
            UnsupportedLanguage: a version in none of the three languages.
            InputError: fewer than two versions, or a fixed bead that does not fit them.
        """
        languages = _checked(versions)
        sentences = {lang: tuple(versions[lang]) for lang in languages}
        counts = {lang: len(found) for lang, found in sentences.items()}
        free = without_fixed(counts, fixed)
        pairwise, warnings = self.compare(sentences, free)
        rows = _rows(languages, pairwise, free)
        made = [self._bead(languages, pairwise, row) for row in rows]
        held = [Bead(dict(bead.members), 1.0, BeadOrigin.PERSON) for bead in fixed if any(bead.members.values())]
        beads = in_order(held + made, counts)
        return Bitext(sentences, beads, (*warnings, *_unrelated(languages, sentences, beads)))

    def compare(self, sentences: Mapping[str, Sequence[Sentence]], free: Free) -> tuple[Pairwise, list[str]]:
        """Return what is known about each pair of versions, and what the reader should be warned of."""
        languages = tuple(sentences)
        texts = {lang: [sentences[lang][i].text for i in free.kept[lang]] for lang in languages}
        vectors, warnings = self._vectors(texts)
        sides = {
            lang: features.prepare(
                texts[lang],
                lang,
                vectors[lang],
                _opens([sentences[lang][i] for i in free.kept[lang]]),
                [anchors.of(text, lang) for text in texts[lang]],
            )
            for lang in languages
        }
        mode = self._mode(bool(vectors[languages[0]].shape[1]))
        answers: dict[tuple[str, str], Answer] = {}
        questions: dict[tuple[str, str], pairs.Question] = {}
        for x, y in combinations(languages, 2):
            model = self.models[f"{x}-{y}"]
            low, width = band(sides[x], sides[y])
            table = self.lexicon.pair(x, y) if self.lexicon else None
            regions = free.regions(x, y) if free.walls[x, y] else None
            questions[x, y] = pairs.Question(
                sides[x], sides[y], table, model.tables, model.mixes[mode], low, width, None, regions
            )
            answers[x, y] = pairs.search(questions[x, y])
        if len(languages) > _FEWEST_LANGUAGES:
            answers = self._with_third(languages, questions, answers, mode)
        return Pairwise(answers, free.kept), warnings

    def _mode(self, embedded: bool) -> str:
        if not embedded:
            return weights.LEXICAL
        return weights.MIX if self.lexicon and self.lexicon.tables else weights.EMBEDDING

    def _vectors(self, texts: Mapping[str, Sequence[str]]) -> tuple[dict[str, Floats], list[str]]:
        if self.similarity is None:
            return {lang: np.zeros((len(found), 0), np.float32) for lang, found in texts.items()}, [
                tr("Aligned by words and figures alone: there is no sentence encoder.")
            ]
        try:
            return {lang: self.similarity.embed(found, lang) for lang, found in texts.items()}, []
        except _FAILURES as error:
            _log.warning("sentence encoder failed: %s", error)
            message = tr("Aligned by words and figures alone: the sentence encoder failed ({reason}).", reason=error)
            return {lang: np.zeros((len(found), 0), np.float32) for lang, found in texts.items()}, [message]

    def _with_third(
        self,
        languages: Sequence[str],
        questions: Mapping[tuple[str, str], pairs.Question],
        first: Mapping[tuple[str, str], Answer],
        mode: str,
    ) -> dict[tuple[str, str], Answer]:
        """Search again the pairs for which the third version was found to help."""
        answers = dict(first)
        for (x, y), question in questions.items():
            joined = self.models[f"{x}-{y}"].joined.get(mode)
            if joined is None:
                continue
            z = next(lang for lang in languages if lang not in {x, y})
            said = through(_links(first, x, z), _links(first, z, y), first[x, y].links)
            answers[x, y] = pairs.search(pairs.with_third(question, joined, said))
        return answers

    def _bead(self, languages: Sequence[str], pairwise: Pairwise, row: Mapping[str, tuple[int, ...]]) -> Bead:
        said = [
            confidence.of_pair(pairwise.answers[x, y], row[x], row[y])
            for x, y in combinations(languages, 2)
            if row[x] or row[y]
        ]
        members = {lang: tuple(pairwise.kept[lang][i] for i in row[lang]) for lang in languages}
        return Bead(members, round(confidence.together(said), 4))


def _links(answers: Mapping[tuple[str, str], Answer], x: str, y: str) -> pairs.Links:
    return answers[x, y].links if (x, y) in answers else answers[y, x].links.turned()


def _checked(versions: Mapping[str, Sequence[Sentence]]) -> tuple[str, ...]:
    for lang in versions:
        if lang not in LANGUAGES:
            raise UnsupportedLanguage(tr("Versions in “{lang}” cannot be aligned: only zh, en and ru.", lang=lang))
    if len(versions) < _FEWEST_LANGUAGES:
        raise InputError(tr("Aligning takes at least two language versions."))
    return ordered(versions)


def _opens(sentences: Sequence[Sentence]) -> list[bool]:
    """Whether each sentence is the first of its block; nothing where a version is a single block."""
    blocks = [sentence.block for sentence in sentences]
    if len(set(blocks)) <= 1:
        return [False] * len(blocks)
    return [at == 0 or blocks[at - 1] != block for at, block in enumerate(blocks)]


def _rows(languages: Sequence[str], pairwise: Pairwise, free: Free) -> list[dict[str, tuple[int, ...]]]:
    if len(languages) == _FEWEST_LANGUAGES:
        x, y = languages
        return [{x: step.x, y: step.y} for step in pairs.decode(pairwise.answers[x, y])]
    spine = max(languages, key=lambda lang: sum(_mass(answer, pair, lang) for pair, answer in pairwise.answers.items()))
    order = (spine, *(lang for lang in languages if lang != spine))
    a, b, c = order
    links = tuple(_links(pairwise.answers, x, y) for x, y in ((a, b), (b, c), (a, c)))
    paths = tuple(_path(pairwise, a, y) for y in (b, c))
    walls = tuple(free.regions(x, y) if free.walls[x, y] else None for x, y in ((a, b), (b, c), (a, c)))
    return [dict(zip(order, row, strict=True)) for row in joint.rows(links, paths, walls)]


def _mass(answer: Answer, pair: tuple[str, str], lang: str) -> float:
    return float(answer.links.values.sum()) if lang in pair else 0.0


def _path(pairwise: Pairwise, x: str, y: str) -> list[pairs.Step]:
    if (x, y) in pairwise.answers:
        return pairs.decode(pairwise.answers[x, y])
    return [pairs.Step(step.y, step.x, step.gain) for step in pairs.decode(pairwise.answers[y, x])]


def _unrelated(
    languages: Sequence[str], sentences: Mapping[str, Sequence[Sentence]], beads: Sequence[Bead]
) -> list[str]:
    """Warn of pairs in which hardly any text found a partner."""
    found = []
    for x, y in combinations(languages, 2):
        shorter = min((x, y), key=lambda lang: sum(len(s.text) for s in sentences[lang]) * (3 if lang == "zh" else 1))
        total = sum(len(sentence.text) for sentence in sentences[shorter])
        joined = sum(
            bead.confidence * len(sentences[shorter][i].text)
            for bead in beads
            if bead.members.get(x) and bead.members.get(y)
            for i in bead.members[shorter]
        )
        if min(len(sentences[x]), len(sentences[y])) >= _ENOUGH and joined < _RELATED * total:
            found.append(tr("The versions in {x} and {y} do not look like translations of each other.", x=x, y=y))
    return found


@cache
def default() -> Aligner:
    """The aligner of the house: the shipped lexicon and weights, and the encoder with its cache; one a process."""
    return Aligner(UniversalSentenceEncoder(), None)
