"""The aligner: two or three versions in, a bitext out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from tmflow.alignment import (
    anchors,
    confidence,
    features,
    joint,
    lexicon,
    moved,
    pairs,
    relatedness,
    selftraining,
    weights,
)
from tmflow.alignment.beads import Step
from tmflow.alignment.embedding import embedded
from tmflow.alignment.fixed import without_fixed
from tmflow.alignment.links import through
from tmflow.alignment.order import in_order
from tmflow.alignment.similarity import UniversalSentenceEncoder
from tmflow.alignment.stretches import LONGEST, Piece, in_pieces
from tmflow.i18n import tr
from tmflow.model.bitext import Bead, BeadOrigin, Bitext
from tmflow.model.errors import InputError, UnsupportedLanguage
from tmflow.model.language import LANGUAGES, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tmflow.alignment.features import Side
    from tmflow.alignment.fixed import Free
    from tmflow.alignment.lexicon import Lexicon, PairTable
    from tmflow.alignment.links import Links
    from tmflow.alignment.pairs import Answer
    from tmflow.alignment.similarity import Similarity
    from tmflow.alignment.weights import Model, Weights
    from tmflow.glossary.recognizer import Recognizer
    from tmflow.model.bitext import Sentence

_FEWEST_LANGUAGES: Final = 2
_KNOWN: Final = 0.3

Pair = tuple[str, str]


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
        lexicon: word associations, to which those of the shipped dictionary are added; without one the encoder and the
            anchors decide.
        models: learnt weights by pair of languages; the shipped ones unless told otherwise.
        glossary: finds terms; a concept in both versions, in whatever rendering, speaks for a bead.
    """

    similarity: Similarity | None = None
    lexicon: Lexicon | None = None
    models: Mapping[str, Model] = field(default_factory=weights.shipped)
    glossary: Recognizer | None = None

    def align(
        self, versions: Mapping[str, Sequence[Sentence]], *, fixed: Sequence[Bead] = (), earlier: Sequence[Bead] = ()
    ) -> Bitext:
        """Join the sentences of two or three versions into beads.

        Args:
            versions: the sentences by language.
            fixed: beads that people have made: each comes back as it is, and no other bead is joined across it.
            earlier: all beads of the alignment that `fixed` corrects. A fixed bead that crosses most of them holds a
                sentence that was moved: it comes back, too, and others may be joined across it.

        Returns:
            Every sentence in exactly one bead, in reading order, each bead with the probability that it is right.

        Raises:
            UnsupportedLanguage: a version in none of the three languages.
            InputError: fewer than two versions, or a fixed bead that does not fit them.
        """
        return self.align_with_pairs(versions, fixed=fixed, earlier=earlier).bitext

    def align_with_pairs(
        self, versions: Mapping[str, Sequence[Sentence]], *, fixed: Sequence[Bead] = (), earlier: Sequence[Bead] = ()
    ) -> Alignment:
        """Like `align`, with the beads of each pair by itself: a row of three is often two beads of a pair."""
        languages = _checked(versions)
        sentences = {lang: tuple(versions[lang]) for lang in languages}
        free = without_fixed({lang: len(found) for lang, found in sentences.items()}, fixed, earlier)
        questions, warnings = self.questions(sentences, free)
        pieces = self._pieces(languages, questions, free)
        if sure := selftraining.rows(
            questions, _pooled(pieces), {lang: _texts(sentences, free, lang) for lang in free.kept}
        ):
            questions = {pair: self._learnt_from(sure[pair], question) for pair, question in questions.items()}
            pieces = self._pieces(languages, questions, free)
        pooled = _pooled(pieces)
        related = {pair: relatedness.of(question, pooled[pair]) for pair, question in questions.items()}
        pairwise = {
            pair: relatedness.doubted(_whole(beads, free, fixed, pair), related) for pair, beads in pooled.items()
        }
        rows = [row for piece in pieces for row in piece.rows]
        beads = relatedness.doubted(_whole(rows, free, fixed, languages), related)
        found = moved.joined(
            {pair: _moved(question, pairwise[pair], free) for pair, question in questions.items()}, free.kept
        )
        found = tuple(bead for bead in found if bead not in fixed)
        warnings += relatedness.warnings(related)
        return Alignment(Bitext(sentences, beads, tuple(warnings), moved=found), pairwise)

    def questions(
        self, sentences: Mapping[str, Sequence[Sentence]], free: Free
    ) -> tuple[dict[Pair, pairs.Question], list[str]]:
        """Return what is known about each pair of versions, and what the reader should be warned of."""
        languages = tuple(sentences)
        texts = {lang: _texts(sentences, free, lang) for lang in languages}
        vectors = embedded(self.similarity, texts, self.models, combinations(languages, 2))
        sides = {
            lang: features.prepare(
                texts[lang],
                lang,
                vectors.vectors[lang],
                _opens([sentences[lang][i] for i in free.kept[lang]]),
                [anchors.of(text, lang, self.glossary) for text in texts[lang]],
            )
            for lang in languages
        }
        return {
            (x, y): self._question(
                sides[x], sides[y], vectors.tables[x, y], free.regions(x, y) if free.walls[x, y] else None
            )
            for x, y in combinations(languages, 2)
        }, list(vectors.warnings)

    def _question(self, x: Side, y: Side, learnt: features.Tables, regions: joint.Walls) -> pairs.Question:
        """Choose table and weights: a lexicon that knows little of the texts leaves them to the encoder."""
        table = self._table(x.lang, y.lang)
        if (
            x.vectors.shape[1]
            and table is not None
            and min(lexicon.known_share(x.words, table.ids[0]), lexicon.known_share(y.words, table.ids[1])) < _KNOWN
        ):
            table = None
        return pairs.Question(x, y, table, learnt, *self._weights(x, y, table), regions=regions)

    def _table(self, x: str, y: str) -> PairTable | None:
        """What the lexicon and the dictionary know of a pair; without a lexicon nothing is known."""
        table = self.lexicon.pair(x, y) if self.lexicon else None
        return table and lexicon.widened(table, f"{x}-{y}")

    def _learnt_from(self, rows: Sequence[tuple[str, str]], question: pairs.Question) -> pairs.Question:
        """The same question with a table that was also learnt from the document itself."""
        known = self._table(question.x.lang, question.y.lang)
        table = selftraining.learnt(rows, known)
        mixed, joined = self._weights(question.x, question.y, table)
        return replace(question, table=table, weights=mixed, joined=joined)

    def _weights(self, x: Side, y: Side, table: PairTable | None) -> tuple[Weights, Weights | None]:
        """The weights for what there is: lexicon, encoder or both; and those to use with a third version."""
        mode = weights.LEXICAL if not x.vectors.shape[1] else weights.EMBEDDING if table is None else weights.MIX
        model = self.models[f"{x.lang}-{y.lang}"]
        return model.mixes[mode], model.joined.get(mode)

    def _pieces(self, languages: Sequence[str], questions: Mapping[Pair, pairs.Question], free: Free) -> list[Piece]:
        """Align the free sentences, at once or piece by piece."""

        def align(ranges: Mapping[str, tuple[int, int]]) -> Piece:
            return self._piece(
                languages, {pair: _part(question, ranges) for pair, question in questions.items()}, ranges
            )

        sizes = {lang: len(free.kept[lang]) for lang in languages}
        if max(sizes.values()) <= LONGEST:
            return [align({lang: (0, size) for lang, size in sizes.items()})]
        return in_pieces(sizes, align)

    def _piece(
        self,
        languages: Sequence[str],
        questions: Mapping[Pair, pairs.Question],
        ranges: Mapping[str, tuple[int, int]],
    ) -> Piece:
        answers = {pair: pairs.search(question) for pair, question in questions.items()}
        if len(languages) > _FEWEST_LANGUAGES:
            answers = self._with_third(languages, questions, answers)
        paths = {pair: pairs.decode(answer) for pair, answer in answers.items()}
        pairwise = {
            (x, y): _beads((x, y), answers, ranges, [{x: step.x, y: step.y} for step in path])
            for (x, y), path in paths.items()
        }
        if len(languages) == _FEWEST_LANGUAGES:
            return Piece(pairwise[languages[0], languages[1]], pairwise)
        walls = {pair: question.regions for pair, question in questions.items()}
        return Piece(_beads(languages, answers, ranges, _rows(languages, answers, paths, walls)), pairwise)

    def _with_third(
        self,
        languages: Sequence[str],
        questions: Mapping[tuple[str, str], pairs.Question],
        first: Mapping[tuple[str, str], Answer],
    ) -> dict[tuple[str, str], Answer]:
        """Search again the pairs for which the third version was found to help."""
        answers = dict(first)
        for (x, y), question in questions.items():
            if question.joined is None:
                continue
            z = next(lang for lang in languages if lang not in {x, y})
            said = through(_links(first, x, z), _links(first, z, y), first[x, y].links)
            answers[x, y] = pairs.search(pairs.with_third(question, said))
        return answers


