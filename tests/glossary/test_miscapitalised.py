"""Terms that are there but for their capitals."""

from __future__ import annotations

import pytest

from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import Term

TERMS = (
    Term("sco", "sco", "en", "Shanghai Cooperation Organization"),
    Term("area", "area", "en", "SCO Demonstration Area"),
    Term("train", "train", "en", "freight train"),
    Term("qilu", "qilu", "ru", "«Цилу»", case=True),
)


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "the shanghai Cooperation organization’s members", ["shanghai Cooperation organization"]),
        ("en", "the Shanghai Cooperation Organization", []),
        ("en", "the SCO demonstration areas", ["SCO demonstration areas"]),
        ("en", "a Freight Train", []),
        ("ru", "поезд «цилу» прибыл", ["«цилу»"]),
        ("ru", "поезд «Цилу» прибыл", []),
        ("de", "shanghai cooperation organization", []),
    ],
)
def test_what_is_a_term_but_for_its_capitals(lang, text, found):
    recognizer = Recognizer(TERMS)
    mentions = recognizer.miscapitalised(text, lang)
    assert [mention.text for mention in mentions] == found
    assert not set(mentions) & set(recognizer.find(text, lang, nested=True))
