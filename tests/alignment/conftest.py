"""Sentences and beads in the notation of the ladders: a row is a bead, a line is a language and a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmflow.alignment import lexicon
from tmflow.alignment.aligner import Aligner, default
from tmflow.model.bitext import Sentence
from tmflow.model.segment import Segment


def _read_ladder(text):
    rows = []
    for block in text.strip().split("\n\n"):
        lines = [line.split(" ", 1) for line in block.splitlines() if not line.startswith("#")]
        rows.append([(lang, sentence) for lang, sentence in lines])
    langs = [lang for lang in ("zh", "en", "ru") if any(lang == line[0] for row in rows for line in row)]
    versions = {lang: [] for lang in langs}
    beads = []
    for row in rows:
        members = {lang: [] for lang in langs}
        for lang, sentence in row:
            members[lang].append(len(versions[lang]))
            versions[lang].append(Sentence(Segment(sentence)))
        beads.append({lang: tuple(found) for lang, found in members.items()})
    return {lang: tuple(found) for lang, found in versions.items()}, beads


@pytest.fixture(scope="session")
def read_ladder():
    return _read_ladder


@pytest.fixture(scope="session")
def ladder_paths():
    return sorted((Path(__file__).parent / "ladders").glob("*.txt"))


@pytest.fixture(scope="session")
def sentences():
    def make(*texts):
        return tuple(Sentence(Segment(text)) for text in texts)

    return make


@pytest.fixture(scope="session")
def aligner():
    return default()


@pytest.fixture(scope="session")
def lexical():
    return Aligner(None, lexicon.shipped())
