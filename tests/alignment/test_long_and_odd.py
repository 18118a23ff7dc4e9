"""Documents as they really come: long, cut off, without a counterpart, rearranged."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.alignment import corrections, stretches
from tmflow.alignment.moved import told
from tmflow.model.bitext import Bead, BeadOrigin

TOPICS = {
    "zh": ["货运列车", "水果展览", "海关窗口", "啤酒工厂", "俄语课程", "青年论坛", "冷链仓库", "棉花合同", "港口吊车", "医疗设备"],
    "en": ["freight train", "fruit exhibition", "customs window", "beer factory", "Russian language course", "youth forum", "cold storage warehouse", "cotton contract", "port crane", "medical equipment"],
    "ru": ["грузовой поезд", "выставка фруктов", "таможенное окно", "пивной завод", "курс русского языка", "молодёжный форум", "холодильный склад", "контракт на хлопок", "портовый кран", "медицинское оборудование"],
}  # fmt: skip
FRAMES = {
    "zh": ["记者昨天报道了{0}的消息，编号{1}。", "关于{0}，双方讨论了第{1}号文件。", "{1}名代表参观了{0}。"],
    "en": ["A reporter wrote yesterday about the {0}, number {1}.", "On the {0}, the two sides discussed document No. {1}.", "The {0} was visited by {1} delegates."],
    "ru": ["Корреспондент вчера сообщил: {0}, номер {1}.", "Тема — {0}: стороны обсудили документ № {1}.", "{0}: осмотр провели {1} делегатов."],
}  # fmt: skip


def document(lang, numbers):
    return [FRAMES[lang][n % 3].format(TOPICS[lang][n * 7 % 10], n + 100) for n in numbers]


def whole(bitext):
    for lang, found in bitext.sentences.items():
        assert sorted(i for bead in bitext.beads for i in bead.members[lang]) == list(range(len(found)))


def one_to_one(bitext, *langs):
    return {
        tuple(bead.members[lang][0] for lang in langs)
        for bead in bitext.beads
        if all(bead.members[lang] for lang in langs)
    }


# ---------------------------------------------------------------- long


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(0, 2_500), min_size=2, max_size=3),
    unsure=st.sets(st.integers(0, 60)),
)
def test_pieces_hold_every_sentence_once_whatever_is_found(sizes, unsure):
    langs = ("zh", "en", "ru")[: len(sizes)]
    windows = []

    def align(ranges):
        # Beads along the diagonal of the window; in some windows nothing is sure.
        windows.append(ranges)
        confidence = 0.3 if len(windows) in unsure else 0.95
        longest = max(stop - start for start, stop in ranges.values())
        rows = []
        for step in range(longest):
            members = {lang: (start + step,) if start + step < stop else () for lang, (start, stop) in ranges.items()}
            rows.append(Bead(members, confidence))
        return stretches.Piece(rows, dict.fromkeys(pairwise(langs), rows))

    pieces = stretches.in_pieces(dict(zip(langs, sizes, strict=True)), align)
    for lang, size in zip(langs, sizes, strict=True):
        assert sorted(i for piece in pieces for row in piece.rows for i in row.members[lang]) == list(range(size))
    assert all(stop - start <= stretches.WINDOW * 4 + stretches.LONGEST for w in windows for start, stop in w.values())


def test_a_document_longer_than_a_window_is_aligned_as_one(lexical, sentences):
    count = stretches.LONGEST + 60
    zh, en = list(range(count)), [n for n in range(count) if n % 50 != 7 and not 400 <= n < 430]
    versions = {"zh": sentences(*document("zh", zh)), "en": sentences(*document("en", en))}
    bitext = lexical.align(versions)
    whole(bitext)
    expected = {(n, at) for at, n in enumerate(en)}
    assert len(one_to_one(bitext, "zh", "en") & expected) >= 0.97 * len(expected)
    assert len(bitext.warnings) == 1


def test_a_fixed_bead_stands_where_a_long_document_is_cut(lexical, sentences):
    count = stretches.LONGEST + 20
    versions = {lang: sentences(*document(lang, range(count))) for lang in ("en", "ru")}
    fixed = [Bead({"en": tuple(range(380, 390)), "ru": (384,)}, origin=BeadOrigin.PERSON)]
    bitext = lexical.align(versions, fixed=fixed)
    whole(bitext)
    assert [bead for bead in bitext.beads if bead.origin is BeadOrigin.PERSON] == fixed


# ---------------------------------------------------------------- odd


def test_a_version_cut_off_in_the_middle_leaves_the_rest_alone(aligner, sentences):
    zh, en, ru = (document(lang, range(24)) for lang in ("zh", "en", "ru"))
    en = [*en[:12], en[12][: len(en[12]) // 2]]
    bitext = aligner.align({"zh": sentences(*zh), "en": sentences(*en), "ru": sentences(*ru)})
    whole(bitext)
    assert {(n, n) for n in range(24)} <= one_to_one(bitext, "zh", "ru")
    assert {(n, n) for n in range(12)} <= one_to_one(bitext, "zh", "en")
    assert all(set(bead.members["en"]) <= {12} for bead in bitext.beads if max(bead.members["zh"], default=0) > 12)


@pytest.mark.parametrize("langs", [("zh", "en"), ("en", "ru"), ("zh", "ru"), ("zh", "en", "ru")])
def test_versions_of_different_releases_are_told(aligner, sentences, langs):
    numbers = {"zh": range(12), "en": range(300, 312), "ru": range(700, 712)}
    other = {
        "zh": document("zh", numbers["zh"]),
        "en": [f"Rule {n} of the chess federation concerns the clock and the pieces." for n in range(12)],
        "ru": ["Кот спал на подоконнике, и никто ему не мешал.", "Потом пошёл дождь.", "Бабушка пекла пироги."] * 4,
    }
    bitext = aligner.align({lang: sentences(*other[lang]) for lang in langs})
    whole(bitext)
    assert (
        sum("translations of each other" in warning for warning in bitext.warnings)
        == len(langs) * (len(langs) - 1) // 2
    )
    assert all(bead.confidence < 0.9 for bead in bitext.beads if sum(map(bool, bead.members.values())) > 1)


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_one_sentence_of_thirty(aligner, sentences, lang):
    other = {"zh": "en", "en": "ru", "ru": "zh"}[lang]
    bitext = aligner.align({lang: sentences(*document(lang, range(30))), other: sentences(*document(other, [17]))})
    whole(bitext)
    assert one_to_one(bitext, lang, other) == {(17, 0)}


def test_identical_long_texts(aligner, sentences):
    same = sentences(*document("en", range(30)))
    bitext = aligner.align({"zh": same, "en": same, "ru": same})
    assert [set(bead.members.values()) for bead in bitext.beads] == [{(n,)} for n in range(30)]
    assert bitext.moved == ()


def test_a_single_sentence_of_great_length(aligner, sentences):
    zh, en = "。".join(document("zh", range(400))), " ".join(document("en", range(400)))
    bitext = aligner.align({"zh": sentences(zh), "en": sentences(en)})
    assert [dict(bead.members) for bead in bitext.beads] == [{"zh": (0,), "en": (0,)}]


# ---------------------------------------------------------------- moved


def test_a_sentence_that_was_moved_is_offered_and_can_be_accepted(aligner, read_ladder, ladder_paths):
    versions, _ = read_ladder(next(p for p in ladder_paths if p.stem == "visit").read_text(encoding="utf-8"))
    clean = aligner.align(versions)
    assert clean.moved == ()
    at, target = 4, 0
    (row,) = [bead for bead in clean.beads if bead.members["en"] == (at,)]
    en = versions["en"]
    order = [n for n in range(len(en)) if n != at]
    order.insert(target, at)
    changed = aligner.align({**versions, "en": tuple(en[n] for n in order)})
    whole(changed)
    place = order.index(at)
    offered = next(bead for bead in changed.moved if bead.members["en"] == (place,))
    assert offered.members["zh"] in {row.members["zh"], ()}
    assert offered.members["ru"] in {row.members["ru"], ()}
    assert f"en {place + 1}" in told(offered)
    accepted = corrections.join(changed, offered.members)
    whole(accepted)
    assert offered not in accepted.moved
    (bead,) = [bead for bead in accepted.beads if bead.members["en"] == (place,)]
    assert (bead.origin, dict(bead.members)) == (BeadOrigin.PERSON, dict(offered.members))
    again = aligner.align(accepted.sentences, fixed=corrections.made_by_people(accepted))
    assert bead in again.beads
