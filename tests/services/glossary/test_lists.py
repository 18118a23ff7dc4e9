"""Reading the glossary: filters, pages, counts, and the recognizer that follows."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.services.glossaries import TermDraft

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
READER = Account(9, "reader", "Reader", frozenset({Grant(Role.READER)}))


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


NEAREST = [
    # an entry with just this text, one that begins so, one that holds it, the note alone; the shorter first
    ("director", ["C-0004", "C-0003", "C-0002", "C-0001", "C-0005"]),
    ("ДИРЕКТОР", ["C-0004", "C-0002"]),
    ("副主任", ["C-0001"]),
    ("主任", ["C-0004", "C-0003", "C-0001"]),
    ("c-0002", ["C-0002", "C-0005"]),
]


@pytest.mark.parametrize(("query", "expected"), NEAREST)
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_what_a_search_means_comes_first(glossary, query, expected, limit):
    for note, *texts in (
        ("", ("zh", "副主任"), ("en", "Deputy Executive Director")),
        ("", ("en", "Managing Director"), ("ru", "директор-распорядитель")),
        ("", ("zh", "主任医师"), ("en", "Director of Medicine")),
        ("", ("zh", "主任"), ("en", "Head"), ("en", "Director"), ("ru", "директор")),
        ("as a director, see C-0002", ("en", "Chief")),
    ):
        glossary.save(OWNER, None, Kind.TITLE, note, [TermDraft(None, lang, text) for lang, text in texts])
    found, after = [], None
    while True:
        page = glossary.list(READER, query=query, limit=limit, after=after)
        found += [entry.id for entry in page.items]
        after = page.next
        if after is None:
            break
    assert found == expected


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
