"""Score the aligner on documents with known links, with lexicon and weights that never saw the scored documents.

    python benchmarks/alignment.py [--levels hard mid long] [--variants mix empty lexical] [--write] [--ship]

Two folds by the hash of the document's id, and the two long documents. The lexicon is learnt from rows that occur in no
scored document. The weights are learnt on hard documents that share no row with a scored one, each of them seen with a
lexicon that knows neither it nor the scored ones (three inner folds): so the evidence is as strong in learning as in
scoring. Set `OPENBLAS_NUM_THREADS=1`. `--write` puts the figures into docs/benchmarks.md, `--ship` learns from
everything and writes the data of the package.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import pickle
import re
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import numpy as np

import alignment_training
from alignment_data import ENCODER, INNER, Document, documents, fold, inner, learnt, means, rows, shared, squeezed
from alignment_training import batches, example, fit, tables, without_vectors
from tables import table, write
from tmflow.alignment import anchors, features, pairs, weights
from tmflow.alignment import lexicon as lexicons
from tmflow.alignment.aligner import Aligner
from tmflow.alignment.links import through
from tmflow.model.bitext import Sentence
from tmflow.model.language import LANGUAGES, PAIRS
from tmflow.model.segment import Segment

CACHE = Path(tempfile.gettempdir()) / "tmflow-benchmark-lexicon"
MODE = {"mix": weights.MIX, "empty": weights.EMBEDDING, "lexical": weights.LEXICAL}
VARIANTS = tuple(MODE)
PAIR_NAMES = tuple("-".join(pair) for pair in PAIRS)
WITH_THIRD = ("zh-en", "zh-ru")
"""Pairs for which what the third version says was found to help; English and Russian are surer by themselves."""
DATA = Path(weights.__file__).parent / "data"
SOURCES = [Path(module.__file__) for module in (anchors, features, lexicons, alignment_training)]


Blind = dict[str, lexicons.Lexicon]
"""For each document to learn from, a lexicon that knows neither it nor a scored one."""


def blind(name: str, train: list[Document], held: list[Document]) -> Blind:
    """Learn the lexicons of the inner folds."""
    found = [
        with_dictionary(learnt(f"{name}.{k}", rows(held + [d for d in train if inner(d.id) == k]), CACHE))
        for k in range(INNER)
    ]
    return {d.id: found[inner(d.id)] for d in train}


def with_dictionary(learned: lexicons.Lexicon) -> lexicons.Lexicon:
    """Add the dictionary, which knows no document."""
    return lexicons.Lexicon({name: lexicons.widened(table, name) for name, table in learned.tables.items()})


def learn_models(
    name: str, train: list[Document], seen: Blind, mean: dict, modes: tuple[str, ...]
) -> dict[str, weights.Model]:
    """Fit the weights of every pair and mode, then those with a third version's evidence; kept for the next run."""
    learned = {pair: tables(train, pair, mean) for pair in PAIR_NAMES}
    mixes: dict[str, dict[str, weights.Weights]] = {pair: {} for pair in learned}
    joined: dict[str, dict[str, weights.Weights]] = {pair: {} for pair in learned}
    for mode in modes:
        key = sha256(
            "".join([mode, *sorted(d.id for d in train), *(str(path.read_bytes()) for path in SOURCES)]).encode()
        )
        path = CACHE / f"weights.{name}.{mode}.{key.hexdigest()[:12]}.pickle"
        if not path.exists():
            path.write_bytes(pickle.dumps(_fit_mode(train, seen, learned, mode)))
        first, third = pickle.loads(path.read_bytes())  # noqa: S301 - written by this script
        for pair in learned:
            mixes[pair][mode] = first[pair]
            if pair in third:
                joined[pair][mode] = third[pair]
    return {pair: weights.Model(learned[pair], mixes[pair], joined[pair]) for pair in learned}


def _fit_mode(train: list[Document], seen: Blind, learned: dict, mode: str) -> tuple[dict, dict]:
    lex = dict.fromkeys(seen) if mode == weights.EMBEDDING else seen
    vectors = mode != weights.LEXICAL
    first, third = {}, {}
    for pair, tab in learned.items():
        first[pair] = fit(batches([example(d, pair, lex[d.id], tab, None, vectors=vectors) for d in train]))
    links = {d.id: first_links(d, lex[d.id], learned, first, vectors=vectors) for d in train}
    for pair in WITH_THIRD:
        tab = learned[pair]
        x, y = pair.split("-")
        z = next(lang for lang in LANGUAGES if lang not in {x, y})
        examples = []
        for d in train:
            if said := links[d.id]:
                dense = through(said[x, z], said[z, y], said[x, y]).dense()
                examples.append(example(d, pair, lex[d.id], tab, dense, vectors=vectors))
        third[pair] = fit(batches(examples))
    return first, third


