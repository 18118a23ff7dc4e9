"""Corrected beads: what becomes of the texts, of approvals, of later runs, and the way back."""

from __future__ import annotations

import pytest

from tmflow.model.bitext import BeadOrigin
from tmflow.model.errors import Blocked, Conflict, InputError, PermissionDenied
from tmflow.model.unit import State


@pytest.fixture
def beads(services, people, draft):
    """Shorthand for corrections: always of the alignment as it stands now."""

    class Beads:
        @property
        def bitext(self):
            return services.alignments.bitext(people.reader, draft)

        def do(self, action, *arguments, actor=people.translator):
            return getattr(services.alignments, action)(actor, draft, self.bitext.revision, *arguments)

        def texts(self, lang):
            return [row.unit.text(lang) for row in services.units.rows(people.reader, draft)]

        def units(self):
            return [row.unit for row in services.units.rows(people.reader, draft)]

    return Beads()


def test_merged_beads_are_one_unit_with_the_texts_as_they_stand(beads, draft, work):
    work.save(draft, 4, "en", "The guests toured the logistics center.")
    before = beads.units()
    beads.do("merge", 3, 4)
    units = beads.units()
    assert len(units) == 5
    assert [units[3].text(lang) for lang in ("zh", "en", "ru")] == [
        "代表团参观了塔什干物流中心。该中心每年处理货物120万吨。",
        "The guests toured the logistics center. The center handles 1.2 million tons of cargo every year.",
        "Делегация осмотрела Ташкентский логистический центр. Центр ежегодно обрабатывает 1,2 млн тонн грузов.",
    ]
    assert units[3].derived_from == (before[3].id, before[4].id)
    assert [unit.id for unit in (*units[:3], units[4])] == [before[n].id for n in (0, 1, 2, 5)]
    assert [unit.position for unit in units] == [1, 2, 3, 4, 5]


def test_a_split_bead_gives_each_part_its_edited_sentence(beads, draft, work):
    beads.do("merge", 3, 4)
    work.save(draft, 4, "en", "They saw the center. It handles 1.2 million tons.")
    beads.do("split", 3, {"zh": 1, "en": 1, "ru": 1})
    assert beads.texts("en")[3:5] == ["They saw the center.", "It handles 1.2 million tons."]
    assert beads.texts("zh")[3:5] == ["代表团参观了塔什干物流中心。", "该中心每年处理货物120万吨。"]


def test_a_moved_sentence_takes_approval_only_where_texts_changed(services, people, beads, draft):
    services.review.approve_clean(people.editor, draft, "en")
    services.review.approve_clean(people.editor, draft, "ru")
    beads.do("move", "en", 4, 3)
    units = beads.units()
    assert units[3].text("en").endswith("The center handles 1.2 million tons of cargo every year.")
    assert units[4].text("en") == ""
    assert [units[n].variants["en"].state for n in (3, 4, 5)] == [State.TRANSLATED, State.INITIAL, State.REVIEWED]
    assert {units[n].variants[lang].state for n in (3, 4) for lang in ("zh", "ru")} == {State.REVIEWED}


def test_a_correction_stays_through_a_new_run(services, people, beads, draft):
    beads.do("move", "en", 4, 3)
    corrected = beads.bitext.beads[3]
    services.alignments.realign(people.translator, draft)
    assert corrected in beads.bitext.beads
    assert corrected.origin is BeadOrigin.PERSON
    assert beads.units()[3].text("en").endswith("cargo every year.")


def test_a_new_run_that_finds_the_same_changes_no_unit(services, people, beads, draft):
    services.review.approve_clean(people.editor, draft, "ru")
    before = beads.units()
    services.alignments.realign(people.translator, draft)
    assert beads.units() == before