def _beads(
    languages: Sequence[str],
    answers: Mapping[Pair, Answer],
    ranges: Mapping[str, tuple[int, int]],
    rows: Sequence[Mapping[str, tuple[int, ...]]],
) -> list[Bead]:
    """Make beads of rows, with their confidence; a place counts from the beginning of the free sentences."""
    made = []
    for row in rows:
        said = [(answers[x, y], row[x], row[y]) for x, y in combinations(languages, 2) if row[x] or row[y]]
        members = {lang: tuple(ranges[lang][0] + i for i in row[lang]) for lang in languages}
        made.append(Bead(members, round(min(confidence.of_row(said), 1.0), 4)))
    return made


def _whole(beads: Sequence[Bead], free: Free, fixed: Sequence[Bead], languages: Iterable[str]) -> tuple[Bead, ...]:
    """Beads of free sentences and fixed beads, as far as they concern the languages, in reading order."""
    wanted = tuple(languages)
    made = [
        replace(bead, members={lang: tuple(free.kept[lang][i] for i in bead.members[lang]) for lang in wanted})
        for bead in beads
    ]
    for bead in fixed:
        members = {lang: tuple(sorted(bead.members.get(lang, ()))) for lang in wanted}
        if any(members.values()):
            made.append(Bead(members, 1.0, BeadOrigin.PERSON))
    return in_order(made, {lang: free.counts[lang] for lang in wanted})


