"""Checking texts that are in no workspace."""

from __future__ import annotations

import pytest

from tmflow.alignment import aligner
from tmflow.ingest import registry
from tmflow.model.concept import ConceptEntry, Kind, Term
from tmflow.model.errors import InputError
from tmflow.services.quality import check_texts

ENTRY = ConceptEntry(
    "scoda",
    Kind.ORGANISATION,
    (Term("1", "scoda", "zh", "上合示范区"), Term("2", "scoda", "en", "SCODA")),
)


def versions(texts):
    return [registry.read(f"{lang}.txt", text.encode())[0] for lang, text in texts.items()]


def test_files_are_aligned_and_checked(texts):
    wrong = {**texts, "en": texts["en"].replace("1.2 million", "1.3 million").replace("the SCODA", "the area")}
    views = check_texts(versions(wrong), (ENTRY,), aligner.default())
    assert [(view.position, view.issue.check, view.issue.lang) for view in views] == [
        (2, "term_missing", "en"),
        (5, "number_mismatch", "en"),
    ]
    assert views[1].segment_text == "The center handles 1.3 million tons of cargo every year."
    assert check_texts(versions(texts), (ENTRY,), aligner.default()) == ()


def test_two_texts_in_one_language_are_refused(texts):
    with pytest.raises(InputError):
        check_texts(versions(texts) + versions({"en": texts["en"]}), (), aligner.default())