def first_links(d: Document, lex: lexicons.Lexicon | None, learned: dict, first: dict, *, vectors: bool) -> dict:
    """Links of each ordered pair of versions, each pair by itself."""
    if not all(d.texts.values()):
        return {}
    found = {}
    for pair, tab in learned.items():
        x, y = pair.split("-")
        sides = [d.sides[lang] if vectors else without_vectors(d.sides[lang]) for lang in (x, y)]
        table = lex.pair(x, y) if lex else None
        answer = pairs.search(pairs.Question(*sides, table, tab, first[pair]))
        found[x, y], found[y, x] = answer.links, answer.links.turned()
    return found


def predict(d: Document, aligner: Aligner) -> dict:
    """The rows and the pairs of one document, as the scorer reads them."""
    versions = {lang: [Sentence(Segment(text)) for text in texts] for lang, texts in d.texts.items()}
    result = aligner.align_with_pairs(versions)
    return {
        "id": d.id,
        "links": [{lang: list(bead.members[lang]) for lang in LANGUAGES} for bead in result.bitext.beads],
        "pairs": {
            f"{x}-{y}": [[list(b.members[x]), list(b.members[y])] for b in beads]
            for (x, y), beads in result.pairs.items()
        },
        "confidence": [bead.confidence for bead in result.bitext.beads],
        "pair_confidence": {f"{x}-{y}": [b.confidence for b in beads] for (x, y), beads in result.pairs.items()},
    }


def overlap(d: Document, others: list[Document]) -> bool:
    """Whether a document shares a sentence with one of the others."""
    text = "\n".join(other.flat for other in others)
    return any(len(squeezed(s)) > 12 and squeezed(s) in text for s in d.texts["en"])


ALL: dict[str, list[Document]] = {}


def run(job: tuple[str, int, tuple[str, ...]]) -> list[tuple[str, str, list[dict]]]:
    """Learn for one fold and predict it: (level, variant, predictions)."""
    name, number, variants = job
    hard = ALL["hard"]
    if name == "long":
        scored = {"long": ALL["long"]}
        train = [d for d in hard if not overlap(d, scored["long"])]
    else:
        scored = {level: [d for d in ALL[level] if fold(d.id) == number] for level in ("hard", "mid") if level in ALL}
        train = [d for d in hard if fold(d.id) != number]
    held = [d for found in scored.values() for d in found]
    started = time.time()
    mean = means(rows(hard + documents("long")))
    lexicon_test = learnt(f"{name}{number}", rows(held), CACHE)
    modes = tuple(MODE[variant] for variant in variants)
    models = learn_models(f"{name}{number}", train, blind(f"{name}{number}", train, held), mean, modes)
    print(
        f"{name} {number}: {len(train)} documents to learn from, {time.time() - started:.0f} s",
        file=sys.stderr,
        flush=True,
    )
    found = []
    for variant in variants:
        encoder = None if variant == "lexical" else ENCODER
        aligner = Aligner(encoder, None if variant == "empty" else lexicon_test, models=models)
        found += [(level, variant, [predict(d, aligner) for d in docs]) for level, docs in scored.items()]
    return found


def score(level: str, predictions: list[dict], out: Path) -> list[str]:
    """Let the shared scorer judge."""
    path = out / f"{level}.jsonl"
    path.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), encoding="utf-8")
    gold = shared() / f"tri.{level}.tune.jsonl"
    command = [sys.executable, str(shared() / "score.py"), str(gold), str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()  # noqa: S603


def reliability(predictions: list[dict], level: str) -> list[list[str]]:
    """How often beads of a confidence were right."""
    gold = {d.id: d for d in ALL[level]}
    seen = []
    for p in predictions:
        for pair, beads in p["pairs"].items():
            right = {(a, b) for a, b in gold[p["id"]].pairs[pair]}
            lone = {(i,) for a, b in right if not b for i in a}, {(j,) for a, b in right if not a for j in b}
            for (a, b), c in zip(beads, p["pair_confidence"][pair], strict=True):
                key = tuple(a), tuple(b)
                ok = key in right if a and b else (tuple(a) in lone[0] if a else tuple(b) in lone[1])
                seen.append((c, ok))
    confidence, right = np.array([s[0] for s in seen]), np.array([s[1] for s in seen])
    lines = []
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01)):
        here = (confidence >= low) & (confidence < high)
        if here.any():
            lines.append(
                [
                    f"{low:.2f} to {min(high, 1):.2f}",
                    f"{here.sum():,}",
                    f"{confidence[here].mean():.2f}",
                    f"{right[here].mean():.2f}",
                ]
            )
    return lines


