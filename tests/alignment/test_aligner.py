"""What the aligner promises: the ladders, fixed beads, one bead for every sentence, honest warnings, any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.alignment.aligner import Aligner
from tmflow.model.bitext import Bead, BeadOrigin, Sentence
from tmflow.model.errors import InputError, UnsupportedLanguage
from tmflow.model.segment import Segment

LADDERS = sorted((Path(__file__).parent / "ladders").glob("*.txt"))
WORDS = ["Qingdao", "2021", "hello there.", "上合示范区", "的", "поезд", "", "，", "12.6 million"]


def as_text(versions, rows):
    """Rows as they stand in a ladder, so that a failure can be read."""
    return [[f"{lang} {versions[lang][i].text}" for lang in versions for i in row[lang]] for row in rows]


def check_whole(bitext):
    for lang, found in bitext.sentences.items():
        assert sorted(i for bead in bitext.beads for i in bead.members[lang]) == list(range(len(found)))
    for bead in bitext.beads:
        assert 0 <= bead.confidence <= 1
        assert all(list(members) == sorted(members) for members in bead.members.values())


@pytest.mark.parametrize("path", LADDERS, ids=[path.stem for path in LADDERS])
def test_ladder(path, aligner, read_ladder):
    versions, rows = read_ladder(path.read_text(encoding="utf-8"))
    bitext = aligner.align(versions)
    got = as_text(versions, [bead.members for bead in bitext.beads])
    assert sorted(got) == sorted(as_text(versions, rows))
    assert bitext.warnings == ()


@pytest.mark.parametrize("path", LADDERS, ids=[path.stem for path in LADDERS])
def test_without_an_encoder_words_and_figures_decide_and_the_result_says_so(path, lexical, read_ladder):
    versions, rows = read_ladder(path.read_text(encoding="utf-8"))
    bitext = lexical.align(versions)
    wanted = as_text(versions, rows)
    assert sum(row in wanted for row in as_text(versions, [b.members for b in bitext.beads])) >= 0.6 * len(wanted)
    assert "encoder" in bitext.warnings[0]


class FailingEncoder:
    name = "broken"

    def embed(self, texts, lang):
        raise OSError(f"no model for {lang}, {len(texts)} texts")


def test_an_encoder_that_fails_is_told_and_the_rest_stands(lexical, read_ladder):
    versions, _ = read_ladder(LADDERS[0].read_text(encoding="utf-8"))
    broken = Aligner(FailingEncoder(), lexical.lexicon).align(versions)
    assert broken.beads == lexical.align(versions).beads
    assert "no model" in broken.warnings[0]


def test_fixed_beads_come_back_and_nothing_is_joined_across_them(aligner, read_ladder):
    versions, _ = read_ladder((Path(__file__).parent / "ladders" / "train.txt").read_text(encoding="utf-8"))
    fixed = Bead({"zh": (1,), "en": (1,), "ru": (2,)}, origin=BeadOrigin.PERSON)
    alone = Bead({"zh": (), "en": (3,), "ru": ()}, origin=BeadOrigin.PERSON)
    bitext = aligner.align(versions, fixed=[fixed, alone])
    check_whole(bitext)
    people = [dict(bead.members) for bead in bitext.beads if bead.origin is BeadOrigin.PERSON]
    assert people == [dict(fixed.members), dict(alone.members)]
    for bead in bitext.beads:
        sides = {
            lang: {i > fixed.members[lang][0] for i in members} for lang, members in bead.members.items() if members
        }
        if bead.origin is BeadOrigin.AUTOMATIC and len(sides) > 1:
            assert set.union(*sides.values()) in ({True}, {False})


def test_a_fixed_bead_may_be_of_any_size_and_cross_another(aligner, sentences):
    versions = {"zh": sentences(*"一二三四五六七八"), "en": sentences(*"abcdefgh")}
    fixed = [Bead({"zh": (0, 1, 2, 3, 4), "en": (5,)}), Bead({"zh": (5,), "en": (0, 1)})]
    bitext = aligner.align(versions, fixed=fixed)
    check_whole(bitext)
    assert {tuple(b.members["zh"]) for b in bitext.beads if b.origin is BeadOrigin.PERSON} == {(0, 1, 2, 3, 4), (5,)}


@pytest.mark.parametrize("members", [{"zh": (9,), "en": (0,)}, {"zh": (0,), "en": (-1,)}])
def test_a_fixed_bead_that_does_not_fit_is_refused(aligner, sentences, members):
    with pytest.raises(InputError, match="fixed bead"):
        aligner.align({"zh": sentences("一"), "en": sentences("one")}, fixed=[Bead(members)])


def test_only_the_languages_of_the_house(aligner, sentences):
    with pytest.raises(UnsupportedLanguage, match="fr"):
        aligner.align({"zh": sentences("一"), "fr": sentences("un")})
    with pytest.raises(InputError, match="two"):
        aligner.align({"zh": sentences("一")})


def test_an_empty_version_leaves_the_others_alone(aligner, sentences):
    bitext = aligner.align({"zh": (), "en": sentences("One.", "Two."), "ru": ()})
    check_whole(bitext)
    assert len(bitext.beads) == 2


def test_nothing_at_all(aligner):
    assert aligner.align({"zh": (), "en": ()}).beads == ()


def test_one_sentence_against_thirty(aligner, sentences):
    many = [f"The delegation visited hall {n} and talked to the exhibitors there." for n in range(30)]
    many[17] = "The train left Qingdao for Moscow with fifty containers on board."
    bitext = aligner.align(
        {"en": sentences(*many), "ru": sentences("Поезд с пятьюдесятью контейнерами отправился из Циндао в Москву.")}
    )
    check_whole(bitext)
    assert [bead.members["en"] for bead in bitext.beads if bead.members["ru"]] == [(17,)]


def test_identical_texts_align_one_to_one(aligner, sentences):
    same = sentences("Qingdao.", "SCO Expo 2021.", "Qingdao Port, 12 containers.", "Qingdao.")
    bitext = aligner.align({"zh": same, "en": same, "ru": same})
    assert [set(bead.members.values()) for bead in bitext.beads] == [{(n,)} for n in range(4)]


def test_texts_that_are_no_translations_are_told(aligner, sentences):
    zh = sentences(
        "青岛啤酒节昨晚开幕。",
        "游客在海边观看了焰火表演。",
        "今年共有四十个品牌参加。",
        "市民可以免费乘坐地铁前往。",
        "活动持续到八月底。",
    )
    en = sentences(
        "The committee adopted its rules of procedure.",
        "Members may submit amendments in writing.",
        "A quorum is half of the members.",
        "Votes are counted by the secretary.",
        "The minutes are kept for ten years.",
    )
    bitext = aligner.align({"zh": zh, "en": en})
    check_whole(bitext)
    assert any("translations of each other" in warning for warning in bitext.warnings)
    assert all(bead.confidence < 0.9 for bead in bitext.beads if bead.members["zh"] and bead.members["en"])


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(
        st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=7), min_size=3, max_size=3
    )
)
def test_every_sentence_is_in_one_bead_and_beads_do_not_cross(aligner, texts):
    versions = {
        lang: tuple(Sentence(Segment(text)) for text in found)
        for lang, found in zip(("zh", "en", "ru"), texts, strict=True)
    }
    bitext = aligner.align(versions)
    check_whole(bitext)
    for lang in versions:
        starts = [bead.members[lang][0] for bead in bitext.beads if bead.members[lang]]
        assert starts == sorted(starts)
    assert aligner.align(versions) == bitext
