"""What no correction, edit or revision may lose: tried on texts and alignments of every shape."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.alignment import corrections
from tmflow.model.bitext import Bead, Bitext, Sentence
from tmflow.model.errors import InputError
from tmflow.model.release import BlockKind
from tmflow.model.segment import CodeKind, InlineCode, Segment
from tmflow.model.unit import State, Variant
from tmflow.services.beads import Frame, places, plant, rebuild
from tmflow.services.revising import matched, revise
from tmflow.services.texts import carry_codes, join

LANGUAGES = ("zh", "en", "ru")
DRAFT = Frame("R-2026-0001", LANGUAGES, "zh", "anna", "2026-01-01T00:00:00+00:00")
WORDS = st.text("abcde .", min_size=1, max_size=20).map(lambda text: f"x{text}y")


@st.composite
def bitexts(draw):
    """Alignments of up to eight beads, each with up to two sentences in each language."""
    beads, sentences = [], {lang: [] for lang in LANGUAGES}
    for number in range(draw(st.integers(1, 8))):
        sizes = {lang: draw(st.integers(0, 2)) for lang in LANGUAGES}
        if not any(sizes.values()):
            sizes["zh"] = 1
        members = {}
        for lang, size in sizes.items():
            first = len(sentences[lang])
            sentences[lang] += [Sentence(Segment(f"{lang}{first + n}."), number // 2) for n in range(size)]
            members[lang] = tuple(range(first, first + size))
        beads.append(Bead(members, 0.8))
    return Bitext({lang: tuple(found) for lang, found in sentences.items()}, tuple(beads))


@st.composite
def corrected(draw):
    """An alignment, and what a few random corrections make of it."""
    old = new = draw(bitexts())
    for _ in range(draw(st.integers(1, 4))):
        count = len(new.beads)
        kind = draw(st.sampled_from(("merge", "split", "move")))
        try:
            if kind == "merge":
                first = draw(st.integers(0, count - 1))
                new = corrections.merge(new, first, draw(st.integers(first, count - 1)))
            elif kind == "split":
                new = corrections.split(
                    new, draw(st.integers(0, count - 1)), {lang: draw(st.integers(0, 2)) for lang in LANGUAGES}
                )
            else:
                lang = draw(st.sampled_from(LANGUAGES))
                new = corrections.move(new, lang, draw(st.integers(0, 15)), draw(st.integers(0, count - 1)))
        except InputError:
            continue
    return old, new


def letters(units, lang):
    return sorted("".join(unit.text(lang) for unit in units).replace(" ", ""))


def typed(words):
    return {
        lang: Variant(lang, Segment(word), State.TRANSLATED, 2) for lang, word in zip(LANGUAGES, words, strict=False)
    }


@given(corrected(), st.lists(WORDS, min_size=24, max_size=24), st.booleans())
def test_no_correction_loses_or_doubles_a_letter(pair, words, edited):
    old, new = pair
    units = plant(old, DRAFT)
    if edited:
        units = tuple(replace(unit, variants=typed(words[3 * number :])) for number, unit in enumerate(units))
    after = rebuild(old, units, new, DRAFT)
    assert len(after) == len(new.beads)
    assert [unit.position for unit in after] == list(range(1, len(after) + 1))
    for lang in LANGUAGES:
        assert letters(after, lang) == letters(units, lang)


@given(bitexts())
def test_the_same_alignment_keeps_every_unit(bitext):
    units = plant(bitext, DRAFT)
    assert rebuild(bitext, units, bitext, DRAFT) == units


@given(bitexts())
def test_each_bead_belongs_to_a_block_of_the_source(bitext):
    blocks = {sentence.block for sentence in bitext.sentences["zh"]}
    for kind, block in places(bitext, "zh"):
        assert kind is BlockKind.PARAGRAPH
        assert not blocks or block in blocks


@given(bitexts(), st.lists(WORDS, max_size=12), st.sampled_from(LANGUAGES))
def test_a_revised_version_stands_in_the_units_as_it_came(bitext, texts, lang):
    units = plant(bitext, DRAFT)
    sentences = tuple(Sentence(Segment(text)) for text in texts)
    revision = revise(bitext, units, lang, sentences, DRAFT)
    assert letters(revision.units, lang) == sorted("".join(texts).replace(" ", ""))
    assert len(revision.units) == len(revision.bitext.beads)
    for other, found in revision.bitext.sentences.items():
        used = sorted(index for bead in revision.bitext.beads for index in bead.members.get(other, ()))
        assert used == list(range(len(found)))
    if lang != "zh":
        for other in set(LANGUAGES) - {lang}:
            assert letters(revision.units, other) == letters(units, other)


@given(st.lists(WORDS, max_size=9), st.lists(WORDS, max_size=9))
def test_sentences_are_matched_in_order(old, new):
    found = sorted(matched(old, new, "en").items())
    assert [new_number for _, new_number in found] == sorted({new_number for _, new_number in found})
    assert matched(old, old, "en") == {number: number for number in range(len(old))}


@given(st.text("abc ", min_size=1, max_size=30), st.text("abc ", max_size=30), st.data())
def test_codes_stay_inside_the_text(old, new, data):
    codes = tuple(
        InlineCode(CodeKind.BOLD, start, data.draw(st.integers(start + 1, len(old))))
        for start in data.draw(st.lists(st.integers(0, len(old) - 1), max_size=3))
    )
    carried = carry_codes(Segment(old, codes), new)
    assert carried.text == new
    assert all(0 <= code.start < code.end <= len(new) for code in carried.codes)


@pytest.mark.parametrize(
    ("old", "marked", "new", "carried"),
    [
        ("The port of Qingdao grew.", "Qingdao", "The old port of Qingdao grew.", "Qingdao"),
        ("The port of Qingdao grew.", "Qingdao", "Qingdao grew.", "Qingdao"),
        ("The port of Qingdao grew.", "port of Qingdao", "The port of Qinhuangdao grew.", "port of Qinhuangdao"),
        ("The port of Qingdao grew.", "Qingdao", "It.", None),
    ],
)
def test_a_code_goes_where_its_words_go(old, marked, new, carried):
    start = old.index(marked)
    code = InlineCode(CodeKind.LINK, start, start + len(marked), "https://example.org")
    codes = carry_codes(Segment(old, (code,)), new).codes
    assert [new[each.start : each.end] for each in codes] == ([carried] if carried else [])


def test_sentences_are_joined_as_the_language_writes():
    parts = (Segment("一。"), Segment(""), Segment("二。"))
    assert join(parts, "zh").text == "一。二。"
    assert join(parts, "ru").text == "一。 二。"
