"""Saving one text: versions, repetitions, states, what happens to the others."""

from __future__ import annotations

import pytest

from tmflow.model.errors import Conflict, InputError, NotFound, Refused
from tmflow.model.unit import State

ENGLISH = "The two sides signed a memorandum of understanding on cooperation."


def test_a_stale_version_is_a_conflict_that_shows_what_is_stored(services, people, draft, work):
    unit = work.row(draft, 6).unit
    work.save(draft, 6, "en", ENGLISH)
    with pytest.raises(Conflict) as conflict:
        services.units.save(people.russian_only, unit.id, "ru", "…", version=7, operation_id="other")
    assert conflict.value.current == unit.variants["ru"]
    with pytest.raises(Conflict) as conflict:
        services.units.save(people.translator, unit.id, "en", "Mine.", version=1, operation_id="late")
    assert conflict.value.current.text.text == ENGLISH
    assert work.row(draft, 6).unit.text("en") == ENGLISH


def test_the_same_operation_twice_is_done_once(services, people, draft, work):
    unit = work.row(draft, 6).unit
    first = services.units.save(people.translator, unit.id, "en", ENGLISH, version=1, operation_id="once")
    again = services.units.save(people.translator, unit.id, "en", ENGLISH, version=1, operation_id="once")
    assert first.unit == again.unit
    assert again.unit.variants["en"].version == 2
    assert len(services.units.history(people.reader, unit.id, "en")) == 2


@pytest.mark.parametrize(
    ("who", "position", "error"),
    [("editor", 6, "another account"), ("translator", 5, "something else")],
)
def test_an_operation_number_belongs_to_one_account_and_one_sentence(
    services, people, draft, work, who, position, error
):
    services.units.save(people.translator, work.row(draft, 6).unit.id, "en", ENGLISH, version=1, operation_id="once")
    with pytest.raises(Refused, match=error):
        services.units.save(
            getattr(people, who), work.row(draft, position).unit.id, "en", "Text.", version=1, operation_id="once"
        )


SAVED = [
    # state before, confirm, text changes, state after, author after
    ("initial", False, True, State.INITIAL, "pavel"),
    ("initial", True, False, State.TRANSLATED, "pavel"),
    ("translated", False, False, State.TRANSLATED, "anna"),
    ("translated", True, False, State.TRANSLATED, "anna"),
    ("translated", False, True, State.TRANSLATED, "pavel"),
    ("reviewed", True, False, State.REVIEWED, "anna"),
    ("reviewed", False, True, State.TRANSLATED, "pavel"),
    ("reviewed", True, True, State.TRANSLATED, "pavel"),
]


@pytest.mark.parametrize("case", SAVED)
def test_what_saving_does_to_the_state(services, people, draft, work, operation, case):
    before, confirm, changes, after, author = case
    row = work.row(draft, 6)
    if before == "initial":
        services.review.return_(
            people.editor, row.unit.id, "ru", version=1, comment="Look again.", operation_id=operation()
        )
    if before == "reviewed":
        work.approve(draft, 6, "ru")
    text = "Стороны подписали меморандум." if changes else row.unit.text("ru")
    saved = work.save(draft, 6, "ru", text, actor=people.russian_only, confirm=confirm).unit.variants["ru"]
    assert (saved.state, saved.author) == (after, author)


def test_a_new_source_text_marks_its_translations_and_takes_their_approval(services, people, draft, work):
    work.approve(draft, 6, "en")
    unit = work.save(draft, 6, "zh", "双方签署了合作谅解备忘录。").unit
    assert {lang: (each.state, each.source_changed) for lang, each in unit.variants.items()} == {
        "zh": (State.TRANSLATED, False),
        "en": (State.TRANSLATED, True),
        "ru": (State.TRANSLATED, True),
    }
    difference = services.releases.source_difference(people.reader, unit.id, "en")
    assert [part.text for part in difference if part.op == "insert"] == ["谅解"]

    confirmed = work.save(draft, 6, "en", unit.text("en"), actor=people.editor).unit.variants["en"]
    assert (confirmed.source_changed, confirmed.author) == (False, "chenhao")


def test_history_and_the_way_back(services, people, draft, work, operation):
    unit = work.row(draft, 6).unit
    work.save(draft, 6, "en", ENGLISH)
    history = services.units.history(people.reader, unit.id, "en")
    assert [(each.origin, each.author) for each in history] == [("imported", "anna"), ("typed", "anna")]
    row = services.units.restore(people.translator, unit.id, "en", history[0].id, 2, operation())
    assert row.unit.variants["en"].text == unit.variants["en"].text
    assert row.unit.variants["en"].origin == "restored"
    with pytest.raises(NotFound):
        services.units.restore(people.translator, unit.id, "en", 999_999, 3, operation())


@pytest.mark.parametrize(
    ("lang", "text", "rest", "error"),
    [
        ("en", "", {"confirm": True}, InputError),
        ("en", " \n", {"confirm": True}, InputError),
        ("en", "x" * 100_001, {}, InputError),
        ("en", "x", {"origin": "invented"}, InputError),
        ("en", "half \ud83d a character", {}, InputError),
        ("de", "x", {}, NotFound),
    ],
)
def test_what_cannot_be_saved(services, people, draft, work, lang, text, rest, error):
    unit = work.row(draft, 6).unit
    with pytest.raises(error):
        services.units.save(people.translator, unit.id, lang, text, version=1, operation_id="bad", **rest)
    assert work.row(draft, 6).unit == unit


def test_what_no_file_can_hold_is_left_out(draft, work):
    saved = work.save(draft, 6, "en", "Both sides\x0bsigned\x00 a\x08 memorandum.\r\n")
    assert saved.unit.text("en") == "Both sides\nsigned a memorandum.\n"


def test_an_emptied_text_is_a_beginning_again(draft, work):
    saved = work.save(draft, 6, "en", "", confirm=False).unit.variants["en"]
    assert saved.state is State.INITIAL


def test_comments_are_counted_and_kept_by_language(services, people, draft, work):
    unit = work.row(draft, 6).unit
    services.units.comment(people.translator, unit.id, "ru", "Меморандум о взаимопонимании?")
    assert work.row(draft, 6).comments == 1
    comments = services.units.help(people.reader, unit.id, "ru").comments
    assert [(each.author, each.text) for each in comments] == [("anna", "Меморандум о взаимопонимании?")]
    assert services.units.help(people.reader, unit.id, "en").comments == ()


@pytest.mark.parametrize(
    ("reference", "error"),
    [("R-2026-0001/7", NotFound), ("R-2026-0009/1", NotFound), ("5", InputError), ("R-2026-0001/0", NotFound)],
)
@pytest.mark.usefixtures("draft")
def test_a_reference_to_nothing(services, people, reference, error):
    with pytest.raises(error):
        services.units.locate(people.reader, reference)


def test_a_reference_finds_its_sentence(services, people, draft):
    assert services.units.locate(people.reader, f" {draft}/5 ").unit.position == 5


def test_help_offers_terms_with_their_renderings(services, people, draft, work):
    unit = work.save(draft, 2, "en", "A delegation visited Tashkent on March 12.").unit
    term = services.units.help(people.reader, unit.id, "en").terms[0]
    assert (term.source_text, term.renderings, term.used) == ("上合示范区", ("SCODA",), False)
    assert [view.issue.check for view in services.units.help(people.reader, unit.id, "en").issues] == ["term_missing"]
