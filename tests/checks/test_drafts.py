"""A draft of the glossary gives an info and never more."""

from __future__ import annotations

import pytest

from tmflow import checks
from tmflow.checks.check import Context
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.issue import Severity
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant


def severities(zh, en, *, english="The guests left.", zh_status=Status.PREFERRED, en_status=Status.PREFERRED):
    terms = (Term("z", "c", "zh", zh, zh_status), Term("e", "c", "en", en, en_status))
    texts = {"zh": f"客人参观了{zh}。", "en": english}
    unit = TranslationUnit("u", "R", 1, variants={lang: Variant(lang, Segment(text)) for lang, text in texts.items()})
    entries = {"c": ConceptEntry("c", Kind.ORGANISATION, terms)}
    found = checks.run(Context((unit,), Recognizer(terms), entries))
    return {issue.severity for issue in found if issue.check.startswith("term_")}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ({}, {Severity.WARNING}),
        ({"zh_status": Status.DRAFT}, {Severity.INFO}),
        ({"en_status": Status.DRAFT}, {Severity.INFO}),
        ({"en_status": Status.FORBIDDEN}, set()),
    ],
)
def test_a_missing_draft_is_an_info(statuses, expected):
    assert severities("胶州湾海洋博物馆", "Jiaozhou Bay Ocean Museum", **statuses) == expected


def test_a_draft_in_the_text_is_accepted():
    english = "The guests visited the Jiaozhou Bay Ocean Museum."
    assert severities("胶州湾海洋博物馆", "Jiaozhou Bay Ocean Museum", english=english, en_status=Status.DRAFT) == set()