LABELS = {
    "mix": "lexicon, encoder, third version",
    "empty": "without a lexicon",
    "lexical": "without an encoder",
}


def figures(said: list[str]) -> list[str]:
    """The strict figures of the scorer's lines, without the zero before the point."""
    strict = "\n".join(line.split("lax")[0] for line in said)
    return [figure.removeprefix("0") for figure in re.findall(r"F1 (\d\.\d+)", strict)]


def report(lines: dict[str, list[list[str]]], diagram: list[list[str]]) -> str:
    """The section of docs/benchmarks.md."""
    head = [*PAIR_NAMES, "rows", "full rows"]
    parts = [table([level, *head], found) for level, found in lines.items()]
    if diagram:
        parts += [
            "How often a bead was right (pairs, hard; lexicon, encoder, third version):",
            table(["confidence", "beads", "mean confidence", "right"], diagram),
        ]
    return "\n\n".join(parts)


PARAGRAPH = 0.6
PROVENANCE = "NTREX-128 (CC BY-SA 4.0) and WMT news test sets of 2021 and 2023 (no licence stated); statistics only"


def ship(modes: tuple[str, ...]) -> None:
    """Learn from everything and write the data of the package."""
    hard = ALL["hard"]
    mean = means(rows(hard + documents("long")))
    models = learn_models("ship", hard, blind("ship", hard, []), mean, modes)
    entries = {}
    for pair, model in models.items():
        tab = model.tables
        entries[pair] = {
            "ratio": round(tab.ratio, 4),
            "variance": round(tab.variance, 4),
            **{name: np.round(getattr(tab, name), 3).tolist() for name in ("ends", "starts", "joints")},
            "mixes": {mode: weights.as_json(w) for mode, w in model.mixes.items()},
            "joined": {mode: weights.as_json(w) for mode, w in model.joined.items()},
        }
    for entry in entries.values():
        for mixes in (entry["mixes"], entry["joined"]):
            for mix in mixes.values():
                mix["features"]["paragraph"] = PARAGRAPH
    how = (
        "Maximum likelihood on 122 documents with known links (level hard), benchmarks/alignment.py --ship. "
        "The weight of paragraph borders was set by hand: those documents have none."
    )
    text = json.dumps({"how": how, "encoder": ENCODER.name, "pairs": entries}, ensure_ascii=False, indent=1)
    (DATA / "weights.json").write_text(text + "\n", encoding="utf-8")
    np.savez(DATA / "means.npz", **{lang: vector.astype(np.float32) for lang, vector in mean.items()})
    for name, associations in learnt("ship", rows([]), CACHE, PROVENANCE).tables.items():
        with (DATA / f"{name}.npz").open("wb") as stream:
            lexicons.save(associations, stream)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--levels", nargs="+", default=["hard", "mid", "long"])
    parser.add_argument("--variants", nargs="+", default=list(VARIANTS))
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "tmflow-benchmark")
    parser.add_argument("--ship", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for level in dict.fromkeys(["hard", *arguments.levels]):
        ALL[level] = documents(level)
    if arguments.ship:
        ship(tuple(MODE[variant] for variant in arguments.variants))
        return
    jobs = [("hard", number, tuple(arguments.variants)) for number in (0, 1)]
    jobs += [("long", 0, tuple(arguments.variants))] if "long" in ALL else []
    with multiprocessing.get_context("fork").Pool(2) as pool:
        results = [one for found in pool.imap(run, jobs, 1) for one in found]
    lines: dict[str, list[list[str]]] = {level: [] for level in arguments.levels}
    diagram: list[list[str]] = []
    for variant in arguments.variants:
        for level in arguments.levels:
            predictions = [p for lv, v, found in results if (lv, v) == (level, variant) for p in found]
            folder = arguments.out / variant
            folder.mkdir(exist_ok=True)
            print(f"== {variant} / {level}")
            said = score(level, predictions, folder)
            print("\n".join(said), flush=True)
            lines[level].append([LABELS[variant], *figures(said)])
            if (variant, level) == ("mix", "hard"):
                diagram = reliability(predictions, level)
                print("\n".join("  ".join(line) for line in diagram))
    if arguments.write:
        write("alignment scores", report(lines, diagram))


if __name__ == "__main__":
    main()
