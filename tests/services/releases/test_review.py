"""Approval: by whom, of what, and what it leaves behind."""

from __future__ import annotations

import pytest

from tmflow.model.errors import Blocked, Conflict, InputError
from tmflow.model.issue import DecisionKind, Scope
from tmflow.model.unit import State

ENGLISH = "Both sides signed a memorandum of cooperation."


def prepare(work, services, people, operation, release_id, case):
    """Brings sentence 6 into a situation and returns who then tries to approve its English text."""
    unit = work.row(release_id, 6).unit
    if case == "own text":
        work.save(release_id, 6, "en", ENGLISH, actor=people.editor)
    elif case == "empty":
        work.save(release_id, 6, "en", "", confirm=False)
    elif case == "returned":
        services.review.return_(
            people.editor, unit.id, "en", version=1, comment="Which memorandum?", operation_id=operation()
        )
    elif case == "approved already":
        work.approve(release_id, 6, "en")


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        ("own text", ("own_revision",)),
        ("empty", ("empty", "state")),
        ("returned", ("state",)),
        ("approved already", ("state",)),
    ],
)
def test_what_blocks_approval(services, people, draft, work, operation, case, reasons):
    prepare(work, services, people, operation, draft, case)
    before = work.row(draft, 6).unit
    with pytest.raises(Blocked) as blocked:
        work.approve(draft, 6, "en")
    assert blocked.value.reasons == reasons
    assert work.row(draft, 6).unit == before


def test_another_editor_may_approve_what_an_editor_translated(people, draft, work):
    work.save(draft, 6, "en", ENGLISH, actor=people.editor)
    assert work.approve(draft, 6, "en", actor=people.second).unit.variants["en"].state is State.REVIEWED


def test_amending_and_signing_is_one_act_and_the_trail_shows_both(services, people, draft, work, trail):
    row = work.approve(draft, 6, "en", text=ENGLISH)
    variant = row.unit.variants["en"]
    assert (variant.text.text, variant.state, variant.author) == (ENGLISH, State.REVIEWED, "chenhao")
    assert [(each.author, each.text.text) for each in services.units.history(people.reader, row.unit.id, "en")] == [
        ("anna", "The two sides signed a memorandum of cooperation."),
        ("chenhao", ENGLISH),
    ]
    told = [(event.action, event.detail["lang"], event.detail["author"]) for event in reversed(trail(f"{draft}/6"))]
    assert told == [("amend", "en", "anna"), ("approve", "en", "chenhao"), ("approve", "zh", "anna")]


def test_amending_an_empty_text_is_translating_and_needs_another_editor(draft, work):
    work.save(draft, 6, "en", "", confirm=False)
    with pytest.raises(Blocked) as blocked:
        work.approve(draft, 6, "en", text=ENGLISH)
    assert "empty" in blocked.value.reasons


def test_approving_what_changed_meanwhile_is_a_conflict(services, people, draft, work):
    unit = work.row(draft, 6).unit
    work.save(draft, 6, "en", ENGLISH)
    with pytest.raises(Conflict) as conflict:
        services.review.approve(people.editor, unit.id, "en", version=1, operation_id="late")
    assert conflict.value.current.text.text == ENGLISH


def test_approving_twice_with_one_operation_is_approving_once(services, people, draft, work):
    unit = work.row(draft, 6).unit
    for _ in range(2):
        row = services.review.approve(people.editor, unit.id, "en", version=1, operation_id="once")
    assert row.unit.variants["en"].version == 2
    assert services.memories.counts(people.reader).units == 1


def test_the_source_is_signed_with_its_translation(draft, work):
    unit = work.approve(draft, 6, "en").unit
    assert {lang: each.state for lang, each in unit.variants.items()} == {
        "zh": State.REVIEWED,
        "en": State.REVIEWED,
        "ru": State.TRANSLATED,
    }


def test_a_source_that_the_editor_wrote_is_not_signed_by_them(people, draft, work):
    work.save(draft, 6, "zh", "双方签署了谅解备忘录。", actor=people.editor)
    unit = work.approve(draft, 6, "en").unit
    assert unit.variants["zh"].state is State.TRANSLATED


def test_returning_takes_a_comment_and_gives_the_text_back(services, people, draft, work, operation):
    unit = work.row(draft, 6).unit
    with pytest.raises(InputError):
        services.review.return_(people.editor, unit.id, "en", version=1, comment=" ", operation_id=operation())
    row = services.review.return_(
        people.editor, unit.id, "en", version=1, comment="Which memorandum?", operation_id=operation()
    )
    assert row.unit.variants["en"].state is State.INITIAL
    comments = services.units.help(people.translator, unit.id, "en").comments
    assert [(each.kind, each.author, each.text) for each in comments] == [("return", "chenhao", "Which memorandum?")]


def test_reopening_takes_the_approval_back(services, people, draft, work, operation):
    unit = work.approve(draft, 6, "en").unit
    row = services.review.reopen(people.editor, unit.id, "en", version=2, operation_id=operation())
    assert row.unit.variants["en"].state is State.TRANSLATED


def test_what_waits_and_the_difference_to_what_was_approved(services, people, draft, work):
    work.approve(draft, 6, "en")
    work.save(draft, 6, "en", "The two sides signed a memorandum of understanding.")
    waiting = services.review.waiting(people.editor)
    assert [(each.release_id, dict(each.langs)) for each in waiting] == [(draft, {"en": 6, "ru": 6})]
    assert services.review.waiting(people.editor, "ru")[0].langs == {"ru": 6}
    item = next(
        item
        for item in services.review.items(people.editor, draft)
        if item.lang == "en" and item.row.unit.position == 6
    )
    assert [(part.op.value, part.text.strip()) for part in item.difference if part.op != "equal"] == [
        ("delete", "cooperation"),
        ("insert", "understanding"),
    ]
    assert item.blockers == ()


def test_approving_what_is_clean_leaves_what_is_not(services, people, draft, work):
    work.save(draft, 5, "en", "The center handles 1.3 million tons of cargo every year.")
    work.save(draft, 6, "en", ENGLISH, actor=people.editor)
    assert services.review.approve_clean(people.editor, draft, "en") == (4, 2)


def test_an_error_that_an_editor_suppresses_blocks_no_more(services, people, draft, work):
    row = work.save(draft, 5, "en", "The center handles 1.3 million tons of cargo every year.")
    key = row.issues[0].issue.key
    services.quality.decide(
        people.editor, row.unit.id, key, DecisionKind.SUPPRESS, Scope.HERE, reason="Figure of the partner."
    )
    assert work.approve(draft, 5, "en").unit.variants["en"].state is State.REVIEWED
