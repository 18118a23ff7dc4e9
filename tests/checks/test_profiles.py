"""Profiles: what ships, what a file may say, and how a weight falls on the issues of a check."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.checks.profile import DEFAULT, SHIPPED, Profile, Weight, own_weight, parse, shipped, written
from tmflow.checks.registry import ALL, BY_ID
from tmflow.model.errors import InputError, NotFound
from tmflow.model.issue import Issue, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def issue(severity, check="quotes"):
    return Issue(check, "u", "en", 0, 1, "x", "message", severity, f"{check}:key")


def weighed(profile, severity, own):
    found = profile.weigh(issue(severity), own)
    return found.severity if found else None


@pytest.mark.parametrize(
    ("weight", "own", "given", "wanted"),
    [
        ("critical", WARNING, WARNING, ERROR),
        ("critical", WARNING, INFO, INFO),  # a draft is never raised
        ("minor", ERROR, ERROR, WARNING),
        ("minor", ERROR, WARNING, WARNING),
        ("neutral", ERROR, WARNING, INFO),
        ("neutral", WARNING, INFO, INFO),
        ("major", INFO, INFO, ERROR),
        (None, ERROR, WARNING, WARNING),
    ],
)
def test_a_weight_replaces_the_gravest_and_never_raises_what_is_milder(weight, own, given, wanted):
    weights = {"quotes": Weight(weight)} if weight else {}
    assert weighed(Profile("own", weights=weights), given, own) is wanted


def test_strict_raises_what_only_tells_and_quiet_leaves_it_out():
    assert [weighed(shipped("strict"), each, WARNING) for each in (INFO, WARNING, ERROR)] == [WARNING, WARNING, ERROR]
    assert [weighed(shipped("quiet"), each, WARNING) for each in (INFO, WARNING, ERROR)] == [None, WARNING, ERROR]
    assert shipped("quiet").weigh(issue(WARNING, "term_missing"), WARNING) is None
    assert [weighed(shipped("default"), each, WARNING) for each in (INFO, WARNING, ERROR)] == [INFO, WARNING, ERROR]


def test_the_default_profile_is_the_shipped_one():
    assert shipped("default") == DEFAULT
    for name in SHIPPED:
        assert shipped(name).name == name
    with pytest.raises(NotFound):
        shipped("loud")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("checks = 3", "must be a table"),
        ("[checks]\nno_such_check = 'off'", "no check “no_such_check”"),
        ("[checks]\nempty = 'loud'", "empty is “loud”. Expected one of neutral, minor, major, critical"),
        ("[checks]\nempty = 1", "empty is “1”"),
        ("floor = 'off'", "floor is “off”"),
        ("severity = 'minor'", "“severity” is not known here"),
        ("[checks", "is no profile"),
        ("[checks]\nempty = 'off'\nempty = 'minor'", "is no profile"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_place(text, said):
    with pytest.raises(InputError) as refused:
        parse(text, "office.toml")
    assert "office.toml" in str(refused.value)
    assert said in str(refused.value)


WEIGHTS = st.sampled_from(list(Weight))


@given(st.dictionaries(st.sampled_from(sorted(BY_ID)), st.one_of(st.none(), WEIGHTS)), WEIGHTS, WEIGHTS)
def test_a_profile_survives_its_own_file(chosen, floor, shown_from):
    off = frozenset(check for check, weight in chosen.items() if weight is None)
    weights = {check: weight for check, weight in chosen.items() if weight is not None}
    profile = Profile("own", off, weights, floor, shown_from)
    assert parse(written(profile), "own") == profile


def test_only_critical_checks_are_closed_by_editors_alone():
    profile = Profile("own", weights={"empty": Weight.CRITICAL, "yo": Weight.MAJOR})
    assert profile.critical("empty")
    assert not profile.critical("yo")
    assert not profile.critical("quotes")


def test_every_check_has_a_weight_of_its_own():
    assert {own_weight(check) for check in ALL} <= {Weight.NEUTRAL, Weight.MINOR, Weight.MAJOR}
