"""The glossary: entries, proposals, and the exchange of files with its owner."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tmflow import bootstrap
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.model.errors import Blocked, Conflict, InputError, NotFound, NotSignedIn, PermissionDenied, Refused
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
SECOND = Account(6, "second", "Second Owner", frozenset({Grant(Role.GLOSSARY_OWNER)}))
TRANSLATOR = Account(7, "wulan", "Wu Lan", frozenset({Grant(Role.TRANSLATOR)}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def services(workspace):
    return bootstrap.build(workspace)


@pytest.fixture
def glossary(services):
    return services.glossaries


@pytest.fixture
def director(glossary):
    return glossary.save(
        OWNER,
        None,
        Kind.TITLE,
        "of a committee",
        [
            TermDraft(None, "zh", "主任"),
            TermDraft(None, "en", "Director"),
            TermDraft(None, "en", "Head", Status.DEPRECATED),
        ],
    )


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


# ---------------------------------------------------------------- entry by entry


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


def test_a_translator_proposes_and_an_owner_approves(glossary, director):
    proposed = glossary.propose(TRANSLATOR, director.id, Kind.TITLE, "", [TermDraft(None, "ru", "директор")])
    draft = proposed.in_language("ru")[0]
    assert draft.status is Status.DRAFT
    with pytest.raises(PermissionDenied):
        glossary.save(TRANSLATOR, director.id, Kind.TITLE, "", [])
    with pytest.raises(InputError):
        glossary.propose(TRANSLATOR, director.id, Kind.TITLE, "", [TermDraft("C-0001.en.1", "en", "Boss")])
    approved = TermDraft(draft.id, "ru", "директор", Status.PREFERRED, base_revision=1)
    assert glossary.save(OWNER, director.id, Kind.TITLE, "", [approved]).preferred("ru").status is Status.PREFERRED


FILTERS = [
    ({}, ["C-0001", "C-0002", "C-0003"]),
    ({"query": "DIRECT"}, ["C-0001"]),
    ({"query": "主"}, ["C-0001"]),
    ({"query": "ШОС"}, ["C-0002"]),
    ({"query": "committee"}, ["C-0001"]),
    ({"query": "c-0003"}, ["C-0003"]),
    ({"query": "nothing"}, []),
    ({"kind": Kind.ORGANISATION}, ["C-0002"]),
    ({"status": Status.DEPRECATED}, ["C-0001"]),
    ({"lang_missing": "ru"}, ["C-0001", "C-0003"]),
]


@pytest.mark.usefixtures("director")
@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_the_list_is_filtered(glossary, filters, expected):
    glossary.save(OWNER, None, Kind.ORGANISATION, "", [TermDraft(None, "zh", "上合组织"), TermDraft(None, "ru", "ШОС")])
    glossary.save(OWNER, None, Kind.PLACE, "", [TermDraft(None, "ru", "Циндао", Status.FORBIDDEN)])
    assert [entry.id for entry in glossary.list(READER, **filters).items] == expected


def test_the_list_is_read_by_pages(glossary):
    for number in range(5):
        glossary.save(OWNER, None, Kind.TERM, "", [TermDraft(None, "zh", f"词{number}")])
    first = glossary.list(READER, limit=2)
    second = glossary.list(READER, limit=2, after=first.next)
    third = glossary.list(READER, limit=2, after=second.next)
    assert [len(page.items) for page in (first, second, third)] == [2, 2, 1]
    assert third.next is None


def test_counts(glossary, director):
    counts = glossary.counts(READER)
    assert (counts.entries, counts.terms, counts.missing) == (1, len(director.terms), {"zh": 0, "en": 0, "ru": 1})


def test_the_recognizer_follows_changes_of_other_programs(glossary, director, workspace):
    other = bootstrap.build(workspace).glossaries
    recognizer = other.recognizer(READER)
    assert [mention.text for mention in recognizer.find("The Director spoke.", "en")] == ["Director"]
    glossary.save(OWNER, director.id, director.kind, "", [TermDraft("C-0001.en.1", "en", "Chief", base_revision=1)])
    assert other.recognizer(READER) is recognizer
    assert [mention.text for mention in recognizer.find("The Director and the Chief.", "en")] == ["Chief"]
    assert other.current_entries()["C-0001"].preferred("en").text == "Chief"


# ---------------------------------------------------------------- files


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


def test_the_impact_counts_sentences_that_would_have_an_issue(services, glossary, director):
    services.memories.import_tmx(
        SYSTEM,
        "m.tmx",
        b'<tmx version="1.4"><header srclang="zh"/><body>'
        + "".join(
            f'<tu><tuv xml:lang="zh"><seg>主任{n}</seg></tuv><tuv xml:lang="en"><seg>The {who} said {n}.</seg></tuv></tu>'
            for n, who in enumerate(["Director", "Directors", "Deputy", "Head"])
        ).encode()
        + b"</body></tmx>",
    )
    rows = table(glossary.export(OWNER))
    rows[1]["status"] = "deprecated"
    rows[2]["status"] = "forbidden"
    preview = glossary.preview(OWNER, "glossary.csv", csv(rows))
    assert {row.row_number: row.impact for row in preview.rows if row.result == "merged"} == {3: 2, 4: 0}
    assert director.id in {row.concept_id for row in preview.rows}


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


ACTS = {
    "save": lambda glossary, actor: glossary.save(actor, None, Kind.TERM, "", [TermDraft(None, "en", "x")]),
    "delete_term": lambda glossary, actor: glossary.delete_term(actor, "C-0001.en.1", 1),
    "preview": lambda glossary, actor: glossary.preview(actor, "x.csv", b""),
    "apply": lambda glossary, actor: glossary.apply(actor, 1, {}),
    "undo": lambda glossary, actor: glossary.undo(actor, 1),
    "load_file": lambda glossary, actor: glossary.load_file(actor, "x.csv", b""),
}


@pytest.mark.usefixtures("director")
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_only_an_owner_changes_the_glossary(glossary, act):
    for actor in (TRANSLATOR, READER):
        with pytest.raises(PermissionDenied):
            act(glossary, actor)
    with pytest.raises(NotSignedIn):
        act(glossary, None)


def test_a_reader_may_not_propose(glossary):
    with pytest.raises(PermissionDenied):
        glossary.propose(READER, None, Kind.TERM, "", [TermDraft(None, "en", "x")])


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
