"""The starter glossary: what an owner may rely on in every entry."""

import io
import re
from collections import Counter, defaultdict

import pytest
from openpyxl import load_workbook

from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import Kind, Status, Term

LANGUAGES = ("zh", "en", "ru")
SHARED = {"Astana", "Астана", "Vice President"}
"""Terms that two concepts own on purpose: the city under its two names, an office of the state and of a firm."""


@pytest.fixture(scope="session")
def by_concept(terms):
    found = defaultdict(list)
    for row in terms:
        found[row["concept_id"]].append(row)
    return found


def test_there_are_enough_entries(by_concept):
    assert len(by_concept) >= 130


def test_every_status_and_kind_is_known(terms):
    assert {row["status"] for row in terms} <= set(Status)
    assert {row["kind"] for row in terms} <= set(Kind)


def test_every_term_has_its_own_id(terms):
    assert len({row["term_id"] for row in terms}) == len(terms)


def test_every_concept_speaks_three_languages(by_concept):
    for concept, rows in by_concept.items():
        accepted = {row["lang"] for row in rows if Status(row["status"]).accepted}
        assert accepted == set(LANGUAGES), concept


def test_every_language_has_one_preferred_term_or_a_draft(by_concept):
    for concept, rows in by_concept.items():
        for lang in LANGUAGES:
            statuses = Counter(row["status"] for row in rows if row["lang"] == lang)
            assert statuses["preferred"] == 1 or (statuses["preferred"] == 0 and statuses["draft"]), (concept, lang)


def test_a_concept_has_one_kind(by_concept):
    for concept, rows in by_concept.items():
        assert len({row["kind"] for row in rows}) == 1, concept


def test_no_term_belongs_to_two_concepts(terms):
    owners = defaultdict(set)
    for row in terms:
        owners[row["lang"], row["term"].casefold()].add(row["concept_id"])
    shared = {term for (_, term), concepts in owners.items() if len(concepts) > 1}
    assert shared == {term.casefold() for term in SHARED}


def test_every_accepted_term_names_its_source_and_every_draft_its_reason(terms):
    for row in terms:
        if row["status"] == "draft":
            assert row["note"].startswith("draft:"), row
        else:
            assert row["source"], row


def test_concepts_that_are_confused_exist(terms, by_concept):
    for row in terms:
        assert set(row["confused_with"].split()) <= set(by_concept), row


def test_a_chinese_term_is_no_single_character(terms):
    for row in terms:
        if row["lang"] == "zh":
            assert len(row["term"]) >= 2, row


def test_the_terms_follow_the_written_style(terms, faults):
    for row in terms:
        assert faults(row["term"], row["lang"]) == [], row


def test_every_term_is_written_in_its_script(terms):
    """A Russian text may keep a firm's or a fair's Latin name."""
    scripts = {"zh": r"[\u4e00-\u9fff]", "en": r"[A-Za-z]", "ru": r"[А-Яа-яЁё]|\A[A-Za-z ]+\Z"}
    for row in terms:
        assert re.search(scripts[row["lang"]], row["term"]), row


def test_the_workbook_is_what_the_table_makes(root, make_glossary):
    rows = make_glossary.read_table()
    book = load_workbook(io.BytesIO((root / "glossaries" / "starter.xlsx").read_bytes()))
    cells = [[cell or "" for cell in row] for row in book["terms"].iter_rows(values_only=True)]
    assert cells == rows


def test_every_term_is_found_in_itself(terms):
    missed = []
    for row in terms:
        term = Term(row["term_id"], row["concept_id"], row["lang"], row["term"], Status(row["status"]))
        if not Recognizer([term]).find(row["term"], row["lang"]):
            missed.append(row["term"])
    assert missed == []
