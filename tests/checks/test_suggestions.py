"""A suggestion put in its place mends the text and breaks nothing; a decision's key is about one thing."""

from __future__ import annotations

import pytest

from tmflow import checks
from tmflow.checks.check import Context
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant


def issues_of(check, row, entries=()):
    unit = TranslationUnit("u", "R", 1, variants={lang: Variant(lang, Segment(text)) for lang, text in row.items()})
    recognizer = Recognizer(term for entry in entries for term in entry.terms)
    found = checks.run(Context((unit,), recognizer, {entry.id: entry for entry in entries}))
    return [issue for issue in found if issue.check == check]


def put(row, issue):
    text = row[issue.lang]
    return {**row, issue.lang: text[: issue.start] + issue.suggestion + text[issue.end :]}


@pytest.mark.parametrize(
    ("check", "row", "mended"),
    [
        ("number_mismatch", {"zh": "工期30天。", "en": "It takes 36 days."}, "It takes 30 days."),
        ("number_mismatch", {"zh": "工期两年半。", "en": "It takes 36 months."}, ""),
        ("number_mismatch", {"zh": "工期30个月。", "en": "It takes three years."}, ""),
        ("number_mismatch", {"zh": "工期30个月。", "ru": "Срок — 3 года."}, ""),
        (
            "number_mismatch",
            {"zh": "铁路长48公里。", "en": "The railway is 84 kilometers long."},
            "The railway is 48 kilometers long.",
        ),
        ("percent_mismatch", {"zh": "占35%。", "ru": "Это 53 % рынка."}, "Это 35\u00a0% рынка."),
        ("magnitude", {"zh": "投资38.6亿元。", "en": "It cost 386 million yuan."}, "It cost 3.86 billion yuan."),
    ],
)
def test_a_value_is_suggested_only_where_it_mends_the_sentence(check, row, mended):
    (issue,) = issues_of(check, row)
    assert (put(row, issue)[issue.lang] if issue.suggestion else "") == mended
    assert not issue.suggestion or issues_of(check, put(row, issue)) == []


def test_two_values_left_out_are_two_issues_with_keys_of_their_own():
    found = issues_of("percent_mismatch", {"zh": "出口增长50%，进口下降30%。", "en": "Exports grew and imports fell."})
    assert [issue.evidence[0].text for issue in found] == ["50%", "30%"]
    assert len({issue.key for issue in found}) == 2