def _pooled(pieces: Sequence[Piece]) -> dict[Pair, list[Bead]]:
    return {pair: [bead for piece in pieces for bead in piece.pairs[pair]] for pair in pieces[0].pairs}


def _texts(sentences: Mapping[str, Sequence[Sentence]], free: Free, lang: str) -> list[str]:
    return [sentences[lang][i].text for i in free.kept[lang]]


def _part(question: pairs.Question, ranges: Mapping[str, tuple[int, int]]) -> pairs.Question:
    """The question about a part of either version."""
    cut_x, cut_y = ranges[question.x.lang], ranges[question.y.lang]
    x, y = question.x.part(*cut_x), question.y.part(*cut_y)
    regions = question.regions and (question.regions[0][slice(*cut_x)], question.regions[1][slice(*cut_y)])
    return replace(question, x=x, y=y, regions=regions)


def _moved(question: pairs.Question, beads: Sequence[Bead], free: Free) -> list[tuple[int, int, float]]:
    """Sentences of a pair that stand elsewhere in the other version, by their place in the versions."""
    x, y = question.x.lang, question.y.lang
    place = {lang: {index: at for at, index in enumerate(free.kept[lang])} for lang in (x, y)}
    lone = {
        lang: [place[lang][bead.members[lang][0]] for bead in beads if bead.members[lang] and not bead.members[other]
               and bead.origin is BeadOrigin.AUTOMATIC]
        for lang, other in ((x, y), (y, x))
    }  # fmt: skip
    return [(free.kept[x][i], free.kept[y][j], p) for i, j, p in moved.between(question, lone[x], lone[y])]


def _links(answers: Mapping[tuple[str, str], Answer], x: str, y: str) -> Links:
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


def _rows(
    languages: Sequence[str],
    answers: Mapping[tuple[str, str], Answer],
    paths: Mapping[tuple[str, str], list[Step]],
    regions: Mapping[Pair, joint.Walls],
) -> list[dict[str, tuple[int, ...]]]:
    """Search for rows of three, along the version that is linked best."""
    spine = max(languages, key=lambda lang: sum(_mass(answer, pair, lang) for pair, answer in answers.items()))
    a, b, c = spine, *(lang for lang in languages if lang != spine)

    def walls(x: str, y: str) -> joint.Walls:
        if (x, y) in regions:
            return regions[x, y]
        turned = regions[y, x]
        return turned and (turned[1], turned[0])

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


@cache
def default() -> Aligner:
    """The aligner of the house: the shipped lexicon and weights, and the encoder with its cache; one a process."""
    return Aligner(UniversalSentenceEncoder(), lexicon.shipped())
