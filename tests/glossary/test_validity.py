"""Which term of an entry holds at which date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.model.concept import ConceptEntry, Kind, Status, Term


def term(text, status=Status.PREFERRED, since="", until=""):
    return Term(text, "c", "en", text, status, valid_from=since, valid_until=until)


CITY = (
    term("Astana", since="2022-09-17"),
    term("Nur-Sultan", since="2019-03-23", until="2022-09-17"),
    term("the Kazakh capital", Status.ADMITTED),
    term("Akmola", Status.DRAFT),
    term("Tselinograd", Status.FORBIDDEN, since="1992-07-06"),
)
BY_DATE = [
    (CITY, "2024-07-04", "Astana"),
    (CITY, "2022-09-17", "Astana"),
    (CITY, "2022-09-16", "Nur-Sultan"),
    (CITY, "2019-03-23", "Nur-Sultan"),
    (CITY, "2015-01-01", "the Kazakh capital"),
    (CITY, "", "Astana"),
    (CITY[::-1], "", "Astana"),
    ((term("a", Status.DRAFT), term("b", Status.ADMITTED)), "", "b"),
    ((term("a", Status.DRAFT), term("b", Status.DEPRECATED)), "", "a"),
    ((term("a", Status.FORBIDDEN), term("b", Status.DEPRECATED)), "", None),
    ((term("a", since="2025-01-01"),), "2024-01-01", None),
]


@pytest.mark.parametrize(("terms", "date", "expected"), BY_DATE)
def test_the_preferred_term_is_the_one_in_force(terms, date, expected):
    found = ConceptEntry("c", Kind.PLACE, terms).preferred("en", date)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("date", "right"), [("1991-12-31", True), ("1992-07-06", False), ("2024-01-01", False), ("", False)]
)
def test_a_forbidden_term_is_right_before_it_was_forbidden(date, right):
    assert CITY[-1].accepted_at(date) is right


dates = st.dates().map(str)


@given(dates, dates, dates, st.sampled_from(Status))
def test_out_of_force_nothing_is_forbidden_and_nothing_is_asked_for(since, until, date, status):
    one = term("x", status, since, until)
    if not since <= date < until:
        assert one.accepted_at(date)
        assert ConceptEntry("c", Kind.TERM, (one,)).preferred("en", date) is None
    else:
        assert one.accepted_at(date) is status.accepted
