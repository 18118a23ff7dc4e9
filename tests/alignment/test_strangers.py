"""Versions of different releases of one office: much alike in their words, and no translations of each other."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tmflow.alignment import sentences as cutting
from tmflow.ingest import registry

EXAMPLES = Path(__file__).parents[2] / "examples"
RELEASES = (
    "2021-04-22-kazakh-counsellor-visit",
    "2021-09-10-agricultural-memorandum",
    "2022-02-18-block-trains-new-high",
    "2022-07-21-partner-city-ufa",
    "2023-02-24-annual-work-conference",
    "2024-06-06-customs-training-course",
)


@pytest.fixture(scope="module")
def releases():
    found = {}
    for name in RELEASES:
        for lang in ("zh", "en", "ru"):
            path = next((EXAMPLES / name).glob(f"{lang}.*"))
            (version,) = registry.read(path.name, path.read_bytes(), lang=lang)
            found[name, lang] = cutting.of(version)
    return found


@pytest.mark.parametrize("name", RELEASES)
def test_a_release_is_one_release(aligner, releases, name):
    bitext = aligner.align({lang: releases[name, lang] for lang in ("zh", "en", "ru")})
    assert bitext.warnings == ()
    assert bitext.moved == ()


@pytest.mark.parametrize(("one", "other"), list(combinations(RELEASES, 2))[::2])
def test_two_releases_are_told_apart(aligner, releases, one, other):
    for x, y in (("zh", "en"), ("en", "ru")):
        bitext = aligner.align({x: releases[one, x], y: releases[other, y]})
        assert [warning for warning in bitext.warnings if "do not look like translations" in warning], (x, y)
        assert all(bead.confidence < 0.9 for bead in bitext.beads if all(bead.members.values()))


def test_a_version_of_another_release_beside_two_that_belong_together(aligner, releases):
    one, other = RELEASES[2], RELEASES[4]
    bitext = aligner.align({"zh": releases[one, "zh"], "en": releases[one, "en"], "ru": releases[other, "ru"]})
    assert [warning.split(" do ")[0] for warning in bitext.warnings] == [
        "The versions in zh and ru",
        "The versions in en and ru",
    ]
    assert all(
        bead.confidence < 0.9
        for bead in bitext.beads
        if bead.members["ru"] and sum(map(bool, bead.members.values())) > 1
    )


@pytest.mark.parametrize("half", [slice(None, 5), slice(5, None)])
def test_half_of_a_version_is_still_a_translation(aligner, releases, half):
    name = RELEASES[0]
    bitext = aligner.align({"zh": releases[name, "zh"], "en": releases[name, "en"][half]})
    assert bitext.warnings == ()


@pytest.mark.parametrize(
    "texts",
    [
        {"zh": ["", "  ", "。", "\u200b"], "en": ["", ".", "   "]},
        {"zh": ["\x00\x01", "😀😀", "a" * 5000], "en": ["<b>", "&amp;", "1" * 400]},
        {"zh": ["Photo"] * 200, "en": ["Photo"] * 150},
        {"zh": ["图"], "ru": ["."] * 60},
    ],
)
def test_odd_lines_are_bounded_and_complete(aligner, sentences, texts):
    bitext = aligner.align({lang: sentences(*found) for lang, found in texts.items()})
    for lang, found in texts.items():
        assert sorted(i for bead in bitext.beads for i in bead.members[lang]) == list(range(len(found)))
    assert all(0 <= bead.confidence <= 1 for bead in bitext.beads)
