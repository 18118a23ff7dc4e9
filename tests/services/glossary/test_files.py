"""The exchange of files with the owner of the glossary."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from sqlalchemy import delete, select, update

from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Form, Kind, Status
from tmflow.model.errors import Blocked, Conflict, InputError, NotFound, Refused
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft
from tmflow.services.glossary_drafts import draft_of
from tmflow.storage.engine import open_engine
from tmflow.storage.schema import concept_history, term_history

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
SECOND = Account(6, "second", "Second Owner", frozenset({Grant(Role.GLOSSARY_OWNER)}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))


def table(data):
    """The rows of an exported workbook as dictionaries."""
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    return [{name: value or "" for name, value in zip(rows[0], row, strict=True)} for row in rows[1:]]


def csv(rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["\t".join(names)] + ["\t".join(str(row.get(name, "")) for name in names) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def texts(entry, lang):
    return [term.text for term in entry.in_language(lang)]


def test_an_untouched_export_changes_nothing(glossary, director):
    preview = glossary.preview(OWNER, "glossary.xlsx", glossary.export(OWNER))
    assert preview.counts == {"unchanged": 3, "merged": 0, "conflict": 0, "new": 0, "duplicate": 0, "error": 0}
    assert glossary.apply(OWNER, preview.id, {}).changed == 0
    assert glossary.get(READER, director.id).entry == director


def test_two_owners_edit_at_once_and_lose_nothing(glossary, director):
    rows = table(glossary.export(OWNER))
    rows[0]["note"] = "by the file"
    rows[1]["term"] = "Chief"
    rows[2]["status"] = "forbidden"
    rows.append({"concept_id": "C-0001", "lang": "ru", "term": "директор"})
    glossary.save(
        SECOND,
        director.id,
        director.kind,
        director.note,
        [
            TermDraft("C-0001.en.1", "en", "Chairperson", base_revision=1),
            TermDraft("C-0001.en.2", "en", "Head", Status.DEPRECATED, "since May", base_revision=1),
        ],
    )
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    shown = {(row.row_number, row.cell): row for row in preview.rows}
    assert {key: row.result for key, row in shown.items()} == {
        (2, "note"): "merged",
        (3, "term"): "conflict",
        (4, "status"): "merged",
        (5, "term"): "new",
    }
    conflict = shown[3, "term"]
    assert (conflict.base, conflict.current, conflict.file) == ("Director", "Chairperson", "Chief")
    assert (conflict.current_author, conflict.key, conflict.to_decide) == ("second", "3:term", True)
    with pytest.raises(Blocked, match="3") as blocked:
        glossary.apply(OWNER, preview.id, {})
    assert blocked.value.reasons == ("undecided",)
    applied = glossary.apply(OWNER, preview.id, {"3:term": "mine"})
    assert applied.changed == 4
    entry = glossary.get(READER, director.id).entry
    assert texts(entry, "en") == ["Chief", "Head"]
    assert texts(entry, "ru") == ["директор"]
    head = entry.in_language("en")[1]
    assert (head.status, head.note) == (Status.FORBIDDEN, "since May")
    assert entry.in_language("zh")[0].note == "by the file"


@pytest.mark.parametrize(
    ("decision", "expected"),
    [("mine", "Chief"), ("theirs", "Chairperson"), ("Chair of the Board", "Chair of the Board")],
)
def test_a_conflict_is_decided_by_the_owner(glossary, director, decision, expected):
    rows = table(glossary.export(OWNER))
    rows[1]["term"] = "Chief"
    draft = TermDraft("C-0001.en.1", "en", "Chairperson", base_revision=1)
    glossary.save(SECOND, director.id, director.kind, director.note, [draft])
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    glossary.apply(OWNER, preview.id, {"3:term": decision})
    assert glossary.get(READER, director.id).entry.preferred("en").text == expected


def test_an_answer_to_another_question_is_not_taken(glossary, director):
    rows = table(glossary.export(OWNER))
    rows[1]["term"] = "Chief"
    draft = TermDraft("C-0001.en.1", "en", "Chairperson", base_revision=1)
    glossary.save(SECOND, director.id, director.kind, director.note, [draft])
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    draft = TermDraft("C-0001.en.1", "en", "President", base_revision=2)
    glossary.save(SECOND, director.id, director.kind, director.note, [draft])
    with pytest.raises(Conflict) as conflict:
        glossary.apply(OWNER, preview.id, {"3:term": "mine"})
    assert [row.current for row in conflict.value.current.rows if row.to_decide] == ["President"]
    assert glossary.get(READER, director.id).entry.preferred("en").text == "President"


@pytest.mark.parametrize(("decision", "concepts", "russian"), [("same", 1, ["директор"]), ("different", 2, [])])
def test_a_possible_duplicate_is_asked_about_once_for_its_concept(glossary, director, decision, concepts, russian):
    rows = [
        {"concept_id": "head", "lang": "zh", "term": "主任", "kind": "title"},
        {"concept_id": "head", "lang": "en", "term": "director", "kind": "title"},
        {"concept_id": "head", "lang": "ru", "term": "директор", "kind": "title"},
    ]
    preview = glossary.preview(OWNER, "more.csv", csv(rows))
    assert [(row.result, row.concept_id) for row in preview.rows] == [
        ("duplicate", "C-0001"),
        ("duplicate", "C-0001"),
        ("new", "head"),
    ]
    glossary.apply(OWNER, preview.id, {"2:": decision})
    assert glossary.counts(READER).entries == concepts
    assert texts(glossary.get(READER, director.id).entry, "ru") == russian


def test_an_import_is_undone_to_the_letter(glossary, director):
    rows = table(glossary.export(OWNER))
    rows[1]["term"], rows[2]["status"] = "Chief", "forbidden"
    for row in rows:
        row["kind"] = "term"
    rows.append({"concept_id": "mayor", "lang": "en", "term": "Mayor", "kind": "title"})
    rows.append({"concept_id": "C-0001", "lang": "ru", "term": "директор", "kind": "term"})
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    glossary.apply(OWNER, preview.id, {})
    assert glossary.get(READER, "mayor").entry.kind is Kind.TITLE
    assert glossary.get(READER, director.id).entry.kind is Kind.TERM
    glossary.undo(OWNER, preview.id)
    entry = glossary.get(READER, director.id).entry
    assert (entry.kind, entry.note) == (director.kind, director.note)
    values = [(term.id, term.text, term.status) for term in entry.terms]
    assert values == [(term.id, term.text, term.status) for term in director.terms]
    with pytest.raises(NotFound):
        glossary.get(READER, "mayor")
    assert [view.state for view in glossary.imports(READER)] == ["undone"]
    with pytest.raises(Refused):
        glossary.undo(OWNER, preview.id)
    with pytest.raises(Refused):
        glossary.apply(OWNER, preview.id, {})


def test_an_import_that_was_built_on_is_not_undone(glossary, director):
    rows = table(glossary.export(OWNER))
    rows[1]["term"] = "Chief"
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    glossary.apply(OWNER, preview.id, {})
    draft = TermDraft("C-0001.en.1", "en", "Boss", base_revision=2)
    glossary.save(SECOND, director.id, director.kind, director.note, [draft])
    with pytest.raises(Conflict, match="Boss"):
        glossary.undo(OWNER, preview.id)


def test_a_missing_row_or_column_deletes_nothing(glossary, director):
    glossary.save(
        OWNER,
        director.id,
        director.kind,
        director.note,
        [TermDraft("C-0001.en.1", "en", "Director", note="kept", base_revision=1)],
    )
    before = glossary.get(READER, director.id).entry
    preview = glossary.preview(OWNER, "short.csv", csv([{"concept_id": "C-0001", "lang": "en", "term": "Director"}]))
    glossary.apply(OWNER, preview.id, {})
    assert glossary.get(READER, director.id).entry == before


def test_first_loading_asks_nothing_and_a_second_changes_nothing(glossary):
    rows = [
        {"concept_id": "sco", "term_id": "sco.zh.1", "lang": "zh", "term": "上合组织", "kind": "organisation"},
        {"concept_id": "sco", "term_id": "sco.en.1", "lang": "en", "term": "SCO", "kind": "organisation"},
        {
            "concept_id": "sco",
            "term_id": "sco.en.2",
            "lang": "en",
            "term": "S.C.O.",
            "kind": "organisation",
            "status": "deprecated",
        },
        {"concept_id": "office", "lang": "en", "term": "SCO", "kind": "abbreviation"},
        {"concept_id": "office", "lang": "zh", "term": "办公室", "kind": "abbreviation"},
        {"concept_id": "office", "lang": "zh", "term": "办公厅", "kind": "abbreviation"},
    ]
    assert glossary.load_file(SYSTEM, "starter.csv", csv(rows)).changed == 6
    revision = glossary.revision()
    assert glossary.load_file(SYSTEM, "starter.csv", csv(rows)).changed == 0
    assert glossary.revision() == revision
    entry = glossary.get(READER, "office").entry
    assert [term.status for term in entry.in_language("zh")] == [Status.PREFERRED, Status.ADMITTED]
    rows[1]["term"] = "the SCO"
    assert glossary.load_file(SYSTEM, "starter.csv", csv(rows)).changed == 1


def test_what_must_not_be_confused_is_added_shown_and_undone(glossary, director):
    first = [{"concept_id": director.id, "lang": "en", "term": "Director", "confused_with": "mayor head"}]
    preview = glossary.preview(OWNER, "more.csv", csv(first))
    assert [(row.result, row.cell, row.current, row.file) for row in preview.rows if row.cell] == [
        ("merged", "confused_with", "", "mayor head")
    ]
    glossary.apply(OWNER, preview.id, {})
    assert glossary.get(READER, director.id).entry.confused_with == ("mayor", "head")
    untouched = glossary.preview(OWNER, "glossary.xlsx", glossary.export(OWNER))
    assert untouched.counts["unchanged"] == 3
    second = [
        {"concept_id": director.id, "lang": "en", "term": "Director", "confused_with": "chief"},
        {"concept_id": "mayor", "lang": "en", "term": "Mayor", "confused_with": director.id},
    ]
    added = glossary.load_file(OWNER, "second.csv", csv(second))
    assert glossary.get(READER, director.id).entry.confused_with == ("mayor", "head", "chief")
    assert glossary.get(READER, "mayor").entry.confused_with == (director.id,)
    glossary.undo(OWNER, added.id)
    assert glossary.get(READER, director.id).entry.confused_with == ("mayor", "head")


def test_a_bad_file_names_its_cell_and_changes_nothing(glossary, director):
    rows = [*table(glossary.export(OWNER)), {"concept_id": "x", "lang": "fr", "term": "y"}]
    with pytest.raises(InputError, match=r"glossary\.csv, D5"):
        glossary.preview(OWNER, "glossary.csv", csv(rows))
    assert glossary.imports(READER) == ()
    assert glossary.get(READER, director.id).entry == director


@pytest.mark.usefixtures("director")
def test_what_must_not_be_confused_travels_in_the_file_and_is_undone_with_it(glossary):
    rows = [
        {"concept_id": "C-0001", "lang": "zh", "term": "主任", "confused_with": "head"},
        {"concept_id": "head", "lang": "zh", "term": "负责人"},
    ]
    applied = glossary.load_file(OWNER, "links.csv", csv(rows))
    assert glossary.get(READER, "C-0001").entry.confused_with == ("head",)
    assert table(glossary.export(OWNER))[0]["confused_with"] == "head"
    glossary.undo(OWNER, applied.id)
    assert glossary.get(READER, "C-0001").entry.confused_with == ()


def test_every_field_travels_in_the_file_and_back(glossary, director):
    rows = table(glossary.export(OWNER))
    said = {
        "form": "short",
        "use_instead": "Director",
        "case": "yes",
        "valid_from": "2021-11-01",
        "valid_until": "2022-09-17",
        "owner": "Protocol",
        "concept_note": "of a port",
    }
    rows[2] |= said
    rows.append(
        {"concept_id": "C-0001", "lang": "ru", "term": "порт Далянь", "gender": "m", "inflection": "порта Далянь"}
    )
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    assert {row.cell for row in preview.rows if row.result == "merged"} == set(said)
    glossary.apply(OWNER, preview.id, {})
    entry = glossary.get(READER, director.id).entry
    head, port = entry.in_language("en")[1], entry.in_language("ru")[0]
    assert (head.form, head.use_instead, head.case) == (Form.SHORT, "Director", True)
    assert (head.valid_from, head.valid_until) == ("2021-11-01", "2022-09-17")
    assert (port.gender, port.inflection) == ("m", "порта Далянь")
    assert (entry.owner, entry.note, entry.revision) == ("Protocol", "of a port", 2)
    untouched = glossary.preview(OWNER, "glossary.xlsx", glossary.export(OWNER))
    assert untouched.counts["unchanged"] == 4
    glossary.undo(OWNER, preview.id)
    entry = glossary.get(READER, director.id).entry
    assert (entry.owner, entry.note, entry.in_language("en")[1].case) == (director.owner, director.note, False)


def test_a_file_without_a_column_leaves_its_values_alone(glossary, director):
    head = replace(draft_of(director.in_language("en")[1]), case=True, valid_from="2021-11-01", note="kept")
    glossary.save(OWNER, director.id, director.kind, director.note, [head], owner="Protocol")
    before = glossary.get(READER, director.id).entry
    kept = ("concept_id", "term_id", "base_rev", "lang", "term", "status")
    rows = [{name: row[name] for name in kept} for row in table(glossary.export(OWNER))]
    rows[0]["status"] = "admitted"
    glossary.load_file(OWNER, "short.csv", csv(rows))
    after = glossary.get(READER, director.id).entry
    assert (after.owner, after.note, after.terms[1:]) == (before.owner, before.note, before.terms[1:])


def test_a_cell_that_was_emptied_is_emptied(glossary, director):
    head = replace(draft_of(director.in_language("en")[1]), case=True, note="kept")
    glossary.save(OWNER, director.id, director.kind, director.note, [head])
    rows = table(glossary.export(OWNER))
    rows[2] |= {"note": "", "case": ""}
    for row in rows:
        row["concept_note"] = ""
    glossary.load_file(OWNER, "glossary.csv", csv(rows))
    entry = glossary.get(READER, director.id).entry
    assert (entry.note, entry.in_language("en")[1].note, entry.in_language("en")[1].case) == ("", "", False)


def test_the_last_owner_does_not_win_in_silence(glossary, director):
    rows = table(glossary.export(OWNER))
    for row in rows:
        row |= {"kind": "person", "owner": "Protocol", "concept_note": "of a port"}
    glossary.save(SECOND, director.id, Kind.TERM, director.note, [], owner=director.owner)
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    shown = {row.cell: row for row in preview.rows if row.cell}
    assert {name: row.result for name, row in shown.items()} == {
        "kind": "conflict",
        "owner": "merged",
        "concept_note": "merged",
    }
    kind = shown["kind"]
    assert (kind.base, kind.current, kind.file, kind.current_author, kind.key) == (
        "title",
        "term",
        "person",
        "second",
        "2:kind",
    )
    with pytest.raises(Blocked):
        glossary.apply(OWNER, preview.id, {})
    glossary.apply(OWNER, preview.id, {"2:kind": "theirs"})
    entry = glossary.get(READER, director.id).entry
    assert (entry.kind, entry.owner, entry.note) == (Kind.TERM, "Protocol", "of a port")


def test_an_import_whose_entry_was_changed_afterwards_is_not_undone(glossary, director):
    rows = table(glossary.export(OWNER))
    for row in rows:
        row["owner"] = "Protocol"
    done = glossary.load_file(OWNER, "glossary.csv", csv(rows))
    glossary.save(SECOND, director.id, director.kind, "changed", [])
    with pytest.raises(Conflict, match=director.id):
        glossary.undo(OWNER, done.id)


def test_an_older_history_reads(glossary, director, workspace):
    engine = open_engine(f"sqlite:///{workspace / 'tmflow.db'}")
    with engine.begin() as connection:
        for row in connection.execute(select(term_history)).all():
            old = {
                name: row.values[name] for name in ("concept_id", "lang", "text", "status", "note", "source", "active")
            }
            here = (term_history.c.term_id == row.term_id, term_history.c.revision == row.revision)
            connection.execute(update(term_history).where(*here).values(values={**old, "kind": "title"}))
        connection.execute(delete(concept_history))
    engine.dispose()
    assert glossary.get(READER, director.id).history[0].term in director.terms
    rows = table(glossary.export(OWNER))
    rows[0]["owner"] = "Protocol"
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    assert [(row.cell, row.result) for row in preview.rows if row.cell] == [("owner", "merged")]
    glossary.apply(OWNER, preview.id, {})
    assert [state.entry.owner for state in glossary.get(READER, director.id).own_history] == ["Protocol", "sunhui"]
