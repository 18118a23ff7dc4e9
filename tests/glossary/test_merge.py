"""Three-way merging of an owner's file, cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.glossary.merge import CELLS, FileRow, Result, Stored, StoredTerm, folded, merge_cell, plan

CELL_TABLE = [
    # base, current, file: result, value
    ("a", "a", "a", Result.UNCHANGED, "a"),
    ("a", "a", "b", Result.MERGED, "b"),
    ("a", "b", "a", Result.UNCHANGED, "b"),
    ("a", "b", "b", Result.UNCHANGED, "b"),
    ("a", "b", "c", Result.CONFLICT, "b"),
    (None, "a", "a", Result.UNCHANGED, "a"),
    (None, "a", "b", Result.CONFLICT, "a"),
    ("a", "a", "", Result.MERGED, ""),
]


@pytest.mark.parametrize(("base", "current", "file", "result", "value"), CELL_TABLE)
def test_cell(base, current, file, result, value):
    cell = merge_cell("note", base, current, file)
    assert (cell.result, cell.value) == (result, value)


words = st.text(max_size=3)


@given(words, words, words)
def test_a_cell_never_loses_a_change_in_silence(base, current, file):
    cell = merge_cell("note", base, current, file)
    if current != base:
        assert cell.value == current
    if file not in (base, current):
        assert cell.result in {Result.MERGED, Result.CONFLICT}
    assert (cell.value == file) or cell.result is not Result.MERGED


def cells(term, status="preferred", kind="title", note="", source=""):
    return dict(zip(CELLS, (term, status, kind, note, source), strict=True))


def stored(*terms, bases=None):
    alike = {}
    for term in terms:
        alike.setdefault((term.lang, folded(term.cells["term"], term.lang)), []).append(term.concept_id)
    return Stored(
        {term.term_id: term for term in terms},
        frozenset(term.concept_id for term in terms),
        bases or {},
        {key: tuple(value) for key, value in alike.items()},
    )


DIRECTOR = StoredTerm("director", "director.en.1", "en", 2, cells("Director", note="of a committee"))
OLD = {("director.en.1", 1): cells("Head", note="of a committee"), ("director.en.1", 2): DIRECTOR.cells}


def row(term, *, number=2, concept="director", term_id="", rev=None, lang="en", **others):
    return FileRow(number, concept, term_id, rev, lang, {"term": term, **others})


ROWS = [
    ("same text, no id", row("Director"), "unchanged", "director.en.1", []),
    ("same text in other case", row("director"), "conflict", "director.en.1", ["term"]),
    (
        "changed since the export",
        row("Director", term_id="director.en.1", rev=2, note="x"),
        "merged",
        "director.en.1",
        ["note"],
    ),
    ("stored changed, file not", row("Head", term_id="director.en.1", rev=1), "unchanged", "director.en.1", []),
    ("both changed", row("Chief", term_id="director.en.1", rev=1), "conflict", "director.en.1", ["term"]),
    (
        "both, different cells",
        row("Head", term_id="director.en.1", rev=1, note="x"),
        "merged",
        "director.en.1",
        ["note"],
    ),
    ("a revision nobody knows", row("Chief", term_id="director.en.1", rev=9), "conflict", "director.en.1", ["term"]),
    ("a new term of a known concept", row("Chief"), "new", "", ["term"]),
    ("a new concept", row("Mayor", concept="mayor"), "new", "", ["term"]),
    ("a new concept with a known term", row("DIRECTOR", concept="head"), "duplicate", "", ["term"]),
    ("an empty term", row("", term_id="director.en.1", rev=2), "error", "director.en.1", []),
    ("another concept's term", row("X", concept="mayor", term_id="director.en.1"), "error", "director.en.1", []),
    ("another language's term", row("X", lang="ru", term_id="director.en.1"), "error", "director.en.1", []),
]


@pytest.mark.parametrize(("name", "given_row", "result", "term_id", "changed"), ROWS, ids=[each[0] for each in ROWS])
def test_row(name, given_row, result, term_id, changed):
    (planned,) = plan([given_row], stored(DIRECTOR, bases=OLD))
    assert (planned.result, planned.term_id, [cell.name for cell in planned.cells]) == (result, term_id, changed), name


def test_a_duplicate_names_the_concept_it_is_like():
    (planned,) = plan([row("director", concept="head")], stored(DIRECTOR))
    assert planned.alike == "director"


def test_a_row_without_a_base_may_change_a_term_that_never_changed():
    never_changed = StoredTerm("mayor", "mayor.en.1", "en", 1, cells("Mayor"))
    (planned,) = plan([row("Mayor", concept="mayor", status="admitted")], stored(never_changed))
    assert planned.result is Result.MERGED


def test_a_term_taken_out_comes_back_only_by_decision():
    gone = StoredTerm("mayor", "mayor.en.1", "en", 3, cells("Mayor"), active=False)
    (planned,) = plan([row("Mayor", concept="mayor", term_id="mayor.en.1", rev=2)], stored(gone))
    assert planned.result is Result.CONFLICT
    assert (planned.cells[0].current, planned.cells[0].file) == ("", "Mayor")


def test_rows_that_contradict_each_other_are_named():
    first, second, third = plan(
        [
            row("Mayor", number=2, concept="mayor", kind="title"),
            row("Mayor", number=3, concept="mayor", kind="title"),
            row("Мэр", number=4, concept="mayor", lang="ru", kind="person"),
        ],
        stored(),
    )
    assert first.result is Result.NEW
    assert (second.result, "row 2" in second.message) == (Result.ERROR, True)
    assert (third.result, "row 2" in third.message) == (Result.ERROR, True)


def test_terms_that_differ_in_case_only_may_stand_side_by_side():
    planned = plan([row("SCO", concept="sco", term_id="a"), row("Sco", number=3, concept="sco", term_id="b")], stored())
    assert [each.result for each in planned] == [Result.NEW, Result.NEW]
