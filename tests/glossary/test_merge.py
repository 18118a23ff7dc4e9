"""Three-way merging of an owner's file, cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.glossary.cells import CONCEPT_CELLS, TERM_CELLS, problem
from tmflow.glossary.merge import FileRow, Result, Stored, StoredConcept, StoredTerm, folded, merge_cell, plan

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


names = st.frozensets(st.sampled_from("abcd")).map(lambda found: " ".join(sorted(found)))


@given(names, names, names)
def test_what_must_not_be_confused_is_never_asked_about_and_both_sides_changes_hold(base, current, file):
    cell = merge_cell("confused_with", base, current, file)
    base, current, file, value = (set(text.split()) for text in (base, current, file, cell.value))
    assert value == (current | (file - base)) - (base - file)
    assert cell.result is (Result.UNCHANGED if value == current else Result.MERGED)


def cells(term, **others):
    return dict.fromkeys(TERM_CELLS, "") | {"term": term, "status": "preferred"} | others


def own(kind="title", **others):
    return dict.fromkeys(CONCEPT_CELLS, "") | {"kind": kind} | others


def stored(*terms, bases=None, concepts=None, concept_bases=None):
    alike = {}
    for term in terms:
        alike.setdefault((term.lang, folded(term.cells["term"], term.lang)), []).append(term.concept_id)
    return Stored(
        {term.term_id: term for term in terms},
        concepts or {term.concept_id: StoredConcept(1, own()) for term in terms},
        bases or {},
        concept_bases or {},
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
    rows = [
        of_concept("Mayor", number=2, concept="mayor", kind="title"),
        of_concept("Mayor", number=3, concept="mayor", kind="title"),
        of_concept("Мэр", number=4, concept="mayor", lang="ru", kind="person"),
    ]
    first, second, third, contradiction, kind = plan(rows, stored())
    assert first.result is third.result is Result.NEW
    assert (second.result, "row 2" in second.message) == (Result.ERROR, True)
    assert (contradiction.result, contradiction.number, "row 2" in contradiction.message) == (Result.ERROR, 4, True)
    assert (kind.of_concept, kind.number, kind.cells[0].value) == (True, 2, "title")


def of_concept(term, *, number=2, concept="director", lang="en", seen=None, **own_cells):
    return FileRow(number, concept, "", None, lang, {"term": term}, own_cells, seen)


SEEN = {("director", 1): own(), ("director", 2): own(owner="sunhui", concept_note="of a body")}
OWN = {"director": StoredConcept(2, SEEN["director", 2])}
CONCEPTS = [
    ("one row says otherwise", [of_concept("Director", seen=2, **own()), of_concept("Head", number=3, seen=2, **own("person"))],
     [("owner", Result.MERGED, ""), ("concept_note", Result.MERGED, ""), ("kind", Result.MERGED, "person")]),
    ("nothing changed since an old export", [of_concept("Director", seen=1, **own())], []),
    ("both changed the owner", [of_concept("Director", seen=1, **own(owner="wulan"))], [("owner", Result.CONFLICT, "sunhui")]),
    ("another cell", [of_concept("Director", seen=1, **own("person"))], [("kind", Result.MERGED, "person")]),
    ("no base", [of_concept("Director", kind="person")], [("kind", Result.CONFLICT, "title")]),
    ("no base, the same", [of_concept("Director", kind="title", owner="sunhui")], []),
    ("no base, more to confuse", [of_concept("Director", confused_with="mayor"), of_concept("Head", number=3, confused_with="chief")],
     [("confused_with", Result.MERGED, "mayor chief")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "expected"), CONCEPTS, ids=[each[0] for each in CONCEPTS])
def test_the_own_cells_of_a_concept(name, rows, expected):
    known = stored(DIRECTOR, bases=OLD, concepts=OWN, concept_bases=SEEN)
    found = [each for each in plan(rows, known) if each.of_concept]
    assert [(cell.name, cell.result, cell.value) for each in found for cell in each.cells] == expected, name


VALUES = [
    ("status", "preferred", True),
    ("status", "good", False),
    ("form", "full", True),
    ("form", "long", False),
    ("gender", "pl", True),
    ("gender", "masculine", False),
    ("case", "yes", True),
    ("case", "no", False),
    ("valid_from", "2021-11-01", True),
    ("valid_from", "", True),
    ("valid_from", "2021-11-31", False),
    ("valid_from", "20211101", False),
    ("valid_until", "1 Nov 2021", False),
    ("term", "", False),
    ("term", "two\nlines", False),
    ("note", "two\nlines", True),
    ("owner", "x" * 101, False),
]


@pytest.mark.parametrize(("cell", "value", "good"), VALUES)
def test_what_may_stand_in_a_cell(cell, value, good):
    assert (problem(cell, value) == "") is good
    concept_cell = cell in CONCEPT_CELLS
    written = {"term": "Chief"} | ({} if concept_cell else {cell: value})
    given_row = FileRow(2, "chief", "", None, "en", written, {cell: value} if concept_cell else {})
    planned = plan([given_row], stored())[0]
    assert (planned.result is Result.ERROR) is not good


def test_terms_that_differ_in_case_only_may_stand_side_by_side():
    planned = plan([row("SCO", concept="sco", term_id="a"), row("Sco", number=3, concept="sco", term_id="b")], stored())
    assert [each.result for each in planned] == [Result.NEW, Result.NEW]
