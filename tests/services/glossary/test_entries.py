"""Saving an entry: its terms, its own values, and what somebody else changed meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Form, Kind, Status
from tmflow.model.errors import Conflict, InputError, NotFound
from tmflow.services.glossaries import TermDraft
from tmflow.services.glossary_drafts import draft_of, problems
from tmflow.services.glossary_history import CellChange, events

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
SECOND = Account(6, "second", "Second Owner", frozenset({Grant(Role.GLOSSARY_OWNER)}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))


def texts(entry, lang):
    return [term.text for term in entry.in_language(lang)]


def test_an_entry_is_stored_with_ids_and_read_back(glossary, director):
    assert director.id == "C-0001"
    assert [(term.id, term.text, term.status) for term in director.terms] == [
        ("C-0001.zh.1", "主任", Status.PREFERRED),
        ("C-0001.en.1", "Director", Status.PREFERRED),
        ("C-0001.en.2", "Head", Status.DEPRECATED),
    ]
    assert glossary.get(READER, "C-0001").entry == director
    assert glossary.save(OWNER, None, Kind.TERM, "", [TermDraft(None, "zh", "新")]).id == "C-0002"


def test_every_state_of_a_term_is_kept(glossary, director):
    term = director.in_language("en")[0]
    draft = TermDraft(term.id, "en", "Chief", note="since May", base_revision=1)
    saved = glossary.save(SECOND, director.id, director.kind, director.note, [draft])
    assert texts(saved, "en") == ["Chief", "Head"]
    history = [
        (state.term.text, state.term.revision, state.author) for state in glossary.get(READER, director.id).history
    ]
    assert ("Chief", 2, "second") in history
    assert ("Director", 1, "sunhui") in history


def test_a_stale_change_is_a_conflict_that_shows_what_is_stored(glossary, director):
    term = director.in_language("en")[0]
    glossary.save(OWNER, director.id, director.kind, "", [TermDraft(term.id, "en", "Chief", base_revision=1)])
    with pytest.raises(Conflict) as conflict:
        glossary.save(SECOND, director.id, director.kind, "", [TermDraft(term.id, "en", "Boss", base_revision=1)])
    assert texts(conflict.value.current, "en") == ["Chief", "Head"]
    assert texts(glossary.get(READER, director.id).entry, "en") == ["Chief", "Head"]


def test_a_changed_kind_and_a_changed_term_go_together(glossary, director):
    term = director.in_language("en")[0]
    saved = glossary.save(OWNER, director.id, Kind.TERM, "", [TermDraft(term.id, "en", "Chief", base_revision=1)])
    assert (saved.kind, saved.revision, texts(saved, "en")) == (Kind.TERM, 2, ["Chief", "Head"])
    assert [state.entry.kind for state in glossary.get(READER, director.id).own_history] == [Kind.TERM, Kind.TITLE]


@pytest.mark.parametrize(
    "draft",
    [
        TermDraft(None, "en", ""),
        TermDraft(None, "en", "  "),
        TermDraft(None, "en", "two\nlines"),
        TermDraft(None, "en", "x" * 1001),
        TermDraft(None, "en", "broken \ud800"),
        TermDraft(None, "en", "good", note="broken \ud800"),
        TermDraft(None, "fr", "directeur"),
        TermDraft(None, "en", "Director"),
        TermDraft("C-0001.en.1", "ru", "Директор", base_revision=1),
    ],
    ids=["empty", "blank", "lines", "long", "broken", "broken note", "language", "twice", "other language"],
)
def test_a_draft_that_cannot_be_stored_changes_nothing(glossary, director, draft):
    with pytest.raises(InputError):
        glossary.save(OWNER, director.id, Kind.TITLE, "changed", [TermDraft(None, "ru", "Директор"), draft])
    assert glossary.get(READER, director.id).entry == director


def test_a_deleted_term_leaves_and_an_entry_with_its_last_term(glossary, director):
    for term in director.terms[:-1]:
        assert glossary.delete_term(OWNER, term.id, 1) is not None
    assert glossary.delete_term(OWNER, director.terms[-1].id, 1) is None
    with pytest.raises(NotFound):
        glossary.get(READER, director.id)
    with pytest.raises(NotFound):
        glossary.delete_term(OWNER, director.terms[0].id, 2)


def test_a_deleted_term_that_is_entered_again_goes_on_with_its_history(glossary, director):
    glossary.delete_term(OWNER, "C-0001.en.2", 1)
    saved = glossary.save(OWNER, director.id, director.kind, director.note, [TermDraft(None, "en", "Head")])
    assert [(term.id, term.revision) for term in saved.in_language("en")] == [("C-0001.en.1", 1), ("C-0001.en.2", 3)]


# ---------------------------------------------------------------- everything that an entry says

EVERYTHING = TermDraft(
    None,
    "ru",
    "порт Далянь",
    note="a note",
    source="an atlas",
    form=Form.FULL,
    use_instead="Даляньский порт",
    case=True,
    gender="m",
    inflection="порта Далянь",
    valid_from="2021-11-01",
    valid_until="2022-09-17",
)


def test_everything_that_is_said_of_a_term_is_kept(glossary, director):
    saved = glossary.save(OWNER, director.id, director.kind, director.note, [EVERYTHING])
    term = saved.in_language("ru")[0]
    assert replace(draft_of(term), term_id=None, base_revision=0) == EVERYTHING
    assert term in [state.term for state in glossary.get(READER, director.id).history]
    again = glossary.save(OWNER, director.id, director.kind, director.note, [draft_of(term)])
    assert again == saved


def test_the_owner_of_an_entry_is_who_made_it_until_somebody_says_otherwise(glossary, director):
    assert director.owner == "sunhui"
    kept = glossary.save(SECOND, director.id, director.kind, "another note", [])
    assert (kept.owner, kept.note, kept.revision) == ("sunhui", "another note", 2)
    assert glossary.save(SECOND, director.id, director.kind, "another note", [], owner="Protocol").owner == "Protocol"
    history = glossary.get(READER, director.id).own_history
    assert [(state.entry.owner, state.author) for state in history] == [
        ("Protocol", "second"),
        ("sunhui", "second"),
        ("sunhui", "sunhui"),
    ]


BAD_FIELDS = [
    ({"valid_from": "2021-13-01"}, "valid_from"),
    ({"valid_from": "2022-01-01", "valid_until": "2021-01-01"}, "valid_until"),
    ({"gender": "x"}, "gender"),
    ({"use_instead": "two\nlines"}, "use_instead"),
    ({"inflection": "x" * 201}, "inflection"),
    ({"text": ""}, "term"),
    ({"lang": "fr"}, "lang"),
    ({"note": "broken \ud800"}, "term"),
]


@pytest.mark.parametrize(("fields", "cell"), BAD_FIELDS)
def test_what_cannot_stand_in_a_field_is_said_at_the_field(glossary, director, fields, cell):
    draft = replace(EVERYTHING, **fields)
    assert (1, cell) in {(each.row, each.cell) for each in problems([TermDraft(None, "en", "good"), draft])}
    with pytest.raises(InputError):
        glossary.save(OWNER, director.id, director.kind, director.note, [draft])
    assert glossary.get(READER, director.id).entry == director


def test_a_good_form_has_no_problems():
    assert problems([EVERYTHING, TermDraft(None, "en", "Port of Dalian")]) == ()


def test_terms_are_taken_out_changed_and_added_in_one_act(glossary, director):
    drafts = [TermDraft("C-0001.en.1", "en", "Chief", base_revision=1), TermDraft(None, "ru", "директор")]
    saved = glossary.save(OWNER, director.id, director.kind, "", drafts, taken_out=[("C-0001.en.2", 1)])
    assert (texts(saved, "en"), texts(saved, "ru")) == (["Chief"], ["директор"])
    bad = [TermDraft("C-0001.en.1", "en", "Boss", base_revision=9)]
    with pytest.raises(Conflict):
        glossary.save(OWNER, director.id, director.kind, "", bad, taken_out=[("C-0001.ru.1", 1)])
    assert glossary.get(READER, director.id).entry == saved


def test_an_entry_keeps_one_term_at_least(glossary, director):
    everything = [(term.id, term.revision) for term in director.terms]
    with pytest.raises(InputError, match="at least one term"):
        glossary.save(OWNER, director.id, director.kind, "", [], taken_out=everything)
    assert glossary.get(READER, director.id).entry == director


def test_an_entry_is_taken_out_as_a_whole_and_its_terms_bring_it_back(glossary, director):
    seen = [(term.id, term.revision) for term in director.terms]
    glossary.save(SECOND, director.id, director.kind, director.note, [TermDraft(None, "ru", "директор")])
    with pytest.raises(Conflict):
        glossary.delete_entry(OWNER, director.id, seen)
    glossary.delete_entry(OWNER, director.id, [*seen, ("C-0001.ru.1", 1)])
    with pytest.raises(NotFound):
        glossary.get(READER, director.id)
    assert glossary.current_entries() == {}
    assert texts(glossary.restore(OWNER, "C-0001.ru.1", 1, 2), "ru") == ["директор"]


# ---------------------------------------------------------------- two people at once


def test_different_cells_of_one_term_are_merged(glossary, director):
    head = director.in_language("en")[1]
    glossary.save(OWNER, director.id, director.kind, director.note, [replace(draft_of(head), note="since May")])
    saved = glossary.save(SECOND, director.id, director.kind, director.note, [replace(draft_of(head), case=True)])
    merged = saved.in_language("en")[1]
    assert (merged.note, merged.case, merged.revision) == ("since May", True, 3)


def test_what_a_person_did_not_touch_is_left_as_somebody_else_made_it(glossary, director):
    form = [draft_of(term) for term in director.terms]
    glossary.save(OWNER, director.id, director.kind, director.note, [replace(form[1], text="Chief")])
    saved = glossary.save(SECOND, director.id, director.kind, director.note, [form[1], replace(form[2], text="Boss")])
    assert texts(saved, "en") == ["Chief", "Boss"]


def test_the_own_values_of_an_entry_are_merged_and_asked_about_in_the_same_way(glossary, director):
    def save(who, kind=director.kind, note=director.note, confused=(), owner="sunhui"):
        return glossary.save(who, director.id, kind, note, [], confused, owner=owner, base_revision=1)

    save(OWNER, note="of a bank", confused=["mayor"])
    saved = save(SECOND, owner="Protocol", confused=["head"])
    assert (saved.note, saved.owner, saved.confused_with) == ("of a bank", "Protocol", ("mayor", "head"))
    with pytest.raises(Conflict) as conflict:
        save(SECOND, note="of a port")
    assert conflict.value.current == saved
    assert glossary.get(READER, director.id).entry == saved


def test_a_conflict_shows_what_is_stored_and_nothing_of_what_was_not_saved(glossary, director):
    form = draft_of(director.in_language("en")[0])
    stored = glossary.save(OWNER, director.id, director.kind, director.note, [replace(form, text="Chief")])
    mine = replace(form, text="Boss")
    with pytest.raises(Conflict) as conflict:
        glossary.save(SECOND, director.id, Kind.TERM, "my note", [mine], owner="me", base_revision=1)
    assert conflict.value.current == stored
    again = replace(mine, base_revision=2)
    saved = glossary.save(SECOND, director.id, Kind.TERM, "my note", [again], owner="me", base_revision=1)
    assert (saved.preferred("en").text, saved.note, saved.owner) == ("Boss", "my note", "me")


def test_taking_out_what_somebody_changed_is_a_conflict(glossary, director):
    head = director.in_language("en")[1]
    glossary.save(OWNER, director.id, director.kind, director.note, [replace(draft_of(head), note="since May")])
    with pytest.raises(Conflict):
        glossary.save(SECOND, director.id, director.kind, director.note, [], taken_out=[(head.id, 1)])
    glossary.delete_term(OWNER, head.id, 2)
    glossary.save(SECOND, director.id, director.kind, director.note, [], taken_out=[(head.id, 2)])


# ---------------------------------------------------------------- the way back


def test_a_term_becomes_again_what_it_was(glossary, director):
    draft = TermDraft("C-0001.en.1", "en", "Chief", Status.DEPRECATED, "since May", base_revision=1)
    glossary.save(SECOND, director.id, director.kind, director.note, [draft])
    restored = glossary.restore(OWNER, "C-0001.en.1", 1, 2)
    term = next(each for each in restored.terms if each.id == "C-0001.en.1")
    assert (term.text, term.status, term.note, term.revision) == ("Director", Status.PREFERRED, "", 3)
    with pytest.raises(Conflict):
        glossary.restore(OWNER, "C-0001.en.1", 2, 2)
    with pytest.raises(NotFound):
        glossary.restore(OWNER, "C-0001.en.1", 9, 3)


def test_the_last_term_of_an_entry_brings_the_entry_back_with_it(glossary):
    made = glossary.save(OWNER, None, Kind.PLACE, "a note", [TermDraft(None, "en", "Qingdao")])
    glossary.delete_term(OWNER, "C-0001.en.1", 1)
    restored = glossary.restore(OWNER, "C-0001.en.1", 1, 2)
    assert (restored.kind, restored.note, restored.owner, texts(restored, "en")) == (
        made.kind,
        made.note,
        made.owner,
        ["Qingdao"],
    )


def test_the_history_says_who_did_what(glossary, director):
    form = [draft_of(term) for term in director.terms]
    glossary.save(SECOND, director.id, Kind.TERM, director.note, [replace(form[1], status=Status.ADMITTED)])
    glossary.delete_term(OWNER, "C-0001.en.2", 1)
    glossary.restore(OWNER, "C-0001.en.2", 1, 2)
    detail = glossary.get(READER, director.id)
    found = {(each.term_id, each.revision): each for each in events(detail.history, detail.own_history)}
    assert {key: (each.act, each.author, each.current) for key, each in found.items()} == {
        ("C-0001.zh.1", 1): ("added", "sunhui", True),
        ("C-0001.en.1", 1): ("added", "sunhui", False),
        ("C-0001.en.1", 2): ("changed", "second", True),
        ("C-0001.en.2", 1): ("added", "sunhui", False),
        ("C-0001.en.2", 2): ("taken_out", "sunhui", False),
        ("C-0001.en.2", 3): ("brought_back", "sunhui", True),
        ("", 2): ("changed", "second", True),
    }
    assert found["C-0001.en.1", 2].changes == (CellChange("status", "preferred", "admitted"),)
    assert found["", 2].changes == (CellChange("kind", "title", "term"),)
