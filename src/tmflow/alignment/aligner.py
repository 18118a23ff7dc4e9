"""The aligner: two or three versions in, a bitext out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from tmflow.alignment import anchors, confidence, features, joint, lexicon, pairs, weights
from tmflow.alignment.band import band
from tmflow.alignment.beads import Step
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
    from tmflow.alignment.links import Links
    from tmflow.alignment.pairs import Answer
    from tmflow.alignment.similarity import Similarity
    from tmflow.alignment.weights import Model
    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.bitext import Sentence

_log = logging.getLogger(__name__)
_FEWEST_LANGUAGES: Final = 2
_RELATED: Final = 0.25
_ENOUGH: Final = 4
_KNOWN: Final = 0.3
_NO_VECTORS: Final = np.zeros((0, 0), np.float32)
_FAILURES: Final = (TmflowError, ImportError, OSError, RuntimeError, ValueError, MemoryError)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A bitext, and the beads of each pair of its languages by itself."""

    bitext: Bitext
    pairs: Mapping[tuple[str, str], tuple[Bead, ...]]


@dataclass(frozen=True, slots=True)
class Aligner:
    """Aligns versions of one release. Safe to use from several threads; the same input gives the same bitext.

    Args:
        similarity: the sentence encoder; without one lexicon, anchors and lengths decide alone, and the bitext says so.
        lexicon: word associations; without one the encoder and the anchors decide.
        models: learnt weights by pair of languages; the shipped ones unless told otherwise.
        glossary: finds terms; a concept in both versions, in whatever rendering, speaks for a bead.
    """

    similarity: Similarity | None = None
    lexicon: Lexicon | None = None
    models: Mapping[str, Model] = field(default_factory=weights.shipped)
    glossary: Recognizer | None = None

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
        return self.align_with_pairs(versions, fixed=fixed).bitext

    def align_with_pairs(self, versions: Mapping[str, Sequence[Sentence]], *, fixed: Sequence[Bead] = ()) -> Alignment:
        """Like `align`, with the beads of each pair by itself: a row of three is often two beads of a pair."""
        languages = _checked(versions)
        sentences = {lang: tuple(versions[lang]) for lang in languages}
        counts = {lang: len(found) for lang, found in sentences.items()}
        free = without_fixed(counts, fixed)
        answers, warnings = self.compare(sentences, free)
        paths = {pair: pairs.decode(answer) for pair, answer in answers.items()}
        pairwise = {
            (x, y): self._beads((x, y), answers, free, [{x: step.x, y: step.y} for step in path], fixed)
            for (x, y), path in paths.items()
        }
        if len(languages) == _FEWEST_LANGUAGES:
            beads = pairwise[languages[0], languages[1]]
        else:
            beads = self._beads(languages, answers, free, _rows(languages, answers, paths, free), fixed)
        warnings += _unrelated(languages, sentences, beads)
        return Alignment(Bitext(sentences, beads, tuple(warnings)), pairwise)

    def compare(
        self, sentences: Mapping[str, Sequence[Sentence]], free: Free
    ) -> tuple[dict[tuple[str, str], Answer], list[str]]:
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
                [anchors.of(text, lang, self.glossary) for text in texts[lang]],
            )
            for lang in languages
        }
        questions = {
            (x, y): self._question(sides[x], sides[y], free.regions(x, y) if free.walls[x, y] else None)
            for x, y in combinations(languages, 2)
        }
        answers = {pair: pairs.search(question) for pair, question in questions.items()}
        if len(languages) > _FEWEST_LANGUAGES:
            answers = self._with_third(languages, questions, answers)
        return answers, warnings

    def _question(self, x: Side, y: Side, regions: joint.Walls) -> pairs.Question:
        """Choose table and weights: a lexicon that knows little of the texts leaves them to the encoder."""
        table = self.lexicon.pair(x.lang, y.lang) if self.lexicon else None
        embedded = bool(x.vectors.shape[1])
        if embedded and table is not None and min(_known(x, table.ids[0]), _known(y, table.ids[1])) < _KNOWN:
            table = None
        mode = (weights.EMBEDDING if table is None else weights.MIX) if embedded else weights.LEXICAL
        model = self.models[f"{x.lang}-{y.lang}"]
        low, width = band(x, y)
        return pairs.Question(
            x, y, table, model.tables, model.mixes[mode], low, width, model.joined.get(mode), None, regions
        )

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
    ) -> dict[tuple[str, str], Answer]:
        """Search again the pairs for which the third version was found to help."""
        answers = dict(first)
        for (x, y), question in questions.items():
            z = next(lang for lang in languages if lang not in {x, y})
            said = through(_links(first, x, z), _links(first, z, y), first[x, y].links)
            answers[x, y] = pairs.search(pairs.with_third(question, said))
        return answers

    def _beads(
        self,
        languages: Sequence[str],
        answers: Mapping[tuple[str, str], Answer],
        free: Free,
        rows: Sequence[Mapping[str, tuple[int, ...]]],
        fixed: Sequence[Bead],
    ) -> tuple[Bead, ...]:
        """Rows of free sentences and fixed beads, as far as they concern the languages, in reading order."""
        made = []
        for row in rows:
            said = [(answers[x, y], row[x], row[y]) for x, y in combinations(languages, 2) if row[x] or row[y]]
            members = {lang: tuple(free.kept[lang][i] for i in row[lang]) for lang in languages}
            made.append(Bead(members, round(min(confidence.of_row(said), 1.0), 4)))
        for bead in fixed:
            members = {lang: tuple(sorted(bead.members.get(lang, ()))) for lang in languages}
            if any(members.values()):
                made.append(Bead(members, 1.0, BeadOrigin.PERSON))
        return in_order(made, {lang: free.counts[lang] for lang in languages})


def _links(answers: Mapping[tuple[str, str], Answer], x: str, y: str) -> Links:
    return answers[x, y].links if (x, y) in answers else answers[y, x].links.turned()


def _known(side: Side, ids: Mapping[str, int]) -> float:
    """Share of a version's tokens that the lexicon knows."""
    known = sum(word in ids for words in side.words for word in words)
    return known / max(1, sum(map(len, side.words)))


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


def _rows(
    languages: Sequence[str],
    answers: Mapping[tuple[str, str], Answer],
    paths: Mapping[tuple[str, str], list[Step]],
    free: Free,
) -> list[dict[str, tuple[int, ...]]]:
    """Search for rows of three, along the version that is linked best."""
    spine = max(languages, key=lambda lang: sum(_mass(answer, pair, lang) for pair, answer in answers.items()))
    a, b, c = spine, *(lang for lang in languages if lang != spine)

    def walls(x: str, y: str) -> joint.Walls:
        return free.regions(x, y) if free.walls[x, y] else None

    found = joint.rows(
        (_links(answers, a, b), _links(answers, b, c), _links(answers, a, c)),
        (_path(paths, a, b), _path(paths, a, c)),
        (walls(a, b), walls(b, c), walls(a, c)),
    )
    return [{a: row[0], b: row[1], c: row[2]} for row in found]


def _mass(answer: Answer, pair: tuple[str, str], lang: str) -> float:
    return float(answer.links.values.sum()) if lang in pair else 0.0


def _path(paths: Mapping[tuple[str, str], list[Step]], x: str, y: str) -> list[Step]:
    if (x, y) in paths:
        return paths[x, y]
    return [Step(step.y, step.x, step.gain) for step in paths[y, x]]


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
    return Aligner(UniversalSentenceEncoder(), lexicon.shipped())