@pytest.mark.parametrize(
    ("action", "arguments"), [("merge", (2, 4)), ("move", ("ru", 4, 3)), ("accept", (2,)), ("accept_above", (0.5,))]
)
def test_undo_brings_back_units_with_their_approvals(services, people, beads, draft, action, arguments):
    services.review.approve_clean(people.editor, draft, "en")
    before, bitext = beads.units(), beads.bitext
    beads.do(action, *arguments)
    services.alignments.undo(people.translator, draft)
    assert beads.units() == before
    assert beads.bitext.beads == bitext.beads
    assert services.memories.search(people.reader, before[3].text("zh"), "zh", "en")[0].score == 100
    with pytest.raises(Blocked):
        services.alignments.undo(people.translator, draft)


def test_undo_goes_back_step_by_step(services, people, beads, draft):
    before = beads.units()
    beads.do("merge", 3, 4)
    beads.do("merge", 3, 4)
    assert len(beads.units()) == 4
    services.alignments.undo(people.translator, draft)
    assert len(beads.units()) == 5
    services.alignments.undo(people.translator, draft)
    assert beads.units() == before


def test_undo_loses_nothing_that_was_typed_meanwhile(services, people, beads, draft, work):
    beads.do("merge", 3, 4)
    work.save(draft, 4, "en", "They saw the center. It handles 1.2 million tons.")
    services.alignments.undo(people.translator, draft)
    assert beads.texts("en")[3:5] == ["They saw the center.", "It handles 1.2 million tons."]


def test_what_was_typed_before_a_correction_is_in_the_history_after_it(services, people, beads, draft, work):
    work.save(draft, 5, "ru", "Центр принимает 1,2 млн тонн в год.")
    beads.do("merge", 3, 4)
    history = services.units.history(people.reader, beads.units()[3].id, "ru")
    assert "Центр принимает 1,2 млн тонн в год." in [each.text.text for each in history]


def test_two_people_do_not_correct_at_once(services, people, beads, draft):
    old = beads.bitext
    beads.do("accept", 0)
    with pytest.raises(Conflict) as conflict:
        services.alignments.merge(people.translator, draft, old.revision, 3, 4)
    assert conflict.value.current == beads.bitext


def test_accepting_the_beads_of_a_published_page_lifts_the_penalty(services, people, put):
    archived = put(published=True)
    sentence = "双方签署了合作备忘录。"
    assert services.memories.search(people.reader, sentence, "zh", "ru")[0].score < 100
    services.alignments.accept(people.translator, archived, 1, 5)
    assert services.memories.search(people.reader, sentence, "zh", "ru")[0].score >= 100


def test_correcting_a_published_page_leaves_it_published(services, people, put):
    archived = put(published=True)
    services.alignments.merge(people.translator, archived, 1, 3, 4)
    assert services.releases.get(people.reader, archived).state == "final"
    found = services.memories.search(people.reader, "该中心每年处理货物120万吨。", "zh", "en", minimum=99)
    assert found == ()


def test_a_revised_text_ends_what_can_be_undone(services, people, beads, draft, texts):
    beads.do("merge", 3, 4)
    version = services.releases.inspect(people.translator, [], texts=[texts["zh"] + "\n再见。\n"]).groups[0]
    services.releases.revise(people.translator, draft, version.versions[0].version)
    with pytest.raises(Blocked) as blocked:
        services.alignments.undo(people.translator, draft)
    assert blocked.value.reasons == ("state",)


@pytest.mark.parametrize(
    ("action", "arguments"), [("merge", (5, 6)), ("split", (0, {"zh": 1})), ("move", ("zh", 9, 0)), ("accept", (-1,))]
)
def test_impossible_corrections_change_nothing(beads, action, arguments):
    before = beads.bitext, beads.units()
    with pytest.raises(InputError):
        beads.do(action, *arguments)
    assert (beads.bitext, beads.units()) == before


def test_readers_do_not_correct(people, beads):
    with pytest.raises(PermissionDenied):
        beads.do("accept", 0, actor=people.reader)
