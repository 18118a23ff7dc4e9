"""Speed of the recognizer: a glossary of N made terms over about 1 MB of made text of each language.

    python benchmarks/recognizer.py [--terms 10000] [--megabytes 1.0]

Text and terms are drawn with a seed from one vocabulary; each sentence holds a term, which is denser than a release.
Megabytes (UTF-8) a second of processor time, first run and warm; the cases are those of tests/glossary. Beside it one
regular expression of all terms, on a part of the same text. Writes a section of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from pathlib import Path

import tables
from tmflow.glossary.recognizer import Recognizer, count
from tmflow.model.concept import Term
from tmflow.text import palladius

CASES = Path(__file__).resolve().parent.parent / "tests" / "glossary"
PART = 20_000

_RU_STEMS = [
    "комитет",
    "центр",
    "совет",
    "отдел",
    "проект",
    "договор",
    "форум",
    "порт",
    "завод",
    "банк",
    "район",
    "город",
    "рынок",
    "товар",
    "поезд",
    "груз",
    "путь",
    "союз",
    "план",
    "министр",
    "директор",
    "секретарь",
    "посол",
    "председатель",
    "губернатор",
    "эксперт",
    "участник",
    "представитель",
    "работник",
    "союзник",
    "сотрудничество",
    "развитие",
    "производство",
    "соглашение",
    "заседание",
    "управление",
    "предприятие",
    "государство",
    "правительство",
]
_RU_ADJECTIVES = [
    "новый",
    "постоянный",
    "главный",
    "народный",
    "местный",
    "зарубежный",
    "торговый",
    "грузовой",
    "первый",
    "общий",
    "важный",
]
_EN_WORDS = [
    "committee",
    "center",
    "council",
    "department",
    "project",
    "agreement",
    "forum",
    "port",
    "plant",
    "bank",
    "district",
    "city",
    "market",
    "goods",
    "train",
    "cargo",
    "route",
    "union",
    "plan",
    "minister",
    "director",
    "secretary",
    "ambassador",
    "chairman",
    "governor",
    "expert",
    "participant",
    "delegate",
    "cooperation",
    "development",
    "production",
    "meeting",
    "administration",
    "enterprise",
    "state",
    "government",
    "new",
    "standing",
    "general",
    "people",
    "local",
    "foreign",
    "trade",
    "freight",
    "first",
    "common",
    "important",
    "with",
    "from",
    "that",
    "which",
    "has",
    "been",
    "for",
    "and",
    "of",
    "to",
    "in",
    "on",
]


def _vocabulary(lang: str, rng: random.Random) -> list[str]:
    if lang == "zh":
        return [chr(code) for code in rng.sample(range(0x4E00, 0x7000), 2500)]
    if lang == "en":
        made = ["".join(rng.choice("bcdfgklmnprst") + rng.choice("aeiou") for _ in range(4)) for _ in range(30_000)]
        return _EN_WORDS + made
    names = [palladius.from_pinyin(rng.sample(sorted(palladius.syllables()), 2)) for _ in range(20_000)]
    forms = [word + end for word in _RU_STEMS for end in ("", "а", "у", "ом", "ы", "ов", "ами")]
    adjectives = [word[:-2] + end for word in _RU_ADJECTIVES for end in ("ый", "ого", "ому", "ым", "ые", "ых")]
    return [*_RU_STEMS, *_RU_ADJECTIVES, *forms, *adjectives, *names]


def _terms(lang: str, size: int, rng: random.Random, words: list[str]) -> list[Term]:
    joint = "" if lang == "zh" else " "
    lengths = (2, 3, 4, 4, 6, 8) if lang == "zh" else (1, 2, 2, 3, 4)
    texts = (joint.join(rng.choices(words, k=rng.choice(lengths))) for _ in range(size))
    return [Term(str(number), str(number), lang, text) for number, text in enumerate(texts)]


def _text(lang: str, megabytes: float, rng: random.Random, words: list[str], terms: list[Term]) -> str:
    """Sentences of eighteen words and one term; a third of the words are among the hundred commonest."""
    joint = "" if lang == "zh" else " "
    sentences, size = [], 0
    while size < megabytes * 1e6:
        row = [*rng.choices(words[:100], k=6), *rng.choices(words, k=12)]
        rng.shuffle(row)
        sentence = joint.join([*row, rng.choice(terms).text]) + ("。" if lang == "zh" else ". ")
        sentences.append(sentence)
        size += len(sentence.encode())
    return "".join(sentences)


def _expression(terms: list[Term], lang: str) -> re.Pattern[str]:
    """All terms as they stand in the glossary, the longest first, whole words where there are words."""
    edge = "" if lang == "zh" else r"\b"
    longest = sorted({term.text for term in terms}, key=len, reverse=True)
    return re.compile(rf"{edge}(?:{'|'.join(map(re.escape, longest))}){edge}", re.IGNORECASE)


def _cases(lang: str) -> tuple[str, str]:
    """How many cases of tests/glossary the recognizer and a regular expression of the term count rightly."""
    lines = (CASES / f"terms_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    ours = sum(count(term, text, lang) == int(wanted) for term, text, wanted, _ in rows)
    plain = sum(
        len(_expression([Term("1", "1", lang, term)], lang).findall(text)) == int(wanted)
        for term, text, wanted, _ in rows
    )
    return f"{ours} of {len(rows)}", f"{plain} of {len(rows)}"


def _plain_speed(text: str, terms: list[Term], lang: str) -> float:
    """Megabytes a second of the regular expression, on the first part of the text."""
    expression = _expression(terms, lang)
    part = text[:PART]
    start = time.process_time()
    sum(1 for _ in expression.finditer(part))
    return len(part.encode()) / 1e6 / (time.process_time() - start)


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=1.0)
    arguments = parser.parse_args()
    rows = []
    for lang in ("zh", "en", "ru"):
        rng = random.Random(7)
        words = _vocabulary(lang, rng)
        terms = _terms(lang, arguments.terms, rng, words)
        text = _text(lang, arguments.megabytes, rng, words, terms)
        start = time.process_time()
        recognizer = Recognizer(terms)
        built = time.process_time() - start
        speeds = []
        for _ in range(2):
            start = time.process_time()
            mentions = recognizer.find(text, lang)
            speeds.append(len(text.encode()) / 1e6 / (time.process_time() - start))
        ours, plain = _cases(lang)
        figures = (built, *speeds, _plain_speed(text, terms, lang))
        rows.append([lang, *(f"{figure:.2f}" for figure in figures), f"{len(mentions):,}", ours, plain])
    head = ["", "build, s", "first, MB/s", "warm, MB/s", "regular expression, MB/s", "mentions", "cases", "its cases"]
    tables.write(
        "terms",
        f"""## Terms

`python benchmarks/recognizer.py`: a glossary of {arguments.terms:,} made terms over {arguments.megabytes:g} MB of made
text of each language, in which every sentence holds a term; megabytes of UTF-8 a second of processor time, the first
time and warm. Beside it one regular expression of all terms, without case, whole words (on the first {PART:,}
characters of the same text). Cases: `tests/glossary/terms_*.tsv`, mentions counted rightly (written together with the
rules); "its cases" are those of the regular expression.

{tables.table(head, rows)}
""",
    )


if __name__ == "__main__":
    main()
