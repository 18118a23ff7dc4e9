"""The glossary over REST."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.model.concept import Kind, Status
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft


@pytest.fixture
def entry(server):
    services = bootstrap.build(server.workspace)
    drafts = [
        TermDraft(None, "zh", "大连港"),
        TermDraft(None, "en", "Port Dairen", Status.FORBIDDEN, use_instead="Port of Dalian", valid_from="1951-02-01"),
    ]
    return services.glossaries.save(SYSTEM, None, Kind.PLACE, "in Liaoning", drafts, owner="Protocol")


def test_an_entry_has_every_field_and_its_history(as_visitor, entry):
    answer = as_visitor.get(f"/v1/glossary/{entry.id}").json()
    assert (answer["entry"]["owner"], answer["entry"]["note"], answer["entry"]["kind"]) == (
        "Protocol",
        "in Liaoning",
        "place",
    )
    forbidden = answer["entry"]["terms"][1]
    assert (forbidden["status"], forbidden["use_instead"], forbidden["valid_from"]) == (
        "forbidden",
        "Port of Dalian",
        "1951-02-01",
    )
    assert {event["act"] for event in answer["history"]} == {"added"}


@pytest.mark.parametrize(
    ("params", "there"),
    [
        ({"q": "dairen"}, True),
        ({"q": "大连", "kind": "place"}, True),
        ({"q": "大连", "kind": "person"}, False),
        ({"q": "大连", "status": "forbidden"}, True),
        ({"q": "大连", "status": "draft"}, False),
        ({"q": "大连", "lang": "ru"}, True),
        ({"q": "大连", "lang": "zh"}, False),
        ({"q": "大连", "waiting": "yes"}, False),
    ],
)
def test_entries_are_found_by_filter(as_visitor, entry, params, there):
    items = as_visitor.get("/v1/glossary", params=params).json()["items"]
    assert (entry.id in [item["id"] for item in items]) is there


@pytest.mark.parametrize("params", [{"kind": "thing"}, {"status": "good"}, {"lang": "fr"}])
def test_a_filter_that_is_not_known_is_refused_with_what_is(as_visitor, params):
    answer = as_visitor.get("/v1/glossary", params=params)
    assert (answer.status_code, "xpected" in answer.json()["message"]) == (400, True)


def test_an_entry_that_is_not_there(as_visitor):
    assert as_visitor.get("/v1/glossary/nothing").status_code == 404
