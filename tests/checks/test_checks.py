"""Every check against its table `<id>.toml`, which a linguist can read and extend.

A row `[[flagged]]` names the version to blame (`lang`), the words that are wrong (`text`, empty for something left out), and may name
the `suggestion`, and what stands before the words (`after`) where they stand there twice; `source` names the language that the release was written in, if it is not Chinese; a row `[[clean]]` looks like an error and is none. `[[term]]` rows make the table's own glossary:
`concept`, `kind`, and per language preferred terms, with `~` before a deprecated, `!` before a forbidden and `?` before a draft term.
A term with more to say is a table: `{text = "~x", use_instead = "y", valid_from = "2021-11-01"}`, with the fields of `Term`. A row may have
the `date` of its release, and the `kind` of its block; `before` holds rows that stand before it. `rules` of the table
is a file of the office's own rules; with `evidence` the check may ask the shipped lexicon and encoder.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from tmflow import checks
from tmflow.alignment import aligner
from tmflow.checks import rules
from tmflow.checks.check import Context
from tmflow.checks.profile import DEFAULT, Profile
from tmflow.checks.registry import ALL, BY_ID
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.language import LANGUAGES
from tmflow.model.release import BlockKind
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant
from tmflow.services.evidence import HouseEvidence

HERE = Path(__file__).parent
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.toml"))}
MARKS = {"~": Status.DEPRECATED, "!": Status.FORBIDDEN, "?": Status.DRAFT}


def table_rows(kind):
    return [
        pytest.param(check, row, id=f"{check}-{n}")
        for check, table in TABLES.items()
        for n, row in enumerate(table.get(kind, ()), 1)
    ]


def glossary(table):
    entries = {}
    for row in table.get("term", ()):
        terms = []
        for lang in LANGUAGES:
            for n, written in enumerate(row.get(lang, ())):
                hints = written if isinstance(written, dict) else {"text": written}
                text = hints["text"]
                status = MARKS.get(text[0], Status.PREFERRED if n == 0 else Status.ADMITTED)
                values = {**hints, "text": text.lstrip("~!?")}
                terms.append(
                    Term(
                        id=f"{row['concept']}.{lang}.{n}", concept_id=row["concept"], lang=lang, status=status, **values
                    )
                )
        entries[row["concept"]] = ConceptEntry(
            row["concept"], Kind(row["kind"]), tuple(terms), confused_with=tuple(row.get("confused_with", ()))
        )
    return entries


def unit_of(row, unit_id="u"):
    variants = {lang: Variant(lang, Segment(row[lang])) for lang in LANGUAGES if lang in row}
    return TranslationUnit(unit_id, "R", 1, BlockKind(row.get("kind", "paragraph")), variants=variants)


@cache
def evidence():
    return HouseEvidence(aligner.default)()


def issues_of(check, row, unit_id="u", profile=DEFAULT):
    entries = glossary(TABLES[check])
    recognizer = Recognizer(term for entry in entries.values() for term in entry.terms)
    units = [unit_of(other, f"b{n}") for n, other in enumerate(row.get("before", ()))]
    units.append(unit_of(row, unit_id))
    if "next" in row:
        units.append(unit_of(row["next"], "v"))
    style = rules.parse(TABLES[check].get("rules", ""), check)
    around = {"source_lang": row.get("source", "zh"), "date": row.get("date", "")}
    if TABLES[check].get("evidence"):
        around |= {"associations": evidence().associations, "meaning": evidence().meaning}
    context = Context(tuple(units), recognizer, entries, rules=style, **around)
    return [issue for issue in checks.run(context, only={unit_id}, profile=profile) if issue.check == check]


@pytest.mark.parametrize(("check", "row"), table_rows("flagged"))
def test_a_flagged_row_is_flagged_at_its_place(check, row):
    found = issues_of(check, row)
    assert [(issue.lang, issue.text) for issue in found] == [(row["lang"], row["text"])]
    issue = found[0]
    assert row.get(row["lang"], "")[issue.start : issue.end] == issue.text
    assert row.get(row["lang"], "")[: issue.start].endswith(row.get("after", ""))
    if "suggestion" in row:
        assert issue.suggestion == row["suggestion"]
    for evidence in issue.evidence:
        assert row[evidence.lang][evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(("check", "row"), table_rows("clean"))
def test_a_clean_row_is_left_alone(check, row):
    assert issues_of(check, row) == []


def test_every_check_is_registered_under_the_name_of_its_file_and_has_a_table():
    folder = Path(checks.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if "\nCHECK = " in path.read_text(encoding="utf-8")}
    assert files == {check.id for check in ALL} == set(TABLES)
    assert len(BY_ID) == len(ALL)


@pytest.mark.parametrize("check", sorted(TABLES))
def test_a_table_has_three_flagged_and_three_clean_rows_at_least(check):
    assert len(TABLES[check].get("flagged", ())) >= 3
    assert len(TABLES[check].get("clean", ())) >= 3


KEPT_BY_RENDERING = {
    "abbreviation_unexpanded",
    "formulation",
    "name_drift",
    "name_mismatch",
    "name_order",
    "term_capitalisation",
    "term_confused",
    "term_deprecated",
    "term_forbidden",
}
"""Decisions about these are about a rendering of a concept or a name, whatever else the text says."""
MORE = {"zh": "会议随后闭幕。", "en": " The meeting closed later.", "ru": " Затем встреча завершилась."}
LONGEST_KEY = 300


@pytest.mark.parametrize(("check", "row"), table_rows("flagged"))
def test_a_decision_outlives_runs_and_moves_and_is_asked_again_when_its_subject_changes(check, row):
    alone = Profile(check, off=frozenset(BY_ID) - {check})
    keys = [issue.key for issue in issues_of(check, row, profile=alone)]
    assert [issue.key for issue in issues_of(check, row, profile=alone)] == keys
    assert [issue.key for issue in issues_of(check, row, "moved", alone)] == keys
    assert all(key.startswith(f"{check}:") and len(key) <= LONGEST_KEY for key in keys)
    lang = row["lang"]
    after = [issue.key for issue in issues_of(check, {**row, lang: row.get(lang, "") + MORE[lang]}, profile=alone)]
    if check in KEPT_BY_RENDERING:
        assert after == keys
    else:
        assert not set(after) & set(keys)


def test_a_decision_key_survives_a_second_run_and_changes_with_the_text():
    row = {"zh": "窗口首日办理业务47笔。", "en": "On its first day, the window handled 74 cases."}
    other = {**row, "en": "On the first day, the window handled 74 cases."}
    keys = [[issue.key for issue in issues_of("number_mismatch", r)] for r in (row, row, other)]
    assert keys[0] == keys[1] != keys[2]


def test_a_term_decision_is_kept_by_concept_and_rendering():
    row = next(row for row in TABLES["term_deprecated"]["flagged"])
    moved = {**row, row["lang"]: "Xu: " + row[row["lang"]]}
    assert [i.key for i in issues_of("term_deprecated", row)] == [i.key for i in issues_of("term_deprecated", moved)]
